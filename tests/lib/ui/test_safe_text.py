"""Text of people is shown as typed: rules that hold for every text (what Chromium shows is in tests/browser)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.ui.safe_text import md_escape, md_escape_lines


def read_back(markdown: str) -> str:
    """What a markdown reader shows: gaps show nothing, a backslash before punctuation is dropped."""
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", markdown.replace(":small[]", ""))


@given(st.text(alphabet=st.sampled_from(list("aw.:/@-<>=~$*_[]()#&|`\\!1 \n\tsmalhtp")), max_size=40))
def test_nothing_is_lost_or_added_but_spaces_become_one(text: str) -> None:
    assert read_back(md_escape(text)) == " ".join(text.split())


@given(st.text())
def test_the_result_is_always_one_line(text: str) -> None:
    assert not re.search(r"[\n\r\x0b\x0c\x85\u2028\u2029]", md_escape(text))


@given(st.text(alphabet=st.sampled_from(list("`*_~[]<|$a ")), min_size=1))
def test_every_mark_stands_behind_a_backslash(text: str) -> None:
    without_pairs = re.sub(r"\\.", "", md_escape(text)).replace(":small[]", "")
    assert not set(without_pairs) & set("`*_~[]<|$")


@pytest.mark.parametrize("text", ["Amara Nwosu", "O'Neil-Smith (HR), 50%", "10 to 12 o'clock", "Zoë Łukasz 李 سارة"])
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert md_escape(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# not a heading", "\\# not a heading"),
        ("1. not a list", "1\\. not a list"),
        ("- not a list", "\\- not a list"),
        (":red[x]", "\\:red\\[x\\]"),
        (":smile:", "\\::small[]smile\\:"),
        ("a@b.org", "a@:small[]b.org"),
        ("https://b.org", "https:/:small[]/b.org"),
    ],
)
def test_what_markdown_would_obey_is_made_inert(text: str, escaped: str) -> None:
    assert md_escape(text) == escaped


def test_lines_are_kept_where_they_are_asked_for() -> None:
    assert md_escape_lines("Dear Dana,\r\nthank you.\n\n\n- Jo") == "Dear Dana,  \nthank you.\n\n\\- Jo"
