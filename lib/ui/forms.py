"""Forms that say beside each field what does not hold, and keep what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.domain.commands import InvalidInputsError
from lib.domain.errors import AskwellError, EditConflictError
from lib.ui.safe_text import md_escape

_HELD = "askwell:held"

Held = TypeVar("Held")


def held(name: str, now: Held) -> Held:
    """Return what a form was first drawn from, as long as the person stays on its page.

    A form that followed the store would lose what is being typed, and its version, when another tab saves.
    """
    here = (st.context.url or "", st.query_params.to_dict())
    if st.session_state.get(_HELD, (None,))[0] != here:
        st.session_state[_HELD] = (here, {})
    kept: dict[str, Held] = st.session_state[_HELD][1]
    return kept.setdefault(name, now)


def release(name: str) -> None:
    """Let a form be drawn from the store again: what was typed is saved."""
    st.session_state[_HELD][1].pop(name, None)


@contextmanager
def both_shown(name: str, before: Any) -> Iterator[None]:
    """Where another tab changed the same field, show its words beside the form, which keeps what was typed here.

    `before` is the row that the form was drawn from, as a named tuple; saving once more then keeps one's own.
    """
    try:
        yield
    except EditConflictError as conflict:
        other = md_escape(conflict.current_text) or "nothing"
        st.warning(
            f"This was changed in another tab in the meantime, to: “{other}”. What you entered still stands in the "
            "form; save once more to keep yours.",
            icon=":material/call_split:",
        )
        st.session_state[_HELD][1][name] = before._replace(version=conflict.current_version)


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
        except AskwellError as error:
            st.error(md_escape(str(error)), icon=":material/error:")
