"""The texts of a goal and of one's profile, saved while they are typed."""

from lib.domain.commands.goals import GoalText, ProfileText
from lib.ui.typed_field import FieldLook, typed_field

GOAL_FIELDS: dict[GoalText, tuple[str, FieldLook]] = {
    "topic": ("What about, in a few words?", {"single_line": True, "placeholder": "data work in hospitals"}),
    "wanted": (
        "What do you want to learn?",
        {"height": 96, "placeholder": "What the work is really like, and what it takes to get in."},
    ),
    "decision": (
        "What will you decide with it?",
        {"height": 72, "placeholder": "Whether to train as a data analyst this year."},
    ),
    "known": ("What do you already know?", {"height": 96, "placeholder": "What you have read or looked up so far."}),
    "plan": (
        "Your plan: “If it is … I will write to …”",
        {"height": 72, "placeholder": "If it is Tuesday at nine and I have my coffee, I will write to Dana."},
    ),
    "conclusion": ("What do you conclude so far?", {"height": 96}),
    "decided": ("What did you decide?", {"height": 72}),
}

PROFILE_FIELDS: dict[ProfileText, tuple[str, FieldLook]] = {
    "name": ("The name you sign with", {"single_line": True, "placeholder": "Sam"}),
    "full_name": ("Your full name", {"single_line": True, "placeholder": "Sam Okafor"}),
    "intro": (
        "About you in one breath",
        {"height": 72, "placeholder": "a nurse of six years who likes to make sense of numbers"},
    ),
    "contact_line": ("How they can reach you", {"single_line": True, "placeholder": "sam@example.org"}),
    "phone": ("Your phone number", {"single_line": True}),
    "email": (
        "Your e-mail address, for invitations to a talk",
        {"single_line": True, "placeholder": "sam@example.org"},
    ),
}


def goal_field(goal_id: str, field: GoalText) -> None:
    """Draw one text of a goal."""
    label, look = GOAL_FIELDS[field]
    typed_field(f"goal/{goal_id}/{field}", label=label, **look)


def profile_field(field: ProfileText) -> None:
    """Draw one text about oneself."""
    label, look = PROFILE_FIELDS[field]
    typed_field(f"profile/{field}", label=label, **look)
