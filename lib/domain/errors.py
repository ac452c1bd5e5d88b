"""What can go wrong, one class a failure, each with the sentence that the person reads.

AskwellError
├── InvalidInputError        a field of a form or command does not hold (names the field)
├── NotFoundError            there is no such record in this workspace
├── EditConflictError        somebody (perhaps you, in another tab) changed the record first
├── NotAllowedNowError       the lifecycle has no such step from here
│   └── AlreadySentError     the message was logged as sent and stays as it is
├── NothingToUndoError       the step was undone already, or its records have moved on
├── NotSignedInError         the session has ended, or there never was one
├── SignInRefusedError       name, pass phrase or code is not right, whichever it was
├── TooManyTriesError        too much was tried; carries how long to wait
├── BusyError                too many ask at this moment for what takes the machine's time
├── StoreUnavailableError    the database does not answer; nothing was changed
├── DiskFullError            there is no room left on the disk; nothing was changed
├── UnusableDatabaseError    the address leads to no database of Askwell
├── OlderDatabaseError       the database has to be upgraded first, by whoever looks after it
└── NewerDatabaseError       the database was made by a newer Askwell
"""

from datetime import timedelta
from math import ceil


class AskwellError(Exception):
    """The root of all errors whose message may be shown to the person as it is."""


class InvalidInputError(AskwellError):
    """A value does not hold; `field` names where it was typed."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NotFoundError(AskwellError):
    """The record is not in this workspace, or no longer."""

    def __init__(self, noun: str = "entry") -> None:
        super().__init__(f"This {noun} is not here any more. It may have been removed in another tab.")


class EditConflictError(AskwellError):
    """The record has moved on since it was read; carries what it holds now."""

    def __init__(self, current_text: str = "", current_version: int = 0) -> None:
        super().__init__("This was changed in another tab in the meantime. Nothing was overwritten.")
        self.current_text = current_text
        self.current_version = current_version


class NotAllowedNowError(AskwellError):
    """The lifecycle has no such step from where the interview stands."""


class AlreadySentError(NotAllowedNowError):
    """A message that was logged as sent stays as it is."""

    def __init__(self) -> None:
        super().__init__("This message is already logged as sent, so it stays as it is.")


class NothingToUndoError(AskwellError):
    """The change cannot be taken back any more."""

    def __init__(self) -> None:
        super().__init__("This can't be undone any more, because something was changed after it.")


class NotSignedInError(AskwellError):
    """The session has ended, or there never was one."""

    def __init__(self) -> None:
        super().__init__("You are not signed in any more. Sign in again to go on; what you saved is safe.")


class SignInRefusedError(AskwellError):
    """Name, pass phrase or code is not right; which of them is not told. Or the organisation's word does not count."""

    def __init__(
        self, sentence: str = "This name and pass phrase do not belong together. Check both, and try again."
    ) -> None:
        super().__init__(sentence)


class TooManyTriesError(AskwellError):
    """Too much was tried in a short time; even the right thing is refused until the wait is over."""

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, ceil(wait / timedelta(minutes=1)))
        again = "in a minute" if minutes == 1 else f"in {minutes} minutes"
        super().__init__(f"There were too many tries. For safety, nothing is accepted now; try again {again}.")
        self.wait = wait


class BusyError(AskwellError):
    """Too many ask at this moment for what takes the machine's time; nothing was checked or changed."""

    def __init__(self) -> None:
        super().__init__("Very many people are signing in just now. Please try again in a moment.")


class StoreUnavailableError(AskwellError):
    """The database does not answer; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Your data can't be reached just now. Nothing was changed; please try again in a moment.")


class DiskFullError(AskwellError):
    """There is no room left where the database lies; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("The disk is full, so nothing was changed. Make some room and try again.")


class UnusableDatabaseError(AskwellError):
    """The address of the database leads nowhere, or what is there is not a database of Askwell."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"There is no database that Askwell can use at {place}. "
            "Check ASKWELL_DATABASE_URL and ASKWELL_DATA_DIR; nothing was changed."
        )


class OlderDatabaseError(AskwellError):
    """The database has to be upgraded first; where people sign in, the app itself must not."""

    def __init__(self) -> None:
        super().__init__(
            "The database is not up to date yet. Run “python -m lib.admin migrate” as the role that owns its tables."
        )


class NewerDatabaseError(AskwellError):
    """The database was made by a newer Askwell; it is left as it is."""

    def __init__(self) -> None:
        super().__init__(
            "This database was written by a newer version of Askwell. Please update Askwell; nothing was changed."
        )
