"""Codes of an authenticator app fit once, and soon; recovery codes are hard to guess, and easy to type."""

import hashlib
import struct
import zlib
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from lib.accounts.second_factor import (
    UnreadableSecretError,
    address_for_app,
    matching_step,
    new_recovery_codes,
    new_secret,
    seal,
    square_code,
    unseal,
)
from tests.cast import NOW

# The secret, moments and codes of RFC 6238, appendix B; its codes of eight digits end in these six.
RFC_SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_CODES = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
]
KEY = "a key of the host that nobody can guess"
STEP = int(NOW.timestamp()) // 30


def _code(step: int) -> str:
    return pyotp.TOTP(RFC_SEED).generate_otp(step)


@pytest.mark.parametrize(("seconds", "code"), RFC_CODES)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert matching_step(RFC_SEED, code, datetime.fromtimestamp(seconds, UTC), 0) == seconds // 30


def test_the_step_before_and_the_step_after_fit_too() -> None:
    found = [matching_step(RFC_SEED, _code(STEP + away), NOW, 0) for away in range(-3, 4)]
    assert found == [None, None, STEP - 1, STEP, STEP + 1, None, None]


def test_the_code_holds_from_step_to_step() -> None:
    for seconds, fits in ((-31, False), (-30, True), (59, True), (60, False)):
        assert (matching_step(RFC_SEED, _code(STEP), NOW + timedelta(seconds=seconds), 0) == STEP) == fits


def test_a_code_fits_once_and_none_from_before_it() -> None:
    assert matching_step(RFC_SEED, _code(STEP), NOW, STEP - 1) == STEP
    assert matching_step(RFC_SEED, _code(STEP), NOW, STEP) is None
    assert matching_step(RFC_SEED, _code(STEP - 1), NOW, STEP) is None
    assert matching_step(RFC_SEED, _code(STEP + 1), NOW, STEP) == STEP + 1


@pytest.mark.parametrize("gap", [" ", "\u00a0", "\t", "  \n"])
def test_spaces_and_wide_digits_make_no_difference(gap: str) -> None:
    code = _code(STEP)
    assert matching_step(RFC_SEED, f"{gap}{code[:3]}{gap}{code[3:]}{gap}", NOW, 0) == STEP
    assert matching_step(RFC_SEED, code.translate({ord(str(n)): 0xFF10 + n for n in range(10)}), NOW, 0) == STEP


@given(st.text(max_size=12))
def test_any_other_text_fits_nothing(typed: str) -> None:
    codes = {_code(STEP + away) for away in (-1, 0, 1)}
    assert matching_step(RFC_SEED, typed, NOW, 0) is None or "".join(typed.split()) in codes


@pytest.mark.parametrize("typed", ["", "\ud800", "1" * 1_000_000, "-12345", _code(STEP)[:5], _code(STEP) + "0"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert matching_step(RFC_SEED, typed, NOW, 0) is None


def test_another_persons_code_does_not_fit() -> None:
    assert matching_step(new_secret(), _code(STEP), NOW, 0) is None


def test_secrets_are_of_160_bits_and_new_each_time() -> None:
    assert {len(pyotp.TOTP(new_secret()).byte_secret()) for _ in range(20)} == {20}
    assert len({new_secret() for _ in range(20)}) == 20


@given(
    st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=32, max_size=32),
    st.text(min_size=1).filter(str.isascii),
)
def test_a_sealed_secret_opens_under_its_key_only(secret: str, key: str) -> None:
    sealed = seal(secret, key)
    assert unseal(sealed, key) == secret
    assert secret not in sealed
    with pytest.raises(UnreadableSecretError, match="secret key has changed"):
        unseal(sealed, key + "x")


def test_the_seal_is_under_a_key_for_this_purpose_alone() -> None:
    bare = Fernet(urlsafe_b64encode(hashlib.sha256(KEY.encode()).digest()))
    with pytest.raises(UnreadableSecretError):
        unseal(bare.encrypt(RFC_SEED.encode()).decode(), KEY)


def test_what_was_sealed_by_the_first_version_still_opens() -> None:
    sealed = (
        "gAAAAABrBWa4yw8H1dM-OrWd9FTLvBOtvjUmebx-JL0vZjWC2QH2PutKQyxa8Dxyy0RizsJAaDmRy9SNNsJKWpqRg1IgpipN"
        "efDyxuT9gONrjjpBJ8w78bJRhvVq1j-aNPDTb5UWrNZl"
    )
    assert unseal(sealed, KEY) == RFC_SEED


def test_two_seals_of_one_secret_differ() -> None:
    assert seal(RFC_SEED, KEY) != seal(RFC_SEED, KEY)


@pytest.mark.parametrize("sealed", ["", "nonsense", "é", "gAAAAA"])
def test_a_row_that_was_tampered_with_does_not_open(sealed: str) -> None:
    with pytest.raises(UnreadableSecretError):
        unseal(sealed, KEY)


def test_nothing_is_sealed_without_a_key() -> None:
    with pytest.raises(ValueError, match="ASKWELL_SECRET_KEY"):
        seal(RFC_SEED, "")


@given(st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=2, max_size=60))
def test_the_app_learns_the_secret_and_whose_it_is(name: str) -> None:
    parts = urlsplit(address_for_app(RFC_SEED, name))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == f"/Askwell:{name}"
    assert parse_qs(parts.query) == {"secret": [RFC_SEED], "issuer": ["Askwell"]}


def _pixels(png: bytes) -> list[bytes]:
    """Return the rows of a PNG of one bit a pixel that has no filters, each packed in bytes."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth = struct.unpack(">IIB", png[16:25])
    assert depth == 1
    start = png.index(b"IDAT")
    [length] = struct.unpack(">I", png[start - 4 : start])
    data = zlib.decompress(png[start + 4 : start + 4 + length])
    size = (width + 7) // 8 + 1
    return [data[row * size + 1 : (row + 1) * size] for row in range(height)]


@pytest.mark.parametrize("name", ["ada", "ж" * 60])
def test_the_square_code_stands_in_white_and_hides_nothing(name: str) -> None:
    png = square_code(address_for_app(RFC_SEED, name))
    assert b"tRNS" not in png
    rows = _pixels(png)
    quiet = 4 * 6
    # Each row of the margin is one colour, the colour of every corner; the square itself has both.
    assert len(set(rows[:quiet] + rows[-quiet:])) == 1
    assert len(set(rows)) > 20


def test_recovery_codes_are_ten_of_128_bits_and_more() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    letters = {letter for _ in range(50) for code in new_recovery_codes() for letter in code} - {"-"}
    for code in codes:
        assert len(letters) ** len(code.replace("-", "")) > 2**128
