"""Whatever another program made of a CSV file, its rows come out with the line they stand on."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.domain.errors import AskwellError
from lib.exchange.csv_text import (
    MAX_BYTES,
    MAX_LINES,
    CsvRow,
    CsvTable,
    EmptyFileError,
    FileTooLargeError,
    TooManyLinesError,
    decode,
    read_table,
)


def is_heading(cells: Sequence[str]) -> bool:
    return tuple(cells[:2]) == ("Name", "City")


def table_of(content: bytes) -> CsvTable:
    table = read_table(content, is_heading)
    assert table is not None
    return table


def outcome(content: bytes) -> CsvTable | AskwellError | None:
    try:
        return read_table(content, is_heading)
    except AskwellError as error:
        return error


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("José".encode(), "UTF-8"),
        ("José".encode("utf-8-sig"), "UTF-8"),
        (b"\xff\xfe" + "José".encode("utf-16-le"), "UTF-16-LE"),
        (b"\xfe\xff" + "José".encode("utf-16-be"), "UTF-16-BE"),
        ("José".encode("cp1252"), "Windows-1252"),
    ],
)
def test_each_encoding_is_known_and_stated(content: bytes, encoding: str) -> None:
    decoded = decode(content)
    assert (decoded.text, decoded.encoding) == ("José", encoding)


def test_one_row_in_another_encoding_leaves_the_other_rows_whole() -> None:
    table = table_of("Name,City\nJürgen,Köln\n".encode() + b"Jos\xe9,Lyon\n")
    assert [row.cells for row in table.rows] == [("Jürgen", "Köln"), ("José", "Lyon")]


def test_bytes_that_no_encoding_has_become_a_replacement_sign() -> None:
    assert decode(b"a\x81b").text == "a\ufffdb"
    assert decode(b"\xff\xfea\x00b").text == "a\ufffd"


def test_nul_characters_are_taken_out_and_counted() -> None:
    table = table_of(b"Name,City\nA\0da,Ba\0th\n")
    assert (table.rows, table.nul_count) == ((CsvRow(2, ("Ada", "Bath")),), 2)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_line_end_is_read(line_end: str) -> None:
    table = table_of(line_end.join(["Name,City", "Ada,Bath", "Ben,Bonn", ""]).encode())
    assert table.rows == (CsvRow(2, ("Ada", "Bath")), CsvRow(3, ("Ben", "Bonn")))


def test_mixed_line_ends_are_read() -> None:
    table = table_of(b"Name,City\r\nAda,Bath\rBen,Bonn\nCy,Cork")
    assert [(row.line, row.cells[0]) for row in table.rows] == [(2, "Ada"), (3, "Ben"), (4, "Cy")]


def test_characters_that_only_look_like_line_ends_stay_in_their_cell() -> None:
    table = table_of("Name,City\nA\u2028d\x0ba\x85,Bath\n".encode())
    assert table.rows[0].cells == ("A\u2028d\x0ba\x85", "Bath")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_of_the_heading(delimiter: str) -> None:
    table = table_of(f'Name{delimiter}City\n"Okafor, Ada; \t"{delimiter}Bath\n'.encode())
    assert table.delimiter == delimiter
    assert table.rows[0].cells == ("Okafor, Ada; \t", "Bath")


def test_a_line_break_in_a_cell_moves_the_lines_of_the_rows_below() -> None:
    table = table_of(b'Name,City\r\n"Ada\r\nOkafor",Bath\r\n\r\nBen,Bonn\r\n')
    assert table.rows == (CsvRow(2, ("Ada\nOkafor", "Bath")), CsvRow(5, ("Ben", "Bonn")))


def test_a_heading_further_down_is_found_under_an_open_quotation_mark() -> None:
    table = table_of(b'Notes:\n"never closed\n\nName,City\nAda,Bath\n')
    assert (table.heading.line, table.rows[0].line) == (4, 5)


def test_a_file_without_the_heading_has_no_table() -> None:
    assert read_table(b"City,Name\nBath,Ada\n", is_heading) is None


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_only() -> None:
    table = table_of(b'Name,City\nAda,"Bath\nBen,Bonn\nCy,"Cork, Ireland"\n')
    assert [problem.line for problem in table.problems] == [2]
    assert [row.cells for row in table.rows] == [("Ben", "Bonn"), ("Cy", "Cork, Ireland")]


def test_a_row_that_breaks_is_reported_with_its_line() -> None:
    table = table_of(b'Name,City\nAda,Bath\nBen,"Bonn"x\n')
    assert table.problems[0].sentence.startswith("Line 3 could not be read")


def test_an_open_quotation_mark_cannot_swallow_many_rows() -> None:
    table = table_of(b'Name,City\nAda,"\n' + b"Ben,Bonn\n" * 60 + b'",x\n')
    assert [row.cells[0] for row in table.rows].count("Ben") == 60


def test_a_cell_longer_than_the_csv_module_expects_is_read() -> None:
    table = table_of(b"Name,City\nAda," + b"x" * 200_000 + b"\n")
    assert len(table.rows[0].cells[1]) == 200_000


def test_the_limit_of_the_csv_module_is_never_lowered() -> None:
    before = csv.field_size_limit(MAX_BYTES * 2)
    table_of(b"Name,City\n")
    assert csv.field_size_limit(before) == MAX_BYTES * 2


def test_a_line_too_long_to_be_a_row_is_reported() -> None:
    table = table_of(b"Name,City\nAda," + b"x" * 10_000_000 + b"\nBen,Bonn\n")
    assert [problem.line for problem in table.problems] == [2]
    assert table.rows == (CsvRow(3, ("Ben", "Bonn")),)


def test_a_million_columns_are_no_heading() -> None:
    assert read_table(b"Name,City" + b",x" * 1_000_000, is_heading) is None


def test_a_row_of_a_million_columns_is_reported() -> None:
    table = table_of(b"Name,City\n" + b"x," * 1_000_000 + b"\nBen,Bonn\n")
    assert ([problem.line for problem in table.problems], len(table.rows)) == ([2], 1)


def test_rows_without_anything_in_them_are_skipped() -> None:
    assert table_of(b"Name,City\n,\n  ,\t\n\n,,,,\nAda,Bath\n").rows == (CsvRow(6, ("Ada", "Bath")),)


def test_a_heading_alone_is_a_table_without_rows() -> None:
    table = table_of(b"Name,City")
    assert (table.rows, table.problems) == ((), ())


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\r\n", b"\0\0"])
def test_a_file_without_a_character_is_empty(content: bytes) -> None:
    with pytest.raises(EmptyFileError, match="empty"):
        read_table(content, is_heading)


def test_a_file_over_the_limit_is_not_read() -> None:
    with pytest.raises(FileTooLargeError, match="20 MB"):
        read_table(b"x" * (MAX_BYTES + 1), is_heading)


def test_a_file_of_too_many_lines_is_not_read() -> None:
    with pytest.raises(TooManyLinesError, match="200,000 lines"):
        read_table(b"Name,City\n" + b"\n" * MAX_LINES, is_heading)


@given(st.lists(st.tuples(st.text("aü,;\"'= \n\t"), st.text("aü,;\"'= \n\t"))))
def test_what_the_csv_module_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("Name", "City"), *rows])
    table = table_of(text.getvalue().encode())
    assert [row.cells for row in table.rows] == [row for row in rows if any(map(str.strip, row))]


@given(st.binary() | st.binary().map(lambda tail: b"Name,City\n" + tail))
@example(b'Name,City\n"""\n"""\n""')
def test_any_bytes_give_a_table_or_none_or_a_sentence(content: bytes) -> None:
    result = outcome(content)
    if isinstance(result, CsvTable):
        lines = [row.line for row in result.rows]
        assert lines == sorted(set(lines))
    else:
        assert result is None or str(result).endswith(".")
