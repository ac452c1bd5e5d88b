"""How a report begins: what one wanted to know, with whom one talked, and what came of it in a few sentences."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from lib.exchange.document import Block, Bullets, Facts, Heading, Note, Table
from lib.exchange.report_scope import Scope, full_day, many
from lib.views.claims import claims, contested, takeaways
from lib.views.dates import day_of
from lib.views.saturation import saturation


def subtitle(scope: Scope) -> str:
    """Return whose report it is, from how many conversations, and when those were."""
    own = "" if scope.people.are_hidden else str(scope.snapshot.profiles["full_name"].iloc[0])
    days = [full_day(day) for day in _days(scope)]
    span = " to ".join(dict.fromkeys([days[0], days[-1]])) if days else ""
    return ", ".join(filter(None, [own, many(len(scope.talks), "conversation"), span]))


def _days(scope: Scope) -> list[date]:
    return [day for talk in scope.talks if (day := day_of(talk.talked_on))]


def wanted(scope: Scope) -> Iterator[Block]:
    """Yield what one wanted to learn and to decide, and what one knew before."""
    goal, by_on = scope.goal, day_of(scope.goal.by_on)
    told = {
        "To learn": scope.told(goal.wanted),
        "To decide": scope.told(goal.decision),
        "By": full_day(by_on) if by_on else "",
        "Known before": scope.told(goal.known),
    }
    pairs = tuple((name, text) for name, text in told.items() if text.strip())
    if pairs:
        yield Heading("What I wanted to know")
        yield Facts(pairs)


def in_short(scope: Scope) -> Iterator[Block]:
    """Yield how many conversations there were, how far they agree, what is open, and whether new things still come."""
    yield Heading("In short")
    if not scope.talks:
        yield Note("There is no conversation about this yet.")
        return
    told = [_talks(scope), _claims(scope), _disputed(scope), _questions(scope), _new(scope), _undecided(scope)]
    yield Bullets(tuple(filter(None, told)))


def _talks(scope: Scope) -> str:
    places = {str(talk.organisation).casefold() for talk in scope.talks if talk.organisation}
    people = {talk.contact_id for talk in scope.talks}
    days = _days(scope)
    told = f"{many(len(scope.talks), 'conversation')} with {many(len(people), 'person', 'people')}"
    of_places = f" from {many(len(places), 'organisation')}" if places else ""
    return f"{told}{of_places}{f', since {full_day(days[0])}' if days else ''}."


def _claims(scope: Scope) -> str:
    found = claims(takeaways(scope.snapshot, scope.zone, scope.goal.id))
    several = sum(len({row.contact_id for row in (claim.head, *claim.agreeing)}) > 1 for claim in found)
    parts = [
        many(len(found), "claim"),
        f"{several} of them from several people" if several else "",
        "" if several or len(found) == 1 else "each from one person",
    ]
    return f"{', '.join(filter(None, parts))}." if found else ""


def _disputed(scope: Scope) -> str:
    found = contested(claims(takeaways(scope.snapshot, scope.zone, scope.goal.id)))
    return f"Not all see it alike: {' · '.join(scope.told(claim.head.text) for claim in found)}" if found else ""


def _questions(scope: Scope) -> str:
    open_ones = len(scope.unanswered)
    return f"{many(open_ones, 'question has', 'questions have')} no answer yet." if open_ones else ""


def _new(scope: Scope) -> str:
    found = saturation(scope.snapshot, scope.zone, scope.goal.id)
    if not found.talks:
        return ""
    if not found.quiet:
        return "The last conversation still brought something new."
    last = "conversation" if found.quiet == 1 else f"{found.quiet} conversations"
    return f"The last {last} brought no new claim."


def _undecided(scope: Scope) -> str:
    """Return that the decision is still open, where there is one to make."""
    is_made = scope.goal.decided.strip() or day_of(scope.goal.decided_on)
    return "The decision is still open." if scope.goal.decision.strip() and not is_made else ""


def whom(scope: Scope) -> Iterator[Block]:
    """Yield with whom one talked, what they do, and when."""
    if scope.talks:
        yield Heading("With whom")
        yield Table(("Who", "What they do", "When"), tuple(_who(scope, talk) for talk in scope.talks), (4, 6, 3))


def _who(scope: Scope, talk: Any) -> tuple[str, str, str]:
    day = day_of(talk.talked_on)
    how = "\nin writing" if day_of(talk.answered_on) and not day_of(talk.held_on) else ""
    when = full_day(day) if day else "not logged"
    return scope.people.name(talk.contact_id), scope.people.work(talk.contact_id), f"{when}{how}"
