"""LinkedIn's archive is read as it was sent, and tells when one last wrote."""

from datetime import date

import pytest

from lib.exchange.linkedin_archive import MAX_UNPACKED
from lib.exchange.people import ReadPeople
from lib.exchange.recognise import read_people
from tests.contact_files import INVITATIONS, MESSAGES, csv_of, zip_of
from tests.linkedin_files import linkedin_file

ME, ADA, BEN, CY = (f"https://www.linkedin.com/in/{name}" for name in ("me", "ada", "ben", "cy"))
PEOPLE = linkedin_file([(name, "X", link, "", "", "", "") for name, link in (("Ada", ADA), ("Ben", BEN), ("Cy", CY))])


def message(sender: str, recipients: str, day: str) -> dict[str, str]:
    return {
        "SENDER PROFILE URL": sender,
        "RECIPIENT PROFILE URLS": recipients,
        "DATE": f"{day} 10:00:00 UTC",
        "CONTENT": 'Hello,\n"how" are you?',
    }


def read(**files: bytes) -> ReadPeople:
    found = read_people(zip_of({f"Export/{name}.csv": content for name, content in files.items()}))
    assert isinstance(found, ReadPeople)
    return found


def days(found: ReadPeople) -> list[date | None]:
    return [person.last_wrote_on for person in found.people]


@pytest.mark.parametrize("folder", ["", "Export/", "a\\b\\", "Basic_LinkedInDataExport/x/"])
def test_connections_are_found_in_any_folder(folder: str) -> None:
    found = read_people(zip_of({f"{folder}Connections.csv": PEOPLE, f"{folder}Profile.csv": b"x"}))
    assert isinstance(found, ReadPeople)
    assert len(found.people) == 3


def test_the_last_message_in_either_direction_counts() -> None:
    sent = [message(ME, ADA, "2025-01-02"), message(f"{ADA}/", ME, "2025-03-04"), message(ME, BEN, "2024-05-06")]
    assert days(read(Connections=PEOPLE, messages=csv_of(MESSAGES, sent))) == [
        *(date(2025, 3, 4), date(2024, 5, 6)),
        None,
    ]


def test_a_message_to_several_counts_for_its_sender_only() -> None:
    sent = [message(ADA, f"{ME},{BEN}", "2025-01-02")]
    assert days(read(Connections=PEOPLE, messages=csv_of(MESSAGES, sent))) == [date(2025, 1, 2), None, None]


def test_an_invitation_is_writing_too() -> None:
    rows = [
        {"Sent At": "7/8/26, 3:43 PM", "Direction": "OUTGOING", "inviterProfileUrl": ME, "inviteeProfileUrl": ADA},
        {"Sent At": "1/9/26, 3:43 PM", "Direction": "INCOMING", "inviterProfileUrl": BEN, "inviteeProfileUrl": ME},
    ]
    sent = csv_of(MESSAGES, [message(ME, BEN, "2026-02-01")])
    found = read(Connections=PEOPLE, Invitations=csv_of(INVITATIONS, rows), messages=sent)
    assert days(found) == [date(2026, 7, 8), date(2026, 2, 1), None]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"a,b\n1\n", b'"' * 99, csv_of(MESSAGES, [{"DATE": "soon"}])]
)
def test_messages_that_say_nothing_cost_nobody(content: bytes) -> None:
    found = read(Connections=PEOPLE, messages=content)
    assert (days(found), found.problems) == ([None] * 3, ())


def test_messages_beyond_the_limit_are_not_read_and_the_people_come_in() -> None:
    for content in (bytes(MAX_UNPACKED + 1), b"x" * 2_000_000):
        found = read(Connections=PEOPLE, messages=content)
        assert len(found.people) == 3
        assert [problem.sentence for problem in found.problems] == [
            "The file messages.csv in the archive could not be read to its end, so some days are missing."
        ]
