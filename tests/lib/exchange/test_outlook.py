"""Outlook's CSV comes in, and nobody's job becomes “Ms”."""

import pytest

from lib.exchange.csv_text import read_table
from lib.exchange.outlook import is_outlook, read_outlook
from lib.exchange.people import ReadPeople, ReadPerson
from tests.contact_files import GOOGLE_NEW, GOOGLE_OLD, OUTLOOK, OUTLOOK_CLASSIC, csv_of
from tests.linkedin_files import HEADING


def read(content: bytes) -> ReadPeople:
    table = read_table(content, is_outlook)
    assert table is not None
    return read_outlook(table)


def test_a_row_becomes_a_person_with_everything_that_is_of_use() -> None:
    ada = {
        "First Name": "Ada",
        "Last Name": "Okafor",
        "Title": "Ms.",
        "Job Title": "Analyst",
        "Company": "Kestrel",
        "E-mail Address": "ada@example.org",
        "E-mail 2 Address": "a@example.com",
        "Home Phone": "030 1",
        "Mobile Phone": "0170 1",
        "Home Fax": "030 2",
        "Personal Web Page": "example.org",
        "Notes": "two\nlines",
        "Birthday": "1/2/1990",
        "Home City": "Berlin",
        "Nickname": "Addie",
    }
    found = read(csv_of(OUTLOOK, [ada]))
    assert found.people == (
        ReadPerson(
            "Ada Okafor",
            organisation="Kestrel",
            position="Analyst",
            email="ada@example.org",
            phone="0170 1",
            profile_url="https://example.org",
            notes="two\nlines",
            also={"name": ("Addie",), "email": ("a@example.com",), "phone": ("030 1",)},
            line=2,
        ),
    )
    assert found.not_taken == ("birthdays", "addresses", "fax numbers")


def test_who_referred_somebody_is_how_one_knows_them() -> None:
    ada = {"First Name": "Ada", "Referred By": "Ben Brown", "Categories": "Choir; Work", "Title": "Dr."}
    (person,) = read(csv_of(OUTLOOK_CLASSIC, [ada])).people
    assert (person.name, person.how_known, person.tags) == ("Dr. Ada", "Referred by Ben Brown", ("Choir", "Work"))
    assert person.position == ""


@pytest.mark.parametrize("heading", [HEADING, GOOGLE_NEW, GOOGLE_OLD, ("First Name", "E-mail Address")])
def test_other_headings_are_not_outlooks(heading: tuple[str, ...]) -> None:
    assert not is_outlook(heading)
