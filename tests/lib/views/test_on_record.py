"""What may go into a report: nothing that is off the record, nor what was copied from it."""

import pytest

from lib.domain import commands
from lib.domain.frame_rows import named_rows
from lib.domain.record_ids import answer_id_of
from lib.domain.vocabulary import PromiseKind, Stance
from lib.store.workspace import Workspace
from lib.views.on_record import on_record
from tests.cast import a_contact, a_goal, a_question, an_interview, done


@pytest.fixture
def talks(workspace: Workspace) -> list[str]:
    """Three conversations about one goal."""
    goal_id = a_goal(workspace)
    people = [a_contact(workspace, name) for name in ("Amara Obi", "Bo Lind", "Cleo Ash")]
    return [an_interview(workspace, goal_id=goal_id, contact_id=one) for one in people]


def learned(workspace: Workspace, interview_id: str, text: str, about: str = "", stance: Stance | None = None) -> str:
    takeaway_id = done(workspace, commands.AddTakeaway(interview_id=interview_id, text=text))
    if about:
        workspace.do(commands.SortTakeaway(takeaway_id=takeaway_id, about_id=about, stance=stance))
    return takeaway_id


def claims(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """Return for each takeaway on the record the text of the one that it is about, and how it stands to it."""
    rows = named_rows(on_record(workspace.snapshot()).takeaways)
    texts = {row.id: row.text for row in rows}
    return {row.text: (texts.get(row.about_id, ""), row.stance) for row in rows}


def test_a_claim_goes_on_under_who_agreed_when_its_head_is_off_the_record(
    workspace: Workspace, talks: list[str]
) -> None:
    head = learned(workspace, talks[0], "Projects count.")
    learned(workspace, talks[1], "Papers count.", head, Stance.CONTRADICTS)
    agreeing = learned(workspace, talks[2], "What you built counts.", head, Stance.AGREES)
    workspace.do(commands.KeepOffRecord(off_record=True, takeaway_id=head))
    assert claims(workspace) == {
        "Papers count.": ("What you built counts.", "contradicts"),
        "What you built counts.": ("", ""),
    }
    workspace.do(commands.KeepOffRecord(off_record=True, takeaway_id=agreeing))
    assert claims(workspace) == {"Papers count.": ("", "")}


def test_what_was_taken_over_from_a_text_that_is_off_the_record_is_left_out_with_it(
    workspace: Workspace, talks: list[str]
) -> None:
    first, second, _ = talks
    question_id = a_question(workspace, workspace.snapshot().goals["id"].iloc[0])
    text = "★ The teams   will merge\n☐ Call the union\n@ Lena Vogt\n# The union's  leaflet"
    workspace.do(commands.SaveAnswer(interview_id=first, question_id=question_id, version=0, text=text))
    for interview_id in (first, second):
        learned(workspace, interview_id, "The teams will merge")
        workspace.do(commands.AddPromise(interview_id=interview_id, text="Call the union", kind=PromiseKind.TO_DO))
        workspace.do(commands.AddResource(interview_id=interview_id, text="The union's leaflet"))
        workspace.do(commands.AddReferral(interview_id=interview_id, name="Lena Vogt"))
        workspace.do(commands.AddResource(interview_id=interview_id, text="The union's leaf"))
    workspace.do(commands.KeepOffRecord(off_record=True, answer_id=answer_id_of(first, question_id)))
    kept = on_record(workspace.snapshot())
    assert kept.answers.empty
    assert set(kept.takeaways["interview_id"]) == set(kept.promises["interview_id"]) == {second}
    assert sorted(kept.resources["text"]) == ["The union's leaf", "The union's leaf", "The union's leaflet"]
    assert len(kept.contacts) == 4
    assert set(kept.contacts["named_in_id"]) == {""}


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("It is fun.\n★ The teams  will merge\nNights are hard.", ["It is fun.\nNights are hard."]),
        ("★ The teams will merge", []),
        ("It is fun. The teams\nwill merge.", []),
        ("The teams will merge-sort.\nThe teams willmerge", ["The teams willmerge"]),
    ],
)
def test_the_line_from_which_a_takeaway_off_the_record_came_is_left_out_with_it(
    workspace: Workspace, talks: list[str], answer: str, left: list[str]
) -> None:
    question_id = a_question(workspace, workspace.snapshot().goals["id"].iloc[0])
    for interview_id in talks[:2]:
        workspace.do(commands.SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text=answer))
        workspace.do(commands.SaveNotes(interview_id=interview_id, version=0, text=answer))
    takeaway_id = learned(workspace, talks[0], "The teams will merge")
    workspace.do(commands.KeepOffRecord(off_record=True, takeaway_id=takeaway_id))
    kept = on_record(workspace.snapshot())
    for frame in (kept.answers, kept.notes):
        assert [row.text for row in named_rows(frame) if row.interview_id == talks[0]] == left
        assert [row.text for row in named_rows(frame) if row.interview_id == talks[1]] == [answer]


def test_without_anything_off_the_record_all_stays(workspace: Workspace, talks: list[str]) -> None:
    learned(workspace, talks[0], "Projects count.")
    workspace.do(commands.SaveNotes(interview_id=talks[0], version=0, text="Projects count."))
    snapshot = workspace.snapshot()
    kept = on_record(snapshot)
    assert len(kept.takeaways) == len(kept.notes) == 1
    assert kept.takeaways.dtypes.equals(snapshot.takeaways.dtypes)
