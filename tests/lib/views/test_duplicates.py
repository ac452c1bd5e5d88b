"""Two records side by side: what each says, which stays, and what is proposed."""

from typing import Any

from lib.domain import commands
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Tie
from lib.store.workspace import Workspace
from lib.views.duplicates import Pair, certain_ones, counted, duplicates, pairs
from tests.cast import TODAY, a_contact, an_interview


def _pairs(snapshot: Snapshot) -> tuple[Pair, ...]:
    return pairs(snapshot, duplicates(snapshot), TODAY)


def _imported(workspace: Workspace, *people: dict[str, Any]) -> None:
    told = tuple(commands.ImportedContact(**person) for person in people)
    workspace.do(commands.ImportContacts(source="LinkedIn", contacts=told))


def test_both_sides_are_told_and_what_differs(workspace: Workspace) -> None:
    a_contact(
        workspace,
        "Dana Okafor",
        organisation="Acme",
        phone="0171 1234567",
        tags=("choir",),
        notes="Sings.",
        email="d@x.org",
    )
    a_contact(workspace, "Okafor, Dana", organisation="ACME Inc.", position="Nurse", phone="+49 171 1234567")

    [pair] = _pairs(workspace.snapshot())

    assert pair.is_certain
    assert pair.because == "The same phone number; the same employer; the same name."
    lines = {line.field: line for line in pair.lines}
    assert (lines["position"].kept, lines["position"].other) == ("", "Nurse")
    assert {line.field for line in pair.choices} == {"name", "organisation", "phone"}
    assert (lines["tags"].kept, lines["source"].kept) == ("choir", "Added by hand")


def test_the_record_with_more_in_it_stays(workspace: Workspace) -> None:
    bare = a_contact(workspace, "Dana Okafor", email="dana@x.org", position="Nurse")
    talked_to = a_contact(workspace, "D. Okafor", email="dana@x.org")
    an_interview(workspace, contact_id=talked_to)

    [pair] = _pairs(workspace.snapshot())

    assert (pair.kept.id, pair.other.id) == (talked_to, bare)
    assert pair.proposed == {"name"}


def test_what_was_said_by_hand_is_proposed_before_what_a_file_left_open(workspace: Workspace) -> None:
    _imported(workspace, {"name": "Robert Roe", "email": "r@x.org", "position": "Baker", "organisation": "Roe"})
    a_contact(workspace, "Bob Roe", email="r@x.org", tie=Tie.CLOSE, viewpoint=3)

    [pair] = _pairs(workspace.snapshot())

    assert pair.kept.name == "Robert Roe"
    assert pair.proposed == {"tie", "viewpoint"}


def test_at_once_nobody_is_merged_twice(workspace: Workspace) -> None:
    for _ in range(3):
        a_contact(workspace, "Dana Okafor", email="dana@x.org")
    a_contact(workspace, "Ines Hartwig", organisation="Acme")
    a_contact(workspace, "Ines Hartwig", organisation="Acme")
    found = duplicates(workspace.snapshot())

    assert len(found) == 4
    assert len(certain_ones(found, 20)) == 2
    assert len(certain_ones(found, 1)) == 1


def test_they_are_counted_and_left_out_once_told_apart(workspace: Workspace) -> None:
    one, other = (a_contact(workspace, "Dana Okafor") for _ in range(2))
    assert counted(workspace.snapshot()) == 1

    workspace.do(commands.KeepApart(contact_id=one, other_id=other))

    assert counted(workspace.snapshot()) == 0
