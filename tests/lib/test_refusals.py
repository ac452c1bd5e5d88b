"""Refused access is told in the log: by whom and how often, never of what, and never so often that it fills the log."""

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.accounts.sessions import SignedIn
from lib.domain.errors import NotFoundError
from lib.identity import COOKIE, actor_of, store
from lib.logs import JsonLines
from lib.refusals import MOST_LINES, NOBODY, OTHERS, WITHIN, Refusal, Refusals
from lib.store.actor import LOCAL
from tests.pages.hosted import Guest, an_account, cookies_of


class Log(logging.Handler):
    """Keeps the lines as they are written where people sign in."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(json.loads(JsonLines().format(record)))

    def told(self) -> list[tuple[str, str, int]]:
        """Return of each line why, who and how often."""
        return [(line["refusal"], line["account"], int(line["times"])) for line in self.lines]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    """The log of refusals; what was told before is forgotten."""
    monkeypatch.setattr("lib.refusals._REFUSALS._told", {})
    return _listening()


def _listening() -> Log:
    found, logger = Log(), logging.getLogger("askwell.refusals")
    logger.handlers = [found]
    return found


def _signed_in(name: str) -> tuple[SignedIn, dict[str, str]]:
    cookies = dict(cookies_of(an_account(name)))
    actor = actor_of(cookies)
    assert isinstance(actor, SignedIn)
    return actor, cookies


@pytest.mark.usefixtures("hosted")
def test_who_asks_for_what_is_anothers_is_told_and_nothing_of_the_other(log: Log) -> None:
    (ada, _), (ben, _) = _signed_in("Ada"), _signed_in("Ben")
    workspace_id = store().workspace(ada).id
    with pytest.raises(NotFoundError):
        store().workspace_of(ben, workspace_id)
    [line] = log.lines
    assert (line["event"], *log.told()) == ("access refused", ("not_found", ben.owner, 1))
    assert [secret for secret in (workspace_id, ada.owner, "Ada", "Ben") if secret in str(line)] == []


@pytest.mark.usefixtures("hosted")
def test_a_session_that_opens_nothing_any_more_is_told_without_its_id(log: Log) -> None:
    guest = Guest({COOKIE: "no session of ours"})
    assert guest.opens("today").headings()[0] == "Askwell"
    assert set(log.told()) == {("not_signed_in", NOBODY, 1)}
    assert "no session of ours" not in str(log.lines)


@pytest.mark.usefixtures("hosted")
def test_whoever_comes_to_the_door_without_a_session_is_not_told_of(log: Log) -> None:
    assert Guest({}).opens("today").headings()[0] == "Askwell"
    assert log.lines == []


@pytest.mark.usefixtures("hosted")
def test_a_record_of_an_address_that_is_not_there_is_told(log: Log) -> None:
    ben, cookies = _signed_in("Ben")
    Guest(cookies).opens("talk", interview="0123456789abcdef")
    assert ("not_found", ben.owner, 1) in log.told()
    assert "0123456789abcdef" not in str(log.lines)


@pytest.mark.usefixtures("process_store")
def test_at_ones_own_computer_there_is_nothing_to_tell(log: Log) -> None:
    with pytest.raises(NotFoundError):
        store().workspace_of(LOCAL, "nowhere")
    assert log.lines == []


@given(
    st.lists(st.tuples(st.sampled_from(Refusal), st.integers(0, 150), st.floats(0, 2 * WITHIN)), max_size=300),
)
def test_all_are_told_in_the_end_in_few_lines(tries: list[tuple[Refusal, int, float]]) -> None:
    log, moment = _listening(), [0.0]
    refusals = Refusals(lambda: moment[0])
    for kind, account, pause in tries:
        moment[0] += pause / 50
        refusals.tell(kind, str(account))
    moment[0] += WITHIN
    refusals.tell(Refusal.REQUEST)
    assert sum(times for _, _, times in log.told()) == len(tries) + 1
    assert {name for _, name, _ in log.told()} <= {*(str(account) for _, account, _ in tries), OTHERS, NOBODY}
    assert len(log.lines) <= (2 * MOST_LINES + 2 * len(Refusal)) * (1 + moment[0] // WITHIN)


def test_the_first_is_told_at_once_and_more_within_a_minute_as_a_number() -> None:
    log, moment = _listening(), [0.0]
    refusals = Refusals(lambda: moment[0])
    for _ in range(1_000):
        refusals.tell(Refusal.NOT_FOUND, "a1")
    assert log.told() == [("not_found", "a1", 1)]
    moment[0] = WITHIN
    refusals.tell(Refusal.NOT_FOUND, "b2")
    assert log.told()[1:] == [("not_found", "a1", 999), ("not_found", "b2", 1)]


def test_a_crowd_fills_no_log() -> None:
    log = _listening()
    refusals = Refusals(lambda: 0.0)
    for number in range(10_000):
        refusals.tell(Refusal.NOT_FOUND, f"account {number}")
    assert len(log.lines) == MOST_LINES + 1
    assert log.told()[-1] == ("not_found", OTHERS, 1)
