"""One person: who they are, how to reach them, what happened so far, and what can be done next."""

from typing import Any

import streamlit as st

from lib.domain.commands import ArchiveContact, MarkDoNotContact, RestoreContact
from lib.domain.links import mailto, safe_url
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stage, Tie
from lib.method.labels import label
from lib.ui import navigation, page_head, session
from lib.ui.contact_form import contact_form
from lib.ui.move_to import page_of
from lib.ui.safe_text import md_escape
from lib.ui.suggestion_card import choose
from lib.ui.typed_field import typed_field
from lib.views.dates import ago, day_of, local_day, long_day
from lib.views.interviews import interviews
from lib.views.options import told_apart
from lib.views.people import story, work_of


def contact_page(snapshot: Snapshot, contact_id: str) -> None:
    """Draw a person's page.

    Raises:
        NotFoundError: where there is no such person.
    """
    person = snapshot.one("contacts", contact_id, "person")
    page_head.page_head("contacts", md_escape(person.name))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _facts(snapshot, person)
        _ask_about(snapshot, person)
        _notes(contact_id)
        with st.expander("Change what is written here"):
            if receipt := contact_form(contact_id, person):
                session.finish("Saved.", receipt)
        _put_away(person)
    with right:
        _interviews(snapshot, contact_id)
        _story(snapshot, contact_id)
        _introduced(snapshot, contact_id)
    navigation.back("All contacts")


def _facts(snapshot: Snapshot, person: Any) -> None:
    last = day_of(person.last_spoke_on)
    lines = [
        md_escape(work_of(person)),
        f"{label(Tie(person.tie))}{f': {md_escape(person.how_known)}' if person.how_known else ''}",
        f"Last spoke {ago(last, session.today())}" if last else "",
        _introducer(snapshot, person),
        " ".join(f":gray-badge[{md_escape(tag)}]" for tag in person.tags),
    ]
    st.markdown("  \n".join(line for line in lines if line))
    with st.container(horizontal=True):
        if person.email:
            st.link_button("Write an e-mail", mailto(person.email, "", ""), icon=":material/mail:")
        if link := safe_url(person.profile_url):
            st.link_button("Open their profile", link, icon=":material/open_in_new:")
    if person.phone:
        st.markdown(f"Phone: {md_escape(person.phone)}")
    if person.do_not_contact:
        st.warning("They asked not to be written to.", icon=":material/do_not_disturb_on:")


def _introducer(snapshot: Snapshot, person: Any) -> str:
    if not person.introducer_id:
        return ""
    introducer = snapshot.one("contacts", person.introducer_id, "person")
    words = "Introduced by" if person.named_in_id else "Could be introduced by"
    allowed = ", whose name you may use" if person.may_use_name else ""
    return f"{words} {md_escape(introducer.name)}{allowed}"


def _ask_about(snapshot: Snapshot, person: Any) -> None:
    goals = snapshot.goals[snapshot.goals["closed_at"].isna()]
    frame = interviews(snapshot, session.zone())
    if frame["is_open"][frame["contact_id"] == person.id].any():
        return
    if goals.empty or person.do_not_contact or not session.is_missing(person.archived_at):
        return
    topics = told_apart(dict(zip(goals["id"], goals["topic"], strict=True)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        goal_id: str = st.selectbox(
            "Ask them about",
            list(topics),
            format_func=topics.__getitem__,
            key=session.key("ask-about", person.id),
        )
        if st.button("Ask them", type="primary", key=session.key("ask-them", person.id)):
            choose(goal_id, person.id, person.name)


def _notes(contact_id: str) -> None:
    typed_field(
        f"contact-notes/{contact_id}",
        label="Notes",
        help_text="Write only what you would be happy for them to read.",
        height=100,
    )


def _put_away(person: Any) -> None:
    with st.container(horizontal=True):
        if session.is_missing(person.archived_at):
            if st.button("Archive", key=session.key("archive", person.id)):
                with session.told():
                    receipt = session.do(ArchiveContact(contact_id=person.id))
                    session.finish(f"{person.name} is off your lists. Nothing about them is lost.", receipt)
        elif st.button("Put back on the lists", key=session.key("unarchive", person.id)):
            with session.told():
                session.finish(f"{person.name} is back.", session.do(RestoreContact(contact_id=person.id)))
        wish, name = ("They asked not to be written to", "do-not-contact")
        if person.do_not_contact:
            wish, name = ("They may be written to again", "may-contact")
        # A key for each wish: a hasty second click must not take back the first.
        if st.button(wish, key=session.key(name, person.id)):
            command = MarkDoNotContact(contact_id=person.id, do_not_contact=not person.do_not_contact)
            with session.told():
                session.finish("Noted.", session.do(command))


def _interviews(snapshot: Snapshot, contact_id: str) -> None:
    frame = interviews(snapshot, session.zone())
    theirs = frame[frame["contact_id"] == contact_id]
    if theirs.empty:
        return
    st.header("Interviews", anchor=False)
    for row in theirs.itertuples(index=False):
        page = page_of(Stage(str(row.stage)))
        words = f"{md_escape(str(row.topic))} · {label(Stage(str(row.stage)))}"
        navigation.link(page, words, interview=str(row.interview_id))


def _story(snapshot: Snapshot, contact_id: str) -> None:
    moments = story(snapshot, contact_id)
    if not moments:
        return
    st.header("What happened so far", anchor=False)
    lines = [f"- {long_day(local_day(moment.at, session.zone()))}: {moment.what}" for moment in moments]
    st.markdown("\n".join(lines))


def _introduced(snapshot: Snapshot, contact_id: str) -> None:
    frame = snapshot.contacts
    named = frame[(frame["introducer_id"] == contact_id) & (frame["named_in_id"] != "")]
    if named.empty:
        return
    st.header("People they named", anchor=False)
    for row in named.itertuples(index=False):
        key = session.key("open-contact", str(row.id))
        navigation.pick("contact", str(row.id), md_escape(str(row.name)), key=key)
