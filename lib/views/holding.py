"""What one has before one's eyes while a conversation is held: what to ask, and what else could be asked."""

from dataclasses import dataclass

from lib.domain.snapshot import Snapshot
from lib.method.talk_plan import talk_plan
from lib.views.conversation import AskedQuestion, asked_questions
from lib.views.plan import planned_questions


@dataclass(frozen=True)
class HeldQuestions:
    """The questions of the plan in its order, and the goal's others, with what was noted so far."""

    planned: tuple[AskedQuestion, ...]
    more: tuple[AskedQuestion, ...]


def held_questions(snapshot: Snapshot, interview_id: str) -> HeldQuestions:
    """Return the questions of an interview for the time of the talk.

    Raises:
        NotFoundError: where there is no such interview.
    """
    asked = {question.question_id: question for question in asked_questions(snapshot, interview_id)}
    planned = tuple(asked.pop(one.question_id) for one in planned_questions(snapshot, interview_id))
    return HeldQuestions(planned, tuple(asked.values()))


def before_the_end() -> tuple[str, ...]:
    """Return the questions that belong to every talk, and are asked at its end (method, section 1.4)."""
    return tuple(words for part in talk_plan().part for words in part.ask)
