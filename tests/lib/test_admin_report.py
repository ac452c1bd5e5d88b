"""The report from the command line: of the goal that is meant, and of no other."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lib import admin
from lib.settings import DATABASE_FILE
from lib.store.actor import LOCAL
from lib.store.store import Store
from tests.cast import a_goal, an_interview

ROOT = Path(__file__).parents[2]
BEGINS = {"md": b"# What I learned: data work", "html": b"<!doctype html>", "pdf": b"%PDF-", "docx": b"PK"}

Run = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def goals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Three goals in one's own workspace, by their topics; about the first, somebody is asked."""
    monkeypatch.setenv("ASKWELL_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("ASKWELL_DATABASE_URL", raising=False)
    with closing(Store(f"sqlite:///{tmp_path / DATABASE_FILE}")) as store:
        workspace = store.workspace(LOCAL)
        made = {topic: a_goal(workspace, topic) for topic in ("data work in hospitals", "Data work", "Büros")}
        an_interview(workspace, goal_id=made["data work in hospitals"])
        return made


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Ask for a report as Markdown; returns what was written, and else the exit code and the sentence."""

    def run(*words: str) -> tuple[int, str]:
        code = admin.main(["report", *words, "--format", "md"])
        told = capsys.readouterr()
        return code, told.err if code else told.out.splitlines()[0]

    return run


def test_the_report_is_written_into_a_file(tmp_path: Path) -> None:
    for form, begin in BEGINS.items():
        file = tmp_path / "report"
        assert admin.main(["report", "data work in", "--format", form, "--out", str(file)]) == 0
        assert file.read_bytes().startswith(begin)


def test_the_report_is_written_where_the_command_runs_by_itself(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "lib.admin", "report", "data work in", "--format", "pdf"]
    environment = {**os.environ, "ASKWELL_DATA_DIR": str(tmp_path)}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert ran.stdout.startswith(BEGINS["pdf"])


def test_a_goal_is_meant_by_its_id_its_topic_or_how_that_begins(run: Run, goals: dict[str, str]) -> None:
    assert run(goals["Data work"]) == (0, "# What I learned: Data work")
    assert run("data WORK") == (0, "# What I learned: Data work")
    assert run("büro") == (0, "# What I learned: Büros")


def test_it_is_said_where_no_goal_or_more_than_one_is_meant(run: Run, goals: dict[str, str]) -> None:
    every, two = (
        "".join(f"\n  {goals[topic]}  {topic}" for topic in topics)
        for topics in (goals, ("data work in hospitals", "Data work"))
    )
    assert run("law") == (1, f"No goal has this id or begins with “law”. These are there:{every}\n")
    assert run("dat") == (1, f"More than one goal begins with “dat”. Give the id of one:{two}\n")
    assert run("") == (1, f"No goal has this id or begins with “”. These are there:{every}\n")


def test_names_are_left_out_when_asked_for(capsys: pytest.CaptureFixture[str], goals: dict[str, str]) -> None:
    assert admin.main(["report", goals["data work in hospitals"], "--format", "md", "--without-names"]) == 0
    assert "Amara" not in capsys.readouterr().out
