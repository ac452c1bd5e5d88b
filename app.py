"""The ASGI application: the Streamlit shell, and around it health, response headers and a friendly not-found page."""

from pathlib import Path

from streamlit.starlette import App

from lib.front_door import APP_PARTS
from lib.start import prepare

prepare()
app = App(Path(__file__).parent / "lib" / "shell.py", **APP_PARTS)
