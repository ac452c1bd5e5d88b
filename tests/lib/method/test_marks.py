"""The marks in notes: read from a text of any length and script."""

from copy import deepcopy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from lib.domain.fields import Text
from lib.domain.vocabulary import Mark
from lib.method.content_files import ContentError, checked, read_toml
from lib.method.marks import FILE, MarkedLine, SignsOfMarks, marked_lines, marks
from lib.method.talk_clock import FILE as CLOCK_FILE
from lib.method.talk_clock import TalkClock, talk_clock

_NOTES = """She starts at six.
★ The wards decide, not the IT
‼Nobody reads the reports
 ≠  Lee said the opposite
☐ send her the article
@ Dana Okafor, runs the night shift
# “Weak ties”, a paper
** typed by hand
!! this too
=/= and this
[] and that
[ ] and so on
‼\N{VARIATION SELECTOR-16} from a phone
★
3 * 4, #2 within a line and mail@example.org"""


def test_the_lines_that_begin_with_a_sign_are_marked() -> None:
    assert marked_lines(_NOTES) == (
        (Mark.INSIGHT, "The wards decide, not the IT"),
        (Mark.SURPRISE, "Nobody reads the reports"),
        (Mark.CONTRADICTION, "Lee said the opposite"),
        (Mark.TO_DO, "send her the article"),
        (Mark.PERSON, "Dana Okafor, runs the night shift"),
        (Mark.RESOURCE, "“Weak ties”, a paper"),
        (Mark.INSIGHT, "typed by hand"),
        (Mark.SURPRISE, "this too"),
        (Mark.CONTRADICTION, "and this"),
        (Mark.TO_DO, "and that"),
        (Mark.TO_DO, "and so on"),
        (Mark.SURPRISE, "from a phone"),
    )


_SIGNS = [sign for one in marks().values() for sign in (one.sign, *one.typed)]


@given(st.text() | st.lists(st.sampled_from([*_SIGNS, "\n", "\r\n", " ", "a", "\ufe0f"])).map("".join))
@example("★ " * 25_000)
@example("★ x\n" * 12_500)
@example(" " * 50_000)
@example("\n" * 50_000)
def test_every_marked_line_is_a_line_of_the_text(text: str) -> None:
    lines = text.split("\n")
    for line in marked_lines(text):
        assert line.text == line.text.strip() != ""
        assert any(one.endswith(line.text) for one in map(str.strip, lines))


@given(st.sampled_from(Mark), st.text(alphabet="abc ñم本😀", min_size=1).filter(str.strip))
def test_what_a_button_marks_is_found_again_after_the_store_tidied_it(mark: Mark, text: str) -> None:
    kept = TypeAdapter(Text).validate_python(f"before\n{marks()[mark].sign} {text}\nafter")
    assert marked_lines(kept) == (MarkedLine(mark, text.strip()),)


def test_every_mark_needs_a_sign_of_its_own() -> None:
    tables = deepcopy(dict(read_toml(FILE)))
    with pytest.raises(ContentError, match="share one"):
        checked(SignsOfMarks, {**tables, "person": {"sign": "★"}}, FILE)
    del tables["person"]
    with pytest.raises(ContentError, match="has no sign"):
        checked(SignsOfMarks, tables, FILE)


def test_the_clock_says_in_time_that_the_end_is_near() -> None:
    assert "let them choose to go on" in talk_clock().nearly_up
    with pytest.raises(ContentError, match="nearly_up_minutes"):
        checked(TalkClock, {**read_toml(CLOCK_FILE), "nearly_up_minutes": 0}, CLOCK_FILE)
