"""A letter of ours as a draft file (.eml): to whom it goes, and from whom."""

from typing import Any

from lib.domain.links import valid_email
from lib.domain.snapshot import Snapshot
from lib.exchange.mail_draft import eml_draft

MIME = "message/rfc822"


def draft_file(snapshot: Snapshot, message_id: str) -> bytes:
    """Return a message of ours as a file that mail programs open as a draft.

    One's own address is left out while it is none, as it may be half typed; the mail program puts in the right one.

    Raises:
        NotFoundError: where there is no such message.
    """
    message = snapshot.one("messages", message_id, "draft")
    interview = snapshot.one("interviews", message.interview_id, "interview")
    person = snapshot.one("contacts", message.to_contact_id or interview.contact_id, "person")
    me: Any = next(snapshot.profiles.itertuples(index=False))
    return eml_draft(
        to_name=person.name,
        to_address=valid_email(person.email) or "",
        subject=message.subject,
        body=message.body,
        from_name=me.full_name or me.name,
        from_address=valid_email(me.email) or "",
    )
