"""The mail with the link for a new pass phrase, by a real mail server."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from lib.accounts.mail import can_mail, reset_mail, send_later
from lib.settings import Settings
from tests.browser.servers import free_port


class LetterBox:
    """Keeps what comes in."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail."""
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def letter_box() -> Iterator[tuple[LetterBox, int]]:
    """A mail server on this machine, and its port."""
    box = LetterBox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield box, int(controller.port)
    controller.stop()


def mailing(port: int, **more: str) -> Settings:
    url = f"smtp://127.0.0.1:{port}?tls=no"
    given = {"smtp_url": url, "mail_from": "askwell@example.org", "address": "https://askwell.example.org/", **more}
    return Settings.model_validate(given)


def test_a_mail_goes_out_when_server_sender_and_address_are_set() -> None:
    assert can_mail(mailing(25))
    assert not any(can_mail(mailing(25, **{name: ""})) for name in ("smtp_url", "mail_from", "address"))


def test_the_link_arrives(letter_box: tuple[LetterBox, int]) -> None:
    box, port = letter_box
    settings = mailing(port)
    assert send_later(settings, reset_mail(settings, "ada@example.org", "a-token")).result(timeout=20)
    [letter] = box.letters
    assert isinstance(letter.content, bytes)
    read = message_from_bytes(letter.content, policy=default)
    assert letter.rcpt_tos == ["ada@example.org"]
    assert read["From"] == "askwell@example.org"
    assert "https://askwell.example.org/?reset=a-token" in str(read.get_content())


def test_a_server_that_is_away_is_logged_without_addresses(caplog: pytest.LogCaptureFixture) -> None:
    settings = mailing(free_port())
    assert not send_later(settings, reset_mail(settings, "ada@example.org", "a-token")).result(timeout=20)
    assert "could not be sent" in caplog.text
    assert "ada@" not in caplog.text
    assert "a-token" not in caplog.text


def test_a_server_that_offers_no_encryption_gets_no_mail(letter_box: tuple[LetterBox, int]) -> None:
    box, port = letter_box
    settings = mailing(port, smtp_url=f"smtp://127.0.0.1:{port}")
    assert not send_later(settings, reset_mail(settings, "ada@example.org", "a-token")).result(timeout=20)
    assert box.letters == []


def test_a_line_break_in_an_address_makes_no_second_recipient() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        reset_mail(mailing(25), "ada@example.org\nBcc: ben@example.org", "a-token")
