"""A text field that saves while it is typed, and keeps in the tab what the store has not taken yet.

The browser sends the text to `lib.typed_route` by a request of its own, never by a rerun, so that leaving the page in
the middle of a word loses neither the text nor the next page. A rerun only brings what the store has.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

import streamlit as st

from lib import typed_route
from lib.ui import asset, session
from lib.views.dates import moment_of
from lib.views.typed_texts import kept_text

_FIELD = st.components.v2.component(
    "askwell_typed_field",
    html='<div class="typed-place"><div class="typed-field"></div></div>',
    css=asset("typed_field.css") + asset("typed_coach.css"),
    js="".join(asset(f"typed_{part}.js") for part in ("outbox", "extras", "coach", "marks", "field")),
)
_FORGET = "askwell:forget-texts"

LIMIT = 20_000
HEIGHT = 160


class FieldLook(TypedDict, total=False):
    """How a field looks: limit in characters (20,000), least height in pixels (160), and what stands around it.

    `gaps` are phrases such as “[why you thought of them]” that are listed below while they stand in the text.
    `mail_to` is a checked e-mail address; with it comes a link that opens the text in the mail program, with the
    subject from the field at the address `mail_subject` on the same page. `count` says how long the text is where its
    channel counts: `{"most": 200, "paid": 300}` characters, or `{"inMessages": True}`. `coach` has
    what is said of the stored text, as `remarks`, and `grades` in words; the answer to each save brings new remarks.
    `large` is for reading at a glance. `marks` are signs that Alt+1, Alt+2 … put at the beginning of the line.
    """

    limit: int
    height: int
    placeholder: str
    help_text: str
    copy_button: bool
    single_line: bool
    hide_label: bool
    gaps: Sequence[str]
    mail_to: str
    mail_subject: str
    count: Mapping[str, Any] | None
    coach: Mapping[str, Any]
    large: bool
    marks: Sequence[str]


def typed_field(address: str, *, label: str, **look: Unpack[FieldLook]) -> None:
    """Draw the field for the text at an address of `lib.views.typed_texts`.

    Raises:
        NotFoundError: where the address names nothing of this workspace.
    """
    snapshot = session.snapshot()
    kept = kept_text(snapshot, address)
    data = {
        "workspace": snapshot.workspace_id,
        "address": address,
        "url": typed_route.path_under(st.get_option("server.baseUrlPath")),
        "value": kept.text,
        "version": kept.version,
        "at": _saved_at(kept.saved_at),
        "label": label,
        "limit": look.get("limit", LIMIT),
        "height": look.get("height", HEIGHT),
        "placeholder": look.get("placeholder", ""),
        "help": look.get("help_text", ""),
        "copy": look.get("copy_button", False),
        "single": look.get("single_line", False),
        "hideLabel": look.get("hide_label", False),
        "gaps": list(look.get("gaps", ())),
        "mailTo": look.get("mail_to", ""),
        "mailSubject": look.get("mail_subject", ""),
        "count": look.get("count"),
        "coach": look.get("coach"),
        "large": look.get("large", False),
        "marks": list(look.get("marks", ())),
    }
    _FIELD(key=session.key("text", address.replace("/", "-")), data=data)


def open_gaps(address: str, gaps: Sequence[str]) -> None:
    """Draw which of the phrases `gaps` still stand in the text at an address of this page, as it is being typed.

    Draws nothing while none does.
    """
    snapshot = session.snapshot()
    value = kept_text(snapshot, address).text
    data = {"workspace": snapshot.workspace_id, "address": address, "watch": True, "gaps": list(gaps), "value": value}
    _FIELD(key=session.key("gaps", address.replace("/", "-")), data=data)


def deliver_waiting_texts() -> None:
    """Send what an earlier page of this tab could not deliver; draws nothing, so that every page can do it."""
    data = {"outbox": True, "forget": bool(st.session_state.pop(_FORGET, False))}
    _FIELD(key="askwell-outbox", data=data, height=1)


def _saved_at(value: object) -> str:
    """Return when a text was saved, such as “10:42” or “26 Nov 10:42”; empty where nobody noted it."""
    moment = moment_of(value)
    return session.local(moment).removeprefix("today ") if moment else ""


def forget_kept_texts() -> None:
    """Remove from this tab every text that waits to be saved, once the next page is drawn; after deleting all data."""
    st.session_state[_FORGET] = True
