"""Whom one wants to reach and can't ask yet: the ways there, and the ask for an introduction."""

import streamlit as st

from lib.domain.commands import AddTarget, ChooseContact, RemoveTarget
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind
from lib.method.paths import Target
from lib.ui import navigation, session
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.network_picture import network_picture
from lib.ui.safe_text import md_escape
from lib.views.paths import Wanted, Way, wanted, ways_to

_NO_WAY = (
    "Nobody you noted works or worked there, or knows them. Add where your people worked before, on their pages, or "
    "ask around: “Do you know anybody there?”"
)


def find_a_way_in(snapshot: Snapshot, goal_id: str) -> None:
    """Draw whom one wants to reach about a goal, each with the ways there, and the form that adds one."""
    st.header("Find a way in", anchor=False)
    st.markdown("Somebody you don't know yet, or only a place? Name them, and see who among your people could help.")
    targets = wanted(snapshot, goal_id)
    for target in targets:
        _target(target, goal_id)
    if any(target.ways for target in targets):
        # A chart takes longer than all else on the page, so it is drawn when somebody wants to see it.
        key = session.key("network", goal_id)
        folded = st.expander("Your network around this goal, as a picture", key=key, on_change="rerun")
        if folded.open:
            with folded:
                network_picture(targets)
    _add(goal_id, is_open=not targets)


def _target(target: Wanted, goal_id: str) -> None:
    with st.container(border=True):
        place = f", {md_escape(target.place)}" if target.contact_id and target.place else ""
        st.markdown(f"**{md_escape(target.name)}**{place}")
        for way in target.ways:
            _way(way, target, goal_id)
        if not target.ways:
            st.markdown(_NO_WAY)
        with st.container(horizontal=True, vertical_alignment="center"):
            if target.contact_id:
                navigation.link("contacts", "Their page", icon=":material/person:", contact=target.contact_id)
            st.button(
                "No longer needed",
                key=session.key("drop-target", target.target_id),
                type="tertiary",
                on_click=session.carry_out,
                args=(RemoveTarget(target_id=target.target_id), f"{target.name} is off this list."),
            )


def _way(way: Way, target: Wanted, goal_id: str) -> None:
    names = " → ".join(["You", *(f"**{md_escape(name)}**" for name in way.names)])
    position = f"{md_escape(way.position)} · " if way.position else ""
    st.markdown(f"{names}  \n{position}{md_escape(way.why)}.")
    introducer = md_escape(way.introducer)
    if way.interview_id:
        words = f"You asked {introducer}: open it"
        navigation.link("ask", words, icon=":material/outgoing_mail:", interview=way.interview_id)
        return
    key = session.key("introduce", target.target_id, target.contact_id, way.introducer_id)
    if st.button(f"Ask {introducer} for an introduction", key=key):
        _ask(goal_id, way, target)


def _ask(goal_id: str, way: Way, target: Wanted) -> None:
    """Put the introducer on the list, and open where they are asked."""
    # Over two people, the first introduces one to the second.
    to_id = way.next_id or target.contact_id
    asked = ChooseContact(
        goal_id=goal_id,
        contact_id=way.introducer_id,
        kind=InterviewKind.INTRODUCTION,
        target_contact_id=to_id or None,
        target_organisation="" if to_id else target.place,
    )
    with session.told():
        receipt = session.do(asked)
        session.notice(f"{way.introducer} is on your list, for an introduction. Write while it is fresh.", receipt)
        navigation.go("ask", interview=receipt.subject_id)


def who_could_introduce(snapshot: Snapshot, goal_id: str, contact_id: str, name: str) -> None:
    """Draw, for somebody whom one does not know yet, who could introduce one to them; nothing where nobody could."""
    ways = ways_to(snapshot, Target(contact_id), name)
    if ways:
        st.header("Who could introduce you", anchor=False)
    for way in ways:
        _way(way, Wanted("", contact_id, name, "", ways), goal_id)


def _add(goal_id: str, *, is_open: bool) -> None:
    problems, form = FieldProblems(), AddingForm("target", goal_id)
    with st.expander("Name a person or a place", expanded=is_open), st.form(form.key, border=False):
        left, right = st.columns(2)
        with left:
            name = st.text_input("Person, if you know who", max_chars=500)
            problems.under("name")
            position = st.text_input("What they do", max_chars=500)
            problems.under("position")
        with right:
            organisation = st.text_input("Organisation", max_chars=500)
            problems.under("organisation")
            profile_url = st.text_input("Profile link", max_chars=500, placeholder="https://")
            problems.under("profile_url")
        sent = st.form_submit_button("See who could help")
    if sent:
        typed = {"name": name, "organisation": organisation, "position": position, "profile_url": profile_url}
        with problems.shown():
            receipt = session.do(AddTarget.of(typed, goal_id=goal_id))
            form.added()
            session.finish("Added.", receipt)
