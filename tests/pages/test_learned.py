"""What is learned: claims sorted, answers narrowed, what is open, and what one makes of it."""

import pytest

from lib.domain import commands
from lib.domain.vocabulary import Stance
from lib.store.workspace import Workspace
from lib.ui.learned_matrix import TABLE
from tests.cast import a_goal, an_interview, only
from tests.eight_conversations import OFF_THE_RECORD, OPEN_QUESTION, TALKS, eight_conversations
from tests.pages.visitor import OpenPage, Visitor


@pytest.fixture
def page(ada: Workspace, open_page: OpenPage) -> Visitor:
    """The page after eight conversations about the only goal."""
    eight_conversations(ada)
    return open_page("learned")


def _shown(page: Visitor) -> str:
    return "\n".join(page.words())


def test_somebody_who_was_not_there_can_say_what_was_learned_and_whom_to_ask_next(page: Visitor) -> None:
    shown = _shown(page)
    for talk in TALKS:
        for text in (*(one.text for one in talk.takeaways), *talk.answers.values()):
            assert text.replace("'", "&#x27;") in shown
    assert page.shows("The last 2 conversations brought nothing new.")
    assert page.shows("3 said by more than one person, 2 seen differently by somebody.")
    assert "Ines Duarte, Recruiter for staff trained abroad" in " ".join(page.links())
    assert page.told() == ["You have heard the 8 people you meant to hear. Is it time to conclude?"]


def test_without_a_goal_the_page_says_how_to_begin_and_with_a_fresh_one_what_will_come(
    ada: Workspace, open_page: OpenPage
) -> None:
    assert open_page("learned").shows("First write down what you want to learn.")
    a_goal(ada)
    page = open_page("learned")
    assert page.shows("Nothing is noted as learned yet.")
    assert page.shows("Nothing yet. What you note to a question during a talk stands here, side by side.")


def test_a_takeaway_is_sorted_beside_what_somebody_else_said(page: Visitor, ada: Workspace) -> None:
    rows = ada.snapshot().takeaways
    head = only(rows[rows["text"].str.startswith("Coding")])
    other = only(rows[rows["text"].str.startswith("New tools")])
    page.clicks_key("sort-claim", other.id)
    assert page.stands_in(page.field("Theme").form_id, "Theme") == "New tools"
    page.types("Theme", "Getting in").types("Tags", ["AI", "nursing"])
    page.types("How does it stand to what others said?", "Says the same").types("… as which other one?", head.id)
    page.types("Off the record: stays on this page, and in no report", value=True).submits("Theme")
    row = ada.snapshot().one("takeaways", other.id, "takeaway")
    assert (row.theme, row.tags, row.about_id, row.stance, row.off_record) == (
        "Getting in",
        ["AI", "nursing"],
        head.id,
        Stance.AGREES,
        True,
    )
    assert page.query_params.get("takeaway") is None
    page.clicks("Undo")
    row = ada.snapshot().one("takeaways", other.id, "takeaway")
    assert (row.theme, row.about_id, row.off_record) == ("New tools", "", False)


def test_what_does_not_hold_is_said_beside_the_field_and_nothing_typed_is_lost(page: Visitor, ada: Workspace) -> None:
    rows = ada.snapshot().takeaways
    other = only(rows[rows["text"].str.startswith("New tools")])
    page.clicks_key("sort-claim", other.id)
    page.types("Theme", "Getting in").types("How does it stand to what others said?", "Sees it differently")
    page.submits("Theme")
    assert any("which takeaway it is about" in told for told in page.told())
    assert page.field("Theme").value == "Getting in"
    assert ada.snapshot().one("takeaways", other.id, "takeaway").theme == "New tools"


def test_answers_are_narrowed_and_read_as_a_table(page: Visitor) -> None:
    page.chooses("Search", "certificate")
    assert page.shows("A certificate gets you past the first sort")
    assert not page.shows("Budgets.")
    page.chooses("Search", "").chooses("Answered by", "nobody")
    assert page.shows("Nobody answered this yet.")
    assert not page.shows("of 8 answered.")
    page.chooses("Answered by", None).chooses("View", TABLE)
    [first, *_] = page.dataframe
    assert list(first.value.columns) == ["Question", *(talk.name for talk in TALKS)]
    assert OPEN_QUESTION in list(first.value["Question"])


def test_a_decision_has_its_day_and_the_hint_is_gone(page: Visitor, ada: Workspace) -> None:
    page.chooses("Decided on", "2026-10-04")
    assert str(only(ada.snapshot().goals).decided_on.date()) == "2026-10-04"
    assert not page.shows("Is it time to conclude?")


def test_only_contested_claims_are_shown_where_that_is_wanted(page: Visitor) -> None:
    page.chooses("Only where people disagree", value=True)
    assert page.shows("Without a certificate, the personnel office turns you away.")
    assert not page.shows(OFF_THE_RECORD)


def test_what_was_typed_is_shown_and_not_obeyed(ada: Workspace, open_page: OpenPage) -> None:
    goal_id = eight_conversations(ada)
    wild = "<img src=x onerror=alert(1)> [a](b) :red[c]"
    interview_id = an_interview(ada, goal_id=goal_id)
    ada.do(commands.AddTakeaway(interview_id=interview_id, text=wild))
    question_id = ada.snapshot().questions["id"].iloc[0]
    ada.do(commands.SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text="\n" * 400 + wild))
    page = open_page("learned")
    assert "<img" not in "\n".join(page.markdown_sent())
    assert _shown(page).count("&lt;img src=x") == 3  # a long answer begins with its first words, and stands there whole
