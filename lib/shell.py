"""What runs before every page: the navigation, the look, and friendly words where a page can't be shown."""

from pathlib import Path

import streamlit as st

from lib.domain.errors import AskwellError, NotFoundError
from lib.ui import apply_look, navigation, session
from lib.ui.page_head import lost_page
from lib.ui.run_memory import begin_run
from lib.ui.safe_text import md_escape
from lib.ui.typed_field import deliver_waiting_texts
from lib.ui.whole_page import keep_page_whole

# A file of our own: Streamlit fetches the picture of a named icon from the internet.
ICON = Path(__file__).parent / "static" / "icon.png"
SIDEBAR_WIDTH = 230


def run() -> None:
    """Run the page that the address names."""
    begin_run()
    st.set_page_config(page_title="Askwell", page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
    current = st.navigation([navigation.page(name) for name in navigation.PAGES])
    if asked := session.next_page():
        navigation.go(asked[0], **asked[1])
    apply_look()
    keep_page_whole()
    try:
        current.run()
        deliver_waiting_texts()
    except NotFoundError as error:
        lost_page(str(error))
    except AskwellError as error:
        st.error(md_escape(str(error)), icon=":material/error:")
        st.button("Try again", key="try_again")


run()
