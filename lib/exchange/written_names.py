"""How the parts of a name that a file keeps in columns of their own make the name that people say."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files

_CONTENT = tomllib.loads(files("lib.exchange").joinpath("content/courtesy.toml").read_text(encoding="utf-8"))
_COURTESY = frozenset(_CONTENT["titles"])


def whole_name(parts: Iterable[str]) -> str:
    """Return the parts as one name, without titles of mere courtesy."""
    return " ".join(part for part in map(str.strip, parts) if part and not is_courtesy(part))


def is_courtesy(part: str) -> bool:
    """Tell whether this is Mr, Ms or the like, which is no part of a name."""
    return part.strip().rstrip(".").casefold() in _COURTESY
