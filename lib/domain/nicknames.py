"""What people with a given name are called: the pairs in `content/nicknames.toml`, which says where they come from."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_ENDING = re.compile(r"(?<=..)(?:ie|ey|i|y)$")


def is_nickname(one: str, other: str) -> bool:
    """Tell whether two plain given names may be one person's: Bob and Robert, Bob and Rob, Katherine and Kathryn.

    Two full names are not, though they share a short form: Alexander and Alexandra are both Alex.
    """
    full = _full_names()
    first, second = _stem(one), _stem(other)
    ones, others = full.get(first, frozenset()), full.get(second, frozenset())
    if first == second or first in others or second in ones:
        return True
    return first not in _given() and second not in _given() and not ones.isdisjoint(others)


def called_like(name: str) -> frozenset[str]:
    """Return a plain given name's stem with those of all names that may stand behind it, to look people up by."""
    stem = _stem(name)
    return _full_names().get(stem, frozenset()) | {stem}


def _stem(name: str) -> str:
    return _ENDING.sub("y", name)


@cache
def _full_names() -> Mapping[str, frozenset[str]]:
    """Return for each nickname, and each other spelling, the names behind it."""
    found: dict[str, set[str]] = defaultdict(set)
    for full, nicknames in _pairs().items():
        for nickname in nicknames:
            found[_stem(nickname)].add(_stem(full))
    for group in _spellings():
        stems = {_stem(name) for name in group}
        for stem in stems:
            found[stem] |= stems - {stem}
    return {name: frozenset(full) for name, full in found.items()}


@cache
def _given() -> frozenset[str]:
    """Return the stems of all full names."""
    return frozenset(_stem(full) for full in _pairs())


@cache
def _pairs() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for language, names in _content().items():
        if language != "spellings":
            for full, nicknames in names.items():
                found[full] |= set(nicknames)
    return {full: frozenset(nicknames) for full, nicknames in found.items()}


def _spellings() -> list[list[str]]:
    return _content()["spellings"]["names"]


@cache
def _content() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("lib.domain").joinpath("content", "nicknames.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
