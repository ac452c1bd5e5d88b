"""Carries out the commands of step 1: goals, their questions, and the profile."""

from typing import Any

from lib.domain import commands
from lib.domain.vocabulary import WorkField
from lib.store import tables
from lib.store.perform.deed import Deed
from lib.store.transaction import Row, Transaction

PROFILE_ID = "profile"
# What is known about the person of a new workspace.
BLANK_PROFILE: Row = {
    **dict.fromkeys(("name", "full_name", "intro", "contact_line", "phone", "email", "time_zone"), ""),
    **dict.fromkeys(("routine", "country", "subdivision"), ""),
    "cadence": {},
    "days_off": [],
}


def add_goal(tx: Transaction, command: commands.AddGoal) -> Deed:
    """Add the goal as it was typed."""
    blank = {
        **dict.fromkeys(("plan", "conclusion", "decided"), ""),
        "decided_on": None,
        "weights": None,
        "work_field": WorkField.ANY,
        "created_at": tx.now,
    }
    values = {**command.model_dump(), **blank}
    return Deed(tx.insert(tables.goals, values))


def edit_goal(tx: Transaction, command: commands.EditGoal) -> Deed:
    """Change what was chosen about a goal."""
    chosen = command.model_dump(exclude={"goal_id", "version"})
    tx.update(tables.goals, _goal(tx, command.goal_id), chosen, seen_version=command.version)
    return Deed(command.goal_id)


def save_goal_text(tx: Transaction, command: commands.SaveGoalText) -> Deed:
    """Keep one text of a goal."""
    row = _goal(tx, command.goal_id)
    tx.update(tables.goals, row, {command.field: command.text}, seen_version=command.version)
    return Deed(command.goal_id, typed=True)


def decide_on(tx: Transaction, command: commands.DecideOn) -> Deed:
    """Keep when one decided."""
    tx.update(tables.goals, _goal(tx, command.goal_id), {"decided_on": command.decided_on})
    return Deed(command.goal_id)


def choose_weights(tx: Transaction, command: commands.ChooseWeights) -> Deed:
    """Keep how the factors of the ranking are weighed for a goal."""
    weights = None if command.weights is None else dict(command.weights)
    tx.update(tables.goals, _goal(tx, command.goal_id), {"weights": weights, "work_field": command.work_field})
    return Deed(command.goal_id)


def close_goal(tx: Transaction, command: commands.CloseGoal) -> Deed:
    """Put a goal away."""
    row = _goal(tx, command.goal_id)
    tx.update(tables.goals, row, {"closed_at": row["closed_at"] or tx.now})
    return Deed(command.goal_id)


def reopen_goal(tx: Transaction, command: commands.ReopenGoal) -> Deed:
    """Take a goal up again."""
    tx.update(tables.goals, _goal(tx, command.goal_id), {"closed_at": None})
    return Deed(command.goal_id)


def add_question(tx: Transaction, command: commands.AddQuestion) -> Deed:
    """Add a question as the last of its goal; the same question twice is one."""
    _goal(tx, command.goal_id)
    asked = _questions(tx, command.goal_id)
    same = [row for row in asked if row["text"].casefold() == command.text.casefold()]
    if same:
        return Deed(str(same[0]["id"]))
    values = {**command.model_dump(), "place": _next_place(asked), "dropped_at": None}
    return Deed(tx.insert(tables.questions, values))


def edit_question(tx: Transaction, command: commands.EditQuestion) -> Deed:
    """Say a question in other words."""
    row = _question(tx, command.question_id)
    tx.update(tables.questions, row, {"text": command.text}, seen_version=command.version)
    return Deed(command.question_id, typed=True)


def move_question(tx: Transaction, command: commands.MoveQuestion) -> Deed:
    """Put a question at another place among those that are asked."""
    moved = _question(tx, command.question_id)
    order = [row for row in _questions(tx, moved["goal_id"]) if row["id"] != moved["id"]]
    order.insert(command.place, moved)
    for place, row in enumerate(order):
        tx.update(tables.questions, row, {"place": place})
    return Deed(command.question_id)


def drop_question(tx: Transaction, command: commands.DropQuestion) -> Deed:
    """Leave a question out."""
    row = _question(tx, command.question_id)
    tx.update(tables.questions, row, {"dropped_at": row["dropped_at"] or tx.now})
    return Deed(command.question_id)


def restore_question(tx: Transaction, command: commands.RestoreQuestion) -> Deed:
    """Take a dropped question back, as the last."""
    row = _question(tx, command.question_id)
    if row["dropped_at"] is not None:
        last = _next_place(_questions(tx, row["goal_id"]))
        tx.update(tables.questions, row, {"dropped_at": None, "place": last})
    return Deed(command.question_id)


def save_profile_text(tx: Transaction, command: commands.SaveProfileText) -> Deed:
    """Keep one text about oneself."""
    tx.update(tables.profiles, _profile(tx), {command.field: command.text}, seen_version=command.version)
    return Deed(PROFILE_ID, typed=True)


def choose_time_zone(tx: Transaction, command: commands.ChooseTimeZone) -> Deed:
    """Keep the zone in which one lives."""
    tx.update(tables.profiles, _profile(tx), {"time_zone": command.time_zone})
    return Deed(PROFILE_ID)


def choose_routine(tx: Transaction, command: commands.ChooseRoutine) -> Deed:
    """Keep after how many days one comes back to somebody."""
    tx.update(tables.profiles, _profile(tx), {"routine": command.routine, "cadence": dict(command.cadence)})
    return Deed(PROFILE_ID)


def choose_workdays(tx: Transaction, command: commands.ChooseWorkdays) -> Deed:
    """Keep which days are no working days."""
    days_off = [day.isoformat() for day in command.days_off]
    chosen = {**command.model_dump(include={"country", "subdivision"}), "days_off": days_off}
    tx.update(tables.profiles, _profile(tx), chosen)
    return Deed(PROFILE_ID)


def _profile(tx: Transaction) -> Row:
    return tx.row(tables.profiles, PROFILE_ID, "profile")


def _goal(tx: Transaction, goal_id: str) -> Row:
    return tx.row(tables.goals, goal_id, "goal")


def _question(tx: Transaction, question_id: str) -> Row:
    return tx.row(tables.questions, question_id, "question")


def _questions(tx: Transaction, goal_id: str) -> list[Row]:
    """Return the questions of a goal that are not dropped, in order."""
    columns = tables.questions.c
    return sorted(tx.rows(tables.questions, columns.goal_id == goal_id, columns.dropped_at.is_(None)), key=_place)


def _place(row: Row) -> Any:
    return row["place"]


def _next_place(rows: list[Row]) -> int:
    return max((int(row["place"]) for row in rows), default=-1) + 1
