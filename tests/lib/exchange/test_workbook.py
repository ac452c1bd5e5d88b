"""Workbooks give their rows as text, and none of them takes more time or memory than a list of people needs."""

import tracemalloc
from datetime import date, datetime

import pytest

from lib.exchange.csv_text import CsvRow
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from lib.exchange.unknown_table import UnknownTable
from lib.exchange.workbook import BrokenWorkbookError, HugeWorkbookError, read_sheets
from tests.contact_files import with_part, workbook_of, zip_of
from tests.linkedin_files import HEADING

EVENING = datetime(2024, 3, 5, 21, 30)  # noqa: DTZ001 - Excel knows no zones
SHEET = "xl/worksheets/sheet1.xml"
SMALL = workbook_of([["Name", "Company"], ["Ada", "Kestrel"]])
BEGIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


def with_rows(rows: bytes) -> bytes:
    return with_part(SMALL, SHEET, BEGIN + rows + END)


def test_every_kind_of_cell_becomes_the_text_that_people_see() -> None:
    cells = [
        "Null",
        "NA",
        15550100.0,
        7,
        1.5,
        True,
        date(2024, 3, 5),
        EVENING,
        "=1+1",
        "#N/A",
        " ",
    ]
    ((row,),) = read_sheets(workbook_of([cells]))
    told = ("Null", "NA", "15550100", "7", "1.5", "True", "2024-03-05", "2024-03-05")
    assert row.cells[:8] == told
    assert row.cells[9:] == ("", " ")


def test_rows_keep_their_numbers_and_empty_ones_are_skipped() -> None:
    ((first, second),) = read_sheets(workbook_of([["a"], [], [None, ""], ["b", None]], [[]]))
    assert (first, second) == (CsvRow(1, ("a",)), CsvRow(4, ("b",)))


def test_the_sheet_that_is_known_is_read_wherever_it_is() -> None:
    people = [HEADING, ["Ada", "Okafor", "", "", "Kestrel", "", "05 Mar 2024"]]
    found = read_people(workbook_of([["Read me"]], [["See the next sheet"], *people]))
    assert isinstance(found, ReadPeople)
    assert [(person.name, person.line) for person in found.people] == [("Ada Okafor", 3)]


def test_remarks_beside_the_table_cost_nobody() -> None:
    found = read_people(workbook_of([HEADING, ["Ada", "Okafor", *[""] * 5, "remark"], ["Ben"]]))
    assert isinstance(found, ReadPeople)
    assert ([person.name for person in found.people], found.problems) == (["Ada Okafor", "Ben"], ())


def test_cells_that_begin_like_formulas_are_text() -> None:
    found = read_people(workbook_of([["Name", "Company"], ["+Ada", "@Kestrel"], ["-Ben", "'=1+1"]]))
    assert isinstance(found, UnknownTable)
    assert found.preview == (("+Ada", "@Kestrel"), ("-Ben", "'=1+1"))


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>',
        b'<row r="3"><c r="ZZZ3"><v>1</v></c></row>',
    ],
)
def test_a_far_cell_costs_nothing(far: bytes) -> None:
    tracemalloc.start()
    ((row,),) = read_sheets(with_rows(b'<row r="1"><c r="A1" t="str"><v>Ada</v></c></row>' + far))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert row == CsvRow(1, ("Ada",))
    assert most < 20_000_000


def test_a_size_that_the_sheet_claims_is_not_believed() -> None:
    claim = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    )
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(1, 2_000))
    (read,) = read_sheets(with_part(SMALL, SHEET, claim + b"<sheetData>" + rows + END))
    assert {len(row.cells) for row in read} == {1}


def test_wide_rows_without_end_are_refused() -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (at, at) for at in range(1, 200))
    with pytest.raises(HugeWorkbookError, match="too much in this workbook"):
        read_sheets(with_rows(rows))


@pytest.mark.parametrize("part", [bytes(60_000_000), b"<a/>" * 7_000_000, b'<a b="">' * 4_000_000])
def test_what_would_unpack_to_too_much_is_refused_before_it_is_read(part: bytes) -> None:
    tracemalloc.start()
    content = with_part(SMALL, "xl/sharedStrings.xml", part)
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    with pytest.raises(HugeWorkbookError):
        read_sheets(content)
    most = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert most < 20_000_000


def test_xml_that_grows_out_of_a_few_lines_is_refused() -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheet = laughs + BEGIN + b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>' + END
    with pytest.raises(BrokenWorkbookError, match="damaged"):
        read_sheets(with_part(SMALL, SHEET, sheet))


def test_an_archive_with_a_workbooks_names_only_is_refused() -> None:
    with pytest.raises(BrokenWorkbookError, match="damaged"):
        read_people(zip_of({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b""}))
