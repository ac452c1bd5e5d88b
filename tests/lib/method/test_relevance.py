"""How near somebody's work is to a topic, guessed from words."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.method.relevance import guessed_relevance, stem, words, work_words


def _guess(topic: str, wanted: str = "", **work: Any) -> int:
    one = {"position": "", "organisation": "", "tags": [], "also": {}, **work}
    return int(guessed_relevance(work_words(pd.DataFrame([one])), topic, wanted).item())


@pytest.mark.parametrize(
    ("topic", "work", "guess"),
    [
        ("data work in hospitals", {"position": "Data Analyst", "organisation": "City Hospital"}, 2),
        ("data work in hospitals", {"position": "Bed manager", "organisation": "City Hospital"}, 1),
        ("data work in hospitals", {"position": "Baker"}, 0),
        ("data work in hospitals", {"position": "Data data data"}, 1),
        ("data work in hospitals", {"position": "Staff nurse", "tags": ["data"]}, 2),
        ("nursing", {"position": "Charge nurse"}, 2),
        ("nursing", {"position": "Ward clerk"}, 1),
        ("Teaching", {"also": {"position": ["Teacher"]}}, 2),
        ("Kestrel Care", {"also": {"organisation": ["Kestrel Care Ltd"]}}, 2),
        ("Kestrel", {"also": {"email": ["jo@kestrel.example"]}}, 0),
        ("product manager", {"position": "Bank manager"}, 0),
        ("manager", {"position": "Bank manager"}, 2),
        ("organizational psychology", {"position": "Organisational psychologist"}, 2),
        ("hospital", {"organisation": "Alpine Hospitality"}, 0),
        ("product", {"position": "Production operator"}, 0),
        ("policy", {"position": "Police officer"}, 0),
        ("Daten", {"position": "Datenanalystin"}, 2),
        ("HR", {"position": "hr generalist"}, 2),
        ("IT", {"position": "IT support"}, 2),
        ("make it work", {"position": "IT support"}, 0),
        ("MAKE IT WORK", {"position": "IT support"}, 0),
        ("work for the job", {"position": "work for the job"}, 0),
        ("C++ (senior)", {"position": "C++ (senior)"}, 2),
        ("", {"position": "Data Analyst"}, 0),
        ("data", {}, 0),
    ],
)
def test_a_guess_goes_by_the_words_of_the_topic(topic: str, work: dict[str, Any], guess: int) -> None:
    assert _guess(topic, **work) == guess


def test_what_is_wanted_lifts_nobody_beyond_a_little() -> None:
    assert _guess("nursing", "Which banks hire? What does a bank clerk do in a bank?", position="Bank clerk") == 1


def test_each_guess_stands_at_its_person() -> None:
    people = pd.DataFrame(
        {"position": ["Nurse", "Baker"], "organisation": ["", ""], "tags": [[], ["nursing"]], "also": [{}, {}]},
        index=[7, 3],
    )
    assert guessed_relevance(work_words(people.iloc[:1]), "nursing").to_dict() == {7: 2}
    assert guessed_relevance(work_words(people), "nursing").to_dict() == {7: 2, 3: 2}
    assert guessed_relevance(work_words(people.iloc[:0]), "nursing").empty


@pytest.mark.parametrize("forms", [("nurse", "nurses", "nursing"), ("engineer", "engineers", "engineering")])
def test_the_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=60))
def test_a_guess_is_never_does_exactly_that(topic: str, position: str, wanted: str) -> None:
    assert 0 <= _guess(topic, wanted, position=position) <= words().guess_most == 2
