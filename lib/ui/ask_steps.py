"""One interview on the page where it is asked for: what can be done where it stands now."""

from typing import Any

import streamlit as st

from lib.domain.commands import CloseInterview, ReopenInterview
from lib.domain.lifecycle import ANSWERABLE, OPEN, OWED_THANKS, WAITING
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import InterviewKind, Purpose, Stage
from lib.method.labels import label
from lib.ui import navigation, session
from lib.ui.bring_in_reply import bring_in_reply
from lib.ui.deed import deed
from lib.ui.due_items import what_comes_next
from lib.ui.interview_removal import remove_interview
from lib.ui.letter import letter
from lib.ui.reply_form import answer_by_hand, reply_form
from lib.ui.rhythm import interview_routine
from lib.ui.safe_text import md_escape
from lib.ui.thread import last_words, said_so_far
from lib.ui.time_steps import find_a_time, scheduled, taken_off
from lib.ui.write_thanks import write_thanks
from lib.views.conversation import draft_of
from lib.views.dates import ago, long_day
from lib.views.due import expected_on, interview_items
from lib.views.people import work_of
from lib.views.situations import situation_of


def ask_steps(snapshot: Snapshot, row: Any) -> None:
    """Draw an interview (a row of `interviews`) with what can be done now."""
    _head(row)
    stage = Stage(row.stage)
    person = snapshot.one("contacts", row.contact_id, "person")
    if person.do_not_contact and stage in OPEN:
        _left_alone(row)
        return
    if stage in {Stage.IDENTIFIED, Stage.DRAFTED}:
        _request(snapshot, row)
    elif stage in WAITING:
        _waiting(snapshot, row, stage)
    elif stage in {Stage.AGREED, Stage.MISSED}:
        last_words(snapshot, row)
        find_a_time(snapshot, row, stage)
    elif stage is Stage.SCHEDULED:
        last_words(snapshot, row)
        scheduled(snapshot, row)
    else:
        _afterwards(snapshot, row, stage)
    said_so_far(snapshot, row, "Everything said so far")
    if stage not in WAITING:
        # There it stands beside the answers.
        bring_in_reply(snapshot, here=row.interview_id)
    with st.expander("More"):
        if stage in ANSWERABLE - WAITING:
            st.markdown("They answered again, or differently?")
            answer_by_hand(row, stage)
        interview_routine(snapshot, row)
        remove_interview(row)


def _head(row: Any) -> None:
    st.header(md_escape(row.name), anchor=False)
    work = work_of(row)
    topic = f"“{md_escape(row.topic)}”"
    is_introduction = row.kind == InterviewKind.INTRODUCTION
    about = f"An introduction to **{md_escape(row.target)}**, for {topic}" if is_introduction else f"About {topic}"
    st.markdown(f"{md_escape(work)}  \n{about}" if work else about)
    with st.container(horizontal=True):
        navigation.link("contacts", "Their page", icon=":material/person:", contact=row.contact_id)
        if is_introduction and row.target_contact_id:
            words = "Whom you want to meet"
            navigation.link("contacts", words, icon=":material/person_search:", contact=row.target_contact_id)
        elif not is_introduction:
            navigation.link("talk", "The conversation", icon=":material/forum:", interview=row.interview_id)


def _left_alone(row: Any) -> None:
    st.warning("They asked not to be written to, so there is nothing to send.", icon=":material/do_not_disturb_on:")
    remove_interview(row)


def _request(snapshot: Snapshot, row: Any) -> None:
    rule = "introduction_requested" if row.kind == InterviewKind.INTRODUCTION else "requested"
    follow_up = long_day(expected_on(snapshot, row, rule, session.today()))
    words = f"Logged as sent. If you hear nothing, follow up on {follow_up}; it will stand under Today."
    situation = situation_of(snapshot, row, Purpose.REQUEST)
    letter(snapshot, row, Purpose.REQUEST, situation=situation, sent_words=words)


def _waiting(snapshot: Snapshot, row: Any, stage: Stage) -> None:
    asked = ago(row.since.date(), session.today())
    st.markdown(f"{label(stage)} {asked}. Silence is mostly about timing, not about you.")
    items = interview_items(snapshot, row, session.zone(), session.now())
    what_comes_next(items)
    st.subheader("What did they answer?", anchor=False)
    reply_form(row, stage)
    if stage is Stage.FOLLOWED_UP_TWICE or _is_enough(snapshot, row, stage):
        _close(row, "Let it rest")
        return
    st.subheader("No answer yet?", anchor=False)
    begun = draft_of(snapshot, row.interview_id, Purpose.FOLLOW_UP) is not None
    is_time = any(item.due_on <= session.today() for item in items)
    first = stage is Stage.REQUESTED
    with st.expander("Write a short note" if first else "Write one last kind note", expanded=begun or is_time):
        _follow_up(snapshot, row, first=first)
    _close(row, "Let it rest")


def _is_enough(snapshot: Snapshot, row: Any, stage: Stage) -> bool:
    """Tell whether one follow-up is all: to somebody new, and for an introduction, the method has no second one."""
    if stage is not Stage.FOLLOWED_UP:
        return False
    items = interview_items(snapshot, row, session.zone(), session.now())
    return row.kind == InterviewKind.INTRODUCTION or any(item.rule == "followed_up_stranger" for item in items)


def _follow_up(snapshot: Snapshot, row: Any, *, first: bool) -> None:
    kind = "introduction_" if row.kind == InterviewKind.INTRODUCTION else ""
    rule = f"{kind}followed_up" if first else "followed_up_twice"
    then = long_day(expected_on(snapshot, row, rule, session.today()))
    words = f"Logged. Now it is their turn; on {then} it will stand under Today again."
    situation = situation_of(snapshot, row, Purpose.FOLLOW_UP)
    letter(snapshot, row, Purpose.FOLLOW_UP, situation=situation, sent_words=words)


def _close(row: Any, words: str) -> None:
    said = "At rest. A late answer can be logged at any time."
    deed(words, CloseInterview(interview_id=row.interview_id), said, "close")


def _afterwards(snapshot: Snapshot, row: Any, stage: Stage) -> None:
    st.markdown(f"{label(stage)} {ago(row.since.date(), session.today())}.")
    with st.container(horizontal=True):
        if stage in OWED_THANKS:
            write_thanks(snapshot, row)
        if stage in {Stage.NO_REPLY, Stage.CALLED_OFF, Stage.NOT_NOW, Stage.THANKED, Stage.KEPT_IN_TOUCH}:
            command = ReopenInterview(interview_id=row.interview_id)
            deed("Ask them again", command, "Taken up again. Write when you are ready.", "reopen")
    if stage is Stage.CALLED_OFF:
        taken_off(snapshot, row)
