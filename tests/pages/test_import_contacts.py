"""Bringing people in from a file, on the pages that offer it."""

import pytest

from lib.exchange.columns import NoNameColumnError
from lib.exchange.csv_text import EmptyFileError
from lib.exchange.linkedin_archive import NoConnectionsError
from lib.store.workspace import Workspace
from lib.ui.safe_text import md_escape
from tests.cast import a_contact, a_goal
from tests.contact_files import zip_of
from tests.linkedin_files import connections_csv, linkedin_file
from tests.pages.visitor import OpenPage, Visitor

_PERSON = ("Lee", "Park", "https://www.linkedin.com/in/lee", "lee@example.org", "City Hospital", "Nurse", "05 Mar 2024")


def _given(page: Visitor, content: bytes, name: str = "Connections.csv") -> Visitor:
    page.file_uploader[0].upload(name, content, "text/csv")
    return page.runs()


def test_a_file_is_looked_at_before_its_people_come_in(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    page = open_page("choose").follows("Upload a file")

    page = _given(page, connections_csv(30))

    assert page.shows("**30 new** · 0 you already have · 0 lines to look at")
    assert ada.snapshot().contacts.empty
    page.clicks("Bring 30 people in")
    assert len(ada.snapshot().contacts) == 30
    assert page.told() == ["30 people are on your list now."]
    assert not page.shows("lines to look at")
    page.clicks("Undo")
    assert ada.snapshot().contacts.empty


def test_a_hasty_second_click_brings_them_in_once(open_page: OpenPage, ada: Workspace) -> None:
    page = _given(open_page("contacts", upload="yes"), connections_csv(30))

    page.clicks("Bring 30 people in", twice=True)

    assert len(ada.snapshot().contacts) == 30


def test_the_same_file_twice_brings_nobody_in_twice(open_page: OpenPage, ada: Workspace) -> None:
    page = _given(open_page("contacts", upload="yes"), connections_csv(30)).clicks("Bring 30 people in")

    _given(page.clicks("Upload a file"), connections_csv(30))

    assert page.shows("**0 new** · 30 you already have · 0 lines to look at")
    page.clicks("Fill in what is missing")
    assert len(ada.snapshot().contacts) == 30


def test_what_was_typed_by_hand_is_not_overwritten(open_page: OpenPage, ada: Workspace) -> None:
    a_contact(ada, "Lee Park", email="lee@example.org", position="Head nurse")
    page = _given(open_page("contacts", upload="yes"), linkedin_file([_PERSON]))

    page.clicks("Fill in what is missing")

    lee = ada.snapshot().contacts.iloc[0]
    assert (lee["position"], lee["organisation"]) == ("Head nurse", "City Hospital")


def test_broken_rows_are_listed_and_the_good_ones_come_in(open_page: OpenPage, ada: Workspace) -> None:
    page = _given(
        open_page("contacts", upload="yes"), linkedin_file([_PERSON, ("", "", "", "", "", "", ""), ("Jo", "Bo")])
    )

    assert page.shows("**1 new** · 0 you already have · 1 line to look at")
    assert page.shows("- Line 7 has 2 cells where the heading has 7, so it was left out.")
    page.clicks("Bring 1 person in")
    assert list(ada.snapshot().contacts["name"]) == ["Lee Park"]


def test_many_broken_rows_are_listed_up_to_a_limit(open_page: OpenPage) -> None:
    page = _given(open_page("contacts", upload="yes"), linkedin_file([_PERSON, *[("Jo", "Bo")] * 60]))

    assert page.shows("… and 10 more.")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFileError()),
        (b"date,amount\r\n2026-10-05,12\r\n", NoNameColumnError()),
        (zip_of({"photo.txt": b"x"}), NoConnectionsError()),
    ],
    ids=["empty", "no names", "zip of something else"],
)
def test_a_file_that_can_not_be_read_is_refused_in_words(
    open_page: OpenPage, ada: Workspace, content: bytes, error: Exception
) -> None:
    page = _given(open_page("contacts", upload="yes"), content)

    assert page.told() == [md_escape(str(error))]
    assert not [button for button in page.button if button.label.startswith("Bring")]
    assert ada.snapshot().contacts.empty


def test_a_file_without_people_says_so(open_page: OpenPage) -> None:
    assert _given(open_page("contacts", upload="yes"), linkedin_file([])).told() == ["There is nobody in this file."]


def test_people_who_came_in_by_another_tab_meanwhile_are_known(open_page: OpenPage, ada: Workspace) -> None:
    here, there = (_given(open_page("contacts", upload="yes"), connections_csv(30)) for _ in range(2))
    there.clicks("Bring 30 people in")

    assert here.runs().shows("**0 new** · 30 you already have")
    assert len(ada.snapshot().contacts) == 30


_MEMBERS = b"Name;Was;Wo\r\nLee Park;Nurse;City Hospital\r\nJo Reyes;Teacher;Cedar School\r\n"


def test_columns_of_another_table_are_named_once_and_remembered(open_page: OpenPage, ada: Workspace) -> None:
    page = _given(open_page("contacts", upload="yes"), _MEMBERS, "members.csv")
    assert page.shows("Say what its columns hold.")

    page = page.types("“Was” is", "position").types("“Wo” is", "organisation")
    page.clicks("Bring 2 people in")

    people = ada.snapshot().contacts.sort_values("name")
    assert list(people["name"]) == ["Jo Reyes", "Lee Park"]
    assert list(people["organisation"]) == ["Cedar School", "City Hospital"]
    page = _given(open_page("contacts", upload="yes"), _MEMBERS.replace(b"Jo", b"Bo"), "members.csv")
    assert page.shows("As you chose it for the last file with these columns.")
    assert page.shows("**1 new** · 1 you already have")


def test_namesakes_are_told_and_can_be_left_out(open_page: OpenPage, ada: Workspace) -> None:
    a_contact(ada, "Lee Park", organisation="Harbour Bank", email="l.park@example.com")
    page = _given(open_page("contacts", upload="yes"), linkedin_file([_PERSON]))
    assert page.shows("**0 new** · 0 you already have · 1 unclear")
    assert page.shows("- Lee Park, Nurse, City Hospital")

    page = page.ticks("Leave the unclear one out")

    assert page.shows("Then nobody comes in.")
    page.ticks("Leave the unclear one out").clicks("Bring 1 person in")
    assert len(ada.snapshot().contacts) == 2
    assert page.told() == ["1 person is on your list now. 1 shares a name with somebody."]
    assert page.clicks("Perhaps the same person").headings()[0] == "Perhaps the same person"
