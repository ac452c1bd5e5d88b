"""The form for a person: to add one by hand, and to change what is written about one."""

from typing import Any

import streamlit as st

from lib.domain.commands import AddContact, ContactCard, EditContact
from lib.domain.vocabulary import Tie
from lib.method.labels import label
from lib.method.ranking import ranking
from lib.store.workspace import Receipt
from lib.ui import session
from lib.ui.forms import AddingForm, FieldProblems, both_shown, held, release
from lib.views.dates import day_of
from lib.views.people import names

_NOBODY = ""


def contact_form(name: str, before: Any | None = None) -> Receipt | None:
    """Draw the form, and return the receipt once what was typed is stored.

    `name` tells this form from others on the page; `before` is the person's row of the contacts frame, if there is one.
    """
    problems, form = FieldProblems(), AddingForm("contact", name)
    before = held(name, before)
    with st.form(form.key, border=before is None):
        typed = {**_who(before, problems), **_how_known(before, problems)}
        with st.expander("What else helps to choose", expanded=False):
            typed |= _ratings(before)
        sent = st.form_submit_button("Save" if before else "Add this person", type="primary")
    if not sent:
        return None
    with problems.shown(), both_shown(name, before):
        receipt = session.do(_command(typed, before))
        form.added()
        release(name)
        return receipt
    return None


def _command(typed: dict[str, Any], before: Any | None) -> AddContact | EditContact:
    typed = {**typed, "introducer_id": typed["introducer_id"] or None, "today": session.today()}
    if before is None:
        return AddContact.of(typed)
    return EditContact.of(typed, notes=before.notes, contact_id=before.id, version=int(before.version))


def _text(before: Any | None, field: str) -> str:
    return str(getattr(before, field)) if before else ""


def _line(before: Any | None, field: str, words: str, problems: FieldProblems, **look: Any) -> str:
    typed = st.text_input(words, _text(before, field), max_chars=500, **look)
    problems.under(field)
    return typed or ""


def _who(before: Any | None, problems: FieldProblems) -> dict[str, Any]:
    left, right = st.columns(2)
    with left:
        name = _line(before, "name", "Name", problems)
        organisation = _line(before, "organisation", "Organisation", problems)
        position = _line(before, "position", "What they do", problems)
    with right:
        email = _line(before, "email", "E-mail", problems)
        phone = _line(before, "phone", "Phone", problems)
        profile_url = _line(before, "profile_url", "Profile link", problems, placeholder="https://")
    return {
        "name": name,
        "organisation": organisation,
        "position": position,
        "email": email,
        "phone": phone,
        "profile_url": profile_url,
    }


def _how_known(before: Any | None, problems: FieldProblems) -> dict[str, Any]:
    left, right = st.columns(2)
    ties = list(Tie)
    with left:
        tie = st.selectbox(
            "How strong is the tie?",
            ties,
            ties.index(Tie(before.tie) if before else Tie.ACQUAINTANCE),
            format_func=label,
        )
        how_known = _line(before, "how_known", "How do you know each other?", problems)
        tags = st.text_input("Tags", ", ".join(before.tags) if before else "", placeholder="hospital, alumni")
    with right:
        last = st.date_input(
            "When did you last speak?", day_of(before.last_spoke_on) if before else None, format="DD/MM/YYYY"
        )
        problems.under("last_spoke_on")
        introducer_id = _introducer(before)
    return {
        "tie": tie,
        "how_known": how_known,
        "tags": tags or "",
        "last_spoke_on": last,
        "introducer_id": introducer_id,
    }


def _introducer(before: Any | None) -> str:
    people = names(session.snapshot())
    others = [_NOBODY, *(person for person in people if before is None or person != before.id)]
    now = _text(before, "introducer_id")
    return st.selectbox(
        "Who could introduce you?",
        others,
        others.index(now) if now in others else 0,
        format_func=lambda person: people.get(person, "Nobody yet"),
    )


def _ratings(before: Any | None) -> dict[str, Any]:
    questions = {
        "connects": "Could they connect you to others?",
        "welcome": "Signs that they would welcome it",
        "viewpoint": "Where do they stand, seen from you?",
    }
    fresh = ContactCard.model_fields
    return {
        name: rating(name, words, int(getattr(before, name)) if before else int(fresh[name].default))
        for name, words in questions.items()
    }


def rating(name: str, words: str, now: int, **options: Any) -> int:
    """Draw the choice of a factor's number in words, and return the number (0 to 3)."""
    scale = ranking().scales[name]
    numbers = [number for number, meaning in enumerate(scale) if meaning]
    place = numbers.index(now)
    chosen: int = st.selectbox(words, numbers, place, format_func=lambda number: scale[number], **options)
    return chosen
