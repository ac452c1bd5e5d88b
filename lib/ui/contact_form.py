"""The form for a person: to add one by hand, and to change what is written about one."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import streamlit as st

from lib.domain.commands import AddContact, ContactCard, EditContact
from lib.domain.fields import ALSO_FIELDS, AlsoField, time_zones
from lib.domain.vocabulary import OwnEmployer, Tie
from lib.method.labels import label
from lib.method.ranking import ranking
from lib.store.workspace import Receipt
from lib.ui import session
from lib.ui.forms import AddingForm, FieldProblems, both_shown, held, merged, release
from lib.views.countries import country_names
from lib.views.dates import day_of, zone_title
from lib.views.touch import rhythm_of, rhythm_words, rhythms

_EARLIEST = date(1930, 1, 1)
_LINES = ("name", "organisation", "position", "email", "phone", "profile_url", "how_known")
_RATED = ("connects", "welcome", "viewpoint")
_ANYWHERE: Mapping[str, Any] = MappingProxyType({"time_zone": "", "country": "", "touch_every": None})
_FURTHER: Mapping[AlsoField, str] = MappingProxyType(
    {
        "name": "Other names and spellings",
        "organisation": "Former or further organisations",
        "position": "What else they do or did",
        "email": "Further e-mail addresses",
        "phone": "Further phone numbers",
        "profile_url": "Further profile links",
    }
)


def contact_form(name: str, person: Any | None = None) -> Receipt | None:
    """Draw the form, and return the receipt once what was typed is stored.

    `name` tells this form from others on the page; `person` is the row of the contacts frame, if there is one.
    """
    problems, form = FieldProblems(), AddingForm("contact", name)
    before = held(name, person)
    then = _shown(before)
    with st.form(form.key, border=before is None):
        entered = {**_who(then, problems), **_how_known(then, problems, is_new=before is None)}
        with st.expander("Further names, addresses and places of work"):
            entered |= _further(then, problems)
        with st.expander("Where they are, and how often to be in touch"):
            entered |= _where_and_when(then, problems)
        with st.expander("What else helps to choose", expanded=False):
            entered |= _ratings(then)
        sent = st.form_submit_button("Save" if before else "Add this person", type="primary")
    if not sent:
        return None
    with problems.shown(), both_shown(name, before):
        receipt = session.do(_command(merged(entered, then=then, now=_shown(person)), before, person))
        form.added()
        release(name)
        return receipt
    return None


def _command(typed: dict[str, Any], before: Any | None, person: Any | None) -> AddContact | EditContact:
    also = {name: typed[f"also_{name}"].splitlines() for name in ALSO_FIELDS}
    lines = {name: value for name, value in typed.items() if not name.startswith("also_")}
    told = {**lines, "own_employer": _own_employer(typed, before), "also": also, "today": session.today()}
    if before is None or person is None:
        return AddContact.of(told)
    return EditContact.of(told, contact_id=person.id, version=int(before.version))


def _own_employer(typed: dict[str, Any], before: Any | None) -> OwnEmployer:
    """Return what was said about one's own employer; of somebody who works with me now, it is unsure until said."""
    said: OwnEmployer = typed["own_employer"] or OwnEmployer.ELSEWHERE
    is_new_tie = typed["tie"] == Tie.CURRENT and (before is None or before.tie != Tie.CURRENT)
    was_said = typed["own_employer"] is not None if before is None else said != before.own_employer
    return OwnEmployer.UNSURE if is_new_tie and not was_said and said == OwnEmployer.ELSEWHERE else said


def _shown(person: Any | None) -> dict[str, Any]:
    """Return what the form shows of a person; of a new one, what it begins with."""
    if person is None:
        rated = {name: ContactCard.model_fields[name].default for name in _RATED}
        blank = dict.fromkeys((*_LINES, "tags", *(f"also_{name}" for name in ALSO_FIELDS)), "")
        return {**blank, **rated, "tie": Tie.ACQUAINTANCE, "own_employer": None, "last_spoke_on": None, **_ANYWHERE}
    return {
        **{name: str(getattr(person, name)) for name in _LINES},
        **{name: int(getattr(person, name)) for name in _RATED},
        **{f"also_{name}": "\n".join(person.also.get(name, ())) for name in ALSO_FIELDS},
        "tie": Tie(person.tie),
        "own_employer": OwnEmployer(person.own_employer),
        "last_spoke_on": day_of(person.last_spoke_on),
        "time_zone": str(person.time_zone),
        "country": str(person.country),
        "touch_every": rhythm_of(person),
    }


def _line(then: dict[str, Any], field: str, words: str, problems: FieldProblems, **look: Any) -> str:
    typed = st.text_input(words, then[field], max_chars=500, **look)
    problems.under(field)
    return typed or ""


def _who(then: dict[str, Any], problems: FieldProblems) -> dict[str, Any]:
    left, right = st.columns(2)
    with left:
        name = _line(then, "name", "Name", problems)
        organisation = _line(then, "organisation", "Organisation", problems)
        position = _line(then, "position", "What they do", problems)
    with right:
        email = _line(then, "email", "E-mail", problems)
        phone = _line(then, "phone", "Phone", problems)
        profile_url = _line(then, "profile_url", "Profile link", problems, placeholder="https://")
    return {
        "name": name,
        "organisation": organisation,
        "position": position,
        "email": email,
        "phone": phone,
        "profile_url": profile_url,
    }


def _how_known(then: dict[str, Any], problems: FieldProblems, *, is_new: bool) -> dict[str, Any]:
    left, right = st.columns(2)
    ties, employers = list(Tie), list(OwnEmployer)
    typed: dict[str, Any] = {}
    with left:
        tie = st.selectbox("How strong is the tie?", ties, ties.index(then["tie"]), format_func=label)
        how_known = _line(then, "how_known", "How do you know each other?", problems)
        if is_new:  # later they stand on the person's page, where they are changed at once
            typed["tags"] = st.text_input("Tags", placeholder="hospital, alumni") or ""
    with right:
        last = st.date_input(
            "When did you last speak?", then["last_spoke_on"], min_value=_EARLIEST, format="DD/MM/YYYY"
        )
        problems.under("last_spoke_on")
        own_employer = st.selectbox(
            "Do they work where you work now, and is it safe if your employer hears of this?",
            employers,
            employers.index(then["own_employer"]) if then["own_employer"] else None,
            format_func=label,
            placeholder="Not said yet",
        )
    return {
        **typed,
        "tie": tie,
        "how_known": how_known,
        "last_spoke_on": last,
        "own_employer": own_employer,
    }


def _further(then: dict[str, Any], problems: FieldProblems) -> dict[str, Any]:
    """Draw the further values of each field, one a line; the search finds them, too."""
    st.caption("One a line.")
    sides, typed = st.columns(2), {}
    for number, (name, words) in enumerate(_FURTHER.items()):
        with sides[number % 2]:
            typed[f"also_{name}"] = st.text_area(words, then[f"also_{name}"], height=80, max_chars=5_000) or ""
    problems.under("also")
    return typed


def _where_and_when(then: dict[str, Any], problems: FieldProblems) -> dict[str, Any]:
    """Draw what their days and hours are like, by which times are offered and days are counted."""
    zones = list(dict.fromkeys(("", *time_zones(), then["time_zone"])))
    countries = list(dict.fromkeys(("", *country_names(), then["country"])))
    every = rhythms(then["touch_every"])
    words = list(every)
    left, right = st.columns(2)
    with left:
        time_zone = st.selectbox(
            "Their time zone",
            zones,
            zones.index(then["time_zone"]),
            format_func=lambda name: zone_title(name) or "Not known",
        )
        problems.under("time_zone")
    with right:
        country = st.selectbox(
            "Their public holidays",
            countries,
            countries.index(then["country"]),
            format_func=lambda code: country_names().get(code, code) or "The same as mine",
        )
        problems.under("country")
    touch_every = st.selectbox("How often to be in touch", words, words.index(rhythm_words(then["touch_every"])))
    problems.under("touch_every")
    return {"time_zone": time_zone, "country": country, "touch_every": every[touch_every]}


def _ratings(then: dict[str, Any]) -> dict[str, Any]:
    questions = {
        "connects": "Could they connect you to others?",
        "welcome": "Signs that they would welcome it",
        "viewpoint": "Where do they stand, seen from you?",
    }
    return {name: rating(name, words, then[name]) for name, words in questions.items()}


def rating(name: str, words: str, now: int, **options: Any) -> int:
    """Draw the choice of a factor's number in words, and return the number (0 to 3)."""
    scale = ranking().scales[name]
    numbers = [number for number, meaning in enumerate(scale) if meaning]
    place = numbers.index(now)
    chosen: int = st.selectbox(words, numbers, place, format_func=lambda number: scale[number], **options)
    return chosen
