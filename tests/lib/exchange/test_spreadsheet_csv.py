"""What leaves for a spreadsheet opens there as it is, runs nothing, and can be read back."""

import csv
import io
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.exchange.spreadsheet_csv import spreadsheet_csv, with_guard, without_guard

RISKY = [
    *('=HYPERLINK("https://evil.example","x")', "+1 555 0100", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1"),
    *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "=cmd|' /C calc'!A0", "\n=1", " \t", "'=1", "\ufeff=1"),
]
FORMULA_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r")


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_file_is_what_excel_expects() -> None:
    content = spreadsheet_csv(pd.DataFrame({"Name": ["Jürgen"], "City": ["Bath, UK"]}))
    assert content == b'\xef\xbb\xbfName,City\r\nJ\xc3\xbcrgen,"Bath, UK"\r\n'


@pytest.mark.parametrize("text", RISKY)
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(text: str) -> None:
    rows = read_back(spreadsheet_csv(pd.DataFrame({text: [text]})))
    assert rows == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize("text", ["Ada", "a=b", "1-2", "O'Neill", "'tis", "'", '"=1+1', "ada@example.org", "  x"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert with_guard(text) == text
    assert without_guard(text) == text


def test_days_instants_and_gaps_are_written_plainly() -> None:
    values = [date(2024, 3, 5), datetime(2024, 3, 5, 14, 7, 59, tzinfo=UTC), None, float("nan"), pd.NaT, pd.NA]
    frame = pd.DataFrame([values], columns=list("abcdef"), dtype="object")
    assert read_back(spreadsheet_csv(frame))[1] == ["2024-03-05", "2024-03-05 14:07", "", "", "", ""]


def test_numbers_stay_numbers_and_their_texts_keep_their_zeros() -> None:
    mixed = pd.Series([np.int64(-7)], dtype="object")
    frame = pd.DataFrame({"n": [-5], "x": [-0.5], "mixed": mixed, "zip": ["01234"], "word": ["NA"]})
    assert read_back(spreadsheet_csv(frame))[1] == ["-5", "-0.5", "-7", "01234", "NA"]


def test_anything_else_is_written_as_guarded_text() -> None:
    frame = pd.DataFrame({"span": [pd.Timedelta(days=-1)], "list": [["a", "b"]]})
    assert read_back(spreadsheet_csv(frame))[1] == ["'-1 days +00:00:00", "['a', 'b']"]


def test_a_line_break_in_a_cell_is_kept() -> None:
    content = spreadsheet_csv(pd.DataFrame({"Note": ["one\ntwo\r\nthree"], "b": ["x"]}))
    assert content.endswith(b'Note,b\r\n"one\ntwo\r\nthree",x\r\n')


def test_a_frame_without_rows_is_its_heading() -> None:
    assert read_back(spreadsheet_csv(pd.DataFrame(columns=["Name", "=City"]))) == [["Name", "'=City"]]


def test_half_a_character_does_not_stop_the_export() -> None:
    assert read_back(spreadsheet_csv(pd.DataFrame({"a": pd.Series(["x\ud800"], dtype="object")})))[1] == ["x?"]


TEXTS = (
    st.text() | st.text(st.sampled_from("'=+-@\uff1d\uff0b\uff0d\uff20\t\r\n \"',;a\ufeff")) | st.sampled_from(RISKY)
)


@given(st.lists(st.tuples(TEXTS, TEXTS)), TEXTS)
def test_what_went_out_comes_back_and_nothing_starts_like_a_formula(rows: list[tuple[str, str]], heading: str) -> None:
    frame = pd.DataFrame(rows, columns=[heading, "b"], dtype="object")
    read = read_back(spreadsheet_csv(frame))
    assert [tuple(map(without_guard, row)) for row in read] == [(heading, "b"), *rows]
    assert not any(cell.lstrip(" \n").startswith(FORMULA_SIGNS) for row in read for cell in row)
