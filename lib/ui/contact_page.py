"""One person: who they are, how to reach them, what happened so far, and what can be done next."""

from typing import Any
from zoneinfo import ZoneInfo

import streamlit as st

from lib.domain.commands import ArchiveContact, EditContacts, MarkDoNotContact, RestoreContact
from lib.domain.fields import time_zones
from lib.domain.links import mailto, safe_url
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import OwnEmployer, Tie
from lib.method.circles import circle_title
from lib.method.labels import label
from lib.ui import navigation, page_head, person_story, session
from lib.ui.contact_form import contact_form
from lib.ui.introducer import introducer
from lib.ui.paths import who_could_introduce
from lib.ui.safe_text import md_escape
from lib.ui.suggestion_card import choose
from lib.ui.typed_field import typed_field
from lib.views.countries import country_names
from lib.views.dates import city, clock
from lib.views.interviews import interviews
from lib.views.options import told_apart
from lib.views.people import common_tags, work_of
from lib.views.touch import rhythm_of, rhythm_words

# To these an introduction is the better way.
_NOT_KNOWN = {Tie.INTRODUCED, Tie.SHARED, Tie.STRANGER}
_CAUTIONS = {
    OwnEmployer.UNSURE: "They work where you work now, and it is not sure that your employer may hear of this. Think "
    "about it before you write.",
    OwnEmployer.NOT_SAFE: "They work where you work now, and your employer should not hear of this.",
}


def contact_page(snapshot: Snapshot, contact_id: str) -> None:
    """Draw a person's page.

    Raises:
        NotFoundError: where there is no such person.
    """
    person = snapshot.one("contacts", contact_id, "person")
    page_head.page_head("contacts", md_escape(person.name))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _facts(person)
        person_story.touches(snapshot, contact_id)
        _cautions(person)
        introducer(snapshot, person)
        _ask_about(snapshot, person)
        _tags(snapshot, person)
        _notes(contact_id)
        with st.expander("Change what is written here"):
            if receipt := contact_form(contact_id, person):
                session.finish("Saved.", receipt)
        _put_away(person)
    with right:
        person_story.how_you_met(snapshot, contact_id)
        person_story.their_interviews(snapshot, contact_id)
        person_story.their_story(snapshot, contact_id)
        person_story.people_they_named(snapshot, contact_id)
    navigation.back("All contacts")


def _facts(person: Any) -> None:
    circle = circle_title(person.circle)
    lines = [
        md_escape(work_of(person)),
        f"{label(Tie(person.tie))}{f': {md_escape(person.how_known)}' if person.how_known else ''}",
        f"Circle: {circle}" if circle else "",
        f"Phone: {md_escape(person.phone)}" if person.phone else "",
        _their_clock(person.time_zone),
        *_days_and_rhythm(person),
    ]
    st.markdown("  \n".join(line for line in lines if line))
    with st.container(horizontal=True):
        if person.email:
            st.link_button("Write an e-mail", mailto(person.email, "", ""), icon=":material/mail:")
        if link := safe_url(person.profile_url):
            st.link_button("Open their profile", link, icon=":material/open_in_new:")
    _further(person)


def _their_clock(time_zone: str) -> str:
    """Return what time it is now where a person is; "" where that is not known."""
    if time_zone not in time_zones():
        return ""
    there = session.now().astimezone(ZoneInfo(time_zone))
    return md_escape(f"Time zone: {city(time_zone)}, where it is {clock(there.time())} now")


def _days_and_rhythm(person: Any) -> list[str]:
    country, every = person.country, rhythm_of(person)
    return [
        f"Public holidays: {md_escape(country_names().get(country, country))}" if country else "",
        f"How often to be in touch: {md_escape(rhythm_words(every).lower())}" if every is not None else "",
    ]


_FURTHER = {
    "name": "Also known as",
    "organisation": "Also at, or before",
    "position": "Also",
    "email": "Also by e-mail",
    "phone": "Also by phone",
}


def _further(person: Any) -> None:
    """Draw the further values that are written about a person."""
    lines = [
        f"{words}: {md_escape(', '.join(person.also[name]))}"
        for name, words in _FURTHER.items()
        if person.also.get(name)
    ]
    if lines:
        st.markdown("  \n".join(lines))
    for number, typed in enumerate(person.also.get("profile_url", ())):
        if link := safe_url(typed):
            st.link_button(f"Open profile {number + 2}", link, icon=":material/open_in_new:")


def _cautions(person: Any) -> None:
    """Draw what should be thought of before writing to a person."""
    if person.do_not_contact:
        st.warning("They asked not to be written to.", icon=":material/do_not_disturb_on:")
    if caution := _CAUTIONS.get(OwnEmployer(person.own_employer)):
        st.warning(caution, icon=":material/visibility:")


def _tags(snapshot: Snapshot, person: Any) -> None:
    """Draw the tags, each to be taken off, and the place where others are added."""
    # Changed elsewhere, it is another field, which shows the tags of now.
    key = session.key("tags", person.id, str(person.version))
    options = dict.fromkeys((*person.tags, *common_tags(snapshot)))
    st.multiselect(
        "Tags",
        list(options),
        list(person.tags),
        accept_new_options=True,
        placeholder="Choose, or type a new one",
        key=key,
        on_change=_tag,
        args=(person, key),
    )


def _tag(person: Any, key: str) -> None:
    chosen = list(st.session_state[key])
    with session.noticed():
        command = EditContacts.of(
            {
                "contact_ids": (person.id,),
                "add_tags": [tag for tag in chosen if tag not in person.tags],
                "drop_tags": [tag for tag in person.tags if tag not in chosen],
            }
        )
        session.notice("The tags are changed.", session.do(command))


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
    if Tie(person.tie) in _NOT_KNOWN:
        who_could_introduce(snapshot, goal_id, person.id, person.name)


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
