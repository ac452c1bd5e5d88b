"""One's own network around a goal as points and lines: oneself, those who could introduce, those one wants to reach."""

from collections.abc import Iterable
from itertools import pairwise

import pandas as pd

from lib.views.paths import Wanted

YOU = "You"
NODES = {"name": "str", "role": "str", "column": "int64", "row": "float64"}
EDGES = {"x": "int64", "y": "float64", "x2": "int64", "y2": "float64"}
# The second column stands a little aside, so that no line between its neighbours runs through one of its points.
_SECOND, _ASIDE = 2, 0.35
_MOST_WAYS = 2  # of each target: a picture of everything shows nothing


def network_frames(targets: Iterable[Wanted]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the points and the lines of the picture; columns and dtypes are in `NODES` and `EDGES`.

    Points stand in columns from left (oneself, 0) to right (whom one wants to reach), each column around row 0.
    `role` is "you", "introducer" or "target".
    """
    shown = [target for target in targets if target.ways]
    last = max((len(way.names) for target in shown for way in target.ways[:_MOST_WAYS]), default=1)
    places: dict[str, tuple[int, str]] = {YOU: (0, "you")}
    lines: dict[tuple[str, str], None] = {}
    for target in shown:
        goal = _of_target(target)
        places[goal] = (last, "target")
        for way in target.ways[:_MOST_WAYS]:
            stops = [YOU, *way.names[:-1], goal]
            for column, name in enumerate(stops[1:-1], start=1):
                places.setdefault(name, (column, "introducer"))
            lines |= dict.fromkeys(pairwise(stops))
    rows = _rows(places)
    nodes = [(name, role, column, rows[name]) for name, (column, role) in places.items()]
    edges = [(places[one][0], rows[one], places[other][0], rows[other]) for one, other in lines]
    return (
        pd.DataFrame(nodes, columns=list(NODES)).astype(NODES),
        pd.DataFrame(edges, columns=list(EDGES)).astype(EDGES),
    )


def network_words(targets: Iterable[Wanted]) -> str:
    """Return in words what the picture shows, for those who can't see it."""
    ways = [
        f"{target.name} by way of {' or '.join(way.introducer for way in target.ways[:_MOST_WAYS])}"
        for target in targets
        if target.ways
    ]
    return f"Your network around this goal. You can reach {'; '.join(ways)}."


def _of_target(target: Wanted) -> str:
    return f"{target.name}, {target.place}" if target.contact_id and target.place else target.name


def _rows(places: dict[str, tuple[int, str]]) -> dict[str, float]:
    columns: dict[int, list[str]] = {}
    for name, (column, _) in places.items():
        columns.setdefault(column, []).append(name)
    return {
        name: place - (len(names) - 1) / 2 + (_ASIDE if column == _SECOND else 0)
        for column, names in columns.items()
        for place, name in enumerate(names)
    }
