"""When two names stand for one organisation, and which links show one person.

The lists, with their sources, are in `content/organisations.toml`.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from lib.domain.spellings import one_spelling, plain

_WORD = re.compile(r"[^\W_]+(?:[.'\u2019&][^\W_]+)*|&")
_SHORTEST_ACRONYM = 2
_ASIDE = re.compile(r"\s*\([^)]*\)")  # City Hospital (Berlin)
_NONE_AT_ALL = frozenset(("", "na", "none", "null", "selfemployed", "freelance", "freelancer", "retired", "unemployed"))


@lru_cache(maxsize=4096)
def organisation_key(name: str) -> str:
    """Return what all ways to write an organisation share: Acme for ACME, Inc.; empty where none is named.

    Who is freelance, retired or looking for work has no organisation that another could share.
    """
    words = [one_spelling(word) for word in _WORD.findall(_ASIDE.sub("", name).replace(".", ""))]
    words = [word for word in words if word and word not in _list("small_words")]
    while len(words) > 1 and words[-1] in _list("legal_forms"):
        words.pop()
    while len(words) > 1 and words[0] in _list("legal_forms"):
        words.pop(0)
    key = "".join(words)
    return "" if key in _NONE_AT_ALL else key or one_spelling(name)


def acronym(name: str) -> str:
    """Return the initials of an organisation's words where there are two or more: kplc; empty otherwise."""
    words = [plain(word) for word in _WORD.findall(_ASIDE.sub("", name))]
    initials = "".join(word[0] for word in words if word and word not in _list("small_words"))
    return initials if len(initials) >= _SHORTEST_ACRONYM else ""


def is_personal_page(profile: str) -> bool:
    """Tell whether a normal profile link shows one person, as LinkedIn's /in/ does."""
    return profile.startswith(_beginnings()) and not profile.endswith("/")


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(_content()["personal_pages"])


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_content()[name])


@cache
def _content() -> Mapping[str, list[str]]:
    text = files("lib.domain").joinpath("content", "organisations.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
