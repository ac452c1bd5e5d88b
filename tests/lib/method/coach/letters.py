"""Letters for the tests of the coach."""

from typing import Any

from lib.domain.vocabulary import Channel, Purpose, Tie
from lib.method.coach import Letter, remarks


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
