"""A word to somebody who was thanked: what came of their advice, good news, later a name; and how often."""

from datetime import date
from typing import Any

import streamlit as st

from lib.domain.commands import EditContact, FillField
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Outcome, Purpose
from lib.method.wordings import Situation
from lib.ui import navigation, session
from lib.ui.debrief_promises import promise_ticks
from lib.ui.later import deciding, later_menu
from lib.ui.letter import letter
from lib.ui.safe_text import md_escape
from lib.views.conversation import draft_of, parts_of, referrals
from lib.views.dates import ago, long_day
from lib.views.debriefing import on_the_record
from lib.views.due import DueItem, interview_items
from lib.views.thanking import leads_to_somebody, news_told
from lib.views.touch import rhythm_of, rhythm_words, rhythms

_OF_VIEW = {"news": Situation.GOOD_NEWS, "referral": Situation.REFERRAL_ASK}
_WORDS = {
    Situation.OUTCOME_UPDATE: "What came of it",
    Situation.GOOD_NEWS: "Good news",
    Situation.REFERRAL_ASK: "Who else could help",
}
_WHY = {
    Situation.OUTCOME_UPDATE: "People like to hear what came of their advice. A few lines are enough, and they need "
    "not answer.",
    Situation.GOOD_NEWS: "Whoever had a part in it likes to hear it from you.",
    Situation.REFERRAL_ASK: "They named nobody yet. Say first what you did with their advice, then ask one question.",
}


def update(snapshot: Snapshot, row: Any, view: str) -> None:
    """Draw what can be written to whom one has thanked (a row of `interviews`), and how often one does.

    `view` is what the address asks for: "news", "referral", or "" for what came of it.
    """
    wrote = f"You wrote last {ago(row.since.date(), session.today())}."
    if row.outcome in {Outcome.DECLINED, Outcome.NOT_NOW}:
        _is_closed(snapshot, row, wrote)
        return
    items = interview_items(snapshot, row, session.zone(), session.now())
    st.markdown(f"{wrote} {_next_word(items[0].due_on, items[0].rule) if items else 'Nothing more is due here.'}")
    write_to_target(snapshot, row)
    is_due = bool(items) and items[0].due_on <= session.today()
    begun = draft_of(snapshot, row.interview_id, Purpose.UPDATE) is not None
    # After each word to them, it is folded again: the next one has time.
    key = session.key("write-to", row.interview_id, row.since.isoformat())
    with st.expander("Write to them", icon=":material/edit:", expanded=is_due or begun or bool(view), key=key):
        _write(snapshot, row, view)
    _how_often(snapshot, row, items[0] if items else None)


def write_to_target(snapshot: Snapshot, row: Any) -> None:
    """Draw the way to whom one was introduced (a row of `interviews`), as long as they were not asked."""
    if leads_to_somebody(snapshot, row):
        write = f"Write to {md_escape(row.target)}"
        navigation.link("contacts", write, icon=":material/outgoing_mail:", contact=row.target_contact_id)


def _next_word(due_on: date, rule: str) -> str:
    if due_on <= session.today():
        return "It is time for a word, if you like."
    asks = "a question who else could help" if rule == "referral_ask" else "a word"
    return f"Next, {asks}: around {long_day(due_on)}."


def _is_closed(snapshot: Snapshot, row: Any, wrote: str) -> None:
    items = interview_items(snapshot, row, session.zone(), session.now())
    if not items:
        st.markdown(f"{wrote} That closes the circle; nothing more is due.")
        return
    st.markdown(f"{wrote} You can ask them again on {long_day(items[0].due_on)}.")
    navigation.link("ask", "Open it under Ask", interview=row.interview_id)


def _write(snapshot: Snapshot, row: Any, view: str) -> None:
    situation = _situation_choice(snapshot, row, _OF_VIEW.get(view, Situation.OUTCOME_UPDATE))
    st.caption(_WHY[situation])
    if learned := on_the_record(snapshot, row.interview_id):
        st.markdown(f"You learned from them: {md_escape(learned[0].text)}")
    if situation is Situation.GOOD_NEWS:
        _same_news(snapshot, row)
    elif parts_of(snapshot, "promises", row.interview_id):
        st.markdown("What did you do of what you said you would?")
        promise_ticks(snapshot, row)
    letter(snapshot, row, Purpose.UPDATE, situation=situation, sent_words="Logged. They know now.")


def _situation_choice(snapshot: Snapshot, row: Any, first: Situation) -> Situation:
    options = [one for one in _WORDS if one is not Situation.REFERRAL_ASK or not _has_named(snapshot, row, first)]
    chosen = st.segmented_control(
        "What is it about?",
        options,
        default=first,
        format_func=_WORDS.__getitem__,
        required=True,
        key=session.key("about", row.interview_id, first),
    )
    return chosen or first


def _has_named(snapshot: Snapshot, row: Any, first: Situation) -> bool:
    """Return whether they named somebody, so that one does not ask again."""
    return first is not Situation.REFERRAL_ASK and bool(referrals(snapshot, row.interview_id))


def _same_news(snapshot: Snapshot, row: Any) -> None:
    """Offer to say the news as it was put for somebody else, where nothing is said for this letter yet."""
    if snapshot.one("interviews", row.interview_id, "interview").merge_fields.get("news"):
        return
    news = news_told(snapshot, but=row.interview_id)
    if news and st.button(f"Say it as before: “{md_escape(news)}”", key=session.key("news", row.interview_id)):
        with session.told():
            session.do(FillField.of({"text": news}, interview_id=row.interview_id, field="news"))
            st.rerun()


def _how_often(snapshot: Snapshot, row: Any, item: DueItem | None) -> None:
    """Draw the rhythm with a person, and what can be decided about the next word to them, if one is due."""
    person = snapshot.one("contacts", row.contact_id, "person")
    now = rhythm_of(person)
    words = list(rhythms(now))
    key = session.key("rhythm", person.id, str(person.version))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "How often to be in touch",
            words,
            words.index(rhythm_words(now)),
            key=key,
            on_change=_choose_rhythm,
            args=(person, key),
            width=220,
        )
        if now != 0 and st.button("No more reminders for this person", key=session.key("quiet", person.id)):
            with session.told():
                said = f"No more reminders for {person.name}. You can still write to them at any time."
                session.finish(said, session.do(_rhythm(person, 0)))
        if item is not None:
            later_menu(item)
    if item is not None:
        deciding(item)


def _choose_rhythm(person: Any, key: str) -> None:
    chosen = rhythms(rhythm_of(person))[st.session_state[key]]
    session.carry_out(_rhythm(person, chosen), "Noted.")


def _rhythm(person: Any, touch_every: int | None) -> EditContact:
    known = {"name": person.name, "contact_id": person.id, "version": int(person.version)}
    return EditContact(**known, touch_every=touch_every)
