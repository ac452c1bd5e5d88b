"""The rules of the cadence: their days, their routines, and which of them hold where an interview stands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.lifecycle import OPEN, OWED_THANKS, WAITING
from lib.domain.vocabulary import InterviewKind, Outcome, Stage, Tie
from lib.method.cadence import Rule, add_days, after_return, cadence, due_on, rules, rules_at
from lib.method.content_files import ContentError, checked, read_toml
from lib.method.next_steps import Case, rules_of, writes_twice
from lib.method.workdays import Workdays
from tests.cast import TODAY

days_of_use = st.dates(date(1990, 1, 1), date(2100, 1, 1))
_OF_A_STAGE = {*Stage, *(f"introduction_{stage}" for stage in Stage)}


@pytest.mark.parametrize("stage", sorted(OPEN | OWED_THANKS))
def test_whatever_is_not_finished_has_a_next_step(stage: Stage) -> None:
    first = rules()[rules_of(Case(stage))[0]]
    assert first.waits_for == ("them" if stage in WAITING else "me")
    assert (first.page == "thank") == (stage in OWED_THANKS)


@pytest.mark.parametrize("stage", [Stage.NO_REPLY, Stage.CALLED_OFF])
def test_nothing_is_due_at_rest(stage: Stage) -> None:
    assert all(rules()[name].waits_for == "nobody" for name in rules_of(Case(stage)))


# The method, section 2, a line a case: what holds there, after how many days, counted how.
METHOD = [
    (Case(Stage.IDENTIFIED), {"identified": (2, "working")}),
    (Case(Stage.DRAFTED), {"drafted": (2, "working")}),
    (Case(Stage.REQUESTED), {"requested": (6, "working"), "somebody_else": (3, "working")}),
    (Case(Stage.FOLLOWED_UP), {"followed_up": (8, "working")}),
    (Case(Stage.FOLLOWED_UP, writes_twice=False), {"followed_up_stranger": (10, "working")}),
    (Case(Stage.FOLLOWED_UP_TWICE), {"followed_up_twice": (10, "working")}),
    (Case(Stage.AGREED), {"agreed": (1, "calendar")}),
    (Case(Stage.AGREED, notes_on_time=1), {"agreed_waiting": (5, "working")}),
    (Case(Stage.AGREED, notes_on_time=2), {"agreed_quiet": (5, "working")}),
    (Case(Stage.SCHEDULED), {"confirm": (-1, "working"), "scheduled": (-1, "calendar")}),
    (Case(Stage.SCHEDULED, is_confirmed=True), {"scheduled": (-1, "calendar")}),
    (Case(Stage.SCHEDULED, is_its_day=True), {"scheduled_today": (0, "calendar")}),
    (Case(Stage.SCHEDULED, is_its_day=True, has_started=True), {"scheduled_past": (0, "calendar")}),
    (Case(Stage.MISSED), {"missed": (0, "calendar")}),
    (Case(Stage.MISSED, was_missed_by_me=True), {"missed_by_me": (0, "calendar")}),
    (Case(Stage.MISSED, was_missed_by_me=True, notes_on_time=1), {"missed_waiting": (5, "working")}),
    (Case(Stage.HELD, Outcome.MET, is_noted=False), {"debrief": (0, "calendar"), "held": (0, "calendar")}),
    (Case(Stage.HELD, Outcome.MET), {"held": (0, "calendar")}),
    (Case(Stage.ANSWERED, Outcome.ANSWERED), {"answered": (0, "calendar")}),
    (Case(Stage.PASSED_ON, Outcome.PASSED_ON), {"passed_on": (0, "calendar")}),
    (Case(Stage.NOT_NOW, Outcome.NOT_NOW), {"not_now": (0, "calendar")}),
    (Case(Stage.DECLINED, Outcome.DECLINED), {"declined": (0, "calendar")}),
    (Case(Stage.THANKED, Outcome.MET), {"referral_ask": (7, "working"), "thanked": (42, "calendar")}),
    (Case(Stage.THANKED, Outcome.MET, has_named=True), {"thanked": (42, "calendar")}),
    (Case(Stage.THANKED, Outcome.MET, has_named=True, has_promised=True), {"thanked_promised": (14, "calendar")}),
    (Case(Stage.THANKED, Outcome.PASSED_ON), {"thanked": (42, "calendar")}),
    (Case(Stage.THANKED, Outcome.NOT_NOW), {"thanked_not_now": (0, "calendar")}),
    (Case(Stage.THANKED, Outcome.DECLINED), {}),
    (Case(Stage.KEPT_IN_TOUCH, Outcome.MET, silent_updates=1), {"kept_in_touch": (75, "calendar")}),
    (Case(Stage.KEPT_IN_TOUCH, Outcome.MET, silent_updates=2), {"kept_in_touch_quiet": (91, "calendar")}),
    (Case(Stage.KEPT_IN_TOUCH, Outcome.MET, silent_updates=4), {}),
    (Case(Stage.KEPT_IN_TOUCH, Outcome.DECLINED), {}),
    (Case(Stage.NO_REPLY, Outcome.NO_REPLY), {"no_reply": (182, "calendar")}),
    (Case(Stage.REQUESTED, kind=InterviewKind.INTRODUCTION), {"introduction_requested": (5, "working")}),
    (Case(Stage.FOLLOWED_UP, kind=InterviewKind.INTRODUCTION), {"introduction_followed_up": (7, "working")}),
    (Case(Stage.THANKED, Outcome.PASSED_ON, InterviewKind.INTRODUCTION), {"thanked": (42, "calendar")}),
]


@pytest.mark.parametrize(("case", "expected"), METHOD, ids=[str(number) for number in range(len(METHOD))])
def test_the_rules_are_those_of_the_method(case: Case, expected: dict[str, tuple[int, str]]) -> None:
    assert {name: (rules()[name].days, rules()[name].by) for name in rules_of(case)} == expected


@pytest.mark.parametrize(("name", "days"), [("referred", 5), ("introduced", 1), ("introducer", 5)])
def test_people_who_led_on_are_written_to_within_the_week(name: str, days: int) -> None:
    assert (rules()[name].days, rules()[name].by) == (days, "working")


def test_every_rule_can_be_reached() -> None:
    reached = {name for case, _ in METHOD for name in rules_of(case)}
    beside = {"referred", "introduced", "introducer", "touch", "choose", "not_now_later"}
    beside |= {"promise", "promise_undated", "to_do", "to_do_undated"}
    assert set(rules()) - reached - beside <= _OF_A_STAGE


def test_a_second_follow_up_goes_to_people_with_a_tie_or_whom_somebody_named() -> None:
    assert [tie for tie in Tie if not writes_twice(tie, was_sent=False)] == [Tie.STRANGER]
    assert writes_twice(Tie.STRANGER, was_sent=True)


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_every_rule_reads_with_its_words(rule: Rule) -> None:
    words = dict.fromkeys(("name", "topic", "since", "when", "target", "text"), "words")
    for text in (rule.what, rule.why):
        assert "{" not in text.format_map(words)
    assert rule.button
    assert cadence().reasons[rule.leave]
    assert bool(rule.late) == (rule.late_after == 7)


# Routines and days of one's own.


@pytest.mark.parametrize("name", cadence().routines)
def test_a_routine_says_what_it_does_and_changes_only_days(name: str) -> None:
    routine, bent = cadence().routines[name], rules_at(name)
    assert routine.title
    assert routine.words.endswith(".")
    assert {rule: bent[rule].days for rule in routine.days} == routine.days
    assert {rule: bent[rule] for rule in rules() if rule not in routine.days}.items() <= rules().items()


def test_own_days_stand_above_the_routine() -> None:
    assert rules_at("quick", {"requested": 9})["requested"].days == 9
    assert rules_at("quick", {"requested": 9})["thanked"].days == 28
    assert rules_at("", {}) == rules()


@pytest.mark.parametrize(
    "odd", [{"requested": 0}, {"requested": 400}, {"nothing": 5}, {"held": 3}, {"requested": "six"}, {"thanked": None}]
)
def test_days_that_do_not_fit_are_passed_over(odd: dict[str, object]) -> None:
    assert rules_at("an old routine", odd) == rules()


def test_a_contacts_own_rhythm_stands_above_the_routine() -> None:
    every_two_weeks, twice_a_year = (rules_at("", touch_every=days) for days in (14, 180))
    assert (every_two_weeks["thanked"].days, every_two_weeks["kept_in_touch"].days) == (14, 14)
    # The first word on what came of it is owed all the same.
    assert (twice_a_year["thanked"].days, twice_a_year["kept_in_touch"].days) == (42, 180)
    never = rules_at("", touch_every=0)
    gone = {"thanked", "thanked_promised", "kept_in_touch", "kept_in_touch_quiet", "referral_ask", "touch"}
    assert set(rules()) - set(never) == gone


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("rules.requested", {"then": "nowhere"}),
        ("rules.requested", {"leave": "nowhere"}),
        ("rules.requested", {"days": 4}),
        ("routines.quick", {"days": {"held": 3}}),
        ("routines.quick", {"days": {"requested": 1}}),
    ],
)
def test_a_file_that_does_not_hang_together_is_refused(place: str, change: dict[str, object]) -> None:
    table, name = place.split(".")
    tables = dict(read_toml("cadence.toml"))
    known = dict(tables[table])  # type: ignore[call-overload]  # a table of tables
    tables[table] = {**known, name: {**known[name], **change}}
    with pytest.raises(ContentError, match=r"^cadence\.toml: "):
        checked(type(cadence()), tables, "cadence.toml")


# Days.


@pytest.mark.parametrize(
    ("name", "start", "day"),
    [
        ("requested", None, date(2026, 10, 13)),
        ("agreed", None, date(2026, 10, 6)),
        ("scheduled", date(2026, 10, 20), date(2026, 10, 19)),
        # A talk on Monday is confirmed on Friday, and prepared the evening before.
        ("confirm", date(2026, 10, 19), date(2026, 10, 16)),
        ("scheduled", date(2026, 10, 19), date(2026, 10, 18)),
        # Agreed on the day itself: what belongs before it is due at once.
        ("scheduled", TODAY, TODAY),
        ("scheduled", None, TODAY),
        ("scheduled_past", date(2026, 10, 1), date(2026, 10, 1)),
        ("thanked_not_now", date(2027, 3, 1), date(2027, 3, 1)),
        ("thanked_not_now", None, date(2027, 1, 4)),
        ("agreed_waiting", date(2026, 10, 7), date(2026, 10, 14)),
    ],
)
def test_a_step_is_due_on_its_day(name: str, start: date | None, day: date) -> None:
    assert due_on(rules()[name], TODAY, start=start) == day


any_rule = st.sampled_from([rule for rule in rules().values() if rule.start == "stage"])
any_calendar = st.sampled_from(
    [Workdays(), Workdays((("DE", "BE"),)), Workdays((("SA", ""), ("US", ""))), Workdays((), frozenset({TODAY}))]
)


@given(any_rule, days_of_use, any_calendar)
def test_a_due_day_is_a_working_day_and_never_before_its_stage(rule: Rule, since: date, workdays: Workdays) -> None:
    due = due_on(rule, since, workdays=workdays)
    assert due >= since
    assert rule.by == "calendar" or workdays.is_workday(due)


@given(any_rule, days_of_use, st.integers(0, 30), any_calendar)
def test_a_later_start_is_never_due_earlier(rule: Rule, since: date, later: int, workdays: Workdays) -> None:
    after = due_on(rule, since + timedelta(days=later), workdays=workdays)
    assert after >= due_on(rule, since, workdays=workdays)


def test_what_waits_for_somebody_away_waits_two_working_days_longer() -> None:
    # Back on Thursday 24 December: the 25th is a holiday in Germany, then comes the weekend.
    assert after_return(date(2026, 12, 24), Workdays((("DE", ""),))) == date(2026, 12, 29)
    assert after_return(date(2026, 12, 24), Workdays()) == date(2026, 12, 28)


def test_calendar_days_are_all_days() -> None:
    assert add_days(date(2026, 10, 9), 2, "calendar") == date(2026, 10, 11)
    assert add_days(date(2026, 10, 9), -1, "calendar") == date(2026, 10, 8)
