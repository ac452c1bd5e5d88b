"""What SECURITY.md and the papers for hosts say is there, is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from streamlit import config

from lib.doctor.server_options import MOST_MEGABYTES
from lib.domain.unicode_text import MOST_MARKS
from lib.settings import Settings
from lib.store.engine import STATEMENT_TIMEOUT_MS

ROOT = Path(__file__).parents[1]
PAPER = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
FOLDERS = ("lib/", "pages/", "tests/", "docs/", "deploy/", ".streamlit/")
REQUIREMENTS = [line for line in PAPER.splitlines() if re.match(r"\| V\d", line)]


def named_tests(text: str) -> list[tuple[str, str]]:
    """Return file and name of each test in a text; one without a file is in the file before it."""
    found = re.findall(r"`((?:tests/[\w/]+\.py)?)::(test_\w+)`", text)
    file = ""
    pairs = []
    for path, name in found:
        file = path or file
        pairs.append((file, name))
    return pairs


def missing_tests(text: str) -> list[tuple[str, str]]:
    """Return the tests that a text names and that are not there."""
    return [(path, name) for path, name in named_tests(text) if name not in defined_in(path)]


@cache
def defined_in(path: str) -> frozenset[str]:
    file = ROOT / path
    if not path or not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def named_paths(text: str) -> set[str]:
    """Return what a text names in backticks that is a path of ours."""
    return {name for name in re.findall(r"`([\w./-]+)`", text) if name.startswith(FOLDERS)}


def set_by_variables() -> set[str]:
    return {f"ASKWELL_{name.upper()}" for name in Settings.model_fields}


def test_every_test_that_is_named_is_there() -> None:
    assert len(named_tests(PAPER)) > 150
    assert missing_tests(PAPER) == []


def test_a_test_that_is_not_there_is_found_out() -> None:
    here = "tests/test_security_papers.py"
    wrong = f"`{here}::test_that_never_was`, `::test_a_test_that_is_not_there_is_found_out`, `tests/no.py::test_it`"
    assert missing_tests(wrong) == [(here, "test_that_never_was"), ("tests/no.py", "test_it")]


def test_no_test_is_named_in_a_way_that_is_not_checked() -> None:
    assert len(named_tests(PAPER)) == PAPER.count("::test_")


def test_every_file_that_is_named_is_there() -> None:
    named = named_paths(PAPER.replace("::", "` `"))
    assert len(named) > 60
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_decision_names_files_that_are_there() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    for path in DECISIONS:
        text = path.read_text(encoding="utf-8")
        assert re.search(r"^Date: \d{4}-\d\d-\d\d\. Status: \w+\.", text, re.MULTILINE), path.name
        for part in ("Context", "Decision", "Consequences"):
            assert f"\n## {part}\n" in text, path.name
        assert {name for name in named_paths(text) if not (ROOT / name).exists()} == set()


def test_every_option_of_streamlit_that_is_named_is_one() -> None:
    named = set(re.findall(r"`((?:server|client|browser|runner|logger)\.\w+)`", PAPER))
    assert named
    assert named <= set(config.get_config_options())


def test_every_setting_that_is_named_is_one() -> None:
    assert set(re.findall(r"ASKWELL_[A-Z_]+", PAPER)) <= set_by_variables()


@pytest.mark.parametrize("name", sorted(set_by_variables()))
def test_every_setting_is_explained_to_whoever_sets_it(name: str) -> None:
    papers = [ROOT / "docs" / "hosting.md", ROOT / "README.md"]
    lines = [line for path in papers for line in path.read_text(encoding="utf-8").splitlines()]
    assert any(re.match(rf"\|\s*`{name}`", line) for line in lines)


def test_the_limits_are_those_that_are_set() -> None:
    assert f"| a statement in the database | {STATEMENT_TIMEOUT_MS // 1000} seconds |" in PAPER
    assert f"| a message to or from a page | {MOST_MEGABYTES} MB, " in PAPER
    assert f"| accents and other marks on one letter | {MOST_MARKS}; " in PAPER


def test_every_requirement_is_listed_once_with_its_level_and_how_it_is_met() -> None:
    listed = [number for line in REQUIREMENTS for number in re.findall(r"V\d+\.\d+\.\d+", line)]
    assert len(listed) == len(set(listed)) > 150
    for line in REQUIREMENTS:
        numbers, levels, asked, met = (cell.strip() for cell in line.strip("|").split(" | "))
        assert len(levels.split(", ")) in {1, len(numbers.split(", "))}, line
        assert set(levels) <= set("12, "), line
        assert asked, line
        assert met, line


def test_every_number_that_does_not_apply_is_not_said_to_be_met_too() -> None:
    last = PAPER.split("These do not apply", maxsplit=1)[1]
    met = {number for line in REQUIREMENTS for number in re.findall(r"V\d+\.\d+\.\d+", line)}
    assert met.isdisjoint(re.findall(r"V\d+\.\d+\.\d+", last))


def test_every_threat_has_a_test() -> None:
    threats = PAPER.split("## Threats", maxsplit=1)[1].split("## What remains", maxsplit=1)[0]
    rows = [line for line in threats.splitlines() if line.startswith("| ") and " --- " not in line]
    assert len(rows) > 40
    titles = ("| threat |", "| what it would do |")
    assert [row for row in rows if "::test_" not in row and not row.startswith(titles)] == []


def test_the_first_page_leads_to_the_papers() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "](SECURITY.md)" in readme
    assert "](docs/hosting.md)" in readme
    assert len(readme.splitlines()) < 130


def test_every_check_looks_for_dangerous_calls() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    check = makefile.split("\ncheck:", maxsplit=1)[1].split("\n\n", maxsplit=1)[0]
    assert "bandit -q -r lib app.py pages -c pyproject.toml" in check
    assert "ruff check ." in check
    assert "\ntest: check\n" in makefile
