"""The mail with the link for a new pass phrase, by a real mail server."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import pytest

from lib.accounts.mail import can_mail, reset_mail, send_later
from lib.settings import Settings
from tests.browser.servers import free_port
from tests.letter_box import LetterBox, opened_letter_box


@pytest.fixture
def letter_box() -> Iterator[LetterBox]:
    """A mail server on this machine."""
    with opened_letter_box() as box:
        yield box


def mailing(port: int, **more: str) -> Settings:
    url = f"smtp://127.0.0.1:{port}?tls=no"
    given = {"smtp_url": url, "mail_from": "askwell@example.org", "address": "https://askwell.example.org/", **more}
    return Settings.model_validate(given)


def test_a_mail_goes_out_when_server_sender_and_address_are_set() -> None:
    assert can_mail(mailing(25))
    assert not any(can_mail(mailing(25, **{name: ""})) for name in ("smtp_url", "mail_from", "address"))


def test_the_link_arrives(letter_box: LetterBox) -> None:
    settings = mailing(letter_box.port)
    assert send_later(settings, reset_mail(settings, "ada@example.org", "a-token")).result(timeout=20)
    [letter] = letter_box.letters
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


def test_a_server_that_offers_no_encryption_gets_no_mail(letter_box: LetterBox) -> None:
    settings = mailing(letter_box.port, smtp_url=f"smtp://127.0.0.1:{letter_box.port}")
    assert not send_later(settings, reset_mail(settings, "ada@example.org", "a-token")).result(timeout=20)
    assert letter_box.letters == []


def test_a_line_break_in_an_address_makes_no_second_recipient() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        reset_mail(mailing(25), "ada@example.org\nBcc: ben@example.org", "a-token")
