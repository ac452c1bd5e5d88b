"""Many people edited at once: who is chosen, and what is done with all of them in one step that can be undone."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from lib.domain.commands import ArchiveContacts, Command, EditContacts, RestoreContacts
from lib.domain.vocabulary import Tie
from lib.method.labels import label
from lib.ui import session
from lib.ui.safe_text import md_escape
from lib.views.people import Filters, Found, Order, common_tags

_CHOICE = "askwell:chosen-people"


@dataclass
class _Choice:
    """Who is chosen: those who were ticked; or, with filters, all whom these find but the unticked."""

    all_of: Filters | None = None
    ticked: set[str] = field(default_factory=set)
    unticked: set[str] = field(default_factory=set)


def choosing(found: Found, filters: Filters) -> bool:
    """Draw the switch that begins choosing, and what can be done with the chosen; return whether it is on."""
    is_on = st.checkbox("Edit several at once", key=session.key("choosing"), persist_state="session")
    if not is_on:
        _forget()
        return False
    chosen = _chosen(found, filters)
    with st.container(border=True, key="edit-many"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{len(chosen):,} chosen**", width="content")
            if not _is_all(filters) and len(chosen) < len(found):
                st.button(f"Choose all {len(found):,} found", on_click=_choose_all, args=(filters,), key=_key("all"))
            if chosen:
                st.button("Choose none", on_click=_forget, type="tertiary", key=_key("none"))
        if chosen:
            _actions(chosen, is_archived=filters.archived)
        else:
            st.caption("Tick people in the list, or choose all that were found.")
    return True


def box(row: Any, filters: Filters) -> None:
    """Draw the box that chooses one person."""
    key = session.key("chosen", row.id)
    choice = _choice()
    st.session_state[key] = row.id not in choice.unticked if _is_all(filters) else row.id in choice.ticked
    words = f"Choose {md_escape(row.name)}"
    st.checkbox(
        words, key=key, label_visibility="collapsed", on_change=_tick, args=(row.id, key, filters), width="content"
    )


def _key(name: str) -> str:
    return session.key("edit-many", name)


def _choice() -> _Choice:
    choice: _Choice = st.session_state.setdefault(session.key(_CHOICE), _Choice())
    return choice


def _of(filters: Filters) -> Filters:
    """Return what tells whom filters find: the order does not."""
    return replace(filters, order=Order.NAME)


def _is_all(filters: Filters) -> bool:
    return _choice().all_of == _of(filters)


def _chosen(found: Found, filters: Filters) -> tuple[str, ...]:
    """Return the ids of those who are chosen and still there, as the browser's ticks prove nothing."""
    choice = _choice()
    if _is_all(filters):
        return tuple(contact_id for contact_id in found.ids() if contact_id not in choice.unticked)
    if not choice.ticked:
        return ()
    ids = session.snapshot().contacts["id"]
    return tuple(ids[ids.isin(choice.ticked)])


def _choose_all(filters: Filters) -> None:
    st.session_state[session.key(_CHOICE)] = _Choice(all_of=_of(filters))


def _forget() -> None:
    st.session_state.pop(session.key(_CHOICE), None)


def _tick(contact_id: str, key: str, filters: Filters) -> None:
    choice, is_ticked = _choice(), bool(st.session_state[key])
    if _is_all(filters):
        (choice.unticked.discard if is_ticked else choice.unticked.add)(contact_id)
    else:
        choice.all_of = None
        (choice.ticked.add if is_ticked else choice.ticked.discard)(contact_id)


def _actions(chosen: tuple[str, ...], *, is_archived: bool) -> None:
    number = f"{len(chosen):,} {'person' if len(chosen) == 1 else 'people'}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tags = st.multiselect(
            "Tags",
            common_tags(session.snapshot()),
            accept_new_options=True,
            placeholder="Choose, or type a new one",
            key=_key("tags"),
            width=280,
        )
        if st.button("Add to all", key=_key("add"), disabled=not tags):
            _carry_out(EditContacts.of, f"Tagged {number}.", contact_ids=chosen, add_tags=tags)
        if st.button("Take off all", key=_key("drop"), disabled=not tags):
            _carry_out(EditContacts.of, f"Took the tags off {number}.", contact_ids=chosen, drop_tags=tags)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tie = st.selectbox("Tie", list(Tie), None, format_func=label, placeholder="Choose", key=_key("tie"), width=280)
        if st.button("Set for all", key=_key("set-tie"), disabled=tie is None):
            _carry_out(EditContacts.of, f"Set the tie of {number}.", contact_ids=chosen, tie=tie)
        if is_archived:
            if st.button("Put all back on the lists", key=_key("restore")):
                _carry_out(RestoreContacts.of, f"Put back {number}.", contact_ids=chosen)
        elif st.button("Archive all", key=_key("archive")):
            _carry_out(ArchiveContacts.of, f"Archived {number}. Nothing is lost.", contact_ids=chosen)


def _carry_out(make: Callable[..., Command], words: str, **what: Any) -> None:
    with session.told():
        receipt = session.do(make(what))
        _forget()
        session.finish(words, receipt)
