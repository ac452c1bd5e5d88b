"""The sheet before a talk: which questions are asked, in which order, and how sure one is."""

import pytest

from lib.domain.commands import CarryQuestion, PlanQuestions, SaveAnswer
from lib.domain.vocabulary import RatedWhen, Rating
from lib.store.workspace import Workspace
from lib.views.debriefing import rated
from lib.views.plan import planned_questions
from tests.cast import a_contact, a_goal, a_question, an_interview, talked
from tests.pages.visitor import OpenPage, Visitor

_QUESTIONS = [f"Number {number}?" for number in range(1, 8)]


@pytest.fixture
def interview_id(ada: Workspace) -> str:
    """An interview of twenty minutes, about a goal with a question too many."""
    goal_id = a_goal(ada)
    for text in _QUESTIONS:
        a_question(ada, goal_id, text)
    return an_interview(ada, goal_id=goal_id)


def _id(ada: Workspace, text: str) -> str:
    questions = ada.snapshot().questions
    return str(questions["id"][questions["text"] == text].iloc[0])


def _planned(ada: Workspace, interview_id: str) -> list[str]:
    return [question.text for question in planned_questions(ada.snapshot(), interview_id)]


def _ticked(page: Visitor) -> list[str]:
    return [box.label.split("] ", maxsplit=1)[1] for box in page.checkbox if box.value]


def test_what_fits_is_ticked_and_the_rest_waits(open_page: OpenPage, interview_id: str) -> None:
    page = open_page("talk", interview=interview_id, view="prepare")

    assert _ticked(page) == _QUESTIONS[:6]
    assert page.shows("Not for this talk (1)")
    assert "Take what fits" not in [button.label for button in page.button]


def test_questions_are_ticked_in_and_out_and_moved(open_page: OpenPage, ada: Workspace, interview_id: str) -> None:
    page = open_page("talk", interview=interview_id, view="prepare")

    page.ticks(":gray-badge[5 min] Number 2?").ticks("Number 7?")
    page.clicks_key("ask-earlier", interview_id, _id(ada, "Number 7?"))
    page.clicks_key("ask-later", interview_id, _id(ada, "Number 1?"))

    chosen = ["Number 3?", "Number 1?", "Number 4?", "Number 5?", "Number 7?", "Number 6?"]
    assert (_planned(ada, interview_id), _ticked(page)) == (chosen, chosen)
    page.ticks("Number 2?")
    assert page.shows("In 20 minutes there is time for about 6.")
    page.clicks("Take what fits")
    assert (_planned(ada, interview_id), _ticked(page)) == (_QUESTIONS[:6], _QUESTIONS[:6])
    page.clicks("Undo")
    assert _ticked(page) == [*chosen, "Number 2?"]


def test_a_click_here_keeps_what_another_tab_chose(open_page: OpenPage, ada: Workspace, interview_id: str) -> None:
    here, there = (open_page("talk", interview=interview_id, view="prepare") for _ in range(2))
    there.ticks(":gray-badge[3 min] Number 1?")

    here.ticks(":gray-badge[5 min] Number 2?")

    assert _planned(ada, interview_id) == _QUESTIONS[2:6]


def test_the_last_question_stays(open_page: OpenPage, ada: Workspace, interview_id: str) -> None:
    ada.do(PlanQuestions(interview_id=interview_id, question_ids=(_id(ada, "Number 4?"),)))

    [box] = [box for box in open_page("talk", interview=interview_id, view="prepare").checkbox if box.value]

    assert box.disabled


def test_each_question_says_what_is_known_of_it(open_page: OpenPage, ada: Workspace, interview_id: str) -> None:
    goal_id = ada.snapshot().one("interviews", interview_id, "interview").goal_id
    ana = an_interview(ada, goal_id=goal_id, contact_id=a_contact(ada, "Ana [Brandt]"))
    ada.do(CarryQuestion(interview_id=ana, question_id=_id(ada, "Number 7?")))
    ada.do(SaveAnswer(interview_id=ana, question_id=_id(ada, "Number 1?"), version=0, text="Shifts."))

    page = open_page("talk", interview=interview_id, view="prepare")

    assert _ticked(page)[:2] == [
        r"Number 7? :small[:gray[· not asked last time with Ana \[Brandt\]]]",
        "Number 1? :small[:gray[· answered by 1 other]]",
    ]


def test_how_sure_one_is_before_is_kept_and_not_asked_afterwards(
    open_page: OpenPage, ada: Workspace, interview_id: str
) -> None:
    question = "How sure of yourself are you before this talk?"

    page = open_page("talk", interview=interview_id, view="prepare").chooses(question, 2)

    assert rated(ada.snapshot(), interview_id, Rating.CONFIDENCE, RatedWhen.BEFORE) == 2
    assert page.shows("You will be asked again afterwards.")
    over = open_page("talk", interview=talked(ada, None), view="prepare")
    assert not over.shows(question)


def test_the_main_questions_can_be_copied_to_send_them(open_page: OpenPage, interview_id: str) -> None:
    page = open_page("talk", interview=interview_id, view="prepare")

    assert page.shows("1. Number 1?\n2. Number 2?\n3. Number 3?")
