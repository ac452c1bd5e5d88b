"""A document as a file of one of four kinds."""

from enum import StrEnum

from lib.exchange.document import Document
from lib.exchange.document_html import as_html
from lib.exchange.document_markdown import as_markdown


class Format(StrEnum):
    """A kind of file; the value is the ending of its name."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    MARKDOWN = "md"

    @property
    def mime(self) -> str:
        """Return what the file is called on the web."""
        return _MIME[self]


_MIME = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.HTML: "text/html; charset=utf-8",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
}


def written(document: Document, form: Format) -> bytes:
    """Return a document as a file; the same document makes the same file."""
    # What sets PDF and DOCX is read only by who takes one, so that the app starts no slower.
    match form:
        case Format.PDF:
            from lib.exchange.document_pdf import as_pdf  # noqa: PLC0415

            return as_pdf(document)
        case Format.DOCX:
            from lib.exchange.document_docx import as_docx  # noqa: PLC0415

            return as_docx(document)
        case Format.HTML:
            return as_html(document).encode()
        case Format.MARKDOWN:
            return as_markdown(document).encode()
