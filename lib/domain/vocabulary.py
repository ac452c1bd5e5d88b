"""The closed lists that the whole house speaks in; their labels for people are in `lib/method/content/labels.toml`."""

from enum import StrEnum


class GoalKind(StrEnum):
    """What a learning goal is about."""

    INDUSTRY = "industry"
    ROLE = "role"
    COMPANY = "company"
    PATH = "path"
    MENTOR = "mentor"
    CONTACTS = "contacts"
    OTHER = "other"


class Tie(StrEnum):
    """How strong the tie to a contact is, and of which sort: the eight choices of the tie table."""

    CLOSE = "close"
    CURRENT = "current"
    FORMER = "former"
    LOST_TOUCH = "lost_touch"
    ACQUAINTANCE = "acquaintance"
    INTRODUCED = "introduced"
    SHARED = "shared"
    STRANGER = "stranger"


class OwnEmployer(StrEnum):
    """Whether a contact works where one works now, and whether it is safe if that employer hears of the search."""

    ELSEWHERE = "elsewhere"
    UNSURE = "unsure"
    SAFE = "safe"
    NOT_SAFE = "not_safe"


class Standing(StrEnum):
    """What a person decided about a contact, whatever the ranking says; `NEVER` holds for every goal."""

    NONE = "none"
    PINNED = "pinned"
    NOT_NOW = "not_now"
    NEVER = "never"


class WorkField(StrEnum):
    """Of which kind the work is that one wants to learn about: weak and strong ties count differently there."""

    ANY = "any"
    DIGITAL = "digital"
    HANDS_ON = "hands_on"


class InterviewKind(StrEnum):
    """What a contact is asked for: a talk, or an introduction to somebody else."""

    TALK = "talk"
    INTRODUCTION = "introduction"


class Channel(StrEnum):
    """How a message reaches somebody."""

    EMAIL = "email"
    LINKEDIN_NOTE = "linkedin_note"
    LINKEDIN = "linkedin"
    PHONE = "phone"
    TEXT = "text"
    IN_PERSON = "in_person"


class Tone(StrEnum):
    """How a message greets and closes."""

    PLAIN = "plain"
    WARM = "warm"
    FORMAL = "formal"


class Mode(StrEnum):
    """How a conversation is held."""

    VIDEO = "video"
    PHONE = "phone"
    IN_PERSON = "in_person"
    WRITING = "writing"


class Purpose(StrEnum):
    """What a message in an interview is for."""

    REQUEST = "request"
    FOLLOW_UP = "follow_up"
    SCHEDULING = "scheduling"
    THANKS = "thanks"
    UPDATE = "update"
    # To whoever introduced one to the person of the interview: how the talk went.
    INTRODUCER = "introducer"
    # Whatever else was said, and what a mailbox answers by itself.
    NOTE = "note"
    AUTO_REPLY = "auto_reply"


class Direction(StrEnum):
    """Who wrote a message."""

    SENT = "sent"
    RECEIVED = "received"


class Reply(StrEnum):
    """What a contact answered to a request."""

    YES = "yes"
    NOT_NOW = "not_now"
    NO = "no"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"


class Stage(StrEnum):
    """Where one interview stands; always derived from its steps, never stored."""

    IDENTIFIED = "identified"
    DRAFTED = "drafted"
    REQUESTED = "requested"
    FOLLOWED_UP = "followed_up"
    FOLLOWED_UP_TWICE = "followed_up_twice"
    AGREED = "agreed"
    SCHEDULED = "scheduled"
    MISSED = "missed"
    HELD = "held"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    NOT_NOW = "not_now"
    DECLINED = "declined"
    THANKED = "thanked"
    KEPT_IN_TOUCH = "kept_in_touch"
    NO_REPLY = "no_reply"
    CALLED_OFF = "called_off"


class Step(StrEnum):
    """What happened in one interview, as the event log keeps it."""

    CHOSEN = "chosen"
    DRAFTED = "drafted"
    REQUEST_SENT = "request_sent"
    FOLLOW_UP_SENT = "follow_up_sent"
    SAID_YES = "said_yes"
    SAID_NOT_NOW = "said_not_now"
    SAID_NO = "said_no"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    TIME_AGREED = "time_agreed"
    TIME_CHANGED = "time_changed"
    THEY_MISSED = "they_missed"
    I_MISSED = "i_missed"
    CALLED_OFF = "called_off"
    HELD = "held"
    THANKS_SENT = "thanks_sent"
    UPDATE_SENT = "update_sent"
    CLOSED = "closed"
    REOPENED = "reopened"


class Outcome(StrEnum):
    """What came of a request, whether or not the thank-you is out; derived like the stage."""

    MET = "met"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    NOT_NOW = "not_now"
    DECLINED = "declined"
    NO_REPLY = "no_reply"
    CALLED_OFF = "called_off"


class Area(StrEnum):
    """The four steps of the method, as the strip under each title names them."""

    LEARN = "learn"
    CHOOSE = "choose"
    ASK = "ask"
    THANK = "thank"


class Mark(StrEnum):
    """What a line of notes was marked as while one listened."""

    INSIGHT = "insight"
    SURPRISE = "surprise"
    CONTRADICTION = "contradiction"
    TO_DO = "to_do"
    PERSON = "person"
    RESOURCE = "resource"


class Stance(StrEnum):
    """How a takeaway relates to the claim of another one."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"


class NoteKind(StrEnum):
    """Which text about a conversation: the free notes, what changed in one's mind, what one would ask next time."""

    FREE = ""
    CHANGED = "changed"
    NEXT_TIME = "next_time"


class PromiseKind(StrEnum):
    """Whether one promised it to them, or only means to do it."""

    PROMISE = "promise"
    TO_DO = "to_do"


class Rating(StrEnum):
    """What a person rates about a goal or a conversation: 1 to 5, the fit from -2 (less) to 2 (more)."""

    CONFIDENCE = "confidence"
    FIT = "fit"
    USEFULNESS = "usefulness"


class RatedWhen(StrEnum):
    """Before a conversation, or after it."""

    BEFORE = "before"
    AFTER = "after"
