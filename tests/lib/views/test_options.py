"""Options that would have the same words are told apart."""

from hypothesis import given
from hypothesis import strategies as st

from lib.views.options import told_apart


def test_options_of_the_same_words_are_numbered() -> None:
    words = {"a": "Amara Obi", "b": "Lee Park", "c": "Amara Obi", "d": "Amara Obi"}

    assert told_apart(words) == {"a": "Amara Obi", "b": "Lee Park", "c": "Amara Obi (2)", "d": "Amara Obi (3)"}


def test_words_that_look_numbered_already_stay_apart() -> None:
    assert told_apart({"a": "Amara (2)", "b": "Amara", "c": "Amara"}) == {
        "a": "Amara (2)",
        "b": "Amara",
        "c": "Amara (3)",
    }


@given(st.dictionaries(st.text(max_size=2), st.sampled_from(["", "A", "A (2)", "A (2) (2)", "B"])))
def test_no_two_options_are_called_the_same(words: dict[str, str]) -> None:
    apart = told_apart(words)

    assert list(apart) == list(words)
    assert len(set(apart.values())) == len(words)
    assert all(apart[row_id].startswith(text) for row_id, text in words.items())
