"""Contacts go out as a table that spreadsheets and other programs open, and come back without loss."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.exchange.contacts_csv import COLUMNS, contacts_csv
from lib.exchange.csv_text import read_table
from lib.exchange.google import is_google, read_google
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from tests.lib.exchange.own_contacts import CARDS, a_card, as_read, values_of, workspace_of

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "contacts-csv.md"


def read(content: bytes) -> ReadPeople:
    found = read_people(content)
    assert isinstance(found, ReadPeople)
    return found


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@settings(deadline=None, max_examples=60)
@given(st.lists(CARDS, max_size=4))
def test_what_went_out_comes_back_and_runs_nothing_meanwhile(cards: list[dict[str, Any]]) -> None:
    snapshot = workspace_of(cards)
    content = contacts_csv(snapshot, archived=True)
    people = read(content)
    assert people.problems == ()
    assert [values_of(person) for person in people.people] == as_read(snapshot)
    cells = [cell for row in rows_of(content) for cell in row.values()]
    assert not any(cell.lstrip(" \n").startswith(tuple("=+-@\t\r")) for cell in cells)


def test_every_column_is_documented_in_its_order() -> None:
    paper = DOCUMENTATION.read_text(encoding="utf-8")
    assert re.findall(r"^\| `([^`]+)` \|", paper, re.MULTILINE) == list(COLUMNS)


def test_pandas_reads_it_as_the_paper_says() -> None:
    card = a_card("Null", organisation="NA", phone="+49 0151", also={"phone": ["0049"]}, notes="one\n\ntwo")
    frame = pd.read_csv(io.BytesIO(contacts_csv(workspace_of([card]))), dtype="str", keep_default_na=False)
    row = frame.iloc[0]
    assert (row["First Name"], row["Organization Name"], row["Notes"]) == ("Null", "NA", "one\n\ntwo")
    assert (row["Phone 1 - Value"], row["Phone 2 - Value"]) == ("'+49 0151", "0049")


def test_a_program_that_reads_googles_file_finds_what_it_knows() -> None:
    further = {"email": ["two@example.org"], "name": ["Ama"]}
    card = a_card("Amara van der Obi", email="one@example.org", organisation="City Hospital", also=further)
    content = contacts_csv(workspace_of([card | {"tags": ["choir", "alumni"], "notes": "Tea", "position": "Nurse"}]))
    table = read_table(content, is_google)
    assert table
    [person] = read_google(table).people
    assert (person.name, person.organisation, person.position) == ("Amara van der Obi", "City Hospital", "Nurse")
    assert (person.email, person.also["email"], person.also["name"]) == (
        "one@example.org",
        ("two@example.org",),
        ("Ama",),
    )
    assert (person.tags, person.notes) == (("choir", "alumni"), "Tea")
    [row] = rows_of(content)
    assert (row["First Name"], row["Last Name"]) == ("Amara", "van der Obi")


def test_who_is_taken_out_may_be_chosen() -> None:
    cards = [a_card("Ada"), a_card("Bo", introducer=0), a_card("Cleo", archived=True), a_card("Di", introducer=2)]
    snapshot = workspace_of(cards)

    def names(*ids: str, archived: bool = False) -> list[str]:
        return [row["First Name"] for row in rows_of(contacts_csv(snapshot, ids or None, archived=archived))]

    assert names() == ["Ada", "Bo", "Di"]
    assert names(archived=True) == ["Ada", "Bo", "Cleo", "Di"]
    assert names("3", "0", "2") == ["Ada", "Di"]
    assert names("2", archived=True) == ["Cleo"]
    assert rows_of(contacts_csv(snapshot, [])) == []
    without_cleo = {row["First Name"]: row for row in rows_of(contacts_csv(snapshot))}
    assert without_cleo["Bo"]["introduced_by_key"] == without_cleo["Ada"]["key"]
    assert (without_cleo["Di"]["introduced_by_key"], without_cleo["Di"]["introduced_by"]) == ("", "Cleo")


def test_what_a_spreadsheet_made_of_it_is_read_still() -> None:
    content = contacts_csv(workspace_of([a_card("Jürgen", phone="+49 151", notes="a\nb"), a_card("Bo")]))
    rows = rows_of(content)
    kept = [column for column in reversed(COLUMNS) if " N " not in column and column != "key"] + ["Phone 1 - Value"]
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, kept, delimiter=";", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows([row | {"connects": "2.0", "do_not_contact": "TRUE"} for row in rows])
    people = read(target.getvalue().encode("cp1252"))
    assert people.problems == ()
    assert [(person.name, person.connects, person.do_not_contact) for person in people.people] == [
        ("Jürgen", 2, True),
        ("Bo", 2, True),
    ]
    assert (people.people[0].phone, people.people[0].notes) == ("+49 151", "a\nb")


def test_a_file_from_before_there_were_zones_and_rhythms_is_read_as_it_was() -> None:
    [row] = rows_of(contacts_csv(workspace_of([a_card("Amara", time_zone="Europe/Berlin", touch_every=90)])))
    older = {column: cell for column, cell in row.items() if column not in {"time_zone", "country", "touch_every"}}
    people = read(pd.DataFrame([older]).to_csv(index=False).encode())
    assert people.problems == ()
    [person] = people.people
    assert (person.name, person.time_zone, person.country, person.touch_every) == ("Amara", "", "", None)


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("tie", "friend", "has a tie that could not be read, so the person was kept without it."),
        ("last_spoke_on", "3/5/2026", "has a day that could not be read, so the person was kept without it."),
        ("viewpoint", "0", "has a number from 1 to 3 that could not be read, so the person was kept without it."),
        ("time_zone", "+02:00", "has a time zone that could not be read, so the person was kept without it."),
        ("touch_every", "-7", "has a number of days that could not be read, so the person was kept without it."),
        ("E-mail 1 - Value", "jo@", "has an e-mail address that could not be read, so the person was kept without it."),
        ("First Name", "", "has no name, so it was left out."),
        ("First Name", "x" * 201, "has a name of more than 200 characters, so it was left out."),
    ],
)
def test_what_somebody_broke_is_told(column: str, cell: str, told: str) -> None:
    [row] = rows_of(contacts_csv(workspace_of([a_card("Amara")])))
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, list(row))
    writer.writeheader()
    writer.writerow(row | {column: cell})
    assert [problem.sentence for problem in read(target.getvalue().encode()).problems] == [f"Line 2 {told}"]


def test_a_damaged_row_costs_only_itself() -> None:
    content = contacts_csv(workspace_of([a_card("Ada"), a_card("Bo"), a_card("Cleo")])).replace(
        b"\r\nBo,", b'\r\n"Bo"x,'
    )
    people = read(content + b",".join([b"x"] * 60))
    assert [person.name for person in people.people] == ["Ada", "Cleo"]
    assert [problem.line for problem in people.problems] == [3, 5]


def test_a_copied_row_does_not_take_the_place_of_the_first() -> None:
    content = contacts_csv(workspace_of([a_card("Ada"), a_card("Bo", introducer=0)]))
    people = read(content + content.splitlines(keepends=True)[1].replace(b"Ada", b"Ann"))
    assert [(person.name, person.key, person.introducer_key) for person in people.people] == [
        ("Ada", "0", ""),
        ("Bo", "1", "0"),
        ("Ann", "", ""),
    ]
