"""Which column of a table is what: proposed, shown with its first values, and changed by whoever knows the file."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from lib.exchange.unknown_table import UnknownTable
from lib.ui import session
from lib.ui.safe_text import md_escape

_LEFT_OUT = ""
_WORDS = {
    _LEFT_OUT: "left out",
    "name": "the whole name",
    "first_name": "the first name",
    "last_name": "the last name",
    "nickname": "a nickname",
    "organisation": "where they work",
    "position": "what they do",
    "email": "an e-mail address",
    "phone": "a phone number",
    "profile_url": "a link to their profile",
    "how_known": "how we know each other",
    "tags": "tags",
    "notes": "notes",
    "connected_on": "the day we connected",
    "last_spoke_on": "the day we last spoke",
    "last_wrote_on": "the day we last wrote",
}
_MOST_COLUMNS = 40  # lists of choices on one page; more columns than these are never people's fields


def column_choice(table: UnknownTable, remembered: Mapping[str, str] | None, file_id: str) -> dict[str, str]:
    """Draw the first rows and a choice for each column, and return the field of each heading that is taken.

    `remembered` is what was chosen for a file with the same headings before.
    """
    st.markdown("This file is of no program that Askwell knows. Say what its columns hold.")
    if remembered is not None:
        st.caption("As you chose it for the last file with these columns.")
    elif not table.has_headings:
        st.caption("It has no row of headings, so its columns are numbered.")
    rows = pd.DataFrame(table.preview, columns=list(table.headings), dtype="str")
    st.dataframe(rows, hide_index=True, alt="The first rows of the file")
    now = table.guesses if remembered is None else remembered
    chosen: dict[str, str] = {}
    for place, heading in enumerate(table.headings[:_MOST_COLUMNS]):
        if place % 2 == 0:  # in a phone's one column they then stand in the order of the file
            sides = st.columns(2)
        with sides[place % 2]:
            field = _field_of(heading, now.get(heading, _LEFT_OUT), str(place), file_id)
        if field:
            chosen[heading] = field
    return chosen


def _field_of(heading: str, now: str, place: str, file_id: str) -> str:
    fields = list(_WORDS)
    chosen: str = st.selectbox(
        f"“{md_escape(heading)}” is",
        fields,
        fields.index(now),
        format_func=_WORDS.__getitem__,
        key=session.key(file_id, place),
    )
    return chosen
