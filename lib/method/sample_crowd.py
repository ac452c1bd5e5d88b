"""Makes further people and interviews for a larger sample, the same for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from lib.domain.vocabulary import Channel, Step, Tie
from lib.method.sample_content import Contact, Crowd, Goal, Interview, Letter, Promise, SampleContent, Taken, Talk, Way

_CHANNELS = (Channel.EMAIL, Channel.EMAIL, Channel.LINKEDIN)
_TALK_OVER = (Step.HELD, Step.THEY_MISSED, Step.CALLED_OFF)
_HELPED = frozenset({Step.HELD, Step.ANSWERED})
_MOST_DAYS_BETWEEN = 5


@dataclass(frozen=True)
class _Person:
    given: str
    contact: Contact


def crowd(
    content: SampleContent, *, contacts: int, interviews: int, seed: int
) -> tuple[tuple[Contact, ...], tuple[Interview, ...]]:
    """Return what is missing to so many contacts and interviews beside those of the story.

    Everybody is asked once, so there are never fewer new contacts than new interviews.
    """
    told = len(content.contact) + sum(len(one.named) for one in content.interview)
    more_interviews = max(interviews - len(content.interview), 0)
    more_contacts = max(contacts - told, more_interviews)
    chance = random.Random(seed)  # noqa: S311 - invented people are no secret
    people = [_person(content.crowd, number, chance) for number in range(more_contacts)]
    asked = zip(people[:more_interviews], _ways(content.crowd, chance), strict=False)
    return (
        tuple(person.contact for person in people),
        tuple(_interview(content, person, way, chance) for person, way in asked),
    )


def _person(source: Crowd, number: int, chance: random.Random) -> _Person:
    names = chance.choices(source.names, [len(names.given) * len(names.family) for names in source.names])[0]
    given, family = chance.choice(names.given), chance.choice(names.family)
    tie = chance.choice(list(Tie))
    spoke = source.spoke.get(tie)
    contact = Contact(
        key=f"crowd-{number}",
        name=names.form.format(given=given, family=family),
        organisation=f"{chance.choice(source.organisation.places)} {chance.choice(source.organisation.kinds)}",
        position=chance.choice(source.person.positions),
        email=f"person-{number}@example.org" if chance.random() < 2 / 3 else "",
        how_known=chance.choice(source.how_known[tie]),
        tie=tie,
        tags=tuple(chance.sample(source.person.tags, chance.randint(0, 2))),
        spoke=chance.randint(*spoke) if spoke else None,
        connects=chance.randint(0, 3),
        welcome=chance.randint(0, 2),
        viewpoint=chance.randint(1, 3),
    )
    return _Person(given, contact)


def _ways(source: Crowd, chance: random.Random) -> Iterator[Way]:
    """Yield the ways without end, each as often as its share says."""
    ways = [way for way in source.way.values() for _ in range(way.share)]
    while True:
        yield from chance.sample(ways, len(ways))


def _interview(content: SampleContent, person: _Person, way: Way, chance: random.Random) -> Interview:
    goal = chance.choice(content.goal)
    days = _days(way, chance)
    talk = _talk(content.crowd, way, days, chance)
    takeaways = chance.sample(content.crowd.talk.takeaways, chance.randint(1, 3))
    channel = chance.choice(_CHANNELS)
    words = {"given": person.given, "topic": goal.topic, "takeaway": takeaways[0]}
    taken = []
    for step, day in zip((Step.CHOSEN, *way.steps), days, strict=True):
        letter = chance.choice(content.crowd.letters.get(step, (Letter(),)))
        text = {name: value.format_map(words) for name, value in letter.model_dump().items()}
        at = talk.at if talk and step in _TALK_OVER else _time(chance)
        taken.append(Taken(step=step, days=day, by="calendar", at=at, channel=channel, **text))
    asked = Interview(contact=person.contact.key, goal=goal.key, taken=tuple(taken), talk=talk)
    if Step.SAID_NOT_NOW in way.steps:
        return asked.model_copy(update={"retry": chance.randint(20, 90)})
    if _HELPED.isdisjoint(way.steps):
        return asked
    return asked.model_copy(update={"takeaways": tuple(takeaways), **_noted(content.crowd, goal, chance)})


def _days(way: Way, chance: random.Random) -> list[int]:
    """Return on which days the choosing and the steps of a way happen, from the earliest to the latest."""
    days = [-chance.randint(1, way.within)]
    for _ in way.steps:
        days.append(days[-1] - chance.randint(1, _MOST_DAYS_BETWEEN))
    return days[::-1]


def _talk(source: Crowd, way: Way, days: list[int], chance: random.Random) -> Talk | None:
    if Step.TIME_AGREED not in way.steps:
        return None
    over = [day for step, day in zip(way.steps, days[1:], strict=True) if step in _TALK_OVER]
    room, minutes = chance.choice(source.talk.rooms), chance.choice(source.talk.minutes)
    day = over[0] if over else chance.randint(1, 9)
    return Talk(days=day, by="calendar", at=_time(chance), minutes=minutes, **room.model_dump())


def _time(chance: random.Random) -> time:
    return time(chance.randint(8, 18), chance.choice((0, 15, 30, 45)))


def _noted(source: Crowd, goal: Goal, chance: random.Random) -> dict[str, object]:
    """Return what was written down in a conversation: answers, notes, now and then a promise."""
    asked = [question.key for question in goal.question if not question.dropped]
    answered = chance.sample(asked, chance.randint(2, len(asked)))
    due = chance.randint(-30, 20)
    promise = Promise(text=chance.choice(source.talk.promises), due=due, kept=due <= 0)
    return {
        "answers": dict(zip(answered, chance.sample(source.talk.answers, len(answered)), strict=True)),
        "notes": chance.choice(source.talk.notes),
        "promise": (promise,) if chance.random() < 1 / 3 else (),
    }
