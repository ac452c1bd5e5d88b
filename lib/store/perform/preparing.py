"""Carries out how a conversation is prepared and timed, and how a person rates what it brought."""

from lib.domain import commands
from lib.domain.record_ids import answer_id_of, rating_id_of
from lib.store import tables
from lib.store.perform.deed import Deed
from lib.store.perform.steps import interview
from lib.store.transaction import Transaction


def plan_questions(tx: Transaction, command: commands.PlanQuestions) -> Deed:
    """Keep which questions to ask in an interview, in order."""
    row = interview(tx, command.interview_id)
    for question_id in command.question_ids:
        tx.row(tables.questions, question_id, "question")
    tx.update(tables.interviews, row, {"plan": list(dict.fromkeys(command.question_ids))})
    return Deed(row["id"], interview_id=row["id"])


def carry_question(tx: Transaction, command: commands.CarryQuestion) -> Deed:
    """Note that a question was not asked, and is to be asked first next time."""
    interview(tx, command.interview_id)
    tx.row(tables.questions, command.question_id, "question")
    answer_id = answer_id_of(command.interview_id, command.question_id)
    found = tx.rows(tables.answers, tables.answers.c.id == answer_id)
    if found:
        tx.update(tables.answers, found[0], {"carried": command.carried})
    else:
        values = {**command.model_dump(), "text": "", "off_record": False, "saved_at": tx.now}
        tx.insert(tables.answers, values, row_id=answer_id)
    return Deed(answer_id, interview_id=command.interview_id)


def begin_talk(tx: Transaction, command: commands.BeginTalk) -> Deed:
    """Note when the conversation began."""
    row = interview(tx, command.interview_id)
    tx.update(tables.interviews, row, {"began_at": command.began_at})
    return Deed(row["id"], interview_id=row["id"])


def rate(tx: Transaction, command: commands.Rate) -> Deed:
    """Keep a rating, or take it back."""
    tx.row(tables.goals, command.goal_id, "goal")
    if command.interview_id:
        interview(tx, command.interview_id)
    rating_id = rating_id_of(command.interview_id or command.goal_id, command.rating, command.rated_when)
    found = tx.rows(tables.ratings, tables.ratings.c.id == rating_id)
    if command.value is None:
        tx.delete_many(tables.ratings, found)
    elif found and found[0]["value"] != command.value:
        tx.update(tables.ratings, found[0], {"value": command.value, "rated_at": tx.now})
    elif not found:
        tx.insert(tables.ratings, {**command.model_dump(), "rated_at": tx.now}, row_id=rating_id)
    return Deed(rating_id, interview_id=command.interview_id)
