"""A person in a file is known again where it is certain, and never by the name alone."""

from typing import Any

import pytest

from lib.domain.commands import ImportedContact
from lib.domain.matching import KnownPeople, Namesakes

LINK = "https://www.linkedin.com/in/dana-okafor"


def _person(**told: Any) -> dict[str, Any]:
    return {"name": "Dana Okafor", "organisation": "", "email": "", "profile_url": "", **told}


def _is_known(known: dict[str, Any], **told: Any) -> bool:
    """Tell whether the one is found by what a file tells, and never otherwise than the other way round."""
    there = _person(**known)
    return KnownPeople([there]).find(ImportedContact(**{"name": "Dana Okafor", **told})) is there


KNOWN = {
    "link": ({"profile_url": LINK}, {"name": "D.", "profile_url": "https://de.linkedin.com/in/Dana-Okafor/"}),
    "former link": ({"also": {"profile_url": [LINK]}, "email": "d@x.org"}, {"profile_url": LINK}),
    "address": ({"email": "dana@x.org"}, {"email": "Dana@X.org"}),
    "second address": ({"email": "a@x.org", "also": {"email": ["dana@x.org"]}}, {"email": "dana@x.org"}),
    "told second": ({"email": "dana@x.org"}, {"email": "a@x.org", "also": {"email": ["dana@x.org"]}}),
    "initial": ({"email": "dana@x.org"}, {"name": "D. Okafor", "email": "dana@x.org"}),
    "nickname": ({"name": "Robert Roe", "email": "r@x.org"}, {"name": "Bob Roe", "email": "r@x.org"}),
    "no name": ({"email": "dana@x.org"}, {"name": "dana@x.org", "email": "dana@x.org"}),
    "office": ({"email": "office@x.org"}, {"name": "Okafor, Dana", "email": "office@x.org"}),
    "phone": ({"phone": "+49 171 1234567"}, {"name": "OKAFOR Dana", "phone": "0171 / 123 45 67"}),
    "own site": ({"profile_url": "https://okafor.example"}, {"profile_url": "okafor.example/"}),
    "employer": ({"organisation": "City Hospital"}, {"name": "Dr. Dana Okafor", "organisation": "The city hospital"}),
    "employer, link": ({"organisation": "Acme"}, {"organisation": "ACME, Inc.", "profile_url": LINK}),
    "nothing else": ({}, {"name": "Okafor, Dana"}),
    "nothing new": ({"phone": "+49 171 1234567", "notes": "From school. Plays chess."}, {"notes": "From school."}),
    "first name, phone": ({"name": "Dana", "phone": "0171 1234567"}, {"name": "Dana", "phone": "+491711234567"}),
}
STRANGERS = {
    "name": ({"organisation": "Acme"}, {}),
    "name, phone": ({"phone": "+49 171 1234567"}, {"phone": "0172 7654321"}),
    "name, says more": ({}, {"position": "Nurse"}),
    "two links": ({"profile_url": LINK}, {"profile_url": f"{LINK}-2"}),
    "two links, one address": (
        {"profile_url": LINK, "email": "dana@x.org"},
        {"profile_url": f"{LINK}-2", "email": "dana@x.org"},
    ),
    "two addresses at work": (
        {"organisation": "Acme", "email": "dana@acme.org"},
        {"organisation": "Acme", "email": "d2@acme.org"},
    ),
    "switchboard": ({"phone": "+49 30 1234567"}, {"name": "Lee Park", "phone": "+49 30 1234567"}),
    "family phone": ({"phone": "+49 30 1234567"}, {"name": "Daniel Okafor", "phone": "+49 30 1234567"}),
    "initial, phone": ({"phone": "+49 30 1234567"}, {"name": "D. Okafor", "phone": "+49 30 1234567"}),
    "no area": ({"phone": "1234567"}, {"phone": "+49 30 1234567"}),
    "family address": ({"email": "okafor@x.org"}, {"name": "Lee Okafor", "email": "okafor@x.org"}),
    "office": ({"email": "office@x.org"}, {"name": "Dana", "email": "office@x.org"}),
    "another name": ({"email": "dana@x.org"}, {"name": "Dana Jones", "email": "dana@x.org"}),
    "son": ({"email": "okafor@x.org"}, {"name": "Dana Okafor Jr.", "email": "okafor@x.org"}),
    "son in one firm": ({"organisation": "Acme"}, {"name": "Dana Okafor Jr.", "organisation": "Acme"}),
    "their firm's site": ({"profile_url": "https://acme.org"}, {"name": "Lee Park", "profile_url": "https://acme.org"}),
    "turned round at work": ({"organisation": "Acme"}, {"name": "Okafor Dana", "organisation": "Acme"}),
    "signs for names": ({"name": "🌟", "organisation": "Acme"}, {"name": "…", "organisation": "Acme"}),
    "their firm's GitHub": (
        {"profile_url": "https://github.com/acme"},
        {"name": "Lee Park", "profile_url": "https://github.com/acme"},
    ),
    "both freelance": ({"organisation": "Freelance"}, {"organisation": "Freelance", "position": "Writer"}),
}


@pytest.mark.parametrize(("known", "told"), KNOWN.values(), ids=KNOWN)
def test_a_person_is_known_again(known: dict[str, Any], told: dict[str, Any]) -> None:
    assert _is_known(known, **told)


@pytest.mark.parametrize(("known", "told"), STRANGERS.values(), ids=STRANGERS)
def test_two_people_stay_two(known: dict[str, Any], told: dict[str, Any]) -> None:
    assert not _is_known(known, **told)


def test_whoever_is_remembered_later_is_known_too() -> None:
    people = KnownPeople([])
    for number in range(30):
        people.remember(_person(name=f"Kim {chr(97 + number)}ro", email="info@x.org", phone="+49 30 1234567"))

    found = people.find(ImportedContact(name="Kim zro", email="info@x.org"))
    assert found is not None
    assert found["name"] == "Kim zro"


def test_whoever_was_found_by_name_once_is_not_so_with_another_address() -> None:
    dana = _person(organisation="Acme")
    people = KnownPeople([dana])
    assert people.find(ImportedContact(name="Dana Okafor", organisation="Acme", email="dana@gmail.com")) is dana
    dana["email"] = "dana@gmail.com"
    people.remember(dana)

    assert people.find(ImportedContact(name="Dana Okafor", organisation="Acme", email="d@y.org")) is None
    assert people.find(ImportedContact(name="Dana Okafor", email="dana@gmail.com")) is dana


def test_a_namesake_may_be_another() -> None:
    namesakes = Namesakes([_person(name="Jörg Müller", profile_url=LINK)])

    assert namesakes.has(ImportedContact(name="muller jorg"))
    assert not namesakes.has(ImportedContact(name="Jörg Müller", profile_url=f"{LINK}-2"))
    assert not namesakes.has(ImportedContact(name="Jörg Meier"))
