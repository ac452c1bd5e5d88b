"""A letter before it is sent: its first channel, the times that are entered, and links to a phone."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from lib.domain.commands import AddContact, InvalidInputsError
from lib.domain.vocabulary import Channel, Purpose, Tie
from lib.method.wordings import ways
from lib.store.workspace import Workspace
from lib.views.drafts import first_channel, first_words, offered_times, phone_link, sent_then
from tests.cast import BERLIN, NOW, done

HERE = NOW.astimezone(BERLIN)
WALL = HERE.replace(tzinfo=None)


def _person(workspace: Workspace, **known: Any) -> Any:
    contact_id = done(workspace, AddContact(name="Lee Park", **known))
    return workspace.snapshot().one("contacts", contact_id, "person")


@pytest.mark.parametrize(
    ("known", "begun", "channel"),
    [
        ({}, "", Channel.EMAIL),
        ({"profile_url": "https://www.linkedin.com/in/lee"}, "", Channel.LINKEDIN_NOTE),
        ({"profile_url": "https://www.linkedin.com/in/lee", "email": "lee@example.org"}, "", Channel.EMAIL),
        ({"tie": Tie.CURRENT, "email": "lee@example.org"}, "", Channel.IN_PERSON),
        ({"tie": Tie.CLOSE, "email": "lee@example.org"}, "", Channel.EMAIL),
        ({"tie": Tie.CLOSE, "email": "lee@example.org", "phone": "+49 30 1234567"}, "", Channel.PHONE),
        ({"tie": Tie.CURRENT}, "text", Channel.TEXT),
        ({"email": "lee@example.org"}, "linkedin_note", Channel.LINKEDIN),
    ],
)
def test_the_first_channel_is_by_tie_and_by_what_is_known(
    workspace: Workspace, known: dict[str, Any], begun: str, channel: Channel
) -> None:
    assert first_channel(_person(workspace, **known), begun) is channel


def test_a_letter_that_goes_with_no_invitation_is_a_message(workspace: Workspace) -> None:
    person = _person(workspace, profile_url="https://www.linkedin.com/in/lee")
    assert first_channel(person, ways=ways(Purpose.THANKS)) is Channel.LINKEDIN


def test_whom_one_is_connected_with_gets_a_message_and_no_invitation(workspace: Workspace) -> None:
    person = _person(workspace, profile_url="https://www.linkedin.com/in/lee")
    assert first_channel(person._replace(connected_on=pd.Timestamp("2024-05-01"))) is Channel.LINKEDIN


def test_first_words_are_one_line_cut_between_words() -> None:
    assert first_words("Dear Amara,\n\nmay I ask?") == "Dear Amara, may I ask?"
    assert first_words("word " * 30) == "word word word word word word word word word word word word …"
    assert first_words("x" * 70) == f"{'x' * 60} …"


def test_a_letter_was_sent_by_now_at_the_latest() -> None:
    assert sent_then(WALL, HERE) == HERE
    for entered in (None, WALL + timedelta(minutes=1)):
        with pytest.raises(InvalidInputsError) as refused:
            sent_then(entered, HERE)
        assert set(refused.value.problems) == {"happened_at"}


def test_times_are_offered_in_order_and_once() -> None:
    late, soon = WALL + timedelta(days=3), WALL + timedelta(days=2)
    assert offered_times((late, soon, None, soon), HERE) == (HERE + timedelta(days=2), HERE + timedelta(days=3))
    assert offered_times((None, None), HERE) == ()


def test_each_time_that_can_not_be_offered_has_its_sentence() -> None:
    skipped = datetime.fromisoformat("2027-03-28T02:30")  # where clocks go forward from two to three
    with pytest.raises(InvalidInputsError) as refused:
        offered_times((WALL, skipped, WALL + timedelta(days=1)), HERE)
    assert list(refused.value.problems) == ["slot_1", "slot_2"]
    assert "go forward" in refused.value.problems["slot_2"]
    assert offered_times((skipped,), HERE.astimezone(ZoneInfo("Asia/Tokyo")))


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+49 (30) 5550-0100", "tel:+493055500100"),
        ("\u0660\u0661\u0662 345", "tel:012345"),
        ("12", ""),
        ("javascript:alert(1)?&body=x", ""),
        ("030 1234;ext=9\r\nX", "tel:03012349"),
    ],
)
def test_a_phone_link_holds_digits_only(number: str, link: str) -> None:
    assert phone_link("tel", number) == link
