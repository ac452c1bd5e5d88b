"""What people with a given name are called: the pairs in `content/nicknames.toml`, which says where they come from."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_SHORTEST = 3  # letters that are left of a name cut short, and that are cut off it
_ENDING = re.compile(r"(?<=..)(?:ie|ey|i|y)$")


def is_nickname(one: str, other: str) -> bool:
    """Tell whether two plain given names may be one person's: Bob and Robert, Bob and Rob, Katherine and Kathryn.

    Two full names are not, though they share a short form: Alexander and Alexandra are both Alex.
    """
    full = _full_names()
    first, second = _stem(one), _stem(other)
    ones, others = full.get(first, frozenset()), full.get(second, frozenset())
    if first == second or first in others or second in ones or _begins(one, other) or _begins(other, one):
        return True
    return first not in _given() and second not in _given() and not ones.isdisjoint(others)


def _begins(short: str, name: str) -> bool:
    """Tell whether a name may be cut short to another: Zeb for Zebulon, but not Paul for Paula or Carl for Carlotta."""
    cut = len(name) - len(short)
    return name.startswith(short) and len(short) >= _SHORTEST and cut >= _SHORTEST and not is_whole(short)


def is_whole(name: str) -> bool:
    """Tell whether a plain given name is known as a full one, and so is no slip and no short form of another."""
    return _stem(name) in _given()


def called_like(name: str) -> frozenset[str]:
    """Return a plain given name's stem with those of all names that may stand behind it, to look people up by."""
    stem = _stem(name)
    return _full_names().get(stem, frozenset()) | {stem}


def _stem(name: str) -> str:
    return _ENDING.sub("y", name)


@cache
def _full_names() -> Mapping[str, frozenset[str]]:
    """Return for each nickname, and each other spelling, the names behind it in all their spellings."""
    written: dict[str, set[str]] = defaultdict(set)
    for group in _spellings():
        stems = set(map(_stem, group))
        for stem in stems:
            written[stem] |= stems
    found: dict[str, set[str]] = defaultdict(set, {stem: others - {stem} for stem, others in written.items()})
    for full, nicknames in _pairs().items():
        stem = _stem(full)
        for nickname in nicknames:
            found[_stem(nickname)] |= {stem} | written.get(stem, set())
    return {name: frozenset(full) for name, full in found.items()}


@cache
def _given() -> frozenset[str]:
    """Return the stems of all full names."""
    written = (name for group in _spellings() for name in group)
    whole: list[str] = _content()["whole"]["names"]
    return frozenset(map(_stem, (*_pairs(), *whole, *written)))


@cache
def _pairs() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for language, names in _content().items():
        if language not in {"spellings", "whole"}:
            for full, nicknames in names.items():
                found[full] |= set(nicknames)
    return {full: frozenset(nicknames) for full, nicknames in found.items()}


def _spellings() -> list[list[str]]:
    groups: list[list[str]] = _content()["spellings"]["names"]
    return groups


@cache
def _content() -> Mapping[str, Mapping[str, Any]]:
    text = files("lib.domain").joinpath("content", "nicknames.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
