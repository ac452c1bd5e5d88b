"""People from a file: all of them or none, and nobody twice."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from lib.domain.commands import AddContact, ImportContacts, ImportedContact
from lib.domain.errors import NothingToUndoError
from lib.domain.vocabulary import Tie
from lib.store.workspace import Receipt, Workspace
from tests.cast import a_contact, only

LINK = "https://www.linkedin.com/in/kim"


def _imported(workspace: Workspace, *people: dict[str, Any]) -> Receipt:
    told = tuple(ImportedContact(**{"name": "Kim Ruiz", **person}) for person in people)
    return workspace.do(ImportContacts(source="linkedin", contacts=told))


def test_people_come_in_as_the_file_tells_them(workspace: Workspace) -> None:
    _imported(workspace, {"profile_url": LINK, "position": "Nurse", "connected_on": date(2019, 5, 4)})

    kim = only(workspace.snapshot().contacts)
    assert (kim.name, kim.position, kim.profile_url) == ("Kim Ruiz", "Nurse", LINK)
    assert (kim.connected_on, kim.source, kim.tie, kim.tags) == (
        pd.Timestamp(2019, 5, 4),
        "linkedin",
        Tie.ACQUAINTANCE,
        [],
    )


def test_a_file_read_twice_changes_nothing(workspace: Workspace) -> None:
    people = [{"profile_url": f"{LINK}-{number}"} for number in range(300)]
    _imported(workspace, *people)
    before = workspace.snapshot()

    assert _imported(workspace, *people).number is None
    assert workspace.snapshot() is before
    assert len(before.contacts) == 300


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"profile_url": LINK}, {"name": "Kim R.", "profile_url": "http://linkedin.com/in/KIM/"}),
        ({"email": "kim@example.org"}, {"name": "Kim R.", "email": "Kim@example.org"}),
        ({"organisation": "Clinic"}, {"name": "KIM RUIZ", "organisation": "clinic"}),
    ],
    ids=["link", "email", "name"],
)
def test_a_person_is_known_again(workspace: Workspace, known: dict[str, Any], told: dict[str, Any]) -> None:
    a_contact(workspace, "Kim Ruiz", **known)

    _imported(workspace, {"position": "Nurse", **told})

    kim = only(workspace.snapshot().contacts)
    assert (kim.name, kim.position) == ("Kim Ruiz", "Nurse")


def test_what_was_typed_by_hand_is_not_overwritten(workspace: Workspace) -> None:
    a_contact(workspace, "Kim", profile_url=LINK, organisation="My words", notes="mine")

    _imported(workspace, {"profile_url": LINK, "organisation": "Their words", "email": "kim@example.org"})

    kim = only(workspace.snapshot().contacts)
    assert (kim.organisation, kim.email, kim.notes) == ("My words", "kim@example.org", "mine")


def test_one_person_twice_in_a_file_is_one(workspace: Workspace) -> None:
    _imported(
        workspace, {"profile_url": LINK}, {"profile_url": LINK, "position": "Nurse"}, {"profile_url": f"{LINK}-2"}
    )

    assert len(workspace.snapshot().contacts) == 2


def test_an_address_that_a_row_has_filled_in_is_known_to_the_next_row(workspace: Workspace) -> None:
    a_contact(workspace, "Kim Ruiz", profile_url=LINK)

    _imported(workspace, {"profile_url": LINK, "email": "kim@example.org"}, {"email": "kim@example.org"})

    assert only(workspace.snapshot().contacts).email == "kim@example.org"


def test_an_import_is_taken_back_whole_with_what_it_added_to_known_people(workspace: Workspace) -> None:
    for name in ("Ada", "Ben", "Cleo"):
        a_contact(workspace, name, profile_url=f"{LINK}-{name}", position="Nurse")
    before = workspace.snapshot().contacts

    receipt = _imported(
        workspace,
        {"name": "Ada", "profile_url": f"{LINK}-Ada", "position": "Midwife", "notes": "new"},
        {"name": "Ada", "profile_url": f"{LINK}-Ada", "email": "ada@example.org", "position": "Doctor"},
        {"name": "Ben", "profile_url": f"{LINK}-Ben", "email": "ben@example.org"},
        *({"name": f"N {number}", "profile_url": f"{LINK}-{number}"} for number in range(2_500)),
    )

    after = workspace.snapshot().contacts
    assert len(after) == 2_503
    ada = after.set_index("name").loc["Ada"]
    assert (ada["email"], ada["position"], ada["notes"]) == ("ada@example.org", "Nurse", "new")
    assert ada["also"] == {"position": ["Midwife", "Doctor"]}
    assert list(after["version"].head(3)) == [2, 2, 1]
    workspace.undo(receipt.number or 0)
    restored = workspace.snapshot().contacts
    pd.testing.assert_frame_equal(restored.drop(columns="version"), before.drop(columns="version"))
    assert list(restored["version"]) == [3, 3, 1]


def test_an_import_that_somebody_else_stands_on_by_now_stays(workspace: Workspace) -> None:
    receipt = _imported(workspace, {"name": "Ada"}, {"name": "Ben"})
    ada = workspace.snapshot().contacts.set_index("name").loc["Ada", "id"]
    a_contact(workspace, "Cleo", introducer_id=ada)

    with pytest.raises(NothingToUndoError):
        workspace.undo(receipt.number or 0)

    assert len(workspace.snapshot().contacts) == 3


def test_two_of_one_name_are_told_apart_by_their_links(workspace: Workspace) -> None:
    _imported(workspace, {"profile_url": f"{LINK}-1"}, {"profile_url": f"{LINK}-2"})

    assert len(workspace.snapshot().contacts) == 2


def test_an_import_is_all_or_nothing(workspace: Workspace) -> None:
    before = workspace.snapshot()
    people = ImportContacts(source="linkedin", contacts=(ImportedContact(name="Kim"),))

    with pytest.raises(Exception, match="not here any more"):
        workspace.do_all([people, AddContact(name="Lin", introducer_id="nobody")])

    assert workspace.snapshot() is before


def test_an_empty_file_changes_nothing(workspace: Workspace) -> None:
    assert _imported(workspace).number is None
