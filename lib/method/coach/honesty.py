"""Whether a letter says openly what it is about, and is about nothing else."""

from lib.domain.vocabulary import GoalKind
from lib.method.coach.content import numbers
from lib.method.coach.job_ask import handed_over, job_ask
from lib.method.coach.letter import Letter, telling_words
from lib.method.coach.phrases import has
from lib.method.coach.remark import Finding, finding


def no_job_ask(letter: Letter) -> Finding | None:
    """Say whether the letter asks for a job."""
    if asked := job_ask(letter.sentences):
        return finding("asked", words=asked)
    if has("no_job", letter.plain):
        return finding("good_said")
    return finding("good") if letter.words else None


def no_attachment(letter: Letter) -> Finding | None:
    """Say where a CV or another file comes along."""
    sent_along = handed_over(letter.sentences)
    return finding("attached", words=sent_along) if sent_along else None


def reason(letter: Letter) -> Finding | None:
    """Say whether the letter tells what one wants to learn or decide."""
    if has("reason", letter.plain) or shares(letter, letter.decision):
        return finding("good")
    return finding("none_noted", decision=letter.decision) if letter.decision.strip() else finding("none")


def open_about_work(letter: Letter) -> Finding | None:
    """Say that looking for work is well said; of one company, that it should be said either way."""
    if has("hunting", letter.plain):
        return finding("good")
    silent = letter.goal_kind is GoalKind.COMPANY and not has("no_job", letter.plain)
    return finding("company") if silent and not job_ask(letter.sentences) else None


def shares(letter: Letter, noted: str) -> bool:
    """Tell whether a letter takes up enough of the telling words of what was noted: two, or the only one."""
    telling = telling_words(noted)
    taken_up = len(telling.intersection(letter.words))
    return bool(telling) and taken_up >= max(min(2, len(telling)), numbers().shared_words * len(telling))
