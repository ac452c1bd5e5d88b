"""What runs before every page: who is here, the navigation, the look, and friendly words where there is no page."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from lib.accounts.desk import Role
from lib.accounts.sessions import SignedIn
from lib.domain.errors import AskwellError, NotFoundError, NotSignedInError
from lib.metrics import timed_run
from lib.refusals import Refusal, tell_refusal
from lib.store.actor import Actor
from lib.ui import apply_look, navigation, sandbox, session
from lib.ui.page_head import lost_page
from lib.ui.run_memory import begin_run, end_run
from lib.ui.safe_text import md_escape
from lib.ui.sign_in import door
from lib.ui.typed_field import deliver_waiting_texts
from lib.ui.whole_page import keep_page_whole

# Our own, and in the page itself: Streamlit fetches a named icon from the internet, and a file from where one has to
# sign in first.
ICON = "data:image/png;base64," + b64encode((Path(__file__).parent / "static" / "icon.png").read_bytes()).decode()
SIDEBAR_WIDTH = 230


def run() -> None:
    """Run the page that the address names, or the door where nobody is signed in."""
    begin_run()
    st.set_page_config(page_title="Askwell", page_icon=ICON, layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
    try:
        actor = session.actor()
    except NotSignedInError:
        _before_the_door()
    except AskwellError as error:
        _not_now(error)
    else:
        _inside(actor)


def _before_the_door() -> None:
    # All pages are named, so that the address of one still leads there after signing in; none of them is run.
    st.navigation([navigation.page(name) for name in navigation.PAGES], position="hidden")
    _frame()
    door()


def _not_now(error: AskwellError) -> None:
    st.navigation([navigation.page(name) for name in navigation.PAGES], position="hidden")
    _frame()
    st.error(md_escape(str(error)), icon=":material/error:")
    st.button("Try again", key="try_again")


def _inside(actor: Actor) -> None:
    role = actor.role if isinstance(actor, SignedIn) else None
    current = st.navigation([navigation.page(name) for name in navigation.listed(role)])
    if asked := session.next_page():
        navigation.go(asked[0], **asked[1])
    _frame()
    try:
        if role == Role.VISITOR:
            sandbox.prepare()
            sandbox.banner()
        with timed_run(current.url_path or navigation.DEFAULT):
            current.run()
        deliver_waiting_texts()
    except NotFoundError as error:
        if isinstance(actor, SignedIn):
            # An address may name what is another's.
            tell_refusal(Refusal.NOT_FOUND, actor.owner)
        lost_page(str(error))
    except NotSignedInError:
        # It ended while the page was being drawn: from here on, the door.
        door()
    except AskwellError as error:
        st.error(md_escape(str(error)), icon=":material/error:")
        st.button("Try again", key="try_again")


def _frame() -> None:
    apply_look()
    keep_page_whole()


try:
    run()
finally:
    end_run()
