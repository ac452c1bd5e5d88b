"""The times that a letter offers, as people write them in English."""

import re
from functools import cache

from lib.domain.vocabulary import Channel
from lib.method.coach.connection import NEAR
from lib.method.coach.content import content
from lib.method.coach.letter import Letter
from lib.method.coach.phrases import has
from lib.method.coach.remark import Finding, finding

_ENOUGH = 2
_CLOCK = r"(?:\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|o'clock)|\d{1,2}:\d{2}|at \d{1,2}\b|noon)"
_TWO_TIMES = re.compile(rf"{_CLOCK}[^.?!\n]{{0,30}}\bor\b[^.?!\n]{{0,30}}?(?:{_CLOCK}|\d{{1,2}}\b)")


def two_times(letter: Letter) -> Finding | None:
    """Say whether two times are offered, and that any other suits as well; in a message that may be said alone."""
    offered = windows(letter.plain_own_part)
    is_open = has("any_time", letter.plain) or has("alternative", letter.plain)
    is_open = is_open or (letter.tie in NEAR and has("way_out", letter.plain))
    if offered >= _ENOUGH:
        return finding("good" if is_open else "closed")
    if offered:
        return finding("one")
    if not is_open:
        return finding("none")
    return finding("open") if letter.channel is Channel.EMAIL else None


def a_time(letter: Letter) -> Finding | None:
    """Say whether a note about a time names one, or leaves the choice to them."""
    if windows(letter.plain) or has("any_time", letter.plain) or has("another_time", letter.plain):
        return finding("good")
    return finding("none")


def time_zone(letter: Letter) -> Finding | None:
    """Say whether times have their zone, where the two live in different ones."""
    if not letter.is_other_zone or not re.search(_CLOCK, letter.plain):
        return None
    return finding("good") if has("zone", letter.plain) else finding("none")


def windows(plain: str) -> int:
    """Return how many times a plain text offers: days, or two times of one day."""
    days = len(_days().findall(plain))
    return max(days, _ENOUGH) if days == 1 and _TWO_TIMES.search(plain) else days


def has_date(plain: str) -> bool:
    """Tell whether a plain text says when: a day, a month or a time such as “next week”."""
    return bool(_days().search(plain)) or has("when", plain)


@cache
def _days() -> re.Pattern[str]:
    """Return the pattern of one day: a weekday, a date in words or figures, or both together; or “tomorrow”."""
    lists = content().lists
    month, weekday = (rf"(?:{'|'.join(lists[name])})" for name in ("months", "weekdays"))
    short = rf"(?:{'|'.join(lists['weekdays_in_short'])})\.?(?=,? (?:\d|at\b|morning|afternoon|evening|the \d))"
    number = r"\d{1,2}(?:st|nd|rd|th)?"
    in_words = rf"(?:{number}(?: of)? {month}|{month}\.? {number}(?![:\d]))"
    in_figures = r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?)"
    date = rf"(?:{in_words}|{in_figures})"
    soon = rf"(?:{'|'.join(lists['near_days'])})"
    named = rf"(?:{weekday}|{short})"
    return re.compile(
        rf"(?<![\w/.-])(?:{named},? (?:the )?(?:{date}|{number}(?! ?(?:am|pm|:)))|{named}|{date}|{soon})(?!\w)"
    )
