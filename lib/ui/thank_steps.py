"""One interview on the page where people are thanked: the thank-you, the word to an introducer, the update."""

from datetime import date
from typing import Any

import streamlit as st

from lib.domain.lifecycle import OWED_THANKS
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Outcome, Purpose, Stage
from lib.method.labels import label
from lib.method.wordings import Situation
from lib.ui import navigation, session
from lib.ui.debrief import takeaway_line
from lib.ui.debrief_promises import promise_line
from lib.ui.letter import letter
from lib.ui.safe_text import md_escape
from lib.ui.thank_update import update, write_to_target
from lib.ui.thread import said_so_far
from lib.views.cases import introducer_of, person_of, told_introducers
from lib.views.dates import ago, day_of, local_day, short_day
from lib.views.debriefing import on_the_record, promised
from lib.views.situations import situation_of
from lib.views.thanking import INTRODUCER, after_thanks, heard_on, how_late
from lib.views.thanks_draft import as_card

_GAVE = {
    Outcome.MET: "They gave you a talk {since}",
    Outcome.ANSWERED: "They gave you an answer {since}",
    Outcome.PASSED_ON: "They sent you to somebody else {since}",
    Outcome.NOT_NOW: "They answered {since}, though now is not a good time for them",
    Outcome.DECLINED: "They took the time {since} to say no",
}
_HEARD = {Outcome.MET, Outcome.ANSWERED}


def thank_steps(snapshot: Snapshot, row: Any, view: str) -> None:
    """Draw an interview (a row of `interviews`) with the thank-you or the update that it is time for.

    `view` is the side of it that the address asks for: INTRODUCER for whoever opened the way to this person.
    """
    stage = Stage(row.stage)
    introducer = introducer_of(snapshot, person_of(snapshot, row.interview_id))
    if view == INTRODUCER and introducer is not None and (heard := heard_on(row)):
        _tell_introducer(snapshot, row, introducer, heard)
        return
    st.header(md_escape(row.name), anchor=False)
    if stage in OWED_THANKS:
        _thank(snapshot, row, Outcome(row.outcome))
        said_so_far(snapshot, row, "Everything said so far")
    elif stage in {Stage.THANKED, Stage.KEPT_IN_TOUCH}:
        update(snapshot, row, view)
        said_so_far(snapshot, row, "Everything said so far")
    else:
        st.markdown(f"{label(stage)}. There is nothing to thank for yet.")
        navigation.link("ask", "Open it under Ask", interview=row.interview_id)


def _thank(snapshot: Snapshot, row: Any, outcome: Outcome) -> None:
    gave = _GAVE[outcome]
    if row.target and outcome is Outcome.PASSED_ON:
        gave = f"They opened the way to {md_escape(row.target)} {{since}}"
    since = row.since.date()
    st.markdown(f"{gave.replace('{since}', ago(since, session.today()))}. {how_late(since, session.today())}")
    if outcome in _HEARD:
        _builds_on(snapshot, row, "What your thank-you builds on")
    situation = situation_of(snapshot, row, Purpose.THANKS)
    if outcome is Outcome.MET and _is_card(snapshot, row):
        situation = Situation.CARD
    words = f"Logged. {after_thanks(snapshot, row, session.today())}"
    letter(snapshot, row, Purpose.THANKS, situation=situation, sent_words=words)
    write_to_target(snapshot, row)


def _builds_on(snapshot: Snapshot, row: Any, title: str) -> None:
    """Draw what the thank-you builds on; what is not noted yet can be noted here, and the wording takes it up."""
    learned = on_the_record(snapshot, row.interview_id)
    promises = promised(snapshot, row.interview_id)
    with st.container(border=True, key=session.key("builds-on", row.interview_id)):
        st.markdown(f"**{title}**")
        if learned:
            st.markdown(f":material/check: You learned: {md_escape(learned[0].text)}")
        else:
            st.markdown("A thank-you is warmest with one specific thing you learned.")
            takeaway_line(snapshot, row)
        if promises:
            st.markdown(f":material/check: You will: {md_escape(promises[0].text)}{_by(promises[0])}")
        else:
            st.markdown("What will you do now, if you know it already?")
            promise_line(snapshot, row)
        record = {"interview": row.interview_id, "view": "after"}
        words = "Choose from what they wrote" if row.outcome == Outcome.ANSWERED else "All your notes"
        navigation.link("talk", words, icon=":material/edit_note:", **record)


def _by(promise: Any) -> str:
    due = day_of(promise.due_on)
    return f", by {short_day(due, session.today())}" if due else ""


def _is_card(snapshot: Snapshot, row: Any) -> bool:
    """Draw the way to a card by hand, and return whether the thank-you is one."""
    command = as_card(snapshot, row, zone=session.zone(), today=session.today())
    if command is None:
        st.caption("Copy these words onto a card, in your own hand.")
        return True
    key = session.key("card", row.interview_id)
    if st.button("Write a card instead", type="tertiary", icon=":material/stylus_note:", key=key):
        with session.told():
            session.finish("The words for a card. What you had before is kept.", session.do(command))
    return False


def _tell_introducer(snapshot: Snapshot, row: Any, introducer: Any, heard: date) -> None:
    st.header(md_escape(introducer.name), anchor=False)
    what = "you talked" if day_of(row.held_on) else "you had an answer"
    met = f"They led you to {md_escape(row.name)}, and {what} {ago(heard, session.today())}."
    told_at = told_introducers(snapshot).get(row.interview_id)
    if told_at is not None:
        told = ago(local_day(told_at, session.zone()), session.today())
        st.markdown(f"{met} You told {md_escape(introducer.name)} how it went {told}.")
        return
    st.markdown(f"{met} Whoever opens a door likes to hear what was behind it.")
    _builds_on(snapshot, row, "What you can tell them")
    purpose, situation = Purpose.INTRODUCER, Situation.THANKS_INTRODUCER
    letter(snapshot, row, purpose, situation=situation, sent_words="Logged. They know now.", to=introducer.id)
