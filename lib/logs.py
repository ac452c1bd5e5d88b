"""What is logged, and how: what happened and where in the code, never what somebody wrote.

Messages of exceptions stay out of it, because they may hold people's words. Of other libraries' lines the fixed text is
kept, and of what they put into it only numbers: Streamlit and uvicorn put sessions' ids and addresses there.
"""

import json
import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

OURS = "askwell"
# What our own code may add to a line (`extra=`); `account` is an id, never a name.
FIELDS = ("incident", "deed", "refusal", "account", "times")
_ROOT = Path(__file__).parents[1]
_QUIET = {"uvicorn.access", "sqlalchemy.engine", "alembic.runtime.migration"}
_SERVERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "websockets")
_TRACEBACK = "Traceback (most recent call last):"
# Nothing else of a traceback's text: an error's message, in which people's words may be, can look like anything.
_FRAME = re.compile(r'^  File "([^"\n]+)", line (\d+), in ([\w<>]+)$', re.MULTILINE)
_ERROR = re.compile(r"^    .*\n(?:[\w.]+\.)?([A-Za-z_]\w*)(?=:|$)", re.MULTILINE)
_MOST_CAUSES = 5  # errors may name one another in a circle
_LOG = logging.getLogger(OURS)


class JsonLines(logging.Formatter):
    """One JSON object a line, so that no text can pass itself off as another line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        return json.dumps(_told(record), ensure_ascii=True)


class PlainLines(logging.Formatter):
    """Lines for a person at their own terminal, with the same in them."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, with the places of an error below it."""
        told = _told(record)
        known = " ".join(f"{name}={told[name]}" for name in (*FIELDS, "error") if name in told)
        event = str(told["event"]).encode("unicode_escape").decode()
        line = f"{told['level']} {told['logger']}: {event} {known}".rstrip()
        return "\n".join([line, *(f"    {place}" for place in told.get("places", ()))])


def set_up_logs(*, is_hosted: bool, stream: IO[str] | None = None) -> None:
    """Send all logs through one door, to standard error unless told otherwise; call it before the server starts."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if is_hosted else PlainLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in _SERVERS:
        hand_to_root(logging.getLogger(name))
    for name in _QUIET:
        logging.getLogger(name).disabled = True
    if is_hosted:
        _take_what_python_prints()


def hand_to_root(logger: logging.Logger) -> None:
    """Take a logger's own handlers away, so that its lines go through our door."""
    logger.handlers.clear()
    logger.propagate = True


def _told(record: logging.LogRecord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": _event(record),
    }
    if _is_ours(record):
        told |= {name: str(getattr(record, name)) for name in FIELDS if hasattr(record, name)}
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        told |= {"error": _type_names(error), "places": _places(error.__traceback__)}
    elif not _is_ours(record) and isinstance(record.msg, str) and record.msg.startswith(_TRACEBACK):
        told |= _printed(record.msg)
    return told


def _printed(text: str) -> dict[str, Any]:
    """Return what went wrong and where, of a traceback as text: uvicorn logs a failed start like that."""
    known = _names_of_errors(BaseException)
    names = [name for name in dict.fromkeys(_ERROR.findall(text)) if name in known]
    frames = [(path, line, name) for path, line, name in _FRAME.findall(text) if Path(path).is_file()]
    return {"error": " then ".join(names), "places": [f"{_short(path)}:{line} {name}" for path, line, name in frames]}


def _names_of_errors(kind: type[BaseException]) -> set[str]:
    return {kind.__name__}.union(*map(_names_of_errors, kind.__subclasses__()))


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] == OURS


def _event(record: logging.LogRecord) -> str:
    if _is_ours(record):
        return record.getMessage()
    if not isinstance(record.msg, str):
        return str(_shown(record.msg))
    # Below the first line uvicorn puts a whole traceback, with the error's message at its end.
    text = record.msg.partition("\n")[0]
    args = record.args or ()
    shown = {k: _shown(v) for k, v in args.items()} if isinstance(args, Mapping) else tuple(map(_shown, args))
    try:
        return str(text % shown) if shown else text
    except (TypeError, ValueError, KeyError):
        return text


def _shown(value: object) -> Any:
    """Return a number as it is, and of everything else only what it is."""
    return value if isinstance(value, int | float) else f"<{type(value).__name__}>"


def _type_names(error: BaseException) -> str:
    """Return what went wrong, and what that came from."""
    names: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(names) < _MOST_CAUSES:
        names.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return " from ".join(names)


def _places(trace: TracebackType | None) -> list[str]:
    return [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _short(path: str) -> str:
    return str(Path(path).relative_to(_ROOT)) if Path(path).is_relative_to(_ROOT) else path


def _take_what_python_prints() -> None:
    """Log what Python would print on standard error by itself, message and all."""
    sys.excepthook = lambda kind, error, trace: _log_end(error or kind(), trace)
    threading.excepthook = lambda told: _log_end(told.exc_value or told.exc_type(), told.exc_traceback)
    sys.unraisablehook = lambda told: _log_end(told.exc_value or told.exc_type(), told.exc_traceback)
    warnings.showwarning = _log_warning


def _log_end(error: BaseException, trace: TracebackType | None) -> None:
    _LOG.critical("uncaught error", exc_info=(type(error), error, trace))


def _log_warning(  # noqa: PLR0913, PLR0917 - the signature of Python's own `warnings.showwarning`
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: IO[str] | None = None,  # noqa: ARG001 - likewise
    line: str | None = None,  # noqa: ARG001 - likewise
) -> None:
    del message
    _LOG.warning("%s at %s:%s", category.__name__, _short(filename), lineno)
