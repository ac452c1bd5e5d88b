"""Requests of our own pages, and those of other sites."""

import pytest
from starlette.requests import Request

from lib.same_origin import HEADER, is_from_askwell


def request(headers: dict[str, str]) -> Request:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": raw})


@pytest.mark.parametrize("said", [{"sec-fetch-site": "same-origin"}, {}])
@pytest.mark.parametrize("value", ["1", ""])
def test_a_page_of_ours_is_known_by_its_header(said: dict[str, str], value: str) -> None:
    assert is_from_askwell(request({HEADER: value, **said}))


@pytest.mark.parametrize("said", [{"sec-fetch-site": "same-origin"}, {}])
def test_a_form_of_another_site_cannot_send_the_header(said: dict[str, str]) -> None:
    assert not is_from_askwell(request({"content-type": "application/x-www-form-urlencoded", **said}))


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "Same-Origin", "same-origin, cross-site"])
def test_what_the_browser_says_of_another_origin_is_believed(site: str) -> None:
    assert not is_from_askwell(request({HEADER: "1", "sec-fetch-site": site}))
