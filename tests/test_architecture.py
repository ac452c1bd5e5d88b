"""What the house rules say of the code as a whole."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from lib.domain import commands
from lib.store.perform import PERFORM

ROOT = Path(__file__).parents[1]
SOURCES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in sorted([ROOT / "app.py", *ROOT.glob("lib/**/*.py"), *ROOT.glob("pages/**/*.py")])
}
SHOWING = ("app.py", "pages/", "lib/ui/", "lib/shell.py", "lib/front_door.py")
PURE = ("lib/domain/", "lib/method/", "lib/views/", "lib/exchange/")
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def _imports(text: str) -> set[str]:
    """Return the first names of all modules that a source imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def _functions(text: str) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))


def test_there_is_something_to_check() -> None:
    assert len(SOURCES) > 50
    assert {"app.py", "lib/domain/lifecycle.py", "lib/shell.py"} <= set(SOURCES)
    assert _imports("import a.b\nfrom c.d import e\ndef f():\n    import g as h\n") == {"a", "c", "g"}


def test_imports_point_one_way() -> None:
    # In a process of its own: it switches off every logger that it finds.
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    assert re.search(r"Contracts: [4-9]\d* kept, 0 broken", ran.stdout)


def test_only_what_shows_knows_streamlit() -> None:
    knowing = {path for path, text in SOURCES.items() if "streamlit" in _imports(text)}
    assert {path for path in knowing if not path.startswith(SHOWING)} == set()
    assert "lib/shell.py" in knowing


def test_rules_and_views_know_neither_database_nor_clock() -> None:
    for path, text in SOURCES.items():
        if path.startswith(PURE):
            assert _imports(text).isdisjoint({"sqlalchemy", "sqlite3", "psycopg", "alembic"}), path
            assert not re.search(r"\b(datetime\.now|date\.today|time\.time)\(", text), path


def test_every_module_is_named_for_its_subject() -> None:
    parts = {part.removesuffix(".py") for path in SOURCES for part in path.split("/")}
    assert parts & NAMELESS == set()


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path, text in SOURCES.items() if not ast.get_docstring(ast.parse(text))]
    assert silent == []


def test_no_text_is_shown_as_html() -> None:
    loose = [path for path, text in SOURCES.items() if re.search(r"unsafe_allow_(html|javascript)", text)]
    assert loose == []


def test_nothing_is_unpickled_or_evaluated() -> None:
    for path, text in SOURCES.items():
        assert _imports(text).isdisjoint({"pickle", "shelve", "marshal"}), path
        assert not re.search(r"\b(eval|exec)\(", text), path


def test_modules_and_functions_stay_small() -> None:
    long_modules = [path for path, text in SOURCES.items() if len(text.splitlines()) > 400]
    long_functions = [
        f"{path}: {function.name}"
        for path, text in SOURCES.items()
        if "/migrations/" not in path
        for function in _functions(text)
        if (function.end_lineno or 0) - function.lineno >= 60
    ]
    assert (long_modules, long_functions) == ([], [])


# What commands are made of.
_PARTS = (commands.ContactCard, commands.ImportedContact, commands.ColumnChoice)


def test_every_command_is_carried_out_by_the_function_of_its_name() -> None:
    kinds = {kind for kind in vars(commands).values() if isinstance(kind, type) and issubclass(kind, commands.Command)}
    assert set(PERFORM) == kinds - {commands.Command, *_PARTS}
    for kind, perform in PERFORM.items():
        snake = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
        assert getattr(perform, "__name__", "") == snake


def test_nothing_reads_the_notes_of_the_builders() -> None:
    notes = "/work/" + "shared"
    tests = {str(path): path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/*.py")}
    assert [path for path, text in (SOURCES | tests).items() if notes in text] == []
