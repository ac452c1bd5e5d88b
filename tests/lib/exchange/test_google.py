"""Google Contacts' CSV comes in with the headings of today and the old ones, and with all its oddities."""

import pytest

from lib.exchange.csv_text import read_table
from lib.exchange.google import is_google, read_google
from lib.exchange.people import ReadPeople, ReadPerson
from tests.contact_files import GOOGLE_NEW, GOOGLE_OLD, OUTLOOK, OUTLOOK_CLASSIC, csv_of
from tests.linkedin_files import HEADING


def read(content: bytes) -> ReadPeople:
    table = read_table(content, is_google)
    assert table is not None
    return read_google(table)


def the_one(heading: tuple[str, ...], **values: str) -> ReadPerson:
    (person,) = read(csv_of(heading, [{"First Name": "Ada", "Given Name": "Ada", **values}])).people
    return person


def test_a_row_becomes_a_person_with_everything_that_is_of_use() -> None:
    ada = {
        "First Name": "Ada",
        "Middle Name": "N.",
        "Last Name": "Okafor",
        "Nickname": "Addie",
        "Organization Name": "Kestrel",
        "Organization Title": "Analyst",
        "Notes": "one\ntwo",
        "Labels": "* myContacts ::: Choir ::: * starred",
        "E-mail 1 - Label": "Home",
        "E-mail 1 - Value": "Ada@Example.org",
        "Phone 1 - Value": " +49 30 1234 ::: 0555 ",
        "Website 1 - Value": "example.org/blog",
        "Website 2 - Value": "https://www.linkedin.com/in/ada",
    }
    assert read(csv_of(GOOGLE_NEW, [ada])).people == (
        ReadPerson(
            "Ada N. Okafor",
            organisation="Kestrel",
            position="Analyst",
            email="Ada@example.org",
            phone="+49 30 1234",
            profile_url="https://www.linkedin.com/in/ada",
            notes="one\ntwo",
            tags=("Choir",),
            also={"name": ("Addie",), "phone": ("0555",), "profile_url": ("https://example.org/blog",)},
            line=2,
        ),
    )


def test_the_old_headings_are_read_with_their_numbered_organisations() -> None:
    values = {"Family Name": "Okafor", "Organization 1 - Name": "Kestrel", "Organization 1 - Title": "Analyst"}
    ada = the_one(GOOGLE_OLD, Name="Ada Okafor", **{"Group Membership": "* myContacts ::: Choir"}, **values)
    assert (ada.name, ada.organisation, ada.position, ada.tags) == ("Ada Okafor", "Kestrel", "Analyst", ("Choir",))


@pytest.mark.parametrize("heading", [("Language", "Photo"), ()])
def test_old_files_with_and_without_the_later_columns_are_read(heading: tuple[str, ...]) -> None:
    assert the_one((*GOOGLE_OLD, *heading)).name == "Ada"


def test_numbered_columns_may_be_of_any_number() -> None:
    numbered = [f"E-mail {number} - {what}" for number in range(1, 31) for what in ("Label", "Value")]
    values = {column: f"{number}@example.org" for number, column in enumerate(numbered) if column.endswith("Value")}
    ada = the_one((*GOOGLE_NEW[:17], *numbered), **values)
    assert ada.email == "1@example.org"
    assert len(ada.also["email"]) == 29


def test_the_address_that_google_marks_comes_first() -> None:
    values = {"E-mail 1 - Value": "old@example.org", "E-mail 2 - Label": "* Work", "E-mail 2 - Value": "a@example.org"}
    ada = the_one(GOOGLE_NEW, **values)
    assert (ada.email, ada.also["email"]) == ("a@example.org", ("old@example.org",))


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"Name Prefix": "Dr.", "Last Name": "Okafor", "Name Suffix": "Jr."}, "Dr. Ada Okafor Jr."),
        ({"Name Prefix": "Ms.", "Last Name": "Okafor"}, "Ada Okafor"),
        ({"First Name": "", "File As": "Okafor Ltd"}, "Okafor Ltd"),
        ({"First Name": "", "Nickname": "Addie"}, "Addie"),
        ({"First Name": "", "E-mail 1 - Value": "ada@example.org"}, "ada@example.org"),
    ],
)
def test_the_name_is_what_people_say(values: dict[str, str], name: str) -> None:
    assert the_one(GOOGLE_NEW, **values).name == name


def test_a_first_name_that_is_an_address_is_taken_as_one() -> None:
    ada = the_one(GOOGLE_NEW, **{"First Name": "ada@example.org"})
    assert (ada.name, ada.email) == ("ada@example.org", "ada@example.org")


def test_a_number_without_a_name_is_told_with_its_line() -> None:
    found = read(csv_of(GOOGLE_NEW, [{"Phone 1 - Value": "+1 555 0100"}, {"First Name": "Ada"}]))
    assert [person.name for person in found.people] == ["Ada"]
    assert [problem.sentence for problem in found.problems] == ["Line 2 has no name, so it was left out."]


def test_what_is_not_needed_stays_in_the_file_and_is_told_once() -> None:
    rows = [{"First Name": name, "Birthday": "1990-01-02", "Address 1 - Formatted": "1 High St"} for name in "ab"]
    assert read(csv_of(GOOGLE_NEW, rows)).not_taken == ("birthdays", "addresses")
    assert read(csv_of(GOOGLE_NEW, [{"First Name": "Ada", "Photo": " "}])).not_taken == ()


@pytest.mark.parametrize("heading", [HEADING, OUTLOOK, OUTLOOK_CLASSIC, ("Name", "E-mail")])
def test_other_headings_are_not_googles(heading: tuple[str, ...]) -> None:
    assert not is_google(heading)
