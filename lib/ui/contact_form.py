"""The form for a person: to add one by hand, and to change what is written about one."""

from datetime import date
from typing import Any

import streamlit as st

from lib.domain.commands import AddContact, ContactCard, EditContact
from lib.domain.vocabulary import Tie
from lib.method.labels import label
from lib.method.ranking import ranking
from lib.store.workspace import Receipt
from lib.ui import session
from lib.ui.forms import AddingForm, FieldProblems, both_shown, held, merged, release
from lib.views.dates import day_of
from lib.views.people import names

_NOBODY = ""
_EARLIEST = date(1930, 1, 1)
_LINES = ("name", "organisation", "position", "email", "phone", "profile_url", "how_known")
_RATED = ("connects", "welcome", "viewpoint")


def contact_form(name: str, person: Any | None = None) -> Receipt | None:
    """Draw the form, and return the receipt once what was typed is stored.

    `name` tells this form from others on the page; `person` is the row of the contacts frame, if there is one.
    """
    problems, form = FieldProblems(), AddingForm("contact", name)
    before = held(name, person)
    then = _shown(before)
    with st.form(form.key, border=before is None):
        entered = {**_who(then, problems), **_how_known(then, before, problems)}
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
    typed = {**typed, "introducer_id": typed["introducer_id"] or None, "today": session.today()}
    if before is None or person is None:
        return AddContact.of(typed)
    return EditContact.of(typed, notes=person.notes, contact_id=person.id, version=int(before.version))


def _shown(person: Any | None) -> dict[str, Any]:
    """Return what the form shows of a person; of a new one, what it begins with."""
    if person is None:
        rated = {name: ContactCard.model_fields[name].default for name in _RATED}
        blank = dict.fromkeys((*_LINES, "tags", "introducer_id"), _NOBODY)
        return {**blank, **rated, "tie": Tie.ACQUAINTANCE, "last_spoke_on": None, "may_use_name": False}
    return {
        **{name: str(getattr(person, name)) for name in (*_LINES, "introducer_id")},
        **{name: int(getattr(person, name)) for name in _RATED},
        "tie": Tie(person.tie),
        "tags": ", ".join(person.tags),
        "last_spoke_on": day_of(person.last_spoke_on),
        "may_use_name": bool(person.may_use_name),
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


def _how_known(then: dict[str, Any], before: Any | None, problems: FieldProblems) -> dict[str, Any]:
    left, right = st.columns(2)
    ties = list(Tie)
    with left:
        tie = st.selectbox("How strong is the tie?", ties, ties.index(then["tie"]), format_func=label)
        how_known = _line(then, "how_known", "How do you know each other?", problems)
        tags = st.text_input("Tags", then["tags"], placeholder="hospital, alumni")
    with right:
        last = st.date_input(
            "When did you last speak?", then["last_spoke_on"], min_value=_EARLIEST, format="DD/MM/YYYY"
        )
        problems.under("last_spoke_on")
        introducer_id = _introducer(then["introducer_id"], before)
        may_use_name = st.checkbox("They said I may use their name", then["may_use_name"])
    return {
        "tie": tie,
        "how_known": how_known,
        "tags": tags or "",
        "last_spoke_on": last,
        "introducer_id": introducer_id,
        "may_use_name": may_use_name,
    }


def _introducer(now: str, before: Any | None) -> str:
    snapshot = session.snapshot()
    people = {_NOBODY: "Nobody yet", **names(snapshot)}
    if now not in people:  # archived since
        people[now] = snapshot.one("contacts", now, "person").name
    others = [person_id for person_id in people if before is None or person_id != before.id]
    return st.selectbox("Who could introduce you?", others, others.index(now), format_func=people.__getitem__)


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
