"""A forgotten pass phrase: the link goes by mail, and nobody learns who has an account."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from threading import Barrier

import pytest

from lib.accounts.audit import Deed
from lib.accounts.desk import AccountDesk
from lib.accounts.forgotten import mail_reset_link
from lib.accounts.mail import _OUTBOX
from lib.accounts.own_account import change_email, own_log
from lib.accounts.reset_links import use_reset_link
from lib.domain.errors import InvalidInputError, NotFoundError, TooManyTriesError
from tests.letter_box import LetterBox, opened_letter_box
from tests.lib.accounts.conftest import Configure
from tests.lib.accounts.people import ADDRESS, NEW_PHRASE, PHRASE, actor_of, begun, made, tried


@pytest.fixture
def letters(configure: Configure) -> Iterator[LetterBox]:
    """A mail server by which this site sends its mails."""
    with opened_letter_box() as box:
        configure(
            smtp_url=f"smtp://127.0.0.1:{box.port}?tls=no",
            mail_from="askwell@example.org",
            address="https://askwell.example.org",
        )
        yield box


def asked(desk: AccountDesk, name: str) -> None:
    mail_reset_link(desk, name, address=ADDRESS)
    # Both who carry mails out have to be free to meet here, so what was sent before has gone out.
    meeting = Barrier(2)
    for carrier in [_OUTBOX.submit(meeting.wait) for _ in range(2)]:
        carrier.result(timeout=20)


def token_in(box: LetterBox) -> str:
    content = box.letters[-1].content
    assert isinstance(content, bytes)
    found = re.search(r"\?reset=(\S+)", str(message_from_bytes(content, policy=default).get_content()))
    assert found is not None
    return found[1]


def test_a_name_that_is_an_address_gets_a_link_that_works_once(desk: AccountDesk, letters: LetterBox) -> None:
    made(desk, "ada@example.org")
    asked(desk, "Ada@example.org")
    token = token_in(letters)

    assert letters.letters[0].rcpt_tos == ["ada@example.org"]
    assert use_reset_link(desk, token, NEW_PHRASE, address=ADDRESS) == "ada@example.org"
    assert tried(desk, "ada@example.org", NEW_PHRASE).ticket
    with pytest.raises(InvalidInputError, match="used already"):
        use_reset_link(desk, token, PHRASE, address=ADDRESS)


def test_only_the_last_link_holds(desk: AccountDesk, letters: LetterBox) -> None:
    made(desk, "ada@example.org")
    asked(desk, "ada@example.org")
    first = token_in(letters)
    asked(desk, "ada@example.org")
    with pytest.raises(InvalidInputError, match="used already"):
        use_reset_link(desk, first, NEW_PHRASE, address=ADDRESS)


@pytest.mark.parametrize("name", ["nobody@example.org", "ada"])
def test_without_account_or_address_nothing_is_sent_or_said(desk: AccountDesk, letters: LetterBox, name: str) -> None:
    made(desk, "ada")
    asked(desk, name)
    assert letters.letters == []


def test_an_address_that_was_added_later_gets_the_link(desk: AccountDesk, letters: LetterBox) -> None:
    made(desk, "ada")
    actor = actor_of(desk, begun(desk))
    change_email(desk, actor, " ada@example.org ", PHRASE, address=ADDRESS)
    asked(desk, "ada")
    assert letters.letters[0].rcpt_tos == ["ada@example.org"]
    assert {Deed.EMAIL_CHANGED, Deed.RESET_LINK_MADE} <= {line.deed for line in own_log(desk, actor)}

    change_email(desk, actor, "", PHRASE, address=ADDRESS)
    asked(desk, "ada")
    assert len(letters.letters) == 1


def test_an_address_needs_the_pass_phrase_and_has_to_be_one(desk: AccountDesk, letters: LetterBox) -> None:
    assert letters
    made(desk, "ada")
    actor = actor_of(desk, begun(desk))
    with pytest.raises(InvalidInputError) as wrong:
        change_email(desk, actor, "ada@example.org", "not my pass phrase", address=ADDRESS)
    with pytest.raises(InvalidInputError) as none:
        change_email(desk, actor, "ada@", PHRASE, address=ADDRESS)
    assert (wrong.value.field, none.value.field) == ("pass_phrase", "email")


def test_nobody_floods_a_letter_box(desk: AccountDesk, letters: LetterBox) -> None:
    made(desk, "ada@example.org")
    for _ in range(3):
        asked(desk, "ada@example.org")
    with pytest.raises(TooManyTriesError):
        mail_reset_link(desk, "ada@example.org", address="203.0.113.9")
    assert len(letters.letters) == 3


def test_without_a_mail_server_there_is_no_such_way(desk: AccountDesk) -> None:
    with pytest.raises(NotFoundError):
        mail_reset_link(desk, "ada@example.org", address=ADDRESS)
