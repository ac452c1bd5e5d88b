"""A strict look at calendar files, line by line, by the rules of RFC 5545 and no library's."""

import re
from collections import Counter
from dataclasses import dataclass, field

# Section 3.1: a name, parameters whose values are plain or quoted, a colon, a value; no control characters but tab.
_PARAMETER = r";[A-Za-z0-9-]+=(?:\"[^\x00-\x08\x0a-\x1f\x7f\"]*\"|[^\x00-\x08\x0a-\x1f\x7f\";:,]*)"
_LINE = re.compile(rf"([A-Za-z0-9-]+)((?:{_PARAMETER})*):([^\x00-\x08\x0a-\x1f\x7f]*)")
_TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "TZNAME", "UID", "PRODID"}
# Section 3.3.11: what a backslash may stand before, and what may not stand alone.
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,Nn])*")
_REQUIRED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
_OFTEN = {"ATTENDEE", "RDATE", "TZNAME"}
_WITHIN = {
    "VCALENDAR": {""},
    "VEVENT": {"VCALENDAR"},
    "VTIMEZONE": {"VCALENDAR"},
    "VALARM": {"VEVENT"},
    "STANDARD": {"VTIMEZONE"},
    "DAYLIGHT": {"VTIMEZONE"},
}


@dataclass
class Component:
    """A component with its properties in order, each as name, parameters and value."""

    name: str
    properties: list[tuple[str, str, str]] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        """Return the value of a property that stands once."""
        [found] = [value for known, _, value in self.properties if known == name]
        return found

    def names(self) -> list[str]:
        """Return the names of all properties in it and in its components, in order."""
        own = [name for name, _, _ in self.properties]
        return own + [name for part in self.components for name in part.names()]

    def all_of(self, name: str) -> list["Component"]:
        """Return its components of a name."""
        return [part for part in self.components if part.name == name]


def strictly_read(content: bytes) -> Component:
    """Return the calendar, after checking everything about its form; a failed check says which line."""
    calendar = _nested(_lines(content))
    _check(calendar)
    defined = {zone.value("TZID") for zone in calendar.all_of("VTIMEZONE")}
    assert _zones_used(calendar) <= defined
    assert calendar.components, "a calendar without components is none"
    return calendar


def _lines(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n")
    raw = content.split(b"\r\n")[:-1]
    assert all(b"\r" not in line and b"\n" not in line for line in raw)
    assert all(0 < len(line) <= 75 for line in raw), max(raw, key=len)
    unfolded: list[bytes] = []
    for line in raw:
        line.decode()  # no character is torn apart
        if line.startswith((b" ", b"\t")):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    return [line.decode() for line in unfolded]


def _nested(lines: list[str]) -> Component:
    open_ones: list[Component] = []
    done: list[Component] = []
    for line in lines:
        found = _LINE.fullmatch(line)
        assert found, line
        name, parameters, value = found.group(1).upper(), found.group(2), found.group(3)
        if name == "BEGIN":
            assert (open_ones[-1].name if open_ones else "") in _WITHIN[value], line
            open_ones.append(Component(value))
        elif name == "END":
            assert open_ones[-1].name == value, line
            closed = open_ones.pop()
            (open_ones[-1].components if open_ones else done).append(closed)
        else:
            assert name not in _TEXTS or _TEXT.fullmatch(value), line
            open_ones[-1].properties.append((name, parameters, value))
    [calendar] = done
    return calendar


def _check(component: Component) -> None:
    counts = Counter(name for name, _, _ in component.properties)
    assert _REQUIRED[component.name] <= set(counts), component
    assert {name for name, count in counts.items() if count > 1} <= _OFTEN, component
    for part in component.components:
        _check(part)
    if component.name == "VTIMEZONE":
        assert component.components


def _zones_used(component: Component) -> set[str]:
    here = {found for _, parameters, _ in component.properties for found in re.findall(r";TZID=([^;:]+)", parameters)}
    return here.union(*(_zones_used(part) for part in component.components))
