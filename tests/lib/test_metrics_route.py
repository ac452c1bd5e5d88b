"""Who may read the figures."""

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from lib.metrics_route import PATH, metrics
from tests.asgi import Answer, asked

TOKEN = "k3Jx9QmZ2vTr7LwP5sYc8NdF4"  # noqa: S105 - made up for the test
APP = Starlette(routes=[Route(PATH, metrics)])


def _asked(shown: str) -> Answer:
    return asked(APP, PATH, headers={"authorization": shown})


@pytest.fixture
def _token(set_database: pytest.MonkeyPatch) -> None:
    set_database.setenv("ASKWELL_METRICS_TOKEN", TOKEN)


@pytest.mark.usefixtures("_token")
def test_the_token_opens_the_figures() -> None:
    answer = _asked(f"Bearer {TOKEN}")
    assert answer.status == 200
    assert b"askwell_sessions" in answer.body
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")


@pytest.mark.usefixtures("_token")
@pytest.mark.parametrize(
    "shown", ["", "Bearer", "Bearer ", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer é"]
)
def test_nothing_else_opens_them(shown: str) -> None:
    answer = _asked(shown)
    assert answer.status == 404
    assert b"askwell_" not in answer.body


@pytest.mark.parametrize("shown", ["Bearer", "Bearer ", "", "Bearer none"])
def test_without_a_token_nobody_may(set_database: pytest.MonkeyPatch, shown: str) -> None:
    set_database.delenv("ASKWELL_METRICS_TOKEN", raising=False)
    assert _asked(shown).status == 404
