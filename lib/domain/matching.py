"""How a person in a file is known again among those who are there already."""

from collections.abc import Iterable
from typing import Any

from lib.domain.commands.contacts import ImportedContact
from lib.domain.links import email_key, normal_profile

Person = dict[str, Any]


class KnownPeople:
    """Finds a person again by profile link or e-mail address, else by name and organisation.

    Two people may share a name and an employer, so the name decides only where one side has neither link nor address.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        """Remember people, each with name, organisation, email and profile_url."""
        self._by_key: dict[tuple[str, ...], Person] = {}
        for person in people:
            self.remember(person)

    def remember(self, person: Person) -> None:
        """Know this one too from now on; whoever came first under a key stays."""
        for key in _keys(person):
            self._by_key.setdefault(key, person)

    def find(self, person: ImportedContact) -> Person | None:
        """Return the one who is known under any of the person's keys, as they were remembered."""
        told = person.model_dump()
        for key in [*_keys(told), *_name_keys(told)]:
            if key in self._by_key:
                return self._by_key[key]
        return None


def _keys(person: Person) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = []
    if person["profile_url"]:
        keys.append(("profile", normal_profile(person["profile_url"])))
    if person["email"]:
        keys.append(("email", email_key(person["email"])))
    return keys or [("name", person["name"].casefold(), person["organisation"].casefold())]


def _name_keys(person: Person) -> list[tuple[str, ...]]:
    """Return the key of a person who was typed in without link and address; a name alone says too little."""
    if not person["organisation"]:
        return []
    return [("name", person["name"].casefold(), person["organisation"].casefold())]
