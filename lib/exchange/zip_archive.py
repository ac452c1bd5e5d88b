"""Opens a zip archive without unpacking it: its directory is looked at before anything in it is."""

import io
import zipfile
import zlib

from lib.domain.errors import AskwellError
from lib.exchange.csv_text import MAX_BYTES

MAX_ENTRIES = 5_000

_ENCRYPTED = 1  # a bit of an entry's flags
_BEGINS = (b"PK\x03\x04", b"PK\x05\x06")


class BrokenArchiveError(AskwellError):
    """The archive is cut off, or damaged in another way."""

    def __init__(self) -> None:
        super().__init__("This zip file is damaged or was not loaded to its end. Please download it again.")


class LockedArchiveError(AskwellError):
    """The archive is encrypted."""

    def __init__(self) -> None:
        super().__init__("This zip file is locked with a password. Please unpack it, and choose the file in it.")


class HugeArchiveError(AskwellError):
    """The archive would become too large, or has too many files in it."""

    def __init__(self) -> None:
        super().__init__("There is too much in this zip file to read. Please unpack it, and choose the file in it.")


def is_zip(content: bytes) -> bool:
    """Tell whether the bytes are a zip archive, whatever is in it; workbooks are such archives, too."""
    return content.startswith(_BEGINS)


def open_archive(content: bytes) -> zipfile.ZipFile:
    """Return the archive, nothing of it unpacked yet.

    Raises BrokenArchiveError, LockedArchiveError, and HugeArchiveError.
    """
    if len(content) > MAX_BYTES:
        raise HugeArchiveError
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except Exception as error:  # zipfile raises whatever it stumbles over
        raise BrokenArchiveError from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise HugeArchiveError
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise LockedArchiveError
    return archive


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a file of the archive; raises HugeArchiveError over 20 MB, and BrokenArchiveError."""
    if entry.file_size > MAX_BYTES:
        raise HugeArchiveError
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise BrokenArchiveError from error
