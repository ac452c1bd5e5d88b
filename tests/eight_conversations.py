"""Eight invented conversations about one goal, by people who see it differently; written by plain commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lib.domain import commands
from lib.domain.commands.goals import GoalText
from lib.domain.record_ids import answer_id_of
from lib.domain.vocabulary import GoalKind, Mark, NoteKind, PromiseKind, RatedWhen, Rating, Reply, Stance, Tie
from lib.store.workspace import Workspace
from tests.cast import a_contact, a_goal, a_question, an_interview, asked, done, replied

FIRST_TALK = datetime(2026, 8, 10, 14, 0, tzinfo=UTC)  # the others a week apart; eight weeks before `tests.cast.NOW`
TOPIC = "data work in hospitals"
TEXTS: Mapping[GoalText, str] = {
    "wanted": "What the work is like day to day, and what it takes to get in.",
    "decision": "whether to train as a data analyst this year",
    "known": "Hospitals hire analysts for quality reports. Courses take six months to two years.",
    "conclusion": "A small project counts for more than a certificate. The work is quiet, and close to the ward.",
}
# The last one nobody has answered yet.
QUESTIONS = {
    "hours": "What filled most of your hours last week?",
    "proof": "What proof of ability would impress someone in your team?",
    "degree": "Which qualifications truly matter, and which are only nice to have?",
    "tools": "How are AI and other new tools changing the daily tasks?",
    "past": "Which parts of my old work carry over, and which will I need to unlearn?",
    "abroad": "Which employers have a good record with people trained abroad?",
}
OFF_THE_RECORD = "The trust will merge its two data teams in spring."
SHARP_WORDS = "Half of my team would fail our own entry test."
OPEN_QUESTION = QUESTIONS["abroad"]


@dataclass(frozen=True)
class _Takeaway:
    """One thing learned: a name by which others refer to it, and the claim it is about, with how it stands to it."""

    name: str
    text: str
    theme: str = ""
    tags: tuple[str, ...] = ()
    about: str = ""
    stance: Stance | None = None
    question: str | None = None
    mark: Mark | None = None
    is_off_record: bool = False


@dataclass(frozen=True)
class _Talk:
    """One conversation; confidence is before and after it (1 to 5), fit after it (-2 to 2)."""

    name: str
    position: str
    organisation: str
    answers: Mapping[str, str]
    takeaways: tuple[_Takeaway, ...] = ()
    confidence: tuple[int, int] = (3, 3)
    fit: int = 0
    resources: tuple[str, ...] = ()
    in_writing: bool = False
    carried: tuple[str, ...] = ()


GETTING_IN, DAYS, TOOLS = "Getting in", "The days", "New tools"
TALKS = (
    _Talk(
        "Amara Obi",
        "Data analyst",
        "City Hospital",
        {
            "hours": "Cleaning admission data, Monday to Wednesday. Then two meetings on the wards.",
            "proof": "A small project on open hospital data, with a page on what I would do differently.",
            "degree": "None, if you can show the work. I came from nursing without a course.",
            "past": "Knowing how a ward writes things down is worth more than any tool.",
        },
        (
            _Takeaway(
                "project",
                "A small project of one's own opens more doors than a certificate.",
                GETTING_IN,
                ("first job", "proof"),
                question="proof",
                mark=Mark.INSIGHT,
            ),
            _Takeaway("cleaning", "Most of the week is cleaning data.", DAYS, ("daily work",), question="hours"),
        ),
        (2, 3),
        1,
        ("The open data site of the health ministry",),
    ),
    _Talk(
        "Bo Lindqvist",
        "Head of data",
        "Harbour Clinic",
        {
            "hours": "Budgets. I have not opened a notebook since May.",
            "proof": "A certificate gets you past the first sort; after that I look at how you explain.",
            "degree": "Our personnel office asks for a degree or a certificate. Without one I never see the letter.",
        },
        (
            _Takeaway(
                "certificate",
                "Without a certificate, the personnel office turns you away.",
                GETTING_IN,
                ("first job",),
                about="project",
                stance=Stance.CONTRADICTS,
                question="degree",
                mark=Mark.CONTRADICTION,
            ),
            _Takeaway("merger", OFF_THE_RECORD, "", (), is_off_record=True),
        ),
        (3, 2),
        0,
        ("The register of recognised courses",),
    ),
    _Talk(
        "Łucja Żak",
        "Clinical coder",
        "St. Anne",
        {
            "hours": "Coding discharge letters, forty a day.",
            "tools": "The machine proposes codes now. I check them, and I find one wrong in ten.",
            "degree": "The coder's exam, nothing else.",
        },
        (
            _Takeaway(
                "coders",
                "Coding is changing from writing to checking.",
                TOOLS,
                ("AI",),
                question="tools",
                mark=Mark.SURPRISE,
            ),
        ),
        (2, 3),
        -1,
    ),
    _Talk(
        "Đỗ Minh Anh",
        "Bioinformatician",
        "University Hospital",
        {
            "hours": "Half code, half explaining it to doctors.",
            "proof": "Show me anything that you built and still understand.",
            "tools": "AI writes my first draft. Deciding what to ask has become the whole job.",
            "past": "You will have to unlearn deciding at once: here a question may take a month.",
        },
        (
            _Takeaway("shown", "What you built counts most.", GETTING_IN, ("proof",), "project", Stance.AGREES),
            _Takeaway("drafts", "New tools take over the first draft, not the judgement.", TOOLS, ("AI",)),
        ),
        (3, 4),
        2,
        ("“Data for nurses”, a reading group on the first Tuesday",),
    ),
    _Talk(
        "Eleni Papadaki",
        "Quality manager",
        "City Hospital",
        {
            "hours": "Reports for the ministry: the same table every month.",
            "proof": SHARP_WORDS,
            "past": "That you can talk to a ward sister without a translator.",
        },
        (
            _Takeaway("ward", "To speak the ward's language is the rarest skill.", DAYS, ("nursing",), question="past"),
            _Takeaway("own", "A project says more than papers.", GETTING_IN, ("proof",), "project", Stance.AGREES),
        ),
        (3, 4),
        1,
    ),
    _Talk(
        "Farid Haddad",
        "Software engineer",
        "Medisoft",
        {
            "hours": "Meetings with hospitals about why their data does not fit.",
            "tools": "In five years nobody cleans data by hand.",
        },
        (
            _Takeaway(
                "cleaned",
                "Cleaning data by hand will be gone in five years.",
                TOOLS,
                ("AI", "daily work"),
                "cleaning",
                Stance.CONTRADICTS,
                mark=Mark.CONTRADICTION,
            ),
        ),
        (4, 4),
        0,
        carried=("abroad",),
    ),
    _Talk(
        "Grace Kim",
        "Data analyst",
        "Harbour Clinic",
        {
            "hours": "Cleaning, as everybody will tell you.",
            "degree": "I did a six-month course. The project in it got me the job.",
        },
        (_Takeaway("again", "Cleaning fills the days.", DAYS, ("daily work",), "cleaning", Stance.AGREES),),
        (4, 4),
        1,
        in_writing=True,
    ),
    _Talk(
        "Hana Sato",
        "Ward sister",
        "St. Anne",
        {
            "past": "You keep the calm. You leave the shifts.",
            "proof": "I would trust somebody who has stood at a bed.",
        },
        (_Takeaway("trust", "Wards trust analysts who have nursed.", DAYS, ("nursing",), "ward", Stance.AGREES),),
        (4, 5),
        2,
    ),
)
# Known, and not asked yet: two who may know what is still open, and one who does not want to be written to.
NOT_ASKED = (
    ("Ines Duarte", "Recruiter for staff trained abroad", "Health Employers"),
    ("Jonas Weber", "Data analyst", "Lake Hospital"),
)
NOT_TO_ASK = ("Kofi Mensah", "Recruiter for people trained abroad", "Northern Trust")


def eight_conversations(workspace: Workspace) -> str:
    """Write the goal, its questions and the eight conversations down; return the goal's id."""
    goal_id = a_goal(workspace, TOPIC, kind=GoalKind.ROLE, target=8)
    version = 1
    for name, text in TEXTS.items():
        workspace.do(commands.SaveGoalText(goal_id=goal_id, version=version, field=name, text=text))
        version += 1
    asked_of_all = {name: a_question(workspace, goal_id, text) for name, text in QUESTIONS.items()}
    learned: dict[str, str] = {}
    for number, talk in enumerate(TALKS):
        interview_id = _held(workspace, goal_id, talk, FIRST_TALK + timedelta(weeks=number))
        _note(workspace, interview_id, talk, asked_of_all)
        for takeaway in talk.takeaways:
            learned[takeaway.name] = _learn(workspace, interview_id, takeaway, asked_of_all, learned)
        _rate(workspace, goal_id, interview_id, talk)
        if not number:
            _follow(workspace, interview_id)
        if SHARP_WORDS in talk.answers.values():
            answer_id = answer_id_of(interview_id, asked_of_all["proof"])
            workspace.do(commands.KeepOffRecord(off_record=True, answer_id=answer_id))
    _others(workspace)
    return goal_id


def _held(workspace: Workspace, goal_id: str, talk: _Talk, at: datetime) -> str:
    contact_id = a_contact(workspace, talk.name, position=talk.position, organisation=talk.organisation)
    before = at - timedelta(days=6)
    interview_id = an_interview(workspace, goal_id=goal_id, contact_id=contact_id, happened_at=before)
    asked(workspace, interview_id, before)
    reply = Reply.ANSWERED if talk.in_writing else Reply.YES
    replied(workspace, reply, interview_id, happened_at=at if talk.in_writing else at - timedelta(days=3))
    if not talk.in_writing:
        workspace.do(commands.LogConversation(interview_id=interview_id, happened_at=at))
    return interview_id


def _note(workspace: Workspace, interview_id: str, talk: _Talk, questions: Mapping[str, str]) -> None:
    for name, text in talk.answers.items():
        answer = commands.SaveAnswer(interview_id=interview_id, question_id=questions[name], version=0, text=text)
        workspace.do(answer)
    for name in talk.carried:
        workspace.do(commands.CarryQuestion(interview_id=interview_id, question_id=questions[name]))
    for text in talk.resources:
        workspace.do(commands.AddResource(interview_id=interview_id, text=text))


def _learn(
    workspace: Workspace,
    interview_id: str,
    takeaway: _Takeaway,
    questions: Mapping[str, str],
    learned: Mapping[str, str],
) -> str:
    question_id = questions[takeaway.question] if takeaway.question else None
    added = commands.AddTakeaway(
        interview_id=interview_id, text=takeaway.text, question_id=question_id, mark=takeaway.mark
    )
    takeaway_id = done(workspace, added)
    about_id = learned[takeaway.about] if takeaway.about else None
    if takeaway.theme or takeaway.tags or about_id:
        sorted_in = commands.SortTakeaway(
            takeaway_id=takeaway_id,
            theme=takeaway.theme,
            tags=takeaway.tags,
            about_id=about_id,
            stance=takeaway.stance,
        )
        workspace.do(sorted_in)
    if takeaway.is_off_record:
        workspace.do(commands.KeepOffRecord(off_record=True, takeaway_id=takeaway_id))
    return takeaway_id


def _rate(workspace: Workspace, goal_id: str, interview_id: str, talk: _Talk) -> None:
    before, after = talk.confidence
    for rating, when, value in (
        (Rating.CONFIDENCE, RatedWhen.BEFORE, before),
        (Rating.CONFIDENCE, RatedWhen.AFTER, after),
        (Rating.FIT, RatedWhen.AFTER, talk.fit),
        (Rating.USEFULNESS, RatedWhen.AFTER, 4),
    ):
        rated = commands.Rate(goal_id=goal_id, interview_id=interview_id, rating=rating, rated_when=when, value=value)
        workspace.do(rated)


def _follow(workspace: Workspace, interview_id: str) -> None:
    """Note what else came of the first conversation: notes, a debrief, a referral, a promise, something to do."""
    notes = "★ She laughed about certificates.\n☐ Look at the ministry's open data"
    workspace.do(commands.SaveNotes(interview_id=interview_id, version=0, text=notes))
    for kind, text in (
        (NoteKind.CHANGED, "I thought I needed a degree first. I don't."),
        (NoteKind.NEXT_TIME, "Ask what she would test in a first interview."),
    ):
        workspace.do(commands.SaveNotes(interview_id=interview_id, kind=kind, version=0, text=text))
    named = commands.AddReferral(interview_id=interview_id, name="Lena Vogt", organisation="Lake Hospital")
    workspace.do(named)
    workspace.do(commands.AddPromise(interview_id=interview_id, text="Send her my project"))
    to_do = commands.AddPromise(interview_id=interview_id, text="Look at the open data", kind=PromiseKind.TO_DO)
    workspace.do(to_do)


def _others(workspace: Workspace) -> None:
    for name, position, organisation in NOT_ASKED:
        a_contact(workspace, name, position=position, organisation=organisation, email="somebody@example.org")
    name, position, organisation = NOT_TO_ASK
    contact_id = a_contact(workspace, name, position=position, organisation=organisation, tie=Tie.CLOSE)
    workspace.do(commands.MarkDoNotContact(contact_id=contact_id))
