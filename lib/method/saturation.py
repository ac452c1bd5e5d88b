"""When enough people were heard: the numbers and words of `content/saturation.toml`, which says where they are from."""

from datetime import date, timedelta
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from lib.method.content_files import checked, read_toml

FILE = "saturation.toml"
_PART = ConfigDict(frozen=True, extra="forbid")


class _Words(BaseModel):
    model_config = _PART

    none: str
    new_in_last: str
    quiet_one: str
    quiet: str
    not_noted: str
    not_noted_one: str


class _Hints(BaseModel):
    model_config = _PART

    quiet: str
    target: str
    by_on: str


class SaturationRule(BaseModel):
    """The file: how many conversations in a row without anything new are enough, after how many at least."""

    model_config = _PART

    least_talks: int = Field(ge=1)
    quiet_talks: int = Field(ge=1)
    days_before: int = Field(ge=0)
    words: _Words
    hints: _Hints


@cache
def saturation_rule() -> SaturationRule:
    """Return the rule; raises ContentError where the file cannot be used."""
    return checked(SaturationRule, read_toml(FILE), FILE)


def is_enough(talks: int, quiet: int) -> bool:
    """Return whether so many conversations, the last `quiet` of them without anything new, may be enough."""
    rule = saturation_rule()
    return talks >= rule.least_talks and quiet >= rule.quiet_talks


def is_near(by_on: date | None, today: date) -> bool:
    """Return whether the day by which one wants to know has come, or nearly."""
    return by_on is not None and by_on - today <= timedelta(days=saturation_rule().days_before)
