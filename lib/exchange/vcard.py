"""Reads the people in a vCard file, of any version and any program, and says what could not be taken over and why."""

import tomllib
from importlib.resources import files

from lib.domain.fields import LINE_LIMIT
from lib.exchange.csv_text import RowProblem
from lib.exchange.own_fields import OWN_SOURCE, Checked, each_key_once, own_person
from lib.exchange.people import Progress, ReadPeople, ReadPerson
from lib.exchange.told import Told, one_line, person_of
from lib.exchange.vcard_cards import is_vcard, read_cards
from lib.exchange.vcard_values import Values, own_lists, own_values, parts_of, text_of

__all__ = ["is_vcard", "read_vcards"]

SOURCE = "a vCard file"
_TOLD_EVERY = 200  # cards
_FAMILY, _GIVEN, _MIDDLE, _PREFIX, _SUFFIX = range(5)

_CONTENT = tomllib.loads(files("lib.exchange").joinpath("content/vcard.toml").read_text(encoding="utf-8"))
_NOT_TAKEN: dict[str, str] = _CONTENT["not_taken"]
_NO_TAGS = frozenset(_CONTENT["no_tags"]["words"])
_NO_PHONES = frozenset(_CONTENT["no_phones"]["types"])
_NO_PEOPLE: dict[str, str] = _CONTENT["no_people"]


def read_vcards(content: bytes, progress: Progress | None = None) -> ReadPeople:
    """Return the people in the file, in its order; cards of organisations and lists are told of as problems.

    Raises EmptyFileError, FileTooLargeError and VcardTooLongError.
    """
    cards = read_cards(content)
    people: list[ReadPerson] = []
    not_taken: set[str] = set()
    is_own = True
    for number, card in enumerate(cards.each()):
        values = Values(card.contents)
        is_own &= values.is_own
        not_taken.update(_NOT_TAKEN[name] for name in card.pictures | values.names if name in _NOT_TAKEN)
        problems: list[RowProblem] = []
        if person := _person(values, card.line, problems):
            people.append(person)
        # The same of several values is said once: they have one line, that of their card.
        cards.problems.extend(dict.fromkeys(problems))
        if progress and number % _TOLD_EVERY == 0:
            progress(cards.done)
    if progress:
        progress(1.0)
    told = tuple(sorted(cards.problems, key=lambda problem: problem.line))
    source = OWN_SOURCE if is_own and people else SOURCE
    return ReadPeople(source, each_key_once(people), told, tuple(sorted(not_taken)))


def _person(values: Values, line: int, problems: list[RowProblem]) -> ReadPerson | None:
    if values.is_own:
        return own_person(own_values(values), own_lists(values), Checked(line, problems))
    if what := _no_person(values):
        problems.append(RowProblem(line, f"Line {line} is {what}, not a person, so it was left out."))
        return None
    return person_of(_told(values), line, problems)


def _no_person(values: Values) -> str:
    """Return what a card is of where it is not of a person, or ""."""
    kind = (values.text("KIND") or values.text("X-ADDRESSBOOKSERVER-KIND")).strip().casefold()
    is_company = values.text("X-ABSHOWAS").strip().casefold() == "company"
    organisation = next(iter(_organisations(values)), "")
    told = one_line(values.text("FN"))
    is_named = bool(_structured_name(values) or values.text("NICKNAME"))
    if not is_named and organisation and (is_company or told.casefold() in {"", organisation.casefold()}):
        kind = "org"
    what = _NO_PEOPLE.get(kind, "")
    name = told or organisation
    return f"{what} ({name[:LINE_LIMIT]})" if what and name else what


def _told(values: Values) -> Told:
    return {
        "name": _names(values),
        "organisation": _organisations(values),
        "position": _positions(values),
        "email": [text.strip().removeprefix("mailto:") for text in values.texts("EMAIL")],
        "phone": _phones(values),
        "profile_url": _links(values),
        "tags": [tag for tag in values.items("CATEGORIES") if tag.strip("* ").casefold() not in _NO_TAGS],
        "notes": values.texts("NOTE"),
        "time_zone": values.texts("TZ"),
    }


def _names(values: Values) -> list[str]:
    """Return a person's name and their other names; where there is none, their e-mail address has to do."""
    main, *more = [one_line(text) for text in values.texts("FN")] or [""]
    structured = _structured_name(values)
    is_organisation = main.casefold() in {name.casefold() for name in _organisations(values)}
    if structured and (not main or is_organisation or _is_turned_around(main, structured)):
        main = structured
    names = [name for name in (main, *more, *map(one_line, values.items("NICKNAME"))) if name]
    return names or values.texts("EMAIL")[:1]


def _structured_name(values: Values) -> str:
    for line in values.lines("N"):
        parts = [one_line(part.replace(",", " ")) for part in parts_of(line, least=5)]
        if parts[_FAMILY] or parts[_GIVEN]:
            order = (_PREFIX, _GIVEN, _MIDDLE, _FAMILY, _SUFFIX)
            return " ".join(parts[part] for part in order if parts[part])
    return ""


def _is_turned_around(full: str, structured: str) -> bool:
    """Tell whether a full name such as “Obi, Amara” only lists the family's name first."""
    return "," in full and set(full.replace(",", " ").split()) <= set(structured.split())


def _organisations(values: Values) -> list[str]:
    return [one_line(parts_of(line)[0]) for line in values.lines("ORG") if parts_of(line)[0].strip()]


def _positions(values: Values) -> list[str]:
    """Return what a person does, the main position with the department where they do it."""
    units = [one_line(unit) for line in values.lines("ORG")[:1] for unit in parts_of(line)[1:]]
    titles = [text for text in map(one_line, (*values.texts("TITLE"), *values.texts("ROLE"))) if text]
    return [", ".join(text for text in (*titles[:1], *units) if text), *titles[1:]]


def _phones(values: Values) -> list[str]:
    spoken = [line for line in values.lines("TEL") if not line.told.types & _NO_PHONES]
    return [text_of(line).strip().removeprefix("tel:").partition(";")[0] for line in spoken]


def _links(values: Values) -> list[str]:
    """Return a person's pages, the one on LinkedIn first; some programs escape the colon."""
    pages = [text.replace("\\:", ":").strip() for text in values.texts("URL")]
    social = [text.replace("\\:", ":").strip() for text in values.texts("X-SOCIALPROFILE", "SOCIALPROFILE")]
    links = [*pages, *(text for text in social if text.startswith("http"))]
    return sorted(links, key=lambda text: "linkedin." not in text.casefold())
