"""Whom and what they named: people, who become contacts, and things to read, watch, join or try."""

from typing import Any

import streamlit as st

from lib.domain.commands import AddReferral, AddResource, EditContact, RemoveResource
from lib.domain.fields import LINE_LIMIT
from lib.domain.snapshot import Snapshot
from lib.ui import navigation, session
from lib.ui.forms import AddingForm, FieldProblems
from lib.ui.safe_text import md_escape
from lib.ui.take_out import take_out
from lib.ui.write_thanks import take_up
from lib.views.conversation import parts_of, referrals


def people_named(snapshot: Snapshot, interview: Any) -> None:
    """Draw the people who were named (each is a contact), and the form for the next."""
    st.header("Whom did they name?", anchor=False)
    for row in referrals(snapshot, interview.interview_id):
        _person(row, interview)
    problems, form = FieldProblems(), AddingForm("referral", interview.interview_id)
    with st.form(form.key, border=False):
        left, right = st.columns(2)
        with left:
            name = st.text_input("Their name", max_chars=200)
            problems.under("name")
        organisation = right.text_input("Where they work", max_chars=200)
        may_use_name = st.checkbox(_may_use(interview))
        sent = st.form_submit_button("Add them to my contacts")
    if sent:
        typed = {"name": name, "organisation": organisation, "may_use_name": may_use_name}
        with problems.shown():
            receipt = session.do(AddReferral.of(typed, interview_id=interview.interview_id))
            form.added()
            take_up(snapshot, interview)
            session.finish(f"{name.strip()} is among your contacts, introduced by {interview.name}.", receipt)


def _may_use(interview: Any) -> str:
    return f"I may say that {md_escape(interview.name)} sent me"


def _person(row: Any, interview: Any) -> None:
    """Draw somebody who was named, and whether one may say by whom, where it is this one who introduces them."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        navigation.link("contacts", md_escape(str(row.name)), icon=":material/person:", contact=str(row.id))
        if row.introducer_id == interview.contact_id:
            known = {"name": row.name, "contact_id": row.id, "version": int(row.version)}
            command = EditContact(**known, may_use_name=not row.may_use_name)
            key = session.key("may-say", row.id, str(row.version))
            words = "I may say who sent me"
            st.checkbox(words, row.may_use_name, key=key, on_change=session.carry_out, args=(command,))


def resources(snapshot: Snapshot, interview: Any) -> None:
    """Draw what they named to read, watch, join or try, and the line for the next."""
    st.header("What did they point you to?", anchor=False)
    for row in parts_of(snapshot, "resources", interview.interview_id):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(f":material/bookmark: {md_escape(row.text)}", width="stretch")
            take_out(RemoveResource(resource_id=row.id), row.id)
    problems, form = FieldProblems(), AddingForm("resource", interview.interview_id)
    with st.form(form.key, border=False):
        text = st.text_input("A book, a site, a group, an event …", max_chars=LINE_LIMIT)
        problems.under("text")
        sent = st.form_submit_button("Keep it")
    if sent:
        with problems.shown():
            session.do(AddResource.of({"text": text}, interview_id=interview.interview_id))
            form.added()
            st.rerun()
