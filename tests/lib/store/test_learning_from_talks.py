"""What is made of conversations: claims and their sources, plans, questions that wait, ratings, debriefs."""

import pytest

from lib.domain import commands
from lib.domain.commands import InvalidInputsError
from lib.domain.errors import NotFoundError
from lib.domain.frame_rows import cells
from lib.domain.vocabulary import NoteKind, RatedWhen, Rating, Stance
from lib.store.workspace import Workspace
from tests.cast import NOW, a_goal, a_question, an_interview, done, only


def _takeaways(workspace: Workspace, *texts: str) -> list[str]:
    interview_id = an_interview(workspace)
    return [done(workspace, commands.AddTakeaway(interview_id=interview_id, text=text)) for text in texts]


def _about(workspace: Workspace) -> dict[str, tuple[str, str]]:
    rows = workspace.snapshot().takeaways
    texts = dict(cells(rows, "id", "text"))
    return {text: (texts.get(about, ""), stance) for text, about, stance in cells(rows, "text", "about_id", "stance")}


def _sort(workspace: Workspace, takeaway_id: str, about_id: str, stance: Stance) -> None:
    workspace.do(commands.SortTakeaway(takeaway_id=takeaway_id, about_id=about_id, stance=stance))


def test_a_claim_has_one_head_whatever_is_put_beside_what(workspace: Workspace) -> None:
    one, two, three = _takeaways(workspace, "one", "two", "three")
    _sort(workspace, two, one, Stance.AGREES)
    _sort(workspace, three, two, Stance.CONTRADICTS)
    assert _about(workspace) == {"one": ("", ""), "two": ("one", "agrees"), "three": ("one", "contradicts")}

    _sort(workspace, one, two, Stance.AGREES)

    assert _about(workspace) == {"one": ("two", "agrees"), "two": ("", ""), "three": ("two", "contradicts")}


def test_without_its_head_what_was_beside_it_stands_for_itself(workspace: Workspace) -> None:
    one, two = _takeaways(workspace, "one", "two")
    _sort(workspace, two, one, Stance.AGREES)

    number = workspace.do(commands.RemoveTakeaway(takeaway_id=one)).number

    assert _about(workspace) == {"two": ("", "")}
    assert number is not None
    workspace.undo(number)
    assert _about(workspace) == {"one": ("", ""), "two": ("one", "agrees")}


def test_an_interview_goes_with_the_head_of_a_claim_in_another(workspace: Workspace) -> None:
    [one] = _takeaways(workspace, "one")
    two, three = _takeaways(workspace, "two", "three")
    for row_id in (two, three):
        _sort(workspace, row_id, one, Stance.AGREES)
    first = workspace.snapshot().one("takeaways", one, "takeaway").interview_id

    number = workspace.do(commands.RemoveInterview(interview_id=first)).number

    assert _about(workspace) == {"two": ("", ""), "three": ("", "")}
    assert number is not None
    workspace.undo(number)
    assert _about(workspace)["three"] == ("one", "agrees")


def test_a_takeaway_does_not_agree_with_itself_nor_without_a_claim() -> None:
    for typed in ({"about_id": "a1", "stance": Stance.AGREES}, {"stance": Stance.AGREES}, {"about_id": "b2"}):
        with pytest.raises(InvalidInputsError):
            commands.SortTakeaway.of(typed, takeaway_id="a1")


def test_a_question_that_waits_takes_an_answer_from_an_older_page(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    question_id = a_question(workspace, goal_id)
    interview_id = an_interview(workspace, goal_id=goal_id)
    named = {"interview_id": interview_id, "question_id": question_id}
    workspace.do(commands.CarryQuestion(**named))

    workspace.do(commands.SaveAnswer(**named, version=0, text="In the end she told me."))

    answer = only(workspace.snapshot().answers)
    assert (answer.text, answer.carried, answer.off_record) == ("In the end she told me.", True, False)


def test_each_text_of_a_debrief_is_its_own(workspace: Workspace) -> None:
    interview_id = an_interview(workspace)
    for kind in NoteKind:
        workspace.do(commands.SaveNotes(interview_id=interview_id, kind=kind, version=0, text=f"text {kind}"))
    notes = workspace.snapshot().notes
    assert dict(cells(notes, "kind", "text")) == {kind.value: f"text {kind}" for kind in NoteKind}


def test_the_same_thing_is_rated_once_and_the_rating_can_be_taken_back(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    asked = {"goal_id": goal_id, "rating": Rating.CONFIDENCE, "rated_when": RatedWhen.BEFORE}
    workspace.do(commands.Rate(**asked, value=2))
    workspace.do(commands.Rate(**asked, value=4))
    rating = only(workspace.snapshot().ratings)
    assert (rating.value, rating.interview_id, rating.rated_when) == (4, "", "before")

    workspace.do(commands.Rate(**asked, value=None))

    assert workspace.snapshot().ratings.empty


@pytest.mark.parametrize(("rating", "value"), [(Rating.CONFIDENCE, 0), (Rating.USEFULNESS, 6), (Rating.FIT, -3)])
def test_a_rating_lies_on_its_scale(rating: Rating, value: int) -> None:
    typed = {"rating": rating, "rated_when": RatedWhen.AFTER, "value": value}
    with pytest.raises(InvalidInputsError, match="Choose a number from"):
        commands.Rate.of(typed, goal_id="g1")


def test_a_plan_names_questions_of_this_workspace_once_each(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    question_id = a_question(workspace, goal_id)
    interview_id = an_interview(workspace, goal_id=goal_id)
    workspace.do(commands.PlanQuestions(interview_id=interview_id, question_ids=(question_id, question_id)))
    assert only(workspace.snapshot().interviews).plan == [question_id]
    with pytest.raises(NotFoundError):
        workspace.do(commands.PlanQuestions(interview_id=interview_id, question_ids=("gone",)))


def test_the_clock_of_a_talk_is_kept(workspace: Workspace) -> None:
    interview_id = an_interview(workspace)
    workspace.do(commands.BeginTalk(interview_id=interview_id, began_at=NOW))
    assert only(workspace.snapshot().interviews).began_at == NOW
