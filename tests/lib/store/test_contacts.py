"""Step 2 in the store: people, and how they fit a goal."""

from datetime import date, timedelta

import pandas as pd
import pytest

from lib.domain.commands import (
    AddContact,
    ArchiveContact,
    EditContact,
    InvalidInputsError,
    MarkDoNotContact,
    RateFit,
    RestoreContact,
    SaveContactNotes,
    SetStanding,
)
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import Standing, Tie
from lib.store.workspace import Workspace
from tests.cast import TODAY, Clock, a_contact, a_goal, only


def test_a_person_is_kept_as_they_were_typed(workspace: Workspace) -> None:
    jo = a_contact(workspace, "Jo")
    card = {"name": " Amara  Obi ", "email": "amara@Example.ORG", "profile_url": "example.org/amara", "tie": "shared"}
    more = {"tags": "choir, School,choir", "last_spoke_on": date(2020, 2, 29), "introducer_id": jo, "connects": 3}

    amara_id = workspace.do(AddContact.of(card, **more, today=TODAY)).subject_id

    amara = workspace.snapshot().one("contacts", amara_id, "person")
    assert (amara.name, amara.email, amara.profile_url) == (
        "Amara  Obi",
        "amara@example.org",
        "https://example.org/amara",
    )
    assert (amara.tie, amara.tags, amara.source) == (Tie.SHARED, ["choir", "School"], "hand")
    assert (amara.last_spoke_on, amara.introducer_id, amara.connects) == (pd.Timestamp(2020, 2, 29), jo, 3)


def test_a_form_says_for_every_field_what_does_not_hold() -> None:
    typed = {
        "name": "",
        "email": "amara at example",
        "profile_url": "javascript:alert(1)",
        "last_spoke_on": TODAY + timedelta(days=1),
        "connects": 7,
    }

    with pytest.raises(InvalidInputsError) as caught:
        AddContact.of(typed, today=TODAY)

    assert caught.value.problems == {
        "name": "Enter the name of the person you want to talk to.",
        "email": "This does not look like an e-mail address. Check the part before and after the @.",
        "profile_url": "This is not a link that can be opened. Paste one that starts with https://.",
        "last_spoke_on": "This day is still to come. Choose today or an earlier day.",
        "connects": "Please check this field.",
    }
    assert (str(caught.value), caught.value.field) == ("Enter the name of the person you want to talk to.", "name")


def test_what_is_written_about_a_person_can_be_changed(workspace: Workspace) -> None:
    amara = a_contact(workspace, email="old@example.org")

    workspace.do(EditContact(contact_id=amara, version=1, name="Amara", email="new@example.org", tags=("choir",)))

    person = only(workspace.snapshot().contacts)
    assert (person.name, person.email, person.tags, person.version) == ("Amara", "new@example.org", ["choir"], 2)


def test_nobody_introduces_themselves(workspace: Workspace) -> None:
    amara = a_contact(workspace)

    with pytest.raises(InvalidInputsError, match="Somebody else has to make the introduction"):
        EditContact.of({"name": "Amara", "introducer_id": amara}, contact_id=amara, version=1)


def test_notes_on_a_person_are_kept(workspace: Workspace) -> None:
    amara = a_contact(workspace)

    workspace.do(SaveContactNotes(contact_id=amara, version=1, text="Met at the fair.\nLikes maps."))

    assert only(workspace.snapshot().contacts).notes == "Met at the fair.\nLikes maps."


def test_a_person_can_be_archived_and_brought_back(workspace: Workspace, clock: Clock) -> None:
    amara = a_contact(workspace)

    workspace.do(ArchiveContact(contact_id=amara))
    clock.forward(days=1)

    assert workspace.do(ArchiveContact(contact_id=amara)).number is None
    assert only(workspace.snapshot().contacts).archived_at.date() == TODAY
    workspace.do(RestoreContact(contact_id=amara))
    assert only(workspace.snapshot().contacts).archived_at is pd.NaT


def test_a_wish_not_to_be_written_to_is_kept_and_can_be_taken_off(workspace: Workspace) -> None:
    amara = a_contact(workspace)

    workspace.do(MarkDoNotContact(contact_id=amara))
    assert only(workspace.snapshot().contacts).do_not_contact
    workspace.do(MarkDoNotContact(contact_id=amara, do_not_contact=False))

    assert not only(workspace.snapshot().contacts).do_not_contact


def test_a_fit_is_rated_and_set_aside_in_one_record(workspace: Workspace) -> None:
    goal, amara = a_goal(workspace), a_contact(workspace)

    workspace.do(RateFit(goal_id=goal, contact_id=amara, relevance=3))
    workspace.do(SetStanding(goal_id=goal, contact_id=amara, standing=Standing.NEVER))
    workspace.do(RateFit(goal_id=goal, contact_id=amara, relevance=0))

    fit = only(workspace.snapshot().fits)
    assert (fit.goal_id, fit.contact_id, fit.relevance, fit.standing) == (goal, amara, 0, Standing.NEVER)


def test_a_rating_can_be_left_to_a_guess_again(workspace: Workspace) -> None:
    goal, amara = a_goal(workspace), a_contact(workspace)
    workspace.do(RateFit(goal_id=goal, contact_id=amara, relevance=3))

    workspace.do(RateFit(goal_id=goal, contact_id=amara, relevance=None))

    assert only(workspace.snapshot().fits).relevance is pd.NA


@pytest.mark.parametrize(
    "command",
    [ArchiveContact(contact_id="none"), AddContact(name="Amara", introducer_id="none")],
    ids=["archived", "introducer"],
)
def test_a_person_who_is_not_there_is_reported(workspace: Workspace, command: ArchiveContact | AddContact) -> None:
    with pytest.raises(NotFoundError, match="This person is not here any more"):
        workspace.do(command)
