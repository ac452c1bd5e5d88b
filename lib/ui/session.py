"""Who is here and when: the open workspace, the day, and the notice that waits to be shown."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NoReturn
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from lib import identity
from lib.accounts.desk import AccountDesk
from lib.accounts.sessions import SignedIn
from lib.domain.commands import Command
from lib.domain.errors import AskwellError, NotFoundError, NotSignedInError
from lib.domain.fields import time_zones
from lib.domain.snapshot import Snapshot
from lib.metrics import counted_commands
from lib.store.actor import Actor
from lib.store.store import Store
from lib.store.workspace import Receipt, Workspace
from lib.ui import navigation
from lib.ui.password_check import is_right
from lib.ui.run_memory import forget, once_a_run, while_running
from lib.ui.safe_text import md_escape
from lib.views.dates import clock, short_day

_WORKSPACE = "askwell:workspace"
_NOTICE = "askwell:notice"
_NEXT = "askwell:next-page"
_UNDONE = "askwell:undone"
_SNAPSHOT = "snapshot"
_FALLBACK_ZONE = "UTC"


@dataclass(frozen=True)
class _Chosen:
    """Which workspace this session works in; a name, and no key to it."""

    id: str
    is_sample: bool


@dataclass(frozen=True)
class Way:
    """Where a notice leads: a page, at a record, in words of ours."""

    words: str
    page: str
    record: Mapping[str, str]


@dataclass(frozen=True)
class _Notice:
    text: str
    numbers: tuple[int, ...]
    way: Way | None


def store() -> Store:
    """Return the store of this process; raises as `lib.identity.store` does."""
    return identity.store()


def actor() -> Actor:
    """Return who is here, by this connection's cookie: no state and no widget is asked.

    It is looked up once a run, and at each call from a callback; whether the session still lives, the store asks again
    in every transaction.

    Raises:
        NotSignedInError: where nobody is, or their session has ended.
    """
    cookies = {name: value for name, value in st.context.cookies.items() if name == identity.COOKIE}
    return while_running(("actor", *cookies.values()), lambda: _actor(cookies))


def _actor(cookies: Mapping[str, str]) -> Actor:
    found = identity.actor_of(cookies)
    # Streamlit has to know this session as theirs; else whoever knows its id could take it over.
    if isinstance(found, SignedIn) and st.user.get(identity.USER_FIELD) != identity.tag_of(found):
        raise NotSignedInError
    return found


def signed_in() -> SignedIn:
    """Return who is signed in.

    Raises:
        NotSignedInError: where nobody is; also at one's own computer, where there are no accounts.
    """
    found = actor()
    if not isinstance(found, SignedIn):
        raise NotSignedInError
    return found


def desk() -> AccountDesk:
    """Return the desk at which accounts are asked for; it checks pass phrases."""
    return replace(identity.desk(), is_right=is_right)


def address() -> str:
    """Return the network address that this session comes from; “here” where it is this machine."""
    return st.context.ip_address or "here"


def workspace() -> Workspace:
    """Return the workspace of this session, in the name of whoever is here now.

    Which one is chosen once a session: when another tab opens the sample, what is typed here still goes where it was
    begun. That it is theirs is looked up by each read and write.
    """
    return store().bound(actor(), _chosen().id)


def is_sample() -> bool:
    """Return whether this session works in the sample."""
    return _chosen().is_sample


def has_begun() -> bool:
    """Return whether this session has chosen its workspace yet."""
    return _WORKSPACE in st.session_state


def use_open_workspace() -> None:
    """Work from now on in the workspace that the store has open for this person."""
    opened, is_sample = store().open_workspace(actor())
    st.session_state[_WORKSPACE] = _Chosen(opened.id, is_sample)


def _chosen() -> _Chosen:
    if not has_begun():
        use_open_workspace()
    chosen: _Chosen = st.session_state[_WORKSPACE]
    return chosen


def snapshot() -> Snapshot:
    """Return what the workspace holds, read once a run and again after each command of this run."""
    return once_a_run((_SNAPSHOT, _chosen().id), _read)


def _read() -> Snapshot:
    try:
        return workspace().snapshot()
    except NotFoundError:
        # The sample was removed in another tab, or everything was deleted there.
        use_open_workspace()
        return workspace().snapshot()


def key(*parts: str) -> str:
    """Return a widget's key; it names the workspace, so what was typed in one can't land in another."""
    return "-".join((_chosen().id, *parts))


def zone() -> ZoneInfo:
    """Return the person's time zone: the one they chose, else the browser's."""
    return once_a_run("zone", lambda: _zone(snapshot()))


def _zone(now: Snapshot) -> ZoneInfo:
    name = str(now.profiles["time_zone"].iloc[0]) or (st.context.timezone or _FALLBACK_ZONE)
    return ZoneInfo(name if name in time_zones() else _FALLBACK_ZONE)


def now() -> datetime:
    """Return the moment at which this run began, on the person's clock."""
    return once_a_run("now", lambda: datetime.now(zone()))


def today() -> date:
    """Return the person's date."""
    return now().date()


def local(moment: datetime) -> str:
    """Return a moment as day and time in the person's zone."""
    here = moment.astimezone(zone())
    return f"{short_day(here.date(), today())} {clock(here.time())}"


def is_missing(value: object) -> bool:
    """Return whether a cell of a frame holds nothing."""
    return bool(pd.isna(value))  # type: ignore[call-overload]  # a cell may be of any type; the stubs list some


def do(command: Command) -> Receipt:
    """Carry out a command in this session's workspace; raises as `Workspace.do` does."""
    return do_all([command])[0]


def do_all(commands: Sequence[Command]) -> list[Receipt]:
    """Carry out several commands, all or none; raises as `Workspace.do` does."""
    names = [type(command).__name__ for command in commands]
    # All is asked for before: right after the command, Streamlit might end the run, and the caller not hear of it.
    bound, kept = workspace(), (_SNAPSHOT, _chosen().id)
    try:
        with counted_commands(names):
            return bound.do_all(commands)
    finally:
        forget(kept)


@contextmanager
def told() -> Iterator[None]:
    """Show the sentence of what can't be done, here, and go on with the page; nothing typed is lost."""
    try:
        yield
    except AskwellError as error:
        st.error(md_escape(str(error)), icon=":material/error:")


@contextmanager
def noticed() -> Iterator[None]:
    """As `told`, for a callback: the sentence of what can't be done stands at the top of the page that follows."""
    try:
        yield
    except AskwellError as error:
        notice(str(error))


def carry_out(command: Command, words: str = "") -> None:
    """Carry out a command from a callback; with `words`, the page that follows tells them and offers undo."""
    with noticed():
        receipt = do(command)
        if words:
            notice(words, receipt)


def finish(text: str, *receipts: Receipt | None, way: Way | None = None) -> NoReturn:
    """Run the page afresh, and show the notice on top of it; with receipts, undo is offered there, for all at once."""
    notice(text, *receipts, way=way)
    st.rerun()


def notice(text: str, *receipts: Receipt | None, way: Way | None = None) -> None:
    """Keep a notice for the next page that shows notices. `text` is plain words, people's own among them."""
    numbers = (receipt.number for receipt in receipts if receipt)
    st.session_state[_NOTICE] = _Notice(text, tuple(number for number in numbers if number is not None), way)


def show_notice() -> None:
    """Show the waiting notice, once, with Undo where it can be undone."""
    waiting = st.session_state.get(_NOTICE)
    # Its place is there without a notice, too: else all below it would move up when it goes, and an uploader, drawn
    # anew elsewhere, would drop the file that was just given.
    # Once a run: where a session ends in the middle of a page, the door is drawn below the head of that page.
    place = once_a_run("notice", lambda: st.container(horizontal=True, vertical_alignment="center", key="notice"))
    if not isinstance(waiting, _Notice):
        return
    with place:
        st.success(md_escape(waiting.text), icon=":material/check:")
        if waiting.numbers:
            st.button("Undo", key=key("undo", str(waiting.numbers[-1])), on_click=take_back, args=waiting.numbers)
        if waiting.way:
            _way_on(waiting.way)
    # A notice that offers Undo stays until the next click, whichever it is; the click's own run replaces or drops it.
    st.session_state[_NOTICE] = None


def _way_on(way: Way) -> None:
    words = md_escape(way.words)
    if navigation.is_open(way.page):
        [(record, row_id)] = way.record.items()
        navigation.pick(record, row_id, words, key=key("way", record))
    else:
        navigation.link(way.page, words, **way.record)


def take_back(*numbers: int) -> None:
    """Undo the events of these numbers, all or none; for callbacks."""
    with noticed():
        record_id = workspace().undo_all(numbers)[0].subject_id
        forget((_SNAPSHOT, _chosen().id))
        if not _is_there(record_id):
            navigation.leave(record_id)
        st.session_state[_UNDONE] = undone() + 1
        notice("Undone. Everything is as it was before.")


def _is_there(record_id: str) -> bool:
    now = workspace().snapshot()
    return any((frame["id"] == record_id).any() for frame in (now.goals, now.contacts, now.interviews))


def undone() -> int:
    """Return how often something was undone in this session."""
    return int(st.session_state.get(_UNDONE, 0))


def open_next(name: str, **record: str) -> None:
    """Open a page in the run that follows; for callbacks, which can't switch pages themselves."""
    st.session_state[_NEXT] = (name, record)


def next_page() -> tuple[str, dict[str, str]] | None:
    """Return the page that a callback asked for, once."""
    asked: tuple[str, dict[str, str]] | None = st.session_state.pop(_NEXT, None)
    return asked
