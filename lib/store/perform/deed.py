"""What carrying out a command amounts to, for the event log."""

from dataclasses import dataclass
from datetime import datetime

from lib.domain.vocabulary import Step


@dataclass(frozen=True)
class Deed:
    """Which record it was about, and where it is a step of an interview, which step and when.

    `corrects` is the number of an earlier event that happened at `happened_at` and not when it said.
    A `typed` deed is one of many savings of the same text: those of one sitting are one event.
    """

    subject_id: str
    interview_id: str | None = None
    step: Step | None = None
    happened_at: datetime | None = None
    typed: bool = False
    corrects: int | None = None
