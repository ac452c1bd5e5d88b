"""The ids of records of which there is one each for what they belong to: pages can name them before they are there."""

from lib.domain.vocabulary import NoteKind, RatedWhen, Rating


def answer_id_of(interview_id: str, question_id: str) -> str:
    """Return the id of the answer to a question in an interview."""
    return f"{interview_id}-{question_id}"


def note_id_of(interview_id: str, kind: NoteKind = NoteKind.FREE) -> str:
    """Return the id of a text about an interview; that of the free notes is the interview's."""
    return f"{interview_id}-{kind.replace('_', '-')}" if kind else interview_id


def rating_id_of(owner_id: str, rating: Rating, when: RatedWhen) -> str:
    """Return the id of a rating of an interview, or of a goal where it is about no interview."""
    return f"{owner_id}-{rating}-{when}"
