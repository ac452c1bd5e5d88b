"""The people of a file become one command, and are counted as the store will find them."""

from dataclasses import fields
from datetime import date
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.commands import ImportContacts, ImportedContact
from lib.domain.matching import KNOWN_BY
from lib.domain.snapshot import COLUMNS, Snapshot, typed_frame
from lib.domain.vocabulary import Tie
from lib.exchange.columns import read_by_columns
from lib.exchange.imports import ImportCounts, choice_of, import_command, remembered_columns, what_is_known
from lib.exchange.people import ReadPeople, ReadPerson
from lib.exchange.recognise import read_people
from lib.exchange.unknown_table import UnknownTable
from lib.store.actor import LOCAL
from lib.store.store import Store
from tests.cast import a_contact
from tests.linkedin_files import connections_csv

ADA: dict[str, Any] = {**dict.fromkeys(KNOWN_BY, ""), "name": "Ada Okoro", "organisation": "Heron Bay", "also": {}}


def holding(*people: dict[str, Any]) -> Snapshot:
    """Return what a workspace with these people holds, as far as it matters here."""
    frames: dict[str, Any] = {name: typed_frame(name, []) for name in COLUMNS}
    frames["contacts"] = pd.DataFrame([ADA | person for person in people], columns=list(ADA))
    return Snapshot(workspace_id="ada", revision=1, **frames)


def linkedin(count: int) -> ReadPeople:
    read = read_people(connections_csv(count))
    assert isinstance(read, ReadPeople)
    return read


def command(*people: dict[str, Any]) -> ImportContacts:
    return ImportContacts(source="LinkedIn", contacts=tuple(ImportedContact(**{**ADA, **person}) for person in people))


def test_each_person_is_brought_in_with_all_that_the_file_said() -> None:
    everything = ReadPerson(
        "Mary Ann Nguyễn",
        organisation="Blue Lantern Health",
        position="Nurse",
        email="mary@example.org",
        phone="+1 555 0100",
        profile_url="https://www.linkedin.com/in/mary",
        how_known="Choir",
        notes="one\ntwo",
        tags=("Choir",),
        also={"email": ("m@example.org",)},
        tie=Tie.CLOSE,
        connected_on=date(2024, 3, 5),
        last_spoke_on=date(2024, 3, 6),
        last_wrote_on=date(2024, 3, 7),
        own_employer="safe",
        connects=0,
        welcome=3,
        viewpoint=1,
        may_use_name=True,
        do_not_contact=True,
        archived=True,
        circle="school",
        key="1",
        introducer_key="2",
        line=5,
    )
    made = import_command(ReadPeople("LinkedIn", (everything, ReadPerson("Ben", line=6))))
    told = {field.name: getattr(everything, field.name) for field in fields(everything) if field.name != "line"}
    assert set(told) == set(ImportedContact.model_fields)
    assert made.source == "LinkedIn"
    assert made.contacts == (ImportedContact.model_validate(told), ImportedContact(name="Ben"))


def test_nobody_is_known_where_nobody_is_there() -> None:
    assert what_is_known(holding(), command({"name": "Ben"}, {"name": "Cora"})) == ImportCounts(new=2, known=0)


def test_a_person_is_known_by_a_link_in_another_spelling() -> None:
    there = holding({"profile_url": "https://www.linkedin.com/in/ada/"})
    assert what_is_known(there, command({"name": "A. O.", "profile_url": "https://de.linkedin.com/in/Ada"})).known == 1


def test_somebody_with_the_name_of_one_who_is_there_is_unclear() -> None:
    there = holding({"email": "ada@example.org"})
    counts = what_is_known(there, command({"name": "Ben"}, {"name": "Okoro Ada", "organisation": "Elsewhere"}))
    assert counts == ImportCounts(new=1, known=0, unclear=(1,))


def test_a_person_who_stands_twice_in_a_file_is_new_once() -> None:
    assert what_is_known(holding(), command({}, {})) == ImportCounts(new=1, known=1)


def test_the_counts_are_what_the_store_then_does(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    workspace = store.workspace(LOCAL)
    a_contact(workspace, "Somebody", profile_url="https://www.linkedin.com/in/invented-person-7")
    brought = import_command(linkedin(300))
    expected = what_is_known(workspace.snapshot(), brought)
    workspace.do(brought)
    assert expected == ImportCounts(new=299, known=1)
    assert len(workspace.snapshot().contacts) == 1 + expected.new + len(expected.unclear)
    assert what_is_known(workspace.snapshot(), brought) == ImportCounts(new=0, known=300)
    store.close()


def test_what_a_row_adds_is_known_to_the_rows_below_it_as_in_the_store(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    workspace = store.workspace(LOCAL)
    a_contact(workspace, "Ada Okoro", profile_url="https://www.linkedin.com/in/ada")
    link, mail = {"profile_url": "https://linkedin.com/in/ada"}, {"email": "ada@example.org"}
    brought = command({**link, **mail}, {**mail, "name": "Ada O.", "organisation": ""}, {"name": "Ben"})
    counts = what_is_known(workspace.snapshot(), brought)
    workspace.do(brought)
    assert len(workspace.snapshot().contacts) == 1 + counts.new + len(counts.unclear)
    assert counts.known == 2
    store.close()


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Ada", "ADA", "Ben", "Cora"])), st.lists(st.sampled_from(["Ada", "Cora", "Fay"])))
def test_everybody_in_the_file_is_new_known_or_unclear(there: list[str], file: list[str]) -> None:
    counts = what_is_known(holding(*({"name": name} for name in there)), command(*({"name": name} for name in file)))
    assert counts.new == len({name.casefold() for name in file} - {name.casefold() for name in there})
    assert counts.new + counts.known + len(counts.unclear) == len(file)


def test_columns_that_were_chosen_are_remembered_for_tables_with_the_same_headings(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    workspace = store.workspace(LOCAL)
    table, other = (read_people(f"{heading},Y\nAda,x\n".encode()) for heading in ("Name", "Kontakt"))
    assert isinstance(table, UnknownTable)
    assert isinstance(other, UnknownTable)
    assert remembered_columns(workspace.snapshot(), table) is None
    chosen = {"Name": "name", "Y": "tags"}
    workspace.do(import_command(read_by_columns(table, chosen), choice_of(table, chosen)))
    assert remembered_columns(workspace.snapshot(), table) == chosen
    assert remembered_columns(workspace.snapshot(), other) is None
    store.close()
