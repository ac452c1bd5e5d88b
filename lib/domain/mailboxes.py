"""What an e-mail address says: whether two reach one mailbox, whether an office shares it, and whose domain it is.

The lists, with their sources, are in `content/mailboxes.toml`.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from lib.domain.links import email_key
from lib.domain.spellings import one_spelling, plain


def mailbox(address: str) -> str:
    """Return what all addresses of one mailbox share: what follows a plus names no other, and Gmail sees no dots."""
    local_part, _, domain = email_key(address).rpartition("@")
    local_part = local_part.partition("+")[0] or local_part
    if domain in _list("dotless"):
        return f"{local_part.replace('.', '')}@{_list_of('dotless')[0]}"
    return f"{local_part}@{domain}"


def is_shared_mailbox(address: str) -> bool:
    """Tell whether an address belongs to an office and not to one person, as info@ and office@ do."""
    return plain(address.partition("@")[0]) in _list("shared")


def organisation_of_mail(address: str) -> str:
    """Return the key of the organisation whose domain an address has: “acme” for @mail.acme.co.uk; empty for Gmail."""
    labels = address.rpartition("@")[2].casefold().split(".")[:-1]
    names = [label for label in labels if label not in _list("second_levels")]
    return one_spelling(names[-1]) if names and names[-1] not in _list("free") else ""


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_list_of(name))


def _list_of(name: str) -> list[str]:
    return _content()[name]


@cache
def _content() -> Mapping[str, list[str]]:
    text = files("lib.domain").joinpath("content", "mailboxes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
