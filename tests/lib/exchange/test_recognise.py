"""One door for every contact file: what it is, is told by its content, and nothing that comes in breaks it."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.errors import AskwellError
from lib.exchange.columns import FIELDS, read_by_columns
from lib.exchange.csv_text import MAX_BYTES, EmptyFileError, FileTooLargeError
from lib.exchange.imports import import_command
from lib.exchange.linkedin_archive import NoConnectionsError
from lib.exchange.other_files import NoPeopleFileError
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from lib.exchange.unknown_table import UnknownTable
from lib.exchange.workbook import LockedWorkbookError, OldWorkbookError
from lib.exchange.zip_archive import BrokenArchiveError, HugeArchiveError, LockedArchiveError
from tests.contact_files import (
    GOOGLE_NEW,
    GOOGLE_OLD,
    MESSAGES,
    OUTLOOK,
    OUTLOOK_CLASSIC,
    csv_of,
    csv_rows,
    workbook_of,
    zip_of,
)
from tests.linkedin_files import HEADING, connections_csv

VCARD = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okafor;Ada;;;\r\nFN:Ada Okafor\r\nORG:Kestrel\r\n"
    b"EMAIL;TYPE=work:ada@example.org\r\nEND:VCARD\r\n"
)
ADA = {"First Name": "Ada", "Last Name": "Okafor", "Given Name": "Ada", "Family Name": "Okafor"}
MESSAGE = {"SENDER PROFILE URL": "https://www.linkedin.com/in/x", "DATE": "2026-07-01 10:00:00 UTC"}
KNOWN: Mapping[str, tuple[bytes, str]] = {
    "linkedin": (connections_csv(3), "LinkedIn"),
    "archive": (
        zip_of({"Export/Connections.csv": connections_csv(3), "messages.csv": csv_of(MESSAGES, [MESSAGE])}),
        "LinkedIn",
    ),
    "google": (csv_of(GOOGLE_NEW, [ADA | {"Notes": 'two\nlines, "quoted"'}]), "Google Contacts"),
    "google old": (csv_of(GOOGLE_OLD, [ADA]), "Google Contacts"),
    "outlook": (csv_of(OUTLOOK, [ADA]), "Outlook"),
    "outlook classic": (csv_of(OUTLOOK_CLASSIC, [ADA]), "Outlook"),
    "vcard": (VCARD, "a vCard file"),
    "google in a workbook": (workbook_of([GOOGLE_NEW, ["Ada", "", "Okafor"]]), "Google Contacts"),
}
ANY_TABLE = csv_rows([["Name", "Firma", "E-Mail"], ["Ada Okafor", "Kestrel", "ada@example.org"], ["Ben", "", ""]])
ANY_WORKBOOK = workbook_of([["Name", "Company"], ["Ada Okafor", "Kestrel"], ["Ben", 12.0]])


def outcome(content: bytes, name: str = "") -> ReadPeople | UnknownTable | AskwellError:
    try:
        return read_people(content, name)
    except AskwellError as error:
        return error


@pytest.mark.parametrize("kind", KNOWN)
@pytest.mark.parametrize("name", ["", "Connections.csv", "contacts.xlsx", "photo.jpg"])
def test_every_format_is_known_by_its_content_whatever_it_is_called(kind: str, name: str) -> None:
    content, source = KNOWN[kind]
    read = read_people(content, name)
    assert isinstance(read, ReadPeople)
    assert (read.source, bool(read.people), read.problems) == (source, True, ())


@pytest.mark.parametrize("content", [ANY_TABLE, ANY_WORKBOOK])
def test_any_other_table_waits_for_its_columns_to_be_named(content: bytes) -> None:
    read = read_people(content, "Connections.csv")
    assert isinstance(read, UnknownTable)
    assert read.guesses["Name"] == "name"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_saved_in_another_way_is_read_alike(encoding: str, line_end: str, delimiter: str) -> None:
    rows = [["Name", "Firma"], ["Jürgen Groß", "Müller"], ["Zoë", "Ã"]]
    read = read_people(line_end.join(delimiter.join(row) for row in rows).encode(encoding))
    assert isinstance(read, UnknownTable)
    assert (read.headings, read.preview) == (("Name", "Firma"), (("Jürgen Groß", "Müller"), ("Zoë", "Ã")))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b'{"people": []}', "a file of data"),
        (b"\x7fELF" + bytes(range(32)) * 20, "no text that can be read"),
        (hashlib.shake_256(b"noise").digest(2_000), "no text that can be read"),
    ],
)
def test_the_right_name_over_the_wrong_content_is_refused_with_what_to_do(content: bytes, words: str) -> None:
    with pytest.raises(NoPeopleFileError, match=rf"{words}.+not a list of people\. Choose the file"):
        read_people(content, "Connections.csv")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n", b"\0\0\0"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(EmptyFileError, match="empty"):
        read_people(content)


@pytest.mark.parametrize("start", [b"Name,Email\n", b"BEGIN:VCARD\r\n", b"PK\x03\x04", b"\xff\xfe"])
def test_200_megabytes_are_refused_unread(start: bytes) -> None:
    with pytest.raises(FileTooLargeError, match="20 MB"):
        read_people(start + bytes(200_000_000))
    assert MAX_BYTES < 200_000_000


def test_old_and_locked_workbooks_are_refused_with_what_to_do() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    with pytest.raises(OldWorkbookError, match=r"save it as \.xlsx"):
        read_people(container)
    with pytest.raises(LockedWorkbookError, match="password"):
        read_people(container + "EncryptedPackage".encode("utf-16-le"))


def test_an_archive_without_connections_is_refused_with_what_to_do() -> None:
    for files in ({}, {"Profile.csv": b"x"}, {"Connections.csv": b"a,b\n1,2\n"}):
        with pytest.raises(NoConnectionsError, match=r"no Connections\.csv"):
            read_people(zip_of(files))


@pytest.mark.parametrize("kind", ["archive", "google in a workbook"])
def test_a_truncated_archive_is_refused(kind: str) -> None:
    content, _ = KNOWN[kind]
    for length in (4, 100, len(content) // 2, len(content) - 10):
        with pytest.raises(BrokenArchiveError, match="download it again"):
            read_people(content[:length])


def test_an_encrypted_archive_is_refused() -> None:
    content = bytearray(zip_of({"Connections.csv": connections_csv(3)}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(LockedArchiveError, match="password"):
        read_people(bytes(content))


def test_a_zip_bomb_is_refused_without_unpacking() -> None:
    with pytest.raises(HugeArchiveError, match="too much"):
        read_people(zip_of({"Connections.csv": bytes(MAX_BYTES + 1)}))
    with pytest.raises(HugeArchiveError, match="too much"):
        read_people(zip_of({f"{number}": b"" for number in range(6_000)}))


def test_progress_is_told_in_few_steps_up_to_the_end() -> None:
    for content in (connections_csv(1_000), csv_of(GOOGLE_NEW, [ADA] * 1_000)):
        told: list[float] = []
        read_people(content, progress=told.append)
        assert 10 < len(told) <= 50
        assert told == sorted(told)
        assert (told[0], told[-1]) == (0.0, 1.0)


SEEDS = [*(content for content, _ in KNOWN.values()), ANY_TABLE, ANY_WORKBOOK]


def mutated(content: bytes, at: float, cut: int, put: bytes) -> bytes:
    """Return the content with some bytes replaced by others."""
    place = int(at * len(content))
    return content[:place] + put + content[place + cut :]


def unpacked_and_mutated(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive with its largest file changed before it is packed, so that its checksums are right."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    part = max(files, key=lambda name: ("sheet" in name or "essages" in name, len(files[name])))
    return zip_of(files | {part: change(files[part])})


BITS = st.binary(max_size=8) | st.sampled_from([b'"', b",,", b"\n", b"\0", b"\xff\xfe", b"<a>", b"=", b"\xe2\x80\xae"])


@settings(deadline=None)
@given(st.sampled_from(SEEDS), st.floats(0, 1), st.integers(0, 300), BITS)
def test_a_damaged_file_gives_people_a_table_or_a_sentence(seed: bytes, at: float, cut: int, put: bytes) -> None:
    contents = [mutated(seed, at, cut, put)]
    if zipfile.is_zipfile(io.BytesIO(seed)):
        contents.append(unpacked_and_mutated(seed, lambda part: mutated(part, at, cut, put)))
    for content in contents:
        check(outcome(content))


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode), st.sampled_from(["", "x.csv", "x.vcf", "x.xlsx"]))
def test_any_bytes_give_people_a_table_or_a_sentence(content: bytes, name: str) -> None:
    check(outcome(content, name))


CELLS = st.text(
    st.sampled_from("aB =+-@,;\"'.\n\t\0\u202e\u200düé/:?#\u0301\U0001f600"), max_size=12
) | st.sampled_from(
    [
        "Ada",
        "Okafor",
        "ada@example.org",
        "x.org/a",
        "05 Mar 2024",
        "+1 555 0100",
        "Null",
        "NA",
        "None",
        "=1+1",
        "e" * 300,
    ]
)


@settings(deadline=None)
@given(
    st.sampled_from([HEADING, GOOGLE_NEW, OUTLOOK_CLASSIC, ("Name", "Email")]), st.lists(st.lists(CELLS, max_size=50))
)
def test_whoever_is_read_can_be_brought_in(heading: tuple[str, ...], rows: list[list[str]]) -> None:
    width = len(heading)
    check(outcome(csv_rows([heading, *((row + [""] * width)[:width] for row in rows)])))


def check(found: ReadPeople | UnknownTable | AskwellError) -> None:
    if isinstance(found, UnknownTable):
        assert len(set(found.headings)) == len(found.headings)
        assert set(found.guesses) <= set(found.headings)
        assert set(found.guesses.values()) <= set(FIELDS)
        if found.headings:
            found = read_by_columns(found, dict(zip(found.headings, FIELDS, strict=False)))
    if isinstance(found, ReadPeople):
        command = import_command(found)
        for person, contact in zip(found.people, command.contacts, strict=True):
            assert person.name == contact.name
            assert (person.email, person.profile_url) == (contact.email, contact.profile_url)
            assert dict(person.also) == contact.also
        assert all(problem.sentence.endswith(".") for problem in found.problems)
    elif isinstance(found, AskwellError):
        assert str(found).endswith(".")
