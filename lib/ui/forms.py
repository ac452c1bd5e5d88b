"""Forms that say beside each field what does not hold, and keep what was typed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.domain.commands import InvalidInputsError
from lib.domain.errors import AskwellError, EditConflictError, InvalidInputError
from lib.ui import session
from lib.ui.safe_text import md_escape

_HELD = "askwell:held"
_ADDED = "askwell:added"

Held = TypeVar("Held")


def held(name: str, now: Held) -> Held:
    """Return what a form was first drawn from, as long as the person stays on its page and undoes nothing.

    A form that followed the store would lose what is being typed, and its version, when another tab saves.
    """
    here = (st.context.url or "", st.query_params.to_dict(), session.undone())
    if st.session_state.get(_HELD, (None,))[0] != here:
        st.session_state[_HELD] = (here, {})
    kept: dict[str, Held] = st.session_state[_HELD][1]
    return kept.setdefault(name, now)


def release(name: str) -> None:
    """Let a form be drawn from the store again: what was typed is saved."""
    st.session_state[_HELD][1].pop(name, None)


def merged(typed: Mapping[str, Any], *, then: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was entered, with what another tab has made meanwhile of the fields that were left alone.

    `then` is what the form was drawn from, `now` what it would be drawn from by now.
    """
    return {name: now[name] if value == then[name] else value for name, value in typed.items()}


@contextmanager
def both_shown(name: str, before: Any) -> Iterator[None]:
    """Where another tab changed the same field, show its words beside the form, which keeps what was typed here.

    `before` is the row that the form was drawn from, as a named tuple; saving once more then keeps one's own.
    """
    try:
        yield
    except EditConflictError as conflict:
        show_both(conflict.current_text)
        st.session_state[_HELD][1][name] = before._replace(version=conflict.current_version)


def show_both(other: str) -> None:
    """Show what another tab made of something in the meantime; what was entered here stands in the form."""
    st.warning(
        f"This was changed in another tab in the meantime, to: “{md_escape(other) or 'nothing'}”. What you entered "
        "still stands in the form; save once more to keep yours.",
        icon=":material/call_split:",
    )


class AddingForm:
    """A form that adds something: after `added`, it is drawn anew under another key, and so is empty again.

    A hasty second click comes from the form before it, which is not there any more, and adds nothing.
    """

    def __init__(self, *parts: str) -> None:
        """Name the form as `lib.ui.session.key` names a widget."""
        self._name = session.key(*parts)
        self._counts: Counter[str] = st.session_state.setdefault(_ADDED, Counter())

    @property
    def key(self) -> str:
        """The key to draw the form with."""
        return f"{self._name}-{self._counts[self._name]}"

    def added(self) -> None:
        """Draw the form anew from the next run on."""
        # The counts were fetched before: here, right after the command, Streamlit might end the run for a second click.
        self._counts[self._name] += 1


class FieldProblems:
    """The places under a form's fields where the sentences of what does not hold appear."""

    def __init__(self) -> None:
        self._places: dict[str, DeltaGenerator] = {}

    def under(self, field: str) -> None:
        """Keep a place under the field that was drawn last."""
        self._places[field] = st.empty()

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show what a command refuses beside its field; what belongs to no field stands below the form."""
        try:
            yield
        except InvalidInputsError as error:
            for field, sentence in error.problems.items():
                self._places.get(field, st.empty()).error(md_escape(sentence), icon=":material/error:")
        except InvalidInputError as error:
            self._places.get(error.field, st.empty()).error(md_escape(str(error)), icon=":material/error:")
        except AskwellError as error:
            st.error(md_escape(str(error)), icon=":material/error:")
