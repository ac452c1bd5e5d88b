"""Who could introduce one to a person: searched among all contacts, so that the browser never gets everybody."""

from typing import Any

import streamlit as st

from lib.domain.commands import EditContact
from lib.domain.snapshot import Snapshot
from lib.ui import navigation, session
from lib.ui.safe_text import md_escape
from lib.views.people import MOST_FOUND, people_called


def introducer(snapshot: Snapshot, person: Any) -> None:
    """Draw who introduced or could introduce a person, and the search for another one (a row of contacts)."""
    is_known = bool(person.introducer_id)
    if is_known:
        _who_it_is(snapshot, person)
    with st.popover("Somebody else introduces you" if is_known else "Note who could introduce you"):
        _search(snapshot, person)


def _who_it_is(snapshot: Snapshot, person: Any) -> None:
    one = snapshot.one("contacts", person.introducer_id, "person")
    words = "Introduced by" if person.named_in_id else "Could be introduced by"
    key = session.key("introducer", person.id)
    navigation.pick("contact", one.id, f"{words} **{md_escape(one.name)}**", key=key)
    name_key = session.key("may-use-name", person.id, str(person.version))
    st.checkbox(
        "I may use their name",
        person.may_use_name,
        key=name_key,
        on_change=_set,
        args=(person, {"may_use_name": not person.may_use_name}, ""),
    )


def _search(snapshot: Snapshot, person: Any) -> None:
    words = st.text_input(
        "Search among your contacts",
        placeholder="A few letters of the name",
        live="400ms",
        key=session.key("introducer-search", person.id),
    )
    people = people_called(snapshot, words or "", session.zone(), but=person.id)
    if words and not people:
        st.caption("Nobody on your lists is found by that.")
    for contact_id, name in people.items():
        st.button(
            md_escape(name),
            key=session.key("introduces", person.id, contact_id),
            type="tertiary",
            on_click=_set,
            args=(person, {"introducer_id": contact_id}, f"{name} could introduce you."),
        )
    if len(people) == MOST_FOUND:
        st.caption("There may be more. Type more of the name.")
    if person.introducer_id:
        st.button(
            "Nobody, after all",
            key=session.key("introduces-nobody", person.id),
            on_click=_set,
            args=(person, {"introducer_id": None, "may_use_name": False}, "Noted."),
        )


def _set(person: Any, what: dict[str, Any], words: str) -> None:
    known = {"name": person.name, "contact_id": person.id, "version": int(person.version)}
    session.carry_out(EditContact(**known, **what), words)
