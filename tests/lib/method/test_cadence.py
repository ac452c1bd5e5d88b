"""When the next step is due, and whose turn it is."""

from datetime import date

import pytest
from hypothesis import strategies as st

from lib.domain.lifecycle import OPEN, OWED_THANKS, WAITING
from lib.domain.vocabulary import InterviewKind, Outcome, Stage
from lib.method.cadence import add_days, due_on, rule_for, rules
from tests.cast import TODAY

days_of_use = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def _rule(stage: Stage, outcome: Outcome | None = None, *, has_started: bool = False) -> object:
    return rule_for(stage, outcome, has_started=has_started)


@pytest.mark.parametrize("stage", sorted(OPEN | OWED_THANKS))
def test_whatever_is_not_finished_has_a_next_step(stage: Stage) -> None:
    rule = rules()[stage]
    assert rule.waits_for == ("them" if stage in WAITING else "me")
    assert (rule.page == "thank") == (stage in OWED_THANKS)
    assert _rule(stage) == rule


@pytest.mark.parametrize("stage", [Stage.NO_REPLY, Stage.CALLED_OFF])
def test_nothing_is_due_at_rest(stage: Stage) -> None:
    assert _rule(stage) is None


_INTRODUCTIONS = {f"introduction_{stage}" for stage in Stage}


def test_who_is_asked_for_an_introduction_is_nudged_once() -> None:
    asked = rule_for(Stage.REQUESTED, None, has_started=False, kind=InterviewKind.INTRODUCTION)
    nudged = rule_for(Stage.FOLLOWED_UP, None, has_started=False, kind=InterviewKind.INTRODUCTION)
    assert asked is not None
    assert nudged is not None
    # Method, section 2: nudge once at 5 working days, close at 12.
    assert (asked.days, asked.days + nudged.days, asked.by, nudged.button) == (5, 12, "working", "Close it kindly")


def test_every_rule_is_that_of_a_stage_or_one_of_its_cases() -> None:
    assert set(rules()) - set(Stage) - _INTRODUCTIONS == {"scheduled_past", "thanked_not_now", "referred"}


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_every_rule_reads_with_its_words(rule: object) -> None:
    words = {"name": "Amara", "topic": "nursing", "since": "3 days ago", "when": "Thursday 14:00", "target": "Sam"}
    for text in (rule.what, rule.why):  # type: ignore[attr-defined]  # a rule
        assert "{" not in text.format_map(words)
    assert rule.button  # type: ignore[attr-defined]  # a rule


@pytest.mark.parametrize(("has_started", "name"), [(False, "scheduled"), (True, "scheduled_past")])
def test_from_the_hour_of_the_talk_on_its_notes_are_asked_for(name: str, *, has_started: bool) -> None:
    assert _rule(Stage.SCHEDULED, has_started=has_started) == rules()[name]


@pytest.mark.parametrize("stage", [Stage.THANKED, Stage.KEPT_IN_TOUCH])
def test_after_a_no_the_thank_you_is_the_end(stage: Stage) -> None:
    assert _rule(stage, Outcome.DECLINED) is None
    assert _rule(stage, Outcome.MET) == rules()[stage]


def test_after_not_now_one_asks_again() -> None:
    assert _rule(Stage.THANKED, Outcome.NOT_NOW) == rules()["thanked_not_now"]


@pytest.mark.parametrize(
    ("name", "starts_on", "retry_on", "day"),
    [
        ("requested", None, None, date(2026, 10, 13)),
        ("agreed", None, None, date(2026, 10, 6)),
        ("scheduled", date(2026, 10, 20), None, date(2026, 10, 19)),
        ("scheduled", None, None, TODAY),
        ("scheduled_past", date(2026, 10, 1), None, date(2026, 10, 1)),
        ("thanked_not_now", None, date(2027, 3, 1), date(2027, 3, 1)),
        ("thanked_not_now", None, None, date(2027, 1, 4)),
    ],
)
def test_a_step_is_due_on_its_day(name: str, starts_on: date | None, retry_on: date | None, day: date) -> None:
    assert due_on(rules()[name], since=TODAY, starts_on=starts_on, retry_on=retry_on) == day


@pytest.mark.parametrize(
    ("start", "days", "day"),
    [
        (date(2026, 10, 5), 0, date(2026, 10, 5)),
        (date(2026, 10, 5), 4, date(2026, 10, 9)),
        (date(2026, 10, 5), 5, date(2026, 10, 12)),
        (date(2026, 10, 9), 1, date(2026, 10, 12)),
        (date(2026, 10, 10), 1, date(2026, 10, 12)),
        (date(2026, 10, 11), 1, date(2026, 10, 12)),
        (date(2026, 10, 11), 6, date(2026, 10, 19)),
    ],
)
def test_working_days_are_monday_to_friday(start: date, days: int, day: date) -> None:
    assert add_days(start, days, "working") == day


def test_calendar_days_are_all_days() -> None:
    assert add_days(date(2026, 10, 9), 2, "calendar") == date(2026, 10, 11)
    assert add_days(date(2026, 10, 9), -1, "calendar") == date(2026, 10, 8)
