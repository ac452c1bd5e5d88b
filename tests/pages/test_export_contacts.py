"""Contacts are taken out from the list: everybody, or whom a search has found, as either file."""

from collections.abc import Callable

import pytest

from lib.domain.commands import ArchiveContact
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from lib.identity import actor_of, store
from lib.store.workspace import Workspace
from tests.asgi import Answer
from tests.cast import a_contact, done
from tests.pages.hosted import Guest, an_account
from tests.pages.visitor import OpenPage

CSV, VCARD = "For spreadsheets (CSV)", "For address books (vCard)"

Downloads = list[Callable[[], bytes]]


@pytest.fixture
def three(ada: Workspace) -> Workspace:
    """Ada's workspace with three people, one of them archived."""
    fill(ada)
    return ada


def fill(workspace: Workspace) -> None:
    for name in ("Amara Obi", "Bo Lind", "Cleo Ash"):
        contact_id = a_contact(workspace, name)
    done(workspace, ArchiveContact(contact_id=contact_id))


def names_in(content: bytes) -> list[str]:
    read = read_people(content)
    assert isinstance(read, ReadPeople)
    return sorted(person.name for person in read.people)


@pytest.mark.usefixtures("three")
def test_either_file_holds_those_who_were_chosen(open_page: OpenPage, downloads: Downloads) -> None:
    page = open_page("contacts")
    assert [names_in(offered()) for offered in downloads[-2:]] == [["Amara Obi", "Bo Lind"]] * 2
    page.chooses("Whom?", "Everybody, archived people too")
    assert [names_in(offered()) for offered in downloads[-2:]] == [["Amara Obi", "Bo Lind", "Cleo Ash"]] * 2
    page.chooses("Search", "lind")
    assert page.field("Whom?").value == "The 1 found"
    assert [names_in(offered()) for offered in downloads[-2:]] == [["Bo Lind"]] * 2
    page.chooses("Search", "").chooses("Archived", value=True)
    assert [names_in(offered()) for offered in downloads[-2:]] == [["Cleo Ash"]] * 2


def test_without_archived_people_and_filters_there_is_nothing_to_choose(
    open_page: OpenPage, ada: Workspace, downloads: Downloads
) -> None:
    a_contact(ada, "Amara Obi")
    page = open_page("contacts")
    assert [radio.label for radio in page.radio] == []
    assert names_in(downloads[-1]()) == ["Amara Obi"]


def test_what_was_typed_after_the_page_was_drawn_is_in_the_file(
    open_page: OpenPage, three: Workspace, downloads: Downloads
) -> None:
    open_page("contacts")
    a_contact(three, "Di Marsh")
    assert names_in(downloads[-1]()) == ["Amara Obi", "Bo Lind", "Di Marsh"]


@pytest.mark.usefixtures("three")
def test_your_data_offers_everybody(open_page: OpenPage, downloads: Downloads) -> None:
    page = open_page("your_data")
    assert [button.label for button in page.download_button] == ["Export the interview log", CSV, VCARD]
    assert [names_in(offered()) for offered in downloads[-2:]] == [["Amara Obi", "Bo Lind", "Cleo Ash"]] * 2


def test_where_people_sign_in_contacts_are_handed_out_by_ticket(
    signed_in_as: Callable[[str], Guest], downloads: Downloads
) -> None:
    ben = signed_in_as(an_account("Ben"))
    actor = actor_of(ben.cookies)
    assert actor
    fill(store().workspace(actor))
    ben.opens("contacts")
    for words, kind in ((CSV, "text/csv"), (VCARD, "text/vcard")):
        assert names_in(taken(ben.clicks(words).hands_over(), kind)) == ["Amara Obi", "Bo Lind"]
    ben.chooses("Search", "obi")
    assert names_in(taken(ben.clicks(VCARD).hands_over(), "text/vcard")) == ["Amara Obi"]
    ben.opens("your_data")
    assert names_in(taken(ben.clicks(CSV).hands_over(), "text/csv")) == ["Amara Obi", "Bo Lind", "Cleo Ash"]
    assert list(ben.get("download_button")) == []
    assert downloads == []


def taken(answer: Answer, kind: str) -> bytes:
    assert answer.status == 200
    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    return answer.body
