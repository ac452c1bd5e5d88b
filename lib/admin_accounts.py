"""The commands of whoever runs a hosted Askwell: `python -m lib.admin create-administrator --help` and the like."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Protocol

from lib.accounts import operating
from lib.accounts.desk import AccountDesk
from lib.settings import Settings
from lib.store.store import Store

Run = Callable[[Namespace, Settings], None]


class AddPart(Protocol):
    """How `lib.admin` adds a command: its name, what carries it out, and what `--help` tells of it."""

    def __call__(self, name: str, run: Run, told: str) -> ArgumentParser:
        """Return the command's own parser."""


def add_account_commands(part: AddPart) -> None:
    """Add the commands to the command line."""
    administrator = part("create-administrator", _create_administrator, "Make an administrator; prints a link, once.")
    administrator.add_argument("name", metavar="NAME", help="the name they sign in with")
    part("invite-administrator", _invite_administrator, "Print a code for an administrator's account, once.")
    workshop = part("create-workshop", _create_workshop, "Make a workshop; prints its facilitator's code, once.")
    workshop.add_argument("name", metavar="NAME", help="what it is called")
    link = part("reset-link", _reset_link, "Print a link by which somebody sets a new pass phrase, once.")
    link.add_argument("name", metavar="NAME", help="the name they sign in with")
    lost = part("second-factor-off", _second_factor_off, "Ask somebody for no code any more, who lost their app.")
    lost.add_argument("name", metavar="NAME", help="the name they sign in with; be sure who asks")
    part("clear", _clear, "Remove for good what has had its time; a running server does it by itself.")


@contextmanager
def _desk(settings: Settings) -> Iterator[AccountDesk]:
    with closing(Store(settings.store_url(), upgrades=False)) as store:
        yield AccountDesk(store.engine, settings.secret_key.get_secret_value())


def _create_administrator(arguments: Namespace, settings: Settings) -> None:
    with _desk(settings) as desk:
        token = operating.create_administrator(desk, arguments.name)
    _tell(f"Made. Within 24 hours, set the pass phrase here:\n{_link(settings, token)}")


def _invite_administrator(_arguments: Namespace, settings: Settings) -> None:
    with _desk(settings) as desk:
        code = operating.invite_administrator(desk)
    _tell(f"Whoever makes an account with this code, once, within 90 days, is an administrator: {code}")


def _create_workshop(arguments: Namespace, settings: Settings) -> None:
    with _desk(settings) as desk:
        code = operating.create_workshop(desk, arguments.name)
    _tell(f"Made. Its facilitator makes an account with this code, once, within 90 days: {code}")


def _reset_link(arguments: Namespace, settings: Settings) -> None:
    with _desk(settings) as desk:
        token = operating.reset_link(desk, arguments.name)
    _tell(f"It holds for 24 hours, once:\n{_link(settings, token)}")


def _second_factor_off(arguments: Namespace, settings: Settings) -> None:
    with _desk(settings) as desk:
        operating.second_factor_off(desk, arguments.name)
    _tell("Done. Their name and pass phrase alone sign them in now; they can set up a new app on the page Account.")


def _link(settings: Settings, token: str) -> str:
    return f"{settings.address.rstrip('/') or 'http://localhost:8501'}/?reset={token}"


def _clear(_arguments: Namespace, settings: Settings) -> None:
    with _desk(settings) as desk:
        cleared = operating.clear_what_is_over(desk)
    _tell(
        f"Removed: {cleared.sandboxes} sandboxes, {cleared.sessions} sessions, {cleared.tickets} tickets, "
        f"{cleared.audit_lines} lines of the log."
    )


def _tell(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
