"""A mail that was saved as a file is read, whichever program wrote it; whatever else is given gets one sentence."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.exchange.mail_bounds import MAX_BYTES
from lib.exchange.mail_reading import read_mail
from lib.exchange.received_mail import NoMailError, ReceivedMail
from tests.mail_files import APPLE, DEAR_LEE, OUTLOOK, THUNDERBIRD, UNDELIVERED, gmail

_SENT = datetime(2026, 10, 6, 7, 15, tzinfo=UTC)
_HEAD = b"From: Lee Park <lee@example.org>\r\nDate: Tue, 6 Oct 2026 09:15:00 +0200\r\n"


def test_gmail() -> None:
    read = read_mail(gmail())

    assert read == ReceivedMail(
        from_name="Lee Park",
        from_address="lee@example.org",
        to=("ada@example.com",),
        subject="Re: Twenty minutes?",
        sent_at=_SENT,
        text="Hi Ada,\n\nyes, gladly. Tuesday?\n\nLee",
        whole=read.whole,
        message_id="<CAF+1@mail.gmail.com>",
    )
    assert DEAR_LEE.split("\n")[2] in read.whole


def test_outlook_with_html_alone_in_an_encoding_of_its_own() -> None:
    read = read_mail(OUTLOOK)

    assert (read.from_name, read.from_address) == ("Jörg Müller", "Joerg.Mueller@klinik.example")
    assert read.subject == "AW: Zwanzig Minuten für eine Frage?"
    assert read.text == "Hallo Ada,\ngern, nächste Woche.\nJörg"
    assert read.message_id == "<AM0PR01MB0001ABCDEF@AM0PR01MB0001.eurprd01.prod.exchangelabs.com>"
    assert read.sent_at == _SENT


@pytest.mark.parametrize(
    "sender", ["=?iso-8859-1?Q?M=FCller=2C_J=F6rg?=", '"Müller, Jörg"', "=?utf-8?Q?=22M=C3=BCller=2C_J=C3=B6rg=22?="]
)
def test_a_name_with_a_comma_is_one_person_as_exchange_writes_it(sender: str) -> None:
    head = f"From: {sender} <joerg@klinik.example>\r\nDate: Tue, 6 Oct 2026 07:15:00 +0000\r\n\r\nJa"
    read = read_mail(head.encode())

    assert (read.from_name, read.from_address) == ("Müller, Jörg", "joerg@klinik.example")


@pytest.mark.parametrize("content", [APPLE, f"{len(APPLE)}\n".encode() + APPLE + b'<?xml version="1.0"?><plist/>'])
def test_apple_mail_and_its_own_file(content: bytes) -> None:
    read = read_mail(content)

    assert read.text == "Sure, Tuesday 😀\n\nSent from my iPhone"
    assert (read.sent_at, read.message_id) == (_SENT, "<6A1E@example.org>")


def test_thunderbird_with_the_answer_below_and_between() -> None:
    assert read_mail(THUNDERBIRD).text == (
        "Yes, and gladly, as it is what I did at the Charité for years.\n\nNo, Wednesday.\n\n--\nLee"
    )


def test_a_mail_without_a_day_has_the_one_on_which_it_came_in() -> None:
    received = b"Received: from a.example by b.example with ESMTPS id 1;\r\n\tTue, 6 Oct 2026 00:15:05 -0700 (PDT)\r\n"
    mail = b"From: lee@example.org\r\nSubject: Re\r\n" + received

    assert read_mail(mail + b"\r\nYes").sent_at == _SENT + timedelta(seconds=5)
    assert read_mail(mail.replace(b"2026", b"1826") + b"\r\nYes").sent_at is None
    assert read_mail(mail + b"Date: Tue, 6 Oct 2026 07:15:00 -0000\r\n\r\nYes").sent_at == _SENT


@pytest.mark.parametrize("subject", ["Fwd: Re: Twenty minutes?", "WG: Re: Twenty minutes?"])
def test_a_mail_that_was_passed_on_is_read_as_it_first_came(subject: str) -> None:
    inner = (
        "---------- Forwarded message ---------\nFrom: Lee Park <lee@example.org>\nDate: Mon, Oct 5, 2026 at 10:02 PM\n"
    )
    head = f"From: Ada <ada@example.com>\nDate: Tue, 6 Oct 2026 09:15:00 +0200\nSubject: {subject}\n\n"
    read = read_mail(f"{head}{inner}Subject: Re: Twenty minutes?\nTo: Ada <ada@example.com>\n\n\nYes.\n".encode())

    assert (read.from_address, read.subject, read.text) == ("lee@example.org", "Re: Twenty minutes?", "Yes.")
    assert read.sent_at == datetime(2026, 10, 5, 22, 2, tzinfo=timezone(timedelta(hours=2)))


def test_a_mail_attached_to_an_empty_one_is_the_mail() -> None:
    outer = b'From: ada@example.com\nTo: ada@example.com\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n'
    read = read_mail(outer + b"Content-Type: message/rfc822\n\n" + APPLE + b"\n--b--\n")

    assert (read.from_address, read.message_id) == ("lee@example.org", "<6A1E@example.org>")


def test_a_mail_with_something_new_above_what_is_passed_on_is_from_whoever_sent_it() -> None:
    read = read_mail(gmail("See below.", sender="Bo <bo@example.org>", subject="Fwd: Twenty"))

    assert (read.from_address, read.text) == ("bo@example.org", "See below.")


@pytest.mark.parametrize(
    ("headers", "subject", "text", "back"),
    [
        ({"Auto-Submitted": "auto-replied"}, "Re: Twenty", "Back on 12 October.", date(2026, 10, 12)),
        ({"X_Autoreply": "yes"}, "Re: Twenty", "Away.", None),
        ({"Precedence": "auto_reply"}, "Re: Twenty", "Away until 12.10.", date(2026, 10, 13)),
        ({"X_Auto_Response_Suppress": "DR, OOF, AutoReply"}, "Re: Twenty", "Away.", None),
        ({}, "Automatic reply: Twenty", "I return 2026-10-12.", date(2026, 10, 12)),
        ({}, "Re: Abwesenheitsnotiz: Zwanzig", "Bin am 12.10. wieder da.", date(2026, 10, 12)),
        ({}, "Re: Twenty", "Thank you for your email. I am out of the office until Monday.", date(2026, 10, 13)),
    ],
)
def test_an_automatic_reply_is_known_by_its_headers_or_words(
    headers: dict[str, str], subject: str, text: str, back: date | None
) -> None:
    read = read_mail(gmail(text, subject=subject, **headers))

    assert (read.is_automatic, read.back_on) == (True, back)


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ({"Auto-Submitted": "no"}, "Yes."),
        ({"Precedence": "list"}, "Yes."),
        ({}, "I am out of the office until Monday, but happy to talk then."),
        ({}, "Thank you for your message! Yes, and gladly. " + "About hospitals, there is much to say. " * 40),
    ],
)
def test_what_a_person_wrote_is_no_automatic_reply(headers: dict[str, str], text: str) -> None:
    read = read_mail(gmail(text, **headers))

    assert (read.is_automatic, read.back_on) == (False, None)


def test_a_mail_that_came_back_says_to_whom_it_could_not_be_delivered() -> None:
    read = read_mail(UNDELIVERED)

    assert (read.is_undelivered, read.undelivered_to, read.is_automatic) == (True, ("lee@example.org",), False)


def test_attachments_are_left_alone() -> None:
    attached = b'--b\r\nContent-Type: text/plain; name="a.txt"\r\nContent-Disposition: attachment\r\n\r\n'
    head = _HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    mail = head + attached + b"QUJD\r\n" * 2_000_000 + b"--b\r\nContent-Type: text/html\r\n\r\n<p>Yes.</p>\r\n--b--"

    assert read_mail(mail).text == "Yes."


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [
        *(("utf-8", "Café".encode()), ("windows-1252", "Café".encode("cp1252")), ("", "Café".encode("cp1252"))),
        *(("utf-8", "Café".encode("latin-1")), ("iso-8859-1", "Café".encode()[:3] + b"\xe9"), ("us-ascii", b"Caf\xe9")),
        *(("no-such-thing", "Café".encode()), ("idna", "Café".encode()), ("zip", "Café".encode())),
        *(("utf-16", "Café".encode("utf-16")), ("gb2312", "Café".encode("gb18030"))),
    ],
)
def test_any_encoding_is_read_and_a_wrong_one_is_found_out(charset: str, encoded: bytes) -> None:
    mail = _HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + encoded

    assert read_mail(mail).text == "Café"


@pytest.mark.parametrize("charset", ["unicode_escape", "raw-unicode-escape", "punycode", "utf-7"])
def test_an_encoding_that_is_no_mails_changes_nothing(charset: str) -> None:
    mail = _HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\nC:\\u0041-b9a".encode()

    assert read_mail(mail).text == "C:\\u0041-b9a"


def test_html_comes_as_its_words_alone() -> None:
    page = "<title>x</title><script>alert(1)</script><!-- y --><p onclick=z>5 < 6 &amp; <b>7</b><br>&lt;b&gt;<li>one"
    mail = _HEAD + b"Content-Type: text/html\r\n\r\n" + page.encode()

    assert read_mail(mail).text == "5 < 6 & 7\n<b>\n- one"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not an e-mail"),
        (b"Hello Ada, yes.", "not an e-mail"),
        (b"%PDF-1.7\n%\xe2\xe3", "not an e-mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"\(\.msg\)"),
        (_HEAD + b"x" * MAX_BYTES, "larger than 20 MB"),
        (_HEAD + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' * 5_000, "not an e-mail"),
        (_HEAD + b"Content-Type: message/rfc822\n\n" * 5_000, "not an e-mail"),
        (_HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 5_000, "not an e-mail"),
        (_HEAD + b"Content-Type: text/plain;" + b" a*0*=b;\n" * 5_000 + b"\nx", "not an e-mail"),
    ],
    ids=["empty", "text", "pdf", "msg", "large", "parts in parts", "mails in mails", "many parts", "long kind"],
)
def test_what_is_no_mail_gets_one_sentence_and_a_way(content: bytes, words: str) -> None:
    with pytest.raises(NoMailError, match=words) as refusal:
        read_mail(content)

    assert "ends in .eml" in str(refusal.value)


_LINES = st.sampled_from(
    [
        *("From: Lee <lee@example.org>", "Date: Tue, 6 Oct 2026 09:15:00 +0200", "Subject: =?utf-8?q?=FF?=", "Date: 1"),
        *("Subject: =?x?b?====?= =?utf-8?b?8J+YgA?=", "Content-Type: multipart/mixed; boundary=b", "--b", "--b--", ""),
        *(
            "Content-Type: text/html; charset=utf-7",
            "Content-Transfer-Encoding: base64",
            "Content-Type: message/rfc822",
        ),
        *("Content-Transfer-Encoding: x-uuencode", "begin 666 x", "#0V%T", "end", "<p>", "<!--", "On Mon Ada wrote:"),
        *(
            "Content-Type: text/plain; format=flowed; charset*=utf-8''%FF",
            "> yes",
            "Back on 3 December",
            "Content-Type:",
        ),
        *("Message-ID: <", "To: a@example.org, =?utf-8?q?=2C?= <", "Content-Disposition: ;;", "\x00\udcff", " folded"),
        *(
            "Content-Type: message/delivery-status",
            "Final-Recipient: x; y",
            "Action: failed",
            "Content-Type: a/b/c; =;",
        ),
    ]
)


@given(st.lists(_LINES | st.text(max_size=20), max_size=40), st.sampled_from(["\n", "\r\n"]))
def test_whatever_stands_in_a_file_is_a_mail_or_refused(lines: list[str], end: str) -> None:
    content = end.join(["From: Lee <lee@example.org>", "Subject: x", *lines]).encode("utf-8", "surrogateescape")
    for given_file in (content, content[20:], content[::-1]):
        try:
            read = read_mail(given_file, today=date(2026, 10, 6))
        except NoMailError:
            continue
        assert len(read.text) <= len(read.whole) <= 100_000
        assert "\n" not in read.subject + read.from_name + read.message_id
        assert read.sent_at is None or read.sent_at.tzinfo


@given(st.binary(max_size=300))
def test_any_bytes_are_a_mail_or_refused(content: bytes) -> None:
    with suppress(NoMailError):
        assert isinstance(read_mail(b"From: a@example.org\nSubject: " + content), ReceivedMail)
