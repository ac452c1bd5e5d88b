"""Devices in words: what common browsers send, and what no browser sends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.accounts.devices import UNKNOWN, device_in_words

_KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {_KIT} Chrome/156.0.0.0 Safari/537.36", "Chrome on Linux"),
        (f"Mozilla/5.0 (X11; Linux x86_64) {_KIT} HeadlessChrome/156.0.0.0 Safari/537.36", "Chrome on Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_KIT} Chrome/156.0 Safari/537.36 Edg/156.0", "Edge on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        (f"Mozilla/5.0 (Linux; Android 16; Pixel 9) {_KIT} Chrome/156.0 Mobile Safari/537.36", "Chrome on Android"),
        (f"{_PHONE} Version/18.5 Mobile/15E148 Safari/604.1", "Safari on an iPhone or iPad"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15", "macOS"),
        ("curl/8.0", "curl"),
    ],
)
def test_a_browser_is_named_as_people_name_it(sent: str, words: str) -> None:
    assert words in device_in_words(sent)


@pytest.mark.parametrize("sent", ["", "a" * 200, "<script>"])
def test_what_names_no_browser_is_said_to_name_none(sent: str) -> None:
    assert device_in_words(sent) == UNKNOWN


@given(st.text(max_size=200))
def test_whatever_is_sent_gets_some_words(sent: str) -> None:
    assert device_in_words(sent)
