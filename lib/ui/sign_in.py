"""What stands before everything where people sign in: the door, and the ways through it."""

import streamlit as st

from lib.accounts.desk import AccountDesk
from lib.accounts.forgotten import ANSWER, mail_reset_link
from lib.accounts.mail import can_mail
from lib.accounts.reset_links import LINK_UNKNOWN, is_open, use_reset_link
from lib.accounts.sandbox import can_be_kept, open_sandbox
from lib.accounts.sign_in import SignInStep, give_code, sign_in
from lib.accounts.sign_up import sign_up
from lib.identity import COOKIE
from lib.settings import Demo, SignUp, settings
from lib.ui import hand_over, organisation, session
from lib.ui.account_fields import (
    MOST_TYPED,
    PHRASE_HELP,
    code_field,
    is_invited,
    name_and_phrase,
    phrase_field,
)
from lib.ui.forms import FieldProblems

_PENDING = "askwell:pending-code"
_NO_LONGER_IN = "You are not signed in any more: you signed out in another tab, or your time here was over. "
_WHY_HERE = {
    Demo.OFF: f"{_NO_LONGER_IN}Sign in again to go on; what you saved is safe.",
    # Whose session it was, nobody knows any more.
    Demo.BESIDE: f"{_NO_LONGER_IN}What you saved in an account is safe; a sandbox is gone when it has ended.",
    Demo.ONLY: "Your sandbox has ended, and what was in it is gone. You can open a new one.",
}


def door() -> None:
    """Draw the door."""
    _, column, _ = st.columns([1, 4, 1])
    with column:
        st.title("Askwell", anchor=False)
        st.markdown(
            "Informational interviews, from “what do I want to learn?” to “thank you”. What you write here is for you "
            "alone: neither other participants nor the person who leads your workshop can read it."
        )
        session.show_notice()
        _why_here()
        _ways_in()


def _was_in() -> bool:
    """Return whether this tab still has the cookie of a session that ended."""
    return COOKIE in st.context.cookies


def _why_here() -> None:
    """Say why somebody who was in stands before the door."""
    if _was_in():
        st.info(_WHY_HERE[settings().demo], icon=":material/lock:")


def _ways_in() -> None:
    desk = session.desk()
    if settings().demo is Demo.ONLY:
        _sandbox(desk)
    elif st.query_params.get("reset") and settings().pass_phrases:
        _by_link(desk, st.query_params["reset"])
    elif st.session_state.get(_PENDING):
        _code(desk)
    else:
        _open_ways(desk)


def _open_ways(desk: AccountDesk) -> None:
    # Who was in, or is invited, did not come to look around.
    is_visitor = not (is_invited() or _was_in())
    if settings().demo is Demo.BESIDE and is_visitor:
        _sandbox(desk)
    if not (settings().organisation and organisation.way_in(desk, _let_in)) and settings().pass_phrases:
        _by_pass_phrase(desk)
    if settings().demo is Demo.BESIDE and not is_visitor:
        _sandbox(desk)


def _by_pass_phrase(desk: AccountDesk) -> None:
    is_closed = settings().sign_up is SignUp.CLOSED
    if is_invited() and not is_closed:
        st.header("Make your account", anchor=False)
        _sign_up(desk, is_first=True)
        with st.expander("I have an account already"):
            _sign_in(desk, is_first=False)
    else:
        _title_of_sign_in()
        _sign_in(desk, is_first=True)
        if not is_closed:
            with st.expander("Make an account"):
                _sign_up(desk, is_first=False)
    _forgotten(desk)


def _title_of_sign_in() -> None:
    if settings().organisation:
        st.markdown("Or by name and pass phrase:")
    else:
        st.header("Sign in", anchor=False)


def _let_in(step: SignInStep) -> None:
    if step.needs_code:
        st.session_state[_PENDING] = step.ticket
        st.rerun()
    st.session_state.clear()
    hand_over.begin_session(step.ticket)
    st.markdown("Opening …")


def _sandbox(desk: AccountDesk) -> None:
    with st.container(border=True):
        hours = settings().demo_hours
        st.markdown(
            "**Just look around?** A sandbox with invented people, for you alone. No name, no e-mail. "
            f"It goes away after {hours} hours{', unless you keep it' if can_be_kept() else ''}."
        )
        if st.button("Open a sandbox", key="open_sandbox", icon=":material/explore:"):
            with session.told():
                _let_in(SignInStep(open_sandbox(desk, address=session.address()), needs_code=False))


def _sign_in(desk: AccountDesk, *, is_first: bool) -> None:
    problems = FieldProblems()
    with st.form("sign_in", border=is_first):
        name = st.text_input("Name", max_chars=MOST_TYPED, autocomplete="username")
        phrase = phrase_field("Pass phrase", "current-password")
        is_remembered = st.checkbox(
            f"Stay signed in on this device for {settings().remember_days} days",
            help="Only where nobody else uses this device.",
        )
        sent = st.form_submit_button("Sign in", type="primary" if is_first else "secondary")
    if sent:
        with problems.shown():
            _let_in(sign_in(desk, name or "", phrase, is_remembered=is_remembered, address=session.address()))


def _code(desk: AccountDesk) -> None:
    st.header("One more step", anchor=False)
    with st.form("second_factor"):
        code = st.text_input(
            "The code that your app shows now, or one of your recovery codes",
            max_chars=40,
            autocomplete="one-time-code",
        )
        sent = st.form_submit_button("Go on", type="primary")
    problem = st.container()
    if st.button("Start again", key="start_again", type="tertiary"):
        del st.session_state[_PENDING]
        st.rerun()
    if sent:
        with problem, session.told():
            _let_in(give_code(desk, st.session_state[_PENDING], code or "", address=session.address()))


def _sign_up(desk: AccountDesk, *, is_first: bool) -> None:
    problems = FieldProblems()
    with st.form("sign_up", border=is_first):
        code = code_field(problems)
        name, phrase = name_and_phrase(problems)
        sent = st.form_submit_button("Make my account", type="primary" if is_first else "secondary")
    if sent:
        with problems.shown():
            ticket = sign_up(desk, name, phrase, code=code, address=session.address())
            _let_in(SignInStep(ticket, needs_code=False))


def _forgotten(desk: AccountDesk) -> None:
    if not can_mail(settings()):
        st.caption("Pass phrase forgotten? Ask the person who leads your workshop for a link to set a new one.")
        return
    with st.expander("Pass phrase forgotten?"):
        with st.form("forgotten", border=False):
            name = st.text_input("The name you sign in with", max_chars=MOST_TYPED, autocomplete="username")
            sent = st.form_submit_button("Mail me a link")
        if sent:
            with session.told():
                mail_reset_link(desk, name or "", address=session.address())
                st.success(ANSWER)


def _by_link(desk: AccountDesk, token: str) -> None:
    st.header("Set a new pass phrase", anchor=False)
    if is_open(desk, token):
        _new_pass_phrase(desk, token)
    else:
        st.error(LINK_UNKNOWN, icon=":material/error:")
    st.button("Back to sign-in", key="back", type="tertiary", on_click=st.query_params.clear)


def _new_pass_phrase(desk: AccountDesk, token: str) -> None:
    problems = FieldProblems()
    with st.form("new_pass_phrase"):
        phrase = phrase_field("New pass phrase", "new-password", PHRASE_HELP)
        problems.under("pass_phrase")
        sent = st.form_submit_button("Set it", type="primary")
    problems.under("token")
    if sent:
        with problems.shown():
            name = use_reset_link(desk, token, phrase, address=session.address())
            st.query_params.clear()
            session.finish(f"Your new pass phrase is set. Sign in as {name}.")
