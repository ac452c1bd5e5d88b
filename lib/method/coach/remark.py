"""What a rule finds in a letter, and the remark that a person reads of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from lib.method.coach.content import GOOD, MOST_OF_A_VALUE, Rule


class Verdict(StrEnum):
    """Whether something is good as it is, or would be better otherwise."""

    GOOD = "good"
    BETTER = "better"


class Finding(NamedTuple):
    """Which of its sentences a rule says, and what is put into it."""

    variant: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Remark:
    """What the coach says of one thing; `source` tells on what it rests, and `grade` how firmly (`grade_words`)."""

    id: str
    verdict: Verdict
    title: str
    said: str
    why: str
    source: str
    grade: str


def finding(variant: str, **values: object) -> Finding:
    """Return a finding; long values are cut, as some are somebody's own words."""
    return Finding(variant, {name: _short(str(value)) for name, value in values.items()})


def remark(rule: Rule, told: Finding) -> Remark:
    """Return the remark of a rule about what it found."""
    verdict = Verdict.GOOD if told.variant.startswith(GOOD) else Verdict.BETTER
    said = rule.said[told.variant].format_map(told.values)
    return Remark(rule.id, verdict, rule.title, said, rule.why, rule.source, rule.grade)


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= MOST_OF_A_VALUE else line[: MOST_OF_A_VALUE - 1].rstrip() + "\u2026"
