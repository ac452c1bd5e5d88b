"""A stage for people's text: every payload through everything that reads markdown."""

import json
import os
from pathlib import Path

import streamlit as st

from lib.ui.safe_text import md_escape, md_escape_lines

payloads: list[str] = json.loads((Path(os.environ["STAGE_FOLDER"]) / "payloads.json").read_text())
for number, payload in enumerate(payloads):
    safe = md_escape(payload)
    with st.container(key=f"markdown-{number}"):
        st.markdown(safe)
    with st.container(key=f"inside-{number}"):
        st.markdown(f"**{safe}** :material/person: :smile:")
    with st.container(key=f"lines-{number}"):
        st.markdown(md_escape_lines(payload))
    with st.container(key=f"button-{number}"):
        st.button(safe, key=f"b{number}")
    with st.container(key=f"caption-{number}"):
        st.caption(safe)
    with st.container(key=f"expander-{number}"):
        st.expander(safe).text("inside")
    with st.container(key=f"selectbox-{number}"):
        st.selectbox(safe, ["one", "two"], key=f"s{number}")
    with st.container(key=f"table-{number}"):
        st.table([{"name": safe}])
st.text("The end of the page")
