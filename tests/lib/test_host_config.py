"""Streamlit's own page is told to show no dialogs of its own, and all else as it was."""

from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.web.server.starlette.starlette_routes import create_host_config_routes

from lib.front_door import APP_PARTS
from lib.host_config import NO_DIALOGS, PATH, NoErrorDialogs
from tests.asgi import asked

OF_STREAMLIT = create_host_config_routes(None)
PLAIN, CHANGED = Starlette(routes=OF_STREAMLIT), Starlette(routes=OF_STREAMLIT, middleware=[Middleware(NoErrorDialogs)])


def test_only_the_dialogs_are_turned_off() -> None:
    before, after = asked(PLAIN, PATH), asked(CHANGED, PATH)
    assert set(NO_DIALOGS) <= before.content.keys()
    assert after.content == before.content | NO_DIALOGS
    assert int(after.headers["content-length"]) == len(after.body)


def test_a_refusal_passes_as_it_is() -> None:
    before, after = asked(PLAIN, PATH, method="POST"), asked(CHANGED, PATH, method="POST")
    assert before.status == 405
    assert (after.status, after.body) == (before.status, before.body)


def test_every_page_is_served_so() -> None:
    app = Starlette(routes=OF_STREAMLIT, middleware=APP_PARTS["middleware"])
    assert asked(app, PATH).content["blockErrorDialogs"] is True
