"""When the next step of an interview is due, and whose turn it is until then."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, RootModel

from lib.domain.vocabulary import InterviewKind, Outcome, Stage
from lib.method.content_files import checked, read_toml


class Rule(BaseModel):
    """One stage's next step; the fields are explained at the head of `content/cadence.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    days: int
    by: Literal["working", "calendar"]
    start: Literal["stage", "starts_on", "retry_on"] = Field(default="stage", alias="from")
    else_days: int = 0
    waits_for: Literal["me", "them"]
    page: Literal["ask", "talk", "thank", "contacts"]
    view: Literal["", "prepare", "after"] = ""
    what: str
    why: str
    button: str


class _Rules(RootModel[Mapping[str, Rule]]):
    """All rules by name."""


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by name: a stage's, or one of its special cases."""
    return checked(_Rules, read_toml("cadence.toml"), "cadence.toml").root


def rule_for(
    stage: Stage, outcome: Outcome | None, *, has_started: bool, kind: InterviewKind = InterviewKind.TALK
) -> Rule | None:
    """Return the rule of where an interview stands; None where nothing is due any more.

    `has_started` says whether the moment that was agreed on has come. After a no, a thank-you is the end: nothing
    asks to write again. Who was asked for an introduction has days of their own (method, section 2).
    """
    if kind is InterviewKind.INTRODUCTION and (rule := rules().get(f"introduction_{stage}")):
        return rule
    if stage is Stage.SCHEDULED and has_started:
        return rules()["scheduled_past"]
    if stage in {Stage.THANKED, Stage.KEPT_IN_TOUCH} and outcome is Outcome.DECLINED:
        return None
    if stage is Stage.THANKED and outcome is Outcome.NOT_NOW:
        return rules()["thanked_not_now"]
    return rules().get(stage)


def due_on(rule: Rule, *, since: date, starts_on: date | None, retry_on: date | None) -> date:
    """Return the day on which a rule's step is due; `since` is the day on which the stage was reached."""
    start = {"stage": since, "starts_on": starts_on, "retry_on": retry_on}[rule.start]
    if start is None:
        return add_days(since, rule.else_days or max(rule.days, 0), rule.by)
    return add_days(start, rule.days, rule.by)


def add_days(day: date, days: int, by: Literal["working", "calendar"]) -> date:
    """Return the day that many days later; working days are Monday to Friday."""
    if by == "calendar":
        return day + timedelta(days=days)
    moved: date = np.busday_offset(np.datetime64(day, "D"), days, roll="backward").astype(object)
    return moved
