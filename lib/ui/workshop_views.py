"""Who takes part in a workshop, and the codes that let people in. Never what they wrote."""

import streamlit as st

from lib.accounts import facilitating, inviting
from lib.accounts.desk import Role
from lib.accounts.facilitating import PAGE, Participant
from lib.accounts.inviting import LONGEST_NOTE, Invitation
from lib.accounts.permissions import PERMISSIONS
from lib.ui import navigation, session
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.safe_text import md_escape
from lib.ui.shown_once import link_to, show_next, show_once

PERSON = "person"
_CODE = "askwell:code-shown-once"
_LONGEST_SEARCH = 100
_EVERYBODY = "A whole workshop"


def invitations() -> None:
    """Draw the ways to let people in: one code for a whole workshop, or one for one person; and the open ones."""
    actor = session.signed_in()
    # A code that many hold makes participants only.
    allowed = {f"One {role}": (role, 1) for role in Role if role in PERMISSIONS[actor.role].invites}
    kinds: dict[str, tuple[Role, int | None]] = {_EVERYBODY: (Role.PARTICIPANT, None), **allowed}
    problems, form = FieldProblems(), AddingForm("invite")
    with st.form(form.key, border=False):
        chosen = st.radio("Whom does the code let in?", list(kinds))
        note = st.text_input(
            "What is it for? (optional)",
            placeholder="Monday group",
            help="The code itself is not kept; by these words you tell it from others later.",
            max_chars=LONGEST_NOTE,
        )
        problems.under("note")
        sent = st.form_submit_button("Make a code", type="primary")
    if sent:
        role, uses = kinds[chosen]
        with problems.shown():
            desk = session.desk()
            code = inviting.invite(desk, actor, role, uses=uses, note=note or "", address=session.address())
            form.added()
            holds = "as many people as you give it to" if uses is None else f"one {role}"
            words = f"This code lets in {holds}, typed or by the link. It is shown this once, and holds for 90 days."
            show_next(_CODE, words, code, link_to(invitation=code))
    show_once(_CODE)
    _open_codes()


def _open_codes() -> None:
    found = inviting.open_invitations(session.desk(), session.signed_in())
    if not found:
        return
    with st.expander(f"Open codes ({len(found)})"):
        st.markdown("The codes themselves are not kept. Who came in by one that you take back stays.")
        for one in found:
            _open_code(one)


def _open_code(one: Invitation) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        whom = f"One {one.role}" if one.uses_left == 1 else _EVERYBODY
        title = f"**{md_escape(one.note)}**  \n{whom}" if one.note else f"**{whom}**"
        st.markdown(f"{title} · {_used(one.used)} · until {session.local(one.expires_at)}", width="stretch")
        st.button("Take back", key=f"take-back-{one.id}", on_click=_take_back, args=(one.id,))


def _used(times: int) -> str:
    return {0: "not used yet", 1: "used once"}.get(times, f"used {times} times")


def _take_back(invitation_id: str) -> None:
    with session.noticed():
        inviting.take_back(session.desk(), session.signed_in(), invitation_id, address=session.address())
        session.notice("Taken back. Nobody comes in by that code any more.")


def participants() -> None:
    """Draw a search, and a page of the people whom the facilitator looks after; each leads to the ways to help them."""
    words = st.text_input("Search by name", key="people-search", live="400ms", max_chars=_LONGEST_SEARCH)
    place = st.container(gap="xsmall")
    number = st.session_state.get("people-page", 1)
    found = facilitating.participants(session.desk(), session.signed_in(), search=words or "", page=number)
    if found.pages > 1:
        st.pagination(found.pages, key="people-page")
    with place:
        if not found.people:
            nobody_yet = "Nobody has joined yet. Make a code, and give it to them."
            st.markdown("Nobody here has such a name." if words else nobody_yet)
            return
        start = (found.page - 1) * PAGE
        st.caption(f"{start + 1:,} to {start + len(found.people):,} of {found.found:,}")
        for person in found.people:
            navigation.pick(PERSON, person.id, _line(person), key=f"person-{person.id}")


def _line(person: Participant) -> str:
    out = " · kept out" if person.is_disabled else ""
    return f"**{md_escape(person.name)}** · {person.role}{out}"
