"""Writes a frame as CSV that Excel and other spreadsheets open rightly, without running what is in its cells."""

import csv
import io
import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from numbers import Number

import pandas as pd

# Apostrophes in front belong to the rule, so that a guard can be told from an apostrophe that was there before.
_RISKY = re.compile(r"'*[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def spreadsheet_csv(frame: pd.DataFrame) -> bytes:
    """Return the frame without its index: UTF-8 with a byte order mark, CRLF, days as 2024-03-05, gaps empty.

    Text and headings that a spreadsheet could take for a formula get an apostrophe in front: those whose first
    character after spaces is = + - @ (or its full-width form), a tab or a carriage return. The price: a phone number
    such as +1 555 0100 shows the apostrophe too. Numbers stay numbers.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_cells(map(str, frame.columns)))
    writer.writerows(map(_cells, frame.itertuples(index=False, name=None)))
    return text.getvalue().encode("utf-8-sig", errors="replace")


def with_guard(cell: str) -> str:
    """Return the text with an apostrophe in front where a spreadsheet could take it for a formula."""
    return f"'{cell}" if _RISKY.match(cell) else cell


def without_guard(cell: str) -> str:
    """Return the text as it was before `with_guard`, for reading back a file of our own."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell[1:]) else cell


def _cells(values: Iterable[object]) -> list[str]:
    return [_cell(value) for value in values]


def _cell(value: object) -> str:
    if isinstance(value, str):
        return with_guard(str(value))
    if _is_missing(value):
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Number) else with_guard(str(value))


def _is_missing(value: object) -> bool:
    return any(value is gap for gap in (None, pd.NaT, pd.NA)) or (isinstance(value, float) and math.isnan(value))
