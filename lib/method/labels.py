"""What each member of the closed lists is called for people; the words are in `content/labels.toml`."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from pydantic import RootModel

from lib.domain import vocabulary
from lib.method.content_files import ContentError, checked, read_toml
from lib.method.question_content import CareerStage, Category, Variant

FILE = "labels.toml"
LISTS: tuple[type[StrEnum], ...] = (
    *(
        entry
        for entry in vars(vocabulary).values()
        if isinstance(entry, type) and entry.__module__ == vocabulary.__name__
    ),
    Category,
    Variant,
    CareerStage,
)


class _Tables(RootModel[dict[str, dict[str, str]]]):
    """The file: a table for each list, a line for each member."""


def label(member: StrEnum) -> str:
    """Return what a member is called for people; raises ContentError where its list has no labels."""
    try:
        return _labels()[type(member)][member]
    except KeyError as error:
        message = f"{FILE} has no label for {type(member).__name__} {member.value}"
        raise ContentError(message) from error


def labels_from(tables: Mapping[str, object]) -> Mapping[type[StrEnum], Mapping[str, str]]:
    """Return the labels of every list; raises ContentError where a list or a member is missing, blank or unknown."""
    words = checked(_Tables, tables, FILE).root
    known = {_table_name(members): members for members in LISTS}
    if odd := sorted(words.keys() ^ known.keys()):
        message = f"{FILE}: these tables are missing or unknown: {', '.join(odd)}"
        raise ContentError(message)
    for name, members in known.items():
        missing = {member.value for member in members if not words[name].get(member.value, "").strip()}
        unknown = words[name].keys() - {member.value for member in members}
        if odd := sorted(missing | unknown):
            message = f"{FILE}: these lines of [{name}] are missing, blank or unknown: {', '.join(odd)}"
            raise ContentError(message)
    return {members: words[name] for name, members in known.items()}


@cache
def _labels() -> Mapping[type[StrEnum], Mapping[str, str]]:
    return labels_from(read_toml(FILE))


def _table_name(members: type[StrEnum]) -> str:
    """Return the name of a list as a table: GoalKind is [goal_kind]."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", members.__name__).lower()
