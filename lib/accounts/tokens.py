"""Random tokens that are shown once, and the hash under which the database knows them."""

import hashlib
import secrets

_BYTES = 32


def new_token() -> str:
    """Return 256 random bits, as 43 characters that stand in a cookie or an address as they are."""
    return secrets.token_urlsafe(_BYTES)


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token in hex: who reads the database can't use what is in it.

    No salt and no stretching: nobody can guess 256 random bits.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
