"""What stands above and below the questions while one talks: the clock, one question or all, and the marks.

Both parts are one component, as they share what the browser knows: which question is looked at, and when the talk
began. It asks the server for the time of day, by the date in the head of an answer, and for nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import streamlit as st

from lib.domain.commands import BeginTalk
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Mark
from lib.method.labels import label
from lib.method.marks import marks
from lib.method.talk_clock import talk_clock
from lib.ui import asset, hand_over, session
from lib.views.dates import moment_of
from lib.views.plan import agreed_minutes

_FRAME = st.components.v2.component(
    "askwell_hold",
    html='<div class="hold"></div>',
    css=asset("hold.css"),
    js=asset("hold_clock.js") + asset("hold_steps.js") + asset("hold.js"),
)
_HEARD = "askwell:talk-clock-heard"
FORGOTTEN = timedelta(hours=12)  # a clock that was started so long ago is not looked at any more


@dataclass(frozen=True)
class HoldStep:
    """One thing to look at: the key of its container, and the address of the text in it."""

    key: str
    address: str


Frame = Mapping[str, Any]


def hold_frame(snapshot: Snapshot, row: Any, steps: Sequence[HoldStep]) -> Frame:
    """Return what both parts of the frame are drawn with."""
    began_at = moment_of(snapshot.one("interviews", row.interview_id, "interview").began_at)
    words = talk_clock()
    return {
        "workspace": snapshot.workspace_id,
        "interview": row.interview_id,
        "steps": [asdict(step) for step in steps],
        "began": _milliseconds(began_at) if began_at and session.now() - began_at < FORGOTTEN else None,
        "now": _milliseconds(session.now()),
        "heard": st.session_state.get(_HEARD),
        "minutes": agreed_minutes(row),
        "nearlyUp": words.nearly_up_minutes,
        "words": {"nearlyUp": words.nearly_up, "over": words.over},
        "marks": [{"sign": marks()[mark].sign, "label": label(mark)} for mark in Mark],
        "timeUrl": hand_over.under_base("/_stcore/health"),
    }


def hold_head(frame: Frame) -> None:
    """Draw what stands above the questions: the clock, and whether one looks at one question or at all."""
    _draw(frame, "head")


def hold_bar(frame: Frame) -> None:
    """Draw what stands below the questions, where a thumb reaches it: the next question, and the marks."""
    _draw(frame, "bar")


def _draw(frame: Frame, part: Literal["head", "bar"]) -> None:
    key = session.key(f"hold-{part}", frame["interview"])
    _FRAME(key=key, data={**frame, "part": part}, on_began_change=lambda: _begun(key, frame["interview"]))


def _begun(key: str, interview_id: str) -> None:
    """Keep when the talk began, as the browser says: at which moment by the server's clock, or not at all."""
    sent = st.session_state[key].get("began")
    heard = begun_of(sent, datetime.now(UTC))
    if heard is None:
        return
    st.session_state[_HEARD] = heard.id
    with session.noticed():
        session.do(BeginTalk(interview_id=interview_id, began_at=heard.began_at))


@dataclass(frozen=True)
class Begun:
    """That the clock was started or stopped: by which click (a number), and since when it runs."""

    id: int
    began_at: datetime | None


def begun_of(value: object, now: datetime) -> Begun | None:
    """Return what the browser sent of the clock; a moment that can't be is taken for now, anything else is ignored."""
    match value:
        case {"id": int(click), "at": None}:
            return Begun(click, None)
        case {"id": int(click), "at": int(at)}:
            earliest, latest = _milliseconds(now - FORGOTTEN), _milliseconds(now)
            return Begun(click, datetime.fromtimestamp(at / 1000, UTC) if earliest < at <= latest else now)
    return None


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
