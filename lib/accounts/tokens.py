"""What is random: tokens that a browser or an address carries, codes that people type, and the hashes of both."""

import hashlib
import secrets

from lib.domain.unicode_text import normal

_BYTES = 32
# Neither letters that look like digits, nor vowels, so that no code is a word; a group of four has 19 random bits.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
_GROUP = 4


def new_token() -> str:
    """Return 256 random bits, as 43 characters that stand in a cookie or an address as they are."""
    return secrets.token_urlsafe(_BYTES)


def token_hash(token: str) -> str:
    """Return the SHA-256 of a token in hex: who reads the database can't use what is in it.

    No salt and no stretching: nobody can guess 256 random bits.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_code(groups: int = 3) -> str:
    """Return a random code to be typed, of so many groups of four characters with hyphens between them."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(groups))


def code_hash(code: str) -> str:
    """Return the SHA-256 of a typed code in hex; case, spaces and hyphens of any kind make no difference."""
    kept = (character for character in normal("NFKC", code).casefold() if character.isalnum())
    return hashlib.sha256("".join(kept).encode()).hexdigest()
