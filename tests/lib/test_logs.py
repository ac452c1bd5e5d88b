"""What is logged: never what somebody wrote."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lib.logs import set_up_logs

ROOT = Path(__file__).parents[2]
SECRET = "Ada told me in confidence"  # noqa: S105 - what somebody wrote


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes; the handlers that pytest has at the root come back afterwards."""
    root = logging.getLogger()
    before, level, hooks = root.handlers[:], root.level, (sys.excepthook, sys.unraisablehook)
    root.handlers.clear()
    yield io.StringIO()
    root.handlers[:], root.level = before, level
    sys.excepthook, sys.unraisablehook = hooks


def _failing(log: logging.Logger) -> None:
    try:
        try:
            raise ValueError(SECRET)  # noqa: TRY301 - the cause of the other
        except ValueError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError:
        log.exception("a command failed", extra={"incident": "3f2a", "text": SECRET})


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_hosted_line_says_when_where_and_what(stream: io.StringIO) -> None:
    set_up_logs(is_hosted=True, stream=stream)
    extra = {"deed": "signed_in", "account": "a1b2"}
    logging.getLogger("askwell.accounts").info("signed in", extra={**extra, "address": "192.0.2.7"})
    (line,) = _lines(stream)
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "info", "logger": "askwell.accounts", "event": "signed in", **extra}


@pytest.mark.parametrize("name", ["askwell", "sqlalchemy.pool", "uvicorn.error"])
def test_of_an_error_only_its_type_and_its_places_are_told(stream: io.StringIO, name: str) -> None:
    set_up_logs(is_hosted=True, stream=stream)
    _failing(logging.getLogger(name))
    (line,) = _lines(stream)
    assert SECRET not in stream.getvalue()
    assert line["error"] == "RuntimeError from ValueError"
    assert line["places"][0].startswith("tests/lib/test_logs.py:")
    assert line["places"][0].endswith(" _failing")
    assert line.get("incident") == ("3f2a" if name == "askwell" else None)


def test_a_start_that_fails_says_of_what_and_where_and_nothing_of_the_message(stream: io.StringIO) -> None:
    set_up_logs(is_hosted=True, stream=stream)
    message = f'{SECRET}\n    {SECRET}\n{SECRET}Error: x\n  File "/{SECRET}", line 1, in {SECRET}\n'
    frame = f'  File "{__file__}", line 7, in start\n    start()\n'
    # As uvicorn does it: the whole traceback is the text.
    text = f"Traceback (most recent call last):\n{frame}ValueError: {message}"
    logging.getLogger("uvicorn.error").error(text)
    (line,) = _lines(stream)
    assert (line["error"], line["places"]) == ("ValueError", ["tests/lib/test_logs.py:7 start"])
    assert SECRET not in stream.getvalue()


def test_plain_lines_hold_no_more(stream: io.StringIO) -> None:
    set_up_logs(is_hosted=False, stream=stream)
    _failing(logging.getLogger("askwell"))
    first, place = stream.getvalue().splitlines()
    assert first == "error askwell: a command failed incident=3f2a error=RuntimeError from ValueError"
    assert place.strip().startswith("tests/lib/test_logs.py:")


@pytest.mark.parametrize("is_hosted", [True, False])
def test_no_text_can_pass_itself_off_as_another_line(stream: io.StringIO, is_hosted: bool) -> None:  # noqa: FBT001 - a case
    set_up_logs(is_hosted=is_hosted, stream=stream)
    logging.getLogger("askwell").info("a name: %s", 'x\n{"event": "signed in"}\r\u2028y')
    assert len(stream.getvalue().splitlines()) == 1


@pytest.mark.parametrize(
    ("message", "args", "told"),
    [
        ("Session %s ended after %d runs", (SECRET, 3), "Session <str> ended after 3 runs"),
        ("Code %d", (SECRET,), "Code %d"),
        ("%(id)s left", ({"id": SECRET},), "<str> left"),
        ("100% of it", (), "100% of it"),
        (f"Traceback:\n  File\nValueError: {SECRET}", (), "Traceback:"),
        (ValueError(SECRET), (), "<ValueError>"),
        ("because of %s", (OSError(SECRET),), "because of <OSError>"),
    ],
)
def test_what_libraries_put_into_their_lines_stays_out(
    stream: io.StringIO, message: object, args: tuple[object, ...], told: str
) -> None:
    set_up_logs(is_hosted=True, stream=stream)
    logging.getLogger("alembic.runtime").warning(message, *args)
    (line,) = _lines(stream)
    assert line["event"] == told


def test_requests_are_not_logged(stream: io.StringIO) -> None:
    set_up_logs(is_hosted=True, stream=stream)
    logging.getLogger("uvicorn.access").info("PUT /_stcore/upload_file/1234")
    assert not stream.getvalue()


@pytest.mark.parametrize(
    "ending",
    [
        "raise ValueError(secret)",
        "import threading; thread = threading.Thread(target=lambda: int(secret)); thread.start(); thread.join()",
        "import warnings; warnings.warn(secret)",
        "exec('class Leaving:\\n def __del__(self): raise ValueError(secret)'); Leaving()",
    ],
)
def test_what_python_prints_by_itself_is_logged_without_its_message(ending: str) -> None:
    program = f"from lib.logs import set_up_logs; set_up_logs(is_hosted=True); secret = {SECRET!r}\n{ending}"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    (line,) = [json.loads(line) for line in ended.stderr.splitlines()]
    assert SECRET not in ended.stderr
    assert "Warning" in line["event"] or line["error"] == "ValueError"


def test_a_circle_of_errors_ends(stream: io.StringIO) -> None:
    set_up_logs(is_hosted=True, stream=stream)
    first, second = ValueError(), OSError()
    first.__cause__, second.__cause__ = second, first
    logging.getLogger("askwell").error("odd", exc_info=first)
    (line,) = _lines(stream)
    assert line["error"].startswith("ValueError from OSError from ValueError")
