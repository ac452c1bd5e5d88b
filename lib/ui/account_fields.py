"""The fields by which somebody says who they are, at the door and on the account's page."""

from collections.abc import Callable

import streamlit as st

from lib.settings import SignUp, settings
from lib.ui.forms import FieldProblems

MOST_TYPED = 200
PHRASE_HELP = "12 to 64 characters of any kind. Four or five words that belong to no saying are strong."
_LONGEST_CODE = 40
_INVITATION = "invitation"


def is_invited() -> bool:
    """Return whether the address brings an invitation along."""
    return _INVITATION in st.query_params


def code_field(problems: FieldProblems) -> str:
    """Draw the field for the code with which an account is made, and return what was typed."""
    needs_code = settings().sign_up is SignUp.INVITED
    words = "Workshop code or invitation" if needs_code else "Workshop code (if you have one)"
    typed = st.text_input(words, st.query_params.get(_INVITATION, "")[:_LONGEST_CODE], max_chars=_LONGEST_CODE)
    problems.under("code")
    return typed or ""


def phrase_field(words: str, kind: str, help_text: str | None = None) -> str:
    """Draw a field for a pass phrase (`kind` tells the browser which), and return what was typed."""
    typed = st.text_input(words, type="password", max_chars=MOST_TYPED, autocomplete=kind, help=help_text)
    return typed or ""


def name_and_phrase(problems: FieldProblems) -> tuple[str, str]:
    """Draw the fields for the name and pass phrase of a new account, and return what was typed."""
    name = st.text_input(
        "Name to sign in with",
        max_chars=MOST_TYPED,
        autocomplete="username",
        help="A word or an e-mail address. Only you and the people who run this site see it.",
    )
    problems.under("name")
    phrase = phrase_field("Pass phrase", "new-password", PHRASE_HELP)
    problems.under("pass_phrase")
    return name or "", phrase


def ask_once_more(words: str, key: str, do: Callable[[str], None]) -> None:
    """Draw a form that asks for the pass phrase before something that can't be taken back, and then does it."""
    problems = FieldProblems()
    with st.form(key, border=False):
        phrase = phrase_field("Your pass phrase", "current-password")
        problems.under("pass_phrase")
        sent = st.form_submit_button(words)
    if sent:
        with problems.shown():
            do(phrase)
