"""Wordings of one's own: made from a letter, listed, changed, taken out."""

from typing import Any

import streamlit as st

from lib.domain.commands import AddWording, EditWording, RemoveWording
from lib.domain.fields import LINE_LIMIT
from lib.domain.vocabulary import Channel, Purpose, Tone
from lib.method.labels import label
from lib.method.own_wordings import checked, generalised
from lib.method.wordings import ways, wording_fields
from lib.ui import session
from lib.ui.forms import FieldProblems, held, release
from lib.ui.letter_wordings import Occasion
from lib.ui.safe_text import md_escape

_FIELDS_TOLD = "What stands in {{ }} is filled in anew for each person. Change or remove it as you like."


def save_as_own(occasion: Occasion, draft: Any) -> None:
    """Draw the way to keep a draft (a row of `messages`) as a wording for later letters, folded."""
    name = f"own-{draft.id}"
    # Another place for each that is saved: the form folds once its wording is kept.
    place = session.key(name, str(len(occasion.snapshot.own_wordings)))
    folded = st.expander("Save as my own wording", key=place, on_change="rerun", type="compact")
    if not folded.open:
        return
    with folded:
        # Drawn from the text at the time of opening: what is changed here must not be lost while the letter is typed.
        subject, body = held(name, _generalised(occasion, draft))
        st.caption(f"The words that are about this person were taken out. {_FIELDS_TOLD}")
        problems = FieldProblems()
        with st.form(session.key(name, "form"), border=False):
            typed = _fields(problems, "", subject, body, is_mail=draft.channel == Channel.EMAIL)
            is_sent = st.form_submit_button("Save this wording")
        if is_sent:
            with problems.shown():
                _check(typed)
                command = AddWording.of(
                    typed, purpose=Purpose(draft.purpose), channel=Channel(draft.channel), tone=_tone(draft)
                )
                receipt = session.do(command)
                release(name)
                words = f"“{typed['title']}” is saved. It stands among the wordings as “Mine: …”."
                session.finish(words, receipt)


def _generalised(occasion: Occasion, draft: Any) -> tuple[str, str]:
    fields = occasion.fields
    return generalised(draft.subject, fields), generalised(draft.body, fields)


def _tone(row: Any) -> Tone:
    return Tone(row.tone) if row.tone else Tone.PLAIN


def _fields(problems: FieldProblems, title: str, subject: str, body: str, *, is_mail: bool) -> dict[str, str]:
    """Draw the fields of a wording, and return what stands in them."""
    typed = {"title": st.text_input("A name for it", title, max_chars=LINE_LIMIT, placeholder="My short ask")}
    problems.under("title")
    typed["subject"] = st.text_input("Subject of the wording", subject, max_chars=LINE_LIMIT) if is_mail else subject
    problems.under("subject")
    known = ", ".join(md_escape(f"{{{{ {name} }}}}") for name in wording_fields())
    typed["body"] = st.text_area("The wording", body, height=240, help=f"What can be filled in: {known}")
    problems.under("body")
    return typed


def _check(typed: dict[str, str]) -> None:
    checked(typed["title"], typed["subject"], typed["body"])


def own_wordings() -> None:
    """Draw the list of one's own wordings, each of which can be changed or taken out."""
    rows = session.snapshot().own_wordings
    if rows.empty:
        st.markdown("None yet. Under any letter, “Save as my own wording” keeps it here and among the wordings.")
        return
    for row in rows.itertuples(index=False):
        _one(row)


def _one(row: Any) -> None:
    kind = " · ".join((label(Purpose(row.purpose)), label(Channel(row.channel)), label(_tone(row))))
    folded = st.expander(
        f"**{md_escape(row.title)}** · {kind}", key=session.key("own-wording", row.id), on_change="rerun"
    )
    if folded.open:
        with folded:
            _edit(row)


def _edit(row: Any) -> None:
    name = f"own-wording-{row.id}"
    now, row = row, held(name, row)
    st.caption(_FIELDS_TOLD)
    problems = FieldProblems()
    with st.form(session.key(name, "form"), border=False):
        typed = _fields(problems, row.title, row.subject, row.body, is_mail=row.channel == Channel.EMAIL)
        possible = {*ways(Purpose(row.purpose)), row.channel}
        channels, tones = [channel for channel in Channel if channel in possible], list(Tone)
        left, right = st.columns(2)
        channel = left.selectbox("Way", channels, channels.index(Channel(row.channel)), format_func=label)
        tone = right.selectbox("Tone", tones, tones.index(_tone(row)), format_func=label)
        is_sent = st.form_submit_button("Save", type="primary")
    if is_sent:
        with problems.shown():
            _check(typed)
            command = EditWording.of(typed, wording_id=row.id, purpose=Purpose(row.purpose), channel=channel, tone=tone)
            receipt = session.do(command)
            release(name)
            session.finish(f"“{typed['title']}” is changed.", receipt)
    if st.button("Take it out", key=session.key(name, "remove")):
        with session.told():
            session.finish(f"“{now.title}” is taken out.", session.do(RemoveWording(wording_id=now.id)))
