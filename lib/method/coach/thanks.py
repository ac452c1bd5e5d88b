"""What makes a thank-you or a report worth reading: something specific, what comes of it, and no new demand."""

import re

from lib.domain.vocabulary import Purpose
from lib.method.coach.honesty import shares
from lib.method.coach.letter import Letter, plain_text, words_of
from lib.method.coach.phrases import has, meant, phrase
from lib.method.coach.remark import Finding, finding
from lib.method.coach.times import has_date

_ASKS = re.compile(r"[?\u061f\uff1f]")


def specific(letter: Letter) -> Finding | None:
    """Say whether the note names one thing that one learned."""
    if has("specific", letter.plain) or any(shares(letter, learned) for learned in letter.learned):
        return finding("good")
    return finding("none_noted", learned=letter.learned[0]) if letter.learned else finding("none")


def next_step(letter: Letter) -> Finding | None:
    """Say whether the note tells what one will do, and by when."""
    steps = [sentence for sentence in letter.sentences if has("step", sentence)]
    if any(has_date(sentence) for sentence in steps):
        return finding("good")
    if steps:
        return finding("undated")
    return finding("none_noted", promised=letter.promised[0]) if letter.promised else finding("none")


def no_demand(letter: Letter) -> Finding | None:
    """Say where a thank-you or a report asks for something again; one soft open line is fine."""
    if meant("demand", letter.sentences):
        return finding("demand")
    if _ASKS.search(letter.plain):
        return finding("question")
    if len(phrase("soft_ask").findall(letter.plain)) > 1:
        return finding("hints")
    return finding("good") if letter.words else None


def named_people(letter: Letter) -> Finding | None:
    """Say whether the people are mentioned whom they named."""
    unnamed = [name for name in letter.named if not _mentions(letter, name)]
    if unnamed:
        return finding("missing", name=unnamed[0])
    return finding("good") if letter.named else None


def offer_back(letter: Letter) -> Finding | None:
    """Say that something is offered in return, where it is."""
    return finding("good") if has("offer_back", letter.plain) else None


def report(letter: Letter) -> Finding | None:
    """Say whether the note tells what one did, or what came of it."""
    if has("report", letter.plain) or any(shares(letter, promised) for promised in letter.promised):
        return finding("good")
    return finding("introducer") if letter.purpose is Purpose.INTRODUCER else finding("none")


def _mentions(letter: Letter, name: str) -> bool:
    return plain_text(name) in letter.plain or any(word in letter.words for word in words_of(plain_text(name)))
