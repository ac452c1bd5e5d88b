"""What is next with one person stands on their page, whichever interview it lies in."""

from datetime import timedelta

from lib.domain import commands
from lib.domain.vocabulary import Reply
from lib.store.workspace import Workspace
from lib.views.next_with import next_with
from tests.cast import BERLIN, NOW, a_contact, an_interview, asked, replied, scheduled, talked


def next_words(workspace: Workspace, contact_id: str) -> str:
    item = next_with(workspace.snapshot(), contact_id, BERLIN, NOW + timedelta(days=1))
    return item.what if item else ""


def test_an_introducer_is_next_to_hear_how_it_went_and_the_introduced_to_be_thanked(workspace: Workspace) -> None:
    jo, bo = a_contact(workspace, "Jo Lind"), a_contact(workspace, "Bo")
    lee = a_contact(workspace, "Lee Park", introducer_id=jo)
    talked(
        workspace,
        scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, an_interview(workspace, contact_id=lee)))),
    )

    assert next_words(workspace, jo) == "Tell Jo Lind how it went with Lee Park"
    assert next_words(workspace, lee) == "Note what Lee Park told you"
    assert not next_words(workspace, bo)


def test_a_person_with_a_rhythm_is_next_without_an_interview(workspace: Workspace) -> None:
    bo = a_contact(workspace, "Bo", touch_every=30)
    assert next_words(workspace, bo) == "Get in touch with Bo"
    workspace.do(commands.EditContact(name="Bo", contact_id=bo, version=1, touch_every=0))
    assert not next_words(workspace, bo)
