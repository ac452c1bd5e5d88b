"""The form that puts a takeaway under a theme and tags, and beside what somebody else said."""

from typing import Any

import streamlit as st

from lib.domain.commands import Command, KeepOffRecord, SortTakeaway
from lib.domain.commands.conversations import THEME_LENGTH
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stance
from lib.method.labels import label
from lib.ui import navigation, session
from lib.ui.forms import FieldProblems
from lib.views.claims import Claim, takeaways, words_used
from lib.views.options import told_apart

OWN = "Stands for itself"
_TAKEAWAY = "takeaway"


def sorting() -> str | None:
    """Return the takeaway that is being sorted, as the address names it: it proves nothing until it is looked up."""
    return navigation.chosen(_TAKEAWAY)


def start_sorting(goal_id: str, takeaway_id: str) -> None:
    """Open the form for a takeaway in the run that follows; for callbacks."""
    st.query_params.from_dict({"goal": goal_id, _TAKEAWAY: takeaway_id})


def _stop_sorting(goal_id: str) -> None:
    st.query_params.from_dict({"goal": goal_id})


def sort_form(snapshot: Snapshot, goal_id: str, claim: Claim) -> None:
    """Draw the form for the takeaway of this claim that the address names."""
    row = _picked(goal_id, claim)
    kept, problems = snapshot.one("takeaways", row.takeaway_id, "takeaway"), FieldProblems()
    rows = takeaways(snapshot, session.zone(), goal_id)
    themes, tags = words_used(rows)
    others = _others(rows, row.takeaway_id)
    # What was sorted in another tab makes it another form, which shows that.
    with st.form(session.key("sort", row.takeaway_id, str(kept.version))):
        theme = _theme(kept, themes)
        problems.under("theme")
        tagged = st.multiselect("Tags", sorted({*tags, *kept.tags}), kept.tags, accept_new_options=True)
        problems.under("tags")
        stance, about_id = _relation(row, others)
        problems.under("stance")
        off_record = st.checkbox("Off the record: stays on this page, and in no report", kept.off_record)
        sent = st.form_submit_button("Keep it", type="primary")
    st.button("Leave it as it is", key="leave_unsorted", type="tertiary", on_click=_stop_sorting, args=(goal_id,))
    if sent:
        typed = {"theme": theme or "", "tags": tuple(tagged), "about_id": about_id, "stance": stance}
        with problems.shown():
            _keep(goal_id, kept, typed, off_record=off_record)


def _picked(goal_id: str, claim: Claim) -> Any:
    rows = {row.takeaway_id: row for row in (claim.head, *claim.agreeing, *claim.contradicting)}
    now = sorting() or claim.head.takeaway_id
    if len(rows) == 1:
        return rows[now]
    words = told_apart({one: f"{row.name}: {row.text}" for one, row in rows.items()})
    key = session.key("which-takeaway", now)
    chosen = st.selectbox("Which of them?", list(rows), list(rows).index(now), format_func=words.__getitem__, key=key)
    if chosen != now:
        start_sorting(goal_id, chosen)
        st.rerun()
    return rows[now]


def _theme(kept: Any, themes: tuple[str, ...]) -> str | None:
    return st.selectbox(
        "Theme",
        themes,
        themes.index(kept.theme) if kept.theme else None,
        accept_new_options=True,
        placeholder="Choose one, or type a new one",
        help=f"A few words under which you would look for it, up to {THEME_LENGTH} letters.",
    )


def _others(rows: Any, takeaway_id: str) -> dict[str, str]:
    others = rows[rows["takeaway_id"] != takeaway_id]
    said = zip(others["takeaway_id"], others["name"], others["text"], strict=True)
    return told_apart({one: f"{name}: {text}" for one, name, text in said})


def _relation(row: Any, others: dict[str, str]) -> tuple[Stance | None, str | None]:
    """Draw how a takeaway stands to another one; return it with that one's id, both None where it stands alone."""
    if not others:
        return None, None
    relations = {OWN: None, **{label(stance): stance for stance in Stance}}
    now = label(Stance(row.stance)) if row.stance else OWN
    stance = relations[st.radio("How does it stand to what others said?", list(relations), list(relations).index(now))]
    about = row.head_id if row.head_id in others else None
    ids = list(others)
    chosen = st.selectbox(
        "… as which other one?",
        ids,
        ids.index(about) if about else None,
        format_func=others.__getitem__,
        placeholder="Choose what somebody said",
    )
    return stance, chosen if stance else None


def _keep(goal_id: str, kept: Any, typed: dict[str, Any], *, off_record: bool) -> None:
    commands: list[Command] = [SortTakeaway.of(typed, takeaway_id=kept.id)]
    if off_record != kept.off_record:
        commands.append(KeepOffRecord(off_record=off_record, takeaway_id=kept.id))
    receipts = session.do_all(commands)
    _stop_sorting(goal_id)
    session.finish("It is sorted.", *receipts)
