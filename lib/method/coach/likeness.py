"""Whether people of one organisation would get the same note."""

from rapidfuzz import fuzz

from lib.method.coach.content import numbers
from lib.method.coach.letter import Letter, plain_text, words_of
from lib.method.coach.remark import Finding, finding

_MOST = 2_000  # characters; the beginning tells


def too_like(letter: Letter) -> Finding | None:
    """Say where a note to somebody else there is nearly the same."""
    if not letter.others or len(letter.words) < numbers().fewest_words_to_grade:
        return None
    mine = " ".join(letter.words)[:_MOST]
    for other in letter.others[: numbers().most_compared]:
        theirs = " ".join(words_of(plain_text(other.body[:_MOST])))
        if fuzz.ratio(mine, theirs, score_cutoff=numbers().too_like):
            return finding("same", name=other.name)
    return None
