"""For questions that nobody answered yet: who of one's contacts could, and who is about to be asked anyway."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from lib.domain.frame_rows import cells
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind
from lib.method.relevance import nearness, work_words
from lib.views.choosing import ranked
from lib.views.interviews import interviews
from lib.views.matrix import unanswered

MOST = 3  # people named for a question
# Questions for which people are looked for, which takes long among many contacts; the others are only listed.
WITH_PEOPLE = 5


@dataclass(frozen=True)
class CouldAnswer:
    """Somebody who may know; `is_near` says that words of the question stand in what is known of their work."""

    contact_id: str
    name: str
    position: str
    organisation: str
    is_near: bool


@dataclass(frozen=True)
class OpenQuestion:
    """A question without an answer, who could answer it (likeliest first), and in which open interviews to ask it.

    `planned` are pairs of an interview's id and the person's name.
    """

    question_id: str
    text: str
    people: tuple[CouldAnswer, ...]
    planned: tuple[tuple[str, str], ...]


def open_questions(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> tuple[OpenQuestion, ...]:
    """Return a goal's unanswered questions, the first `WITH_PEOPLE` with up to `MOST` people who may be asked.

    First come those in whose work the question's words stand, then the order of `ranked`, which leaves out whoever is
    archived, does not want to be asked, was asked lately, or has nobody to reach them. The likeness is a guess.
    """
    key = ("open questions", zone.key, goal_id, today)
    return snapshot.derive(key, lambda: _open_questions(snapshot, zone, goal_id, today))


def _open_questions(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date) -> tuple[OpenQuestion, ...]:
    planned = _planned(snapshot, zone, goal_id)
    texts = unanswered(snapshot, zone, goal_id)
    found = [(question_id, text, place < WITH_PEOPLE) for place, (question_id, text) in enumerate(texts)]
    return tuple(
        OpenQuestion(question_id, text, _people(snapshot, zone, goal_id, today, text) if is_first else (), planned)
        for question_id, text, is_first in found
    )


def _planned(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> tuple[tuple[str, str], ...]:
    frame = interviews(snapshot, zone)
    is_talk = (frame["goal_id"] == goal_id) & (frame["kind"] == InterviewKind.TALK)
    return tuple(cells(frame[is_talk & frame["is_open"]], "interview_id", "name"))


def _people(snapshot: Snapshot, zone: ZoneInfo, goal_id: str, today: date, question: str) -> tuple[CouldAnswer, ...]:
    people = ranked(snapshot, zone, goal_id, today)
    work = snapshot.derive("work words", lambda: work_words(snapshot.contacts))
    said = dict(zip(snapshot.contacts["id"], nearness(work, question).said, strict=True))
    people = people[people["has_route"]].assign(said=people["contact_id"].map(said))
    best = people.sort_values("said", ascending=False, kind="stable").head(MOST)
    return tuple(
        CouldAnswer(contact_id, name, position, organisation, is_near=number > 0)
        for contact_id, name, position, organisation, number in cells(
            best, "contact_id", "name", "position", "organisation", "said"
        )
    )
