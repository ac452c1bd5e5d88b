"""The second factor: codes of an authenticator app (RFC 6238), and recovery codes for when it is lost."""

import hmac
import io
from base64 import urlsafe_b64encode
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lib.accounts.tokens import new_code
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
# 133 random bits a code: with 112 and more, a plain hash is as good as a slow one (OWASP ASVS 6.5.2), and 128 are asked
# of whatever nobody may guess (11.5.1). Codes of three groups, which Askwell gave out before, hold until they are used.
_GROUPS = 7


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
    """Return ten new codes, each of 133 random bits in seven groups; they are shown once, and kept as hashes."""
    return tuple(new_code(_GROUPS) for _ in range(RECOVERY_CODES))


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
