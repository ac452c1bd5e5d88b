"""The command line does what the pages do, and says with its exit code whether it did."""

import csv
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lib import admin
from lib.domain.commands import AddGoal, ImportContacts, ImportedContact, SaveProfileText
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import GoalKind
from lib.exchange.columns import NoNameColumnError
from lib.exchange.csv_text import FileTooLargeError
from lib.settings import DATABASE_FILE
from lib.store.actor import LOCAL
from lib.store.store import OWN, SAMPLE, Store
from tests.cast import a_contact
from tests.contact_files import GOOGLE_NEW, OUTLOOK, csv_of, csv_rows, workbook_of, zip_of
from tests.lib.exchange.rfc5545 import strictly_read
from tests.linkedin_files import connections_csv, linkedin_file

ROOT = Path(__file__).parents[2]
SHORT_ROW = ("Ada", "Okoro")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("ASKWELL_DATA_DIR", str(folder))
    monkeypatch.delenv("ASKWELL_DATABASE_URL", raising=False)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command; returns its exit code, its output and its errors."""

    def run(*words: object) -> tuple[int, str, str]:
        code = admin.main([str(word) for word in words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def opened(data_dir: Path) -> Store:
    data_dir.mkdir(exist_ok=True)
    return Store(f"sqlite:///{data_dir / DATABASE_FILE}")


def held(data_dir: Path, kind: str) -> Snapshot:
    with closing(opened(data_dir)) as store:
        return store.workspace(LOCAL, kind).snapshot()


def exported(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_migrate_makes_the_database_and_tells_where_it_lies(run: Run, data_dir: Path) -> None:
    code, told, _ = run("migrate")
    assert code == 0
    assert told == f"The database is up to date: {data_dir / DATABASE_FILE}\n"
    assert (data_dir / DATABASE_FILE).exists()


def test_the_sample_is_loaded_and_opened_beside_ones_own(run: Run, data_dir: Path) -> None:
    code, told, _ = run("sample", "--contacts", 40, "--interviews", 25, "--seed", 3)
    assert (code, told) == (0, "Loaded into the sample workspace: 40 people and 25 interviews.\n")
    with closing(opened(data_dir)) as store:
        workspace, is_sample = store.open_workspace(LOCAL)
    assert is_sample
    assert len(workspace.snapshot().contacts) == 40
    assert held(data_dir, OWN).contacts.empty


def test_a_second_sample_is_refused_and_the_first_stays(run: Run, data_dir: Path) -> None:
    run("sample")
    before = held(data_dir, SAMPLE).revision
    code, told, refused = run("sample", "--contacts", 40)
    assert (code, told) == (1, "")
    assert refused == "There is a sample already. To load a fresh one in its place, add --replace.\n"
    assert held(data_dir, SAMPLE).revision == before


def test_a_sample_can_be_replaced_on_request(run: Run, data_dir: Path) -> None:
    run("sample")
    assert run("sample", "--contacts", 40, "--replace")[0] == 0
    assert len(held(data_dir, SAMPLE).contacts) == 40


def test_the_sample_can_fill_ones_own_empty_workspace(run: Run, data_dir: Path) -> None:
    code, told, _ = run("sample", "--own", "--time-zone", "Asia/Tokyo")
    assert (code, told) == (0, "Loaded into your own workspace: 31 people and 21 interviews.\n")
    with closing(opened(data_dir)) as store:
        assert store.open_workspace(LOCAL)[1] is False
    assert set(held(data_dir, OWN).interviews["time_zone"]) == {"", "Asia/Tokyo"}


@pytest.mark.parametrize(
    "entry",
    [
        AddGoal(kind=GoalKind.ROLE, topic="data work"),
        SaveProfileText(version=1, field="name", text="Ada"),
        ImportContacts(source="LinkedIn", contacts=(ImportedContact(name="Ben"),)),
    ],
    ids=["goal", "profile", "people"],
)
def test_the_sample_is_not_mixed_into_ones_own_entries(
    run: Run, data_dir: Path, entry: AddGoal | SaveProfileText | ImportContacts
) -> None:
    with closing(opened(data_dir)) as store:
        store.workspace(LOCAL, OWN).do(entry)
    before = held(data_dir, OWN).revision
    code, _, refused = run("sample", "--own")
    assert (code, refused) == (1, "Your own workspace already holds entries, so the sample was not loaded into it.\n")
    assert held(data_dir, OWN).revision == before


def test_people_of_a_file_come_in_once(run: Run, data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "Connections.csv"
    file.write_bytes(connections_csv(50))
    first, second = run("import", file), run("import", file)
    assert first == (0, "Came into your own workspace: 50 new people; 0 were known already; 0 are unclear.\n", "")
    assert second == (0, "Came into your own workspace: 0 new people; 50 were known already; 0 are unclear.\n", "")
    assert len(held(data_dir, OWN).contacts) == 50
    assert set(held(data_dir, OWN).contacts["source"]) == {"LinkedIn"}


def test_people_come_into_the_workspace_that_is_open(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "Connections.csv"
    file.write_bytes(connections_csv(5))
    run("sample")
    assert run("import", file)[1].startswith("Came into the sample workspace: 5 new people; 0 were known already;")


def test_a_dry_run_tells_the_same_and_changes_nothing(run: Run, data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "Connections.csv"
    file.write_bytes(connections_csv(50))
    code, told, _ = run("import", file, "--dry-run")
    assert code == 0
    assert told.startswith("Nothing was changed. Would come into your own workspace: 50 new people;")
    assert held(data_dir, OWN).contacts.empty


def test_broken_lines_are_told_with_their_numbers_and_the_good_ones_come_in(
    run: Run, data_dir: Path, tmp_path: Path
) -> None:
    file = tmp_path / "Connections.csv"
    good = ("Ben", "Castillo", "", "", "Blue Lantern Health", "Nurse", "05 Mar 2024")
    file.write_bytes(linkedin_file([SHORT_ROW, good]))
    code, told, _ = run("import", file)
    assert code == 0
    assert "Line 5 has 2 cells where the heading has 7, so it was left out." in told
    assert held(data_dir, OWN).contacts["name"].tolist() == ["Ben Castillo"]


FORMATS = {
    "linkedin.zip": zip_of({"x/Connections.csv": linkedin_file([("Ada", "Okafor", "", "", "", "", "05 Mar 2024")])}),
    "google.csv": csv_of(GOOGLE_NEW, [{"First Name": "Ada", "Last Name": "Okafor"}]),
    "outlook.csv": csv_of(OUTLOOK, [{"First Name": "Ada", "Last Name": "Okafor"}]),
    "phone.vcf": b"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Okafor;Ada\r\nEND:VCARD\r\n",
    "own.xlsx": workbook_of([["Name", "Company"], ["Ada Okafor", "Kestrel"]]),
    "own.csv": csv_rows([["Full name", "Firma"], ["Ada Okafor", "Kestrel"]]),
}


@pytest.mark.parametrize("name", FORMATS)
def test_people_of_every_format_come_in(run: Run, data_dir: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FORMATS[name])
    code, told, _ = run("import", tmp_path / name)
    assert code == 0
    assert told.endswith("Came into your own workspace: 1 new people; 0 were known already; 0 are unclear.\n")
    assert held(data_dir, OWN).contacts["name"].tolist() == ["Ada Okafor"]


def test_columns_can_be_named_and_are_used_again_next_time(run: Run, data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_rows([["Ki", "Hol"], ["Ada Okafor", "ada@example.org"]]))
    told = "Columns of the table: Ki=(not read), Hol=email\n"
    assert run("import", file) == (1, told, f"{NoNameColumnError()}\n")
    assert run("import", file, "--columns", "Ki=name", "Hol=email")[0] == 0
    file.write_bytes(csv_rows([["Ki", "Hol"], ["Ben Brown", "ben@example.org"]]))
    code, told, _ = run("import", file)
    assert (code, told.splitlines()[0]) == (0, "Columns of the table: Ki=name, Hol=email")
    assert held(data_dir, OWN).contacts["email"].tolist() == ["ada@example.org", "ben@example.org"]


def test_a_table_without_headings_comes_in_when_its_columns_are_named(run: Run, data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(csv_rows([["Ada Okafor", "Kestrel"], ["Ben Brown", "Harbour"]]))
    assert run("import", file, "--dry-run")[1].startswith("Columns of the table: Column 1=name, Column 2=(not read)\n")
    code, _, refused = run("import", file)
    assert (code, refused) == (1, f"{admin.UnnamedColumnsError()}\n")
    assert held(data_dir, OWN).contacts.empty
    assert run("import", file, "--columns", "Column 1=name", "Column 2=organisation")[0] == 0
    assert sorted(held(data_dir, OWN).contacts["organisation"]) == ["Harbour", "Kestrel"]


def test_what_is_unclear_and_what_stays_in_the_file_is_told(run: Run, data_dir: Path, tmp_path: Path) -> None:
    file = tmp_path / "google.csv"
    with closing(opened(data_dir)) as store:
        a_contact(store.workspace(LOCAL, OWN), "Ada Okafor", email="ada@example.org")
    file.write_bytes(csv_of(GOOGLE_NEW, [{"First Name": "Ada", "Last Name": "Okafor", "Birthday": "1990-01-02"}]))
    told = run("import", file, "--dry-run")[1].splitlines()
    assert told == [
        "Left in the file, because Askwell has no need of it: birthdays.",
        "Line 2, Ada Okafor: somebody of this name is there, perhaps the same person.",
        "Nothing was changed. Would come into your own workspace: 0 new people; 0 were known already; 1 are unclear.",
    ]


def test_a_file_without_people_in_it_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "Connections.csv"
    file.write_bytes(b"%PDF-1.7")
    code, told, refused = run("import", file)
    assert (code, told) == (1, "")
    assert refused.startswith("This is a PDF document, not a list of people.")


def test_a_file_too_large_is_not_read_to_its_end(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "Connections.csv"
    with file.open("wb") as opened:
        opened.truncate(10**12)  # a hole: no disk is filled
    assert run("import", file) == (1, "", f"{FileTooLargeError()}\n")


def test_a_file_that_is_not_there_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.csv"
    assert run("import", missing) == (
        1,
        "",
        f"The file or folder {missing} can't be used: No such file or directory.\n",
    )


def test_a_database_that_is_none_is_refused_in_a_sentence(run: Run, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / DATABASE_FILE).write_bytes(b"This is a letter, not a database. " * 100)
    code, _, refused = run("migrate")
    assert code == 1
    assert refused.startswith(f"There is no database that Askwell can use at {data_dir / DATABASE_FILE}.")


@pytest.mark.parametrize("address", ["nonsense", "oracle://ada:secret@db.example/askwell"])
def test_an_address_that_leads_nowhere_is_refused_without_its_secret(
    run: Run, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ASKWELL_DATABASE_URL", address)
    code, _, refused = run("export", "--format", "csv")
    assert code == 1
    assert refused.startswith("There is no database that Askwell can use at")
    assert "secret" not in refused


def test_a_newer_database_is_refused_and_left_as_it_is(run: Run, data_dir: Path) -> None:
    run("migrate")
    with closing(sqlite3.connect(data_dir / DATABASE_FILE)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    before = (data_dir / DATABASE_FILE).read_bytes()
    code, _, refused = run("migrate")
    assert code == 1
    assert "newer version of Askwell" in refused
    assert (data_dir / DATABASE_FILE).read_bytes() == before


def test_the_log_is_written_to_a_file(run: Run, data_dir: Path, tmp_path: Path) -> None:
    run("sample")
    target = tmp_path / "log.csv"
    assert run("export", "--format", "csv", "--output", target) == (0, "", "")
    rows = exported(target.read_bytes())
    assert len(rows) == 21
    assert {row["interview_id"] for row in rows} == set(held(data_dir, SAMPLE).interviews["id"])


@pytest.mark.parametrize("kind", ["contacts-csv", "vcard"])
def test_people_are_written_to_a_file_that_comes_in_again(run: Run, data_dir: Path, tmp_path: Path, kind: str) -> None:
    run("sample")
    target = tmp_path / "people"
    assert run("export", "--format", kind, "--output", target) == (0, "", "")
    there = len(held(data_dir, SAMPLE).contacts)
    code, said, _ = run("import", target, "--dry-run")
    assert code == 0
    assert f"0 new people; {there:,} were known already" in said


def test_the_calendar_is_written_to_a_file(run: Run, data_dir: Path, tmp_path: Path) -> None:
    run("sample")
    target = tmp_path / "calendar.ics"
    assert run("export", "--format", "ics", "--output", target) == (0, "", "")
    calendar = strictly_read(target.read_bytes())
    timed = held(data_dir, SAMPLE).interviews["starts_at"].notna().sum()
    talks = [event for event in calendar.all_of("VEVENT") if "TRANSP" not in event.names()]
    assert len(talks) == timed > 0


def test_the_log_goes_to_standard_output_byte_for_byte(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = tmp_path / "log.csv"
    admin.main(["sample"])
    admin.main(["export", "--format", "csv", "--output", str(target)])
    capsysbinary.readouterr()
    assert admin.main(["export", "--format", "csv"]) == 0
    assert capsysbinary.readouterr().out == target.read_bytes()


def test_the_log_is_written_in_the_time_zone_that_was_asked_for(run: Run, tmp_path: Path) -> None:
    run("sample", "--time-zone", "UTC")
    histories = []
    for zone in ("UTC", "Asia/Tokyo"):
        run("export", "--format", "csv", "--output", tmp_path / "log.csv", "--time-zone", zone)
        histories.append({row["history"] for row in exported((tmp_path / "log.csv").read_bytes())})
    assert histories[0].isdisjoint(histories[1])


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("unknown",),
        ("import",),
        ("import", "x.csv", "--columns", "name"),
        ("import", "x.csv", "--columns", "Shoe=size"),
        ("export",),
        ("export", "--format", "pdf"),
        ("sample", "--contacts", "-1"),
        ("sample", "--interviews", "many"),
        ("sample", "--time-zone", "Mars/Olympus"),
    ],
)
def test_wrong_usage_leaves_with_code_2_and_touches_nothing(words: tuple[str, ...], data_dir: Path) -> None:
    with pytest.raises(SystemExit) as left:
        admin.main(words)
    assert left.value.code == 2
    assert not data_dir.exists()


@pytest.mark.parametrize("part", [(), ("migrate",), ("sample",), ("import",), ("export",)])
def test_every_command_explains_itself(part: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        admin.main([*part, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: python -m lib.admin {' '.join(part)}".rstrip())


@pytest.mark.parametrize(("words", "code"), [(["migrate"], 0), (["import", "nowhere.csv"], 1), (["nothing"], 2)])
def test_the_real_program_exits_with_its_code_and_without_a_stack_trace(
    words: list[str], code: int, data_dir: Path
) -> None:
    environment = {**os.environ, "ASKWELL_DATA_DIR": str(data_dir)}
    ran = subprocess.run(
        [sys.executable, "-m", "lib.admin", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    assert bool(ran.stderr) == (code != 0)
