"""Names that go together, and names that only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.name_likeness import Likeness, likeness
from lib.domain.nicknames import is_nickname
from lib.domain.person_names import PersonName, person_name

ALIKE = [
    ("Dana Okafor", "Okafor, Dana", "same"),
    ("Dana Okafor", "DANA OKAFOR", "same"),
    ("Dana Okafor", "Dr. Dana Okafor, PhD", "same"),
    ("Dana Okafor", "Dana Okafor 🌟 | Hiring nurses", "same"),
    ("Jörg Müller", "Joerg Mueller", "same"),
    ("Jörg Müller", "Jorg Muller", "same"),
    ("Łukasz Nowak", "Lukasz Nowak", "same"),
    ("John Smith", "John A. Smith", "same"),
    ("Anna-Lena Meyer", "Annalena Meyer", "same"),
    ("Jan van der Berg", "Jan Vanderberg", "same"),
    ("Ann McDonald", "Ann Mc Donald", "same"),
    ("Sean O'Brien", "Sean O\u2019Brien", "same"),
    ("王芳", "王 芳", "same"),
    ("周雨桐 Yutong Zhou", "Yutong Zhou", "same"),
    ("Jason Ka-Ho Leung", "Ka Ho Jason Leung", "same"),
    ("Danny Okafor", 'Daniel "Danny" Okafor', "same"),
    ("Đurđica Šarić", "Djurdjica Saric", "same"),
    ("Dana Okafor", "OKAFOR Dana", "reordered"),
    ("Thomas Martin", "Martin Thomas", "reordered"),
    ("An Nguyen", "Nguyễn Văn An", "reordered"),
    ("Bob Smith", "Robert Smith", "nickname"),
    ("Bob Smith", "Rob Smith", "nickname"),
    ("Katie Holmes", "Kathryn Holmes", "nickname"),
    ("Uli Schmidt", "Ulrich Schmidt", "nickname"),
    ("Pepe Ruiz", "José Ruiz", "nickname"),
    ("D. Okafor", "Dana Okafor", "initial"),
    ("J.R.R. Tolkien", "John Ronald Reuel Tolkien", "initial"),
    ("JRR Tolkien", "John Ronald Reuel Tolkien", "initial"),
    ("Dana O.", "Dana Okafor", "family_initial"),
    ("Anna-Lena Meyer", "Anna Meyer", "part"),
    ("Anna Meyer-Schmidt", "Anna Meyer", "part"),
    ("Juan Carlos García López", "Juan García", "part"),
    ("J. Paul Getty", "Paul Getty", "part"),
    ("Mary Smith née Jones", "Mary Jones", "part"),
    ("Dana Okafor", "Dana Okafro", "slip"),
    ("Micheal Jordan", "Michael Jordan", "given_slip"),
    ("Bob Schmit", "Robert Schmidt", "distant"),
    ("Pepe Ibarra", "José Antonio Ibarra Solís", "distant"),
    ("Smith Bob", "Robert Smith", "distant"),
    ("Dana", "Dana Okafor", "alone"),
    ("Mr. Okafor", "Dana Okafor", "alone"),
    ("Anna Smith", "Anna Jones", "changed"),
    ("Ольга Мельниченко", "Olha Melnychenko", "other_script"),
    ("Christina Vogt", "Christian Vogt", "different"),
    ("dana@example.org", "Dana Okafor", "nameless"),
    ("John Smith Jr.", "John Smith Sr.", "different"),
    ("John A. Smith", "John B. Smith", "different"),
    ("Daniel Huber", "Daniela Huber", "different"),
    ("Alexander Roth", "Alexandra Roth", "different"),
    ("Dana Okafor", "Lee Park", "different"),
    ("D. O.", "Dana Okafor", "different"),
]
WRITTEN = st.text(st.sampled_from("aAeoüÖñß .,-'\"()JrDx王🌟@"), max_size=24)


@pytest.mark.parametrize(("one", "other", "alike"), ALIKE)
def test_names_go_together(one: str, other: str, alike: str) -> None:
    assert likeness(person_name(one), person_name(other)) == alike


@given(WRITTEN, WRITTEN)
def test_which_name_comes_first_makes_no_difference(one: str, other: str) -> None:
    assert likeness(person_name(one), person_name(other)) is likeness(person_name(other), person_name(one))


@given(WRITTEN)
def test_every_full_name_is_like_itself(name: str) -> None:
    found = person_name(name)
    expected = {0: Likeness.NAMELESS, 1: likeness(found, found)}.get(len(found.words), Likeness.SAME)
    assert likeness(found, found) is expected


def test_titles_and_degrees_are_no_names() -> None:
    assert person_name("Prof. Dr. med. Hans Müller") == PersonName(("hans",), ("müller",))


def test_a_son_is_known_by_what_follows_his_name() -> None:
    juniors = ("John Smith Junior", "Smith Jr., John", "John Smith Jr PhD", "Alois Huber jun.", "Carlos Silva Filho")
    assert {person_name(name).generation for name in juniors} == {"jr"}
    assert {person_name(name).generation for name in ("Amartya Sen", "Kim Jun Ho", "Park Jun", "Sr. García")} == {""}


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("bob", "robert", True),
        ("billy", "willie", True),
        ("kathryn", "katherine", True),
        ("alex", "alexandra", True),
        ("alexander", "alexandra", False),
        ("jan", "jana", False),
        ("dana", "lee", False),
    ],
)
def test_what_somebody_is_called(one: str, other: str, are: bool) -> None:  # noqa: FBT001 - a case's answer
    assert is_nickname(one, other) is is_nickname(other, one) is are
