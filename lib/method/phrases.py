"""How what a person typed reads on in the middle of a sentence; the words are in `content/phrases.toml`.

Nothing is invented: only a capital letter, a full stop or a small word goes or comes, and only where it is sure.
"""

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from lib.method.content_files import checked, read_toml

FILE = "phrases.toml"

_CHOICE = r"(?=(?:if|whether|which|what|how|between|when|where|who|why)\b)"
_MODAL = "should|can|could|will|would|must|shall|may|might"
_WANTS_TO_KNOW = re.compile(
    r"^(?:i|we)(?:['\u2019]d)?\s+(?:want|need|would like|like|hope|am trying|have|wish)\s+to\s+"
    rf"(?:know|find out|understand|see|learn|work out|figure out)\s+{_CHOICE}",
    re.IGNORECASE,
)
_DECIDE = re.compile(
    r"^(?:(?:to|i will|i want to|i need to|i have to|i must|help me(?: to)?|i am trying to) )?"
    rf"(?:decide|deciding|choose|choosing)\s+{_CHOICE}",
    re.IGNORECASE,
)
_SHOULD_I = re.compile(rf"^({_MODAL})\s+(i|we)\s+", re.IGNORECASE)
_WHAT_SHOULD_I = re.compile(
    rf"^((?:what|which|where|when|who|how|why)\b[^?]*?)\s+({_MODAL}|do)\s+(i|we)\s+", re.IGNORECASE
)
_IS_IT = re.compile(r"^(is|was|will|would|can|could|should) (it|this|that|there) ", re.IGNORECASE)
_PROMISED = re.compile(
    r"^(?:(?:i|we)(?:\s+(?:will|shall|am going to|are going to|want to|plan to|promised to|said i would)|['\u2019]ll)|"
    r"to|will|going to|promised to)\s+",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"^(?:a|an|the|my|our|their|his|her|some|that|this)\s", re.IGNORECASE)


class Phrases(BaseModel):
    """The file of phrases."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    openers: frozenset[str]
    clause_words: frozenset[str]
    title_ends: frozenset[str]
    role_nouns: frozenset[str]
    title_words: frozenset[str]
    an_before: tuple[str, ...]
    a_before: tuple[str, ...]
    letters_with_an: str
    industry_nouns: frozenset[str]
    organisation_words: frozenset[str]
    how_to_verbs: frozenset[str]
    whether_to_verbs: frozenset[str]
    choice_words: frozenset[str]
    family_first: frozenset[str]


@cache
def phrases() -> Phrases:
    """Return the words of the file; raises ContentError where it cannot be used."""
    return checked(Phrases, read_toml(FILE), FILE)


def inside(text: str) -> str:
    """Return a sentence as it reads in the middle of another: without its full stop, and not begun with a capital.

    “I” and words with more capitals than the first (“NHS”) stay as they are.
    """
    sentence = unstopped(text)
    first = first_word(sentence)
    keeps = first == "I" or first[1:] != first[1:].lower()
    return sentence if keeps else sentence[:1].lower() + sentence[1:]


def joined_on(text: str) -> str:
    """Return words as they read in the middle of a sentence; a first word that may be a name keeps its capital."""
    phrase = unstopped(text)
    return inside(phrase) if first_word(phrase).lower() in phrases().openers else phrase


def decision_phrase(typed: str) -> str:
    """Return a decision as it reads right after “trying to decide”, at the end of a sentence.

    “Should I retrain?” becomes “whether I should retrain”. Where it is not sure how to turn it, it follows a colon.
    """
    text = _DECIDE.sub("", _WANTS_TO_KNOW.sub("", unstopped(typed))).strip()
    asked = text.rstrip("? ")
    if not asked:
        return ""
    if first_word(asked).lower() == "if":
        return f"whether{asked[2:]}"
    if turned := _turned_question(asked):
        return turned
    return _as_a_choice(joined_on(asked), is_question=text.endswith("?"))


def deed_phrase(typed: str) -> str:
    """Return what somebody promised as it reads after “I will”: “I'll send the list.” becomes “send the list”."""
    deed = inside(_PROMISED.sub("", unstopped(typed)))
    return f"see to {deed}" if begins_as_noun(deed) else deed


def first_word(text: str) -> str:
    """Return the first word of a text, up to a space or an apostrophe; "" where there is none."""
    return re.split(r"[\s'\u2019,]", text, maxsplit=1)[0]


def begins_as_noun(text: str) -> bool:
    """Tell whether a text begins with an article, or a small word that stands for one."""
    return bool(_DETERMINER.match(text))


def unstopped(text: str) -> str:
    """Return a text without the full stop and the spaces at its end."""
    return text.strip().rstrip(".").rstrip()


def _turned_question(asked: str) -> str:
    """Return a question as an indirect one; "" where it is none that is sure to turn."""
    if found := _SHOULD_I.match(asked):
        return f"whether {_person(found[2])} {found[1].lower()} {asked[found.end() :]}"
    if found := _WHAT_SHOULD_I.match(asked):
        modal = "" if found[2].lower() == "do" else f" {found[2].lower()}"
        return f"{inside(found[1])} {_person(found[3])}{modal} {asked[found.end() :]}"
    if found := _IS_IT.match(asked):
        return f"whether {found[2].lower()} {found[1].lower()} {asked[found.end() :]}"
    return ""


def _as_a_choice(text: str, *, is_question: bool) -> str:
    first = first_word(text).lower()
    if first in phrases().choice_words or (not is_question and begins_as_noun(text)):
        return text
    if first == "to":
        return f"whether {text}"
    if first in phrases().whether_to_verbs:
        return f"whether to {inside(text)}"
    if first.endswith("ing") and not is_question:
        return f"about {inside(text)}"
    return f"this: {text}?" if is_question else f"this: {text}"


def _person(word: str) -> str:
    return "I" if word.lower() == "i" else "we"
