"""Which records are worth comparing: of all pairs in a long list, those that share something that one looks up by."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from lib.domain.nicknames import called_like
from lib.domain.person_names import PersonName
from lib.domain.phones import last_digits
from lib.domain.spellings import one_spelling, plain
from lib.domain.traces import Traces

Pair = tuple[int, int]
_Key = tuple[str, ...]


@dataclass(frozen=True)
class LookAlikes:
    """Pairs of places in a list of people, the lower place first, and for each place how many have that name."""

    pairs: set[Pair]
    bearers: list[int]


def look_alikes(people: Sequence[Traces], *, most_together: int, most_bearers: int) -> LookAlikes:
    """Return who shares a link, an address, a number, or a name that at most `most_bearers` have.

    At one organisation, names that may be one person's are enough. Of a group with more than `most_together` people, as
    around an office's phone, those of one name are paired.
    """
    names = [whole_name(person.names[0]) for person in people]
    groups: dict[_Key, list[int]] = defaultdict(list)
    for place, key in _all_keys(people):
        groups[key].append(place)
    pairs: set[Pair] = set()
    for group in groups.values():
        pairs.update(_pairs(group, names, most_together))
    namesakes: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        for name in {whole_name(name) for name in person.names} - {""}:
            namesakes[name].append(place)
    for group in namesakes.values():
        if len(group) <= most_bearers:
            pairs.update(combinations(group, 2))
    return LookAlikes(pairs, [len(namesakes[name]) if name else 0 for name in names])


def whole_name(name: PersonName) -> str:
    """Return the words of a full name in alphabetical order; empty for one word, which is nobody's alone."""
    words = name.words
    return " ".join(sorted(map(one_spelling, words))) if len(words) > 1 else ""


def _pairs(group: list[int], names: list[str], most_together: int) -> Iterator[Pair]:
    """Yield the pairs of a group; of a large one, those of one name that not too many have."""
    if len(group) <= most_together:
        yield from combinations(group, 2)
        return
    of_one_name: dict[str, list[int]] = defaultdict(list)
    for place in group:
        of_one_name[names[place]].append(place)
    for namesakes in of_one_name.values():
        if len(namesakes) <= most_together:
            yield from combinations(namesakes, 2)


def _all_keys(people: Sequence[Traces]) -> Iterator[tuple[int, _Key]]:
    """Yield each person's place with what they are looked up by; places rise under each key."""
    colleagues = Counter(organisation for person in people for organisation in person.organisations)
    for place, person in enumerate(people):
        yield from ((place, ("link", profile)) for profile in dict.fromkeys(person.profiles))
        yield from ((place, ("email", email)) for email in dict.fromkeys(person.emails))
        digits = dict.fromkeys(map(last_digits, person.phones))
        yield from ((place, ("phone", ending)) for ending in digits if ending)
        shared = [organisation for organisation in person.organisations if colleagues[organisation] > 1]
        if shared:
            keys = {key for name in person.names for key in _name_keys(name)}
            yield from ((place, (organisation, *key)) for organisation in shared for key in keys)


def _name_keys(name: PersonName) -> Iterator[_Key]:
    """Yield what likely names share: a word and how another one begins, or the family name and who one is called."""
    words = list(map(one_spelling, (*name.words, *name.others)))
    for place, word in enumerate(words):
        if len(word) > 1:
            yield from ((word, other[:1]) for at, other in enumerate(words) if at != place)
    stems = {stem for given in name.given[:1] for stem in called_like(plain(given))}
    yield from ((one_spelling(family), stem) for family in name.family for stem in stems)
