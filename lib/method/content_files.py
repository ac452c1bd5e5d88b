"""Reads the content of the method, which a career coach can edit: the TOML files in `lib/method/content`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ValidationError

ContentT = TypeVar("ContentT", bound=BaseModel)


class ContentError(Exception):
    """A content file says something that cannot be used; the message names the file and the place in it."""


@cache
def read_toml(name: str) -> Mapping[str, object]:
    """Return the content file `name` as TOML tables, read once; raises ContentError where it is missing or not TOML."""
    try:
        text = files("lib.method").joinpath("content", name).read_text(encoding="utf-8")
        return tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{name}: {error}"
        raise ContentError(message) from error


def checked(model: type[ContentT], tables: Mapping[str, object], name: str) -> ContentT:
    """Return the tables of the file `name` as a `model`; raises ContentError that names the first wrong place."""
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole file"
        message = f"{name}: {place}: {first['msg']}"
        raise ContentError(message) from error
