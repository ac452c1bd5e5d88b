"""What is left of a conversation to be kept: its marked lines, its unasked questions, its ratings, its confidences."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

import pandas as pd

from lib.domain.commands import AddPromise, AddReferral, AddResource, AddTakeaway, Command
from lib.domain.fields import LINE_LIMIT, clean_line
from lib.domain.record_ids import answer_id_of, note_id_of, rating_id_of
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mark, NoteKind, PromiseKind, RatedWhen, Rating
from lib.method.marks import marked_lines
from lib.views.conversation import AskedQuestion, asked_questions, note_text, parts_of
from lib.views.kept_already import not_kept
from lib.views.named_person import named_person
from lib.views.on_record import on_record
from lib.views.plan import planned_questions

TAKEAWAYS = (Mark.INSIGHT, Mark.SURPRISE, Mark.CONTRADICTION)


@dataclass(frozen=True)
class Suggestion:
    """A marked line of the notes that was not kept yet; `question_id` is "" for one of the free notes."""

    mark: Mark
    text: str
    question_id: str = ""

    @property
    def says(self) -> str:
        """What is kept of the line, as others may say it too: a person's name, else all of it."""
        return named_person(self.text).name if self.mark is Mark.PERSON else self.text

    @property
    def id(self) -> str:
        """A name that stays the line's own while others come and go; nobody can read the line from it."""
        return blake2s(f"{self.mark}/{self.question_id}/{self.text}".encode(), digest_size=8).hexdigest()

    def command(self, interview_id: str) -> Command:
        """Return the command that keeps the line: as a takeaway, a to-do, a person, or something to read or try."""
        if self.mark is Mark.TO_DO:
            return AddPromise.of({"text": self.text, "kind": PromiseKind.TO_DO}, interview_id=interview_id)
        if self.mark is Mark.PERSON:
            return AddReferral.of(named_person(self.text)._asdict(), interview_id=interview_id)
        if self.mark is Mark.RESOURCE:
            return AddResource.of({"text": self.text}, interview_id=interview_id)
        noted = {"text": self.text, "mark": self.mark, "question_id": self.question_id or None}
        return AddTakeaway.of(noted, interview_id=interview_id)


def short(text: str) -> str:
    """Return a text as one line that fits into a takeaway; what is longer is cut between words, with “…”."""
    line = clean_line(text)
    if len(line) <= LINE_LIMIT:
        return line
    cut = line[: LINE_LIMIT - 1]
    return f"{cut.rsplit(' ', 1)[0].rstrip()}…"


def suggestions(snapshot: Snapshot, interview_id: str) -> tuple[Suggestion, ...]:
    """Return the marked lines of an interview's answers and notes that were not kept yet, in their order.

    What was kept and then said in other words, in the notes or where it was kept, does not come back.
    """
    key = ("suggestions", interview_id)
    return snapshot.derive(key, lambda: tuple(_suggestions(snapshot, interview_id)))


def _suggestions(snapshot: Snapshot, interview_id: str) -> Iterator[Suggestion]:
    lines = list(dict.fromkeys(_marked(snapshot, interview_id)))
    left: set[Suggestion] = set()
    for mark, question_id in dict.fromkeys((line.mark, line.question_id) for line in lines):
        group = [line for line in lines if (line.mark, line.question_id) == (mark, question_id)]
        texts = not_kept([line.says for line in group], *_kept(snapshot, interview_id, mark, question_id))
        left |= {line for line in group if line.says in texts}
    yield from (line for line in lines if line in left)


def _marked(snapshot: Snapshot, interview_id: str) -> Iterator[Suggestion]:
    for question in asked_questions(snapshot, interview_id):
        for line in marked_lines(question.answer.text):
            yield Suggestion(line.mark, short(line.text), question.question_id)
    for line in marked_lines(note_text(snapshot, interview_id).text):
        yield Suggestion(line.mark, short(line.text))


def _kept(snapshot: Snapshot, interview_id: str, mark: Mark, question_id: str) -> tuple[list[str], list[str]]:
    """Return the texts in which a marked line may stand word for word, and those that may be its later wording."""
    if mark is Mark.PERSON:
        return _known_names(snapshot, interview_id), []
    if mark is Mark.TO_DO:
        rows = parts_of(snapshot, "promises", interview_id)
        return [row.text for row in rows], [row.text for row in rows if row.kind == PromiseKind.TO_DO]
    if mark is Mark.RESOURCE:
        texts = [row.text for row in parts_of(snapshot, "resources", interview_id)]
        return texts, texts
    rows = parts_of(snapshot, "takeaways", interview_id)
    alike = [row.text for row in rows if (row.mark, row.question_id) == (mark, question_id)]
    return [row.text for row in rows], alike


def _known_names(snapshot: Snapshot, interview_id: str) -> list[str]:
    """Return the people whom a line need not name again: the one talked with, and who was named to one before."""
    talked_with = snapshot.one("interviews", interview_id, "interview").contact_id
    people = snapshot.contacts
    known = people["name"][(people["named_in_id"] != "") | (people["id"] == talked_with)]
    return [str(name) for name in known]


def unasked(snapshot: Snapshot, interview_id: str) -> tuple[tuple[AskedQuestion, bool], ...]:
    """Return the questions that were planned for an interview and have no answer, and whether each is carried on."""
    asked = {question.question_id: question for question in asked_questions(snapshot, interview_id)}
    planned = [question.question_id for question in planned_questions(snapshot, interview_id)]
    carried = [str(row.question_id) for row in parts_of(snapshot, "answers", interview_id) if row.carried]
    found = [asked[question_id] for question_id in dict.fromkeys((*planned, *carried)) if question_id in asked]
    return tuple((one, one.question_id in carried) for one in found if not one.answer.text.strip())


def rated(snapshot: Snapshot, owner_id: str, rating: Rating, when: RatedWhen) -> int | None:
    """Return how an interview, or a goal by itself, was rated; None where it was not."""
    [row] = snapshot.rows_of("ratings", "id", rating_id_of(owner_id, rating, when)) or (None,)
    return None if row is None or pd.isna(row.value) else int(row.value)


@dataclass(frozen=True)
class Confidence:
    """Something that can be kept off the record: what it is in words of ours, its text, and how a command names it."""

    what: str
    text: str
    is_off: bool
    field: str
    record_id: str


_NOTES = {
    NoteKind.FREE: "Free notes",
    NoteKind.CHANGED: "What changed in your mind",
    NoteKind.NEXT_TIME: "What you would ask next time",
}


def confidences(snapshot: Snapshot, interview_id: str) -> tuple[Confidence, ...]:
    """Return all takeaways, answers and notes of an interview that hold a text, in the order of the page."""
    found = [
        Confidence("Takeaway", row.text, bool(row.off_record), "takeaway_id", row.id)
        for row in parts_of(snapshot, "takeaways", interview_id)
    ]
    off = {row.id for row in parts_of(snapshot, "answers", interview_id) if row.off_record}
    for question in asked_questions(snapshot, interview_id):
        answer_id = answer_id_of(interview_id, question.question_id)
        found.append(Confidence(question.text, question.answer.text, answer_id in off, "answer_id", answer_id))
    kept = {row.id: row for row in parts_of(snapshot, "notes", interview_id)}
    for kind, what in _NOTES.items():
        if row := kept.get(note_id_of(interview_id, kind)):
            found.append(Confidence(what, row.text, bool(row.off_record), "note_id", row.id))
    return tuple(one for one in found if one.text.strip())


def on_the_record(snapshot: Snapshot, interview_id: str) -> tuple[Any, ...]:
    """Return the takeaways of an interview that may be told: rows of the takeaways frame.

    One that was taken over from an answer off the record is off it, too (`lib.views.on_record`).
    """
    return tuple(parts_of(on_record(snapshot), "takeaways", interview_id))


def promised(snapshot: Snapshot, interview_id: str) -> tuple[Any, ...]:
    """Return what one promised in an interview, without what one only means to do: rows of the promises frame."""
    return tuple(row for row in parts_of(snapshot, "promises", interview_id) if row.kind == PromiseKind.PROMISE)
