"""Everything that somebody wrote, as one archive: every table as JSON, and files for other programs beside it."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.snapshot import COLUMNS, DAY, Snapshot
from lib.exchange.contacts_csv import contacts_csv
from lib.exchange.interview_log import interview_log_csv
from lib.exchange.vcard_writing import vcards
from lib.views.interviews import interviews

FORMAT = 1
READ_ME = """This is everything you wrote in Askwell.

In each folder (“own”, and “sample” where you had one):
- everything.json: every table with every column, days and times in ISO 8601 (times in UTC)
- interviews.csv: one row an interview, for a spreadsheet
- contacts.csv: one row a person, for a spreadsheet, archived people among them
- contacts.vcf: the same people as vCards, for an address book
"""


def everything_zip(snapshots: Mapping[str, Snapshot], zone: ZoneInfo, at: datetime) -> bytes:
    """Return a ZIP archive of workspaces, each in a folder of its kind's name; `at` is the moment it was made."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", READ_ME)
        for kind, snapshot in snapshots.items():
            whole = {"format": FORMAT, "made_at": at.isoformat(), "workspace": kind, "tables": tables_of(snapshot)}
            archive.writestr(f"{kind}/everything.json", json.dumps(whole, ensure_ascii=False, indent=1))
            log = interview_log_csv(snapshot, interviews(snapshot, zone), zone)
            archive.writestr(f"{kind}/interviews.csv", log)
            archive.writestr(f"{kind}/contacts.csv", contacts_csv(snapshot, archived=True))
            archive.writestr(f"{kind}/contacts.vcf", vcards(snapshot, archived=True))
    return target.getvalue()


def tables_of(snapshot: Snapshot) -> dict[str, list[dict[str, Any]]]:
    """Return a workspace's tables by name, each a list of rows; days and times are ISO 8601, what is missing null."""
    return {name: _rows(name, getattr(snapshot, name)) for name in COLUMNS}


def _rows(table: str, frame: pd.DataFrame) -> list[dict[str, Any]]:
    days = [column for column, dtype in COLUMNS[table].items() if dtype == DAY]
    # A day is no midnight anywhere.
    dated = frame.assign(**{column: frame[column].dt.strftime("%Y-%m-%d") for column in days})
    rows: list[dict[str, Any]] = json.loads(
        dated.to_json(orient="records", date_format="iso", date_unit="us", default_handler=str)
    )
    return rows
