"""The debrief: marks are kept with a click, advice in writing is sorted, and the thank-you stays one click away."""

import pytest

from lib.domain import commands
from lib.domain.record_ids import answer_id_of
from lib.domain.vocabulary import NoteKind, PromiseKind, RatedWhen, Rating, Reply
from lib.store.workspace import Workspace
from lib.views.debriefing import rated, suggestions
from tests.cast import a_contact, a_goal, a_question, an_interview, asked, done, only, replied, scheduled, talked
from tests.pages.visitor import OpenPage

_NOTES = "★ Nights are calm\n☐ read about codes\n@ Ben Osei\n# The forum\n≠ <b>No</b> degree :red[needed]"


def _noted(ada: Workspace) -> str:
    interview_id = talked(ada)
    ada.do(commands.SaveNotes(interview_id=interview_id, version=0, text=_NOTES))
    return interview_id


def _with_questions(ada: Workspace, *texts: str) -> tuple[str, str, list[str]]:
    """Return a goal, an interview that was held about it, and the questions."""
    goal_id = a_goal(ada)
    questions = [a_question(ada, goal_id, text) for text in texts]
    agreed = replied(ada, Reply.YES, asked(ada, an_interview(ada, goal_id=goal_id, contact_id=a_contact(ada))))
    return goal_id, talked(ada, scheduled(ada, agreed)), questions


# What was marked.


def test_a_marked_line_is_kept_with_one_click_even_if_it_is_clicked_twice(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = _noted(ada)
    first = suggestions(ada.snapshot(), interview_id)[0]
    page = open_page("talk", interview=interview_id)

    page.clicks_key("keep", interview_id, first.id, twice=True)

    assert list(ada.snapshot().takeaways["text"]) == ["Nights are calm"]
    assert not [button for button in page.button if button.key == page.key_of("keep", interview_id, first.id)]


def test_all_that_was_marked_is_kept_at_once_and_undone_at_once(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = _noted(ada)
    before = ada.snapshot()
    page = open_page("talk", interview=interview_id).clicks("Keep all 5")

    now = ada.snapshot()
    assert [len(getattr(now, name)) for name in ("takeaways", "promises", "resources", "contacts")] == [2, 1, 1, 2]
    assert only(now.promises).kind == PromiseKind.TO_DO
    assert not page.shows("You marked this in your notes")

    page.clicks("Undo")
    assert [len(ada.snapshot().takeaways), len(ada.snapshot().contacts)] == [0, len(before.contacts)]


def test_what_is_kept_from_the_notes_comes_into_a_thank_you_that_is_begun(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = _noted(ada)
    page = open_page("talk", interview=interview_id).clicks("Write the thank-you")

    page.opens("talk", interview=interview_id).clicks("Keep all 5")

    assert "Nights are calm" in page.clicks("Write the thank-you").texts()["Your message"]


# Ratings, and what to ask next time.


@pytest.mark.parametrize(
    ("label", "rating", "value"),
    [
        ("Does this fit you more or less than you thought?", Rating.FIT, -2),
        ("How sure of yourself are you now?", Rating.CONFIDENCE, 4),
        ("How useful was it?", Rating.USEFULNESS, 5),
    ],
)
def test_a_rating_is_kept_when_it_is_chosen_and_taken_back(
    open_page: OpenPage, ada: Workspace, label: str, rating: Rating, value: int
) -> None:
    interview_id = talked(ada)
    page = open_page("talk", interview=interview_id).chooses(label, value)
    assert rated(ada.snapshot(), interview_id, rating, RatedWhen.AFTER) == value
    assert page.field(label).value == value

    page.chooses(label, None)
    assert rated(ada.snapshot(), interview_id, rating, RatedWhen.AFTER) is None


def test_what_was_not_asked_is_carried_on_one_by_one_or_all(open_page: OpenPage, ada: Workspace) -> None:
    _, interview_id, [first, *_] = _with_questions(ada, "One?", "Two?", "Three?")
    page = open_page("talk", interview=interview_id).ticks("One?")
    assert list(ada.snapshot().answers["question_id"]) == [first]
    page.ticks("One?")
    assert not ada.snapshot().answers["carried"].any()

    page.clicks("Ask all of them next time", twice=True)

    assert list(ada.snapshot().answers["carried"]) == [True] * 3
    assert "Ask all of them next time" not in [button.label for button in page.button]


def test_what_is_told_in_confidence_is_kept_off_the_record_and_out_of_the_thank_you(
    open_page: OpenPage, ada: Workspace
) -> None:
    _, interview_id, [question_id] = _with_questions(ada, "Why?")
    ada.do(commands.SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text="For love."))
    ada.do(commands.SaveNotes(interview_id=interview_id, kind=NoteKind.CHANGED, version=0, text="Less."))
    ada.do(commands.AddTakeaway(interview_id=interview_id, text="She leaves in May."))
    page = open_page("talk", interview=interview_id).clicks("Write the thank-you")
    assert "she leaves in May" in page.texts()["Your message"]

    page.opens("talk", interview=interview_id).ticks("**Takeaway**: She leaves in May.").ticks("**Why?**: For love.")

    assert page.shows("Told in confidence (2 off the record)")
    assert "he leaves" not in page.clicks("Write the thank-you").texts()["Your message"]
    answers = ada.snapshot().answers
    assert list(answers["id"][answers["off_record"]]) == [answer_id_of(interview_id, question_id)]


# People, resources and to-dos.


def test_a_resource_and_a_to_do_are_kept_and_taken_out(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("talk", interview=talked(ada))
    page.types("A book, a site, a group, an event …", "The forum").submits(
        "A book, a site, a group, an event …", twice=True
    )
    page.types("I will …", "read it").types("For whom?", PromiseKind.TO_DO).submits("I will …")

    resource, to_do = only(ada.snapshot().resources), only(ada.snapshot().promises)
    assert (resource.text, to_do.text, to_do.kind) == ("The forum", "read it", PromiseKind.TO_DO)
    page.clicks_key("take-out", resource.id, twice=True).clicks_key("take-out", to_do.id)
    assert ada.snapshot().resources.empty
    assert ada.snapshot().promises.empty


def test_leave_to_use_their_name_can_be_noted_later(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = talked(ada)
    ben = done(ada, commands.AddReferral(interview_id=interview_id, name="Ben Osei"))

    open_page("talk", interview=interview_id).ticks("I may say who sent me")

    assert ada.snapshot().one("contacts", ben, "person").may_use_name


# Advice in writing.


def test_passages_of_their_answer_become_answers_and_takeaways(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    question_id = a_question(ada, goal_id, "What fills your hours?")
    interview_id = asked(ada, an_interview(ada, goal_id=goal_id))
    text = "Mostly meetings :red[x].\n\nNights are calm."
    replied(ada, Reply.ANSWERED, interview_id, text=text)
    message_id = ada.snapshot().messages["id"].iloc[-1]
    page = open_page("talk", interview=interview_id)

    page.picks(question_id, "keep-passage", f"{message_id}-0", twice=True)
    page.picks("takeaway", "keep-passage", f"{message_id}-1", twice=True)

    now = ada.snapshot()
    assert only(now.answers).text == "Mostly meetings :red[x]."
    assert only(now.takeaways).text == "Nights are calm."
    assert now.messages["body"].iloc[-1] == text
    assert page.shows(":green-badge[Answer 1]")


def test_the_thank_you_leads_to_what_they_wrote(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.ANSWERED, text="Nights are calm.")
    page = open_page("thank", interview=interview_id).follows("Choose from what they wrote")

    assert "What they wrote" in page.headings()
    assert page.shows("Nights are calm.")


def test_an_answer_that_was_not_kept_is_pasted_and_kept_word_for_word(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.ANSWERED)
    page = open_page("talk", interview=interview_id).clicks("Keep their words")
    assert page.told() == ["Paste their answer first."]
    text = "Hi,\n\n  • gladly 🌙\n" + "word " * 10_000

    page.types("Paste what they wrote", text).clicks("Keep their words", twice=True)

    bodies = [body for body in ada.snapshot().messages["body"] if body == text]
    assert len(bodies) == 1
    assert page.shows("Show more") or page.shows("• gladly 🌙")
