"""Which way, which wording, which tone: the choices that a letter begins with, and may come back to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Purpose, Tone
from lib.method.labels import label
from lib.method.own_wordings import filled_own, own_fields
from lib.method.wordings import SPOKEN, Filled, Situation, Wording, suitable, ways, wording_fields
from lib.ui import session
from lib.views.drafts import addressee
from lib.views.letter_fields import filled_letter, letter_fields

_OWN_WORDS = "my own words"
# Side by side, the six of them have no room for more words.
_SHORT = {Channel.TEXT: "Text"}
_NOTHING = Filled(subject="", body="", gaps=())


@dataclass(frozen=True)
class Occasion:
    """What a letter is for: an interview (a row of `interviews`), a purpose; and to whom, where not to its contact."""

    snapshot: Snapshot
    row: Any
    purpose: Purpose
    situation: Situation | None
    to: str = ""

    @cached_property
    def person(self) -> Any:
        """Whom the letter goes to, as a named tuple of the contacts frame."""
        return addressee(self.snapshot, self.row, self.to)

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """What is known that a wording can use."""
        return letter_fields(
            self.snapshot, self.row, zone=session.zone(), today=session.today(), purpose=self.purpose, to=self.to
        )

    def is_spoken(self, channel: str) -> bool:
        """Tell whether the words are said aloud; a card is given in person, but written."""
        return channel in SPOKEN and self.situation is not Situation.CARD


@dataclass(frozen=True)
class Choice:
    """A wording that was chosen, as it reads for this letter; without an id, an empty page."""

    id: str = ""
    filled: Filled = _NOTHING
    fields: tuple[str, ...] = ()


def channel_choice(occasion: Occasion, now: Channel, *place: str) -> Channel:
    """Draw the channels by which a letter can go side by side, and return the one that is chosen."""
    offered = {*ways(occasion.purpose, occasion.situation), now}
    return (
        st.segmented_control(
            "How will you reach them?",
            [channel for channel in Channel if channel in offered],
            default=now,
            format_func=lambda channel: _SHORT.get(channel, label(channel)),
            required=True,
            wrap=True,
            key=session.key("channel", *place),
        )
        or now
    )


def _tone_choice(now: Tone, *place: str, is_said: bool) -> Tone:
    """Draw the tones side by side, and return the one that is chosen; what is said aloud has none to choose."""
    if is_said:
        st.caption("Said aloud, the tone is in your voice.")
        return now
    key = session.key("tone", *place)
    chosen = st.segmented_control("Tone", list(Tone), default=now, format_func=label, required=True, wrap=True, key=key)
    return chosen or now


def wording_choice(
    occasion: Occasion, channel: Channel, now: Tone, *place: str, keeps_own: bool = False
) -> tuple[Choice | None, Tone]:
    """Draw the wordings that suit, the best first and one's own last, and the tone; None for one's own words.

    With `keeps_own`, one's own words come first: nothing is replaced that nobody asked to replace. A tone is offered
    where there is a greeting to change: not in one's own words, nor in what is said aloud.
    """
    ours = {
        wording.id: wording for wording in suitable(occasion.purpose, channel=channel, situation=occasion.situation)
    }
    own = {row.id: row for row in _own_ones(occasion, channel)}
    words = {
        **{wording_id: wording.title for wording_id, wording in ours.items()},
        **_own_titles(own),
        _OWN_WORDS: "Keep my text" if keeps_own else "My own words",
    }
    options = [_OWN_WORDS, *ours, *own] if keeps_own else [*ours, *own, _OWN_WORDS]
    left, right = st.columns([6, 5], vertical_alignment="bottom")
    with left:
        # Each channel has its own best wording; one that was chosen for another must not stay.
        key = session.key("wording", *place, channel)
        chosen = st.selectbox("Wording", options, format_func=words.__getitem__, key=key)
    if chosen == _OWN_WORDS:
        return None, now
    is_said = occasion.is_spoken(channel)
    with right:
        tone = _tone_choice(now, *place, is_said=is_said)
    worded_in = Tone.PLAIN if is_said else tone
    if chosen in ours:
        return _of_ours(occasion, ours[chosen], worded_in), tone
    return _of_own(occasion, own[chosen], worded_in), tone


def _own_ones(occasion: Occasion, channel: Channel) -> list[Any]:
    """Return one's own wordings for this purpose, those for this channel first."""
    mine = occasion.snapshot.rows_of("own_wordings", "purpose", occasion.purpose)
    return sorted(mine, key=lambda row: row.channel != channel)


def _own_titles(own: Mapping[str, Any]) -> dict[str, str]:
    """Return what one's own wordings are called in the list; those of one title are numbered, to be told apart."""
    titles = [row.title for row in own.values()]
    return {
        row_id: f"Mine: {row.title}"
        + (f" ({titles[: place + 1].count(row.title)})" if titles.count(row.title) > 1 else "")
        for place, (row_id, row) in enumerate(own.items())
    }


def _of_ours(occasion: Occasion, wording: Wording, tone: Tone) -> Choice:
    filled = filled_letter(wording, occasion.fields, tone=tone)
    return Choice(wording.id, filled, (*wording.required, *wording.optional))


def _of_own(occasion: Occasion, row: Any, tone: Tone) -> Choice:
    return Choice(str(row.id), filled_own(row, occasion.fields, tone), own_fields(row))


@cache
def known_gaps() -> tuple[str, ...]:
    """Return what wordings leave open, as it stands in a text: “[why you thought of them]”."""
    return tuple(f"[{field.gap}]" for field in wording_fields().values())


def gap_words(gaps: Iterable[str]) -> list[str]:
    """Return what is asked for by the fields that are still open: “why you thought of them”."""
    return list(dict.fromkeys(wording_fields()[name].gap for name in gaps))
