"""What the options of a list are called: no two the same, as a list in the browser knows an option by its words."""

from collections.abc import Mapping


def told_apart(words: Mapping[str, str]) -> dict[str, str]:
    """Return the words for each id, with a number behind those that were there before, such as “Amara Obi (2)”."""
    used: set[str] = set()
    apart: dict[str, str] = {}
    for row_id, text in words.items():
        option, number = text, 1
        while option in used:
            number += 1
            option = f"{text} ({number})"
        used.add(option)
        apart[row_id] = option
    return apart
