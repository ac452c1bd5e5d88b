"""Any other table is shown with a guess at its columns, and read by the columns that a person names."""

from collections.abc import Sequence
from datetime import date

import pytest

from lib.domain.commands.contacts import ColumnChoice
from lib.exchange.columns import FIELDS, NoNameColumnError, UnknownColumnError, read_by_columns
from lib.exchange.people import ReadPerson
from lib.exchange.recognise import read_people
from lib.exchange.unknown_table import UnknownTable
from tests.contact_files import csv_rows


def table(*rows: Sequence[str]) -> UnknownTable:
    found = read_people(csv_rows(rows))
    assert isinstance(found, UnknownTable)
    return found


@pytest.mark.parametrize(
    ("heading", "guesses"),
    [
        ("Name,Company,Job Title,Email", "name,organisation,position,email"),
        ("Company,Title,List,Date Applied", "organisation,position,,"),
        ("Employer,Job Title,List,Contact Name", "organisation,position,,name"),
        ("Company Name,Job Title,Status,Contact", "organisation,position,,name"),
        ("Application Date,Company Name,Job Title,E-Mail", ",organisation,position,email"),
        ("Vorname,Name,Firma,E-Mail-Adresse", "first_name,last_name,organisation,email"),
        ("Prénom,Nom,Entreprise,Courriel", "first_name,last_name,organisation,email"),
        ("FIRST_NAME,LAST_NAME,E-mail 1,E-mail 2", "first_name,last_name,email,email"),
        ("Title,First Name,Last Name,Job Title", ",first_name,last_name,position"),
        ("Full name,LinkedIn URL,How we met,Last contacted", "name,profile_url,how_known,last_spoke_on"),
    ],
)
def test_columns_are_guessed_by_the_words_that_people_and_programs_use(heading: str, guesses: str) -> None:
    headings = heading.split(",")
    found = table(headings, ["x", "x", "", ""])
    expected = {name: field for name, field in zip(headings, guesses.split(","), strict=True) if field}
    assert (found.headings, found.guesses) == (tuple(headings), expected)


def test_a_title_that_says_mr_or_ms_is_no_position() -> None:
    assert table(["Title", "Name"], ["Ms.", "Ada"], ["Mr", "Ben"]).guesses == {"Name": "name"}


def test_without_headings_columns_go_by_their_place_and_are_guessed_by_what_is_in_them() -> None:
    rows = [
        ["Ada", "Okafor", "Kestrel Inc", "ada@example.org", "+49 30 123456", "https://www.linkedin.com/in/ada"],
        ["Ben", "Brückner", "Harbour", "", "030 / 99 88 77 6", ""],
    ]
    found = table(*rows)
    assert found.headings == tuple(f"Column {number}" for number in range(1, 7))
    assert list(found.guesses.values()) == ["first_name", "last_name", "email", "phone", "profile_url"]
    assert found.preview == tuple(map(tuple, rows))
    assert [person.line for person in read_by_columns(found, found.guesses).people] == [1, 2]


def test_whole_names_are_guessed_where_no_heading_is() -> None:
    assert table(["Ada Okafor", "ada@example.org"], ["Ben", "b@example.org"]).guesses["Column 1"] == "name"


def test_a_heading_of_unknown_words_is_known_by_the_rows_below_it() -> None:
    found = table(["Ki", "Kapcsolat"], ["Ada Okafor", "ada@example.org"], ["Ben", "b@example.org"])
    assert (found.headings, found.guesses) == (("Ki", "Kapcsolat"), {"Kapcsolat": "email"})


def test_a_heading_below_a_title_is_found() -> None:
    found = table(["My network"], ["", ""], ["Name", "Firma"], ["Ada", "Kestrel"])
    assert (found.headings, found.preview) == (("Name", "Firma"), (("Ada", "Kestrel"),))


def test_headings_that_are_there_twice_or_empty_get_names_of_their_own() -> None:
    found = table(["Name", "Email", "Email", "", ""], ["Ada", "a@example.org", "b@example.org", "x", "y"])
    assert found.headings == ("Name", "Email", "Email (2)", "Column 4", "Column 5")
    (ada,) = read_by_columns(found, found.guesses).people
    assert (ada.email, ada.also) == ("a@example.org", {"email": ("b@example.org",)})


def test_the_signature_is_that_of_the_headings_alone() -> None:
    one, other = table(["Name", "Firma"], ["Ada", "x"]), table(["name ", "FIRMA"], ["Ben", "y"], ["Cy", "z"])
    assert one.signature == other.signature != table(["Firma", "Name"], ["x", "Ada"]).signature
    assert ColumnChoice(signature=one.signature, columns={"Name": "name"}).signature == one.signature


def test_people_are_read_by_the_columns_that_were_named() -> None:
    heading = ["Who", "Where", "Then", "Labels", "Words", "More", "Shoe size"]
    found = table(heading, ["Ada Okafor", "Kestrel", "2024-03-05", "a; b,c", "Choir", "Two\nlines", "39"], ["Ben"])
    fields = ["name", "organisation", "last_spoke_on", "tags", "how_known", "notes"]
    read = read_by_columns(found, dict(zip(heading, fields, strict=False)))
    assert read.people == (
        ReadPerson(
            "Ada Okafor",
            organisation="Kestrel",
            last_spoke_on=date(2024, 3, 5),
            tags=("a", "b", "c"),
            how_known="Choir",
            notes="Two\nlines",
            line=2,
        ),
        ReadPerson("Ben", line=4),
    )
    assert (read.problems, read.not_taken) == ((), ("Shoe size",))


def test_a_row_longer_than_the_heading_is_told_and_not_taken_over_shifted() -> None:
    found = table(["Name", "Firma"], ["Okafor", "Ada", "Kestrel"], ["Ben", "Harbour"], ["Cy", "Cork"])
    read = read_by_columns(found, found.guesses)
    assert [person.name for person in read.people] == ["Ben", "Cy"]
    assert [problem.sentence for problem in read.problems] == [
        "Line 2 has 3 cells where the heading has 2, so it was left out."
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "Null", "NA", "None", "nan"])
def test_what_looks_like_a_formula_or_like_nothing_is_a_name(text: str) -> None:
    found = table(["Name", "Firma"], [text, text])
    (person,) = read_by_columns(found, found.guesses).people
    assert (person.name, person.organisation) == (text, text)


@pytest.mark.parametrize(
    "text", ["\u202dAda\u202c Okafor", "\u2068Ada Okafor\u2069", "Ada\u200b Okafor\u200f", "\ufeffAda Okafor"]
)
def test_unseen_marks_are_kept_out_of_names(text: str) -> None:
    found = table(["Name", "Phone"], [text, "\u202a+49 30 123456\u202c"])
    (person,) = read_by_columns(found, found.guesses).people
    assert (person.name, person.phone) == ("Ada Okafor", "+49 30 123456")


def test_a_table_without_a_column_for_names_needs_one() -> None:
    found = table(["Company", "Title", "List"], ["Kestrel", "Nurse", "Wishlist"])
    with pytest.raises(NoNameColumnError, match="which column holds the names"):
        read_by_columns(found, found.guesses)


@pytest.mark.parametrize("choice", [{"Elsewhere": "name"}, {"Name": "shoe_size"}])
def test_a_choice_that_does_not_fit_is_refused(choice: dict[str, str]) -> None:
    with pytest.raises(UnknownColumnError, match="does not fit"):
        read_by_columns(table(["Name", "Firma"], ["Ada", "x"]), choice)


def test_every_field_can_be_remembered() -> None:
    assert ColumnChoice.model_validate({"signature": "x", "columns": {field: field for field in FIELDS}})


def test_a_title_above_the_headings_is_nobody() -> None:
    found = table(
        ["Alumni list 2024"],
        ["Full name of alumna", "Now at", "Reach"],
        ["Ada Okafor", "Kestrel", "ada@example.org"],
        ["Ben Brown", "Harbour", "b@example.org"],
    )
    assert found.headings == ("Full name of alumna", "Now at", "Reach")
    assert found.guesses == {"Full name of alumna": "name", "Reach": "email"}
    assert [person.name for person in read_by_columns(found, found.guesses).people] == ["Ada Okafor", "Ben Brown"]
