"""Why these two: how they know each other or who sent one, and why it is this person that one asks."""

from lib.domain.vocabulary import Tie
from lib.method.coach.content import numbers
from lib.method.coach.honesty import shares
from lib.method.coach.letter import Letter, plain_text, telling_words, words_of
from lib.method.coach.phrases import has
from lib.method.coach.remark import Finding, finding

NEAR = frozenset((Tie.CLOSE, Tie.CURRENT, Tie.FORMER))


def connection(letter: Letter) -> Finding | None:
    """Say whether the first sentences tell how one knows them, found them, or who sent one.

    Whoever is near needs no telling.
    """
    begin = " ".join(_first_sentences(letter))
    if has("connection", begin) or _is_named(letter.introducer, begin):
        return finding("good")
    if letter.tie in NEAR or not begin:
        return None
    if letter.introducer:
        return finding("introducer", introducer=letter.introducer)
    return finding("late" if has("connection", letter.plain) else "none")


def why_them(letter: Letter) -> Finding | None:
    """Say whether the letter has a detail that fits nobody but them; that somebody sent one is a reason, too."""
    if has("why_them", letter.plain) or any(shares(letter, fact) for fact in letter.facts):
        return finding("good")
    if _is_named(letter.introducer, letter.plain):
        return None
    known = next((fact for fact in letter.facts if telling_words(fact)), "")
    return finding("none_noted", fact=known) if known else finding("none")


def _first_sentences(letter: Letter) -> list[str]:
    """Return the first sentences that say something: a bare greeting and a mere kind wish are none."""
    telling = [sentence for sentence in letter.sentences if not _wishes_only(sentence) and not _greets_only(sentence)]
    return telling[: numbers().first_sentences]


def _wishes_only(sentence: str) -> bool:
    return has("wish", sentence) and not has("connection", sentence)


def _greets_only(sentence: str) -> bool:
    return has("greeting", sentence) and sentence.endswith((",", "!", ".")) and len(words_of(sentence)) <= 5  # noqa: PLR2004 - “Dear Dr. Maria del Mar,”


def _is_named(name: str, plain: str) -> bool:
    return bool(name) and any(word in words_of(plain) for word in words_of(plain_text(name)))
