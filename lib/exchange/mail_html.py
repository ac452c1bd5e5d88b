"""The text of a mail that has only HTML: words and line breaks, and nothing that a browser would obey."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

MAX_HTML = 500_000  # characters
_MAX_QUOTES = 8  # one in another; nobody reads deeper

# Python's parser takes a time that grows with the square of tags left open, so only closed ones reach it.
_TAG = re.compile(r"<(?:/?[A-Za-z]|[!?])[^<>]{0,2000}>")
_HIDDEN = re.compile(r"<!--|<(?:script|style|title|svg|template)(?=[\s>/])", re.IGNORECASE)
_BLOCKS = frozenset(
    ("address", "article", "blockquote", "div", "dl", "dt", "dd", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6")
) | {"header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul"}
_APART = frozenset(("p", "blockquote", "ul", "ol", "h1", "h2", "h3", "table"))
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")


def html_text(html: str) -> str:
    """Return what a reader of the page would read, as lines; what is quoted begins with “>”, as in plain mails.

    Only the first 500,000 characters are read. No tag, address or script of it is in the text, only its words.
    """
    reader = _Reader()
    for piece in _pieces(_shown(html[:MAX_HTML])):
        reader.feed(piece)
    reader.close()
    return reader.text()


def _shown(html: str) -> str:
    """Return the page without comments, scripts, styles and its title; what is left open hides the rest."""
    small = re.sub("[A-Z]+", lambda found: found[0].lower(), html)
    kept, at = [], 0
    while at < len(html):
        found = _HIDDEN.search(html, at)
        kept.append(html[at : found.start() if found else len(html)])
        at = _end_of(found, small) if found else len(html)
    return "".join(kept)


def _end_of(found: re.Match[str], small: str) -> int:
    is_comment = found[0] == "<!--"
    end = small.find("-->" if is_comment else f"</{found[0][1:].lower()}", found.end())
    return len(small) if end < 0 else end + is_comment * len("-->")


def _pieces(html: str) -> Iterator[str]:
    """Yield tags and the texts between them, in which a lone bracket is a bracket."""
    at = 0
    for tag in _TAG.finditer(html):
        yield html[at : tag.start()].replace("<", "&lt;")
        if tag[0][1] not in "!?":
            yield tag[0]
        at = tag.end()
    yield html[at:].replace("<", "&lt;")


class _Reader(HTMLParser):
    """Gathers words into lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._quotes = 0
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - nothing is read of them
        if tag == "br":
            self._lines.append("")
        elif tag in _BLOCKS:
            self._break(apart=tag in _APART)
        self._quotes += tag == "blockquote"
        self._preformatted += tag == "pre"
        if tag == "li":
            self._add("- ")
        elif tag in {"td", "th"}:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break(apart=tag in _APART)
        self._quotes = max(0, self._quotes - (tag == "blockquote"))
        self._preformatted = max(0, self._preformatted - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if self._preformatted:
            first, *more = data.splitlines() or [""]
            self._add(first)
            for line in more:
                self._lines.append("")
                self._add(line)
        else:
            self._add(_SPACES.sub(" ", data))

    def _add(self, words: str) -> None:
        line = self._lines[-1]
        if not line:
            line = "> " * min(self._quotes, _MAX_QUOTES)
            words = words if self._preformatted else words.lstrip(" ")
        if words:
            self._lines[-1] = f"{line}{words}"

    def _break(self, *, apart: bool) -> None:
        if self._lines[-1]:
            self._lines.append("")
        if apart and len(self._lines) > 1 and self._lines[-2]:
            self._lines.append("")

    def text(self) -> str:
        """Return the lines, without spaces at their ends and without more than one empty line in a row."""
        lines = "\n".join(" ".join(line.split(" ")).rstrip() for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
