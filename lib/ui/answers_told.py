"""What follows from an answer that was logged, said on the page where it goes on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from lib.domain.vocabulary import Reply
from lib.store.workspace import Receipt
from lib.ui import navigation, session
from lib.views.answers import Answer, Beside

_SAID: Mapping[Answer, str] = MappingProxyType(
    {
        Reply.YES: "Good news. Agree on a time while it is fresh.",
        Reply.NOT_NOW: "Noted. A kind line now keeps the door open.",
        Reply.NO: "Noted. They took the time to tell you; a kind line is worth it.",
        Reply.ANSWERED: "That counts as a talk. Note what you learned, then thank them.",
        Reply.PASSED_ON: "Noted. Thank them, and write to the new person within the week.",
        Beside.AWAY: "Noted. What waits for them waits until they are back.",
        Beside.MESSAGE: "Filed with everything that was said.",
    }
)
_NEXT: Mapping[Answer, str] = MappingProxyType(
    {Reply.YES: "ask", Reply.ANSWERED: "talk", Beside.AWAY: "ask", Beside.MESSAGE: "ask"}
)


def told(row: Any, answer: Answer, *receipts: Receipt) -> NoReturn:
    """Say what follows in an interview (a row of `interviews`), with Undo, and open the page where it goes on."""
    session.notice(_SAID[answer], *receipts)
    navigation.go(_NEXT.get(answer, "thank"), interview=row.interview_id)
