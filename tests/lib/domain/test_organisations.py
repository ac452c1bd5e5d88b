"""One organisation under many names, and links of one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.organisations import acronym, is_personal_page, organisation_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ACME, Inc.", "Acme GmbH & Co. KG"),
        ("Müller AG", "Mueller"),
        ("AT&T", "A.T. & T."),
        ("The City Hospital", "City Hospital (Berlin)"),
        ("Unilever PLC", "unilever"),
        ("B.V. Hoekstra Zuivel", "Hoekstra Zuivel BV"),
    ],
)
def test_one_organisation_is_written_in_many_ways(one: str, other: str) -> None:
    assert organisation_key(one) == organisation_key(other) != ""


def test_two_organisations_stay_two() -> None:
    keys = {organisation_key(name) for name in ("City Hospital", "City Clinic", "AG", "SE", "日本電気株式会社")}
    assert len(keys - {""}) == 5


def test_initials_may_stand_for_an_organisation() -> None:
    assert acronym("Kenya Power and Lighting Company") == organisation_key("KPLC") == "kplc"
    assert acronym("Acme") == ""


@pytest.mark.parametrize("nowhere", ["", "Self-employed", "N/A", "Freelance", "Retired", "…"])
def test_who_works_for_nobody_shares_no_employer(nowhere: str) -> None:
    assert organisation_key(nowhere) == ""


def test_some_links_show_one_person() -> None:
    assert is_personal_page("linkedin.com/in/dana")
    assert not any(map(is_personal_page, ("linkedin.com/company/acme", "linkedin.com/in/", "acme.org", "")))


@given(st.text(max_size=60))
def test_any_text_may_be_an_organisation(name: str) -> None:
    key = organisation_key(name)
    assert key == "" or key.isalnum()
    assert organisation_key(f"  {name} ") == key
