"""What a letter asks for: one thing, of which one can see how long it takes."""

import re

from lib.method.coach.content import content, numbers
from lib.method.coach.letter import Letter
from lib.method.coach.phrases import has
from lib.method.coach.remark import Finding, finding
from lib.method.wordings import Situation

_QUESTION = re.compile(r"[?\u061f\uff1f][?!\u061f\uff1f]*")
_MINUTES = re.compile(r"(?<![\w.])(\d{1,3})(?:\s*(?:-|\u2013|to|or)\s*(\d{1,3}))?[\s-]*min(?:ute)?s?\b")
_HOURS = re.compile(r"(?<![\w.])(\d{1,2})[\s-]*hours?\b(?! ago)")


def one_ask(letter: Letter) -> Finding | None:
    """Say whether the letter asks for something, and for not too much at once."""
    questions = len(_QUESTION.findall(letter.plain_own_part))
    if has("second_ask", letter.plain_own_part):
        return finding("two")
    if questions > numbers().most_questions:
        return finding("many", count=questions)
    if questions or has("ask", letter.plain_own_part):
        return finding("good")
    is_last = letter.situation is Situation.CLOSE_THE_LOOP or has("last_note", letter.plain)
    return None if is_last else finding("none")


def minutes(letter: Letter) -> Finding | None:
    """Say whether one can see how long the talk would take, and whether that is little."""
    asked = minutes_in(letter.plain_own_part)
    if asked is None:
        asks_in_writing = has("alternative", letter.plain) and not has("talk", letter.plain_own_part)
        return None if asks_in_writing else finding("none", usual=numbers().usual_times)
    variant = "good" if asked <= numbers().most_minutes else "long"
    return finding(variant, minutes=asked, usual=numbers().usual_times)


def minutes_in(plain: str) -> int | None:
    """Return the first length of time that a plain text names, in minutes; of “15 to 20” the longer; None for none."""
    if figures := _MINUTES.search(plain):
        return max(int(figure) for figure in figures.groups() if figure)
    if hours := _HOURS.search(plain):
        return int(hours[1]) * 60
    named = ((plain.find(words), minutes) for words, minutes in content().minutes.items())
    first = min(((place, minutes) for place, minutes in named if place >= 0), default=None)
    return first[1] if first else None
