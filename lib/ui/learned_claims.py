"""What was learned as claims by theme: who said it, who says the same, and who sees it differently."""

from collections.abc import Iterable
from html import escape
from typing import Any

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mark
from lib.method.labels import label
from lib.ui import session
from lib.ui.learned_sorting import sort_form, sorting, start_sorting
from lib.ui.safe_text import md_escape
from lib.views.claims import Claim, Theme, contested, tagged, takeaways, themes, words_used
from lib.views.dates import day_of, short_day

AT_ONCE = 12  # claims drawn at once
NO_THEME = "Not sorted yet"


def claims_by_theme(snapshot: Snapshot, goal_id: str) -> None:
    """Draw what was learned about a goal, with the ways to sort it."""
    st.header("What you take away", anchor=False)
    rows = takeaways(snapshot, session.zone(), goal_id)
    if rows.empty:
        st.markdown("Nothing yet. What you note after a conversation as “one thing I take away” comes together here.")
        return
    found = snapshot.derive(("themes", session.zone(), goal_id), lambda: themes(rows))
    st.markdown(_how_many([claim for theme in found for claim in theme.claims]))
    shown = _filtered(goal_id, found, words_used(rows)[1])
    left = _most(goal_id, shown)
    for theme in shown:
        if left <= 0:
            break
        _theme(snapshot, goal_id, theme, left)
        left -= len(theme.claims)
    if not shown:
        st.markdown("Nothing here has these tags.")


def _how_many(found: list[Claim]) -> str:
    several = len([claim for claim in found if claim.agreeing])
    number, against = len(found), len(contested(found))
    what = "1 claim" if number == 1 else f"{number} claims"
    return f"{what}. {several} said by more than one person, {against} seen differently by somebody."


def _filtered(goal_id: str, found: tuple[Theme, ...], tags: tuple[str, ...]) -> tuple[Theme, ...]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = (
            st.multiselect("Tag", tags, key=session.key("claim-tags", goal_id), placeholder="Any", width=260)
            if tags
            else ()
        )
        only = st.checkbox("Only where people disagree", key=session.key("only-contested", goal_id))
    found = tagged(found, chosen)
    if not only:
        return found
    left = (Theme(theme.name, contested(theme.claims)) for theme in found)
    return tuple(theme for theme in left if theme.claims)


def _most(goal_id: str, shown: Iterable[Theme]) -> int:
    """Draw the way to see all claims where they are many; return how many are drawn."""
    number = len([claim for theme in shown for claim in theme.claims])
    if number <= AT_ONCE or st.checkbox(f"Show all {number}", key=session.key("all-claims", goal_id)):
        return number
    return AT_ONCE


def _theme(snapshot: Snapshot, goal_id: str, theme: Theme, most: int) -> None:
    st.subheader(md_escape(theme.name or NO_THEME), anchor=False)
    if not theme.name:
        st.caption("Put each under a theme, or beside what somebody else said: then you see where people agree.")
    for claim in theme.claims[:most]:
        with st.container(border=True, gap="small"):
            st.html(_claim(claim))
            if sorting() in _ids(claim):
                sort_form(snapshot, goal_id, claim)
            else:
                key = session.key("sort-claim", claim.head.takeaway_id)
                args = (goal_id, claim.head.takeaway_id)
                st.button("Sort", key=key, icon=":material/sell:", type="tertiary", on_click=start_sorting, args=args)


def _ids(claim: Claim) -> set[str]:
    return {row.takeaway_id for row in (claim.head, *claim.agreeing, *claim.contradicting)}


def _claim(claim: Claim) -> str:
    sides = _side("Says the same", "same", claim.agreeing) + _side(
        "Sees it differently", "differs", claim.contradicting
    )
    tags = "".join(f"<li>{escape(tag)}</li>" for tag in claim.tags)
    tag_list = f'<ul class="tags" aria-label="Tags">{tags}</ul>' if tags else ""
    both = f'<div class="sides">{sides}</div>' if sides else ""
    return f'<article class="claim">{_said(claim.head)}{both}{tag_list}</article>'


def _side(title: str, name: str, rows: Iterable[Any]) -> str:
    said = "".join(f"<li>{_said(row)}</li>" for row in rows)
    return f'<section class="{name}"><h4>{title}</h4><ul>{said}</ul></section>' if said else ""


def _said(row: Any) -> str:
    day = day_of(row.talked_on)
    when = f", {short_day(day, session.today())}" if day else ""
    mark = f'<span class="mark">{label(Mark(row.mark))}</span>' if row.mark else ""
    lock = '<span class="mark">Off the record</span>' if row.off_record else ""
    about = f'<p class="about">on “{escape(row.question)}”</p>' if row.question else ""
    return f'<p class="words" dir="auto">{escape(row.text)}</p>{about}<p>{escape(row.name)}{when} {mark}{lock}</p>'
