"""A draft file opens in a mail program as it was written: one recipient, no header that nobody meant."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.domain.fields import clean_line, clean_text
from lib.domain.links import InvalidAddressError
from lib.exchange.mail_draft import eml_draft
from lib.exchange.told import one_line
from tests.script_corpus import EVERYTHING

_HEADERS = {"X-Unsent", "To", "From", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
_TEXTS = st.text(max_size=120) | st.text(st.sampled_from("ab ,;:<>()[]@\"\\'\r\n.=?_-é😀\u202eש"), max_size=200)


def _opened(draft: bytes) -> EmailMessage:
    opened = message_from_bytes(draft, policy=default)
    assert isinstance(opened, EmailMessage)
    return opened


def _name(draft: bytes, header: str) -> str:
    [(name, _)] = getaddresses([message_from_bytes(draft)[header]])
    return str(make_header(decode_header(name)))


@given(_TEXTS, _TEXTS, _TEXTS)
@example("Ann\r\nBcc: eve@evil.example", "Hi\r\nBcc: eve@evil.example\r\n\r\nbody", "\n.\nBcc: eve@evil.example")
@example('"Okafor, Dana" <eve@evil.example>, x', "=?utf-8?q?=0ABcc:_eve?=", EVERYTHING)
@example("a," * 90, "long word " * 19, "x" * 3_000)
def test_whatever_is_written_comes_through_and_adds_nothing(name: str, subject: str, body: str) -> None:
    draft = eml_draft(
        to_name=name,
        to_address="dana@example.org",
        subject=subject,
        body=body,
        from_name=name,
        from_address="ada@example.org",
    )

    opened = _opened(draft)
    assert sorted(opened.keys()) == sorted(_HEADERS)
    for header, address in (("To", "dana@example.org"), ("From", "ada@example.org")):
        assert [person.addr_spec for person in opened[header].addresses] == [address]
        assert _name(draft, header) == one_line(name)
    assert opened["Subject"] == clean_line(subject)
    assert opened.get_content().replace("\r\n", "\n") == clean_text(body)
    assert max(map(len, draft.split(b"\r\n"))) <= 998
    assert draft.count(b"\n") == draft.count(b"\r\n")


def test_a_draft_is_unsent_and_may_leave_sender_and_recipient_open() -> None:
    opened = _opened(eml_draft(to_name="Dana", to_address="", subject="Hello", body="Hi"))

    assert (opened["X-Unsent"], opened["To"], opened["From"]) == ("1", None, None)


def test_addresses_in_other_scripts_are_written_as_mail_programs_read_them() -> None:
    domain = eml_draft(to_name="Jörg", to_address="joerg@bücher.example", subject="", body="")
    unknown = eml_draft(to_name="Jörg", to_address="jörg@bücher.example", subject="", body="")

    assert b"<joerg@xn--bcher-kva.example>" in domain
    assert _opened(unknown)["To"] is None


@pytest.mark.parametrize("address", ["dana", "a@example.org, b@example.org", "a@example.org\r\nBcc: e@b.org", "a@b@c"])
def test_a_draft_to_no_single_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidAddressError, match="e-mail address"):
        eml_draft(to_name="Dana", to_address=address, subject="", body="")
