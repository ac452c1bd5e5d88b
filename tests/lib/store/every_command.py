"""A workspace in which everything has happened once, and for every command one that changes something there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lib.domain import commands
from lib.domain.commands import Command
from lib.domain.record_ids import answer_id_of
from lib.domain.vocabulary import (
    Channel,
    Direction,
    GoalKind,
    InterviewKind,
    Mode,
    Purpose,
    RatedWhen,
    Rating,
    Reply,
    Stance,
    Standing,
    Tie,
    WorkField,
)
from lib.store.workspace import Workspace
from tests.cast import (
    BERLIN,
    NOW,
    a_contact,
    a_draft,
    a_goal,
    a_question,
    an_interview,
    asked,
    done,
    given_up,
    only,
    replied,
    scheduled,
    talked,
)

VERSION = 1
# These name entries of the question bank and of the wordings, which are everybody's, and mails elsewhere.
_OF_THE_METHOD = {"bank_id", "wording_id", "mail_id"}
_OWN_WORDINGS = (commands.EditWording, commands.RemoveWording)


@dataclass(frozen=True)
class World:
    """The ids of what is in a full workspace; each interview is named for where it stands."""

    goal: str
    closed_goal: str
    question: str
    other_question: str
    dropped_question: str
    stranger: str
    archived: str
    introducer: str
    chosen: str
    drafted: str
    message: str
    requested: str
    agreed: str
    planned: str
    held: str
    takeaway: str
    other_takeaway: str
    answer: str
    resource: str
    promise: str
    target: str
    at_rest: str
    thanks: str
    draft_version: str
    note: str
    own_wording: str
    deferral: str
    step: int


def a_world(workspace: Workspace) -> World:
    """Fill a workspace."""
    goal, closed_goal = a_goal(workspace), a_goal(workspace, "what a mentor does")
    questions = [a_question(workspace, goal, text) for text in ("What changes?", "What stays?", "What is next?")]
    people = [a_contact(workspace, name, organisation="Clinic") for name in ("Bo", "Al", "Jo")]
    workspace.do(commands.CloseGoal(goal_id=closed_goal))
    workspace.do(commands.DropQuestion(question_id=questions[2]))
    workspace.do(commands.ArchiveContact(contact_id=people[1]))
    chosen, drafted, requested, agreed, planned, held, at_rest = (
        an_interview(workspace, goal_id=goal) for _ in range(7)
    )
    message = a_draft(workspace, drafted)
    for interview in (requested, agreed, planned, held, at_rest):
        asked(workspace, interview)
    for interview in (agreed, planned, held):
        replied(workspace, Reply.YES, interview, text="Gladly.")
    for interview in (planned, held):
        scheduled(workspace, interview)
    talked(workspace, held)
    given_up(workspace, at_rest)
    workspace.do(commands.SaveAnswer(interview_id=held, question_id=questions[0], version=0, text="Much."))
    workspace.do(commands.SaveNotes(interview_id=held, version=0, text="She laughed."))
    takeaway = done(workspace, commands.AddTakeaway(interview_id=held, text="Night shifts are quiet."))
    other_takeaway = done(workspace, commands.AddTakeaway(interview_id=planned, text="Nights are loud."))
    resource = done(workspace, commands.AddResource(interview_id=held, text="The forum of shift planners"))
    rated = {"rating": Rating.CONFIDENCE, "rated_when": RatedWhen.BEFORE, "value": 2}
    workspace.do(commands.Rate(goal_id=goal, interview_id=held, **rated))
    promise = done(workspace, commands.AddPromise(interview_id=held, text="Send the article", due_on=date(2026, 10, 9)))
    target = done(workspace, commands.AddTarget(goal_id=goal, organisation="City Hospital"))
    workspace.do(commands.KeepApart(contact_id=people[0], other_id=people[1]))
    pinned = {"standing": Standing.PINNED, "reason": "She offered."}
    workspace.do(commands.SetStanding(goal_id=goal, contact_id=people[0], **pinned))
    columns = commands.ColumnChoice(signature="Name,Work", columns={"Name": "name", "Work": "position"})
    workspace.do(commands.ImportContacts(source="members.csv", contacts=(), columns=columns))
    thanks = a_draft(workspace, held, Purpose.THANKS)
    workspace.do(commands.KeepDraftVersion(message_id=thanks))
    workspace.do(commands.SaveDraftBody(message_id=thanks, version=VERSION, text="Dear Amara, thank you."))
    note = done(workspace, a_note(held))
    own_wording = done(workspace, a_wording())
    deferral = done(workspace, commands.Skip(rule="referred", contact_id=people[0], reason="She is on leave."))
    held_by = workspace.snapshot()
    step = held_by.events[(held_by.events["interview_id"] == requested) & (held_by.events["step"] == "request_sent")]
    return World(
        goal=goal,
        closed_goal=closed_goal,
        question=questions[0],
        other_question=questions[1],
        dropped_question=questions[2],
        stranger=people[0],
        archived=people[1],
        introducer=people[2],
        chosen=chosen,
        drafted=drafted,
        message=message,
        requested=requested,
        agreed=agreed,
        planned=planned,
        held=held,
        takeaway=takeaway,
        other_takeaway=other_takeaway,
        answer=answer_id_of(held, questions[0]),
        resource=resource,
        promise=promise,
        target=target,
        at_rest=at_rest,
        thanks=thanks,
        draft_version=only(held_by.draft_versions).id,
        note=note,
        own_wording=own_wording,
        deferral=deferral,
        step=int(only(step).number),
    )


def a_note(interview_id: str) -> commands.LogMessage:
    """Return a note that came beside the steps."""
    return commands.LogMessage(
        interview_id=interview_id, direction=Direction.RECEIVED, channel=Channel.TEXT, text="I am running late."
    )


def a_wording() -> commands.AddWording:
    """Return a wording of one's own."""
    return commands.AddWording(
        title="Mine", purpose=Purpose.REQUEST, channel=Channel.EMAIL, body="Hi {{ name }}, may I ask you something?"
    )


CASES: Mapping[type[Command], Callable[[World], Command]] = {
    commands.AddGoal: lambda _: commands.AddGoal(kind=GoalKind.PATH, topic="teaching", by_on=date(2027, 1, 1)),
    commands.EditGoal: lambda world: commands.EditGoal(
        goal_id=world.goal, version=VERSION, kind=GoalKind.COMPANY, by_on=date(2027, 1, 1), target=9, confidence=2
    ),
    commands.SaveGoalText: lambda world: commands.SaveGoalText(
        goal_id=world.goal, version=VERSION, field="wanted", text="More of it"
    ),
    commands.CloseGoal: lambda world: commands.CloseGoal(goal_id=world.goal),
    commands.ReopenGoal: lambda world: commands.ReopenGoal(goal_id=world.closed_goal),
    commands.AddQuestion: lambda world: commands.AddQuestion(goal_id=world.goal, text="Who else?", bank_id="who-else"),
    commands.EditQuestion: lambda world: commands.EditQuestion(
        question_id=world.question, version=VERSION, text="What changes fastest?"
    ),
    commands.MoveQuestion: lambda world: commands.MoveQuestion(question_id=world.question, place=1),
    commands.DropQuestion: lambda world: commands.DropQuestion(question_id=world.question),
    commands.RestoreQuestion: lambda world: commands.RestoreQuestion(question_id=world.dropped_question),
    commands.SaveProfileText: lambda _: commands.SaveProfileText(version=VERSION, field="intro", text="I count."),
    commands.ChooseTimeZone: lambda _: commands.ChooseTimeZone(time_zone="Asia/Tokyo"),
    commands.AddContact: lambda world: commands.AddContact(
        name="Lin", tie=Tie.CLOSE, tags=("choir", "school"), introducer_id=world.introducer
    ),
    commands.EditContact: lambda world: commands.EditContact(
        contact_id=world.stranger,
        version=VERSION,
        name="Bo Ek",
        email="bo@example.org",
        tags=("choir",),
        last_spoke_on=date(2020, 2, 29),
        introducer_id=world.introducer,
    ),
    commands.SaveContactNotes: lambda world: commands.SaveContactNotes(
        contact_id=world.stranger, version=VERSION, text="Met at the fair."
    ),
    commands.ArchiveContact: lambda world: commands.ArchiveContact(contact_id=world.stranger),
    commands.RestoreContact: lambda world: commands.RestoreContact(contact_id=world.archived),
    commands.MarkDoNotContact: lambda world: commands.MarkDoNotContact(contact_id=world.stranger),
    commands.ImportContacts: lambda _: commands.ImportContacts(
        source="linkedin",
        contacts=(
            commands.ImportedContact(name="Kim", profile_url="https://www.linkedin.com/in/kim", position="Nurse"),
            commands.ImportedContact(name="Bo", organisation="Clinic", position="Nurse"),
            commands.ImportedContact(name="bo", organisation="clinic", connected_on=date(2019, 5, 4)),
        ),
        columns=commands.ColumnChoice(signature="Who", columns={"Who": "name"}),
    ),
    commands.RateFit: lambda world: commands.RateFit(goal_id=world.goal, contact_id=world.stranger, relevance=3),
    commands.SetStanding: lambda world: commands.SetStanding(
        goal_id=world.goal, contact_id=world.stranger, standing=Standing.NEVER, reason="We fell out."
    ),
    commands.EditContacts: lambda world: commands.EditContacts(
        contact_ids=(world.stranger, world.introducer), add_tags=("choir",), tie=Tie.FORMER
    ),
    commands.ArchiveContacts: lambda world: commands.ArchiveContacts(contact_ids=(world.stranger, world.introducer)),
    commands.RestoreContacts: lambda world: commands.RestoreContacts(contact_ids=(world.archived,)),
    commands.MergeContacts: lambda world: commands.MergeContacts(
        kept_id=world.stranger, other_id=world.introducer, kept_version=VERSION, other_version=VERSION, taken=("name",)
    ),
    commands.KeepApart: lambda world: commands.KeepApart(contact_id=world.stranger, other_id=world.introducer),
    commands.ChooseWeights: lambda world: commands.ChooseWeights(
        goal_id=world.goal,
        weights={"relevance": 50, "connects": 10, "willing": 10, "fresh": 10, "welcome": 10, "viewpoint": 10},
        work_field=WorkField.DIGITAL,
    ),
    commands.AddTarget: lambda world: commands.AddTarget(goal_id=world.goal, name="Sam", organisation="Harbour Clinic"),
    commands.RemoveTarget: lambda world: commands.RemoveTarget(target_id=world.target),
    commands.ChooseContact: lambda world: commands.ChooseContact(
        goal_id=world.goal,
        contact_id=world.stranger,
        kind=InterviewKind.INTRODUCTION,
        target_contact_id=world.introducer,
        target_organisation="Clinic",
    ),
    commands.BeginDraft: lambda world: commands.BeginDraft(
        interview_id=world.chosen, purpose=Purpose.REQUEST, channel=Channel.LINKEDIN, body="Hello"
    ),
    commands.SaveDraftBody: lambda world: commands.SaveDraftBody(
        message_id=world.message, version=VERSION, text="Dear Amara"
    ),
    commands.SaveDraftSubject: lambda world: commands.SaveDraftSubject(
        message_id=world.message, version=VERSION, text="Twenty minutes"
    ),
    commands.ChooseWording: lambda world: commands.ChooseWording(
        message_id=world.message,
        version=VERSION,
        channel=Channel.PHONE,
        wording_id="by-phone",
        subject="",
        body="Hi",
    ),
    commands.RecordSent: lambda world: commands.RecordSent(
        interview_id=world.drafted, message_id=world.message, channel=Channel.TEXT
    ),
    commands.SaveReply: lambda world: commands.SaveReply(
        interview_id=world.requested, version=0, text="Gladly, next week."
    ),
    commands.RecordReply: lambda world: commands.RecordReply(
        interview_id=world.requested, reply=Reply.NOT_NOW, text="In spring.", retry_on=date(2027, 3, 1)
    ),
    commands.AgreeTime: lambda world: commands.AgreeTime(
        interview_id=world.agreed, on=date(2026, 11, 1), at=time(15, 30), time_zone=BERLIN.key, place="Café"
    ),
    commands.RecordMissed: lambda world: commands.RecordMissed(interview_id=world.planned, by_them=True),
    commands.CallOff: lambda world: commands.CallOff(interview_id=world.planned),
    commands.LogConversation: lambda world: commands.LogConversation(
        interview_id=world.planned, minutes=45, mode=Mode.PHONE
    ),
    commands.CloseInterview: lambda world: commands.CloseInterview(interview_id=world.requested),
    commands.ReopenInterview: lambda world: commands.ReopenInterview(interview_id=world.at_rest),
    commands.RemoveInterview: lambda world: commands.RemoveInterview(interview_id=world.held),
    commands.SaveAnswer: lambda world: commands.SaveAnswer(
        interview_id=world.held, question_id=world.other_question, version=0, text="Most of it."
    ),
    commands.SaveNotes: lambda world: commands.SaveNotes(interview_id=world.planned, version=0, text="Bring the list."),
    commands.AddTakeaway: lambda world: commands.AddTakeaway(interview_id=world.held, text="Ask for the night."),
    commands.EditTakeaway: lambda world: commands.EditTakeaway(
        takeaway_id=world.takeaway, version=VERSION, text="Ask for the day."
    ),
    commands.RemoveTakeaway: lambda world: commands.RemoveTakeaway(takeaway_id=world.takeaway),
    commands.AddReferral: lambda world: commands.AddReferral(interview_id=world.held, name="Noor", may_use_name=True),
    commands.AddPromise: lambda world: commands.AddPromise(interview_id=world.held, text="Tell her how it went"),
    commands.KeepPromise: lambda world: commands.KeepPromise(promise_id=world.promise),
    commands.FillField: lambda world: commands.FillField(
        interview_id=world.chosen, field="why_them", text="you moved into data work"
    ),
    commands.ProposeTimes: lambda world: commands.ProposeTimes(
        interview_id=world.chosen,
        slots=(datetime(2026, 10, 8, 9, tzinfo=UTC), datetime(2026, 10, 9, 13, tzinfo=BERLIN)),
    ),
    commands.LogMessage: lambda world: a_note(world.requested),
    commands.RecordAutoReply: lambda world: commands.RecordAutoReply(
        interview_id=world.requested, back_on=date(2026, 10, 19), text="I am away.", mail_id="<1@example.org>"
    ),
    commands.RemoveMessage: lambda world: commands.RemoveMessage(message_id=world.note),
    commands.CorrectMessage: lambda world: commands.CorrectMessage(
        message_id=world.note, happened_at=NOW - timedelta(days=1), channel=Channel.PHONE
    ),
    commands.CorrectStep: lambda world: commands.CorrectStep(
        interview_id=world.requested, number=world.step, happened_at=NOW - timedelta(days=1)
    ),
    commands.KeepDraftVersion: lambda world: commands.KeepDraftVersion(message_id=world.message),
    commands.RestoreDraftVersion: lambda world: commands.RestoreDraftVersion(
        message_id=world.thanks, version=VERSION + 1, draft_version_id=world.draft_version
    ),
    commands.PutOff: lambda world: commands.PutOff(rule="thanked", contact_id=world.stranger, until=date(2026, 12, 24)),
    commands.Skip: lambda world: commands.Skip(rule="held", interview_id=world.held, reason="Thanked in person"),
    commands.TakeUp: lambda world: commands.TakeUp(deferral_id=world.deferral),
    commands.ChooseInterviewRoutine: lambda world: commands.ChooseInterviewRoutine(
        interview_id=world.requested, routine="gentle"
    ),
    commands.AddWording: lambda _: a_wording(),
    commands.EditWording: lambda world: commands.EditWording(
        wording_id=world.own_wording, title="Ours", purpose=Purpose.THANKS, channel=Channel.TEXT, body="Thanks!"
    ),
    commands.RemoveWording: lambda world: commands.RemoveWording(wording_id=world.own_wording),
    commands.ChooseRoutine: lambda _: commands.ChooseRoutine(routine="gentle", cadence={"requested": 8}),
    commands.ChooseWorkdays: lambda _: commands.ChooseWorkdays(
        country="DE", subdivision="BE", days_off=(date(2026, 12, 28), date(2026, 12, 28))
    ),
    commands.SortTakeaway: lambda world: commands.SortTakeaway(
        takeaway_id=world.other_takeaway,
        theme="Nights",
        tags=("shifts",),
        about_id=world.takeaway,
        stance=Stance.CONTRADICTS,
    ),
    commands.AddResource: lambda world: commands.AddResource(interview_id=world.held, text="A book on rosters"),
    commands.RemoveResource: lambda world: commands.RemoveResource(resource_id=world.resource),
    commands.KeepOffRecord: lambda world: commands.KeepOffRecord(off_record=True, answer_id=world.answer),
    commands.PlanQuestions: lambda world: commands.PlanQuestions(
        interview_id=world.planned, question_ids=(world.other_question, world.question)
    ),
    commands.CarryQuestion: lambda world: commands.CarryQuestion(
        interview_id=world.held, question_id=world.other_question
    ),
    commands.BeginTalk: lambda world: commands.BeginTalk(interview_id=world.planned, began_at=NOW),
    commands.Rate: lambda world: commands.Rate(
        goal_id=world.goal, interview_id=world.held, rating=Rating.FIT, rated_when=RatedWhen.AFTER, value=-1
    ),
    commands.DecideOn: lambda world: commands.DecideOn(goal_id=world.goal, decided_on=date(2026, 10, 4)),
    commands.RemovePromise: lambda world: commands.RemovePromise(promise_id=world.promise),
}


def ids_in(command: Command) -> dict[str, str | tuple[str, ...]]:
    """Return the ids of records that a command names, by field; a field in `_ids` names several."""
    named = {name: value for name, value in command.model_dump().items() if name.endswith(("_id", "_ids"))}
    everybodys = _OF_THE_METHOD - ({"wording_id"} if isinstance(command, _OWN_WORDINGS) else set())
    return {name: value for name, value in named.items() if value and name not in everybodys}
