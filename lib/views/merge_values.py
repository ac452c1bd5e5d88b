"""How what was typed for a field of a wording reads where the field stands."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from lib.method.job_titles import intro_sentence
from lib.method.phrases import decision_phrase, deed_phrase, joined_on, unstopped
from lib.method.wordings import wording_fields

_BECAUSE = re.compile(r"^because\s+", re.IGNORECASE)
_AGO = re.compile(r"\s+ago$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]$")


def typed_value(field: str, text: str) -> str:
    """Return what was typed for a field as its sentence needs it; a field that no wording has is left as it is."""
    shape = _SHAPES.get(field)
    if shape:
        return shape(text)
    known = wording_fields().get(field)
    return joined_on(text) if known and known.joins else text.strip()


def _reason(text: str) -> str:
    return joined_on(_BECAUSE.sub("", text.strip()))


def _span(text: str) -> str:
    return _AGO.sub("", joined_on(text))


def _whole_sentence(text: str) -> str:
    sentence = text.strip()
    return sentence if not sentence or _SENTENCE_END.search(sentence) else f"{sentence}."


_SHAPES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "my_intro": intro_sentence,
        "my_short_intro": intro_sentence,
        "decision": decision_phrase,
        "next_action": deed_phrase,
        "kept_promise": deed_phrase,
        "specific_learning": joined_on,
        "also_learned": joined_on,
        "why_them": _reason,
        "why_it_matters": _reason,
        "time_since": _span,
        "found_via_short": _whole_sentence,
        "action_done": unstopped,
        "result": unstopped,
        "news": unstopped,
    }
)
