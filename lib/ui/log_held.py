"""The buttons that log that a conversation took place, or that it did not."""

from typing import Any

from lib.domain.vocabulary import Stage
from lib.ui import navigation
from lib.ui.we_talked import we_talked


def log_held(row: Any) -> None:
    """Draw, on either side of the conversation (a row of `interviews`), what logs how it went."""
    we_talked(row)
    if row.stage == Stage.SCHEDULED:
        navigation.link("ask", "It did not take place", icon=":material/event_busy:", interview=row.interview_id)
