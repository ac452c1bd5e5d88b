"""The way in by the organisation: there, by Streamlit's `st.login`, and back to the door."""

from collections.abc import Callable

import streamlit as st

from lib.accounts.desk import AccountDesk
from lib.accounts.organisation import Vouched, enter, is_known, vouched
from lib.accounts.sign_in import SignInStep
from lib.accounts.sign_up import CLOSED
from lib.domain.errors import SignInRefusedError
from lib.settings import SignUp, settings
from lib.ui import session
from lib.ui.account_fields import code_field
from lib.ui.forms import FieldProblems
from lib.ui.safe_text import md_escape
from lib.ui.way_back import lead_back, remember_the_way

_REFUSED = "askwell:refused-word"


def way_in(desk: AccountDesk, let_in: Callable[[SignInStep], None]) -> bool:
    """Draw the way in; return whether the organisation just vouched for somebody, who is asked for nothing else then.

    Nobody is let in without a click: after signing out, and on a shared computer, the door stays shut.
    """
    refused, sentence = st.session_state.get(_REFUSED, (None, ""))
    who = _vouched_for(desk)
    if who is None or who.said_at == refused:
        if sentence:
            st.error(md_escape(sentence), icon=":material/error:")
        remember_the_way()
        _offer()
        return False
    lead_back()
    _welcome(desk, who, let_in)
    return True


def _vouched_for(desk: AccountDesk) -> Vouched | None:
    who = vouched(st.user.to_dict()) if st.user.get("is_logged_in") is True else None
    return who if who is not None and who.is_fresh(desk.clock()) else None


def _offer() -> None:
    st.header("Sign in", anchor=False)
    words = f"Sign in with {md_escape(settings().organisation)}"
    if st.button(words, key="organisation", type="primary", icon=":material/account_balance:"):
        st.login()


def _welcome(desk: AccountDesk, who: Vouched, let_in: Callable[[SignInStep], None]) -> None:
    name = md_escape(who.name or who.email or "somebody without a name")
    st.markdown(f"You are signed in at {md_escape(settings().organisation)} as **{name}**.")
    is_new = not is_known(desk, who)
    if is_new and settings().sign_up is SignUp.CLOSED:
        st.info(CLOSED, icon=":material/lock:")
    else:
        _ask(desk, who, let_in, is_new=is_new)
    if st.button("Use another account", key="another_account", type="tertiary"):
        st.logout()


def _ask(desk: AccountDesk, who: Vouched, let_in: Callable[[SignInStep], None], *, is_new: bool) -> None:
    problems = FieldProblems()
    with st.form("organisation_form", border=False):
        code = _code(problems) if is_new else ""
        sent = st.form_submit_button("Continue", type="primary")
    if sent:
        with problems.shown():
            try:
                let_in(enter(desk, who, code=code, address=session.address()))
            except SignInRefusedError as error:
                st.session_state[_REFUSED] = (who.said_at, str(error))
                st.rerun()


def _code(problems: FieldProblems) -> str:
    st.markdown("You have no account here yet; going on makes one.")
    return code_field(problems)
