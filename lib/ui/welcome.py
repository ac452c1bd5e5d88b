"""The first visit: what this is, and the two ways to begin."""

import streamlit as st

from lib.settings import settings
from lib.ui import navigation, session
from lib.ui.sample import open_sample


def welcome() -> None:
    """Draw two sentences and the two ways to begin."""
    kept = "keeps it for you alone" if settings().is_hosted else "keeps everything on this computer"
    st.markdown(
        "An informational interview is a short talk, asked for openly, in which you learn about a field, a role, "
        "a company or a path from somebody who knows it. Askwell takes you through it in four steps, "
        f"and {kept}."
    )
    with st.container(horizontal=True):
        if st.button("Start with what you want to learn", type="primary", key="start"):
            navigation.go("learn")
        if st.button("Look around with a sample", key="look_around"):
            with session.told():
                open_sample()
                session.notice("This is the sample. Leave it whenever you like.")
                navigation.go("today")
