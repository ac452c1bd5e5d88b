"""What a report says of what was found: claims by their themes, where people disagree, and every answer."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from lib.exchange.document import Block, Bullets, Heading, Level, Note, Quote, Table
from lib.exchange.report_scope import Scope, many
from lib.views.claims import Claim, claims, contested, takeaways, themes
from lib.views.matrix import by_question, matrix

_DISAGREE = "Where people disagree"


def learned(scope: Scope) -> Iterator[Block]:
    """Yield each claim under its theme, with who says so."""
    rows = takeaways(scope.snapshot, scope.zone, scope.goal.id)
    if not scope.talks:
        return
    yield Heading("What was learned")
    yield Note("No takeaway is noted yet." if rows.empty else "In my own words, as I noted them.")
    found = themes(rows)
    for theme in found:
        if len(found) > 1 or theme.name:
            yield Heading(scope.told(theme.name) or "Other", Level.SECTION)
        yield Bullets(tuple(_claim(scope, claim) for claim in theme.claims))


def _claim(scope: Scope, claim: Claim) -> str:
    sides = [claim.head, *claim.agreeing]
    said = [f"{scope.told(claim.head.text)}\n— {_names(scope, sides)}{_support(scope, sides)}"]
    # Who only says the same need not be quoted.
    own_words = [row for row in claim.agreeing if row.text.casefold() != claim.head.text.casefold()]
    said += [f"{scope.speaker(row.interview_id)}: {scope.told(row.text)}" for row in own_words]
    if claim.contradicting:
        said.append(f"Sees it differently: {_names(scope, claim.contradicting)}, under “{_DISAGREE}”.")
    return "\n".join(said)


def _support(scope: Scope, rows: Iterable[Any]) -> str:
    """Return how many people of how many organisations say so; one says enough by the name."""
    people = {row.contact_id for row in rows}
    if len(people) == 1:
        return ""
    talks = (talk for talk in scope.talks if talk.contact_id in people and talk.organisation)
    places = {str(talk.organisation).casefold() for talk in talks}
    told = many(len(people), "person", "people")
    return f" ({told}, {many(len(places), 'organisation')})" if places else f" ({told})"


def _names(scope: Scope, rows: Iterable[Any]) -> str:
    return ", ".join(dict.fromkeys(scope.speaker(row.interview_id) for row in rows))


def disagreements(scope: Scope) -> Iterator[Block]:
    """Yield the two sides of each claim that somebody contradicts, beside each other."""
    found = contested(claims(takeaways(scope.snapshot, scope.zone, scope.goal.id)))
    if not found:
        return
    yield Heading(_DISAGREE)
    for claim in found:
        yield Heading(scope.told(claim.head.text), Level.SECTION)
        sides = [claim.head, *claim.agreeing], claim.contradicting
        head = tuple(
            f"{words} ({_count(side)})" for words, side in zip(("Says so", "Sees it differently"), sides, strict=True)
        )
        rows = zip_longest(*([_said(scope, row) for row in side] for side in sides), fillvalue="")
        yield Table(head, tuple(rows), (1, 1))


def _count(rows: Iterable[Any]) -> str:
    return many(len({row.contact_id for row in rows}), "person", "people")


def _said(scope: Scope, row: Any) -> str:
    return f"{scope.told(row.text)}\n— {scope.people.who(row.contact_id)}"


def answers(scope: Scope) -> Iterator[Block]:
    """Yield every answer, question by question and person by person."""
    asked = [one for one in by_question(matrix(scope.snapshot, scope.zone, scope.goal.id)) if one.answers]
    if not asked:
        return
    yield Heading("All answers, question by question")
    for question in asked:
        yield Heading(scope.told(question.question), Level.SECTION)
        yield from (Quote(scope.told(row.answer), scope.speaker(row.interview_id)) for row in question.answers)
        if question.silent:
            yield Note(f"No answer is noted from {many(len(question.silent), 'other person', 'other people')}.")
