"""The people of a file become one command, and are counted as the store will find them."""

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.commands import ImportContacts, ImportedContact
from lib.domain.matching import KnownPeople
from lib.domain.snapshot import COLUMNS, Snapshot, typed_frame
from lib.exchange.imports import ImportCounts, import_command, what_is_known
from lib.exchange.linkedin import LinkedInConnection, ReadConnections, read_connections
from lib.store.actor import LOCAL
from lib.store.store import Store
from tests.cast import a_contact
from tests.linkedin_files import connections_csv

ADA = {"name": "Ada Okoro", "organisation": "Heron Bay", "email": "", "profile_url": ""}


def holding(*people: dict[str, str]) -> Snapshot:
    """Return what a workspace with these people holds, as far as it matters here."""
    frames: dict[str, Any] = {name: typed_frame(name, []) for name in COLUMNS}
    frames["contacts"] = pd.DataFrame([ADA | person for person in people], columns=list(ADA), dtype="str")
    return Snapshot(workspace_id="ada", revision=1, **frames)


def command(*people: dict[str, str]) -> ImportContacts:
    return ImportContacts(source="LinkedIn", contacts=tuple(ImportedContact(**{**ADA, **person}) for person in people))


def test_each_connection_becomes_a_person_with_all_that_the_file_said() -> None:
    person = LinkedInConnection(
        "Mary Ann",
        "Nguyễn",
        organisation="Blue Lantern Health",
        position="Nurse",
        email="mary@example.org",
        profile_url="https://www.linkedin.com/in/mary",
        connected_on=date(2024, 3, 5),
        line=5,
    )
    made = import_command(ReadConnections((person,), ()))
    assert made.source == "LinkedIn"
    assert made.contacts == (
        ImportedContact(
            name="Mary Ann Nguyễn",
            organisation="Blue Lantern Health",
            position="Nurse",
            email="mary@example.org",
            profile_url="https://www.linkedin.com/in/mary",
            connected_on=date(2024, 3, 5),
        ),
    )


def test_the_source_can_be_another() -> None:
    assert import_command(ReadConnections((), ()), "Somewhere else") == ImportContacts(
        source="Somewhere else", contacts=()
    )


def test_nobody_is_known_where_nobody_is_there() -> None:
    assert what_is_known(holding(), command({"name": "Ben"}, {"name": "Cora"})) == ImportCounts(new=2, known=0)


def test_a_person_is_known_by_a_link_in_another_spelling() -> None:
    there = holding({"profile_url": "https://www.linkedin.com/in/ada/"})
    assert what_is_known(there, command({"name": "A. O.", "profile_url": "https://de.linkedin.com/in/Ada"})).known == 1


def test_a_person_is_known_by_an_address_in_another_case() -> None:
    there = holding({"email": "ada@example.org"})
    assert what_is_known(there, command({"name": "A. O.", "email": "ADA@EXAMPLE.ORG"})).known == 1


def test_a_name_decides_only_where_one_side_has_neither_link_nor_address() -> None:
    assert what_is_known(holding({}), command({"name": "ada okoro"})).known == 1
    assert what_is_known(holding({}), command({"email": "ada@example.org"})).known == 1
    assert what_is_known(holding({}), command({"organisation": "Elsewhere"})).new == 1
    with_address = holding({"email": "ada@example.org"})
    assert what_is_known(with_address, command({"email": "other.ada@example.org"})).new == 1
    nowhere = command({"name": "Ada", "organisation": "", "email": "ada@example.org"})
    assert what_is_known(holding({"name": "Ada", "organisation": ""}), nowhere).new == 1


def test_a_person_who_stands_twice_in_a_file_is_new_once() -> None:
    assert what_is_known(holding(), command({}, {})) == ImportCounts(new=1, known=1)


def test_who_came_first_under_a_key_stays() -> None:
    first, second = ({**ADA, "email": "ada@example.org", "position": position} for position in ("Nurse", "Analyst"))
    found = KnownPeople([first, second]).find(ImportedContact(name="Ada", email="ada@example.org"))
    assert found is first


def test_the_counts_are_what_the_store_then_does(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    workspace = store.workspace(LOCAL)
    a_contact(workspace, "Somebody", profile_url="https://www.linkedin.com/in/invented-person-7")
    brought = import_command(read_connections(connections_csv(300)))
    expected = what_is_known(workspace.snapshot(), brought)
    workspace.do(brought)
    assert expected == ImportCounts(new=299, known=1)
    assert len(workspace.snapshot().contacts) == 1 + expected.new
    assert what_is_known(workspace.snapshot(), brought) == ImportCounts(new=0, known=300)
    store.close()


@given(st.lists(st.sampled_from(["Ada", "ADA", "Ben", "Cora"])), st.lists(st.sampled_from(["Ada", "Cora", "Fay"])))
def test_everybody_in_the_file_is_either_new_or_known(there: list[str], file: list[str]) -> None:
    counts = what_is_known(holding(*({"name": name} for name in there)), command(*({"name": name} for name in file)))
    assert counts.new == len({name.casefold() for name in file} - {name.casefold() for name in there})
    assert counts.new + counts.known == len(file)
