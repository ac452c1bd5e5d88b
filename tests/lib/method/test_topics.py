"""Topics, titles, decisions and promises as they read in the middle of a sentence; only what is sure is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.vocabulary import GoalKind
from lib.method.job_titles import article, intro_sentence
from lib.method.phrases import decision_phrase, deed_phrase, joined_on
from lib.method.topics import short_topic, topic_phrase

ROLE, COMPANY, INDUSTRY = GoalKind.ROLE, GoalKind.COMPANY, GoalKind.INDUSTRY
PATH, MENTOR, CONTACTS = GoalKind.PATH, GoalKind.MENTOR, GoalKind.CONTACTS


@pytest.mark.parametrize(
    ("kind", "typed", "phrase"),
    [
        (ROLE, "data scientist in hospitals", "the work of a data scientist in hospitals"),
        (ROLE, "Senior Data Analyst in the NHS", "the work of a senior data analyst in the NHS"),
        (ROLE, "HR manager", "the work of an HR manager"),
        (ROLE, "UX designer", "the work of a UX designer"),
        (ROLE, "product owner at a bank", "the work of a product owner at a bank"),
        (ROLE, "Head of Data", "the work of a Head of Data"),
        (ROLE, "doctors and nurses", "the work of doctors and nurses"),
        (ROLE, "the data analyst at Acme", "the work of the data analyst at Acme"),
        (ROLE, "Python developer", "the work of a Python developer"),
        (ROLE, "civil engineer (bridges)", "the work of a civil engineer (bridges)"),
        # No job title, or not surely one: as typed.
        (ROLE, "data work in hospitals", "data work in hospitals"),
        (ROLE, "Data analyst jobs", "data analyst jobs"),
        (ROLE, "working as a nurse", "working as a nurse"),
        (ROLE, "what a nurse does", "what a nurse does"),
        (ROLE, "NHS data teams", "NHS data teams"),
        (ROLE, "software for nurses", "software for nurses"),
        (ROLE, "become a nurse", "how to become a nurse"),
        (PATH, "get into data science", "how to get into data science"),
        (PATH, "to become a teacher", "how to become a teacher"),
        (PATH, "Moving from nursing into data", "moving from nursing into data"),
        (COMPANY, "Acme", "what it is like to work at Acme"),
        (COMPANY, "The BBC", "what it is like to work at the BBC"),
        (COMPANY, "Marks & Spencer plc", "what it is like to work at Marks & Spencer plc"),
        (COMPANY, "the client team at Kestrel Care", "the client team at Kestrel Care"),
        (COMPANY, "Working at Acme", "working at Acme"),
        (COMPANY, "Teacher Support Ltd", "what it is like to work at Teacher Support Ltd"),
        (INDUSTRY, "Healthcare industry", "the healthcare industry"),
        (INDUSTRY, "the games industry", "the games industry"),
        (INDUSTRY, "renewable energy", "renewable energy"),
        (MENTOR, "a mentor in data science", "data science"),
        (MENTOR, "Mentor", "finding a mentor"),
        (MENTOR, "a mentor for women in tech", "finding a mentor for women in tech"),
        (CONTACTS, "New contacts in Berlin tech", "Berlin tech"),
        (CONTACTS, "people at Acme", "meeting people at Acme"),
    ],
)
def test_a_topic_reads_on_after_about_and_into(kind: GoalKind, typed: str, phrase: str) -> None:
    assert topic_phrase(kind, typed) == phrase


@pytest.mark.parametrize(
    ("kind", "typed", "phrase"),
    [
        (ROLE, "data scientist in hospitals", "work as a data scientist in hospitals"),
        (ROLE, "nurses", "the work of nurses"),
        (ROLE, "data work", "data work"),
        (COMPANY, "Acme", "Acme"),
        (PATH, "get into data", "how to get into data"),
    ],
)
def test_a_topic_is_short_in_a_subject(kind: GoalKind, typed: str, phrase: str) -> None:
    assert short_topic(kind, typed) == phrase


@given(kind=st.sampled_from(GoalKind), typed=st.text())
def test_any_topic_comes_through(kind: GoalKind, typed: str) -> None:
    kept = " ".join(typed.strip().rstrip(".").split()).lower()
    said = " ".join(topic_phrase(kind, typed).split()).lower()
    assert said.endswith(kept) or kind in {MENTOR, CONTACTS}
    assert short_topic(kind, typed) is not None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("hourly worker", "an"),
        ("university teacher", "a"),
        ("engineer", "an"),
        ("European lawyer", "a"),
        ("MRI technician", "an"),
        ("GP", "a"),
        ("X-ray technician", "an"),
        ("user researcher", "a"),
        ("", "a"),
    ],
)
def test_the_article_goes_by_the_sound(phrase: str, expected: str) -> None:
    assert article(phrase) == expected


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("whether to retrain", "whether to retrain"),
        ("Whether to move?", "whether to move"),
        ("Should I retrain?", "whether I should retrain"),
        ("If I should retrain.", "whether I should retrain"),
        ("to retrain as an analyst", "whether to retrain as an analyst"),
        ("Retrain or stay", "whether to retrain or stay"),
        ("Between going part-time and full-time", "between going part-time and full-time"),
        ("Which course should I take?", "which course I should take"),
        ("What do I want?", "what I want"),
        ("Is it worth retraining?", "whether it is worth retraining"),
        ("I want to know if data is for me", "whether data is for me"),
        ("Decide whether to move", "whether to move"),
        ("going back to school", "about going back to school"),
        ("My next step", "my next step"),
        ("Is a degree worth it?", "this: Is a degree worth it?"),
        ("I count things.", "this: I count things"),
        ("NHS work first.", "this: NHS work first"),
        ("", ""),
    ],
)
def test_a_decision_reads_on_after_trying_to_decide(typed: str, phrase: str) -> None:
    assert decision_phrase(typed) == phrase


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("Send the article.", "send the article"),
        ("I'll send the article", "send the article"),
        ("I will send it", "send it"),
        ("to read the book", "read the book"),
        ("the list of codes", "see to the list of codes"),
    ],
)
def test_a_promise_reads_on_after_i_will(typed: str, phrase: str) -> None:
    assert deed_phrase(typed) == phrase


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a nurse moving into data", "I am a nurse moving into data"),
        ("I am a nurse.", "I am a nurse"),
        ("I\u2019m a nurse", "I\u2019m a nurse"),
        ("Nurse of nine years, moving into data", "I am a nurse of nine years, moving into data"),
        ("I count things. ", "I count things"),
        ("My background is law", "My background is law"),
        ("Experienced Project Manager", "I am an experienced project manager"),
        ("Moving from nursing into data", "I am moving from nursing into data"),
        ("10 years in logistics", "A word about me: 10 years in logistics"),
        ("", ""),
    ],
)
def test_who_one_is_begins_a_sentence(typed: str, sentence: str) -> None:
    assert intro_sentence(typed) == sentence


def test_only_a_small_word_loses_its_capital() -> None:
    assert joined_on("Your article.") == "your article"
    assert joined_on("Leeds alumni network") == "Leeds alumni network"
    assert joined_on("I saw you") == "I saw you"
