"""A mail that somebody brought in, as it was read: who, when, about what, and what they wrote."""

from dataclasses import dataclass
from datetime import date, datetime

from lib.domain.errors import AskwellError


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """What was read; texts are tidied and cut to what the store keeps, and empty where nothing was found.

    `text` is what they wrote new, `whole` with what it quotes. `sent_at` has a time zone; None where the mail says
    nothing. `back_on` is when an automatic reply says that they are back, where that is sure. Of a mail that tells
    that another could not be delivered, `undelivered_to` are the addresses.
    """

    from_name: str = ""
    from_address: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    text: str = ""
    whole: str = ""
    message_id: str = ""
    is_automatic: bool = False
    back_on: date | None = None
    is_undelivered: bool = False
    undelivered_to: tuple[str, ...] = ()


class NoMailError(AskwellError):
    """What was given is no e-mail that can be read."""

    def __init__(self, sentence: str = "This is not an e-mail that can be read.") -> None:
        super().__init__(
            f"{sentence} In your mail program, save the mail as a file that ends in .eml and drop that here, or copy "
            "its text and paste it."
        )
