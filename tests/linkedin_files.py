"""Makes Connections.csv files of LinkedIn's exact shape, full of invented people; the same seed, the same bytes."""

import csv
import io
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

NOTES = (
    "Notes:\r\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing. You will only '
    "see email addresses for connections who have allowed their connections to see or download their email address "
    "using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"\r\n'
    "\r\n"
)
HEADING = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
FIRST_LINE_OF_PEOPLE = 5

# `%b` follows the locale of the process; LinkedIn's file does not.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIRST_NAMES = (
    *("Ada", "Björn", "Chiara", "Deepa", "Emeka", "Françoise", "Grace", "Hana", "Ibrahim", "Jürgen", "Keiko", "Łukasz"),
    *("Mary Ann", "Nguyễn", "Olga", "Priya", "Quinn", "Rosalía", "Sören", "Tomás", "Uchenna", "Violeta", "Wei", "Zoë"),
)
_LAST_NAMES = (
    *("Adeyemi", "Brückner", "Castillo", "D'Angelo", "Eriksen", "Fernández", "Großmann", "Haddad", "Ivanova", "Jansen"),
    *("Kowalski", "Lindqvist", "Müller, PhD", "Nakamura", "O'Neill", "Patel", "Quispe", "Rossi", "Smith-Jones", "Tran"),
)
_COMPANIES = (
    *("Harbour & Pine", "Kestrel Analytics, Inc.", "Müllers Möbel GmbH", 'The "Good" Bakery', "Blue Lantern Health"),
    *("Norrsken Vind AB", "Tidewater Public Library", "Atelier Lumière", "Cedar Street School", "Osprey Freight", "NA"),
)
_POSITIONS = (
    *("Data Analyst", "Nurse", "Head of People, EMEA", "Software Engineer", "Grant Writer", "UX Researcher", "Teacher"),
    *("Product Manager", 'Founder ("Chief Baker")', "Conseillère d'orientation", "Geschäftsführer", "Librarian", ""),
)


def connections_csv(count: int = 1_000, *, seed: int = 1) -> bytes:
    """Return a file of `count` people, no two the same: about one in eight with an e-mail address, some with gaps."""
    return linkedin_file(_people(count, random.Random(seed)))  # noqa: S311 - invented people are no secret


def linkedin_file(rows: Iterable[Sequence[str]], *, heading: Sequence[str] = HEADING, notes: str = NOTES) -> bytes:
    """Return the rows under LinkedIn's heading and notes, as UTF-8 with CRLF."""
    text = io.StringIO(newline="")
    text.write(notes)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return text.getvalue().encode()


def _people(count: int, chance: random.Random) -> Iterator[tuple[str, ...]]:
    for number in range(1, count + 1):
        first, last = chance.choice(_FIRST_NAMES), chance.choice(_LAST_NAMES)
        email = f"person.{number}@example.org" if chance.random() < 1 / 8 else ""
        company, position = chance.choice(_COMPANIES), chance.choice(_POSITIONS)
        if chance.random() < 1 / 25:
            company = position = ""
        link = f"https://www.linkedin.com/in/invented-person-{number}"
        yield first, last, link, email, company, position, _written(date(2012, 1, 1), chance.randrange(5_000))


def _written(first_day: date, days: int) -> str:
    day = first_day + timedelta(days=days)
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}"
