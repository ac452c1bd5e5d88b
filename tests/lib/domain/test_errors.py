"""What can go wrong, and the sentence that the person reads."""

import inspect
import re
from datetime import timedelta

import pytest

from lib.domain import errors
from lib.domain.commands import InvalidInputsError

CLASSES = [found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, errors.AskwellError)]
SPOKEN = [
    (errors.NotFoundError("goal"), "This goal is not here any more. It may have been removed in another tab."),
    (errors.EditConflictError(), "This was changed in another tab in the meantime. Nothing was overwritten."),
    (errors.AlreadySentError(), "This message is already logged as sent, so it stays as it is."),
    (errors.NothingToUndoError(), "This can't be undone any more, because something was changed after it."),
    (
        errors.StoreUnavailableError(),
        "Your data can't be reached just now. Nothing was changed; please try again in a moment.",
    ),
    (errors.DiskFullError(), "The disk is full, so nothing was changed. Make some room and try again."),
    (
        errors.NewerDatabaseError(),
        "This database was written by a newer version of Askwell. Please update Askwell; nothing was changed.",
    ),
    (
        errors.UnusableDatabaseError("/data/askwell.db"),
        (
            "There is no database that Askwell can use at /data/askwell.db. "
            "Check ASKWELL_DATABASE_URL and ASKWELL_DATA_DIR; nothing was changed."
        ),
    ),
    (
        errors.NotSignedInError(),
        "You are not signed in any more. Sign in again to go on; what you saved is safe.",
    ),
    (
        errors.SignInRefusedError(),
        "This name and pass phrase do not belong together. Check both, and try again.",
    ),
    (
        errors.TooManyTriesError(timedelta(seconds=61)),
        "There were too many tries. For safety, nothing is accepted now; try again in 2 minutes.",
    ),
    (
        errors.OlderDatabaseError(),
        "The database is not up to date yet. Run “python -m lib.admin migrate” as the role that owns its tables.",
    ),
    (errors.BusyError(), "Very many people are signing in just now. Please try again in a moment."),
    (errors.InvalidInputError("name", "Enter the name."), "Enter the name."),
    (errors.NotAllowedNowError("Not now."), "Not now."),
]


@pytest.mark.parametrize(("error", "sentence"), SPOKEN, ids=lambda value: type(value).__name__)
def test_every_error_says_what_happened_in_a_sentence(error: errors.AskwellError, sentence: str) -> None:
    assert str(error) == sentence


def test_every_class_is_spoken_for_and_stands_in_the_tree() -> None:
    # Without those that the tree shows as another module's.
    drawn = set(re.findall(r"── (\w+)(?!.*\(`lib\.)", errors.__doc__ or ""))
    assert {found.__name__ for found in CLASSES} - {"AskwellError"} == drawn
    assert {type(error).__name__ for error, _ in SPOKEN} == drawn


def test_a_conflict_carries_what_the_record_holds_now() -> None:
    error = errors.EditConflictError("theirs", 7)
    assert (error.current_text, error.current_version) == ("theirs", 7)


def test_an_input_error_names_its_field() -> None:
    assert errors.InvalidInputError("name", "Enter the name.").field == "name"
    assert InvalidInputsError({"name": "Enter the name.", "phone": "Shorten it."}).field == "name"
