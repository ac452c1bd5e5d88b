"""The words of `content/automatic_replies.toml`, which explains them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def words() -> Mapping[str, list[str]]:
    """Return each list of phrases by its name, casefolded, and the languages whose months and weekdays are read."""
    content = {**_content()["words"], **_content()["days"]}
    return {name: [phrase.casefold() for phrase in phrases] for name, phrases in content.items()}


@cache
def header_values() -> Mapping[str, list[str]]:
    """Return the headers that only machines write, with the values that say so; none where any does."""
    return _content()["headers"]


@cache
def _content() -> Mapping[str, Mapping[str, list[str]]]:
    path = files("lib.exchange").joinpath("content/automatic_replies.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
