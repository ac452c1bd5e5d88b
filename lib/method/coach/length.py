"""How long a letter is: in words, or in characters where a channel counts them."""

from lib.domain.vocabulary import Channel
from lib.method.coach.content import Length, length_for, numbers
from lib.method.coach.letter import Letter
from lib.method.coach.remark import Finding, finding
from lib.method.wordings import LimitUnit


def length(letter: Letter) -> Finding | None:
    """Say whether the length suits what the letter is for and how it goes out; what is to be forwarded counts apart."""
    body = letter.own_part.strip()
    bounds = length_for(letter.purpose, letter.channel, letter.situation)
    if not body or bounds is None:
        return None
    count = len(body) if bounds.unit is LimitUnit.CHARACTERS else len(body.split())
    place = _place(bounds, count)
    is_note = letter.channel is Channel.LINKEDIN_NOTE
    unit = "characters" if bounds.unit is LimitUnit.CHARACTERS else "words"
    variant = f"{place}_note" if is_note and place in {"long", "very_long"} else place
    return finding(variant, count=f"{count:,}", unit=unit, low=bounds.low, high=bounds.high, most=bounds.most)


def shorter(letter: Letter) -> Finding | None:
    """Say whether a follow-up is shorter than the request that it follows."""
    first, now = len(letter.first_body.split()), len(letter.body.split())
    if not first or not now:
        return None
    return finding("good" if now < first else "longer", first=first, now=now)


def read_in_part(letter: Letter) -> Finding | None:
    """Say that only the beginning was looked at, where a text is very long."""
    most = numbers().most_characters
    return finding("cut", count=f"{len(letter.body):,}", most=f"{most:,}") if len(letter.body) > most else None


def _place(bounds: Length, count: int) -> str:
    if count < bounds.low:
        return "short" if count >= bounds.least else "very_short"
    if count > bounds.high:
        return "long" if count <= bounds.most else "very_long"
    return "good"
