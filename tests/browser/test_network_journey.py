"""From the files that one already has to a request: people come in, become one each, are ranked, and one is asked."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib.domain.commands import AddGoal
from lib.domain.vocabulary import GoalKind
from lib.store.actor import LOCAL
from lib.store.store import OWN, Store
from tests.browser.askwell_app import Person, askwell_server
from tests.browser.servers import Server
from tests.cast import done
from tests.contact_files import GOOGLE_NEW, csv_of
from tests.linkedin_files import connections_csv

NARROW = {"width": 390, "height": 844}
_DANA = b"Dana,Okafor,https://www.linkedin.com/in/dana-okafor,,City Hospital,Head of hospital data,05 Mar 2024\r\n"
_GOOGLE = csv_of(
    GOOGLE_NEW,
    [
        {
            "First Name": "Dana",
            "Last Name": "Okafor",
            "Organization Name": "City Hospital",
            "E-mail 1 - Value": "dana@example.org",
        },
        {"First Name": "Jo", "Last Name": "Reyes", "Organization Name": "Harbour Clinic", "Labels": "Choir"},
    ],
)
_PHONE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okafor;Dana;;;\r\nFN:Dana Okafor\r\nEMAIL:dana@example.org\r\n"
    b"TEL;TYPE=CELL:+44 20 7946 0018\r\nEND:VCARD\r\n"
)


@pytest.fixture
def goals(tmp_path: Path) -> dict[str, str]:
    """Two goals for which people are ranked."""
    (tmp_path / "data").mkdir()
    store = Store(f"sqlite:///{tmp_path / 'data' / 'askwell.db'}")
    ada = store.workspace(LOCAL, OWN)
    topics = {"data work in hospitals": GoalKind.ROLE, "teaching adults to bake": GoalKind.PATH}
    made = {topic: done(ada, AddGoal(kind=kind, topic=topic)) for topic, kind in topics.items()}
    store.close()
    return made


@pytest.fixture
def server(tmp_path: Path, goals: dict[str, str]) -> Iterator[Server]:
    assert goals
    started = askwell_server(tmp_path)
    yield started
    started.stop()


def gives(ada: Person, name: str, content: bytes) -> None:
    """Give a file, and bring in who is in it."""
    ada.opens("contacts?upload=yes")
    ada.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    ada.sees("Who is in this file")


def test_people_from_three_files_become_one_each_and_one_is_asked(
    server: Server, new_page: Callable[..., Page], goals: dict[str, str]
) -> None:
    ada = Person(new_page(viewport=NARROW, timezone_id="Europe/Berlin"), server)
    gives(ada, "Connections.csv", connections_csv(300) + _DANA)
    ada.clicks("Bring 301 people in")
    ada.sees("301 people are on your list now.")
    gives(ada, "contacts.csv", _GOOGLE)
    ada.clicks("Bring", exact=False)
    gives(ada, "phone.vcf", _PHONE)
    ada.sees("1 you already have")
    ada.clicks("Fill in what is missing")

    ada.opens("contacts?duplicates=yes")
    ada.sees("Dana Okafor")
    ada.clicks("They are the same person")
    ada.sees("Dana Okafor is one entry now")

    ada.opens("contacts")
    ada.types("Search", "okafor")
    ada.sees("1 to 1 of 1")
    ada.opens(f"choose?goal={goals['teaching adults to bake']}")
    ada.sees("A short list")
    ada.opens(f"choose?goal={goals['data work in hospitals']}")
    ada.clicks("Ask Dana Okafor")
    ada.clicks("Start with this")
    ada.sees("I sent it")
    expect(ada.page.get_by_label("Your message", exact=True)).to_have_value(re.compile("Dana"))
    width = ada.page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]
