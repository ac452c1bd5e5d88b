"""vCards of every version and program give the people in them; what can't be read is told with its line."""

import quopri
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.commands import ImportedContact
from lib.exchange import vcard_cards
from lib.exchange.csv_text import EmptyFileError, FileTooLargeError
from lib.exchange.people import ReadPerson
from lib.exchange.vcard import is_vcard, read_vcards
from lib.exchange.vcard_cards import VcardTooLongError
from tests.lib.exchange.own_contacts import values_of


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> bytes:
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def one(content: bytes) -> ReadPerson:
    read = read_vcards(content)
    assert read.problems == ()
    [person] = read.people
    return person


def sentences(content: bytes) -> list[str]:
    return [problem.sentence for problem in read_vcards(content).problems]


# As the programs write them


def test_a_card_of_an_iphone() -> None:
    person = one(
        card(
            "PRODID:-//Apple Inc.//iPhone OS 18.1//EN",
            "N:Obi;Amara;Ngozi;Dr.;",
            "FN:Dr. Amara Ngozi Obi",
            "NICKNAME:Ama",
            "ORG:City Hospital;",
            "TITLE:Head nurse",
            "item1.EMAIL;type=INTERNET;type=pref:amara@example.org",
            "EMAIL;type=INTERNET;type=HOME:ngozi@example.net",
            "TEL;type=CELL;type=VOICE;type=pref:+49 151 5550101",
            "TEL;type=WORK;type=FAX:+49 30 5550102",
            "item2.URL;type=pref:example.org/amara",
            "item2.X-ABLabel:_$!<HomePage>!$_",
            "item3.ADR;type=pref:;;1 Hill;Bath;;;UK",
            "item3.X-ABADR:gb",
            "X-SOCIALPROFILE;type=linkedin;x-user=amara:https://www.linkedin.com/in/amara",
            "X-SOCIALPROFILE;type=sina:x-apple:amara",
            "BDAY:1984-03-05",
            "NOTE:Met at the fair\\, twice.\\nLikes tea",
            "PHOTO;X-ABCROP-RECTANGLE=ABClipRect_1&0&0&640&640&aaa==;ENCODING=b;TYPE=JPEG:/9j/4AAQ",
            " SkZJRgABAQ==",
        )
    )
    assert (person.name, person.organisation, person.position) == (
        "Dr. Amara Ngozi Obi",
        "City Hospital",
        "Head nurse",
    )
    assert (person.email, person.phone) == ("amara@example.org", "+49 151 5550101")
    assert person.profile_url == "https://www.linkedin.com/in/amara"
    assert person.notes == "Met at the fair, twice.\nLikes tea"
    assert person.also == {
        "name": ("Ama",),
        "email": ("ngozi@example.net",),
        "profile_url": ("https://example.org/amara",),
    }


def test_a_card_of_an_old_android_phone_in_quoted_printable() -> None:
    person = one(
        card(
            "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96zt=C3=BCrk;Ay=C5=",
            "=9Fe;;;",
            "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=41=79=C5=9F=65=20=C3=96=7A=74=C3=BC=72=",
            "=6B",
            "TEL;CELL;PREF:030 5550101",
            "TEL;HOME;VOICE:030 5550102",
            "ORG;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:B=C3=A4rengasse",
            "NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=",
            "two",
            version="2.1",
        )
    )
    assert (person.name, person.organisation, person.notes) == ("Ayşe Öztürk", "Bärengasse", "one\ntwo")
    assert (person.phone, person.also) == ("030 5550101", {"phone": ("030 5550102",)})


def test_a_card_of_outlook_with_a_picture_and_another_alphabet() -> None:
    content = card(
        "N:Müller;Jürgen",
        "FN:Müller, Jürgen",
        "ORG:Stadtwerke;Einkauf",
        "TITLE:Leiter",
        "PHOTO;TYPE=JPEG;ENCODING=BASE64:",
        " /9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRof",
        " END:VCARD",
        "",
        "EMAIL;PREF;INTERNET:jurgen@example.org",
        version="2.1",
    )
    person = one(content.decode().encode("cp1252"))
    assert (person.name, person.position) == ("Jürgen Müller", "Leiter, Einkauf")
    assert (person.organisation, person.email) == ("Stadtwerke", "jurgen@example.org")


def test_a_card_of_version_four() -> None:
    person = one(
        card(
            "KIND:individual",
            "FN:Priya Shah",
            "N:Shah;Priya;;;",
            "EMAIL;PREF=2;TYPE=work:second@example.org",
            "EMAIL;PREF=1:first@example.org",
            'TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-0100;ext=12',
            "ROLE:Project lead",
            "RELATED;TYPE=spouse:urn:uuid:f81d4fae",
            version="4.0",
        )
    )
    assert (person.email, person.phone, person.position) == ("first@example.org", "+1-555-0100", "Project lead")
    assert person.also == {"email": ("second@example.org",)}


def test_a_card_of_google() -> None:
    person = one(
        card(
            "FN:Bo Lind",
            "N:Lind;Bo;;;",
            "item1.URL:http\\://www.linkedin.com/in/bolind",
            "item1.X-ABLabel:PROFILE",
            "CATEGORIES:myContacts,Alumni\\, 2004,Choir",
        )
    )
    assert person.profile_url == "http://www.linkedin.com/in/bolind"
    assert person.tags == ("Alumni, 2004", "Choir")


@pytest.mark.parametrize(
    ("line", "zone"),
    [("TZ;VALUE=text:Europe/Berlin", "Europe/Berlin"), ("TZ:America/New_York", "America/New_York"), ("TZ:-05:00", "")],
)
def test_a_time_zone_is_taken_where_it_is_named(line: str, zone: str) -> None:
    assert one(card("FN:Amara Obi", line)).time_zone == zone


def test_what_programs_forget_to_escape_is_kept() -> None:
    person = one(card("FN:Obi, Amara", "TITLE:Nurse; nights, weekends", "NOTE:ends with \\", "ORG:Salt, Ink & Co"))
    assert (person.name, person.position) == ("Obi, Amara", "Nurse; nights, weekends")
    assert (person.notes, person.organisation) == ("ends with \\", "Salt, Ink & Co")


@pytest.mark.parametrize("charset", ["iso-8859-1", "ISO-8859-15", "windows-1252", "Shift_JIS", "koi8-r", "GB18030"])
def test_each_line_may_be_written_in_its_own_alphabet(charset: str) -> None:
    name = {"Shift_JIS": "日本", "koi8-r": "Илья", "GB18030": "李雷"}.get(charset, "Jürgen Müller")
    plain = f"FN;CHARSET={charset}:".encode() + name.encode(charset)
    quoted = f"FN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:".encode() + quopri.encodestring(name.encode(charset))
    for line in (plain, quoted):
        person = one(b"BEGIN:VCARD\n" + line + b"\nNOTE:" + "früh".encode() + b"\nEND:VCARD")
        assert (person.name, person.notes) == (name, "früh")


@pytest.mark.parametrize("charset", ["punycode", "base64", "utf-16", "rot13", "nonsense", "", "utf-8"])
def test_a_charset_that_is_no_writing_does_no_harm(charset: str) -> None:
    assert one(b"BEGIN:VCARD\nFN;CHARSET=%s:J\xfcrgen\nEND:VCARD" % charset.encode()).name == "Jürgen"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_file_may_be_written_in_any_way(encoding: str, end: str) -> None:
    content = (card("FN:Jürgen", end=end) + card("FN:Amara", end=end)).decode().encode(encoding)
    if encoding == "utf-16-le":
        content = b"\xff\xfe" + content
    assert is_vcard(content)
    assert [person.name for person in read_vcards(content).people] == ["Jürgen", "Amara"]


def test_small_letters_groups_and_spaces_do_no_harm() -> None:
    person = one(
        b'begin : vcard\nversion:2.1\nitem7.fn:Amara\nx-foo:bar\nemail;Type="work,PREF":b@example.org\nend:vcard'
    )
    assert (person.name, person.email, person.line) == ("Amara", "b@example.org", 1)


def test_links_that_are_long_can_be_brought_in() -> None:
    links = [f"URL:https://example.org/{letter * 300}" for letter in "ab"]
    [person] = read_vcards(card("FN:Amara", *links)).people
    assert person.profile_url.endswith("a")
    assert_fits(values_of(person))


# Who they are


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Obi;Amara;;;"], "Amara Obi"),
        (["N:;;;;", "FN:", "NICKNAME:Jo"], "Jo"),
        (["FN: ", "N:", "EMAIL:jo@example.org"], "jo@example.org"),
        (["N:Obi;Amara;;Dr.;", "FN:Obi, Amara"], "Dr. Amara Obi"),
        (["N:Obi;Amara;;;", "FN:City Hospital", "ORG:City Hospital", "X-ABShowAs:COMPANY"], "Amara Obi"),
        (["FN:Null", "ORG:NA"], "Null"),
        (["FN:\u202bAmara\u202c Obi"], "Amara Obi"),
    ],
)
def test_the_name_is_found(lines: list[str], name: str) -> None:
    assert one(card(*lines)).name == name


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (["FN:City Hospital", "ORG:City Hospital;", "X-ABShowAs:COMPANY", "N:;;;;"], "an organisation (City Hospital)"),
        (["ORG:City Hospital", "TEL:110"], "an organisation (City Hospital)"),
        (["FN:City Hospital", "KIND:org"], "an organisation (City Hospital)"),
        (["FN:Choir", "X-ADDRESSBOOKSERVER-KIND:group"], "a list of people (Choir)"),
    ],
)
def test_who_is_no_person_is_told_and_left_out(lines: list[str], what: str) -> None:
    read = read_vcards(card(*lines) + card("FN:Amara"))
    assert [person.name for person in read.people] == ["Amara"]
    assert [problem.sentence for problem in read.problems] == [f"Line 1 is {what}, not a person, so it was left out."]


def test_what_is_not_needed_is_not_taken_and_named() -> None:
    read = read_vcards(card("FN:A", "BDAY:1980-01-01", "ADR:;;Hill 1;Bath;;;", "PHOTO;VALUE=uri:https://example.org/a"))
    assert read.not_taken == ("addresses", "birthdays", "photos")
    assert "1980" not in repr(read.people)
    assert read_vcards(card("FN:A", "ADR:;;;;;;", "BDAY:")).not_taken == ()


# What is broken


def test_a_broken_line_costs_only_itself() -> None:
    content = card(
        "FN:Amara", "no colon here", "EMAIL:nonsense", "EMAIL:more of it", "TITLE:Nurse", "TEL;=;=:1", "N;X" + "=a" * 40
    )
    read = read_vcards(content)
    assert [(person.name, person.position, person.email) for person in read.people] == [("Amara", "Nurse", "")]
    unread = "could not be read, so it was left out. The rest of the card was kept."
    assert [problem.sentence for problem in read.problems] == [
        "Line 1 has an e-mail address that could not be read, so the person was kept without it.",
        f"Line 4 {unread}",
        f"Line 9 {unread}",
    ]


@pytest.mark.parametrize("photo", ["PHOTO;ENCODING=b:!!!", "PHOTO;BASE64:\r\n////\r\nAAAA", "LOGO;x:\r\n\r\n"])
def test_a_broken_picture_harms_nobody(photo: str) -> None:
    assert one(card(photo, "FN:Amara")).name == "Amara"


def test_a_card_that_never_ends_is_kept_and_told() -> None:
    content = b"BEGIN:VCARD\nFN:Amara\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\n\nBEGIN:VCARD\nFN:Cleo\nEMAIL:cl"
    assert [person.name for person in read_vcards(content).people] == ["Amara", "Bo", "Cleo"]
    assert sentences(content) == [
        "Line 1 begins a card that never ends. What was in it was kept; please check it.",
        "Line 7 begins a card that never ends. What was in it was kept; please check it.",
        "Line 7 has an e-mail address that could not be read, so the person was kept without it.",
    ]


def test_a_line_that_says_it_goes_on_does_not_swallow_the_end() -> None:
    content = card("FN:Amara", "NOTE;QUOTED-PRINTABLE:one=") + card("FN:Bo")
    assert [person.name for person in read_vcards(content).people] == ["Amara", "Bo"]


def test_an_endless_head_is_not_taken_apart() -> None:
    read = read_vcards(card("FN:Amara", f"TITLE;{'X=1;' * 1000}:Nurse"))
    assert [(person.name, person.position) for person in read.people] == [("Amara", "")]
    assert [problem.line for problem in read.problems] == [4]


def test_lines_outside_of_cards_are_told_once() -> None:
    content = b"BEGIN:VCAR\nFN:Lost\nEND:VCARD\n" + card("FN:Amara") + b"\n\n"
    assert is_vcard(content)
    assert [person.name for person in read_vcards(content).people] == ["Amara"]
    assert sentences(content) == [
        "Line 1 and what follows belongs to no card, so it was left out. A card starts with BEGIN:VCARD."
    ]


@pytest.mark.parametrize("agent", ["AGENT:\r\nBEGIN:VCARD", "AGENT:BEGIN:VCARD"])
def test_the_card_of_an_assistant_inside_is_not_mixed_in(agent: str) -> None:
    inside = [agent, "FN:Assistant", "EMAIL:assistant@example.org", "END:VCARD"]
    person = one(card("FN:Amara", *inside, "TITLE:Nurse", version="2.1"))
    assert (person.name, person.position, person.email) == ("Amara", "Nurse", "")


def test_a_card_without_any_name_is_told() -> None:
    assert sentences(card("TEL:030 1234")) == ["Line 1 has no name, so it was left out."]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", b"\0\0"])
def test_an_empty_file_is_said_so(content: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read_vcards(content)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcard_cards, "MAX_BYTES", 10)
    with pytest.raises(FileTooLargeError):
        read_vcards(card("FN:Amara"))


@pytest.mark.parametrize("content", [b"First Name,Last Name\nBEGIN:VCARD,x", b"", b"PK\x03\x04", b"BEGIN:VCALENDAR"])
def test_other_files_are_not_taken_for_vcards(content: bytes) -> None:
    assert not is_vcard(content)


@pytest.mark.parametrize("content", [card("FN:A") * 2, b"BEGIN:VCARD\n\n\n\n\n\n\n\n\n\n\n\n\nFN:A"])
def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(vcard_cards, "MAX_CARDS", 1)
    monkeypatch.setattr(vcard_cards, "MAX_LINES", 12)
    with pytest.raises(VcardTooLongError):
        read_vcards(content)


def test_a_card_that_says_too_much_is_cut() -> None:
    read = read_vcards(card("FN:Amara", *["EMAIL:a@example.org"] * 1_200, "TITLE:Nurse") + card("FN:Bo"))
    assert [(person.name, person.position) for person in read.people] == [("Amara", ""), ("Bo", "")]
    assert [problem.line for problem in read.problems] == [1]
    unread = read_vcards(card("FN:Amara", *["nothing"] * 1_200, f"NOTE:{'x' * 1_000_000}", "TITLE:Nurse"))
    assert [(person.name, person.notes, person.position) for person in unread.people] == [("Amara", "", "Nurse")]
    assert len(unread.problems) == 10


def test_progress_goes_up_to_the_end() -> None:
    seen: list[float] = []
    read_vcards(card("FN:Amara") * 500, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(seen) > 2


# Whatever comes

PIECES = st.sampled_from(
    [
        *(
            "BEGIN:VCARD",
            "END:VCARD",
            "\n",
            "\r\n",
            " ",
            "\t",
            "=",
            "=\n",
            ";",
            ":",
            ",",
            "\\",
            '"',
            "\0",
            "\u0301" * 40,
        ),
        *("FN:Amara", "N:Obi;Amara", "NICKNAME:a,b", "ORG:;;", "EMAIL;PREF=", "TEL;TYPE=", "URL:", "NOTE", "AGENT:"),
        *("PHOTO;ENCODING=b:", "CHARSET=", "idna", "utf-16", ";ENCODING=QUOTED-PRINTABLE", "=C3", "=0D=0A", "item1."),
        *("X-ASKWELL-KEY:1\n", "X-ASKWELL-TIE:", "X-ASKWELL-CONNECTS:9\n", "CATEGORIES:", "x" * 300, "\ufeff", "KIND:"),
    ]
)
FILES = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)


@settings(deadline=None, max_examples=200)
@given(FILES, st.sampled_from(["utf-8", "utf-16", "cp1252"]), st.binary(max_size=8))
def test_nothing_that_comes_is_too_much(text: str, encoding: str, rest: bytes) -> None:
    content = b"BEGIN:VCARD\n" + text.encode(encoding, errors="replace") + rest
    for whole in (content, text.encode(encoding, errors="replace") + b"\n."):
        read = read_vcards(whole)
        lines = len(re.split(rb"\r\n|\r|\n", whole))
        assert all(
            1 <= problem.line <= max(lines, text.count("\n") + text.count("\r") + 3) for problem in read.problems
        )
        for person in read.people:
            assert_fits(values_of(person))


def assert_fits(person: dict[str, Any]) -> None:
    """Whoever was read can be brought in: what a command refuses would keep the whole file out."""
    assert ImportedContact(**person).name
