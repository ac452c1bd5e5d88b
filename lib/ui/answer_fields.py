"""The fields that go with an answer: when it came, and what else belongs to it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st

from lib.domain.vocabulary import Reply
from lib.ui import session
from lib.ui.forms import FieldProblems, held
from lib.views.answers import Answer, Beside, past_moment


def own_fields(row: Any, answer: Answer, problems: FieldProblems, *, back_on: date | None = None) -> dict[str, Any]:
    """Draw the fields that only this answer has, and return what stands in them, by the names of its command."""
    typed: dict[str, Any] = {}
    if answer is Reply.NOT_NOW:
        typed["retry_on"] = st.date_input("When may you ask again? (optional)", None, format="DD/MM/YYYY")
        problems.under("retry_on")
    elif answer is Beside.AWAY:
        coming = back_on if back_on and back_on >= session.today() else None
        typed["back_on"] = st.date_input("When are they back? (optional)", coming, format="DD/MM/YYYY")
        problems.under("back_on")
    elif answer is Reply.PASSED_ON:
        typed = _introduced(row) if row.target_contact_id else _named(problems)
    return typed


def _introduced(row: Any) -> dict[str, Any]:
    return {"may_use_name": st.checkbox(f"I may use their name when I write to {row.target}", value=True)}


def _named(problems: FieldProblems) -> dict[str, Any]:
    named = st.text_input("Whom did they name? (optional)", max_chars=200)
    problems.under("named")
    organisation = st.text_input("Where do they work? (optional)", max_chars=200)
    email = st.text_input("Their e-mail address (optional)", max_chars=200)
    problems.under("named_email")
    may_use_name = st.checkbox("I may mention who sent me")
    return {
        "named": named,
        "named_organisation": organisation,
        "named_email": email,
        "may_use_name": may_use_name,
    }


@dataclass(frozen=True)
class WhenItWas:
    """A day and a time as they were shown and as they stand now; what is left as it was keeps its seconds."""

    known: datetime | None
    shown: datetime
    entered: datetime | None

    def moment(self) -> datetime | None:
        """Return the moment; None for now, where nothing else was known or entered.

        Raises:
            InvalidInputError: where it is missing or still to come.
        """
        return self.known if self.entered == self.shown else past_moment(self.entered, session.now())


def when_it_was(name: str, moment: datetime | None, words: str, problems: FieldProblems) -> WhenItWas:
    """Draw the field that asks `words`, filled with `moment`, or with now; `name` keeps it apart from others."""
    known = moment if moment is None or moment <= session.now() else None
    local = (known or session.now()).astimezone(session.zone())
    shown: datetime = held(f"{name}-{moment}", local.replace(second=0, microsecond=0, tzinfo=None))
    entered = st.datetime_input(words, shown, format="DD/MM/YYYY", step=60)
    problems.under("happened_at")
    return WhenItWas(known, shown, entered)
