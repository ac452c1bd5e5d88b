"""Looks at how Askwell is set up, and refuses by name what is dangerous: `python -m lib.doctor`, and at every start."""

import logging
from collections.abc import Mapping

import sqlalchemy as sa

from lib.doctor import database, organisation, own_settings, server_options
from lib.doctor.finding import Finding
from lib.settings import Settings
from lib.store.engine import open_engine

__all__ = ["DoctorRefusalError", "Finding", "check_at_start", "examine", "findings"]

_LOG = logging.getLogger("askwell.doctor")
_DATABASE = "ASKWELL_DATABASE_URL"


class DoctorRefusalError(SystemExit):
    """Askwell must not start like this; where nobody catches it, the process ends with its lines and exit code 1."""

    def __init__(self, refused: list[Finding]) -> None:
        lines = "\n".join(str(finding) for finding in refused)
        super().__init__(f"Askwell does not start, because its settings are dangerous:\n{lines}")
        self.refused = refused


def findings(
    settings: Settings,
    options: Mapping[str, object],
    connection: sa.Connection | None,
    environment: Mapping[str, str],
) -> list[Finding]:
    """Return what is wrong.

    `options` are Streamlit's by name, and part of its secrets; `connection` is None where the database is away.
    """
    if not settings.is_hosted:
        return list(server_options.personal(options))
    found = [
        *own_settings.findings(settings, environment),
        *organisation.findings(settings, options),
        *server_options.hosted(settings, options),
    ]
    if connection is not None and connection.dialect.name == "postgresql":
        return found + list(database.findings(connection))
    if not any(finding.name == _DATABASE for finding in found):
        found.append(Finding(_DATABASE, "The database does not answer, so nobody can tell whether it is safe."))
    return found


def examine(settings: Settings, options: Mapping[str, object], environment: Mapping[str, str]) -> list[Finding]:
    """Return what `findings` does, after opening the database where people sign in."""
    url = settings.database_url
    if not settings.is_hosted or not url.startswith("postgres"):
        return findings(settings, options, None, environment)
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return findings(settings, options, connection, environment)
    except sa.exc.OperationalError:
        return findings(settings, options, None, environment)
    finally:
        engine.dispose()


def check_at_start(settings: Settings, options: Mapping[str, object], environment: Mapping[str, str]) -> None:
    """Log what is only a warning, and let nothing dangerous start.

    Raises:
        DoctorRefusalError: with all that is refused, by name.
    """
    found = examine(settings, options, environment)
    for finding in found:
        if not finding.is_refused:
            _LOG.warning("%s", finding)
    if refused := [finding for finding in found if finding.is_refused]:
        raise DoctorRefusalError(refused)
