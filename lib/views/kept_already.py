"""Which lines were kept already, though they may have been said in other words since."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

# Of 100, from which on one text is another wording of the other, by its letters or by its words.
_ALIKE = 65


_SCORERS = (fuzz.WRatio, fuzz.token_set_ratio)


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
        found = (process.extractOne(text, left, scorer=scorer, processor=utils.default_process) for scorer in _SCORERS)
        _, alike, place = max(found, key=lambda match: match[1])
        if alike >= _ALIKE:
            del left[place]
    return tuple(left)
