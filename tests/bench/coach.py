"""Measures the coach: `python -m tests.bench.coach` (or `make bench`). What was found: tests/bench/README.md.

A request of 300 words is looked at by all rules, beside ten notes to people of the same organisation; and the longest
text that there can be. Every look is at another text, as somebody types. Exits with 1 where the bound does not hold.
"""

import statistics
import sys
import time
from datetime import date

from lib.domain.fields import TEXT_LIMIT
from lib.domain.vocabulary import Channel, Purpose, Tie
from lib.method.coach import Letter, OtherNote, remarks
from lib.method.own_rules import sample_letter
from lib.method.wordings import Situation, all_wordings

WORDS = 300
MOST_MILLISECONDS = 5.0
ROUNDS = 200


def main() -> int:
    """Measure, print the medians, and return 1 where the bound does not hold."""
    text = _text()
    usual, longest = _median(text), _median((text * 50)[: TEXT_LIMIT - 10])
    sys.stdout.write(f"{WORDS} words{usual:23.2f} ms{usual / MOST_MILLISECONDS:8.2f} of the bound\n")
    sys.stdout.write(f"{TEXT_LIMIT:,} characters{longest:13.2f} ms\n")
    return int(usual > MOST_MILLISECONDS)


def _text() -> str:
    """Return a request of 300 words, put together from our own wordings."""
    requests = [wording for wording in all_wordings() if wording.purpose is Purpose.REQUEST]
    bodies = "\n\n".join(sample_letter(wording, wording.channels[0]).body for wording in requests)
    return bodies[: _end_of(WORDS, bodies)]


def _end_of(words: int, text: str) -> int:
    """Return where so many words of a text end."""
    place = 0
    for word in text.split()[:words]:
        place = text.index(word, place) + len(word)
    return place


def _median(text: str) -> float:
    """Return how long a look takes at the median, in milliseconds, once everything is warm."""
    _look(text, 0)
    return statistics.median(_look(text, turn) for turn in range(1, ROUNDS))


def _look(text: str, turn: int) -> float:
    letter = Letter(
        purpose=Purpose.REQUEST,
        channel=Channel.EMAIL,
        subject="A question about ward data",
        body=f"{text} {turn}",
        situation=Situation.COLD,
        today=date(2026, 11, 24),
        name="Amara Obi",
        called="Amara",
        tie=Tie.STRANGER,
        facts=("Charge nurse", "Mercy Hospital"),
        topic="data work in hospitals",
        decision="whether to train as a data analyst",
        others=tuple(OtherNote(f"Colleague {number}", f"{number} {text[::-1]}") for number in range(10)),
    )
    began = time.perf_counter()
    remarks(letter)
    return (time.perf_counter() - began) * 1_000


if __name__ == "__main__":
    sys.exit(main())
