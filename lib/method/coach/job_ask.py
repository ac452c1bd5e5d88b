"""Finds a request for a job, and takes “I am not asking for a job” for what it is (method, 1.3)."""

from collections.abc import Iterable

from lib.method.coach.phrases import has, meant


def job_ask(sentences: Iterable[str]) -> str:
    """Return the words that ask for a job, of plain sentences; an empty text where none does."""
    return meant("job_ask", sentences)


def handed_over(sentences: Iterable[str]) -> str:
    """Return the words by which a CV or another file comes along unasked; an empty text where none does."""
    unasked = [sentence for sentence in sentences if not has("as_asked", sentence)]
    return meant("cv", unasked) or meant("attached", unasked)
