"""From the bytes of a vCard file to its cards: lines unfolded and decoded, pictures left out, what is broken told.

Lines are cut here and not by vobject: of a line such as `N;X=a=a=a=a=a=a` without a colon its pattern tries every way
to read it, which takes twice as long with each `=`; and one bad line would cost it the whole file.
"""

import binascii
import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vobject.base import parseParams

from lib.domain.errors import AskwellError
from lib.exchange.csv_text import EmptyFileError, FileTooLargeError, RowProblem, decode

MAX_BYTES = 20 * 1024 * 1024
MAX_LINES = 1_000_000
MAX_CARDS = 50_000
MAX_HEAD = 1_000  # bytes up to the colon
MAX_LINE = 1_000_000  # bytes, with what is folded below it
MAX_CONTENTS = 1_000  # properties of one card
_MOST_TOLD = 10  # lines of one card that could not be read

_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_ALMOST = re.compile(rb"\s*BEGIN\s*:\s*VCAR", re.IGNORECASE)
_BORDER = re.compile(rb"\s*(?:BEGIN|END)\s*:\s*VCARD\s*", re.IGNORECASE)
_HEAD = re.compile(rb"\s*(?:[\w-]+\.)?([\w-]+)((?:;[^\";:]*(?:\"[^\"]*\"[^\";:]*)*)*)\s*:", re.ASCII)
_PICTURE = re.compile(rb"(?:[\w-]+\.)?(PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_MARKS = {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
# What programs write; of the others that Python knows, some take long and some are no writing at all.
_CHARSET = re.compile(
    r"(us-ascii|iso-?8859-\d\d?|latin-?1|(windows-|cp)\d{3,4}|koi8-[ru]|shift[_-]jis|euc-(jp|kr)|gb2312|gbk|gb18030|big5)"
)
_PREFERENCES = frozenset(map(str, range(1, 101)))
LEAST_PREFERRED = 101  # RFC 6350, section 5.3: 1 is most preferred, 100 least


class VcardTooLongError(AskwellError):
    """The file has more cards or lines than are read."""

    def __init__(self) -> None:
        limits = f"{MAX_CARDS:,} cards or {MAX_LINES:,} lines"
        super().__init__(f"This file has more than {limits}. Please split it, and choose one part after the other.")


@dataclass(frozen=True, slots=True)
class Told:
    """What stands between a property's name and its value; `types` are in small letters."""

    types: frozenset[str]
    preference: int
    charset: str
    is_quoted_printable: bool


@dataclass(frozen=True, slots=True)
class Content:
    """One property: its name in capitals, and its value, in which what was escaped still is."""

    name: str
    value: str
    told: Told


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of one card with their values still escaped; `line` is where it begins, `pictures` what was skipped."""

    line: int
    contents: tuple[Content, ...]
    pictures: frozenset[str]


@dataclass(slots=True)
class Cards:
    """Goes through a file card by card; `problems` grows meanwhile, and `done` is how much is read, from 0.0 to 1.0."""

    _lines: Sequence[bytes]
    problems: list[RowProblem] = field(default_factory=list)
    _at: int = 0
    _unread: int = 0
    _told: dict[bytes, Told] = field(default_factory=dict)  # most lines of a file say one of a few things

    @property
    def done(self) -> float:
        """How much of the file is read."""
        return self._at / len(self._lines)

    def each(self) -> Iterator[Card]:
        """Yield the cards in the file's order; raises VcardTooLongError."""
        count = 0
        while self._at < len(self._lines):
            if _BEGIN.fullmatch(self._lines[self._at]):
                count += 1
                if count > MAX_CARDS:
                    raise VcardTooLongError
                yield self._card()
            else:
                self._outside()

    def _card(self) -> Card:
        first = self._next_number()
        contents: list[Content] = []
        pictures: set[str] = set()
        self._unread = 0
        while not self._is_over(first):
            line = self._lines[self._at]
            if picture := _PICTURE.match(line):
                pictures.add(picture[1].decode().upper())
                self._skip_picture()
            elif len(contents) == MAX_CONTENTS:
                self._skip_rest(first)
            elif found := self._content_line():
                contents.append(found)
                if found.name == "AGENT":
                    self._skip_agent(found.value)
        return Card(first, tuple(contents), frozenset(pictures))

    def _is_over(self, first: int) -> bool:
        """Tell whether the card that began on line `first` ends here, and go behind its end; say where it has none."""
        if self._at < len(self._lines) and not _BEGIN.fullmatch(self._lines[self._at]):
            is_end = _END.fullmatch(self._lines[self._at]) is not None
            self._at += is_end
            return is_end
        self._tell(first, "begins a card that never ends. What was in it was kept; please check it.")
        return True

    def _skip_agent(self, value: str) -> None:
        """Go behind the card of somebody's assistant, which vCard 2.1 puts in the middle of theirs."""
        is_next = self._at < len(self._lines) and _BEGIN.fullmatch(self._lines[self._at]) is not None
        if _BEGIN.fullmatch(value.encode(errors="replace")) or (is_next and not value.strip()):
            while self._at < len(self._lines) and not _END.fullmatch(self._lines[self._at]):
                self._at += 1
            self._at += 1

    def _skip_picture(self) -> None:
        """Go behind a picture; older programs do not indent its lines, but base64 has no colon."""
        self._at += 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.startswith((b" ", b"\t")) and (b":" in line or not line.strip()):
                return
            self._at += 1

    def _skip_rest(self, first: int) -> None:
        """Go to the end of a card that says more than anybody has to say."""
        self._tell(first, f"begins a card of more than {MAX_CONTENTS:,} lines, so only the first ones were read.")
        while self._at < len(self._lines) and not _BORDER.fullmatch(self._lines[self._at]):
            self._at += 1

    def _outside(self) -> None:
        """Go behind lines that belong to no card; empty ones need no word."""
        first, is_told = self._at + 1, False
        while self._at < len(self._lines) and not _BEGIN.fullmatch(self._lines[self._at]):
            is_told |= bool(self._lines[self._at].strip())
            self._at += 1
        if is_told:
            rest = "and what follows belongs to no card, so it was left out. A card starts with BEGIN:VCARD."
            self._tell(first, rest)

    def _content_line(self) -> Content | None:
        """Return the next line with what was folded below it, or None where it is empty or makes no sense."""
        number = self._next_number()
        whole = self._lines[number - 1]
        head = _HEAD.match(whole, 0, MAX_HEAD)
        whole = self._unfolded(whole, is_soft=head is not None and self._told_in(head).is_quoted_printable)
        head = head or _HEAD.match(whole, 0, MAX_HEAD)
        if head and len(whole) <= MAX_LINE:
            told = self._told_in(head)
            return Content(head[1].decode().upper(), _text(whole[head.end() :], told), told)
        self._unread += bool(whole.strip())
        if whole.strip() and self._unread <= _MOST_TOLD:
            self._tell(number, "could not be read, so it was left out. The rest of the card was kept.")
        return None

    def _unfolded(self, first: bytes, *, is_soft: bool) -> bytes:
        """Return a line with its continuations: indented ones, and those behind a `=` of quoted-printable."""
        parts = [first]
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if is_soft and parts[-1].endswith(b"=") and not _BORDER.fullmatch(line):
                parts[-1] = parts[-1][:-1]
                parts.append(line)
            elif line.startswith((b" ", b"\t")):
                parts.append(line[1:])
            else:
                break
            self._at += 1
        return b"".join(parts)

    def _told_in(self, head: re.Match[bytes]) -> Told:
        params = head[2]
        if params not in self._told:
            self._told[params] = _told(params.decode(errors="replace"))
        return self._told[params]

    def _next_number(self) -> int:
        self._at += 1
        return self._at

    def _tell(self, line: int, rest: str) -> None:
        self.problems.append(RowProblem(line, f"Line {line} {rest}"))


def is_vcard(content: bytes) -> bool:
    """Tell whether a file begins as vCards do, also where the first card has a small mistake in its first line."""
    return _ALMOST.match(_utf_8(content[:200]).replace(b"\0", b"")) is not None


def read_cards(content: bytes) -> Cards:
    """Return the cards of a file, to be gone through once.

    Raises EmptyFileError, FileTooLargeError and VcardTooLongError.
    """
    if len(content) > MAX_BYTES:
        raise FileTooLargeError
    plain = _utf_8(content).replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not plain.strip():
        raise EmptyFileError
    if plain.count(b"\n") >= MAX_LINES:
        raise VcardTooLongError
    return Cards(plain.split(b"\n"))


def _utf_8(content: bytes) -> bytes:
    """Return UTF-16 as UTF-8; all else as it is, since each line may be written in its own way."""
    if content[:2] in _MARKS:
        return decode(content).text.encode(errors="replace")
    return content.removeprefix(codecs.BOM_UTF8)


def _told(text: str) -> Told:
    """Return what parameters say; version 2.1 names a type or an encoding without saying that it is one."""
    named: dict[str, list[str]] = {}
    for name, *values in parseParams(text):
        named.setdefault(name.upper() if values else "TYPE", []).extend(values or [name])
    types = frozenset(word.strip() for kinds in named.get("TYPE", ()) for word in kinds.casefold().split(","))
    encodings = {encoding.strip().casefold() for encoding in named.get("ENCODING", ())} | types
    preference = next(iter(named.get("PREF", ())), "").strip()
    if preference not in _PREFERENCES:
        preference = "0" if "pref" in types else str(LEAST_PREFERRED)
    charset = next(iter(named.get("CHARSET", ())), "")
    return Told(types, int(preference), charset, "quoted-printable" in encodings)


def _text(value: bytes, told: Told) -> str:
    """Return what bytes say: in UTF-8 where they can be, which others are by chance hardly ever, else as declared."""
    if told.is_quoted_printable:
        value = binascii.a2b_qp(value)
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = value.decode(_known(told.charset), errors="replace")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _known(charset: str) -> str:
    name = charset.strip().casefold()
    if not _CHARSET.fullmatch(name):
        return "cp1252"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
