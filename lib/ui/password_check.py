"""Whether a pass phrase fits a hash, asked of streamlit-authenticator; nothing else of it is used."""

from secrets import token_hex

import streamlit as st

from lib.accounts.pass_phrases import UNKNOWN_HASH, hashing, lockable

_NAME = "account"
# What the library puts into the session's state; a widget or page of ours with such a name keeps its own.
_ITS_KEYS = ("name", "authentication_status", "username", "email", "roles", "logout")


def is_right(pass_phrase: str, password_hash: str) -> bool:
    """Tell whether the pass phrase, exactly as typed, fits the hash; takes as long whether or not it does.

    Waits where too many are being checked, and raises BusyError where that takes too long. What bcrypt
    can't read whole, over 72 bytes, fits nothing; nothing fits an empty hash, that of an account without a pass phrase.
    """
    if lockable(pass_phrase) is None:
        return False
    with hashing():
        return _fits(pass_phrase, password_hash or UNKNOWN_HASH)


def _fits(pass_phrase: str, password_hash: str) -> bool:
    # Here, since it registers components of its own that only a server with sign-in should have.
    from streamlit_authenticator.controllers import (  # type: ignore[import-untyped]  # noqa: PLC0415 - see above
        AuthenticationController,
    )

    credentials = {"usernames": {_NAME: {"password": password_hash}}}
    ours = {key for key in _ITS_KEYS if key in st.session_state}
    controller = AuthenticationController(credentials, auto_hash=False, secret_key=token_hex())
    try:
        # The controller's own `login` strips the phrase, and writes down in the session who is in.
        return controller.authentication_model.check_credentials(_NAME, pass_phrase) is True
    finally:
        for key in set(_ITS_KEYS) - ours:
            st.session_state.pop(key, None)
