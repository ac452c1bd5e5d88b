"""A file is taken once, soon, by whoever asked for it; with somebody else's ticket there is nothing to find."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine

from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk
from lib.accounts.downloads import (
    Whom,
    contacts_csv_ticket,
    everything_ticket,
    interview_log_ticket,
    redeem_download,
    vcards_ticket,
)
from lib.accounts.sessions import SignedIn
from lib.accounts.sign_in import sign_out
from lib.accounts.tables import tickets
from lib.domain.errors import NotFoundError, NotSignedInError
from tests.lib.accounts.people import ADDRESS, arrived, at_once, deeds, rows, signed_in, tried

ZONE = "Europe/Berlin"


@pytest.fixture
def ada(desk: AccountDesk) -> SignedIn:
    """Ada, who is signed in."""
    return arrived(desk)


def _taken(desk: AccountDesk, actor: SignedIn, ticket: str) -> dict[str, object]:
    return redeem_download(desk, actor, ticket, address=ADDRESS)


def _not_found(desk: AccountDesk, actor: SignedIn, ticket: str) -> None:
    with pytest.raises(NotFoundError):
        _taken(desk, actor, ticket)


def test_everything_is_taken_in_ones_own_zone(desk: AccountDesk, ada: SignedIn) -> None:
    ticket = everything_ticket(desk, ada, zone=ZONE)
    assert _taken(desk, ada, ticket) == {"what": "everything", "zone": ZONE}
    assert deeds(desk, ada.owner)[-1] is Deed.DATA_TAKEN


@pytest.mark.parametrize("ids", [None, [], ["one", "two"]])
def test_the_log_is_taken_of_all_or_of_some(desk: AccountDesk, ada: SignedIn, ids: list[str] | None) -> None:
    ticket = interview_log_ticket(desk, ada, "workspace 1", zone=ZONE, ids=ids)
    assert _taken(desk, ada, ticket) == {"what": "interview log", "zone": ZONE, "workspace": "workspace 1", "ids": ids}


@pytest.mark.parametrize("whom", [Whom(), Whom(archived=True), Whom([]), Whom(["one", "two"], archived=True)])
def test_contacts_are_taken_of_all_or_of_some(desk: AccountDesk, ada: SignedIn, whom: Whom) -> None:
    for ticket_for, what in ((contacts_csv_ticket, "contacts"), (vcards_ticket, "vcards")):
        ticket = ticket_for(desk, ada, "workspace 1", zone=ZONE, whom=whom)
        details = {"what": what, "zone": ZONE, "workspace": "workspace 1", "ids": whom.ids, "archived": whom.archived}
        assert _taken(desk, ada, ticket) == details


def test_a_file_is_taken_once(desk: AccountDesk, ada: SignedIn) -> None:
    ticket = everything_ticket(desk, ada, zone=ZONE)
    outcomes = at_once([partial(_taken, desk, ada, ticket)] * 4)
    assert sum(isinstance(outcome, NotFoundError) for outcome in outcomes) == 3
    assert deeds(desk, ada.owner).count(Deed.DATA_TAKEN) == 1


def test_a_minute_later_there_is_nothing(desk: AccountDesk, ada: SignedIn, moment: time_machine.Traveller) -> None:
    ticket = everything_ticket(desk, ada, zone=ZONE)
    moment.shift(timedelta(minutes=1))
    _not_found(desk, ada, ticket)
    assert Deed.DATA_TAKEN not in deeds(desk, ada.owner)


def test_somebody_elses_ticket_is_used_up_and_nothing_is_found(desk: AccountDesk, ada: SignedIn) -> None:
    ben = arrived(desk, "ben")
    ticket = everything_ticket(desk, ada, zone=ZONE)
    _not_found(desk, ben, ticket)
    # It got into other hands: nobody shall use it any more.
    _not_found(desk, ada, ticket)
    assert rows(desk, tickets) == []
    assert Deed.DATA_TAKEN not in deeds(desk, ada.owner) + deeds(desk, ben.owner)


def test_another_session_of_the_same_person_takes_it(desk: AccountDesk, ada: SignedIn) -> None:
    ticket = everything_ticket(desk, ada, zone=ZONE)
    assert _taken(desk, signed_in(desk), ticket)


def test_what_is_no_ticket_finds_nothing(desk: AccountDesk, ada: SignedIn) -> None:
    for ticket in ("", "x", "A" * 43, "\ud800", "\x00", "../../etc/passwd"):
        _not_found(desk, ada, ticket)


def test_a_ticket_for_a_session_takes_no_file(desk: AccountDesk, ada: SignedIn) -> None:
    ticket = tried(desk, "ada").ticket
    _not_found(desk, ada, ticket)
    assert len(rows(desk, tickets)) == 1


def test_who_has_signed_out_gets_neither_ticket_nor_file(desk: AccountDesk, ada: SignedIn) -> None:
    ticket = everything_ticket(desk, ada, zone=ZONE)
    sign_out(desk, ada, address=ADDRESS)
    with pytest.raises(NotSignedInError):
        _taken(desk, ada, ticket)
    with pytest.raises(NotSignedInError):
        everything_ticket(desk, ada, zone=ZONE)
    with pytest.raises(NotSignedInError):
        interview_log_ticket(desk, ada, "workspace 1", zone=ZONE, ids=None)
    assert len(rows(desk, tickets)) == 1


def test_a_ticket_of_one_session_does_not_help_who_says_to_be_another(desk: AccountDesk, ada: SignedIn) -> None:
    ben = arrived(desk, "ben")
    ticket = everything_ticket(desk, ada, zone=ZONE)
    with pytest.raises(NotSignedInError):
        _taken(desk, SignedIn(ada.owner, ben.session, ada.role), ticket)
