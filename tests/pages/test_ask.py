"""Ask: the request, the answers, following up, agreeing on a time, and what happens when it does not take place."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from lib.domain.commands import AddContact, MarkDoNotContact, SaveDraftBody, SaveReply
from lib.domain.vocabulary import Channel, Mode, Purpose, Reply, Stage, Tie, Tone
from lib.store.workspace import Workspace
from lib.ui.safe_text import md_escape
from lib.views.conversation import draft_of, thread
from lib.views.interviews import one_interview
from tests.cast import (
    BERLIN,
    NOW,
    TODAY,
    a_contact,
    a_draft,
    a_goal,
    an_interview,
    asked,
    done,
    followed_up,
    given_up,
    only,
    replied,
    scheduled,
    sent,
    talked,
)
from tests.pages.visitor import OpenPage, Visitor

_OWN_WORDS, _EMPTY_PAGE = "my own words", "Start with an empty page"
_LOG = "Log this answer"
_WHY, _DECIDES = "Why did you think of them? Because …", "What are you trying to decide?"


def _at(day: date, hour: time) -> datetime:
    """Return what is entered in a field for day and time: it has no zone."""
    return datetime.combine(day, hour)


def _unfolds(page: Visitor, *parts: str) -> Visitor:
    """Open something that is drawn only while it is open."""
    page.session_state[page.key_of(*parts)] = True
    return page.runs()


def _stage(ada: Workspace, interview_id: str) -> Stage:
    return Stage(one_interview(ada.snapshot(), BERLIN, interview_id).stage)


# The list


def test_with_nobody_on_the_list_the_way_leads_to_choosing(open_page: OpenPage) -> None:
    page = open_page("ask")

    assert page.shows("Nobody is on your list yet.")
    assert page.links()["Choose whom to ask"] == ("choose", {})


def test_when_nobody_waits_to_be_asked_the_page_says_so(open_page: OpenPage, ada: Workspace) -> None:
    given_up(ada)

    assert open_page("ask").shows("Nobody waits to be asked. Choose the next person when you are ready.")


def test_the_open_ones_stand_by_what_they_wait_for(open_page: OpenPage, ada: Workspace) -> None:
    an_interview(ada, contact_id=a_contact(ada, "Lee Park"))
    waiting = asked(ada)

    page = open_page("ask")

    assert page.shows("**To write** (1)")
    assert page.shows("**Lee Park** · on my list today")
    assert page.shows("**Waiting for an answer** (1)")
    assert "Lee Park" in page.headings()
    assert "Amara Obi" in page.clicks_key("open-interview", waiting).headings()


def test_a_long_group_goes_on_under_progress(open_page: OpenPage, ada: Workspace) -> None:
    for number in range(10):
        an_interview(ada, contact_id=a_contact(ada, f"Person {number}"))

    assert open_page("ask").links()["4 more under Progress"] == ("progress", {})


# The request


def test_a_request_starts_from_a_wording_with_the_names_filled_in(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada, contact_id=a_contact(ada, "Amara Obi", email="amara@example.org"))
    page = open_page("ask", interview=interview_id)
    assert page.text[0].value.startswith("Hi Amara,")

    page.clicks("Start with this", twice=True)

    draft = only(ada.snapshot().messages)
    assert (draft.purpose, draft.channel) == (Purpose.REQUEST, Channel.EMAIL)
    assert page.texts()["Your message"] == draft.body
    assert page.texts()["Subject"] == draft.subject
    assert _stage(ada, interview_id) is Stage.DRAFTED


def test_what_the_wording_lacks_is_asked_for_beside_it_and_kept(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    page = open_page("ask", interview=interview_id).chooses("Wording", "M01")
    assert page.shows("[why you thought of them]")

    page.chooses(_WHY, "you <b>know</b> the wards")

    assert only(ada.snapshot().interviews).merge_fields == {"why_them": "you <b>know</b> the wards"}
    assert "because you <b>know</b> the wards." in page.text[0].value
    page.reloads().chooses("Wording", "M01").chooses(_WHY, "")
    assert page.shows("[why you thought of them]")


def test_what_is_true_of_every_letter_is_kept_in_the_profile_and_the_goal(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=an_interview(ada)).chooses("Wording", "M01")

    page.chooses("The name you sign with", "Ada").chooses(_DECIDES, "what to study")

    now = ada.snapshot()
    assert (only(now.profiles).name, only(now.goals).decision) == ("Ada", "what to study")
    assert only(now.interviews).merge_fields == {}


def test_what_cannot_be_kept_stays_beside_its_sentence(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=an_interview(ada)).chooses("Wording", "M01")

    page.chooses(_WHY, "y" * 201)

    assert page.told() == ["This has 201 characters; 200 fit here. Please shorten it."]
    assert page.field(_WHY).value == "y" * 201
    assert only(ada.snapshot().interviews).merge_fields == {}


def test_times_are_offered_once_they_were_looked_at(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=an_interview(ada)).chooses("Wording", "M01")
    assert page.field("First time").value == _at(date(2026, 10, 7), time(10, 0))
    assert "Wednesday" not in page.text[0].value

    page.types("First time", _at(date(2026, 10, 7), time(11, 30))).clicks("Offer these times")

    assert "Wednesday 7 October at 11:30" in page.text[0].value
    assert len(only(ada.snapshot().interviews).slots) == 2
    page.types("First time", _at(date(2026, 10, 1), time(11, 30))).clicks("Offer these times instead")
    assert page.told() == ["This time is already past. Choose a later one."]
    assert page.field("First time").value == _at(date(2026, 10, 1), time(11, 30))


@pytest.mark.parametrize(
    ("known", "channel"),
    [
        ({}, Channel.EMAIL),
        ({"profile_url": "https://www.linkedin.com/in/lee"}, Channel.LINKEDIN_NOTE),
        ({"tie": Tie.CURRENT, "email": "lee@example.org"}, Channel.IN_PERSON),
    ],
)
def test_the_first_channel_is_one_that_reaches_them(
    open_page: OpenPage, ada: Workspace, known: dict[str, Any], channel: Channel
) -> None:
    contact_id = done(ada, AddContact(name="Lee Park", **known))

    page = open_page("ask", interview=an_interview(ada, contact_id=contact_id))

    assert page.field("How will you reach them?").value == channel


@pytest.mark.parametrize("channel", list(Channel))
def test_a_request_can_go_out_by_every_channel(open_page: OpenPage, ada: Workspace, channel: Channel) -> None:
    interview_id = an_interview(ada)
    page = open_page("ask", interview=interview_id).chooses("How will you reach them?", channel)

    page.chooses("Wording", _OWN_WORDS).clicks(_EMPTY_PAGE)
    page.clicks("I have said it" if channel in {Channel.PHONE, Channel.IN_PERSON} else "I sent it")

    message = only(ada.snapshot().messages)
    assert (message.channel, message.sent_at is not None) == (channel, True)
    assert _stage(ada, interview_id) is Stage.REQUESTED


def test_a_script_has_no_tone_and_another_channel_its_own_best_wording(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada, contact_id=a_contact(ada, "Lee Park", tie=Tie.STRANGER))
    page = open_page("ask", interview=interview_id).chooses("Tone", Tone.FORMAL)

    page.chooses("How will you reach them?", Channel.PHONE)
    assert page.shows("Hello Lee, my name is")
    assert not page.shows("Tone")
    page.chooses("How will you reach them?", Channel.TEXT)
    assert page.field("Wording").value == "M09"


def test_a_request_can_start_from_an_empty_page(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=an_interview(ada)).chooses("Wording", _OWN_WORDS)

    page.clicks(_EMPTY_PAGE)

    assert page.texts() == {"Subject": "", "Your message": ""}


def test_what_was_typed_is_found_again_after_leaving(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    message_id = a_draft(ada, interview_id)
    page = open_page("ask", interview=interview_id)
    ada.do(SaveDraftBody(message_id=message_id, version=1, text="Dear Amara, one thing."))

    page.opens("learn").opens("ask", interview=interview_id)

    assert page.texts()["Your message"] == "Dear Amara, one thing."


def test_another_wording_replaces_the_text_and_undo_brings_it_back(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    message_id = a_draft(ada, interview_id)
    page = _unfolds(open_page("ask", interview=interview_id), "change", message_id)

    page.chooses("Wording", "M01").clicks("Use this instead")

    assert page.texts()["Your message"] != "Dear Amara, may I ask you a few questions?"
    assert page.told()[0].startswith("The wording is changed. Your earlier text comes back with Undo")
    page.clicks("Undo")
    assert page.texts()["Your message"] == "Dear Amara, may I ask you a few questions?"


def test_a_hasty_second_click_changes_the_wording_once(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    page = _unfolds(open_page("ask", interview=interview_id), "change", a_draft(ada, interview_id))

    page.chooses("Wording", "M01").clicks("Use this instead", twice=True)

    assert list(ada.snapshot().events["command"]).count("ChooseWording") == 1


def test_the_wording_that_is_chosen_does_not_overwrite_what_another_tab_typed(
    open_page: OpenPage, ada: Workspace
) -> None:
    interview_id = an_interview(ada)
    message_id = a_draft(ada, interview_id)
    page = _unfolds(open_page("ask", interview=interview_id), "change", message_id)
    ada.do(SaveDraftBody(message_id=message_id, version=1, text="Typed in another tab."))

    page.chooses("Wording", "M01").clicks("Use this instead").clicks("Undo")

    assert page.texts()["Your message"] == "Typed in another tab."


def test_the_channel_can_be_changed_and_ones_own_words_kept(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    page = _unfolds(open_page("ask", interview=interview_id), "change", a_draft(ada, interview_id))
    page.chooses("How will you reach them?", Channel.LINKEDIN)

    page.chooses("Wording", _OWN_WORDS).clicks("Use this instead")

    message = only(ada.snapshot().messages)
    assert (message.channel, message.body) == (Channel.LINKEDIN, "Dear Amara, may I ask you a few questions?")


def test_an_earlier_version_is_looked_at_and_brought_back(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    message_id = a_draft(ada, interview_id)
    page = _unfolds(open_page("ask", interview=interview_id), "versions", message_id)
    page.clicks("Keep what it says now")
    ada.do(SaveDraftBody(message_id=message_id, version=1, text="Something else."))
    page = _unfolds(open_page("ask", interview=interview_id), "versions", message_id)
    assert [text.value for text in page.text] == ["Dear Amara, may I ask you a few questions?"]

    page.clicks("Bring this back")

    assert page.texts()["Your message"] == "Dear Amara, may I ask you a few questions?"
    assert {version.body for version in ada.snapshot().draft_versions.itertuples()} == {
        "Dear Amara, may I ask you a few questions?",
        "Something else.",
    }


def test_a_letter_becomes_a_wording_of_ones_own_for_others(open_page: OpenPage, ada: Workspace) -> None:
    first, goal_id = a_contact(ada, "Amara Obi", email="amara@example.org"), a_goal(ada)
    interview_id = an_interview(ada, goal_id=goal_id, contact_id=first)
    other = an_interview(ada, goal_id=goal_id, contact_id=a_contact(ada, "Lee Park", email="lee@example.org"))
    message_id = a_draft(ada, interview_id)
    page = _unfolds(open_page("ask", interview=interview_id), f"own-{message_id}", "0")
    assert page.field("The wording").value == "Dear {{ name }}, may I ask you a few questions?"

    page.types("The wording", "Dear {{ nmae }}, one thing.").types("A name for it", "Short").clicks("Save this wording")
    [sentence] = [words for words in page.told() if "Short" in words]
    assert "line 1" in sentence
    page.types("The wording", "Dear {{ name }}, one thing.").clicks("Save this wording")

    saved = only(ada.snapshot().own_wordings)
    page.opens("ask", interview=other).chooses("Wording", saved.id)
    assert page.text[0].value == "Dear Lee, one thing."
    page.clicks("Start with this")
    assert page.texts()["Your message"] == "Dear Lee, one thing."


def test_a_request_can_be_logged_as_sent_at_another_time(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada, happened_at=NOW - timedelta(days=4))
    a_draft(ada, interview_id, happened_at=NOW - timedelta(days=3))
    page = open_page("ask", interview=interview_id)

    page.types("When was that?", _at(date(2026, 10, 9), time(8, 0))).clicks("Log it at that time")
    assert page.told() == ["This moment is still to come. Choose an earlier one."]
    page.types("When was that?", _at(date(2026, 10, 3), time(8, 15))).clicks("Log it at that time")

    sent_at = only(ada.snapshot().messages).sent_at
    assert sent_at == datetime(2026, 10, 3, 8, 15, tzinfo=BERLIN)
    assert page.shows("Amara Obi: Logged for Saturday 3 October 2026. Next: Follow up with Amara Obi, 12 Oct.")
    assert _stage(ada, interview_id) is Stage.REQUESTED


def test_a_request_that_was_sent_says_when_to_follow_up(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    a_draft(ada, interview_id)

    page = open_page("ask", interview=interview_id).clicks("I sent it")

    assert page.told()[0].startswith(
        "Amara Obi: Logged as sent. If you hear nothing, follow up on Tuesday 13 October 2026"
    )
    assert _stage(ada, interview_id) is Stage.REQUESTED
    page.clicks("Undo")
    assert _stage(ada, interview_id) is Stage.DRAFTED
    assert page.texts()["Your message"] == "Dear Amara, may I ask you a few questions?"


def test_a_hasty_second_click_logs_one_message(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    a_draft(ada, interview_id)

    open_page("ask", interview=interview_id).clicks("I sent it", twice=True)

    assert len(thread(ada.snapshot(), interview_id)) == 1
    assert _stage(ada, interview_id) is Stage.REQUESTED


def test_a_message_sent_in_another_tab_is_not_sent_twice(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = an_interview(ada)
    a_draft(ada, interview_id)
    here, there = (open_page("ask", interview=interview_id) for _ in range(2))
    there.clicks("I sent it")

    here.clicks("I sent it")

    assert len(thread(ada.snapshot(), interview_id)) == 1
    assert here.shows("What did they answer?")


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (Channel.EMAIL, "No e-mail address is noted for them yet."),
        (Channel.PHONE, "No phone number is noted for them yet."),
        (Channel.TEXT, "No phone number is noted for them yet."),
    ],
)
def test_a_missing_address_is_named(open_page: OpenPage, ada: Workspace, channel: Channel, words: str) -> None:
    page = open_page("ask", interview=an_interview(ada)).chooses("How will you reach them?", channel)

    assert page.chooses("Wording", _OWN_WORDS).clicks(_EMPTY_PAGE).shows(words)


def test_somebody_who_asked_not_to_be_written_to_is_left_alone(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    interview_id = an_interview(ada, contact_id=contact_id)
    ada.do(MarkDoNotContact(contact_id=contact_id))

    page = open_page("ask", interview=interview_id)

    assert page.told() == ["They asked not to be written to, so there is nothing to send."]
    assert [button.label for button in page.button if button.label.startswith(("Start", "I sent"))] == []


# The answer


@pytest.mark.parametrize(
    ("reply", "stage", "next_page"),
    [
        (Reply.YES, Stage.AGREED, "ask"),
        (Reply.NOT_NOW, Stage.NOT_NOW, "thank"),
        (Reply.NO, Stage.DECLINED, "thank"),
        (Reply.ANSWERED, Stage.ANSWERED, "talk"),
        (Reply.PASSED_ON, Stage.PASSED_ON, "thank"),
    ],
)
def test_each_answer_is_logged_with_their_words(
    open_page: OpenPage, ada: Workspace, reply: Reply, stage: Stage, next_page: str
) -> None:
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id).chooses("Their answer", reply)

    ada.do(SaveReply(interview_id=interview_id, version=0, text="Happy to help."))

    page.clicks(_LOG)

    assert _stage(ada, interview_id) is stage
    assert [message.body for message in thread(ada.snapshot(), interview_id)][1:] == ["Happy to help."]
    assert (page.page, page.query_params) == (next_page, {"interview": interview_id})
    page.clicks("Undo")
    assert _stage(ada, interview_id) is Stage.REQUESTED


@pytest.mark.parametrize("reply", list(Reply))
def test_a_hasty_second_click_logs_one_answer(open_page: OpenPage, ada: Workspace, reply: Reply) -> None:
    interview_id = asked(ada)
    ada.do(SaveReply(interview_id=interview_id, version=0, text="Dear Ada"))

    open_page("ask", interview=interview_id).chooses("Their answer", reply).clicks(_LOG, twice=True)

    assert [message.body for message in thread(ada.snapshot(), interview_id)][1:] == ["Dear Ada"]


def test_not_now_can_name_a_day_to_ask_again(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id).chooses("Their answer", Reply.NOT_NOW)

    page.types("When may you ask again? (optional)", TODAY + timedelta(days=60)).clicks(_LOG)

    assert only(ada.snapshot().interviews).retry_on.date() == date(2026, 12, 4)


def test_a_day_to_ask_again_that_is_past_is_refused(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id).chooses("Their answer", Reply.NOT_NOW)
    page.types("When may you ask again? (optional)", TODAY - timedelta(days=1))
    ada.do(SaveReply(interview_id=interview_id, version=0, text="Ask me in spring"))

    page.clicks(_LOG)

    assert page.told() == ["This day is already past. Choose today or a later day."]
    assert page.texts()["Their words (optional)"] == "Ask me in spring"
    assert _stage(ada, interview_id) is Stage.REQUESTED


def test_being_sent_to_somebody_else_adds_them(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id).chooses("Their answer", Reply.PASSED_ON)
    page.types("Whom did they name? (optional)", "Lee Park").types("Where do they work? (optional)", "City Hospital")
    page.types("I may mention who sent me", True)  # noqa: FBT003 - a tick

    page.clicks(_LOG)

    lee = ada.snapshot().contacts.set_index("name").loc["Lee Park"]
    assert (lee["organisation"], lee["named_in_id"], lee["may_use_name"]) == ("City Hospital", interview_id, True)
    assert _stage(ada, interview_id) is Stage.PASSED_ON


def test_being_sent_to_somebody_else_twice_adds_them_once(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id).chooses("Their answer", Reply.PASSED_ON)
    page.types("Whom did they name? (optional)", "Lee Park")

    page.clicks(_LOG, twice=True)

    assert sorted(ada.snapshot().contacts["name"]) == ["Amara Obi", "Lee Park"]


def test_an_answer_logged_in_another_tab_keeps_what_is_typed_here(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    here, there = (open_page("ask", interview=interview_id).chooses("Their answer", Reply.NO) for _ in range(2))
    there.clicks(_LOG)

    here.clicks(_LOG)

    assert _stage(ada, interview_id) is Stage.DECLINED
    assert list(ada.snapshot().events["step"]).count("said_no") == 1


def test_a_first_answer_can_be_overtaken_by_another(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.NOT_NOW)
    page = open_page("ask", interview=interview_id)
    assert page.shows("They answered again, or differently?")

    page.chooses("Their answer", Reply.YES).clicks(_LOG)

    assert _stage(ada, interview_id) is Stage.AGREED
    assert page.shows("They said yes. Agree on a time.")


# No answer


def test_a_short_note_follows_up_and_then_a_last_kind_one(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)
    page = open_page("ask", interview=interview_id)
    assert page.shows("Write a short note")

    page.clicks("Start with this", twice=True).clicks("I sent it", twice=True)
    assert _stage(ada, interview_id) is Stage.FOLLOWED_UP
    assert page.shows("Write one last kind note")

    page.clicks("Start with this").clicks("I sent it")
    assert _stage(ada, interview_id) is Stage.FOLLOWED_UP_TWICE
    assert not page.shows("Write ")
    assert len(thread(ada.snapshot(), interview_id)) == 3


def test_silence_is_let_rest_and_a_late_answer_is_welcome(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = followed_up(ada)
    page = open_page("ask", interview=interview_id)

    page.clicks("Let it rest", twice=True)
    assert _stage(ada, interview_id) is Stage.NO_REPLY

    page.chooses("Their answer", Reply.YES).clicks(_LOG)
    assert _stage(ada, interview_id) is Stage.AGREED


def test_letting_it_rest_can_be_undone(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = asked(ada)

    page = open_page("ask", interview=interview_id).clicks("Let it rest")

    assert page.told()[0] == "At rest. A late answer can be logged at any time."
    page.clicks("Undo")
    assert _stage(ada, interview_id) is Stage.REQUESTED


def test_what_rests_can_be_asked_again(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = given_up(ada)

    page = open_page("ask", interview=interview_id).clicks("Ask them again", twice=True)

    assert _stage(ada, interview_id) is Stage.IDENTIFIED
    assert page.shows("Start with this")


def test_somebody_asked_about_another_goal_is_not_asked_again_at_once(open_page: OpenPage, ada: Workspace) -> None:
    contact_id = a_contact(ada)
    rested = given_up(ada, asked(ada, an_interview(ada, contact_id=contact_id)))
    an_interview(ada, contact_id=contact_id)

    page = open_page("ask", interview=rested).clicks("Ask them again")

    assert "You already have Amara Obi on your list. Finish that interview first." in page.told()
    assert _stage(ada, rested) is Stage.NO_REPLY


# The time


def test_a_time_is_agreed(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES)
    page = open_page("ask", interview=interview_id)
    page.types("Day", date(2026, 10, 8)).types("Time", time(14, 30)).types("Minutes", 30)
    page.types("How?", Mode.PHONE).types("Place, number or link", "+49 30 1234567")

    page.submits("Day")

    row = only(ada.snapshot().interviews)
    assert (row.starts_on.date(), row.starts_time, row.minutes) == (date(2026, 10, 8), time(14, 30), 30)
    assert (row.mode, row.place, row.time_zone) == (Mode.PHONE, "+49 30 1234567", "Europe/Berlin")
    assert page.told()[0].startswith("Agreed: Thursday 8 October at 14:30.")
    assert page.info[0].value == "Thursday 14:30, 30 minutes, phone call"
    assert page.shows(f"Where: {md_escape('+49 30 1234567')}")


def test_an_agreed_time_can_be_undone_and_agreed_anew(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES)
    page = open_page("ask", interview=interview_id).types("Time", time(9, 0)).submits("Time")

    page.clicks("Undo")
    assert _stage(ada, interview_id) is Stage.AGREED
    page.types("Time", time(11, 0)).submits("Time")

    assert page.told()[0].startswith("Agreed: Wednesday 7 October at 11:00.")
    assert only(ada.snapshot().interviews).starts_time == time(11)


def test_a_meeting_link_is_opened_and_any_other_place_is_read(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=scheduled(ada, place="https://meet.example.org/amara"))
    assert [button.proto.url for button in page.get("link_button")] == ["https://meet.example.org/amara"]

    page.types("Place, number or link", "javascript:alert(1)").submits("Time")

    assert len(page.get("link_button")) == 0
    assert page.shows(f"Where: {md_escape('javascript:alert(1)')}")


def test_a_hasty_second_click_agrees_once(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES)

    open_page("ask", interview=interview_id).clicks("This is agreed", twice=True)

    steps = ada.snapshot().events["step"]
    assert _stage(ada, interview_id) is Stage.SCHEDULED
    assert list(steps[steps.str.startswith("time_")]) == ["time_agreed"]


def test_a_time_in_the_past_is_refused_and_keeps_what_was_typed(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES)
    page = open_page("ask", interview=interview_id)
    page.types("Day", TODAY - timedelta(days=1)).types("Place, number or link", "Café Anna")

    page.submits("Day")

    assert page.told() == ["This time is already past. Choose a later one."]
    assert page.field("Place, number or link").value == "Café Anna"
    assert _stage(ada, interview_id) is Stage.AGREED


def test_a_time_can_be_that_of_another_zone(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES)
    page = open_page("ask", interview=interview_id)
    page.types("Day", date(2026, 10, 8)).types("Time", time(9, 0)).types("Time zone", "America/New_York")

    page.submits("Day")

    row = only(ada.snapshot().interviews)
    assert (row.time_zone, row.starts_at.isoformat()) == ("America/New_York", "2026-10-08T13:00:00+00:00")


def test_an_agreed_time_is_changed_from_what_it_was(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada, place="Café Anna", minutes=45)
    page = open_page("ask", interview=interview_id)
    assert page.field("Place, number or link").value == "Café Anna"
    assert (page.field("Time").value, page.field("Minutes").value) == (time(14), 45)

    page.types("Time", time(16, 0)).submits("Time")

    row = only(ada.snapshot().interviews)
    assert (row.starts_time, row.place, row.minutes) == (time(16), "Café Anna", 45)


def test_how_it_is_held_stays_when_the_time_is_changed(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada, mode=Mode.IN_PERSON)

    open_page("ask", interview=interview_id).types("Time", time(16, 0)).submits("Time")

    assert only(ada.snapshot().interviews).mode == Mode.IN_PERSON


def test_two_tabs_that_agree_on_two_times_show_both_and_lose_nothing(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada)
    here, there = (open_page("ask", interview=interview_id) for _ in range(2))
    there.types("Time", time(16, 0)).types("Place, number or link", "Café Anna").submits("Time")

    here.types("Time", time(9, 0)).submits("Time")

    [told] = [words for words in here.told() if "in another tab" in words]
    assert "to: “Thursday 16:00, 20 minutes, video call, Europe/Berlin, Café Anna”." in told
    assert "save once more to keep yours" in told
    assert here.field("Time").value == time(9)
    assert only(ada.snapshot().interviews).starts_time == time(16)
    here.submits("Time")
    assert only(ada.snapshot().interviews).starts_time == time(9)


def test_a_note_about_the_time_is_logged_and_moves_nothing(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES)
    page = open_page("ask", interview=interview_id)

    page.clicks("Start with this").clicks("I sent it")

    assert thread(ada.snapshot(), interview_id)[-1].purpose == Purpose.SCHEDULING
    assert draft_of(ada.snapshot(), interview_id, Purpose.SCHEDULING) is None
    assert _stage(ada, interview_id) is Stage.AGREED


@pytest.mark.parametrize(
    ("button", "stage"),
    [
        ("They did not show up", Stage.MISSED),
        ("I missed it", Stage.MISSED),
        ("It is called off", Stage.CALLED_OFF),
    ],
)
def test_what_does_not_take_place_is_logged(open_page: OpenPage, ada: Workspace, button: str, stage: Stage) -> None:
    interview_id = scheduled(ada, on=TODAY, at=time(9, 0))

    open_page("ask", interview=interview_id).clicks(button, twice=True)

    assert _stage(ada, interview_id) is stage
    assert open_page("ask", interview=interview_id).shows("today")


def test_a_missed_talk_gets_a_new_time(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada, on=TODAY, at=time(9, 0))
    page = open_page("ask", interview=interview_id).clicks("They did not show up")
    assert page.told()[0] == "Noted. Assume a good reason, and offer a new time."
    assert page.shows("It did not take place. Try once more.")

    page.types("Day", date(2026, 10, 12)).submits("Day")

    assert _stage(ada, interview_id) is Stage.SCHEDULED
    assert only(ada.snapshot().interviews).starts_on.date() == date(2026, 10, 12)


def test_what_was_called_off_can_be_asked_again(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=scheduled(ada)).clicks("It is called off").clicks("Ask them again")

    assert page.told() == ["Taken up again. Write when you are ready."]


@pytest.mark.parametrize(
    ("button", "stage"),
    [
        ("It won't take place", Stage.CALLED_OFF),
        ("Let it rest", Stage.NO_REPLY),
        ("We talked", Stage.HELD),
    ],
)
def test_a_yes_can_end_without_a_time(open_page: OpenPage, ada: Workspace, button: str, stage: Stage) -> None:
    interview_id = replied(ada, Reply.YES)

    open_page("ask", interview=interview_id).clicks(button, twice=True)

    assert _stage(ada, interview_id) is stage


def test_a_talk_that_was_held_leads_to_the_notes(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada, minutes=45, mode=Mode.PHONE)

    page = open_page("ask", interview=interview_id).clicks("We talked")

    assert (page.page, page.query_params) == ("talk", {"interview": interview_id, "view": "after"})
    assert (_stage(ada, interview_id), only(ada.snapshot().interviews).minutes) == (Stage.HELD, 45)
    assert page.told()[0] == "Logged. Note what you learned while it is fresh."


def test_a_hasty_second_click_logs_one_talk(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada)

    open_page("ask", interview=interview_id).clicks("We talked", twice=True)

    assert list(ada.snapshot().events["step"]).count("held") == 1


def test_preparing_leads_to_the_sheet(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada)

    page = open_page("ask", interview=interview_id).clicks("Prepare the talk")

    assert (page.page, page.query_params) == ("talk", {"interview": interview_id})


def test_after_the_talk_the_way_leads_to_thanking(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=talked(ada))

    assert page.shows("Talked today.")
    assert page.clicks("Write the thank-you").page == "thank"


# All along


def test_everything_said_so_far_stands_in_order(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = replied(ada, Reply.YES, text="Gladly.\nCall me.")

    page = open_page("ask", interview=interview_id)

    assert page.shows("Everything said so far (2)")
    assert [text.value for text in page.text][-2:] == [
        "Dear Amara, may I ask you a few questions?",
        "Gladly.\nCall me.",
    ]
    assert page.shows("**Amara Obi**, today 11:00, email")


def test_an_interview_that_was_a_mistake_is_removed_and_can_be_had_back(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = sent(ada, an_interview(ada), Purpose.REQUEST)

    page = open_page("ask", interview=interview_id).clicks("Remove this interview")

    assert (page.page, ada.snapshot().interviews.empty) == ("progress", True)
    assert page.told() == ["The interview is removed."]
    page.clicks("Undo")
    assert _stage(ada, interview_id) is Stage.REQUESTED
    assert len(thread(ada.snapshot(), interview_id)) == 1


def test_removing_twice_removes_once(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("ask", interview=an_interview(ada))

    page.clicks("Remove this interview", twice=True)

    assert ada.snapshot().interviews.empty


@pytest.mark.parametrize(("tie", "is_offered"), [(Tie.FORMER, True), (Tie.STRANGER, False)])
def test_a_second_note_is_for_people_with_a_tie(
    open_page: OpenPage, ada: Workspace, tie: Tie, *, is_offered: bool
) -> None:
    person = a_contact(ada, "Lee Park", tie=tie)
    interview_id = followed_up(ada, asked(ada, an_interview(ada, contact_id=person)))

    page = open_page("ask", interview=interview_id)

    assert ("Write one last kind note" in [folded.label for folded in page.expander]) is is_offered
    assert page.shows("Let it rest")
