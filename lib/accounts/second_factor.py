"""The second factor: codes of an authenticator app (RFC 6238), and recovery codes for when it is lost."""

import hashlib
import hmac
import io
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lib.domain.errors import AskwellError
from lib.domain.unicode_text import normal

ISSUER = "Askwell"
STEP = 30  # seconds that a code holds
DIGITS = 6
RECOVERY_CODES = 10

_KEY_BYTES = 32
_KEY_PURPOSE = b"askwell second factor"
_QUIET_ZONE = 4  # modules of white around the square, without which no camera finds it on a dark page
_MODULE = 6  # pixels
# Neither letters that look like digits, nor vowels, so that no code is a word; 12 of these are 57 bits.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_GROUPS = 3
_GROUP = 4


class UnreadableSecretError(AskwellError):
    """The sealed secret does not open: the host's secret key is another one now, or the row was tampered with."""

    def __init__(self) -> None:
        super().__init__(
            "Your second factor can't be checked any more, because this site's secret key has changed. "
            "Use a recovery code, or ask the person who runs this site."
        )


def new_secret() -> str:
    """Return a new secret for an authenticator app: 160 random bits in Base32."""
    return pyotp.random_base32()


def seal(secret: str, key: str) -> str:
    """Return the secret encrypted for the database, under a key made of the host's secret key."""
    return _fernet(key).encrypt(secret.encode()).decode()


def unseal(sealed: str, key: str) -> str:
    """Return the secret that was sealed under this key; raises UnreadableSecretError where it does not open."""
    try:
        return _fernet(key).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise UnreadableSecretError from None


def address_for_app(secret: str, name: str) -> str:
    """Return the otpauth address by which an authenticator app learns the secret and whose it is."""
    return _codes(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def square_code(address: str) -> bytes:
    """Return the address as a square code to be scanned: a PNG, black on white also on a dark page."""
    image = io.BytesIO()
    segno.make(address, micro=False).save(
        image, kind="png", scale=_MODULE, border=_QUIET_ZONE, dark="black", light="white"
    )
    return image.getvalue()


def matching_step(secret: str, code: str, at: datetime, last_step: int) -> int | None:
    """Return the 30-second step since 1970 whose code was typed, or None where it is wrong, or was used already.

    Clocks may differ by a step. Keep what is returned as the next `last_step`, so that each code works once.
    """
    typed = "".join(normal("NFKC", code).split())
    now = int(at.timestamp()) // STEP
    found = None
    for step in (now - 1, now, now + 1):
        # Compared to the end, whichever fits: the time taken tells nothing.
        if hmac.compare_digest(_codes(secret).generate_otp(step).encode(), _encoded(typed)) and step > last_step:
            found = step
    return found


def new_recovery_codes() -> tuple[str, ...]:
    """Return ten new codes, each of 57 random bits in three groups; they are shown once, and kept as hashes."""
    return tuple("-".join(_group() for _ in range(_GROUPS)) for _ in range(RECOVERY_CODES))


def code_hash(code: str) -> str:
    """Return the SHA-256 of a recovery code in hex; case, spaces and hyphens of any kind make no difference."""
    kept = (character for character in normal("NFKC", code).casefold() if character.isalnum())
    return hashlib.sha256("".join(kept).encode()).hexdigest()


def _group() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP))


def _codes(secret: str) -> pyotp.TOTP:
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP)


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _fernet(key: str) -> Fernet:
    if not key:
        message = "There is no secret key to seal with; ASKWELL_SECRET_KEY sets it."
        raise ValueError(message)
    derived = HKDF(SHA256(), length=_KEY_BYTES, salt=None, info=_KEY_PURPOSE).derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))
