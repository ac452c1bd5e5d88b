"""A letter goes out the person's own way: as a draft file, by LinkedIn, by phone; then they say that it is sent."""

from datetime import datetime
from typing import Any

import streamlit as st

from lib.accounts.downloads import draft_ticket
from lib.domain.commands import RecordSent
from lib.domain.links import safe_url
from lib.domain.vocabulary import Channel, Purpose
from lib.exchange.draft_file import MIME, draft_file
from lib.settings import settings
from lib.ui import navigation, session
from lib.ui.forms import FieldProblems
from lib.ui.hand_over import take_file
from lib.ui.letter_wordings import Occasion, known_gaps
from lib.ui.safe_text import md_escape
from lib.ui.typed_field import open_gaps
from lib.views.dates import long_day, short_day
from lib.views.drafts import phone_link, sent_then
from lib.views.due import interview_items
from lib.views.interviews import one_interview

_PAGE_OF = {Purpose.THANKS: "thank", Purpose.UPDATE: "thank", Purpose.INTRODUCER: "thank"}
_LINKEDIN = frozenset({Channel.LINKEDIN, Channel.LINKEDIN_NOTE})
_BY_PHONE = {
    Channel.PHONE: ("tel", "Call them", ":material/call:"),
    Channel.TEXT: ("sms", "Open a text", ":material/sms:"),
}


def ways_out(person: Any, draft: Any) -> None:
    """Draw how a draft (a row of `messages`) gets to a person (a row of contacts), beside the buttons of its field."""
    channel = Channel(draft.channel)
    if channel is Channel.EMAIL:
        if not person.email:
            st.markdown("No e-mail address is noted for them yet. Copy the text, or add the address on their page.")
        _draft_button(draft)
    elif channel in _LINKEDIN:
        _by_linkedin(person, channel)
    elif channel in _BY_PHONE:
        _by_phone(person, channel)


def send(occasion: Occasion, draft: Any, *, sent_words: str, button: str) -> None:
    """Draw the one click that says it is sent, with its time where that was another one than now."""
    is_spoken = occasion.is_spoken(draft.channel)
    with st.container(border=True, gap="small"):
        open_gaps(f"body/{draft.id}", known_gaps())
        done = "Once you have said it" if is_spoken else "Askwell sends nothing itself. When it is out"
        st.caption(f"{done}, say so here, and the next step gets its day.")
        with st.container(horizontal=True):
            key = session.key("sent", draft.id)
            words = "I have said it" if is_spoken else button
            if st.button(words, type="primary", icon=":material/check:", key=key):
                with session.told():
                    _log(occasion, draft, None, sent_words)
            with st.popover("That was at another time", type="tertiary"):
                _sent_then(occasion, draft, sent_words)


def _sent_then(occasion: Occasion, draft: Any, sent_words: str) -> None:
    problems = FieldProblems()
    with st.form(session.key("sent-then", draft.id), border=False):
        now = session.now().replace(second=0, microsecond=0, tzinfo=None)
        typed: datetime | None = st.datetime_input("When was that?", now, format="DD/MM/YYYY")
        problems.under("happened_at")
        is_sent = st.form_submit_button("Log it at that time")
    if is_sent:
        with problems.shown():
            _log(occasion, draft, sent_then(typed, session.now()), sent_words)


def _log(occasion: Occasion, draft: Any, happened_at: datetime | None, sent_words: str) -> None:
    row, channel = occasion.row, Channel(draft.channel)
    command = RecordSent(interview_id=row.interview_id, message_id=draft.id, channel=channel, happened_at=happened_at)
    receipt = session.do(command)
    # As it is kept by now: the last words may have been saved after this page was drawn.
    body = session.snapshot().one("messages", draft.id, "draft").body
    left = [gap for gap in known_gaps() if gap in body]
    still = f" The text that is kept here still says {', '.join(left)}." if left else ""
    words = sent_words if happened_at is None else _logged_then(row, happened_at)
    session.notice(f"{occasion.person.name}: {words}{still}", receipt)
    navigation.go(_PAGE_OF.get(occasion.purpose, "ask"), interview=row.interview_id)


def _logged_then(row: Any, happened_at: datetime) -> str:
    """Return what is said of a letter that went out at another time than now: what comes next counts from then."""
    snapshot, zone, today = session.snapshot(), session.zone(), session.today()
    items = interview_items(snapshot, one_interview(snapshot, zone, row.interview_id), zone, session.now())
    words = f"Logged for {long_day(happened_at.date())}."
    return f"{words} Next: {items[0].what}, {short_day(items[0].due_on, today)}." if items else words


def _draft_button(draft: Any) -> None:
    words, icon, key = "Save as a draft file (.eml)", ":material/download:", session.key("draft-file", draft.id)
    if settings().is_hosted:
        # Streamlit would give the file to whoever has its address.
        if st.button(words, icon=icon, key=key):
            with session.told():
                workspace, zone = session.workspace(), session.zone().key
                ticket = draft_ticket(session.desk(), session.actor(), workspace.id, zone=zone, message_id=draft.id)
                take_file(ticket)
        return
    workspace, message_id = session.workspace(), str(draft.id)
    st.download_button(
        words,
        # Read at the click: what was typed since this run belongs in the file.
        data=lambda: draft_file(workspace.snapshot(), message_id),
        file_name=f"askwell-letter-{session.today():%Y-%m-%d}.eml",
        mime=MIME,
        icon=icon,
        key=key,
        on_click="ignore",
    )


def _by_linkedin(person: Any, channel: Channel) -> None:
    if channel is Channel.LINKEDIN_NOTE:
        st.caption(
            "On their profile choose Connect, then “Add a note”. A free account can send only a few notes a month."
        )
    link = safe_url(person.profile_url)
    if link:
        st.link_button("Open their profile", link, icon=":material/open_in_new:")
    else:
        st.markdown("No link to their profile is noted yet. Add it on their page, or look them up on LinkedIn.")


def _by_phone(person: Any, channel: Channel) -> None:
    if not person.phone:
        st.markdown("No phone number is noted for them yet.")
        return
    scheme, words, icon = _BY_PHONE[channel]
    with st.container(horizontal=True, vertical_alignment="center"):
        if link := phone_link(scheme, person.phone):
            st.link_button(words, link, icon=icon)
        st.markdown(f"Phone: {md_escape(person.phone)}", width="content")
