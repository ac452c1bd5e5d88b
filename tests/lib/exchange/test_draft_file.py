"""A letter of ours as a draft file: to the right person, from oneself, and to nobody whom a text would like to add."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from lib.domain.commands import BeginDraft, SaveDraftBody, SaveProfileText
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import Channel, Purpose
from lib.exchange.draft_file import draft_file
from lib.store.workspace import Workspace
from tests.cast import a_contact, a_draft, an_interview, done

ODD = 'Zoë "Zo" <b>O\'Neil</b>\r\nBcc: eve@example.org \u202e\u05d0\u05d1 \U0001f642'


def _draft(workspace: Workspace, message_id: str) -> EmailMessage:
    return message_from_bytes(draft_file(workspace.snapshot(), message_id), policy=default)


def _about_me(workspace: Workspace, **texts: str) -> None:
    for version, (field, text) in enumerate(texts.items(), start=1):
        workspace.do(SaveProfileText.of({"field": field, "text": text}, version=version))


def test_a_draft_goes_from_oneself_to_the_contact(workspace: Workspace) -> None:
    _about_me(workspace, name="Ada", email="ada@example.org")
    contact_id = a_contact(workspace, ODD, email="zoe@example.org")
    message_id = a_draft(workspace, an_interview(workspace, contact_id=contact_id))
    workspace.do(SaveDraftBody(message_id=message_id, version=1, text=f"Dear Zoë,\n\n{ODD}"))

    draft = _draft(workspace, message_id)

    assert [address.addr_spec for address in draft["To"].addresses] == ["zoe@example.org"]
    assert (draft["From"], draft["Bcc"]) == ("Ada <ada@example.org>", None)
    assert draft["Subject"] == "A question about your work"
    assert "Bcc: eve@example.org" in draft.get_content()


def test_a_note_to_an_introducer_goes_to_them(workspace: Workspace) -> None:
    introducer = a_contact(workspace, "Jo Reyes", email="jo@example.org")
    begun = BeginDraft(
        interview_id=an_interview(workspace),
        purpose=Purpose.INTRODUCER,
        channel=Channel.EMAIL,
        to_contact_id=introducer,
        body="Thanks.",
    )
    assert _draft(workspace, done(workspace, begun))["To"] == "Jo Reyes <jo@example.org>"


def test_an_address_of_ones_own_that_is_half_typed_is_left_out(workspace: Workspace) -> None:
    _about_me(workspace, email="ada@exam")
    draft = _draft(workspace, a_draft(workspace, an_interview(workspace)))
    assert (draft["From"], draft["To"]) == (None, None)


def test_of_no_message_there_is_no_file(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        draft_file(workspace.snapshot(), "0123456789abcdef")
