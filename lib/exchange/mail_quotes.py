"""What somebody wrote in a mail, without the mail they answered, which most programs put below.

Where the quoted part begins, mail-parser-reply knows in fourteen languages and for many programs.
"""

import re
from functools import cache

from mailparser_reply import EmailReplyParser  # type: ignore[import-untyped]  # it has no types
from mailparser_reply.constants import MAIL_LANGUAGES  # type: ignore[import-untyped]

# The library's patterns take a time that grows with the cube of a line's length, so it sees the beginnings of lines.
_MAX_LINE = 250  # characters
_MAX_LOOKED_AT = 20_000

_EMPTY_LINES = re.compile(r"\n{3,}")
_RULE = re.compile(r"[ \t]*[-_]{32,}[ \t]*")
_QUOTED = re.compile(r"\s*>")
_FORWARDED = re.compile(r"\s*-{2,}[^\n]{0,60}-{2,}\s*|\s*_{5,}\s*")
_SAYS_WHO = re.compile(r"(?=.*(?:@|\d[:.]\d\d))[^\n]{0,300}[:\uff1a]")  # “Op ma 23 nov 2026 om 10:02 schreef Ada:”


def tidy_lines(text: str) -> str:
    """Return the text without spaces at the ends of lines, and with at most one empty line in a row."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip("\n")


def own_words(text: str) -> str:
    """Return what was written new in a mail; where all of it is quoted, or forwarded, nothing.

    Answers that stand between the quoted lines, or below them, are kept.
    """
    lines = tidy_lines(text).split("\n")
    cut = _begin_of_quoted(lines)
    above, below = _without_announcement(lines[:cut], is_cut=cut < len(lines)), lines[cut:]
    marked = [place for place, line in enumerate(below) if _QUOTED.match(line)]
    # With marks, all that has none was written new; without, all below the cut is the old mail.
    written = above + (below[marked[0] :] if marked else [])
    return tidy_lines("\n".join(line for line in written if not _QUOTED.match(line)))


def _without_announcement(above: list[str], *, is_cut: bool) -> list[str]:
    """Return the lines without the one right above what is quoted that says so, in whatever language."""
    quoted = next((place for place, line in enumerate(above) if _QUOTED.match(line)), len(above))
    said = next((place for place in range(quoted - 1, -1, -1) if above[place]), None)
    if said is None:
        return above
    if quoted < len(above):
        return above[:said] + above[quoted:] if _SAYS_WHO.fullmatch(above[said]) else above
    return above[:said] if is_cut and (_FORWARDED.fullmatch(above[said]) or _is_alone(above, said)) else above


def _is_alone(lines: list[str], said: int) -> bool:
    """Tell whether a line such as “Begin forwarded message:” is all that stands there."""
    return lines[said].endswith(":") and not any(lines[:said])


def _begin_of_quoted(lines: list[str]) -> int:
    """Return how many lines stand above the line that tells who is quoted; all where there is none."""
    seen = _looked_at(lines)
    newest, *older = EmailReplyParser(languages=_languages()).read("\n".join(seen)).replies
    if newest.headers:
        return 0
    if not older:
        return len(lines)
    begin = next(place for place, line in enumerate(seen) if line)
    return begin + len(str(newest.content).split("\n"))


@cache
def _languages() -> list[str]:
    return list(MAIL_LANGUAGES)


def _looked_at(lines: list[str]) -> list[str]:
    """Return as many lines as the library is given, each cut and without the rules that it would take out."""
    seen: list[str] = []
    size = 0
    for line in lines:
        size += min(len(line), _MAX_LINE) + 1
        if size > _MAX_LOOKED_AT:
            break
        seen.append("" if _RULE.fullmatch(line) else line.strip()[:_MAX_LINE])
    return seen
