"""From the rows of a table to the people in them, whoever wrote the table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from lib.domain.unicode_text import normal
from lib.exchange.csv_text import CsvRow, RowProblem, Table
from lib.exchange.people import Progress, ReadPerson
from lib.exchange.told import Told, person_of

_PROGRESS_STEPS = 40

Item = TypeVar("Item")


def plain_heading(cell: str) -> str:
    """Return a heading as headings are compared: in small letters, with single spaces."""
    return " ".join(normal("NFKC", cell.replace("\ufeff", "")).casefold().split())


def places(heading: Sequence[str]) -> dict[str, int]:
    """Return where each heading stands, in plain form; of two that are the same the first counts."""
    found: dict[str, int] = {}
    for place, cell in enumerate(heading):
        found.setdefault(plain_heading(cell), place)
    return found


def people_in(
    table: Table,
    told_in: Callable[[Sequence[str]], Told],
    progress: Progress | None = None,
    *,
    is_short_fine: bool = False,
) -> tuple[tuple[ReadPerson, ...], tuple[RowProblem, ...]]:
    """Return everybody in the table by what `told_in` takes from a row's cells, and the problems, sorted by line.

    A row with more or fewer cells than the heading would put values under the wrong one, so it is left out; people who
    write a table by hand leave empty cells at the end away, so there fewer may be fine.
    """
    problems = list(table.problems)
    width = _width(table.heading.cells)
    people = []
    for row in counted(table.rows, progress):
        sentence = _misfit(row, width, is_short_fine=is_short_fine)
        if sentence:
            problems.append(RowProblem(row.line, sentence))
        elif person := person_of(told_in(row.cells), row.line, problems):
            people.append(person)
    return tuple(people), tuple(sorted(problems, key=lambda problem: problem.line))


def counted(items: Sequence[Item], progress: Progress | None) -> Iterator[Item]:
    """Yield the items, and tell now and then how far along they are."""
    if progress is None:
        yield from items
        return
    step = max(1, len(items) // _PROGRESS_STEPS)
    for number, item in enumerate(items):
        if number % step == 0:
            progress(number / len(items))
        yield item
    progress(1.0)


def not_taken(table: Table, words: Mapping[int, str]) -> tuple[str, ...]:
    """Return the words of those columns, by their place, in which there is something, each once."""
    return tuple(
        dict.fromkeys(
            word
            for place, word in words.items()
            if word and any(place < len(row.cells) and row.cells[place].strip() for row in table.rows)
        )
    )


def _misfit(row: CsvRow, width: int, *, is_short_fine: bool) -> str:
    """Return what is wrong with the number of cells, or nothing."""
    cells = len(row.cells)
    if cells != width:  # empty cells at the end do no harm
        cells = max(_width(row.cells), min(cells, width))
    if cells == width or (is_short_fine and cells < width):
        return ""
    return f"Line {row.line} has {cells} cells where the heading has {width}, so it was left out."


def _width(cells: Sequence[str]) -> int:
    """Return how many cells there are without the empty ones at the end."""
    return max((place for place, cell in enumerate(cells, start=1) if cell.strip()), default=0)
