"""One interview on the page where people are thanked: the thank-you, and later the word on what came of it."""

from typing import Any

import streamlit as st

from lib.domain.lifecycle import OWED_THANKS
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Outcome, Purpose, Stage
from lib.method.cadence import add_days, rules
from lib.method.labels import label
from lib.method.wordings import Situation, thanks_situation
from lib.ui import navigation, session
from lib.ui.letter import letter
from lib.ui.safe_text import md_escape
from lib.views.conversation import draft_of, parts_of
from lib.views.dates import ago, long_day
from lib.views.due import interview_item

_GAVE = {
    Outcome.MET: "They gave you a talk {since}",
    Outcome.ANSWERED: "They gave you an answer {since}",
    Outcome.PASSED_ON: "They sent you to somebody else {since}",
    Outcome.NOT_NOW: "They answered {since}, though now is not a good time for them",
    Outcome.DECLINED: "They took the time {since} to say no",
}


def thank_steps(snapshot: Snapshot, row: Any) -> None:
    """Draw an interview (a row of `interviews`) with the thank-you or the update that it is time for."""
    st.header(md_escape(row.name), anchor=False)
    stage = Stage(row.stage)
    if stage in OWED_THANKS:
        _thank(snapshot, row, Outcome(row.outcome))
    elif stage in {Stage.THANKED, Stage.KEPT_IN_TOUCH}:
        _update(snapshot, row)
    else:
        st.markdown(f"{label(stage)}. There is nothing to thank for yet.")
        navigation.link("ask", "Open it under Ask", interview=row.interview_id)


def _thank(snapshot: Snapshot, row: Any, outcome: Outcome) -> None:
    gave = _GAVE[outcome]
    if row.target and outcome is Outcome.PASSED_ON:
        gave = f"They opened the way to {md_escape(row.target)} {{since}}"
    since = ago(row.since.date(), session.today())
    st.markdown(f"{gave.replace('{since}', since)}. A thank-you is best on the same day.")
    learned = parts_of(snapshot, "takeaways", row.interview_id)
    if outcome in {Outcome.MET, Outcome.ANSWERED} and not learned:
        st.info("A thank-you is warmest with one specific thing you learned. Note it first, and the wording uses it.")
        navigation.link(
            "talk", "Note what you learned", icon=":material/edit_note:", interview=row.interview_id, view="after"
        )
    days = rules()["thanked"].days
    words = "Logged, and that closes the circle."
    if outcome not in {Outcome.DECLINED, Outcome.NOT_NOW}:
        words = f"Logged. Around {long_day(add_days(session.today(), days, 'calendar'))}, tell them what came of it."
    letter(snapshot, row, Purpose.THANKS, situation=thanks_situation(outcome), sent_words=words)
    if row.target_contact_id and outcome is Outcome.PASSED_ON:
        write = f"Write to {md_escape(row.target)}"
        navigation.link("contacts", write, icon=":material/outgoing_mail:", contact=row.target_contact_id)


def _update(snapshot: Snapshot, row: Any) -> None:
    item = interview_item(row, session.now())
    wrote = f"You wrote last {ago(row.since.date(), session.today())}."
    if item is None:
        st.markdown(f"{wrote} Nothing more is due here.")
        return
    is_due = item.due_on <= session.today()
    when = "People like to hear what came of their advice." if is_due else f"Next word: {long_day(item.due_on)}."
    st.markdown(f"{wrote} {when}")
    begun = draft_of(snapshot, row.interview_id, Purpose.UPDATE) is not None
    with st.expander("Tell them what came of it", expanded=is_due or begun):
        letter(snapshot, row, Purpose.UPDATE, situation=Situation.OUTCOME_UPDATE, sent_words="Logged.")
