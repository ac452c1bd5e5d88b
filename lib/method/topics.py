"""A goal's topic as it reads in a letter: “data scientist in hospitals” is “the work of a data scientist in hospitals”.

Only what surely is a role, an organisation or a verb is put into words; everything else stays as it was typed.
"""

import re

from lib.domain.vocabulary import GoalKind
from lib.method.job_titles import names_several, with_article
from lib.method.phrases import first_word, inside, joined_on, phrases

_MENTOR_IN = re.compile(r"^(?:(?:find|finding|get|getting)\s+)?(?:an?\s+)?mentors?\s+(?:in|on|about)\s+", re.IGNORECASE)
_MENTOR = re.compile(r"^(?:an?\s+)?mentors?(?=\s|$)", re.IGNORECASE)
_PEOPLE_IN = re.compile(
    r"^(?:(?:more|new|some)\s+)?(?:contacts|people|connections)\s+(?:who work )?in\s+", re.IGNORECASE
)
_PEOPLE = re.compile(r"^(?:(?:more|new|some)\s+)?(?:contacts|people|connections)(?=\s|$)", re.IGNORECASE)


def topic_phrase(kind: GoalKind, topic: str) -> str:
    """Return a topic as it reads after “learning about”, “looking into” and “your view on”."""
    if kind is GoalKind.COMPANY and (name := _organisation(topic)):
        return f"what it is like to work at {name}"
    if kind is not GoalKind.COMPANY and (role := with_article(topic)):
        return f"the work of {role}"
    return _other_topic(kind, topic)


def short_topic(kind: GoalKind, topic: str) -> str:
    """Return a topic as it reads in a subject line or a short note, after “about” and “your view on”."""
    if kind is GoalKind.COMPANY and (name := _organisation(topic)):
        return name
    if kind is not GoalKind.COMPANY and (role := with_article(topic)) and not names_several(topic):
        return f"work as {role}"
    return topic_phrase(kind, topic)


def _other_topic(kind: GoalKind, topic: str) -> str:
    text = inside(topic)
    if kind is GoalKind.COMPANY:
        return joined_on(topic)
    if kind is GoalKind.MENTOR:
        text = _found(text, _MENTOR_IN, _MENTOR, "finding ")
    elif kind is GoalKind.CONTACTS:
        text = _found(text, _PEOPLE_IN, _PEOPLE, "meeting ")
    first = first_word(text).lower()
    if first in phrases().how_to_verbs:
        return f"how to {text}"
    if first == "to":
        return f"how {text}"
    is_industry = (
        kind is GoalKind.INDUSTRY and text.split()[-1:] and text.split()[-1].lower() in phrases().industry_nouns
    )
    return f"the {text}" if is_industry and first not in phrases().openers else text


def _found(text: str, subject: re.Pattern[str], person: re.Pattern[str], deed: str) -> str:
    """Return what somebody is wanted for, where it is told; else the text, as something one does."""
    if found := subject.match(text):
        return text[found.end() :]
    if found := person.match(text):
        return f"{deed}{'a ' if found[0] == 'mentor' else ''}{text}"
    return text


def _organisation(topic: str) -> str:
    """Return the topic where it is nothing but an organisation's name: each word is a name or a small one."""
    words = topic.strip().rstrip(".").split()
    if not words or len(words) > 8:  # noqa: PLR2004 - longer than any name
        return ""
    names = [word for word in words if word.lower() not in phrases().organisation_words]
    is_name = names and all(word[0].isupper() or word[0].isdigit() for word in names)
    opened = words[0].lower() in phrases().openers - {"the"} or first_word(words[0]).lower().endswith("ing")
    if not is_name or (opened and len(words) > 1):
        return ""
    return " ".join([words[0].lower() if words[0] == "The" else words[0], *words[1:]])
