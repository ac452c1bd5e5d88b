"""What `content/sample.toml` holds: the story of the sample workspace, and what further people are made of."""

from collections.abc import Iterable
from datetime import time
from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lib.domain.commands.goals import ProfileText
from lib.domain.errors import NotAllowedNowError
from lib.domain.fields import AlsoField
from lib.domain.lifecycle import standing
from lib.domain.vocabulary import Channel, GoalKind, Mode, PromiseKind, RatedWhen, Rating, Stage, Step, Tie
from lib.method.content_files import checked, read_toml

FILE = "sample.toml"


class _Content(BaseModel):
    """A piece of the file: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class When(_Content):
    """A moment, counted from the day on which the sample is loaded."""

    days: int
    by: Literal["working", "calendar"] = "working"
    at: time = time(12)


class Room(_Content):
    """How and where a conversation is held."""

    mode: Mode = Mode.VIDEO
    place: str = ""


class Talk(When, Room):
    """The agreed time of a conversation."""

    minutes: int = 20


class Letter(_Content):
    """A message; the subject stays empty where its channel has none."""

    subject: str = ""
    body: str = ""


class Taken(When, Letter):
    """One step of an interview, with what was sent or received in it."""

    step: Step
    channel: Channel = Channel.EMAIL
    wording: str = ""


class Promise(_Content):
    """Something promised, or meant to be done; `due` is in calendar days."""

    text: str
    kind: PromiseKind = PromiseKind.PROMISE
    due: int | None = None
    kept: bool = False


class Rated(_Content):
    """What was rated about an interview, and when."""

    rating: Rating
    rated_when: RatedWhen = RatedWhen.AFTER
    value: int


class Named(_Content):
    """A person who was named in an interview."""

    key: str
    name: str
    organisation: str = ""
    position: str = ""
    may_use_name: bool = False


class Interview(_Content):
    """One interview from its first step to its last, and what was noted in it; `answers` goes by question key."""

    contact: str
    goal: str
    taken: tuple[Taken, ...] = Field(min_length=1)
    talk: Talk | None = None
    retry: int | None = None
    answers: dict[str, str] = {}
    notes: str = ""
    changed: str = ""
    next_time: str = ""
    rated: tuple[Rated, ...] = ()
    takeaways: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    promise: tuple[Promise, ...] = ()


class Contact(_Content):
    """A person; `spoke` is how many calendar days ago, `introducer` the key of another, `fits` goes by goal key."""

    key: str
    name: str
    organisation: str
    position: str
    email: str = ""
    phone: str = ""
    profile_url: str = ""
    how_known: str
    tie: Tie
    also: dict[AlsoField, tuple[str, ...]] = {}
    tags: tuple[str, ...] = ()
    notes: str = ""
    spoke: int | None = None
    introducer: str = ""
    connects: int = 1
    welcome: int = 0
    viewpoint: int = 2
    fits: dict[str, int] = {}
    do_not_contact: bool = False
    archived: bool = False


class Target(_Content):
    """Whom one wants to reach for a goal: the key of a contact, or only an organisation."""

    goal: str
    contact: str = ""
    organisation: str = ""


class Question(_Content):
    """A question of a goal: one of the bank, or an own one."""

    key: str
    bank: str = ""
    text: str = ""
    dropped: bool = False


class Goal(_Content):
    """A learning goal; `by` is in calendar days."""

    key: str
    kind: GoalKind
    topic: str
    wanted: str
    decision: str
    known: str
    plan: str
    by: int
    target: int
    confidence: int
    question: tuple[Question, ...]


class Names(_Content):
    """Names that go together; `form` says which stands first."""

    form: str
    given: tuple[str, ...]
    family: tuple[str, ...]


class Organisations(_Content):
    """The two halves of an organisation's name."""

    places: tuple[str, ...]
    kinds: tuple[str, ...]


class People(_Content):
    """What people do, and the tags they get."""

    positions: tuple[str, ...]
    tags: tuple[str, ...]


class Way(_Content):
    """How an interview comes to a stage, how often, and within how many days its last step was taken."""

    share: int
    within: int = Field(ge=1)
    steps: tuple[Step, ...]


class Talks(_Content):
    """What conversations are made of."""

    minutes: tuple[int, ...]
    rooms: tuple[Room, ...]
    answers: tuple[str, ...]
    notes: tuple[str, ...]
    takeaways: tuple[str, ...]
    promises: tuple[str, ...]


class Crowd(_Content):
    """What further people and interviews are made of."""

    names: tuple[Names, ...]
    organisation: Organisations
    person: People
    how_known: dict[Tie, tuple[str, ...]]
    spoke: dict[Tie, tuple[int, int]]
    way: dict[Stage, Way]
    letters: dict[Step, tuple[Letter, ...]]
    talk: Talks

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.way) != set(Stage) or set(self.how_known) != set(Tie):
            message = "a stage has no way, or a tie no words"
            raise ValueError(message)
        for stage, way in self.way.items():
            if _reached((Step.CHOSEN, *way.steps)) is not stage:
                message = f"the way to {stage} does not lead there"
                raise ValueError(message)
        return self


class SampleContent(_Content):
    """The whole file."""

    profile: dict[ProfileText, str]
    goal: tuple[Goal, ...]
    contact: tuple[Contact, ...]
    target: tuple[Target, ...]
    interview: tuple[Interview, ...]
    crowd: Crowd

    @model_validator(mode="after")
    def _can_happen(self) -> Self:
        people = {contact.key for contact in self.contact}
        questions = {goal.key: {question.key for question in goal.question} for goal in self.goal}
        for told in self.interview:
            is_known = told.contact in people and told.answers.keys() <= questions.get(told.goal, set())
            if not is_known or _reached(taken.step for taken in told.taken) is None:
                message = f"the interview with “{told.contact}” names somebody or something unknown, or can't happen so"
                raise ValueError(message)
            people |= {named.key for named in told.named}
        wanted = {target.contact for target in self.target if target.contact}
        if not (wanted <= people and {target.goal for target in self.target} <= questions.keys()):
            message = "a target names a goal or somebody unknown"
            raise ValueError(message)
        return self


def sample_content() -> SampleContent:
    """Return the content of the sample file; raises ContentError where it cannot be used."""
    return _content()


@cache
def _content() -> SampleContent:
    return checked(SampleContent, read_toml(FILE), FILE)


def _reached(steps: Iterable[Step]) -> Stage | None:
    try:
        return standing(steps).stage
    except NotAllowedNowError:
        return None
