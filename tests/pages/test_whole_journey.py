"""One person's way through the four steps, on the pages, once: from not knowing what to learn to thanked."""

from datetime import date, time

from lib.domain.commands import SaveAnswer, SaveDraftBody, SaveProfileText, SaveReply
from lib.domain.vocabulary import GoalKind, Mode, Purpose, Reply, Stage
from lib.store.workspace import Workspace
from lib.views.conversation import draft_of, thread
from lib.views.interviews import one_interview
from tests.cast import BERLIN, only
from tests.pages.visitor import OpenPage, Visitor


def test_from_a_question_to_a_thank_you(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("today")

    _when_ada_writes_down_what_she_wants_to_learn(page)
    _and_adds_a_person_she_knows(page)
    _and_chooses_her(page)
    interview_id = only(ada.snapshot().interviews).id
    _and_asks_her(page, ada, interview_id)
    _and_hears_a_yes_and_agrees_on_a_time(page, ada, interview_id)
    _and_talks_and_notes_what_she_learned(page, ada, interview_id)
    _and_thanks_her(page, ada, interview_id)

    _then_everything_is_where_it_belongs(page, ada, interview_id)


def _when_ada_writes_down_what_she_wants_to_learn(page: Visitor) -> None:
    page.clicks("Start with what you want to learn")
    page.types("What is it about?", GoalKind.ROLE).types("What about, in a few words?", "data work in hospitals")
    page.clicks("Write it down")
    question = "A question that only a person can answer"
    page.types(question, "What filled most of your hours last week?").submits(question)
    page.types(question, "Who else sees this differently?").submits(question)


def _and_adds_a_person_she_knows(page: Visitor) -> None:
    page.clicks("Choose whom to ask").follows("Type somebody in")
    page.types("Name", "Amara Obi").types("Organisation", "City Hospital").types("E-mail", "amara@example.org")
    page.clicks("Add this person")


def _and_chooses_her(page: Visitor) -> None:
    page.opens("choose").clicks("Ask Amara Obi")
    assert page.page == "ask"


def _and_asks_her(page: Visitor, ada: Workspace, interview_id: str) -> None:
    page.clicks("Start with this")
    draft = draft_of(ada.snapshot(), interview_id, Purpose.REQUEST)
    assert draft is not None
    ada.do(SaveDraftBody(message_id=draft.id, version=draft.version, text="Dear Amara, may I ask you three things?"))
    page.opens("today").follows("Go on with the draft")
    assert page.texts()["Your message"] == "Dear Amara, may I ask you three things?"
    page.clicks("I sent it")


def _and_hears_a_yes_and_agrees_on_a_time(page: Visitor, ada: Workspace, interview_id: str) -> None:
    page.chooses("Their answer", Reply.YES)
    ada.do(SaveReply(interview_id=interview_id, version=0, text="Gladly, on Thursday."))
    page.clicks("Log this answer")
    page.types("Day", date(2026, 10, 8)).types("Time", time(14, 0)).types("How?", Mode.PHONE).submits("Day")
    assert page.shows("Thursday 14:00, 20 minutes, phone call")


def _and_talks_and_notes_what_she_learned(page: Visitor, ada: Workspace, interview_id: str) -> None:
    page.clicks("Prepare the talk").chooses("View", "During")
    question = ada.snapshot().questions.iloc[0]["id"]
    ada.do(SaveAnswer(interview_id=interview_id, question_id=question, version=0, text="Cleaning up data."))
    page.runs().clicks("We talked")
    page.types("One thing I take away", "most of it is talking to nurses").submits("One thing I take away")
    page.types("Their name", "Lee Park").submits("Their name")
    page.types("I will …", "send the article").submits("I will …")


def _and_thanks_her(page: Visitor, ada: Workspace, interview_id: str) -> None:
    ada.do(SaveProfileText(version=1, field="name", text="Ada"))
    page.clicks("Now write the thank-you")
    draft = draft_of(ada.snapshot(), interview_id, Purpose.THANKS)
    assert draft is not None
    assert "most of it is talking to nurses" in draft.body
    page.clicks("I sent it")


def _then_everything_is_where_it_belongs(page: Visitor, ada: Workspace, interview_id: str) -> None:
    snapshot = ada.snapshot()
    assert one_interview(snapshot, BERLIN, interview_id).stage == Stage.THANKED
    assert [message.direction for message in thread(snapshot, interview_id)] == ["sent", "received", "sent"]
    assert list(snapshot.answers["text"]) == ["Cleaning up data."]
    page.opens("progress")
    assert page.shows("1 chosen, 1 asked, 1 answered, 1 talked or answered in writing, all thanked.")
    lee = snapshot.contacts.set_index("name").loc["Lee Park"]
    assert page.opens("contacts", contact=str(lee["id"])).shows("Introduced by **Amara Obi**")
    assert page.opens("today").shows("**send the article**")
