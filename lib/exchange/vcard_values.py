"""The values in a card's lines: without their escapes, in the order in which their owner prefers them."""

from collections.abc import Iterable, Mapping, Sequence

from vobject.icalendar import stringToTextValues

from lib.exchange.own_fields import OWN_FIELDS
from lib.exchange.vcard_cards import LEAST_PREFERRED, Content

_OWN_PREFIX = "X-ASKWELL-"
# Which property holds which field of a contact in cards of our own: the preferred one, and the further ones.
PLAIN = {"organisation": "ORG", "position": "TITLE", "notes": "NOTE"}
LISTED = {"email": "EMAIL", "phone": "TEL", "profile_url": "URL"}
FURTHER = {
    "name": "NICKNAME",
    "organisation": f"{_OWN_PREFIX}ALSO-ORGANISATION",
    "position": f"{_OWN_PREFIX}ALSO-POSITION",
}
# Of our own fields, those that address books have a place for.
_STANDARD = {"time_zone": "TZ"}

_NOWHERE = "\0"  # no value has this character


class Values:
    """Finds the values of a card by the name of their property."""

    def __init__(self, contents: Iterable[Content]) -> None:
        self._by_name: dict[str, list[Content]] = {}
        for content in contents:
            self._by_name.setdefault(content.name, []).append(content)

    @property
    def is_own(self) -> bool:
        """Whether Askwell itself wrote the card."""
        return own_property("key") in self._by_name

    @property
    def names(self) -> frozenset[str]:
        """The names of the properties that have a value."""
        return frozenset(name for name, lines in self._by_name.items() if any(line.value.strip("; ") for line in lines))

    def lines(self, *names: str) -> list[Content]:
        """Return the lines of these properties, preferred ones first."""
        found = [line for name in names for line in self._by_name.get(name, ())]
        return sorted(found, key=lambda line: line.told.preference)

    def texts(self, *names: str) -> list[str]:
        """Return the texts of these properties, preferred ones first."""
        return [text_of(line) for line in self.lines(*names)]

    def text(self, name: str) -> str:
        """Return the first text of a property that says something, or ""."""
        return next((text for text in self.texts(name) if text.strip()), "")

    def items(self, name: str) -> list[str]:
        """Return the texts of a property that may list several in each line."""
        return [text for line in self.lines(name) for text in _unescaped(line.value, ",")]


def own_property(field: str) -> str:
    """Return the property in which a card of our own holds one of `OWN_FIELDS`."""
    return _STANDARD.get(field) or _OWN_PREFIX + field.upper().replace("_", "-")


def text_of(line: Content) -> str:
    """Return the one text of a line; a comma or semicolon that nobody escaped is part of it."""
    return _unescaped(line.value, _NOWHERE)[0]


def parts_of(line: Content, least: int = 1) -> list[str]:
    """Return the parts of a line that is put together, such as a name, and at least so many."""
    parts = _unescaped(line.value, ";")
    return parts + [""] * (least - len(parts))


def own_values(values: Values) -> dict[str, str]:
    """Return the plain texts of a card of our own, by field."""
    own = {name: _first(values.texts(own_property(name))) for name in OWN_FIELDS}
    plain = {field: _first(values.texts(name)) for field, name in PLAIN.items()}
    preferred = {field: _first(_texts(values, name, preferred=True)) for field, name in LISTED.items()}
    return {"name": _first(values.texts("FN")), **plain, **preferred, **own}


def own_lists(values: Values) -> Mapping[str, Sequence[str]]:
    """Return the texts of a card of our own of which there may be several, by field."""
    further = {field: _texts(values, name, preferred=False) for field, name in LISTED.items()}
    return {"tags": values.items("CATEGORIES"), **further, **{field: values.texts(FURTHER[field]) for field in FURTHER}}


def _texts(values: Values, name: str, *, preferred: bool) -> list[str]:
    return [text_of(line) for line in values.lines(name) if (line.told.preference < LEAST_PREFERRED) == preferred]


def _first(texts: Sequence[str]) -> str:
    return texts[0] if texts else ""


def _unescaped(value: str, separator: str) -> list[str]:
    """Return the texts between separators; vobject takes a lone backslash at the end for the word “eof”."""
    if "\\" not in value:
        return value.split(separator)
    lone = (len(value) - len(value.rstrip("\\"))) % 2
    texts: list[str] = stringToTextValues(value + "\\" * lone, listSeparator=separator)
    return texts
