"""The people in Connections.csv come in whole, and every row that does not is named by its line."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.exchange.csv_text import read_table
from lib.exchange.linkedin import is_connections, read_connections
from lib.exchange.people import ReadPeople, ReadPerson
from tests.linkedin_files import FIRST_LINE_OF_PEOPLE, HEADING, NOTES, connections_csv, linkedin_file

ADA_LINK = "https://www.linkedin.com/in/ada-okafor"
ADA = ("Ada", "Okafor", ADA_LINK, "ada@example.org", "Kestrel, Inc.", "Data Analyst", "05 Mar 2024")
BEN = ("Ben", "Brückner", "https://www.linkedin.com/in/ben-b", "", "Harbour & Pine", "Nurse", "12 Jan 2021")
NOBODY = ("", "", "", "", "Harbour & Pine", "", "")


def read(content: bytes) -> ReadPeople:
    table = read_table(content, is_connections)
    assert table is not None
    return read_connections(table)


def names(content: bytes) -> list[str]:
    return [person.name for person in read(content).people]


def sentences(content: bytes) -> list[str]:
    return [problem.sentence for problem in read(content).problems]


def changed(row: tuple[str, ...], **values: str) -> tuple[str, ...]:
    """Return the row with other values, under the headings' names in small letters."""
    columns = [heading.lower().replace(" ", "_") for heading in HEADING]
    return tuple(values.get(column, cell) for column, cell in zip(columns, row, strict=True))


def test_a_row_of_linkedins_file_becomes_a_person() -> None:
    (ada,) = read(linkedin_file([ADA])).people
    assert ada == ReadPerson(
        "Ada Okafor",
        organisation="Kestrel, Inc.",
        position="Data Analyst",
        email="ada@example.org",
        profile_url=ADA_LINK,
        connected_on=date(2024, 3, 5),
        line=FIRST_LINE_OF_PEOPLE,
    )
    assert read(linkedin_file([ADA])).source == "LinkedIn"


def test_a_file_of_a_thousand_people_comes_in_whole() -> None:
    found = read(connections_csv(1_000))
    assert (len(found.people), found.problems) == (1_000, ())
    assert all(contact.connected_on and contact.profile_url for contact in found.people)
    assert 0 < sum(bool(contact.email) for contact in found.people) < 500
    assert {"Müller, PhD", "Großmann"} <= {contact.name.split(" ", 1)[-1] for contact in found.people}


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
    (ada,) = read("\n".join(delimiter.join(row) for row in rows).encode()).people
    assert (ada.name, ada.organisation, ada.connected_on) == ("Ada Okafor", "Kestrel, Inc.", date(2024, 3, 5))


def test_columns_may_stand_in_any_order_among_others() -> None:
    heading = ("Connected On", "Tags", " last name ", "FIRST NAME", "Position")
    (ada,) = read(linkedin_file([("2024-03-05", "x", " Okafor ", "Ada", "")], heading=heading)).people
    assert (ada.name, ada.connected_on, ada.profile_url) == ("Ada Okafor", date(2024, 3, 5), "")


def test_a_file_without_the_link_column_is_read() -> None:
    heading = [column for column in HEADING if column != "URL"]
    (ada,) = read(linkedin_file([(*ADA[:2], *ADA[3:])], heading=heading)).people
    assert (ada.email, ada.profile_url) == ("ada@example.org", "")


def test_of_two_columns_with_one_heading_the_first_counts() -> None:
    heading = ("First Name", "Last Name", "Email Address", "Email Address", "Connected On")
    content = linkedin_file([("Ada", "Okafor", "ada@example.org", "other@example.org", "05 Mar 2024")], heading=heading)
    assert read(content).people[0].email == "ada@example.org"


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am", "12. März 2023"),
        ("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion", "12 mars 2023"),
    ],
)
def test_german_and_french_files_are_read(heading: str, day: str) -> None:
    (ada,) = read(linkedin_file([(*ADA[:6], day)], heading=heading.split(","))).people
    assert (ada.organisation, ada.position) == ("Kestrel, Inc.", "Data Analyst")
    assert (ada.email, ada.connected_on) == ("ada@example.org", date(2023, 3, 12))


def test_a_row_without_a_name_is_reported_with_its_line() -> None:
    found = read(linkedin_file([ADA, NOBODY, BEN]))
    assert [problem.line for problem in found.problems] == [6]
    assert found.problems[0].sentence == "Line 6 has no name, so it was left out."
    assert len(found.people) == 2


def test_one_half_of_a_name_is_enough() -> None:
    rows = [changed(ADA, last_name=""), changed(BEN, first_name="")]
    assert names(linkedin_file(rows)) == ["Ada", "Brückner"]


def test_empty_rows_are_skipped_without_a_word() -> None:
    content = linkedin_file([ADA, [""] * 7, [" "] * 7, [], BEN])
    assert (len(names(content)), sentences(content)) == (2, [])


def test_empty_cells_at_the_end_do_no_harm() -> None:
    found = read(linkedin_file([(*ADA, "", ""), changed(BEN, connected_on="")]))
    assert (len(found.people), found.problems) == (2, ())


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
    (ada,) = read(content := linkedin_file([changed(ADA, **{column: text})])).people
    values = (ada.connected_on, ada.email, ada.profile_url, ada.organisation, ada.position)
    assert [bool(value) for value in values].count(False) == 1
    assert sentences(content) == [f"Line 5 has {noun} that could not be read, so the person was kept without it."]


def test_a_name_too_long_to_be_one_is_reported() -> None:
    found = read(linkedin_file([changed(ADA, first_name="x" * 201)]))
    assert found.people == ()
    assert found.problems[0].sentence == "Line 5 has a name of more than 200 characters, so it was left out."


def test_people_called_null_and_companies_called_na_stay() -> None:
    content = linkedin_file([changed(BEN, first_name="None", last_name="Null", company="NA", position="nan")])
    (person,) = read(content).people
    assert (person.name, person.organisation, person.position) == ("None Null", "NA", "nan")


def test_spaces_and_control_characters_are_taken_out_of_values() -> None:
    (ada,) = read(linkedin_file([changed(ADA, first_name=" A\x07da \xa0\n", company="Ke\u0301  strel\u2028Co")])).people
    assert (ada.name, ada.organisation) == ("Ada Okafor", "Ké strel Co")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", '"=1+1', "=cmd|' /C calc'!A0"])
def test_a_company_that_looks_like_a_formula_stays_as_it_is(text: str) -> None:
    (ada,) = read(linkedin_file([changed(ADA, company=text)])).people
    assert ada.organisation == text


def test_problems_come_in_the_order_of_the_lines() -> None:
    broken = linkedin_file([NOBODY]) + b'Ada,"Okafor\r\n' + b"Ben\r\n"
    assert [problem.line for problem in read(broken).problems] == [5, 6, 7]


def test_a_line_break_in_a_cell_moves_the_lines_that_are_reported() -> None:
    content = linkedin_file([changed(ADA, position="Analyst\nand teacher"), NOBODY])
    assert sentences(content) == ["Line 7 has no name, so it was left out."]
    assert read(content).people[0].position == "Analyst and teacher"


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
    (ada,) = read(linkedin_file([first, later])).people
    assert (ada.email, ada.organisation, ada.connected_on) == ("ada@example.org", "Tidewater", date(2024, 3, 5))
    assert (ada.position, ada.line) == ("Data Analyst", FIRST_LINE_OF_PEOPLE)


def test_a_row_that_shows_two_earlier_ones_to_be_one_person_joins_them() -> None:
    rows = [changed(ADA, email_address="", company=""), changed(ADA, url="", position="Director"), ADA]
    (ada,) = read(linkedin_file(rows)).people
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
    found = read(linkedin_file([changed(ADA, url=""), work, home, ADA, changed(home, url="")]))
    assert [contact.email for contact in found.people] == ["ada@example.org", "ada@home.example.org"]


def test_a_heading_alone_is_a_list_of_nobody() -> None:
    found = read(linkedin_file([]))
    assert (found.people, found.problems) == ((), ())


@pytest.mark.parametrize(
    "heading",
    [
        "First Name,Last Name,Email Address,Company,Position",
        "First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value",
        "First Name,Middle Name,Last Name,Title,E-mail Address,Job Title,Company,Web Page",
        "Name,Connected On",
    ],
)
def test_other_lists_of_people_are_not_taken_for_linkedins(heading: str) -> None:
    assert not is_connections(heading.split(","))


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(["", "a", "b"])] * 2, *[st.sampled_from(["", "a.org", "b.org"])] * 2)))
def test_nobody_is_lost_and_nobody_comes_twice(rows: list[tuple[str, str, str, str]]) -> None:
    full = [(first, last, link, mail and f"a@{mail}", "", "", "") for first, last, link, mail in rows]
    contacts = read(linkedin_file(full)).people
    links = [contact.profile_url for contact in contacts if contact.profile_url]
    assert len(links) == len(set(links))
    assert set(links) == {f"https://{row[2]}" for row in full if row[2] and (row[0] + row[1] + row[3])}
