"""Contacts go out as cards that address books read, and come back without loss."""

from typing import Any

import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.exchange.vcard import is_vcard, read_vcards
from lib.exchange.vcard_writing import vcards
from tests.lib.exchange.own_contacts import CARDS, a_card, as_read, values_of, workspace_of


@settings(deadline=None, max_examples=60)
@given(st.lists(CARDS, min_size=1, max_size=4))
def test_what_went_out_comes_back(cards: list[dict[str, Any]]) -> None:
    snapshot = workspace_of(cards)
    content = vcards(snapshot, archived=True)
    assert is_vcard(content)
    read = read_vcards(content)
    assert (read.source, read.problems, read.not_taken) == ("Askwell", (), ())
    assert [values_of(person) for person in read.people] == as_read(snapshot)


@settings(deadline=None, max_examples=30)
@given(CARDS)
def test_every_card_is_one_for_others_too(card: dict[str, Any]) -> None:
    content = vcards(workspace_of([card]), archived=True).decode()
    [found] = vobject.readComponents(content, validate=True)
    assert (found.version.value, found.fn.value) == ("3.0", card["name"])
    assert found.n.value.given + (f" {found.n.value.family}" if found.n.value.family else "") == card["name"]
    assert getattr(found, "note", None) is None or found.note.value == card["notes"]


def test_address_books_find_what_they_know() -> None:
    further = {"email": ["two@example.org"], "organisation": ["Old Mill"], "name": ["Ama, the first"]}
    card = a_card(
        "Amara van der Obi", email="one@example.org", phone="+49 151 1", organisation="Salt; Ink", also=further
    )
    card |= {
        "tags": ["a, b", "choir"],
        "profile_url": "https://example.org/a,b",
        "notes": "one\ntwo",
        "position": "Cook",
        "time_zone": "Europe/Berlin",
        "touch_every": 0,
    }
    assert vcards(workspace_of([card])).decode().split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:0",
        "FN:Amara van der Obi",
        "N:van der Obi;Amara;;;",
        "NICKNAME:Ama\\, the first",
        "X-ASKWELL-ALSO-ORGANISATION:Old Mill",
        "ORG:Salt\\; Ink",
        "TITLE:Cook",
        "NOTE:one\\ntwo",
        "EMAIL;TYPE=INTERNET,PREF:one@example.org",
        "EMAIL;TYPE=INTERNET:two@example.org",
        "TEL;TYPE=VOICE,PREF:+49 151 1",
        "URL;TYPE=PREF:https://example.org/a,b",
        "CATEGORIES:a\\, b,choir",
        "X-ASKWELL-TIE:acquaintance",
        "X-ASKWELL-OWN-EMPLOYER:elsewhere",
        "TZ;VALUE=text:Europe/Berlin",
        "X-ASKWELL-CONNECTS:1",
        "X-ASKWELL-WELCOME:0",
        "X-ASKWELL-VIEWPOINT:2",
        "X-ASKWELL-TOUCH-EVERY:0",
        "X-ASKWELL-KEY:0",
        "END:VCARD",
        "",
    ]


def test_who_is_taken_out_may_be_chosen() -> None:
    snapshot = workspace_of([a_card("Ada"), a_card("Bo", archived=True), a_card("Cleo", introducer=1)])

    def names(content: bytes) -> list[str]:
        return [person.name for person in read_vcards(content).people]

    assert names(vcards(snapshot)) == ["Ada", "Cleo"]
    assert names(vcards(snapshot, archived=True)) == ["Ada", "Bo", "Cleo"]
    assert names(vcards(snapshot, ["2"])) == ["Cleo"]
    assert vcards(snapshot, []) == b""
    assert read_vcards(vcards(snapshot)).people[1].introducer_key == ""


def test_own_cards_among_others_keep_what_they_hold() -> None:
    own = vcards(workspace_of([a_card("Ada", do_not_contact=True)]))
    read = read_vcards(own + b"BEGIN:VCARD\r\nFN:Bo\r\nEND:VCARD\r\n")
    assert [(person.name, person.do_not_contact) for person in read.people] == [("Ada", True), ("Bo", False)]
    assert read.source == "a vCard file"
