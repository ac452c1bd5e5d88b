"""The command that lists what the method says, with its sources: `python -m lib.admin content --help`."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator

from lib.domain.errors import AskwellError
from lib.method.coach import Rule, grade_words, rule_table
from lib.method.coach.content import Length, content
from lib.method.coach.reading import school_year
from lib.method.content_files import ContentError
from lib.method.labels import label
from lib.method.own_rules import breaches
from lib.method.question_bank import all_questions
from lib.method.question_content import question_content
from lib.method.question_rules import QuestionRule, question_rules
from lib.method.wordings import all_wordings
from lib.settings import Settings

# Nobody has tested a single wording or question: all are written for Askwell, by the rules that have sources.
_OWN_GRADE = "GK"
_HEAD = """# What the coach looks for

While you write, the coach reads your letter and says what is good and what could be better. It is a part of Askwell:
your text goes to no other service. All of it is advice, and nothing is locked. These are its rules, the weightiest
first; the letters in the last column say how good the evidence is.

Made from `lib/method/content/coach.toml` by `python -m lib.admin content --format markdown > docs/coach.md`.
"""
_LENGTHS = """## Lengths

The first line that fits a letter counts. Only LinkedIn's limits for the note with an invitation are a service's own;
the others are guides.
"""
_QUESTIONS = """## Questions

Under each question of a goal, the coach says what would be better about it, and offers a better form where one is sure.
These are its rules, from `lib/method/content/question_coach.toml`.
"""
_QUESTION_COLUMNS = ("what it says", "what to do", "why", "source", "evidence")
_LENGTH_COLUMNS = ("letter", "by", "best", "bearable", "counted in")
_COLUMNS = ("what it looks at", "good", "to change", "in", "why", "source", "evidence")


class BrokenContentError(AskwellError):
    """What the method says breaks a rule of the method; carries a line for each breach."""


def describe_content(part: ArgumentParser) -> None:
    """Add the command's options."""
    told = "text: wordings, questions and the coach's rules; markdown: the table of the rules, as docs/coach.md has it"
    part.add_argument("--format", choices=["text", "markdown"], default="text", help=told)


def list_content(arguments: Namespace, _settings: Settings) -> None:
    """List the method's content with grades and sources.

    Raises:
        BrokenContentError: where a wording or question breaks a rule, or a file can't be used; it names them.
    """
    try:
        sys.stdout.write(coach_table() if arguments.format == "markdown" else "\n".join([*_lines(), ""]))
        broken = breaches()
    except ContentError as error:
        raise BrokenContentError(str(error)) from error
    if broken:
        raise BrokenContentError("\n".join(broken))


def coach_table() -> str:
    """Return the coach's rules as a page of Markdown, which is what `docs/coach.md` holds."""
    head = _line(_COLUMNS) + _line(["---"] * len(_COLUMNS))
    grades = dict.fromkeys(part for rule in rule_table() for part in rule.grade.split(", "))
    evidence = "\n".join(f"- {grade}: {grade_words(grade)}" for grade in sorted(grades))
    lengths = (
        _line(_LENGTH_COLUMNS) + _line(["---"] * len(_LENGTH_COLUMNS)) + "".join(map(_length_row, content().length))
    )
    questions = (
        _line(_QUESTION_COLUMNS) + _line(["---"] * len(_QUESTION_COLUMNS)) + "".join(map(_question_row, _rules()))
    )
    return (
        f"{_HEAD}\n{head}{''.join(map(_row, rule_table()))}\nEvidence:\n\n{evidence}\n\n{_LENGTHS}\n{lengths}\n"
        f"{_QUESTIONS}\n{questions}"
    )


def _rules() -> tuple[QuestionRule, ...]:
    return question_rules().rule


def _question_row(rule: QuestionRule) -> str:
    return _line((rule.said.format(count="…"), rule.advice, rule.why, rule.source, rule.grade))


def _row(rule: Rule) -> str:
    cells = (rule.title, rule.good, rule.change, _letters(rule), rule.why, rule.source, rule.grade)
    return _line(cells)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _length_row(length: Length) -> str:
    letters = [label(purpose).lower() for purpose in length.purposes]
    moments = [situation.replace("_", " ") for situation in length.situations]
    channels = ", ".join(label(channel) for channel in length.channels) or "any"
    best, bearable = f"{length.low}-{length.high}", f"{length.least}-{length.most}"
    asked = ", ".join(letters) + (f" ({', '.join(moments)})" if moments else "")
    return _line((asked, channels, best, bearable, length.unit))


def _letters(rule: Rule) -> str:
    every = {purpose for one in rule_table() for purpose in one.purposes}
    if set(rule.purposes) == every:
        return "all letters"
    return ", ".join(label(purpose).lower() for purpose in rule.purposes)


def _lines() -> Iterator[str]:
    """Return a line for each wording, question and rule: what it is, for what, its grade and its source."""
    yield "Wordings"
    for wording in all_wordings():
        channels = ", ".join(wording.channels)
        place = f"{wording.purpose}, {wording.situation}, by {channels}"
        yield f"  {wording.id}  {wording.title} ({place}) [{_OWN_GRADE}] {wording.source}"
    yield from _question_lines()
    yield "\nThe coach's rules"
    for rule in rule_table():
        yield f"  {rule.id}  {rule.title}: {rule.good} ({', '.join(rule.purposes)}) [{rule.grade}] {rule.source}"


def _question_lines() -> Iterator[str]:
    """Return a line for each question: for whom it is, how it reads and why it works; and for each of their rules."""
    yield "\nQuestions"
    for question in all_questions():
        people = ", ".join((*question.tags, *question.stages))
        yield (
            f"  {question.id}  {question.text} ({label(question.category)}; {people}; "
            f"school year {max(school_year(question.text), 0):.0f}) [{_OWN_GRADE}] written for Askwell: {question.why}"
        )
    yield "\nWhat the kinds of questions rest on"
    for category, ground in question_content().category.items():
        yield f"  {category}  {label(category)} [{ground.grade}] {ground.source}"
    yield "\nThe rules of the coach of questions"
    for rule in _rules():
        yield f"  {rule.id}  {rule.said.format(count='…')} {rule.why} [{rule.grade}] {rule.source}"
