"""Contacts that were taken out come back into another workspace as they were, from either file."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.commands import ImportContacts, ImportedContact
from lib.domain.snapshot import Snapshot
from lib.exchange.contacts_csv import contacts_csv
from lib.exchange.imports import import_command, what_is_known
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from lib.exchange.vcard_writing import vcards
from lib.store.store import OWN, SAMPLE, Store
from lib.store.workspace import Workspace
from tests.cast import ADA, a_contact
from tests.lib.exchange.own_contacts import CARDS, a_card, as_read, workspace_of

WRITERS = [contacts_csv, vcards]
Writer = Callable[..., bytes]


def brought_in(workspace: Workspace, content: bytes) -> Snapshot:
    read = read_people(content)
    assert isinstance(read, ReadPeople)
    workspace.do(import_command(read))
    return workspace.snapshot()


def what_is_held(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return all contacts in the order of their circle, by which introducers are told: ids differ in each workspace."""
    circles = dict(zip(snapshot.contacts["id"], snapshot.contacts["circle"], strict=True))
    held = sorted(as_read(snapshot), key=lambda person: str(person["circle"]))
    return [person | {"key": "", "introducer_key": circles.get(person["introducer_key"])} for person in held]


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CARDS, min_size=1, max_size=3))
def test_what_went_out_comes_back_into_an_empty_workspace(
    sqlite_url: str, write: Writer, cards: list[dict[str, Any]]
) -> None:
    # Two who look alike in every way are two all the same.
    there = workspace_of([card | {"circle": str(place)} for place, card in enumerate([*cards, *cards[:1]])])
    store = Store(sqlite_url)
    try:
        store.remove(ADA, OWN)
        assert what_is_held(brought_in(store.workspace(ADA), write(there, archived=True))) == what_is_held(there)
    finally:
        store.close()


@pytest.mark.parametrize("write", WRITERS)
def test_the_same_file_twice_brings_nobody_in_twice(workspace: Workspace, write: Writer) -> None:
    content = write(workspace_of([a_card("Ada", email="a@example.org"), a_card("Bo", introducer=0)]))
    first = brought_in(workspace, content)
    again = brought_in(workspace, content)
    assert list(again.contacts["id"]) == list(first.contacts["id"])
    assert as_read(again) == as_read(first)


def test_an_introducer_may_stand_anywhere_in_the_file(workspace: Workspace) -> None:
    known = a_contact(workspace, "Cleo", email="cleo@example.org")
    people = [
        {"name": "Ada", "key": "a", "introducer_key": "b"},
        {"name": "Bo", "key": "b", "introducer_key": "c"},
        {"name": "Cleo", "key": "c", "email": "cleo@example.org", "introducer_key": "c"},
        {"name": "Di", "introducer_key": "nobody"},
    ]
    receipt = workspace.do(ImportContacts(source="a file", contacts=tuple(ImportedContact(**one) for one in people)))
    contacts = workspace.snapshot().contacts.set_index("name")
    assert dict(contacts["introducer_id"]) == {"Cleo": "", "Ada": contacts["id"]["Bo"], "Bo": known, "Di": ""}
    assert receipt.number
    workspace.undo(receipt.number)
    assert list(workspace.snapshot().contacts["name"]) == ["Cleo"]


def test_who_stands_in_a_file_twice_keeps_what_either_place_says(workspace: Workspace) -> None:
    cards = b"BEGIN:VCARD\nFN:Ada Bo\nEMAIL:a@example.org\n%s\nEND:VCARD\n"
    snapshot = brought_in(workspace, cards % b"TITLE:Nurse" + cards % b"TEL:030 1234")
    [person] = as_read(snapshot)
    assert (person["position"], person["phone"]) == ("Nurse", "030 1234")


@pytest.mark.parametrize("write", WRITERS)
def test_the_dry_run_counts_as_the_import_does(store: Store, write: Writer) -> None:
    there = workspace_of([a_card("Ada", email="a@example.org"), a_card("Ada", email="a@example.org"), a_card("Bo")])
    read = read_people(write(there))
    assert isinstance(read, ReadPeople)
    command = import_command(read)
    for workspace in (store.workspace(ADA), store.workspace(ADA, SAMPLE)):
        before = workspace.snapshot()
        counts = what_is_known(before, command)
        workspace.do(command)
        assert len(workspace.snapshot().contacts) - len(before.contacts) == counts.new + len(counts.unclear) == 3
        assert what_is_known(workspace.snapshot(), command).known == 3
