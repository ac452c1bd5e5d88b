"""What is left of a conversation to be kept, and what was kept of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain import commands
from lib.domain.fields import LINE_LIMIT
from lib.domain.record_ids import answer_id_of, note_id_of
from lib.domain.vocabulary import Mark, NoteKind, PromiseKind, RatedWhen, Rating
from lib.store.workspace import Workspace
from lib.views.debriefing import confidences, on_the_record, promised, rated, short, suggestions, unasked
from lib.views.kept_already import not_kept
from lib.views.named_person import NamedPerson, named_person
from tests.cast import a_contact, a_goal, a_question, an_interview, done, only, talked

_NOTES = "A warm talk.\n★ Nights are calm\n☐ read about codes\n@ Ben Osei, engineer at City Hospital\n# The forum"


def _notes(workspace: Workspace, interview_id: str, text: str, version: int = 0) -> None:
    workspace.do(commands.SaveNotes(interview_id=interview_id, version=version, text=text))


def _texts(workspace: Workspace, interview_id: str) -> list[str]:
    return [one.text for one in suggestions(workspace.snapshot(), interview_id)]


def _keep_all(workspace: Workspace, interview_id: str) -> None:
    found = suggestions(workspace.snapshot(), interview_id)
    workspace.do_all([one.command(interview_id) for one in found])


def test_each_mark_becomes_what_it_stands_for_and_never_twice(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    _notes(workspace, interview_id, _NOTES)

    _keep_all(workspace, interview_id)

    snapshot = workspace.snapshot()
    takeaway, to_do, resource = (only(getattr(snapshot, name)) for name in ("takeaways", "promises", "resources"))
    assert (takeaway.text, takeaway.mark, takeaway.question_id) == ("Nights are calm", Mark.INSIGHT, "")
    assert (to_do.text, to_do.kind, resource.text) == ("read about codes", PromiseKind.TO_DO, "The forum")
    [ben] = snapshot.rows_of("contacts", "named_in_id", interview_id)
    assert (ben.name, ben.position, ben.organisation) == ("Ben Osei", "engineer", "City Hospital")
    assert _texts(workspace, interview_id) == []


def test_a_marked_line_of_an_answer_keeps_its_question(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    question_id = a_question(workspace, goal_id)
    interview_id = an_interview(workspace, goal_id=goal_id)
    text = "Much.\n‼ Nurses correct it\n‼ Nurses correct it"
    workspace.do(commands.SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text=text))

    _keep_all(workspace, interview_id)

    kept = only(workspace.snapshot().takeaways)
    assert (kept.question_id, kept.mark, kept.text) == (question_id, Mark.SURPRISE, "Nurses correct it")


def test_what_is_reworded_on_either_side_does_not_come_back_and_a_new_line_does(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    _notes(workspace, interview_id, "★ Nights are ca")
    _keep_all(workspace, interview_id)
    _notes(workspace, interview_id, "★ Nights are calm, as nobody calls", version=1)
    assert _texts(workspace, interview_id) == []

    kept = only(workspace.snapshot().takeaways)
    workspace.do(commands.EditTakeaway(takeaway_id=kept.id, version=kept.version, text="The nights are calm there"))
    _notes(workspace, interview_id, "★ Nights are calm, as nobody calls\n★ Bring cake", version=2)
    assert _texts(workspace, interview_id) == ["Bring cake"]

    workspace.do(commands.RemoveTakeaway(takeaway_id=kept.id))
    assert _texts(workspace, interview_id) == ["Nights are calm, as nobody calls", "Bring cake"]


def test_whoever_one_talked_with_or_knows_by_name_already_is_not_offered(workspace: Workspace) -> None:
    first, second = talked(workspace), talked(workspace)
    workspace.do(commands.AddReferral(interview_id=first, name="Ben Osei"))
    _notes(workspace, second, "@ ben osei\n@ Amara Obi\n@ Cleo")
    assert _texts(workspace, second) == ["Cleo"]


def test_a_long_line_is_cut_for_the_takeaway_alone(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    line = "★ " + "night 🌙 " * 6_000
    _notes(workspace, interview_id, line)

    _keep_all(workspace, interview_id)

    snapshot = workspace.snapshot()
    assert only(snapshot.takeaways).text.endswith(" night…")
    assert only(snapshot.notes).text == line
    assert _texts(workspace, interview_id) == []


@given(st.text(max_size=500))
def test_a_short_text_fits_and_begins_as_the_text_does(text: str) -> None:
    line = short(text)
    assert len(line) <= LINE_LIMIT
    assert short(line) == line


@given(st.lists(st.text(max_size=12)), st.lists(st.text(max_size=12)), st.lists(st.text(max_size=12)))
def test_a_kept_line_never_comes_back_and_each_text_accounts_for_one(
    lines: list[str], kept: list[str], reworded: list[str]
) -> None:
    left = not_kept(lines, kept, reworded)
    assert not {line.casefold() for line in left} & {text.casefold() for text in kept}
    assert len(left) >= len(not_kept(lines, kept, [])) - len(reworded)
    assert not_kept(lines, lines, reworded) == ()


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("Priya Shah", NamedPerson("Priya Shah")),
        ("Priya Shah, head of data at Heron Bay", NamedPerson("Priya Shah", "head of data", "Heron Bay")),
        ("Ben (City Hospital)", NamedPerson("Ben", "City Hospital")),
        ("Ana from the union", NamedPerson("Ana", "", "the union")),
        ("Jo Reyes - head of data", NamedPerson("Jo Reyes", "head of data")),
        ("Mary-Ann O'Neil-Atwood", NamedPerson("Mary-Ann O'Neil-Atwood")),
        ("at", NamedPerson("at")),
        (", somebody", NamedPerson(", somebody")),
    ],
)
def test_who_was_named_is_read_from_the_line(line: str, named: NamedPerson) -> None:
    assert named_person(line) == named


def test_what_was_not_asked_can_be_carried_on(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    first, second, third = (a_question(workspace, goal_id, text) for text in ("One?", "Two?", "Three?"))
    interview_id = an_interview(workspace, goal_id=goal_id)
    named: dict[str, Any] = {"interview_id": interview_id, "question_id": first}
    workspace.do(commands.SaveAnswer(**named, version=0, text="Yes."))
    workspace.do(commands.CarryQuestion(interview_id=interview_id, question_id=third))

    found = unasked(workspace.snapshot(), interview_id)
    assert [(one.question_id, is_carried) for one, is_carried in found] == [(second, False), (third, True)]

    workspace.do(commands.PlanQuestions(interview_id=interview_id, question_ids=(first, third)))
    assert [one.question_id for one, _ in unasked(workspace.snapshot(), interview_id)] == [third]


def test_a_rating_is_that_of_its_interview_and_time(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    interview_id = an_interview(workspace, goal_id=goal_id)
    about = {"goal_id": goal_id, "interview_id": interview_id, "rating": Rating.FIT, "rated_when": RatedWhen.AFTER}
    workspace.do(commands.Rate(**about, value=-2))

    snapshot = workspace.snapshot()
    assert rated(snapshot, interview_id, Rating.FIT, RatedWhen.AFTER) == -2
    assert rated(snapshot, interview_id, Rating.FIT, RatedWhen.BEFORE) is None
    assert rated(snapshot, goal_id, Rating.FIT, RatedWhen.AFTER) is None


def test_all_that_holds_a_text_can_be_kept_off_the_record(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    question_id = a_question(workspace, goal_id, "Why?")
    interview_id = an_interview(workspace, goal_id=goal_id, contact_id=a_contact(workspace))
    a_question(workspace, goal_id, "Not asked?")
    takeaway_id = done(workspace, commands.AddTakeaway(interview_id=interview_id, text="She leaves."))
    workspace.do(commands.AddTakeaway(interview_id=interview_id, text="Ask nurses."))
    workspace.do(
        commands.SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text="For the money.")
    )
    _notes(workspace, interview_id, "She laughed.")
    workspace.do(commands.SaveNotes(interview_id=interview_id, kind=NoteKind.CHANGED, version=0, text="Less."))

    before = confidences(workspace.snapshot(), interview_id)
    for one in before:
        workspace.do(commands.KeepOffRecord.of({one.field: one.record_id}, off_record=True))

    ids = [one.record_id for one in before]
    answer_id, changed_id = answer_id_of(interview_id, question_id), note_id_of(interview_id, NoteKind.CHANGED)
    assert {takeaway_id, answer_id, interview_id, changed_id} <= set(ids)
    assert [one.what for one in before][2:] == ["Why?", "Free notes", "What changed in your mind"]
    assert [one.is_off for one in before] == [False] * 5
    snapshot = workspace.snapshot()
    assert [one.is_off for one in confidences(snapshot, interview_id)] == [True] * 5
    assert on_the_record(snapshot, interview_id) == ()


def test_what_was_taken_over_from_an_answer_off_the_record_is_not_told(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    question_id = a_question(workspace, goal_id, "Why?")
    interview_id = an_interview(workspace, goal_id=goal_id)
    workspace.do(
        commands.SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text="‼ She leaves")
    )
    for text in ("She leaves", "Ask nurses."):
        workspace.do(commands.AddTakeaway(interview_id=interview_id, text=text))
    workspace.do(commands.KeepOffRecord(off_record=True, answer_id=answer_id_of(interview_id, question_id)))

    assert [row.text for row in on_the_record(workspace.snapshot(), interview_id)] == ["Ask nurses."]


def test_a_to_do_is_no_promise(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    for kind in PromiseKind:
        workspace.do(commands.AddPromise(interview_id=interview_id, text=kind, kind=kind))
    assert [row.text for row in promised(workspace.snapshot(), interview_id)] == [PromiseKind.PROMISE]
