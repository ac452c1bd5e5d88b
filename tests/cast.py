"""The cast of the tests, the day on which they play, and what happens to the cast, all by real commands."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain import commands
from lib.domain.commands import Command
from lib.domain.snapshot import COLUMNS, Snapshot
from lib.domain.vocabulary import Channel, GoalKind, Purpose, Reply, Tie
from lib.store.actor import LocalActor
from lib.store.workspace import Workspace

# Ada is looking for work; Ben is in the same workshop; Cora is an outsider; Fay leads the workshop.
ADA, BEN, CORA, FAY = (LocalActor(name) for name in ("ada", "ben", "cora", "fay"))

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)  # a Monday
TODAY = date(2026, 10, 5)
BERLIN = ZoneInfo("Europe/Berlin")


@dataclass
class Clock:
    """A clock that tests set; it moves on by a second at each reading, as no two things happen at once."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Return the moment, and move on."""
        moment = self.now
        self.now += timedelta(seconds=1)
        return moment

    def forward(self, **span: float) -> None:
        """Move on by a span such as `days=3`."""
        self.now += timedelta(**span)


def done(workspace: Workspace, command: Command) -> str:
    """Carry a command out, and return the id of what it was about."""
    return workspace.do(command).subject_id


def a_goal(workspace: Workspace, topic: str = "data work in hospitals", **more: Any) -> str:
    """Write down a goal."""
    return done(workspace, commands.AddGoal(**{"kind": GoalKind.ROLE, "topic": topic, **more}))


def a_question(workspace: Workspace, goal_id: str, text: str = "What filled most of your hours last week?") -> str:
    """Add a question to a goal."""
    return done(workspace, commands.AddQuestion(goal_id=goal_id, text=text))


def a_contact(workspace: Workspace, name: str = "Amara Obi", **more: Any) -> str:
    """Add a person by hand."""
    return done(workspace, commands.AddContact(**{"name": name, "tie": Tie.LOST_TOUCH, **more}))


def an_interview(
    workspace: Workspace,
    *,
    goal_id: str | None = None,
    contact_id: str | None = None,
    happened_at: datetime | None = None,
) -> str:
    """Choose a person to ask about a goal; whoever is not given is made."""
    chosen = commands.ChooseContact(
        goal_id=goal_id or a_goal(workspace), contact_id=contact_id or a_contact(workspace), happened_at=happened_at
    )
    return done(workspace, chosen)


def a_draft(
    workspace: Workspace, interview_id: str, purpose: Purpose = Purpose.REQUEST, happened_at: datetime | None = None
) -> str:
    """Begin a message."""
    begun = commands.BeginDraft(
        interview_id=interview_id,
        purpose=purpose,
        channel=Channel.EMAIL,
        subject="A question about your work",
        body="Dear Amara, may I ask you a few questions?",
        happened_at=happened_at,
    )
    return done(workspace, begun)


def sent(workspace: Workspace, interview_id: str, purpose: Purpose, happened_at: datetime | None = None) -> str:
    """Begin a message and log it as sent; returns the interview's id, as all that follow."""
    message_id = a_draft(workspace, interview_id, purpose, happened_at)
    logged = commands.RecordSent(
        interview_id=interview_id, message_id=message_id, channel=Channel.EMAIL, happened_at=happened_at
    )
    return done(workspace, logged)


def asked(workspace: Workspace, interview_id: str | None = None, happened_at: datetime | None = None) -> str:
    """Send the request."""
    return sent(workspace, interview_id or an_interview(workspace), Purpose.REQUEST, happened_at)


def followed_up(workspace: Workspace, interview_id: str | None = None) -> str:
    """Ask, and ask again."""
    return sent(workspace, interview_id or asked(workspace), Purpose.FOLLOW_UP)


def replied(workspace: Workspace, reply: Reply, interview_id: str | None = None, **more: Any) -> str:
    """Ask, and hear this."""
    interview_id = interview_id or asked(workspace)
    return done(workspace, commands.RecordReply(interview_id=interview_id, reply=reply, **more))


def scheduled(workspace: Workspace, interview_id: str | None = None, on: date = date(2026, 10, 8), **more: Any) -> str:
    """Ask, hear a yes, and agree on a time."""
    interview_id = interview_id or replied(workspace, Reply.YES)
    agreed = {"at": time(14, 0), "time_zone": BERLIN.key, **more}
    return done(workspace, commands.AgreeTime(interview_id=interview_id, on=on, **agreed))


def talked(workspace: Workspace, interview_id: str | None = None, happened_at: datetime | None = None) -> str:
    """Ask, agree on a time, and hold the conversation."""
    interview_id = interview_id or scheduled(workspace)
    return done(workspace, commands.LogConversation(interview_id=interview_id, happened_at=happened_at))


def thanked(workspace: Workspace, interview_id: str | None = None, happened_at: datetime | None = None) -> str:
    """Hold the conversation, and thank for it."""
    return sent(workspace, interview_id or talked(workspace), Purpose.THANKS, happened_at)


def given_up(workspace: Workspace, interview_id: str | None = None, happened_at: datetime | None = None) -> str:
    """Ask, hear nothing, and let it rest."""
    interview_id = interview_id or asked(workspace)
    return done(workspace, commands.CloseInterview(interview_id=interview_id, happened_at=happened_at))


def only(frame: pd.DataFrame) -> Any:
    """Return the one row of a frame."""
    [row] = frame.itertuples(index=False)
    return row


def held_by(snapshot: Snapshot) -> dict[str, pd.DataFrame]:
    """Return what a person would call their data: all frames without versions, and of the events the steps."""
    frames = {name: getattr(snapshot, name) for name in COLUMNS if name != "events"}
    steps = snapshot.events[snapshot.events["step"] != ""].reset_index(drop=True)
    return {name: frame.drop(columns="version") for name, frame in frames.items()} | {"steps": steps}


def assert_same(first: Snapshot, second: Snapshot) -> None:
    """Check that two snapshots hold the same data, whatever the versions."""
    others = held_by(second)
    for name, frame in held_by(first).items():
        other = others[name]
        # What says where they differ takes five times as long.
        if not (frame.equals(other) and frame.dtypes.equals(other.dtypes)):
            pd.testing.assert_frame_equal(frame, other, obj=name)
