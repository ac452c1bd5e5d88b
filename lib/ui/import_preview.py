"""What would come in from a file: how many are new, known or unclear, which lines are broken, and why."""

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import streamlit as st

from lib.domain.commands import ImportContacts, ImportedContact
from lib.exchange.imports import ImportCounts
from lib.exchange.people import Progress, ReadPeople
from lib.ui import session
from lib.ui.safe_text import md_escape
from lib.views.people import work_of

_MOST_PROBLEMS, _MOST_PEOPLE = 50, 100


def preview(read: ReadPeople, command: ImportContacts, counts: ImportCounts, *, is_by_columns: bool) -> None:
    """Draw what a dry run found, without changing anything; `is_by_columns` tells that a person named the columns."""
    unclear = f" · {len(counts.unclear):,} unclear" if counts.unclear else ""
    broken = f"{len(read.problems):,} {'line' if len(read.problems) == 1 else 'lines'} to look at"
    st.markdown(f"**{counts.new:,} new** · {counts.known:,} you already have{unclear} · {broken}")
    if not command.contacts:
        st.info("There is nobody in this file.")
    if read.not_taken:
        left = ", ".join(md_escape(name) for name in read.not_taken)
        why = "Columns left out so far" if is_by_columns else "Not taken over, as Askwell has no need of it"
        st.caption(f"{why}: {left}.")
    _unclear(command, counts)
    _problems(read)
    _people(command)


def _unclear(command: ImportContacts, counts: ImportCounts) -> None:
    if not counts.unclear:
        return
    with st.expander(f"Somebody of that name is there already ({len(counts.unclear):,})"):
        st.markdown(
            "These may be the same people, or others of the same name. They come in as people of their own; afterwards "
            "you look at each pair, and merge those who are one."
        )
        places = counts.unclear[:_MOST_PROBLEMS]
        st.markdown("\n".join(f"- {_words(command.contacts[place])}" for place in places))
        _more(len(counts.unclear) - len(places))


def _words(person: ImportedContact) -> str:
    work = work_of(person)
    return md_escape(person.name) + (f", {md_escape(work)}" if work else "")


def _problems(read: ReadPeople) -> None:
    if not read.problems:
        return
    with st.expander(f"Lines to look at ({len(read.problems):,})"):
        st.markdown("\n".join(f"- {md_escape(problem.sentence)}" for problem in read.problems[:_MOST_PROBLEMS]))
        _more(len(read.problems) - _MOST_PROBLEMS)


def _more(count: int) -> None:
    if count > 0:
        st.markdown(f"… and {count:,} more.")


def _people(command: ImportContacts) -> None:
    if not command.contacts:
        return
    with st.expander("Who is in this file"):
        shown = command.contacts[:_MOST_PEOPLE]
        table = pd.DataFrame(
            {
                "Name": [person.name for person in shown],
                "What they do": [person.position for person in shown],
                "Organisation": [person.organisation for person in shown],
                "E-mail": [person.email for person in shown],
                "Phone": [person.phone for person in shown],
            }
        )
        st.dataframe(table, hide_index=True, alt="The first people in the file")
        _more(len(command.contacts) - len(shown))


def leaves_unclear_out(counts: ImportCounts, file_id: str) -> bool:
    """Draw the choice to leave out those who may be there already, and return whether it was taken."""
    if not counts.unclear:
        return False
    return st.checkbox(_leave_out(len(counts.unclear)), key=session.key("leave-out", file_id))


def _leave_out(count: int) -> str:
    return "Leave the unclear one out" if count == 1 else f"Leave the {count:,} unclear ones out"


def counted_people(count: int) -> str:
    """Return such a number of people in words: “1 person”, “1,200 people”."""
    return "1 person" if count == 1 else f"{count:,} people"


@contextmanager
def shown_progress(words: str) -> Iterator[Progress]:
    """Draw a bar with `words` while something long is done, and hand over what moves it (0.0 to 1.0)."""
    place = st.empty()
    bar = place.progress(0.0, words)

    def move(done: float) -> None:
        bar.progress(min(done, 1.0), words)

    try:
        yield move
    finally:
        place.empty()
