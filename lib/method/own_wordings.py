"""Wordings of one's own: checked before they are kept, made out of a letter, filled in like ours.

Only `{{ field }}` of a known field has a meaning in them, as in a template of Jinja; whatever else looks like one is
refused, and what is filled in is never read as one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError
from rapidfuzz import fuzz, process

from lib.domain.commands import InvalidInputsError
from lib.domain.vocabulary import Tone
from lib.method.tones import FULL_NAMES, in_tone
from lib.method.wording_text import ENVIRONMENT
from lib.method.wordings import Filled, tone_words, wording_fields

_LIKELY = 70  # per cent, from where on another field is worth naming
_TELLING = 2  # characters: a name of one letter is the article "a" too
_SIGNED = ("my_name", "my_full_name")
_ONE_FIELD = "write one field between {{ and }}, such as {{ name }}, and nothing else."
# Half of what would be a field: a brace too few, which would go out as it stands.
_HALF = re.compile(r"\{\s*(\w+)\s*\}|(\w+)\s*\}\}")
_LONGEST_NAME = 40  # characters, as much of a field's name as a sentence quotes
_WRITTEN_OUT = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class OwnWording(NamedTuple):
    """A wording of one's own that can be used; `fields` are those that it has, in their order."""

    title: str
    subject: str
    body: str
    fields: tuple[str, ...]


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """A line of a wording that can't be used, with the rest of the sentence that says why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


def checked(title: str, subject: str, body: str) -> OwnWording:
    """Return a wording of one's own.

    Raises:
        InvalidInputsError: for `subject` or `body`, with a sentence that names the wording and the line.
    """
    problems: dict[str, str] = {}
    fields: dict[str, None] = {}
    for part, text in (("subject", subject), ("body", body)):
        try:
            fields |= dict.fromkeys(_fields_of(text))
        except _Refused as refused:
            where = f"the subject of “{title}”" if part == "subject" else f"line {refused.line} of “{title}”"
            problems[part] = f"In {where}, {refused.why}"
    if problems:
        raise InvalidInputsError(problems)
    return OwnWording(title, subject, body, tuple(fields))


def own_fields(row: Any) -> tuple[str, ...]:
    """Return the fields of a kept wording (a row of `own_wordings`), in their order; unknown ones are left out."""
    named = _WRITTEN_OUT.findall(f"{row.subject}\n{row.body}")
    return tuple(dict.fromkeys(name for name in named if name in wording_fields()))


def filled_own(row: Any, fields: Mapping[str, str], tone: Tone = Tone.PLAIN) -> Filled:
    """Return a wording of one's own (a row of `own_wordings`) in a tone, with its fields put in as they are.

    What is not known shows as a gap in brackets, as in our wordings; no sentence is left out. A text that can't be read
    as a wording any more is returned as it is.
    """
    given = {name: value for name, value in fields.items() if value.strip()}
    names = own_fields(row)
    shown = {name: given.get(name, f"[{field.gap}]") for name, field in wording_fields().items()}
    for full, name in FULL_NAMES.items():
        shown[full] = given.get(full, shown[name])
    subject = _rendered(row.subject, {name: " ".join(value.splitlines()) for name, value in shown.items()})
    body = _rendered(in_tone(row.body, tone, tone_words(), own_line=""), shown)
    return Filled(subject=subject, body=body, gaps=tuple(name for name in names if name not in given))


def generalised(text: str, fields: Mapping[str, str]) -> str:
    """Return a letter as a wording: where a name, a topic and the like stand as whole words, their fields stand.

    The longest value goes first, and an open gap becomes its field again. Where one text is the value of two fields, it
    becomes the first of them; but the last line, where one signs, becomes one's own name.
    """
    values = _values(fields)
    longest_first = sorted(values, key=len, reverse=True)
    pattern = re.compile("|".join(_as_whole_words(value) for value in longest_first))
    *letter, last = text.rstrip().split("\n")
    mine = next((name for name in _SIGNED if fields.get(name, "").strip() == last.strip() != ""), "")
    signed = _field(mine) if mine else _with_fields(pattern, values, last)
    return "\n".join([*(_with_fields(pattern, values, line) for line in letter), signed])


def _values(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what stands for a field in a letter: its value where that is telling, and its gap; each with the field."""
    values = {f"[{field.gap}]": name for name, field in wording_fields().items()}
    for name, field in wording_fields().items():
        value = fields.get(name, "").strip()
        if field.general and len(value) >= _TELLING:
            values.setdefault(value, name)
    return values


def _as_whole_words(value: str) -> str:
    before = r"(?<!\w)" if value[0].isalnum() else ""
    after = r"(?!\w)" if value[-1].isalnum() else ""
    return f"{before}{re.escape(value)}{after}"


def _with_fields(pattern: re.Pattern[str], values: Mapping[str, str], line: str) -> str:
    return pattern.sub(lambda found: _field(values[found[0]]), line)


def _field(name: str) -> str:
    return "{{ " + name + " }}"


def _rendered(source: str, shown: Mapping[str, str]) -> str:
    try:
        _fields_of(source)
    except _Refused:
        return source
    return ENVIRONMENT.from_string(source).render(shown)


def _fields_of(text: str) -> list[str]:
    """Return the fields of a text in their order; raises _Refused at the first line that is none of ours."""
    try:
        tokens = [token for token in ENVIRONMENT.lex(text) if token[1] != "whitespace"]
    except TemplateSyntaxError as error:
        raise _Refused(error.lineno, _ONE_FIELD) from error
    fields: list[str] = []
    place = 0
    while place < len(tokens):
        line, kind, words = tokens[place]
        if kind == "data":
            _check_no_half_field(line, words)
            place += 1
        elif kind == "variable_begin":
            fields.append(_one_field(tokens[place : place + 3]))
            place += 3
        else:
            raise _Refused(line, "{% and {# have no use. Write fields such as {{ name }}, and nothing else.")
    return fields


def _check_no_half_field(line: int, words: str) -> None:
    """Raise _Refused where a known field stands with a brace too few; other braces are people's own."""
    for half in _HALF.finditer(words):
        if (half[1] or half[2]) in wording_fields():
            raise _Refused(line + words.count("\n", 0, half.start()), _ONE_FIELD)


def _one_field(tokens: Sequence[tuple[int, str, str]]) -> str:
    """Return the field that stands between braces; raises _Refused where it is anything else than one known name."""
    line = tokens[0][0]
    match tokens:
        case [(_, "variable_begin", "{{"), (_, "name", name), (_, "variable_end", "}}")]:
            pass
        case _:
            raise _Refused(line, _ONE_FIELD)
    if name not in wording_fields():
        known = list(wording_fields())
        near = process.extractOne(name.lower(), known, scorer=fuzz.ratio, score_cutoff=_LIKELY)
        meant = f" Did you mean {_field(near[0])}?" if near else ""
        told = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
        raise _Refused(line, f"{_field(told)} is no field that can be filled in.{meant}")
    return name
