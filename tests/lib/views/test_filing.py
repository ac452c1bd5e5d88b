"""A mail is filed where it belongs: by its address, else by the name; those that wait for one come first."""

from datetime import timedelta
from typing import Any

import pytest

from lib.domain.commands import LogMessage, SaveProfileText
from lib.domain.vocabulary import Channel, Direction
from lib.store.workspace import Workspace
from lib.views.filing import Filing, keep_address, where_it_belongs
from tests.cast import BERLIN, NOW, a_contact, an_interview, asked, done, given_up, talked

_MINE = "ada.example@gmail.com"


def _filed(workspace: Workspace, **mail: Any) -> Filing:
    return where_it_belongs(workspace.snapshot(), BERLIN, **{"from_name": "", "from_address": "", **mail})


@pytest.fixture
def lee(workspace: Workspace) -> str:
    """Lee was asked, and has two addresses."""
    contact_id = a_contact(workspace, "Lee Park", email="lee@example.org", also={"email": ["lee.park@work.example"]})
    return asked(workspace, an_interview(workspace, contact_id=contact_id))


@pytest.mark.parametrize("address", ["lee@example.org", "LEE+jobs@Example.org", "lee.park@work.example"])
def test_a_known_address_says_whose_mail_it_is(workspace: Workspace, lee: str, address: str) -> None:
    asked(workspace)

    filed = _filed(workspace, from_name="L", from_address=address)

    assert (filed.interview_id, filed.by_name, filed.direction) == (lee, False, Direction.RECEIVED)
    assert set(filed.choices) == set(workspace.snapshot().interviews["id"])


@pytest.mark.parametrize("name", ["Park, Lee", "Lee Park", "L. Park"])
def test_an_unknown_address_is_only_a_guess_by_the_name(workspace: Workspace, lee: str, name: str) -> None:
    filed = _filed(workspace, from_name=name, from_address="somewhere@else.example")

    assert (filed.interview_id, filed.by_name, filed.contact_id) == (lee, True, "")


def test_the_name_may_stand_in_the_address_alone(workspace: Workspace, lee: str) -> None:
    assert _filed(workspace, from_address="lee.park@else.example").interview_id == lee


def test_nobody_is_taken_for_somebody_else(workspace: Workspace, lee: str) -> None:
    filed = _filed(workspace, from_name="Dana Okafor", from_address="dana@example.org")

    assert (filed.interview_id, filed.choices) == ("", (lee,))
    assert _filed(workspace).interview_id == ""


def test_the_interview_that_waits_comes_before_one_that_is_over(workspace: Workspace) -> None:
    contact_id = a_contact(workspace, "Lee Park", email="lee@example.org")
    waiting = asked(workspace, an_interview(workspace, contact_id=given_up_on(workspace, contact_id)))
    over = next(row for row in workspace.snapshot().interviews["id"] if row != waiting)
    latest = talked(workspace)

    assert _filed(workspace, from_address="lee@example.org").choices == (waiting, over, latest)


def given_up_on(workspace: Workspace, contact_id: str) -> str:
    """Lee did not answer about something else; returns the id of the contact."""
    given_up(workspace, asked(workspace, an_interview(workspace, contact_id=contact_id)))
    return contact_id


@pytest.mark.usefixtures("lee")
def test_a_mail_from_who_introduced_somebody_goes_to_the_talk_with_them(workspace: Workspace) -> None:
    introducer = a_contact(workspace, "Jo Adler", email="jo@example.org")
    other = an_interview(workspace, contact_id=a_contact(workspace, "Mia Voss", introducer_id=introducer))

    assert _filed(workspace, from_address="jo@example.org").interview_id == other


def test_where_it_is_brought_in_it_stays_unless_it_is_somebody_elses(workspace: Workspace, lee: str) -> None:
    here = asked(workspace)

    assert _filed(workspace, here=here).interview_id == here
    assert _filed(workspace, from_name="X Y", from_address="x@example.org", here=here).interview_id == here
    assert _filed(workspace, from_address="lee@example.org", here=here).interview_id == lee


def test_a_mail_of_ones_own_is_one_that_was_sent(workspace: Workspace, lee: str) -> None:
    unknown = _filed(workspace, from_address=_MINE, to=["lee@example.org"])
    done(workspace, SaveProfileText(field="email", version=1, text="adaexample@gmail.com"))
    known = _filed(workspace, from_address=_MINE, to=["x@example.org", "lee@example.org"])
    theirs = _filed(workspace, from_address="lee@example.org", to=[_MINE])

    assert {(filed.direction, filed.interview_id) for filed in (unknown, known)} == {(Direction.SENT, lee)}
    assert theirs.direction is Direction.RECEIVED


def test_a_mail_that_is_filed_already_is_found_by_its_id(workspace: Workspace, lee: str) -> None:
    logged = LogMessage(
        interview_id=lee, direction=Direction.RECEIVED, channel=Channel.EMAIL, text="Hi", mail_id="<1@example.org>"
    )
    done(workspace, logged)

    assert _filed(workspace, mail_id="<1@example.org>").filed_in == lee
    assert _filed(workspace, mail_id="<2@example.org>").filed_in == ""
    assert _filed(workspace).filed_in == ""


@pytest.mark.usefixtures("lee")
def test_what_was_pasted_before_is_found_by_its_words_and_its_minute(workspace: Workspace) -> None:
    here = asked(workspace)
    came = NOW - timedelta(hours=1)
    words = {"direction": Direction.RECEIVED, "channel": Channel.EMAIL, "text": "Yes, gladly."}
    done(workspace, LogMessage(interview_id=here, happened_at=came, **words))

    assert _filed(workspace, text="Yes, gladly.", sent_at=came.astimezone(BERLIN)).filed_in == here
    assert _filed(workspace, text="Yes, gladly.", sent_at=came + timedelta(minutes=1)).filed_in == ""
    assert _filed(workspace, text="Yes, gladly.").filed_in == ""


@pytest.mark.usefixtures("lee")
@pytest.mark.parametrize(
    "known", [{}, {"email": "dana@x.org"}, {"email": "dana@x.org", "also": {"email": ["d@y.org"]}}]
)
def test_an_address_that_is_kept_says_whose_the_next_mail_is(workspace: Workspace, known: dict[str, Any]) -> None:
    dana = a_contact(workspace, "Dana Okafor", **known)
    waiting = asked(workspace, an_interview(workspace, contact_id=dana))

    done(workspace, keep_address(workspace.snapshot().one("contacts", dana, "person"), "sunny@home.example"))

    for address in ("sunny@home.example", *filter(None, [known.get("email"), *known.get("also", {}).get("email", ())])):
        assert _filed(workspace, from_address=address).interview_id == waiting
