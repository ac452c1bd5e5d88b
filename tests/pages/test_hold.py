"""The page during a talk: what is asked in its order, the rest at hand, and nothing else."""

from datetime import UTC, datetime, timedelta

from lib.domain.commands import BeginTalk, PlanQuestions
from lib.domain.vocabulary import Reply
from lib.store.workspace import Workspace
from tests.cast import a_goal, a_question, an_interview, asked, replied, scheduled
from tests.pages.visitor import OpenPage


def _agreed(ada: Workspace, goal_id: str, minutes: int) -> str:
    chosen = asked(ada, an_interview(ada, goal_id=goal_id))
    return scheduled(ada, replied(ada, Reply.YES, chosen), minutes=minutes)


def test_what_is_planned_comes_one_by_one_and_the_rest_at_the_end(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    first, _, third = (a_question(ada, goal_id, words) for words in ("First?", "Second?", "Third?"))
    interview_id = _agreed(ada, goal_id, minutes=30)
    ada.do(PlanQuestions(interview_id=interview_id, question_ids=(third, first)))

    page = open_page("talk", interview=interview_id, view="during")

    head, bar = page.drawn("askwell_hold")
    assert (head["part"], bar["part"], head["minutes"]) == ("head", "bar", 30)
    steps = [step["address"] for step in head["steps"]]
    assert steps == [f"answer/{interview_id}/{third}", f"answer/{interview_id}/{first}", f"notes/{interview_id}"]
    assert list(page.texts()) == ["Third?", "First?", "Free notes", "Second?"]
    assert page.shows("More questions")
    assert page.shows("**Before you end**: Who else should I talk to?")


def test_every_line_can_be_marked_where_one_types_and_by_button(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("talk", interview=_agreed(ada, a_goal(ada), minutes=20), view="during")

    signs = ["★", "‼", "≠", "☐", "@", "#"]
    [bar] = [part for part in page.drawn("askwell_hold") if part["part"] == "bar"]
    assert [mark["sign"] for mark in bar["marks"]] == signs
    assert [mark["label"] for mark in bar["marks"]][:2] == ["Insight", "Surprise"]
    [notes] = [field for field in page.drawn("askwell_typed_field") if field.get("label") == "Free notes"]
    assert (notes["marks"], notes["large"]) == (signs, True)


def test_a_clock_that_was_forgotten_does_not_run_for_days(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = _agreed(ada, a_goal(ada), minutes=20)
    begun, page = [], open_page("talk", interview=interview_id, view="during")
    for hours in (1, 13):
        ada.do(BeginTalk(interview_id=interview_id, began_at=datetime.now(UTC) - timedelta(hours=hours)))
        begun.append(page.runs().drawn("askwell_hold")[0]["began"] is not None)
    assert begun == [True, False]
