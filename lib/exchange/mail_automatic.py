"""Whether a mail is an automatic reply, and when it says that somebody is back."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from lib.exchange.automatic_words import header_values, words
from lib.exchange.mail_days import WrittenDay, written_days

_MAX_READ = 4_000  # characters; an automatic reply is short
_MAX_AWAY = 1_500  # longer than that, people write who are only away, too
_ENOUGH = 2  # phrases
_MAX_GAP = 40  # characters between a phrase and its day
_SENTENCE_END = re.compile(r"[.!?;\n]")
_REPLY_MARK = re.compile(r"(?:re|aw|sv|fw|fwd|wg|tr|rv|antw|odp)\s?:\s*", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+|\n(?!\s*\n)")


def is_automatic(headers: Mapping[str, Sequence[str]], subject: str, text: str) -> bool:
    """Tell whether a machine answered: by headers (names in small letters; RFC 3834 and those before it), or words."""
    return _by_headers(headers) or _by_subject(subject) or _by_text(text)


def _by_headers(headers: Mapping[str, Sequence[str]]) -> bool:
    for name, meant in header_values().items():
        for value in headers.get(name, ()):
            parts = {part.strip() for part in re.split("[,;]", value.casefold())}
            if parts - {"no", ""} if not meant else parts & set(meant):
                return True
    return False


def _by_subject(subject: str) -> bool:
    plain = _REPLY_MARK.sub("", _plain(subject)).strip()
    return plain.startswith(tuple(words()["subjects"]))


def _by_text(text: str) -> bool:
    plain = _plain(text[:_MAX_READ])
    if any(phrase in plain for phrase in words()["sure"]):
        return True
    return len(text) <= _MAX_AWAY and sum(phrase in plain for phrase in words()["away"]) >= _ENOUGH


def back_on(text: str, written_on: date | None) -> date | None:
    """Return the day on which somebody is back, as an automatic reply of `written_on` says; None where it is unsure.

    “Back on 3 December” names the day itself, “until 3 December” the last day away.
    """
    plain = _plain(text[:_MAX_READ])
    days = list(written_days(plain, written_on))
    back = {day.day for day in _days_at(_cues("back"), plain, days, before=True)}
    if not back:
        last = {day.day for day in [*_days_at(_cues("until"), plain, days), *_ends_of_spans(plain, days)]}
        back = {day + timedelta(days=1) if day else None for day in last}
    found = back.pop() if len(back) == 1 else None
    return found if found is None or written_on is None or found > written_on else None


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.casefold().replace("\u2019", "'"))


def _days_at(
    cues: re.Pattern[str], text: str, days: Sequence[WrittenDay], *, before: bool = False
) -> Iterable[WrittenDay]:
    """Yield the day that stands behind each phrase in its sentence; with `before`, else the one ahead of it."""
    for cue in cues.finditer(text):
        behind = next((day for day in days if day.start >= cue.end()), None)
        ahead = next((day for day in reversed(days) if day.end <= cue.start()), None)
        if behind and _goes_on(text[cue.end() : behind.start]):
            yield behind
        elif before and ahead and _goes_on(text[ahead.end : cue.start()]):
            yield ahead


def _goes_on(gap: str) -> bool:
    return len(gap) <= _MAX_GAP and not _SENTENCE_END.search(gap)


def _ends_of_spans(text: str, days: Sequence[WrittenDay]) -> Iterable[WrittenDay]:
    yield from (day for day in days if day.ends_span)
    for first, last in pairwise(days):
        if text[first.end : last.start].strip() in words()["ranges"]:
            yield last


@cache
def _cues(name: str) -> re.Pattern[str]:
    phrases = "|".join(re.escape(phrase) for phrase in sorted(words()[name], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")
