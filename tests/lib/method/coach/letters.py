"""Letters for the tests of the coach."""

from typing import Any

from lib.domain.vocabulary import Channel, GoalKind, Purpose, Tie
from lib.method.coach import Letter, remarks
from lib.method.wordings import Situation

LISTS = {"purpose": Purpose, "channel": Channel, "tie": Tie, "situation": Situation, "goal_kind": GoalKind}


def a_letter(body: str, **more: Any) -> Letter:
    """Return a request by e-mail to Amara Obi, whom one does not know, unless told otherwise."""
    known: dict[str, Any] = {
        "purpose": Purpose.REQUEST,
        "channel": Channel.EMAIL,
        "subject": "A question about ward data",
        "name": "Amara Obi",
        "called": "Amara",
        "tie": Tie.STRANGER,
    }
    return Letter(body=body, **known | more)


def verdicts(letter: Letter) -> dict[str, str]:
    """Return the verdict of each rule that says something."""
    return {remark.id: remark.verdict for remark in remarks(letter)}


def said(letter: Letter) -> dict[str, str]:
    """Return what each rule says that says something."""
    return {remark.id: remark.said for remark in remarks(letter)}


def known(told: dict[str, Any]) -> dict[str, Any]:
    """Return what a labelled text is said to be, in the terms of a letter."""
    return {
        name: LISTS[name](value) if name in LISTS else tuple(value) if isinstance(value, list) else value
        for name, value in told.items()
    }
