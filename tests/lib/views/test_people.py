"""Contacts, searched and filtered, and one person's story."""

from datetime import timedelta

import pytest

from lib.domain import commands
from lib.domain.vocabulary import Step, Tie
from lib.method.labels import label
from lib.store.workspace import Workspace
from lib.views.people import Filters, all_tags, found_people, names, story
from tests.cast import NOW, a_contact, a_goal, an_interview, asked, given_up, only


@pytest.fixture
def people(workspace: Workspace) -> Workspace:
    """A workspace with four people, one of them archived."""
    a_contact(workspace, "zoe Ek", organisation="Clinic", position="Nurse", tags=("choir", "Zumba"), tie=Tie.CLOSE)
    a_contact(workspace, "Amara Obi", organisation="City Bank", email="amara@example.org", notes="Likes Maps (old).")
    a_contact(workspace, "Bo", how_known="From the choir", tags=("school",))
    archived = a_contact(workspace, "Al", organisation="Clinic")
    workspace.do(commands.ArchiveContact(contact_id=archived))
    return workspace


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), ["Amara Obi", "Bo", "zoe Ek"]),
        (Filters(words="ZOE"), ["zoe Ek"]),
        (Filters(words="clinic"), ["zoe Ek"]),
        (Filters(words="nurse choir"), ["zoe Ek"]),
        (Filters(words="choir"), ["Bo", "zoe Ek"]),
        (Filters(words="amara@ex maps"), ["Amara Obi"]),
        (Filters(words="(old)."), ["Amara Obi"]),
        (Filters(words=".*"), []),
        (Filters(words="nobody", tags=("choir",)), []),
        (Filters(ties=(Tie.CLOSE, Tie.CURRENT)), ["zoe Ek"]),
        (Filters(tags=("choir",)), ["zoe Ek"]),
        (Filters(tags=("choir", "school")), ["Bo", "zoe Ek"]),
        (Filters(tags=("none",)), []),
        (Filters(archived=True), ["Al"]),
        (Filters(words="clinic", archived=True), ["Al"]),
    ],
)
def test_people_are_found_by_words_ties_and_tags(people: Workspace, filters: Filters, found: list[str]) -> None:
    frame = found_people(people.snapshot(), filters)
    assert list(frame["name"]) == found
    assert list(frame.columns) == list(people.snapshot().contacts.columns)


def test_nobody_is_found_where_nobody_is(workspace: Workspace) -> None:
    assert found_people(workspace.snapshot(), Filters(words="a", ties=("close",), tags=("choir",))).empty
    assert all_tags(workspace.snapshot()) == ()
    assert names(workspace.snapshot()) == {}


def test_words_are_not_found_across_two_fields(workspace: Workspace) -> None:
    a_contact(workspace, "Ana", organisation="Bank")
    assert found_people(workspace.snapshot(), Filters(words="anabank")).empty


def test_tags_in_use_are_in_alphabetical_order(people: Workspace) -> None:
    assert all_tags(people.snapshot()) == ("choir", "school", "Zumba")


def test_names_tell_people_apart_by_their_organisation(people: Workspace) -> None:
    assert list(names(people.snapshot()).values()) == ["Amara Obi, City Bank", "Bo", "zoe Ek, Clinic"]


def test_a_story_tells_what_happened_with_the_latest_first(workspace: Workspace) -> None:
    amara, bo = a_contact(workspace), a_contact(workspace, "Bo")
    first = asked(workspace, an_interview(workspace, contact_id=amara, happened_at=NOW), happened_at=NOW + timedelta(1))
    given_up(workspace, first, happened_at=NOW + timedelta(days=40))
    second = an_interview(workspace, contact_id=amara, happened_at=NOW + timedelta(days=300))
    asked(workspace, an_interview(workspace, contact_id=bo))

    told = story(workspace.snapshot(), amara)

    assert [moment.interview_id for moment in told] == [second, first, first, first, first]
    steps = (Step.CHOSEN, Step.CLOSED, Step.REQUEST_SENT, Step.DRAFTED, Step.CHOSEN)
    assert [moment.what for moment in told] == [label(step) for step in steps]
    assert [(moment.at - NOW).days for moment in told] == [300, 40, 1, 1, 0]


def test_what_was_undone_is_not_told(workspace: Workspace) -> None:
    chosen = workspace.do(commands.ChooseContact(goal_id=a_goal(workspace), contact_id=a_contact(workspace)))
    called_off = workspace.do(commands.CallOff(interview_id=chosen.subject_id))
    workspace.undo(called_off.number or 0)

    [moment] = story(workspace.snapshot(), only(workspace.snapshot().contacts).id)

    assert moment.what == label(Step.CHOSEN)


def test_somebody_new_has_no_story(workspace: Workspace) -> None:
    assert story(workspace.snapshot(), a_contact(workspace)) == ()


def test_a_search_needs_no_accents(workspace: Workspace) -> None:
    a_contact(workspace, "Ada Müller")
    assert list(found_people(workspace.snapshot(), Filters(words="muller"))["name"]) == ["Ada Müller"]
