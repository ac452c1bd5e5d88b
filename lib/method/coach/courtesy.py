"""Whether a letter makes it easy to say yes, and as easy to say no."""

from lib.method.coach.connection import NEAR
from lib.method.coach.content import numbers
from lib.method.coach.letter import Letter
from lib.method.coach.phrases import found, has, phrase
from lib.method.coach.remark import Finding, finding


def alternative(letter: Letter) -> Finding | None:
    """Say whether an answer in writing is offered; those who are near and may say no easily need no such offer."""
    if has("alternative", letter.plain):
        return finding("good")
    return None if letter.tie in NEAR or has("way_out", letter.plain) else finding("none")


def way_out(letter: Letter) -> Finding | None:
    """Say whether one line makes a no easy; an offer of something smaller, or a last note, is nearly as good."""
    if has("way_out", letter.plain):
        return finding("good")
    return None if has("alternative", letter.plain) or has("last_note", letter.plain) else finding("none")


def no_pressure(letter: Letter) -> Finding | None:
    """Say where words press or reproach."""
    words = found("pressure", letter.plain)
    return finding("pressing", words=words) if words else None


def no_gushing(letter: Letter) -> Finding | None:
    """Say where praise is laid on thick."""
    words = [match[0] for match in phrase("praise").finditer(letter.plain)]
    return finding("gushing", words=words[0]) if len(words) > numbers().most_praise else None


def no_brain_picking(letter: Letter) -> Finding | None:
    """Say where their time or knowledge sounds like something to be taken."""
    words = found("brain", letter.plain)
    return finding("picked", words=words) if words else None


def short_chat(letter: Letter) -> Finding | None:
    """Say that “informational interview” can be said more plainly."""
    return finding("named") if has("term", f"{letter.subject.lower()}\n{letter.plain}") else None
