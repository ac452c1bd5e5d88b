"""What a facilitator does for participants: lets them in, and helps them in again. Never what they wrote."""

import streamlit as st

from lib.accounts import facilitating
from lib.accounts.desk import Role
from lib.accounts.facilitating import MAY_INVITE, Participant
from lib.settings import settings
from lib.ui import session
from lib.ui.safe_text import md_escape

_CODE, _LINK = "askwell:code-shown-once", "askwell:link-shown-once"


def invitations() -> None:
    """Draw the ways to let people in: one code for a whole workshop, or one for one person."""
    actor = session.signed_in()
    # A code that many hold makes participants only.
    allowed = {f"One {role}": (role, 1) for role in Role if role in MAY_INVITE[actor.role]}
    kinds: dict[str, tuple[Role, int | None]] = {"A whole workshop": (Role.PARTICIPANT, None), **allowed}
    with st.form("invite", border=False):
        chosen = st.radio("Whom does the code let in?", list(kinds))
        sent = st.form_submit_button("Make a code", type="primary")
    if sent:
        role, uses = kinds[chosen]
        with session.told():
            code = facilitating.invite(session.desk(), actor, role, uses=uses, address=session.address())
            holds = "as many people as you give it to" if uses is None else f"one {role}"
            st.session_state[_CODE] = (
                f"This code lets in {holds}. It is shown this once, and holds for 90 days.",
                code,
            )
    _show_once(_CODE)


def _show_once(place: str) -> None:
    if shown := st.session_state.pop(place, None):
        words, secret = shown
        st.success(words, icon=":material/key:")
        st.code(secret, language=None, wrap_lines=True)


def participants() -> None:
    """Draw the people whom the facilitator looks after, each with the ways to help them."""
    _show_once(_LINK)
    found = facilitating.participants(session.desk(), session.signed_in())
    if not found:
        st.markdown("Nobody has joined yet. Make a code, and give it to them.")
    for person in found:
        _one(person)


def _one(person: Participant) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        out = " · kept out" if person.is_disabled else ""
        st.markdown(f"**{md_escape(person.name)}** · {person.role}{out}", width="stretch")
        st.button(
            "Link for a new pass phrase", key=f"reset-{person.id}", on_click=_reset, args=(person.id, person.name)
        )
        words = "Let in again" if person.is_disabled else "Keep out"
        st.button(words, key=f"disable-{person.id}", on_click=_disable, args=(person.id, not person.is_disabled))


def _reset(account_id: str, name: str) -> None:
    with session.noticed():
        token = facilitating.make_reset_link(session.desk(), session.signed_in(), account_id, address=session.address())
        home = settings().address.rstrip("/") or (st.context.url or "").split("/workshop")[0]
        words = f"Give this link to {md_escape(name)} alone. It sets a new pass phrase, once, within 24 hours."
        st.session_state[_LINK] = (words, f"{home}/?reset={token}")


def _disable(account_id: str, is_disabled: bool) -> None:  # noqa: FBT001 - Streamlit hands arguments on by position
    with session.noticed():
        desk, actor = session.desk(), session.signed_in()
        facilitating.disable(desk, actor, account_id, is_disabled=is_disabled, address=session.address())
        session.notice(
            "They are kept out, and their sessions have ended." if is_disabled else "They can come in again."
        )
