"""The subject line of an e-mail."""

from lib.domain.vocabulary import Purpose
from lib.method.coach.content import numbers, word_list
from lib.method.coach.letter import Letter, plain_text, words_of
from lib.method.coach.phrases import found
from lib.method.coach.remark import Finding, finding


def subject(letter: Letter) -> Finding | None:
    """Say whether there is a subject that tells what the letter is about, calmly and shortly enough."""
    line = letter.subject.strip()
    if not line:
        return finding("none")
    if len(line) > numbers().most_subject:
        return finding("long", count=len(line), most=numbers().most_subject)
    if line.isupper() and len(words_of(plain_text(line))) > 1:
        return finding("capitals")
    if odd := _odd_word(letter, plain_text(line)):
        return finding("odd", word=odd)
    if letter.purpose is Purpose.REQUEST and word_list("vague_subjects").issuperset(words_of(plain_text(line))):
        return finding("vague")
    return finding("good")


def _odd_word(letter: Letter, line: str) -> str:
    """Return a word that sounds like an application or an alarm, unless the person's topic has it too."""
    word = found("subject", line)
    return "" if word in words_of(plain_text(letter.topic)) else word
