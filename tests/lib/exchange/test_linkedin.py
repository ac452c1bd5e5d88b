"""The people in Connections.csv come in whole, and every row that does not is named by its line."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.domain.commands.contacts import ImportedContact
from lib.domain.errors import AskwellError
from lib.exchange.csv_text import EmptyFileError, FileTooLargeError, TooManyLinesError
from lib.exchange.linkedin import (
    LinkedInConnection,
    NotConnectionsError,
    OtherContactsError,
    ReadConnections,
    WorkbookGivenError,
    ZipGivenError,
    read_connections,
    read_day,
)
from tests.linkedin_files import FIRST_LINE_OF_PEOPLE, HEADING, NOTES, connections_csv, linkedin_file

ADA_LINK = "https://www.linkedin.com/in/ada-okafor"
ADA = ("Ada", "Okafor", ADA_LINK, "ada@example.org", "Kestrel, Inc.", "Data Analyst", "05 Mar 2024")
BEN = ("Ben", "Brückner", "https://www.linkedin.com/in/ben-b", "", "Harbour & Pine", "Nurse", "12 Jan 2021")
NOBODY = ("", "", "", "", "Harbour & Pine", "", "")


def names(content: bytes) -> list[str]:
    return [contact.name for contact in read_connections(content).contacts]


def sentences(content: bytes) -> list[str]:
    return [problem.sentence for problem in read_connections(content).problems]


def outcome(content: bytes) -> ReadConnections | AskwellError:
    try:
        return read_connections(content)
    except AskwellError as error:
        return error


def changed(row: tuple[str, ...], **values: str) -> tuple[str, ...]:
    """Return the row with other values, under the headings' names in small letters."""
    columns = [heading.lower().replace(" ", "_") for heading in HEADING]
    return tuple(values.get(column, cell) for column, cell in zip(columns, row, strict=True))


def test_a_row_of_linkedins_file_becomes_a_person() -> None:
    (ada,) = read_connections(linkedin_file([ADA])).contacts
    assert ada == LinkedInConnection(
        first_name="Ada",
        last_name="Okafor",
        organisation="Kestrel, Inc.",
        position="Data Analyst",
        email="ada@example.org",
        profile_url=ADA_LINK,
        connected_on=date(2024, 3, 5),
        line=FIRST_LINE_OF_PEOPLE,
    )
    assert ada.name == "Ada Okafor"


def test_a_file_of_a_thousand_people_comes_in_whole() -> None:
    found = read_connections(connections_csv(1_000))
    assert (len(found.contacts), found.problems) == (1_000, ())
    assert all(contact.connected_on and contact.profile_url for contact in found.contacts)
    assert 0 < sum(bool(contact.email) for contact in found.contacts) < 500
    assert {"Müller, PhD", "Großmann"} <= {contact.last_name for contact in found.contacts}


def test_the_same_seed_makes_the_same_file() -> None:
    assert connections_csv(20, seed=7) == connections_csv(20, seed=7)
    assert connections_csv(20, seed=7) != connections_csv(20, seed=8)


@pytest.mark.parametrize(
    "notes",
    [
        *(
            "",
            "\r\n",
            NOTES,
            "\ufeff",
            "\ufeff" + NOTES,
            "\ufeff\ufeff",
            'Notes:\r\n"never closed\r\n\r\n',
            "sep=,\r\n",
        ),
        *("Hinweise:\r\n„Einige E-Mail-Adressen fehlen“, heißt es\r\n\r\n", "Notes :\r\n" + "ligne, de texte\r\n" * 9),
    ],
)
def test_the_heading_is_found_under_any_notes(notes: str) -> None:
    assert names(linkedin_file([ADA, BEN], notes=notes)) == ["Ada Okafor", "Ben Brückner"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_encoding_and_line_end_is_read(encoding: str, line_end: str) -> None:
    text = linkedin_file([ADA, BEN]).decode().replace("\r\n", line_end)
    assert names(text.encode(encoding)) == ["Ada Okafor", "Ben Brückner"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_file_saved_again_with_another_delimiter_is_read(delimiter: str) -> None:
    rows = [HEADING, ("Ada", "Okafor", ADA_LINK, "", "Kestrel, Inc.", "", "2024-03-05")]
    (ada,) = read_connections("\n".join(delimiter.join(row) for row in rows).encode()).contacts
    assert (ada.name, ada.organisation, ada.connected_on) == ("Ada Okafor", "Kestrel, Inc.", date(2024, 3, 5))


def test_columns_may_stand_in_any_order_among_others() -> None:
    heading = ("Connected On", "Tags", " last name ", "FIRST NAME", "Position")
    (ada,) = read_connections(linkedin_file([("2024-03-05", "x", " Okafor ", "Ada", "")], heading=heading)).contacts
    assert (ada.name, ada.connected_on, ada.profile_url) == ("Ada Okafor", date(2024, 3, 5), "")


def test_a_file_without_the_link_column_is_read() -> None:
    heading = [column for column in HEADING if column != "URL"]
    (ada,) = read_connections(linkedin_file([(*ADA[:2], *ADA[3:])], heading=heading)).contacts
    assert (ada.email, ada.profile_url) == ("ada@example.org", "")


def test_of_two_columns_with_one_heading_the_first_counts() -> None:
    heading = ("First Name", "Last Name", "Email Address", "Email Address")
    content = linkedin_file([("Ada", "Okafor", "ada@example.org", "other@example.org")], heading=heading)
    assert read_connections(content).contacts[0].email == "ada@example.org"


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am", "12. März 2023"),
        ("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion", "12 mars 2023"),
    ],
)
def test_german_and_french_files_are_read(heading: str, day: str) -> None:
    (ada,) = read_connections(linkedin_file([(*ADA[:6], day)], heading=heading.split(","))).contacts
    assert (ada.organisation, ada.position) == ("Kestrel, Inc.", "Data Analyst")
    assert (ada.email, ada.connected_on) == ("ada@example.org", date(2023, 3, 12))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05 Mar 2024", date(2024, 3, 5)),
        ("5 mar 2024", date(2024, 3, 5)),
        ("29 Feb 2024", date(2024, 2, 29)),
        ("3. Okt. 2023", date(2023, 10, 3)),
        ("1er févr. 2023", date(2023, 2, 1)),
        ("2024-03-05", date(2024, 3, 5)),
    ],
)
def test_days_are_read_as_linkedin_writes_them(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text", ["", "03/04/25", "30 Feb 2024", "05 Foo 2024", "05 Mar 24", "2024-13-01", "20240305", "05 Mar 0000", "soon"]
)
def test_a_day_that_is_not_certain_is_not_guessed(text: str) -> None:
    assert read_day(text) is None


def test_a_row_without_a_name_is_reported_with_its_line() -> None:
    found = read_connections(linkedin_file([ADA, NOBODY, BEN]))
    assert [problem.line for problem in found.problems] == [6]
    assert found.problems[0].sentence == "Line 6 has no name, so it was left out."
    assert len(found.contacts) == 2


def test_one_half_of_a_name_is_enough() -> None:
    rows = [changed(ADA, last_name=""), changed(BEN, first_name="")]
    assert names(linkedin_file(rows)) == ["Ada", "Brückner"]


def test_empty_rows_are_skipped_without_a_word() -> None:
    content = linkedin_file([ADA, [""] * 7, [" "] * 7, [], BEN])
    assert (len(names(content)), sentences(content)) == (2, [])


def test_empty_cells_at_the_end_do_no_harm() -> None:
    found = read_connections(linkedin_file([(*ADA, "", ""), changed(BEN, connected_on="")]))
    assert (len(found.contacts), found.problems) == (2, ())


def test_empty_headings_at_the_end_do_no_harm() -> None:
    assert names(linkedin_file([(*ADA, "", ""), BEN], heading=(*HEADING, "", ""))) == ["Ada Okafor", "Ben Brückner"]


def test_a_row_longer_than_the_heading_is_not_taken_over_shifted() -> None:
    content = linkedin_file([("Dr", *ADA), BEN])
    assert names(content) == ["Ben Brückner"]
    assert sentences(content) == ["Line 5 has 8 cells where the heading has 7, so it was left out."]


def test_a_row_shorter_than_the_heading_is_not_taken_over() -> None:
    content = linkedin_file([ADA[:5], BEN])
    assert names(content) == ["Ben Brückner"]
    assert sentences(content) == ["Line 5 has 5 cells where the heading has 7, so it was left out."]


@pytest.mark.parametrize(
    ("column", "text", "noun"),
    [
        ("connected_on", "03/04/25", "a date"),
        ("email_address", "ada at example.org", "an e-mail address"),
        ("email_address", "a@example.org\r\nBcc: e@example.org", "an e-mail address"),
        ("email_address", "ada@" + ("x" * 60 + ".") * 3 + "example.example.org", "an e-mail address"),
        ("url", "javascript:alert(1)", "a link"),
        ("url", "mailto:ada@example.org", "a link"),
        ("url", "https://example.org/" + "x" * 600, "a link"),
        ("company", "x" * 201, "a company"),
        ("position", "x" * 200_000, "a position"),
    ],
)
def test_a_value_that_cannot_be_read_leaves_the_person(column: str, text: str, noun: str) -> None:
    (ada,) = read_connections(content := linkedin_file([changed(ADA, **{column: text})])).contacts
    values = (ada.connected_on, ada.email, ada.profile_url, ada.organisation, ada.position)
    assert [bool(value) for value in values].count(False) == 1
    assert sentences(content) == [f"Line 5 has {noun} that could not be read, so the person was kept without it."]


def test_a_name_too_long_to_be_one_is_reported() -> None:
    found = read_connections(linkedin_file([changed(ADA, first_name="x" * 201)]))
    assert found.contacts == ()
    assert found.problems[0].sentence == "Line 5 has a name of more than 200 characters, so it was left out."


def test_people_called_null_and_companies_called_na_stay() -> None:
    content = linkedin_file([changed(BEN, first_name="None", last_name="Null", company="NA", position="nan")])
    (person,) = read_connections(content).contacts
    assert (person.name, person.organisation, person.position) == ("None Null", "NA", "nan")


def test_spaces_and_control_characters_are_taken_out_of_values() -> None:
    (ada,) = read_connections(
        linkedin_file([changed(ADA, first_name=" A\x07da \xa0\n", company="Ke\u0301  strel\u2028Co")])
    ).contacts
    assert (ada.name, ada.organisation) == ("Ada Okafor", "Ké strel Co")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", '"=1+1', "=cmd|' /C calc'!A0"])
def test_a_company_that_looks_like_a_formula_stays_as_it_is(text: str) -> None:
    (ada,) = read_connections(linkedin_file([changed(ADA, company=text)])).contacts
    assert ada.organisation == text


def test_problems_come_in_the_order_of_the_lines() -> None:
    broken = linkedin_file([NOBODY]) + b'Ada,"Okafor\r\n' + b"Ben\r\n"
    assert [problem.line for problem in read_connections(broken).problems] == [5, 6, 7]


def test_a_line_break_in_a_cell_moves_the_lines_that_are_reported() -> None:
    content = linkedin_file([changed(ADA, position="Analyst\nand teacher"), NOBODY])
    assert sentences(content) == ["Line 7 has no name, so it was left out."]
    assert read_connections(content).contacts[0].position == "Analyst and teacher"


@pytest.mark.parametrize(
    "again",
    [
        changed(ADA, url="http://de.linkedin.com/in/Ada-Okafor/?trk=1", email_address="", last_name="Okafor-Lee"),
        changed(ADA, url="", email_address="ADA@example.org", last_name="O."),
    ],
)
def test_the_same_link_or_email_comes_once(again: tuple[str, ...]) -> None:
    assert names(linkedin_file([ADA, BEN, again])) == ["Ada Okafor", "Ben Brückner"]


def test_the_same_name_at_the_same_company_comes_once_without_link_and_email() -> None:
    bare = changed(ADA, url="", email_address="")
    rows = [bare, changed(bare, first_name="ADA"), changed(bare, company="Elsewhere")]
    assert len(names(linkedin_file(rows))) == 2


def test_the_same_name_with_another_link_is_another_person() -> None:
    namesake = changed(ADA, url=ADA_LINK + "-2", email_address="")
    assert names(linkedin_file([ADA, namesake])) == ["Ada Okafor", "Ada Okafor"]


def test_an_email_that_two_profiles_share_does_not_make_them_one_person() -> None:
    colleague = changed(BEN, email_address="ada@example.org")
    again = changed(BEN, position="Midwife")
    assert names(linkedin_file([ADA, colleague, again])) == ["Ada Okafor", "Ben Brückner"]


def test_a_later_row_fills_gaps_and_overwrites_nothing() -> None:
    first = changed(ADA, email_address="", company="", connected_on="")
    later = changed(ADA, position="Director", company="Tidewater")
    (ada,) = read_connections(linkedin_file([first, later])).contacts
    assert (ada.email, ada.organisation, ada.connected_on) == ("ada@example.org", "Tidewater", date(2024, 3, 5))
    assert (ada.position, ada.line) == ("Data Analyst", FIRST_LINE_OF_PEOPLE)


def test_a_row_that_shows_two_earlier_ones_to_be_one_person_joins_them() -> None:
    rows = [changed(ADA, email_address="", company=""), changed(ADA, url="", position="Director"), ADA]
    (ada,) = read_connections(linkedin_file(rows)).contacts
    assert (ada.profile_url, ada.email, ada.organisation) == (ADA_LINK, "ada@example.org", "Kestrel, Inc.")
    assert (ada.position, ada.line) == ("Data Analyst", FIRST_LINE_OF_PEOPLE)


def test_a_person_joined_from_two_rows_is_still_known_by_both() -> None:
    rows = [changed(ADA, email_address=""), changed(ADA, url=""), ADA, changed(ADA, url=""), BEN]
    assert names(linkedin_file(rows)) == ["Ada Okafor", "Ben Brückner"]


def test_a_person_is_known_again_by_an_email_that_was_not_taken_over() -> None:
    other = changed(ADA, email_address="ada@work.example.org")
    assert names(linkedin_file([ADA, other, changed(other, url="")])) == ["Ada Okafor"]


def test_a_person_joined_from_two_rows_is_known_again_by_either_email() -> None:
    work = changed(ADA, email_address="ada@work.example.org")
    rows = [changed(ADA, url=""), work, ADA, changed(work, url="")]
    assert names(linkedin_file(rows)) == ["Ada Okafor"]


def test_an_email_of_a_row_joined_twice_over_does_no_harm() -> None:
    work, home = (changed(ADA, email_address=f"ada@{place}.example.org") for place in ("work", "home"))
    found = read_connections(linkedin_file([changed(ADA, url=""), work, home, ADA, changed(home, url="")]))
    assert [contact.email for contact in found.contacts] == ["ada@example.org", "ada@home.example.org"]


def test_a_heading_alone_is_a_list_of_nobody() -> None:
    found = read_connections(linkedin_file([]))
    assert (found.contacts, found.problems) == ((), ())


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(EmptyFileError, match="empty"):
        read_connections(content)


@pytest.mark.parametrize(
    "content", [b"hello", b"Name,Email\nAda,a@example.org\n", b"%PDF-1.7", NOTES.encode(), b"First Name,Company\nA,B"]
)
def test_another_file_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(NotConnectionsError, match=r"First Name and Last Name is missing.+choose Connections\.csv"):
        read_connections(content)


@pytest.mark.parametrize(
    "heading",
    [
        "First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value",
        "First Name,Middle Name,Last Name,Title,E-mail Address,Job Title,Company,Web Page",
    ],
)
def test_the_contacts_of_google_and_outlook_are_not_read_by_halves(heading: str) -> None:
    with pytest.raises(OtherContactsError, match="not LinkedIn's"):
        read_connections(f"{heading}\nAda,,Okafor\n".encode())


def zip_of(*paths: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path in paths:
            archive.writestr(path, "x")
    return content.getvalue()


@pytest.mark.parametrize("paths", [(), ("Connections.csv",), ("Export/Connections.csv", "messages.csv")])
def test_the_whole_archive_is_refused_with_what_to_do(paths: tuple[str, ...]) -> None:
    with pytest.raises(ZipGivenError, match="Unpack it first"):
        read_connections(zip_of(*paths))


@pytest.mark.parametrize(
    "content", [zip_of("[Content_Types].xml", "xl/workbook.xml"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_a_workbook_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(WorkbookGivenError, match="save the workbook as CSV"):
        read_connections(content)


def test_a_file_beyond_the_limits_is_refused() -> None:
    with pytest.raises(FileTooLargeError):
        read_connections(b"x" * 200_000_000)
    with pytest.raises(TooManyLinesError):
        read_connections(linkedin_file([]) + b"A,B,,,,,\n" * 1_000_001)


CELLS = st.text(st.sampled_from("aB =,;\"'@.\n\t\0\u202e\u200düé/:?#"), max_size=12)
VALUES = CELLS | st.sampled_from([*ADA, *BEN, "javascript:alert(1)", "a@b.org", "1 Jan 2020", "x.org/a", "\ud7ff"])


@given(st.lists(st.lists(VALUES, min_size=6, max_size=8)))
def test_every_person_that_is_read_can_be_imported(rows: list[list[str]]) -> None:
    for contact in read_connections(linkedin_file(rows)).contacts:
        imported = ImportedContact(
            name=contact.name,
            organisation=contact.organisation,
            position=contact.position,
            email=contact.email,
            profile_url=contact.profile_url,
            connected_on=contact.connected_on,
        )
        assert (imported.name, imported.profile_url) == (contact.name, contact.profile_url)


@given(st.lists(st.tuples(*[st.sampled_from(["", "a", "b"])] * 2, *[st.sampled_from(["", "a.org", "b.org"])] * 2)))
def test_nobody_is_lost_and_nobody_comes_twice(rows: list[tuple[str, str, str, str]]) -> None:
    full = [(first, last, link, mail and f"a@{mail}", "", "", "") for first, last, link, mail in rows]
    contacts = read_connections(linkedin_file(full)).contacts
    links = [contact.profile_url for contact in contacts if contact.profile_url]
    assert len(links) == len(set(links))
    assert set(links) == {f"https://{row[2]}" for row in full if row[2] and row[0] + row[1]}


@given(st.binary() | st.binary().map(lambda tail: linkedin_file([ADA]) + tail))
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00\xd8")
@example(b'First Name,Last Name,URL\n,,\n"')
def test_any_bytes_give_people_or_a_sentence(content: bytes) -> None:
    found = outcome(content)
    if isinstance(found, ReadConnections):
        assert all(contact.name for contact in found.contacts)
        assert all(problem.sentence.startswith(f"Line {problem.line} ") for problem in found.problems)
    else:
        assert str(found).endswith(".")
