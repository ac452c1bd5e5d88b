"""A mail that is pasted is read as far as it says anything, in whatever language its program speaks."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.exchange.mail_pasted import read_pasted
from lib.exchange.mail_quotes import own_words

_ZONE = ZoneInfo("Europe/Berlin")
_TODAY = date(2026, 10, 7)


@pytest.mark.parametrize(
    "head",
    [
        "From: Lee Park <lee@example.org>\nSent: Tuesday, October 6, 2026 9:15 PM\nTo: Ada\nSubject: Re: Hello",
        "*From:* Lee Park <lee@example.org>\n*Date:* Tue, Oct 6, 2026 at 9:15 PM\n*Subject:* Re: Hello",
        "Von: Lee Park <lee@example.org>\nGesendet: Dienstag, 6. Oktober 2026 21:15\nAn: Ada\nBetreff: Re: Hello",
        "De : Lee Park <lee@example.org>\nEnvoyé : mardi 6 octobre 2026 21:15\nÀ : Ada\nObjet : Re: Hello",
        "------ Forwarded message -----\nFrom: Lee Park <lee@example.org>\nDate: 2026-10-06 21:15\nSubject: Re: Hello",
        "Subject: Re: Hello\nFrom: lee@example.org (Lee Park)\nDate: Tue, 06 Oct 2026 15:15:00 -0400",
    ],
    ids=["outlook", "gmail", "german", "french", "forwarded", "headers"],
)
def test_the_lines_above_a_copied_mail_say_who_when_and_what(head: str) -> None:
    read = read_pasted(f"{head}\n\nHi Ada,\n\nyes: gladly.\n\nOn Mon, Ada wrote:\n> Dear Lee", zone=_ZONE)

    assert (read.from_name, read.from_address, read.subject) == ("Lee Park", "lee@example.org", "Re: Hello")
    assert read.sent_at == datetime(2026, 10, 6, 21, 15, tzinfo=_ZONE)
    assert read.text == "Hi Ada,\n\nyes: gladly."


@pytest.mark.parametrize(
    "head",
    [
        "Re: Twenty minutes?\nInbox\n\nLee Park <lee@example.org>\nTue, 6 Oct 2026, 21:15 (1 day ago)\nto me",
        "Lee Park <lee@example.org>\t6 October 2026 at 9:15 PM\nTo Ada Example",
    ],
)
def test_a_mail_that_was_copied_as_the_page_shows_it_says_who_and_when(head: str) -> None:
    read = read_pasted(f"{head}\n\nHi Ada,\n\nyes.", zone=_ZONE)

    assert (read.from_name, read.from_address, read.text) == ("Lee Park", "lee@example.org", "Hi Ada,\n\nyes.")
    assert read.sent_at == datetime(2026, 10, 6, 21, 15, tzinfo=_ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "Ask Lee Park <lee@example.org>, or\nme.",
        "Dear Ada: yes.\nTwo things: none.",
        "From: the heart\n\nyes",
        "Hi",
        "",
        "Subject: x",
        "10:30: lunch",
    ],
)
def test_a_text_without_such_lines_stays_as_it_is(text: str) -> None:
    read = read_pasted(text, zone=_ZONE)

    assert (read.text, read.from_name, read.from_address, read.sent_at) == (text, "", "", None)


def test_a_name_with_a_comma_is_one_person_as_exchange_writes_it() -> None:
    read = read_pasted("Von: Müller, Jörg <Joerg@klinik.example>\nGesendet: 6.10.2026 21:15\n\nja", zone=_ZONE)

    assert (read.from_name, read.from_address) == ("Müller, Jörg", "Joerg@klinik.example")


def test_an_hour_that_is_not_told_is_noon_and_a_day_without_its_year_is_not_guessed() -> None:
    day = read_pasted("From: Lee\nDate: 6 Oct 2026\n\nyes", zone=_ZONE)
    unsure = read_pasted("From: Lee\nDate: 6 Oct, 09:15\n\nyes", zone=_ZONE)

    assert (day.sent_at, day.from_name) == (datetime(2026, 10, 6, 12, tzinfo=_ZONE), "Lee")
    assert (unsure.sent_at, unsure.text) == (None, "yes")


def test_a_pasted_automatic_reply_counts_from_today() -> None:
    text = "Vielen Dank für Ihre Nachricht. Ich bin bis 12.10. nicht im Büro."
    read = read_pasted(text, zone=_ZONE, today=_TODAY)

    assert (read.is_automatic, read.back_on) == (True, date(2026, 10, 13))


@pytest.mark.parametrize(
    "announced",
    [
        "On Mon, Oct 5, 2026 at 10:02 AM Ada <ada@example.com> wrote:",
        "On Mon, Oct 5, 2026 at 10:02 AM Ada With A Very Long Name Indeed <ada@example.com>\nwrote:",
        "Am Mo., 5. Okt. 2026 um 10:02 Uhr schrieb Ada <ada@example.com>:",
        "Le lun. 5 oct. 2026 à 10:02, Ada <ada@example.com> a écrit :",
        "El lun, 5 oct 2026 a las 10:02, Ada (<ada@example.com>) escribió:",
        "Op ma 5 okt 2026 om 10:02 schreef Ada <ada@example.com>:",
        "Em seg., 5 de out. de 2026 às 10:02, Ada <ada@example.com> escreveu:",
        "2026年10月5日(月) 10:02 Ada <ada@example.com>:",
    ],
    ids=["en", "en on two lines", "de", "fr", "es", "nl", "pt", "ja"],
)
def test_what_is_quoted_below_goes_with_the_line_that_says_so(announced: str) -> None:
    assert own_words(f"Yes.\n\nLee\n\n{announced}\n\n> Dear Lee,\n>\n> please\n") == "Yes.\n\nLee"


def test_a_colon_above_a_quotation_that_the_writer_chose_stays() -> None:
    assert own_words("You asked:\n> Tuesday?\nYes.") == "You asked:\nYes."


_PIECES = st.sampled_from(
    [
        *("On ", " wrote:\n", "> ", "\n", "From: ", "Sent: ", "a@b.org ", "--", "_" * 40, "\u2028", "Am ", " schrieb "),
        *(
            "Den a skrev ",
            "Re: ",
            "Date: Tue, 6 Oct 2026",
            "25:61",
            "Back on ",
            "until ",
            "6 October 2026",
            "31.2.2027 ",
        ),
        *("Date: 99999999999", "\ud800", "12/12/12 ", "Date: 0001-01-01 00:00", "Subject: \x00", "e\u0301" * 3),
    ]
)


@given(st.lists(_PIECES | st.text(max_size=12), max_size=60).map("".join))
def test_any_text_is_read(text: str) -> None:
    read = read_pasted(text, zone=_ZONE, today=_TODAY)

    assert read.back_on is None or read.is_automatic
    assert set(read.text) <= set(read.whole)


@pytest.mark.parametrize(
    "piece", ["On a ", "Den a skrev ", "\n", "> ", "From:\n", "1. ", "a" * 500 + "\n", "\u0301", "ab\u200b: "]
)
def test_a_text_without_end_is_read_up_to_a_limit(piece: str) -> None:
    assert len(read_pasted(piece * (500_000 // len(piece)), zone=_ZONE, today=_TODAY).whole) <= 100_000
