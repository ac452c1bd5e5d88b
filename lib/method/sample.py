"""The sample workspace as commands: the story of an invented person, and a crowd where more is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal
from zoneinfo import ZoneInfo

from lib.domain import commands
from lib.domain.commands import Command
from lib.domain.lifecycle import REPLY_OF_STEP
from lib.domain.vocabulary import NoteKind, Purpose, Step
from lib.method.cadence import add_days
from lib.method.question_bank import all_questions
from lib.method.sample_content import Contact, Goal, Interview, Promise, Taken, Talk, Target, When, sample_content
from lib.method.sample_crowd import crowd

Maker = Callable[[list[Any]], Command]

_PURPOSES: Mapping[Step, Purpose] = MappingProxyType(
    {
        Step.REQUEST_SENT: Purpose.REQUEST,
        Step.FOLLOW_UP_SENT: Purpose.FOLLOW_UP,
        Step.THANKS_SENT: Purpose.THANKS,
        Step.UPDATE_SENT: Purpose.UPDATE,
    }
)
_AGREED = frozenset({Step.TIME_AGREED, Step.TIME_CHANGED})
_BARE: Mapping[Step, tuple[type[Command], Mapping[str, bool]]] = MappingProxyType(
    {
        Step.THEY_MISSED: (commands.RecordMissed, {"by_them": True}),
        Step.I_MISSED: (commands.RecordMissed, {"by_them": False}),
        Step.CALLED_OFF: (commands.CallOff, {}),
        Step.CLOSED: (commands.CloseInterview, {}),
        Step.REOPENED: (commands.ReopenInterview, {}),
    }
)


def sample_commands(
    now: datetime, zone: ZoneInfo, *, contacts: int = 0, interviews: int = 0, seed: int = 0
) -> list[Maker]:
    """Return what fills an empty workspace with the sample, for `Workspace.do_each`: all of it, or nothing.

    Days are counted from `now` in `zone`; nothing that has happened lies after `now`. Where `contacts` or `interviews`
    ask for more than the story has, invented ones are added up to that number, the same for the same `seed`; each
    new interview is with a person of its own. Raises ContentError where the content can't be used.
    """
    content = sample_content()
    more_contacts, more_interviews = crowd(content, contacts=contacts, interviews=interviews, seed=seed)
    writer = _Writer(_Calendar(now, zone))
    for field, text in content.profile.items():
        writer.do(commands.SaveProfileText, version=1, field=field, text=text)
    for goal in content.goal:
        writer.goal(goal)
    for contact in (*content.contact, *more_contacts):
        writer.contact(contact)
    for interview in (*content.interview, *more_interviews):
        writer.interview(interview)
    for target in content.target:
        writer.target(target)
    return writer.makers


@dataclass(frozen=True)
class _Made:
    """A record that an earlier command makes, known by the command's place."""

    place: int


@dataclass(frozen=True)
class _Calendar:
    """Turns days of the story into days of now."""

    now: datetime
    zone: ZoneInfo

    def day(self, days: int | None, by: Literal["working", "calendar"] = "calendar") -> date | None:
        return None if days is None else add_days(self.now.astimezone(self.zone).date(), days, by)

    def wall(self, when: When) -> datetime:
        day = add_days(self.now.astimezone(self.zone).date(), when.days, when.by)
        return datetime.combine(day, when.at, self.zone)

    def moment(self, when: When) -> datetime:
        return min(self.wall(when), self.now)


class _Writer:
    """Writes down the commands, one after the other, and remembers which of them made what."""

    def __init__(self, calendar: _Calendar) -> None:
        self.makers: list[Maker] = []
        self._calendar = calendar
        self._goals: dict[str, _Made] = {}
        self._questions: dict[tuple[str, str], _Made] = {}
        self._people: dict[str, _Made] = {}
        self._bank = {question.id: question.text for question in all_questions()}

    def do(self, command: type[Command], **values: object) -> _Made:
        """Write down one command; values may be records that earlier ones make."""

        def make(receipts: list[Any]) -> Command:
            made = {
                name: receipts[value.place].subject_id for name, value in values.items() if isinstance(value, _Made)
            }
            return command(**{**values, **made})

        self.makers.append(make)
        return _Made(len(self.makers) - 1)

    def goal(self, goal: Goal) -> None:
        by_on = self._calendar.day(goal.by)
        texts = {"topic": goal.topic, "wanted": goal.wanted, "decision": goal.decision, "known": goal.known.strip()}
        chosen = {"kind": goal.kind, "by_on": by_on, "target": goal.target}
        made = self._goals[goal.key] = self.do(commands.AddGoal, **texts, **chosen)
        self.do(commands.SaveGoalText, goal_id=made, version=1, field="plan", text=goal.plan)
        self.do(commands.EditGoal, goal_id=made, version=2, confidence=goal.confidence, **chosen)
        for question in goal.question:
            text = question.text or self._bank[question.bank]
            asked = self.do(commands.AddQuestion, goal_id=made, text=text, bank_id=question.bank)
            self._questions[goal.key, question.key] = asked
            if question.dropped:
                self.do(commands.DropQuestion, question_id=asked)

    def contact(self, contact: Contact) -> None:
        apart = {"key", "spoke", "introducer", "fits", "do_not_contact", "archived"}
        made = self._people[contact.key] = self.do(
            commands.AddContact,
            **contact.model_dump(exclude=apart),
            last_spoke_on=self._calendar.day(None if contact.spoke is None else -contact.spoke),
            introducer_id=self._people[contact.introducer] if contact.introducer else None,
        )
        for goal, relevance in contact.fits.items():
            self.do(commands.RateFit, goal_id=self._goals[goal], contact_id=made, relevance=relevance)
        if contact.do_not_contact:
            self.do(commands.MarkDoNotContact, contact_id=made)
        if contact.archived:
            self.do(commands.ArchiveContact, contact_id=made)

    def interview(self, told: Interview) -> None:
        first, *rest = told.taken
        names = {"goal_id": self._goals[told.goal], "contact_id": self._people[told.contact]}
        made = self.do(commands.ChooseContact, happened_at=self._calendar.moment(first), **names)
        for taken in rest:
            self._take(made, told, taken)
        for key, text in told.answers.items():
            question = self._questions[told.goal, key]
            self.do(commands.SaveAnswer, interview_id=made, question_id=question, version=0, text=text)
        if told.notes:
            self.do(commands.SaveNotes, interview_id=made, version=0, text=told.notes.strip())
        for takeaway in told.takeaways:
            self.do(commands.AddTakeaway, interview_id=made, text=takeaway)
        self._debrief(made, told)
        for named in told.named:
            referral = self.do(commands.AddReferral, interview_id=made, **named.model_dump(exclude={"key"}))
            self._people[named.key] = referral
        for promise in told.promise:
            self._promise(made, promise)

    def _debrief(self, made: _Made, told: Interview) -> None:
        for kind, text in ((NoteKind.CHANGED, told.changed), (NoteKind.NEXT_TIME, told.next_time)):
            if text:
                self.do(commands.SaveNotes, interview_id=made, kind=kind, version=0, text=text)
        for rated in told.rated:
            goal_id = self._goals[told.goal]
            self.do(commands.Rate, goal_id=goal_id, interview_id=made, **rated.model_dump())
        for resource in told.resources:
            self.do(commands.AddResource, interview_id=made, text=resource)

    def target(self, target: Target) -> None:
        contact_id = self._people[target.contact] if target.contact else None
        goal_id = self._goals[target.goal]
        self.do(commands.AddTarget, goal_id=goal_id, contact_id=contact_id, organisation=target.organisation)

    def _promise(self, interview: _Made, promise: Promise) -> None:
        due_on = self._calendar.day(promise.due)
        what = {"text": promise.text, "kind": promise.kind}
        made = self.do(commands.AddPromise, interview_id=interview, **what, due_on=due_on)
        if promise.kept:
            self.do(commands.KeepPromise, promise_id=made)

    def _take(self, interview: _Made, told: Interview, taken: Taken) -> None:
        known = {"interview_id": interview, "happened_at": self._calendar.moment(taken)}
        talk = told.talk or Talk(days=taken.days)
        if taken.step is Step.DRAFTED:
            self._begin(known, taken, Purpose.REQUEST)
        elif taken.step in _PURPOSES:
            message = self._begin(known, taken, _PURPOSES[taken.step])
            self.do(commands.RecordSent, **known, message_id=message, channel=taken.channel)
        elif taken.step in REPLY_OF_STEP:
            reply = {"reply": REPLY_OF_STEP[taken.step], "channel": taken.channel, "text": taken.body.strip()}
            self.do(commands.RecordReply, **known, **reply, retry_on=self._calendar.day(told.retry))
        elif taken.step in _AGREED:
            self._agree(known, talk)
        elif taken.step is Step.HELD:
            self.do(commands.LogConversation, **known, minutes=talk.minutes, mode=talk.mode)
        else:
            command, more = _BARE[taken.step]
            self.do(command, **known, **more)

    def _begin(self, known: Mapping[str, Any], taken: Taken, purpose: Purpose) -> _Made:
        """Begin a draft; the one that is begun already goes on."""
        letter = {"wording_id": taken.wording, "subject": taken.subject, "body": taken.body.strip()}
        return self.do(commands.BeginDraft, **known, purpose=purpose, channel=taken.channel, **letter)

    def _agree(self, known: Mapping[str, Any], talk: Talk) -> None:
        starts = self._calendar.wall(talk)
        room = talk.model_dump(include={"minutes", "mode", "place"})
        zone = self._calendar.zone.key
        self.do(commands.AgreeTime, **known, on=starts.date(), at=talk.at, time_zone=zone, **room)
