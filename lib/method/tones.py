"""The tone of a letter: it changes how one greets and signs, and nothing else (method, section 5).

The words are data in `content/wordings.toml`; the plain tone is the wording as it stands there.
"""

import re
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from lib.domain.vocabulary import Tone
from lib.method.wording_text import OWN_LINE

_NAME_LINE = re.compile(r"^(?:\| )?\{\{\s*my_name\s*\}\}$")

# Whoever is addressed formally is addressed by the whole name, where it is known.
FULL_NAMES: Mapping[str, str] = {"their_full_name": "name", "my_full_name": "my_name"}


class ToneWords(BaseModel):
    """What one tone says in place of the greetings and sign-offs of the plain one; `name` is how one signs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    greetings: dict[str, str]
    sign_offs: dict[str, str]
    name: str


def in_tone(text: str, tone: Tone, words: Mapping[Tone, ToneWords], own_line: str = OWN_LINE) -> str:
    """Return the source of a letter in a tone; `own_line` is what keeps the name below a sign-off on its own line.

    A greeting stands at the beginning of the first line, a sign-off on the line above the name that ends the letter;
    a name that stands alone in its paragraph gets one. Where there is neither, as on the phone, nothing is changed.
    """
    if tone not in words:
        return text
    return _signed(_greeted(text, words[tone]), words[tone], own_line)


def _greeted(text: str, words: ToneWords) -> str:
    start = len(text) - len(text.lstrip())
    for plain, instead in words.greetings.items():
        if text.startswith(plain, start):
            return text[:start] + instead + text[start + len(plain) :]
    return text


def _signed(text: str, words: ToneWords, own_line: str) -> str:
    *above, name = text.rstrip().split("\n")
    before = above[-1] if above else ""
    if not _NAME_LINE.match(name) or before not in words.sign_offs:
        return text
    kept = above[:-1] if before else above
    return "\n".join([*kept, words.sign_offs[before], own_line + words.name])
