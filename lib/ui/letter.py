"""A message from wording to sent: chosen by situation, edited and kept, copied or opened elsewhere, logged as sent."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import streamlit as st

from lib.domain.commands import BeginDraft, ChooseWording, RecordSent
from lib.domain.fields import LINE_LIMIT, TEXT_LIMIT
from lib.domain.links import safe_url
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Direction, Purpose
from lib.method.labels import label
from lib.method.wordings import Filled, Situation, Wording, suitable, wording_fields
from lib.ui import navigation, session
from lib.ui.safe_text import md_escape
from lib.ui.typed_field import FieldLook, typed_field
from lib.views.conversation import draft_of, thread
from lib.views.letter_fields import filled_letter, letter_fields

_PAGE_OF = {Purpose.THANKS: "thank", Purpose.UPDATE: "thank"}
_OWN_WORDS = "my own words"


def letter(  # noqa: PLR0913 - what a letter is for and what happens when it is sent are all its own
    snapshot: Snapshot,
    row: Any,
    purpose: Purpose,
    *,
    situation: Situation | None,
    sent_words: str,
    button: str = "I sent it",
) -> None:
    """Draw the letter of an interview (a row of `interviews`) for a purpose, from its wording to its being sent."""
    draft = draft_of(snapshot, row.interview_id, purpose)
    if draft is None:
        _begin(snapshot, row, purpose, situation)
        return
    _change_wording(snapshot, row, draft, situation)
    person = snapshot.one("contacts", row.contact_id, "person")
    _edit(person, draft, Channel(draft.channel))
    _send(person, row, draft, sent_words=sent_words, button=button)


def _begin(snapshot: Snapshot, row: Any, purpose: Purpose, situation: Situation | None) -> None:
    place = (row.interview_id, purpose)
    channel = _channel_choice("How will you reach them?", _first_channel(snapshot, row), *place)
    wording = _wording_choice(suitable(purpose, channel=channel, situation=situation), *place)
    filled = _filled(snapshot, row, wording)
    if wording is not None:
        with st.container(border=True):
            st.text(filled.body)
    if st.button(
        "Start with this" if wording else "Start with an empty page", type="primary", key=session.key("begin", *place)
    ):
        with session.told():
            session.do(
                BeginDraft.of(
                    {"subject": filled.subject, "body": filled.body},
                    interview_id=row.interview_id,
                    purpose=purpose,
                    channel=channel,
                    wording_id=wording.id if wording else "",
                )
            )
            st.rerun()


def _change_wording(snapshot: Snapshot, row: Any, draft: Any, situation: Situation | None) -> None:
    with st.expander(f"{label(Channel(draft.channel))} · another channel or wording"):
        place = (draft.id, "again")
        channel = _channel_choice("How will you reach them?", Channel(draft.channel), *place)
        choices = suitable(Purpose(draft.purpose), channel=channel, situation=situation)
        wording = _wording_choice(choices, *place, keeps_own=True)
        filled = _filled(snapshot, row, wording)
        if wording is None:
            filled = Filled(subject=draft.subject, body=draft.body, gaps=())
        else:
            st.text(filled.body)
        if st.button("Use this instead", key=session.key("use", *place)):
            command = ChooseWording.of(
                {"subject": filled.subject, "body": filled.body},
                message_id=draft.id,
                version=int(draft.version),
                channel=channel,
                wording_id=wording.id if wording else "",
            )
            with session.told():
                session.finish("The wording is changed. Your earlier text comes back with Undo.", session.do(command))


def _first_channel(snapshot: Snapshot, row: Any) -> Channel:
    if row.channel:
        return Channel(row.channel)
    person = snapshot.one("contacts", row.contact_id, "person")
    if person.email:
        return Channel.EMAIL
    return Channel.LINKEDIN if person.profile_url else Channel.EMAIL


def _channel_choice(words: str, now: Channel, *place: str) -> Channel:
    return (
        st.segmented_control(
            words,
            list(Channel),
            default=now,
            format_func=label,
            required=True,
            wrap=True,
            key=session.key("channel", *place),
        )
        or now
    )


def _wording_choice(wordings: Sequence[Wording], *place: str, keeps_own: bool = False) -> Wording | None:
    by_id = {wording.id: wording for wording in wordings}
    own = "Keep my text" if keeps_own else "My own words"
    chosen = st.selectbox(
        "Wording",
        [_OWN_WORDS, *by_id] if keeps_own else [*by_id, _OWN_WORDS],
        format_func=lambda wording_id: _wording_label(by_id[wording_id]) if wording_id in by_id else own,
        key=session.key("wording", *place),
    )
    return by_id.get(chosen)


def _wording_label(wording: Wording) -> str:
    return f"{wording.title} ({wording.tone})"


def _filled(snapshot: Snapshot, row: Any, wording: Wording | None) -> Filled:
    if wording is None:
        return Filled(subject="", body="", gaps=())
    return filled_letter(wording, letter_fields(snapshot, row, zone=session.zone(), today=session.today()))


def _edit(person: Any, draft: Any, channel: Channel) -> None:
    look: FieldLook = {"height": 280, "limit": TEXT_LIMIT, "copy_button": True, "gaps": known_gaps()}
    if channel is Channel.EMAIL:
        typed_field(f"subject/{draft.id}", label="Subject", single_line=True, limit=LINE_LIMIT)
        if person.email:
            look |= {"mail_to": person.email, "mail_subject": f"subject/{draft.id}"}
    words = "What you will say" if channel in {Channel.PHONE, Channel.IN_PERSON} else "Your message"
    typed_field(f"body/{draft.id}", label=words, **look)


@cache
def known_gaps() -> tuple[str, ...]:
    """Return what wordings leave open, as it stands in a text: “[why you thought of them]”."""
    return tuple(f"[{field.gap}]" for field in wording_fields().values())


def _send(person: Any, row: Any, draft: Any, *, sent_words: str, button: str) -> None:
    channel = Channel(draft.channel)
    _how_to_reach(person, channel)
    st.caption("Askwell sends nothing itself. When it is out, say so here, and the next step gets its day.")
    if st.button(button, type="primary", icon=":material/check:", key=session.key("sent", draft.id)):
        with session.told():
            receipt = session.do(RecordSent(interview_id=row.interview_id, message_id=draft.id, channel=channel))
            session.notice(f"{row.name}: {sent_words}", receipt)
            navigation.go(_PAGE_OF.get(Purpose(draft.purpose), "ask"), interview=row.interview_id)


def _how_to_reach(person: Any, channel: Channel) -> None:
    if channel is Channel.EMAIL and not person.email:
        st.markdown("No e-mail address is noted for them yet. Copy the text, or add the address on their page.")
    elif channel is Channel.LINKEDIN and (link := safe_url(person.profile_url)):
        st.link_button("Open their profile", link, icon=":material/open_in_new:")
    elif channel in {Channel.PHONE, Channel.TEXT}:
        st.markdown(f"Phone: {md_escape(person.phone)}" if person.phone else "No phone number is noted for them yet.")


def said_so_far(snapshot: Snapshot, row: Any, words: str) -> None:
    """Draw what was sent and received in an interview (a row of `interviews`), folded under `words`."""
    messages = thread(snapshot, row.interview_id)
    if messages:
        with st.expander(f"{words} ({len(messages)})"):
            _thread_of(messages, {Direction.SENT: "You", Direction.RECEIVED: md_escape(row.name)})


def _thread_of(messages: Sequence[Any], names: Mapping[str, str]) -> None:
    for message in messages:
        who = names[message.direction]
        st.markdown(f"**{who}**, {session.local(message.sent_at)}, {label(Channel(message.channel)).lower()}")
        with st.container(border=True):
            if message.subject:
                st.caption(md_escape(message.subject))
            st.text(message.body)
