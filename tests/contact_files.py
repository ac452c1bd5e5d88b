"""Makes contact files of the exact shape that other programs give them, full of invented people."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

GOOGLE_NEW = (
    *("First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name", "Phonetic Last Name"),
    *("Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name", "Organization Title"),
    *("Organization Department", "Birthday", "Notes", "Photo", "Labels", "E-mail 1 - Label", "E-mail 1 - Value"),
    *("E-mail 2 - Label", "E-mail 2 - Value", "Phone 1 - Label", "Phone 1 - Value", "Address 1 - Label"),
    *("Address 1 - Formatted", "Website 1 - Label", "Website 1 - Value", "Website 2 - Label", "Website 2 - Value"),
)
GOOGLE_OLD = (
    *("Name", "Given Name", "Additional Name", "Family Name", "Yomi Name", "Given Name Yomi", "Additional Name Yomi"),
    *("Family Name Yomi", "Name Prefix", "Name Suffix", "Initials", "Nickname", "Short Name", "Maiden Name"),
    *("Birthday", "Gender", "Location", "Billing Information", "Directory Server", "Mileage", "Occupation", "Hobby"),
    *("Sensitivity", "Priority", "Subject", "Notes", "Group Membership", "E-mail 1 - Type", "E-mail 1 - Value"),
    *("Phone 1 - Type", "Phone 1 - Value", "Organization 1 - Type", "Organization 1 - Name"),
    *("Organization 1 - Yomi Name", "Organization 1 - Title", "Organization 1 - Department"),
)
OUTLOOK = (
    *("First Name", "Middle Name", "Last Name", "Title", "Suffix", "Nickname", "Given Yomi", "Surname Yomi"),
    *("E-mail Address", "E-mail 2 Address", "E-mail 3 Address", "Home Phone", "Home Phone 2", "Business Phone"),
    *("Business Phone 2", "Mobile Phone", "Car Phone", "Other Phone", "Primary Phone", "Pager", "Business Fax"),
    *("Home Fax", "Other Fax", "Company Main Phone", "Callback", "Radio Phone", "Telex", "TTY/TDD Phone", "IMAddress"),
    *("Job Title", "Department", "Company", "Office Location", "Manager's Name", "Assistant's Name"),
    *("Assistant's Phone", "Company Yomi", "Business Street", "Business City", "Business State"),
    *("Business Postal Code", "Business Country/Region", "Home Street", "Home City", "Home State", "Home Postal Code"),
    *("Home Country/Region", "Other Street", "Other City", "Other State", "Other Postal Code"),
    *("Other Country/Region", "Personal Web Page", "Spouse", "Schools", "Hobby", "Location", "Web Page", "Birthday"),
    *("Anniversary", "Notes"),
)
OUTLOOK_CLASSIC = (
    *("First Name", "Middle Name", "Last Name", "Title", "Suffix", "Initials", "Web Page", "Gender", "Birthday"),
    *("Anniversary", "Location", "Language", "Internet Free Busy", "Notes", "E-mail Address", "E-mail 2 Address"),
    *("E-mail 3 Address", "Primary Phone", "Home Phone", "Home Phone 2", "Mobile Phone", "Pager", "Home Fax"),
    *("Home Address", "Home Street", "Home City", "Spouse", "Children", "Manager's Name", "Assistant's Name"),
    *("Referred By", "Company Main Phone", "Business Phone", "Business Phone 2", "Business Fax", "Assistant's Phone"),
    *("Company", "Job Title", "Department", "Office Location", "Organizational ID Number", "Profession", "Account"),
    *("User 1", "User 2", "Keywords", "Mileage", "Hobby", "Private", "Categories"),
)
MESSAGES = (
    *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE"),
    *("SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS"),
)
INVITATIONS = ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl")


def csv_of(heading: Sequence[str], people: Iterable[Mapping[str, str]], *, encoding: str = "utf-8-sig") -> bytes:
    """Return a file with CRLF; each person gives the values of some columns."""
    return csv_rows([heading, *([person.get(column, "") for column in heading] for person in people)], encoding)


def csv_rows(rows: Iterable[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """Return rows as a file with CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files, by their paths in it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, file in files.items():
            archive.writestr(path, file)
    return content.getvalue()


def workbook_of(*sheets: Sequence[Sequence[object]]) -> bytes:
    """Return an Excel workbook with the rows of each sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(workbook: bytes, path: str, part: bytes) -> bytes:
    """Return a workbook with another text in place of one of its parts."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return zip_of({name: archive.read(name) for name in archive.namelist()} | {path: part})
