"""A stage for the look: the elements that the pages are made of."""

from pathlib import Path

import streamlit as st

from lib.ui import apply_look


def today() -> None:
    """Draw one of each."""
    apply_look()
    st.title("Three things for today")
    st.caption("A finite list, most urgent first.")
    with st.container(border=True):
        st.header("Thank Dana Okafor")
        st.write("You talked **yesterday**. [What is a good thank-you?](/why) :orange[due today]")
        st.button("Write the thank-you", type="primary")
        st.button("Later", type="tertiary")
    st.segmented_control("Stage", ["To write", "Waiting"], default="Waiting")
    st.text_input("A few words", placeholder="data work in hospitals")
    st.warning("Due today.")
    st.error("Please enter a name.")
    st.text("The end of the page")


st.set_page_config(page_title="Askwell", page_icon=str(Path(__file__).parent / "static" / "icon.png"))
st.navigation([st.Page(today, title="Today", icon=":material/today:")]).run()
