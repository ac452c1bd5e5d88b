"""How a person in a file is known again among those who are there already, without asking: only where it is certain."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from lib.domain.commands.contacts import ImportedContact
from lib.domain.mailboxes import is_shared_mailbox
from lib.domain.name_likeness import FIT_FOR_OFFICE, Likeness, likeness
from lib.domain.phones import last_digits, same_number
from lib.domain.spellings import one_spelling
from lib.domain.traces import TRACED, Traces, are_two_members

Person = dict[str, Any]
_Key = tuple[str, ...]

# The columns of a contact by which people are known again.
KNOWN_BY = TRACED

# A mailbox of one's own says more; but families share one, and then the given names differ.
_FIT_FOR_MAILBOX = FIT_FOR_OFFICE | {
    *(Likeness.GIVEN_SLIP, Likeness.INITIAL, Likeness.FAMILY_INITIAL, Likeness.DISTANT),
    *(Likeness.ALONE, Likeness.NAMELESS),
}
_PAGE, _LINK, _EMAIL, _PHONE, _NAME = "page", "link", "email", "phone", "name"
# More people than these at one address, and it is an office's: they are looked up by their names there.
_MOST_AT_ONE = 10
# What a person in a file may say beside name and organisation; the name alone decides only where none of it is new.
_BESIDE = ("email", "profile_url", "position", "notes", "how_known")


class KnownPeople:
    """Finds a person again by link, e-mail address or phone number, else by name and organisation.

    Two people may share a name and an employer, so these decide only where one side has neither link nor address.
    A name alone never does: two records with nothing else are one only where the file says nothing that is not there.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        """Remember people, each with the columns of `KNOWN_BY`."""
        self._by_key: dict[_Key, list[Person]] = defaultdict(list)
        # Where those are who can be found by their name: it is dear to take apart, and mostly there is no need.
        self._at_these: set[str] = set()
        for person in people:
            self.remember(person)

    def remember(self, person: Person) -> None:
        """Know this one too from now on; whoever came first under a key comes first."""
        traces = Traces(person)
        keys = list(_keys(traces))
        if not traces.emails and not traces.profiles:
            keys.append(_name_key(traces))
            self._at_these.add(_employer(traces))
        for key in keys:
            is_full = self._add(key, person)
            if is_full and key[0] == _EMAIL:
                for word in _words(traces):
                    self._add((*key, word), person)

    def _add(self, key: _Key, person: Person) -> bool:
        """Remember a person under a key; return whether there are too many for it."""
        people = self._by_key[key]
        if len(people) < _MOST_AT_ONE and all(one is not person for one in people):
            people.append(person)
        return len(people) == _MOST_AT_ONE

    def find(self, person: ImportedContact) -> Person | None:
        """Return the one who certainly is this person, as they were remembered."""
        told = Traces(vars(person))
        for key in _keys(told):
            for known in self._at(key, told):
                if _is_certain(key[0], told, Traces(known)):
                    return known
        if _employer(told) not in self._at_these:
            return None
        for known in self._by_key.get(_name_key(told), ()):
            if _is_one_by_name(person, told, known):
                return known
        return None

    def _at(self, key: _Key, told: Traces) -> Iterator[Person]:
        people = self._by_key.get(key, [])
        yield from people
        if len(people) == _MOST_AT_ONE and key[0] == _EMAIL:
            for word in _words(told):
                yield from self._by_key.get((*key, word), ())


def _keys(traces: Traces) -> Iterator[_Key]:
    """Yield what a person is looked up by; what an office may share, by each word of the name too."""
    for profile in traces.profiles:
        if profile in traces.pages:
            yield (_PAGE, profile)
        else:
            yield from ((_LINK, profile, word) for word in _words(traces))
    for email in traces.emails:
        yield (_EMAIL, email)
    for digits in filter(None, map(last_digits, traces.phones)):
        yield from ((_PHONE, digits, word) for word in _words(traces))


def _name_key(traces: Traces) -> _Key:
    given, family = (one_spelling("".join(words)) for words in (traces.names[0].given, traces.names[0].family))
    # What has no letters in it is compared as it is written.
    return (_NAME, given, family, _employer(traces), "" if given or family else traces.written)


def _employer(traces: Traces) -> str:
    return traces.employers[0] if traces.employers else ""


def _words(traces: Traces) -> set[str]:
    return {one_spelling(word) for name in traces.names for word in name.words}


def _is_certain(kind: str, told: Traces, known: Traces) -> bool:
    """Tell whether two who share a link, an address or the end of a phone number are one person."""
    if kind == _PAGE:
        return True
    if are_two_members(told.pages, known.pages) or told.names[0].generation != known.names[0].generation:
        return False
    if kind == _PHONE and not any(same_number(one, other) for one in told.phones for other in known.phones):
        return False
    shared = kind != _EMAIL or all(map(is_shared_mailbox, set(told.emails) & set(known.emails)))
    return _names_fit(told, known, FIT_FOR_OFFICE if shared else _FIT_FOR_MAILBOX)


def _names_fit(told: Traces, known: Traces, fits: frozenset[Likeness]) -> bool:
    if told.names[0] == known.names[0]:
        return True
    return any(likeness(one, other) in fits for one in told.names for other in known.names)


def _is_one_by_name(person: ImportedContact, told: Traces, known: Person) -> bool:
    """Tell whether two of one name and one organisation are one; where there is none, only if the file adds nothing."""
    theirs = Traces(known)
    if (told.emails or told.profiles) and (theirs.emails or theirs.profiles):
        return False
    if told.names[0].generation != theirs.names[0].generation:
        return False
    if told.employers:
        return True
    numbers_known = all(any(same_number(one, other) for other in theirs.phones) for one in told.phones)
    return numbers_known and all(getattr(person, name) in known.get(name, "") for name in _BESIDE)


class Namesakes:
    """Tells who has the name of somebody known, in any order and with or without accents; it may be another person."""

    def __init__(self, people: Iterable[Person]) -> None:
        """Remember people, each with the columns of `KNOWN_BY`."""
        self._pages: dict[str, list[frozenset[str]]] = defaultdict(list)
        for person in people:
            pages = self._pages[_in_any_order(person["name"])]
            if len(pages) < _MOST_AT_ONE:
                pages.append(Traces(person).pages)

    def has(self, person: ImportedContact) -> bool:
        """Tell whether somebody has this person's name, and no LinkedIn link that shows them to be another."""
        pages = Traces(vars(person)).pages
        known = self._pages.get(_in_any_order(person.name), ())
        return any(not are_two_members(pages, theirs) for theirs in known)


def _in_any_order(name: str) -> str:
    return " ".join(sorted(map(one_spelling, name.split())))
