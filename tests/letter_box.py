"""A real mail server on this machine, for the tests: it keeps what comes in."""

from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.browser.servers import free_port


class LetterBox:
    """What came in at a port, in order."""

    def __init__(self) -> None:
        self.port = free_port()
        self.letters: list[Envelope] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail."""
        self.letters.append(envelope)
        return "250 OK"


@contextmanager
def opened_letter_box() -> Iterator[LetterBox]:
    """Give a mail server that runs as long as the block lasts."""
    box = LetterBox()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
