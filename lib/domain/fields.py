"""The kinds of text, link and number that commands are made of, each saying in words what does not hold."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, get_args
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from lib.domain.links import safe_url, valid_email
from lib.domain.unicode_text import MOST_MARKS, bounded, normal

LINE_LIMIT = 200
TEXT_LIMIT = 100_000
TYPED_LIMIT = 4 * TEXT_LIMIT  # before it is tidied, which can make a text shorter
TAG_LIMIT = 20
TAG_LENGTH = 40
ALSO_LIMIT = 50  # further values of one field

# The fields of a contact that may have further values: other names, former employers, a second address.
AlsoField = Literal["name", "organisation", "position", "email", "phone", "profile_url"]
ALSO_FIELDS: tuple[AlsoField, ...] = get_args(AlsoField)

# All control characters but tab and line feed: NUL breaks PostgreSQL, the others break spreadsheets.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TWO_LETTERS = re.compile(r"[A-Z]{2}")
_BREAKS = re.compile(r"[\n\t\u2028\u2029]")


def refused(sentence: str) -> PydanticCustomError:
    """Return the error that shows `sentence` beside the field."""
    return PydanticCustomError("refused", "{sentence}", {"sentence": sentence})


def clean_text(value: str) -> str:
    """Return the text in Unicode's composed form, with line feeds as line ends and without control characters."""
    if _is_plain(value):
        return value
    return normal("NFC", _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")))


def _is_plain(value: str) -> bool:
    """Tell whether there is nothing to tidy but spaces at the ends, as in most texts."""
    return value.isascii() and value.isprintable()


def clean_line(value: str) -> str:
    """Return the text as one trimmed line."""
    if _is_plain(value):
        return value.strip()
    parts = (part.strip() for part in _BREAKS.split(clean_text(value)))
    return " ".join(part for part in parts if part)


def short_enough(value: str, limit: int) -> str:
    """Return the text; refuse it in words where it is longer than `limit` characters."""
    if len(value) > limit:
        raise refused(f"This has {len(value):,} characters; {limit:,} fit here. Please shorten it.")
    return value


def _fit_to_tidy(limit: int) -> AfterValidator:
    """Return the check of what is typed, before anything is done with it that takes time."""

    def check(value: str) -> str:
        if len(value) > TYPED_LIMIT:
            return short_enough(value, limit)
        if bounded(value) != value:
            raise refused(f"A letter here has more than {MOST_MARKS} accents or other marks. Please take some away.")
        return value

    return AfterValidator(check)


def _no_longer_than(limit: int) -> AfterValidator:
    return AfterValidator(lambda value: short_enough(value, limit))


def required(sentence: str) -> AfterValidator:
    """Return the check that a text is not empty, with the sentence for when it is."""

    def check(value: str) -> str:
        if not value.strip():
            raise refused(sentence)
        return value

    return AfterValidator(check)


def _email(value: str) -> str:
    if not value:
        return ""
    found = valid_email(value)
    if found is None:
        raise refused("This does not look like an e-mail address. Check the part before and after the @.")
    return found


def _link(value: str) -> str:
    if not value:
        return ""
    found = safe_url(value)
    if found is None:
        raise refused("This is not a link that can be opened. Paste one that starts with https://.")
    return found


def _further(value: "Mapping[AlsoField, tuple[str, ...]]") -> "Mapping[AlsoField, tuple[str, ...]]":
    """Return each field's further values once, without fields that have none."""
    once = {name: tuple(dict.fromkeys(text for text in texts if text)) for name, texts in value.items()}
    if any(len(texts) > ALSO_LIMIT for texts in once.values()):
        raise refused(f"More than {ALSO_LIMIT} further values of one kind don't fit. Please take some away.")
    return {name: texts for name, texts in once.items() if texts}


def _tags(value: Any) -> Any:
    parts = value.split(",") if isinstance(value, str) else value
    tags = (clean_line(str(part))[:TAG_LENGTH].rstrip() for part in parts)
    seen = {tag.casefold(): tag for tag in tags if tag}
    return tuple(seen.values())[:TAG_LIMIT]


@cache
def time_zones() -> tuple[str, ...]:
    """Return the names of all time zones, in alphabetical order; read from disk once."""
    return tuple(sorted(available_timezones()))


def _zone(value: str) -> str:
    if value not in time_zones():
        raise refused("Choose a time zone from the list.")
    return value


def _country(value: str) -> str:
    if value and not _TWO_LETTERS.fullmatch(value):
        raise refused("Choose a country from the list.")
    return value


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise refused("A moment needs its time zone.")
    return value


Line = Annotated[str, _fit_to_tidy(LINE_LIMIT), AfterValidator(clean_line), _no_longer_than(LINE_LIMIT)]
Text = Annotated[str, _fit_to_tidy(TEXT_LIMIT), AfterValidator(clean_text), _no_longer_than(TEXT_LIMIT)]
Email = Annotated[
    str, _fit_to_tidy(LINE_LIMIT), AfterValidator(clean_line), AfterValidator(_email), _no_longer_than(LINE_LIMIT)
]
Link = Annotated[str, _fit_to_tidy(500), AfterValidator(clean_line), AfterValidator(_link), _no_longer_than(500)]
# As long as the longest of these fields may be, so that whatever was a main value can become a further one.
_Further = Annotated[str, _fit_to_tidy(500), AfterValidator(clean_line), _no_longer_than(500)]
Also = Annotated[Mapping[AlsoField, tuple[_Further, ...]], AfterValidator(_further)]
Tags = Annotated[tuple[str, ...], BeforeValidator(_tags)]
Zone = Annotated[str, AfterValidator(_zone)]
AnyZone = Annotated[str, AfterValidator(lambda value: value and _zone(value))]
# ISO 3166, two letters; empty where nobody said it.
Country = Annotated[str, AfterValidator(_country)]
# A rule of the cadence or a field of a wording, as the method's files name them.
RuleName = Annotated[str, Field(pattern=r"^[a-z0-9_]{0,40}$")]
Moment = Annotated[datetime, AfterValidator(_aware)]
RecordId = Annotated[str, Field(pattern=r"^[0-9a-z-]{1,40}$")]
Version = Annotated[int, Field(ge=0)]
Score = Annotated[int, Field(ge=0, le=3)]
