"""A letter is written: its text with the coach beside it, in another wording, or as it was before."""

from dataclasses import asdict
from functools import cache
from typing import Any

import streamlit as st

from lib.domain.commands import ChooseWording, KeepDraftVersion, RestoreDraftVersion
from lib.domain.fields import LINE_LIMIT, TEXT_LIMIT
from lib.domain.vocabulary import Channel, Purpose, Tone
from lib.method.coach import grade_words, rule_table
from lib.method.labels import label
from lib.method.wordings import Filled, hard_limit
from lib.ui import session
from lib.ui.letter_begin import ask_for, preview, tell_open
from lib.ui.letter_wordings import Occasion, channel_choice, known_gaps, wording_choice
from lib.ui.typed_field import FieldLook, typed_field
from lib.views.coaching import letter_remarks
from lib.views.drafts import draft_versions, first_words

_CHANGED = "The wording is changed. Your earlier text comes back with Undo, or under “Earlier versions”."


def edit(occasion: Occasion, draft: Any) -> None:
    """Draw the text of a draft (a row of `messages`), which saves while it is typed."""
    channel = Channel(draft.channel)
    remarks = letter_remarks(occasion.snapshot, draft.id, zone=session.zone(), today=session.today())
    look: FieldLook = {
        "height": 300,
        "limit": TEXT_LIMIT,
        "copy_button": True,
        "gaps": known_gaps(),
        "count": _count(channel),
        "coach": {"remarks": [asdict(remark) for remark in remarks], "grades": _grades()},
    }
    if channel is Channel.EMAIL:
        typed_field(f"subject/{draft.id}", label="Subject", single_line=True, limit=LINE_LIMIT)
        if occasion.person.email:
            look |= {"mail_to": occasion.person.email, "mail_subject": f"subject/{draft.id}"}
    words = "What you will say" if occasion.is_spoken(channel) else "Your message"
    typed_field(f"body/{draft.id}", label=words, **look)


def _count(channel: Channel) -> dict[str, Any] | None:
    """Return how the length of a text is told where its channel counts it."""
    most = hard_limit(channel)
    if most:
        return {"most": most.free, "paid": most.paid}
    return {"inMessages": True} if channel is Channel.TEXT else None


@cache
def _grades() -> dict[str, str]:
    """Return how good the evidence of each rule is, in words, by its grade."""
    return {rule.grade: grade_words(rule.grade) for rule in rule_table()}


def change_wording(occasion: Occasion, draft: Any) -> None:
    """Draw the way to another channel, wording or tone, folded."""
    now = f"{label(Channel(draft.channel))} · another channel, wording or tone"
    folded = st.expander(now, key=session.key("change", draft.id), on_change="rerun")
    if not folded.open:
        return
    with folded:
        place = (draft.id, "again")
        channel = channel_choice(occasion, Channel(draft.channel), *place)
        tone_now = Tone(draft.tone) if draft.tone else Tone.PLAIN
        choice, tone = wording_choice(occasion, channel, tone_now, *place, keeps_own=True)
        filled = choice.filled if choice else Filled(subject=draft.subject, body=draft.body, gaps=())
        if choice:
            # Where a time is being agreed on, the page itself has the times to offer.
            ask_for(occasion, choice, times=occasion.purpose is not Purpose.SCHEDULING)
        is_as_now = choice is None and channel == draft.channel
        if st.button("Use this instead", key=session.key("use", *place), disabled=is_as_now):
            command = ChooseWording.of(
                {"subject": filled.subject, "body": filled.body},
                message_id=draft.id,
                version=int(draft.version),
                channel=channel,
                tone=tone,
                wording_id=choice.id if choice else "",
            )
            with session.told():
                kept = f"Your text is kept. It goes by another way now: {label(channel)}."
                session.finish(_CHANGED if choice else kept, session.do(command))
        if choice:
            tell_open(occasion, choice, channel)
            preview(filled, channel)


def earlier_versions(occasion: Occasion, draft: Any) -> None:
    """Draw what a draft said before, folded: look at one, take it up again, or keep what it says now."""
    versions = draft_versions(occasion.snapshot, draft.id)
    folded = st.expander("Earlier versions", key=session.key("versions", draft.id), on_change="rerun", type="compact")
    if not folded.open:
        return
    with folded:
        if versions:
            _look_back(draft, versions)
        else:
            st.caption("What the text says is kept by itself before a wording replaces it, and after a long pause.")
        if st.button("Keep what it says now", key=session.key("keep-version", draft.id)):
            with session.told():
                session.finish("Kept among the earlier versions.", session.do(KeepDraftVersion(message_id=draft.id)))


def _look_back(draft: Any, versions: tuple[Any, ...]) -> None:
    by_id = {str(version.id): version for version in versions}
    # Numbered, as two of the same minute may begin with the same words.
    numbered = enumerate(versions)
    words = {str(version.id): f"{len(versions) - place}. {_version_words(version)}" for place, version in numbered}
    chosen = st.selectbox(
        "Which one?",
        list(by_id),
        format_func=words.__getitem__,
        key=session.key("version", draft.id),
    )
    version = by_id.get(chosen)
    if version is None:
        return
    preview(Filled(subject=version.subject, body=version.body, gaps=()), Channel(version.channel))
    if st.button("Bring this back", key=session.key("restore", draft.id)):
        command = RestoreDraftVersion(message_id=draft.id, version=int(draft.version), draft_version_id=version.id)
        with session.told():
            session.finish("Your text is as it was then. What it said last is kept, too.", session.do(command))


def _version_words(version: Any) -> str:
    channel = label(Channel(version.channel))
    return f"{session.local(version.kept_at)} · {channel} · {first_words(version.body)}"
