"""Somebody's own account: pass phrase, second factor, sessions, the log, and the way out."""

from base64 import b64encode

import streamlit as st

from lib.accounts import own_account, sign_in
from lib.accounts.desk import Role
from lib.accounts.devices import device_in_words
from lib.accounts.downloads import everything_ticket
from lib.accounts.own_account import Account
from lib.accounts.sandbox import can_be_kept, keep_sandbox
from lib.accounts.second_factor import address_for_app, new_secret, square_code
from lib.accounts.sessions import Session
from lib.ui import hand_over, session
from lib.ui.account_fields import MOST_TYPED, ask_once_more, code_field, name_and_phrase, phrase_field
from lib.ui.forms import FieldProblems
from lib.ui.safe_text import md_escape

_SECRET = "askwell:new-second-factor"  # noqa: S105 - the name of a place in the session, not what lies there
_CODES = "askwell:recovery-codes"
_HEAD_OF_CODES = "Askwell recovery codes"
# What was done before the page was loaded anew, which forgets the notice that waits: named in the address.
_DONE = "done"
_TOLD = {
    "changed": "Your pass phrase is changed. Every other session has ended.",
    "kept": "This is your account now, with everything in it. Sign in by your name from now on.",
}


def show_done() -> None:
    """Say, once, what was done before the page was loaded anew."""
    if told := _TOLD.get(st.query_params.get(_DONE, "")):
        st.success(told, icon=":material/check:")
        del st.query_params[_DONE]


def who_you_are(account: Account) -> None:
    """Say who is signed in, and draw the way out."""
    if account.role is Role.VISITOR:
        _this_is_a_sandbox()
    else:
        st.markdown(f"Signed in as **{md_escape(account.name)}**, {account.role}.")
    if st.button("Sign out", key="sign_out", icon=":material/logout:"):
        with session.told():
            sign_in.sign_out(session.desk(), session.signed_in(), address=session.address())
            _leave()


def _this_is_a_sandbox() -> None:
    if not can_be_kept():
        st.markdown("This is a sandbox. Once you sign out, nobody can open it again, not even you.")
        return
    st.markdown(
        "This is a sandbox. Give it a name and a pass phrase, and it stays, with everything in it. If you sign out "
        "without, nobody can open it again, not even you."
    )
    _keep()


def _leave() -> None:
    st.session_state.clear()
    hand_over.end_session()
    st.stop()


def _keep() -> None:
    problems = FieldProblems()
    with st.form("keep_sandbox"):
        code = code_field(problems)
        name, phrase = name_and_phrase(problems)
        sent = st.form_submit_button("Keep it as my account", type="primary")
    if sent:
        with problems.shown():
            desk, actor = session.desk(), session.signed_in()
            ticket = keep_sandbox(desk, actor, name, phrase, code=code, address=session.address())
            _begin_anew(ticket, "kept")


def _begin_anew(ticket: str, done: str) -> None:
    st.query_params[_DONE] = done
    hand_over.begin_session(ticket)


def change_pass_phrase() -> None:
    """Draw the form for a new pass phrase; with it, every other session ends."""
    problems = FieldProblems()
    with st.form("change_pass_phrase", border=False):
        old = phrase_field("Your pass phrase now", "current-password")
        problems.under("pass_phrase")
        new = phrase_field("The new one", "new-password")
        problems.under("new")
        sent = st.form_submit_button("Change it, and sign out everywhere else")
    if sent:
        with problems.shown():
            desk, actor = session.desk(), session.signed_in()
            ticket = own_account.change_pass_phrase(desk, actor, old, new, address=session.address())
            _begin_anew(ticket, "changed")


def change_email(account: Account) -> None:
    """Draw the form for the address to which a link for a new pass phrase may go."""
    problems = FieldProblems()
    with st.form("change_email", border=False):
        email = st.text_input("E-mail address", account.email, max_chars=MOST_TYPED, autocomplete="email")
        problems.under("email")
        phrase = phrase_field("Your pass phrase", "current-password")
        problems.under("pass_phrase")
        sent = st.form_submit_button("Keep this address")
    if sent:
        with problems.shown():
            desk, actor = session.desk(), session.signed_in()
            own_account.change_email(desk, actor, email or "", phrase, address=session.address())
            session.finish("Your e-mail address is kept.")


def second_factor(account: Account) -> None:
    """Draw the switch for the codes of an authenticator app, and the recovery codes until they are kept."""
    if _CODES in st.session_state:
        _keep_codes()
    if account.has_second_factor:
        st.markdown(f"On. Recovery codes left: {account.recovery_codes_left}.")
        _switch_off()
    else:
        st.markdown("Off. With it, signing in also asks for a code that an app on your phone shows.")
        _switch_on(account)


@st.dialog("Keep your recovery codes", dismissible=False)
def _keep_codes() -> None:
    st.markdown(
        "The second factor is on. Should you lose your phone, one of these lets you in instead of its code; each works "
        "once. Keep them where you keep papers: nobody can show them again."
    )
    # The first line says on paper whose codes they are; on a phone, Streamlit's button to copy lies over its end.
    st.code("\n".join((_HEAD_OF_CODES, *st.session_state.get(_CODES, ()))), language=None, wrap_lines=True)
    if st.button("I have kept them", key="kept_recovery_codes", type="primary"):
        st.session_state.pop(_CODES, None)  # a hasty second click finds it gone
        st.rerun()


def _switch_on(account: Account) -> None:
    if _SECRET not in st.session_state:
        if st.button("Set it up", key="set_up_second_factor"):
            st.session_state[_SECRET] = new_secret()
            st.rerun()
        return
    secret = st.session_state[_SECRET]
    st.markdown("1. Scan this with an authenticator app, or type the key into it.")
    # In the page itself, since it holds the secret; `st.image` would serve it from an address, and without a text.
    code = b64encode(square_code(address_for_app(secret, account.name))).decode()
    st.html(f'<img width="220" alt="Square code for your authenticator app" src="data:image/png;base64,{code}">')
    st.code(secret, language=None)
    _prove_and_switch_on(secret)


def _prove_and_switch_on(secret: str) -> None:
    problems = FieldProblems()
    with st.form("switch_on", border=False):
        code = _code_field("2. Type the code that it shows", problems)
        phrase = phrase_field("3. Type your pass phrase", "current-password")
        problems.under("pass_phrase")
        sent = st.form_submit_button("Switch it on")
    if sent:
        with problems.shown():
            desk, actor = session.desk(), session.signed_in()
            codes = own_account.switch_second_factor_on(desk, actor, secret, code, phrase, address=session.address())
            del st.session_state[_SECRET]
            st.session_state[_CODES] = codes
            st.rerun()


def _switch_off() -> None:
    problems = FieldProblems()
    with st.form("switch_off", border=False):
        code = _code_field("A code of your app, or a recovery code", problems)
        phrase = phrase_field("Your pass phrase", "current-password")
        problems.under("pass_phrase")
        sent = st.form_submit_button("Switch it off")
    if sent:
        with problems.shown():
            desk, actor = session.desk(), session.signed_in()
            own_account.switch_second_factor_off(desk, actor, code, phrase, address=session.address())
            session.finish("The second factor is off.")


def _code_field(words: str, problems: FieldProblems) -> str:
    code = st.text_input(words, max_chars=MOST_TYPED, autocomplete="one-time-code")
    problems.under("code")
    return code or ""


def sessions() -> None:
    """Draw where one is signed in, with the way to end each."""
    actor = session.signed_in()
    living = own_account.own_sessions(session.desk(), actor)
    for found in living:
        _one_session(found, is_here=found.id_hash == actor.session)
    if len(living) > 1 and st.button("End all others", key="end_others"):
        with session.told():
            own_account.end_other_sessions(session.desk(), actor, address=session.address())
            session.finish("Every other session has ended.")


def _one_session(found: Session, *, is_here: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        here = " · **here**" if is_here else ""
        device = md_escape(device_in_words(found.device))
        st.markdown(f"{device}{here}  \nlast used {session.local(found.seen_at)}", width="stretch")
        if not is_here:
            st.button("End it", key=f"end-{found.id_hash[:16]}", on_click=_end, args=(found.id_hash,))


def _end(id_hash: str) -> None:
    with session.noticed():
        own_account.end_session(session.desk(), session.signed_in(), id_hash, address=session.address())
        session.notice("That session has ended.")


def take_everything() -> None:
    """Draw the button for the archive of all that one wrote."""
    if st.button("Download everything", key="take_everything", icon=":material/download:"):
        with session.told():
            hand_over.take_file(everything_ticket(session.desk(), session.signed_in(), zone=session.zone().key))


def log() -> None:
    """Draw what the audit log says of one's account."""
    lines = own_account.own_log(session.desk(), session.signed_in())
    if not lines:
        st.markdown("Nothing yet.")
        return
    st.table(
        [
            {
                "When": session.local(line.at),
                "What": line.deed.value,
                "From": md_escape(line.address),
                "By": "somebody who runs this site" if line.by_other else "you",
            }
            for line in lines
        ]
    )


def delete(account: Account) -> None:
    """Draw the way to delete the account with everything in it."""
    what = "the sandbox" if account.role is Role.VISITOR else "your account"
    st.markdown(f"This removes {what}, and everything you wrote, for good. Download everything first.")
    if account.role is Role.VISITOR:
        if st.button("Delete the sandbox now", key="delete_sandbox"):
            with session.told():
                _delete("")
    elif account.has_pass_phrase:
        ask_once_more("Delete my account", "delete_account", _delete)
    else:
        _delete_after_signing_in()


def _delete_after_signing_in() -> None:
    st.markdown("For safety, this works in the first ten minutes after signing in.")
    with st.form("delete_account", border=False):
        is_sure = st.checkbox("Yes, delete everything")
        sent = st.form_submit_button("Delete my account")
    if sent and not is_sure:
        st.error("Tick the box first.", icon=":material/error:")
    elif sent:
        with session.told():
            _delete("")


def _delete(pass_phrase: str) -> None:
    own_account.delete_account(session.desk(), session.signed_in(), pass_phrase, address=session.address())
    _leave()
