"""What a record of a person leaves to know them again by: names, addresses, links, numbers, where they are or were."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from lib.domain.links import normal_profile
from lib.domain.mailboxes import mailbox, organisation_of_mail
from lib.domain.organisations import acronym, is_personal_page, organisation_key
from lib.domain.person_names import PersonName, person_name
from lib.domain.spellings import plain

# The columns of a contact that are read here.
TRACED = ("name", "organisation", "position", "email", "phone", "profile_url", "also")

_LINKEDIN = ("linkedin.com/in/", "linkedin.com/pub/")


class Traces:
    """One person's traces, told so that two spellings of one are equal; each is worked out when it is asked for."""

    def __init__(self, person: Mapping[str, Any]) -> None:
        """Look at a row of the contacts table or an imported contact, of which `TRACED` is read."""
        self._person = person

    @property
    def written(self) -> str:
        """Return the name as it is written, in small letters."""
        return str(self._person.get("name", "")).casefold()

    @cached_property
    def names(self) -> tuple[PersonName, ...]:
        """Return their names, the one they go by first."""
        return tuple(map(person_name, self._values("name")))

    @cached_property
    def emails(self) -> tuple[str, ...]:
        """Return their mailboxes."""
        return tuple(map(mailbox, self._values("email")))

    @cached_property
    def profiles(self) -> tuple[str, ...]:
        """Return their links; some may be an organisation's."""
        return tuple(filter(None, map(_profile, self._values("profile_url"))))

    @cached_property
    def pages(self) -> frozenset[str]:
        """Return the links that show this one person and nobody else."""
        return frozenset(filter(is_personal_page, self.profiles))

    @cached_property
    def phones(self) -> tuple[str, ...]:
        """Return their phone numbers as they are written."""
        return tuple(self._values("phone"))

    @cached_property
    def employers(self) -> tuple[str, ...]:
        """Return the keys of the organisations that are named, the present one first."""
        return tuple(filter(None, map(organisation_key, self._values("organisation"))))

    @cached_property
    def mail_domains(self) -> frozenset[str]:
        """Return the keys of the organisations that gave them an address."""
        return frozenset(filter(None, map(organisation_of_mail, self.emails)))

    @property
    def organisations(self) -> frozenset[str]:
        """Return where they are or were, by what is named and by their addresses."""
        return self.mail_domains.union(self.employers)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Return the initials of the organisations that are named, which may stand for them elsewhere."""
        return frozenset(filter(None, map(acronym, self._values("organisation"))))

    @cached_property
    def position(self) -> str:
        """Return what they do, in small letters."""
        return plain(str(self._person.get("position", "")))

    def _values(self, field: str) -> Iterator[str]:
        """Yield all that a person has in a field, the one that holds first."""
        first = self._person.get(field)
        if first:
            yield first
        also = self._person.get("also")
        if also:
            yield from also.get(field, ())


def _profile(link: str) -> str:
    """Return what all links to one page share; LinkedIn adds the language: /in/dana/fr."""
    profile = normal_profile(link)
    return "/".join(profile.split("/")[:3]) if profile.startswith("linkedin.com/in/") else profile


def are_two_members(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two people's pages hold two different LinkedIn links, and so belong to two people."""
    first, second = ({page for page in pages if page.startswith(_LINKEDIN)} for pages in (one, other))
    return bool(first and second) and first.isdisjoint(second)
