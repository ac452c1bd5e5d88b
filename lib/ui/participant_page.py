"""The page of one participant: the ways to help them in, and out. Never what they wrote."""

import streamlit as st

from lib.accounts import facilitating
from lib.accounts.desk import Role
from lib.accounts.facilitating import Participant
from lib.accounts.permissions import PERMISSIONS
from lib.ui import navigation, page_head, session
from lib.ui.safe_text import md_escape
from lib.ui.shown_once import link_to, show_next, show_once

_LINK = "askwell:link-shown-once"
_SURE = "askwell:new-role-asked-for"
# What an administrator may make of somebody, and what follows from it.
_OTHER_ROLE = {Role.PARTICIPANT: Role.FACILITATOR, Role.FACILITATOR: Role.PARTICIPANT}
_FOLLOWS = {
    Role.FACILITATOR: (
        "They will see who takes part in their workshop, let people in, and keep people out. They will not see what "
        "anybody writes."
    ),
    Role.PARTICIPANT: (
        "They will not see who takes part any more. The codes and links that they gave to others end at once."
    ),
}


def participant_page(account_id: str) -> None:
    """Draw the page of one of those whom the facilitator looks after: who they are, and the ways to help them.

    Raises NotFoundError where the facilitator does not look after that account.
    """
    actor = session.signed_in()
    who = facilitating.participant(session.desk(), actor, account_id)
    page_head.page_head("workshop", md_escape(who.name))
    navigation.back("Everybody")
    out = " They are kept out now." if who.is_disabled else ""
    st.markdown(f"{who.role.capitalize()}, here since {session.local(who.created_at)}.{out}")
    _link(who)
    _door(who)
    if PERMISSIONS[actor.role].changes_roles and who.role in _OTHER_ROLE:
        _role(who, _OTHER_ROLE[who.role])


def _link(who: Participant) -> None:
    st.header("Pass phrase", anchor=False)
    if not who.has_pass_phrase:
        st.markdown("None: the organisation signs them in.")
        return
    st.markdown("Forgotten? A link lets them set a new one. Until they do, the old one holds.")
    st.button("Link for a new pass phrase", key=f"reset-{who.id}", on_click=_reset, args=(who.id, who.name))
    show_once(_LINK)


def _reset(account_id: str, name: str) -> None:
    with session.noticed():
        token = facilitating.make_reset_link(session.desk(), session.signed_in(), account_id, address=session.address())
        words = f"Give this link to {md_escape(name)} alone. It sets a new pass phrase, once, within 24 hours."
        show_next(_LINK, words, link_to(reset=token))


def _door(who: Participant) -> None:
    st.header("Access", anchor=False)
    if who.is_disabled:
        st.markdown("They can't sign in. What they wrote is kept, and waits for them.")
    else:
        st.markdown("Keeping them out ends their sessions at once, and the codes they gave out. What they wrote stays.")
    words = "Let in again" if who.is_disabled else "Keep out"
    st.button(words, key=f"disable-{who.id}", on_click=_disable, args=(who.id, not who.is_disabled))


def _disable(account_id: str, is_disabled: bool) -> None:  # noqa: FBT001 - Streamlit hands arguments on by position
    with session.noticed():
        desk, actor = session.desk(), session.signed_in()
        facilitating.disable(desk, actor, account_id, is_disabled=is_disabled, address=session.address())
        session.notice(
            "They are kept out, and their sessions have ended." if is_disabled else "They can come in again."
        )


def _role(who: Participant, role: Role) -> None:
    st.header("Role", anchor=False)
    st.markdown(f"{_FOLLOWS[role]} Their sessions end; they sign in again.")
    asked = st.session_state.get(_SURE) == (who.id, role)
    if not asked:
        st.button(f"Make them a {role}", key=f"role-{who.id}", on_click=_ask, args=(who.id, role))
        return
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f"Make **{md_escape(who.name)}** a {role}?", width="stretch")
        st.button("Yes", key=f"sure-{who.id}", type="primary", on_click=_change, args=(who.id, role))
        st.button("No, leave it", key=f"not-sure-{who.id}", on_click=_ask, args=("", role))


def _ask(account_id: str, role: Role) -> None:
    st.session_state[_SURE] = (account_id, role)


def _change(account_id: str, role: Role) -> None:
    st.session_state.pop(_SURE, None)
    with session.noticed():
        desk, actor = session.desk(), session.signed_in()
        facilitating.change_role(desk, actor, account_id, role, address=session.address())
        session.notice(f"They are a {role} now, and their sessions have ended.")
