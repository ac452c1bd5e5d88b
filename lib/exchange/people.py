"""What every reader of a contact file hands on: the people in it, and what was wrong with which line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from lib.domain.vocabulary import Tie
from lib.exchange.csv_text import RowProblem

Progress = Callable[[float], None]  # told how much is done, from 0.0 to 1.0


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """One person as a file gives them: the fields of an imported contact, empty where the file says nothing.

    `line` is where the person starts in the file, counted from 1. `also` holds further values under `name`,
    `organisation`, `position`, `email`, `phone` and `profile_url`. `key` is unique in the file, and `introducer_key`
    names another person's. `touch_every` counts days, 0 for never.
    """

    name: str
    organisation: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""
    profile_url: str = ""
    how_known: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tie: Tie | None = None
    connected_on: date | None = None
    last_spoke_on: date | None = None
    last_wrote_on: date | None = None
    own_employer: str | None = None
    connects: int | None = None
    welcome: int | None = None
    viewpoint: int | None = None
    time_zone: str = ""
    country: str = ""
    touch_every: int | None = None
    may_use_name: bool = False
    do_not_contact: bool = False
    archived: bool = False
    circle: str = ""
    key: str = ""
    introducer_key: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReadPeople:
    """Everybody in a file, each once and in its order; `source` names its origin for people, such as “LinkedIn”.

    `problems` are sorted by line. `not_taken` names what the file says and Askwell has no need of, such as birthdays.
    """

    source: str
    people: tuple[ReadPerson, ...]
    problems: tuple[RowProblem, ...] = ()
    not_taken: tuple[str, ...] = ()
