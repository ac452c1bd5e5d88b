"""When an automatic reply says that they are back, in many languages; what is unsure is left to the person."""

import tomllib
from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.exchange.mail_automatic import back_on

_WRITTEN_ON = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am out of the office and back on 3 December.", date(2026, 12, 3)),
        ("I will be back on Thursday, December 3rd, 2026.", date(2026, 12, 3)),
        ("I am away until 5 Jan 2027.", date(2027, 1, 6)),
        ("I return to the office on 2026-12-03", date(2026, 12, 3)),
        ("I will return on 12/13/2026.", date(2026, 12, 13)),
        ("I will be back on Monday.", date(2026, 11, 30)),
        ("I am back on Tuesday.", date(2026, 12, 1)),
        ("I'll be back\ntomorrow.", date(2026, 11, 25)),
        ("I am on leave from 1 December to 11 December 2026.", date(2026, 12, 12)),
        ("Out of office 1-5 December", date(2026, 12, 6)),
        ("Away from 1 December, and will be back on 5 December. Until 4 December, write to Jo.", date(2026, 12, 5)),
        ("Ich bin bis 03.12. im Urlaub.", date(2026, 12, 4)),
        ("Vom 01.12.2026 bis zum 11.12.26 bin ich nicht im Büro", date(2026, 12, 12)),
        ("Ab dem 4. Januar bin ich wieder erreichbar.", date(2027, 1, 4)),
        ("Je suis absente du 1er décembre au 5 janvier. Merci !", date(2027, 1, 6)),
        ("Je serai de retour le 5 janvier.", date(2027, 1, 5)),
        ("Estaré fuera de la oficina hasta el 8 de diciembre de 2026.", date(2026, 12, 9)),
        ("Ik ben op 7 december weer terug.", date(2026, 12, 7)),
    ],
)
def test_the_day_is_read(text: str, day: date) -> None:
    assert back_on(text, _WRITTEN_ON) == day


@pytest.mark.parametrize(
    "text",
    [
        *(
            "I am away.",
            "I return on 4/5.",
            "I was away until 3 November 2026.",
            "Back on 3 December. Back on 4 December.",
        ),
        *("Away until the end of the year.", "Back soon. Our sale ends 3 December.", "Version 2.12.3 is back."),
        *("Back on 30 February.", "Back on 12 July.", "Back on 3 December 2031.", "Back in 2027."),
        "I am back, as I said in the very long and winding sentence which came before 3 December.",
    ],
)
def test_what_is_unsure_is_not_guessed(text: str) -> None:
    assert back_on(text, _WRITTEN_ON) is None


def test_without_the_mails_own_day_only_a_whole_date_is_sure() -> None:
    assert back_on("Back on 3 December.", None) is None
    assert back_on("Back on Monday.", None) is None
    assert back_on("Back on 3 December 2026.", None) == date(2026, 12, 3)


@given(
    st.text(max_size=60), st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["back on ", "bis ", "until "])
)
def test_a_day_that_is_read_lies_ahead(text: str, written_on: date, cue: str) -> None:
    found = back_on(f"{cue}{text}", written_on)

    assert found is None or written_on < found < written_on + timedelta(days=800)


def test_every_phrase_stands_in_small_letters_and_once() -> None:
    path = files("lib.exchange").joinpath("content/automatic_replies.toml")
    content = tomllib.loads(path.read_text(encoding="utf-8"))

    for phrases in content["words"].values():
        assert phrases == [phrase.lower().replace("\u2019", "'") for phrase in phrases]
        assert len(set(phrases)) == len(phrases)
