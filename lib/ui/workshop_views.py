"""What a facilitator does for participants: lets them in, and helps them in again. Never what they wrote."""

import streamlit as st

from lib.accounts import facilitating
from lib.accounts.desk import Role
from lib.accounts.facilitating import MAY_INVITE, Participant
from lib.settings import settings
from lib.ui import session
from lib.ui.safe_text import md_escape

_SHOWN = "askwell:shown-once"


def invitations() -> None:
    """Draw the ways to let people in: one code for a whole workshop, or one for one person."""
    actor = session.signed_in()
    with st.form("invite", border=False):
        many = st.segmented_control(
            "For how many?", ["A whole workshop", "One person"], default="A whole workshop", required=True
        )
        role = st.selectbox("They come as", sorted(MAY_INVITE[actor.role]), format_func=str.capitalize)
        sent = st.form_submit_button("Make a code", type="primary")
    if sent:
        with session.told():
            uses = 1 if many == "One person" else None
            code = facilitating.invite(session.desk(), actor, Role(role), uses=uses, address=session.address())
            _show_once("The code, shown this once. It holds for 90 days.", code)
    _shown_once()


def _show_once(words: str, secret: str) -> None:
    st.session_state[_SHOWN] = (words, secret)


def _shown_once() -> None:
    if shown := st.session_state.pop(_SHOWN, None):
        st.success(shown[0])
        st.code(shown[1], language=None, wrap_lines=True)


def participants() -> None:
    """Draw the people whom the facilitator looks after, each with the ways to help them."""
    found = facilitating.participants(session.desk(), session.signed_in())
    if not found:
        st.markdown("Nobody has joined yet. Make a code, and give it to them.")
    for person in found:
        _one(person)


def _one(person: Participant) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        out = " · kept out" if person.is_disabled else ""
        st.markdown(f"**{md_escape(person.name)}** · {person.role}{out}", width="stretch")
        st.button("Link for a new pass phrase", key=f"reset-{person.id}", on_click=_reset, args=(person.id,))
        words = "Let in again" if person.is_disabled else "Keep out"
        st.button(words, key=f"disable-{person.id}", on_click=_disable, args=(person.id, not person.is_disabled))


def _reset(account_id: str) -> None:
    with session.noticed():
        token = facilitating.make_reset_link(session.desk(), session.signed_in(), account_id, address=session.address())
        home = settings().address.rstrip("/") or (st.context.url or "").split("/workshop")[0]
        _show_once("Give them this link. It holds for 24 hours, once.", f"{home}/?reset={token}")


def _disable(account_id: str, is_disabled: bool) -> None:  # noqa: FBT001 - Streamlit hands arguments on by position
    with session.noticed():
        desk, actor = session.desk(), session.signed_in()
        facilitating.disable(desk, actor, account_id, is_disabled=is_disabled, address=session.address())
        session.notice(
            "They are kept out, and their sessions have ended." if is_disabled else "They can come in again."
        )
