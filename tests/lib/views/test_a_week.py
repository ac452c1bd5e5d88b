"""A week and what surrounds it, walked day by day: a dozen interviews, and what Today says on each morning.

Ada lives in Berlin. On Sunday 29 March the clocks go forward; on Wednesday 1 April she flies to New York; Good Friday
(3 April) and Easter Monday (6 April) are holidays at home. Whoever wants to check a line needs a calendar only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from lib.domain import commands
from lib.domain.vocabulary import InterviewKind, Purpose, Reply, Tie
from lib.store.workspace import Workspace
from lib.views.due import due_list
from tests.cast import BERLIN, Clock, a_contact, a_goal, asked, done, followed_up, replied, scheduled, sent, talked

NEW_YORK = ZoneInfo("America/New_York")
MORNING = time(8, 0)


def march(day: int) -> date:
    return date(2026, 3, day)


def april(day: int) -> date:
    return date(2026, 4, day)


# The day, and what stands under “for today” at eight in the morning, on Ada's own clock.
WEEK: list[tuple[date, ZoneInfo, list[str]]] = [
    # Gus was thanked seven working days ago and had named nobody; Ada would rather not ask.
    (march(27), BERLIN, ["Ask Gus who else could help"]),
    (march(28), BERLIN, []),
    # Joy said no in the night before.
    (march(29), BERLIN, ["Thank Joy for the answer"]),
    # Fay said yes on Sunday. Lee, a stranger, was followed up ten working days ago: that is enough.
    (march(30), BERLIN, ["Thank Joy for the answer", "Agree on a time with Fay", "Let it rest with Lee"]),
    # Ann was asked six working days ago, Eva's draft begun two. Bob's turn would come tomorrow, but his mailbox says
    # today that he is back on Wednesday. Lee was put off to Wednesday.
    (march(31), BERLIN, ["Follow up with Ann", "Send your request to Eva"]),
    # In New York it is Wednesday too. Olu said yes at half past one in the night in Berlin, which was Tuesday here.
    # Pam was asked for an introduction five working days ago. Gus was promised something two weeks ago.
    (
        april(1),
        NEW_YORK,
        [
            *("Agree on a time with Olu", "Ask Pam once more", "Confirm with Dan", "Let it rest with Lee"),
            *("Prepare for Dan", "Tell Gus what came of it"),
        ],
    ),
    # Hal was met through Ian, and thanked, a week ago. Cat in Riyadh works Monday to Thursday for us, who has Fridays
    # off, as we have Saturdays and Sundays: six such days ago she was asked. Dan is on the phone at two.
    (april(2), NEW_YORK, ["Follow up with Cat", "Talk with Dan", "Tell Ian how it went with Hal"]),
    # They talked on Thursday. Kim had said: ask me again in April. On Good Friday nothing else comes up.
    (april(3), NEW_YORK, ["Note what Dan told you", "Thank Dan", "Ask Kim again"]),
    (april(4), NEW_YORK, []),
    (april(5), NEW_YORK, []),
    (april(6), NEW_YORK, []),
    # Bob came back on Wednesday 1 April; Friday and Monday were holidays, so this is his second working day.
    (april(7), NEW_YORK, ["Follow up with Bob"]),
]


@dataclass
class Story:
    """Ada's interviews by first name, and the clock by which they are told."""

    ada: Workspace
    clock: Clock
    goal_id: str
    ids: dict[str, str]

    def on(self, day: date, at: time = time(12, 0), zone: ZoneInfo = BERLIN) -> None:
        """Set the clock."""
        self.clock.now = datetime.combine(day, at, zone)

    def chosen(self, name: str, **more: object) -> str:
        """Choose somebody new to talk with."""
        contact_id = a_contact(self.ada, name, **more)
        chosen = commands.ChooseContact(goal_id=self.goal_id, contact_id=contact_id)
        self.ids[name] = done(self.ada, chosen)
        return self.ids[name]

    def asked(self, name: str, day: date, **more: object) -> str:
        """Ask somebody new on a day."""
        self.on(day)
        return asked(self.ada, self.chosen(name, **more))


@pytest.fixture
def story(workspace: Workspace, clock: Clock) -> Story:
    """What happened before the week."""
    clock.now = datetime.combine(march(2), time(9, 0), BERLIN)
    workspace.do(commands.ChooseWorkdays(country="DE", subdivision="BE"))
    told = Story(workspace, clock, a_goal(workspace), {})
    _asked_and_unanswered(told)
    _answered(told)
    _met(told)
    return told


def _asked_and_unanswered(story: Story) -> None:
    story.asked("Ann", march(23))
    story.asked("Bob", march(24))
    story.asked("Cat", march(24), country="SA")
    lee = story.asked("Lee", march(9), tie=Tie.STRANGER)
    story.on(march(16))
    followed_up(story.ada, lee)
    story.on(march(25))
    pam = a_contact(story.ada, "Pam")
    way = commands.ChooseContact(
        goal_id=story.goal_id,
        contact_id=pam,
        kind=InterviewKind.INTRODUCTION,
        target_contact_id=a_contact(story.ada, "Zoe"),
    )
    asked(story.ada, done(story.ada, way))
    story.on(march(27))
    sent_soon = commands.BeginDraft(interview_id=story.chosen("Eva"), purpose=Purpose.REQUEST, channel="email")
    story.ada.do(sent_soon)
    # Mia asked not to be written to.
    story.asked("Mia", march(2))
    mia = story.ada.snapshot().rows_of("contacts", "name", "Mia")[0]
    story.ada.do(commands.MarkDoNotContact(contact_id=mia.id))


def _answered(story: Story) -> None:
    for name in ("Joy", "Fay", "Olu"):
        story.asked(name, march(24))
    kim, dan = story.asked("Kim", march(18)), story.asked("Dan", march(18))
    story.on(march(20))
    replied(story.ada, Reply.NOT_NOW, kim, retry_on=april(3))
    sent(story.ada, kim, Purpose.THANKS)
    replied(story.ada, Reply.YES, dan)
    scheduled(story.ada, dan, april(2), at=time(14, 0), time_zone=NEW_YORK.key)


def _met(story: Story) -> None:
    ian = a_contact(story.ada, "Ian")
    for name, day, more in (("Gus", march(17), {}), ("Ned", march(17), {"touch_every": 0}), ("Hal", march(25), {})):
        story.on(day - timedelta(days=7))
        known = {**more, "introducer_id": ian} if name == "Hal" else more
        interview_id = replied(story.ada, Reply.YES, story.asked(name, day - timedelta(days=7), **known))
        scheduled(story.ada, interview_id, day)
        story.on(day + timedelta(days=1), time(9, 0))
        talked(story.ada, interview_id)
        story.ada.do(commands.AddTakeaway(interview_id=interview_id, text="Nights are long."))
        sent(story.ada, interview_id, Purpose.THANKS)
    story.ada.do(
        commands.AddPromise(interview_id=story.ids["Gus"], text="Tell him how it goes", due_on=date(2026, 6, 1))
    )


# What happens, and what Ada does, after she has looked at Today, by day.


def _on_the_first_friday(story: Story) -> None:
    story.ada.do(commands.Skip(rule="referral_ask", interview_id=story.ids["Gus"], reason="I would rather not press"))


def _on_saturday_night(story: Story) -> None:
    story.on(march(29), time(1, 30))  # half an hour before the clocks go forward
    replied(story.ada, Reply.NO, story.ids["Joy"])


def _on_sunday(story: Story) -> None:
    story.on(march(29), time(20, 0))
    replied(story.ada, Reply.YES, story.ids["Fay"])


def _on_monday(story: Story) -> None:
    sent(story.ada, story.ids["Joy"], Purpose.THANKS)
    sent(story.ada, story.ids["Fay"], Purpose.SCHEDULING)
    away = commands.RecordAutoReply(interview_id=story.ids["Bob"], back_on=april(1), text="I am away.")
    story.ada.do(away)
    story.ada.do(commands.PutOff(rule="followed_up_stranger", interview_id=story.ids["Lee"], until=april(1)))


def _on_tuesday(story: Story) -> None:
    sent(story.ada, story.ids["Ann"], Purpose.FOLLOW_UP)
    sent(story.ada, story.ids["Eva"], Purpose.REQUEST)
    story.on(april(1), time(1, 30))
    replied(story.ada, Reply.YES, story.ids["Olu"])


def _on_wednesday(story: Story) -> None:
    for name, rule in (("Lee", "followed_up_stranger"), ("Gus", "thanked_promised")):
        story.ada.do(commands.Skip(rule=rule, interview_id=story.ids[name], reason="I would rather not press"))
    sent(story.ada, story.ids["Dan"], Purpose.SCHEDULING)
    sent(story.ada, story.ids["Olu"], Purpose.SCHEDULING)
    pam = next(row for row in story.ada.snapshot().interviews.itertuples() if row.kind == InterviewKind.INTRODUCTION)
    sent(story.ada, str(pam.id), Purpose.FOLLOW_UP)


def _on_thursday(story: Story) -> None:
    sent(story.ada, story.ids["Cat"], Purpose.FOLLOW_UP)
    sent(story.ada, story.ids["Hal"], Purpose.INTRODUCER)
    story.on(april(2), time(14, 40), NEW_YORK)
    talked(story.ada, story.ids["Dan"])


def _on_friday(story: Story) -> None:
    story.ada.do(commands.AddTakeaway(interview_id=story.ids["Dan"], text="Small teams hire in spring."))
    sent(story.ada, story.ids["Dan"], Purpose.THANKS)
    story.ada.do(commands.ReopenInterview(interview_id=story.ids["Kim"]))
    asked(story.ada, story.ids["Kim"])


DEEDS: Mapping[date, Callable[[Story], None]] = {
    march(27): _on_the_first_friday,
    march(28): _on_saturday_night,
    march(29): _on_sunday,
    march(30): _on_monday,
    march(31): _on_tuesday,
    april(1): _on_wednesday,
    april(2): _on_thursday,
    april(3): _on_friday,
}


def test_every_morning_of_the_week_the_right_things_are_due(story: Story) -> None:
    seen = []
    for day, zone, _ in WEEK:
        story.on(day, MORNING, zone)
        due = due_list(story.ada.snapshot(), zone, story.clock.now).due
        seen.append((day, zone, [item.what for item in due]))
        if deed := DEEDS.get(day):
            deed(story)

    assert seen == WEEK
