"""Codes that people type are hard to guess, and known however they are typed."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from lib.accounts.tokens import code_hash, new_code


def test_a_code_comes_in_groups_without_letters_to_mistake() -> None:
    for groups in (3, 7):
        code = new_code(groups)
        assert [len(group) for group in code.split("-")] == [4] * groups
        assert not set(code) & set("01lioaeuy")
    assert len({letter for _ in range(100) for letter in new_code()} - {"-"}) == 27


def test_a_code_is_known_however_it_is_typed() -> None:
    code = "bcdf-2345-wxyz"
    known = hashlib.sha256(b"bcdf2345wxyz").hexdigest()
    for typed in (
        code,
        code.upper(),
        code.replace("-", ""),
        " bcdf 2345 wxyz\n",
        "bcdf\u20132345\u2014WXYZ",
        "bcdf--2345-wxyz.",
    ):
        assert code_hash(typed) == known


@given(st.text())
def test_any_text_has_a_hash(typed: str) -> None:
    assert len(code_hash(typed)) == 64


def test_other_codes_have_other_hashes() -> None:
    assert len({code_hash(new_code()) for _ in range(200)}) == 200
