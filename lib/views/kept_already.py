"""Which lines were kept already, though they may have been said in other words since."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

# Of 100, from which on one text is another wording of the other.
_ALIKE = 60


def not_kept(lines: Sequence[str], word_for_word: Sequence[str], reworded: Sequence[str]) -> tuple[str, ...]:
    """Return the lines that were not kept: they stand in neither list, and are no wording of a text in `reworded`.

    Each text of `reworded` accounts for one line at most, the likest, and for none where it is one word for word.
    """
    known = {text.casefold() for text in word_for_word}
    left = [line for line in lines if line.casefold() not in known]
    said = {line.casefold() for line in lines}
    for text in reworded:
        if text.casefold() in said or not left:
            continue
        _, alike, place = process.extractOne(text, left, scorer=fuzz.WRatio)
        if alike >= _ALIKE:
            del left[place]
    return tuple(left)
