"""What the clock of a conversation says near its agreed end (`content/talk_clock.toml`)."""

from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from lib.method.content_files import checked, read_toml

FILE = "talk_clock.toml"


class TalkClock(BaseModel):
    """The sentences of the clock, and how many minutes before the end the first one is said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nearly_up_minutes: int = Field(gt=0)
    nearly_up: str = Field(pattern=r"\S")
    over: str = Field(pattern=r"\S")


@cache
def talk_clock() -> TalkClock:
    """Return the content of the file, read once; raises ContentError where it cannot be used."""
    return checked(TalkClock, read_toml(FILE), FILE)
