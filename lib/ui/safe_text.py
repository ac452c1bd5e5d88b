"""People's own text before any markdown, label or table shows it: it looks as typed, and nothing in it is obeyed.

Streamlit's markdown reads more than CommonMark: GFM links without brackets, `:red[colour]` and `:material/icon:`
directives, emoji codes, `$`formulas`$` and arrows. A backslash stops what is found while the source is read. What is
found afterwards, in the finished text (links, icons, emoji, arrows), stops at an empty directive, which shows nothing.
"""

import re
from typing import Final

_GAP: Final = ":small[]"

_SPACES = re.compile(r"[\s\x85\u2028\u2029\x00-\x08\x0e-\x1f]+")
_ACTIVE = re.compile(
    r"""
      (?P<arrow> (?<!\S) (?: <-> | -> | <- | -- | >= | <= | ~= ) (?!\S) )
    | (?P<code>  : (?= [\w+-]+: | material/ ) )
    | (?P<link>  :/ (?=/) | www (?=\.) | @ (?= [-\w]*\. ) )
    | (?P<mark>  [\\`*_~\[\]<|$] | & (?=[#\w]) | : (?= [^\W\d] | : | \Z ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BLOCK_START = re.compile(r"\A(?P<number>\d*)(?P<mark>[#>+=.)-])")


def md_escape(text: str) -> str:
    """Return one line of markdown that shows `text`; line breaks and runs of spaces become one space."""
    line = _ACTIVE.sub(_inert, _SPACES.sub(" ", text).strip())
    return _BLOCK_START.sub(r"\g<number>\\\g<mark>", line)


def md_escape_lines(text: str) -> str:
    """Return markdown that shows `text` with its line breaks, for notes and letters; an empty line parts paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "\n\n".join("  \n".join(md_escape(line) for line in part.split("\n")) for part in paragraphs)


def _inert(match: re.Match[str]) -> str:
    found = match[0]
    match match.lastgroup:
        case "arrow":
            return _GAP.join(f"\\{character}" for character in found)
        case "code":
            return f"\\:{_GAP}"
        case "link":
            return f"{found}{_GAP}"
        case _:
            return f"\\{found}"
