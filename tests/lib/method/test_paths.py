"""Who could introduce: only by what was noted, the surest reason first."""

from typing import Any

import pandas as pd
import pytest

from lib.domain.snapshot import typed_frame
from lib.domain.vocabulary import Tie
from lib.method.paths import REASONS, Introducer, Network, Path, Target, path_content


def person(row_id: str, **more: Any) -> dict[str, Any]:
    """Return one row of the contacts frame."""
    blank: dict[str, Any] = {
        **dict.fromkeys(("name", "organisation", "position", "email", "phone", "profile_url", "how_known"), ""),
        **dict.fromkeys(("notes", "circle", "named_in_id", "source", "introducer_id"), ""),
        **dict.fromkeys(("last_spoke_on", "last_wrote_on", "connected_on", "touch_every", "archived_at")),
        "id": row_id,
        "version": 1,
        "tie": Tie.FORMER,
        "also": {},
        "tags": [],
        "own_employer": "elsewhere",
        "time_zone": "",
        "country": "",
        "may_use_name": False,
        "connects": 1,
        "welcome": 0,
        "viewpoint": 2,
        "do_not_contact": False,
        "created_at": pd.Timestamp("2026-10-05", tz="UTC"),
    }
    return {**blank, **more}


def ways(target: Target, *people: dict[str, Any]) -> list[Path]:
    """Return the paths to a target in a network of these people."""
    return Network(typed_frame("contacts", list(people))).paths(target)


SAM = person("sam", tie=Tie.STRANGER, organisation="Harbour Clinic", tags=["choir"])
TO_SAM = Target("sam")


@pytest.mark.parametrize(
    ("introducer", "reason"),
    [
        (person("jo", organisation="HARBOUR CLINIC, Inc."), "works_there"),
        (person("jo", also={"organisation": ["Harbour Clinic"]}), "worked_there"),
        (person("jo", tags=["Choir"]), "tagged"),
    ],
)
def test_who_has_to_do_with_somebody_could_introduce(introducer: dict[str, Any], reason: str) -> None:
    [(found,)] = ways(TO_SAM, SAM, introducer)
    assert (found.contact_id, found.reason) == ("jo", reason)


def test_whom_they_are_introduced_by_comes_before_who_works_there() -> None:
    sam = {**SAM, "introducer_id": "lee"}
    found = ways(TO_SAM, sam, person("jo", organisation="Harbour Clinic"), person("lee"))
    assert found == [(Introducer("lee", "named"),), (Introducer("jo", "works_there", "Harbour Clinic"),)]


def test_two_who_worked_together_elsewhere_know_each_other() -> None:
    sam = {**SAM, "also": {"organisation": ["Kestrel"]}}
    found = ways(TO_SAM, sam, person("jo", organisation="Kestrel GmbH"))
    assert found == [(Introducer("jo", "worked_together", "Kestrel"),)]


def test_who_introduced_somebody_else_there_knows_the_place() -> None:
    max_ = person("max", tie=Tie.INTRODUCED, organisation="Harbour Clinic", introducer_id="jo")
    assert ways(TO_SAM, SAM, max_, person("jo")) == [(Introducer("jo", "introduced", "Harbour Clinic", via_id="max"),)]


def test_an_organisation_alone_is_a_target() -> None:
    found = ways(Target("", "Harbour Clinic"), SAM, person("jo", also={"organisation": ["Harbour clinic"]}))
    assert [one.contact_id for (one,) in found] == ["jo"]


@pytest.mark.parametrize(
    "more",
    [
        {"do_not_contact": True},
        {"archived_at": pd.Timestamp("2026-10-05", tz="UTC")},
        {"tie": Tie.STRANGER},
        {"tie": Tie.SHARED},
    ],
)
def test_who_can_not_be_asked_introduces_nobody(more: dict[str, Any]) -> None:
    assert ways(TO_SAM, SAM, person("jo", organisation="Harbour Clinic", **more)) == []


def test_nobody_introduces_themselves() -> None:
    assert ways(TO_SAM, {**SAM, "introducer_id": "sam"}) == []


def test_a_way_may_lead_over_two_people_where_there_is_no_shorter_one() -> None:
    lee = person("lee", tie=Tie.STRANGER, organisation="Harbour Clinic", introducer_id="jo")
    jo = person("jo")
    sam = {**SAM, "introducer_id": "lee"}
    assert ways(TO_SAM, sam, lee, jo)[0] == (Introducer("jo", "introduced", "Harbour Clinic", via_id="lee"),)
    elsewhere = {**lee, "organisation": ""}
    assert ways(TO_SAM, sam, elsewhere, jo) == [(Introducer("jo", "named"), Introducer("lee", "named"))]


def test_of_two_with_one_reason_the_likelier_comes_first() -> None:
    at_work = {"organisation": "Harbour Clinic"}
    people = [
        person("lost", tie=Tie.LOST_TOUCH, **at_work),
        person("close", tie=Tie.CLOSE, **at_work),
        person("hub", tie=Tie.CLOSE, connects=3, **at_work),
    ]
    assert [one.contact_id for (one,) in ways(TO_SAM, SAM, *people)] == ["hub", "close", "lost"]


def test_a_tag_of_many_says_nothing() -> None:
    fellows = [person(f"fellow-{number}", tags=["choir"]) for number in range(path_content().tag_of_at_most)]
    assert ways(TO_SAM, SAM, *fellows) == []
    assert len(ways(TO_SAM, SAM, *fellows[1:])) == path_content().most


def test_who_works_nowhere_shares_no_place() -> None:
    assert ways(TO_SAM, {**SAM, "organisation": "", "tags": []}, person("jo")) == []


def test_two_who_are_freelance_do_not_work_together() -> None:
    sam = {**SAM, "organisation": "Freelance", "also": {"organisation": ["self-employed"]}, "tags": []}
    jo = person("jo", organisation="freelance", also={"organisation": ["Self-employed"]})
    assert ways(TO_SAM, sam, jo) == []
    assert ways(Target("", "Freelance"), sam, jo) == []


def test_every_reason_has_words() -> None:
    assert tuple(path_content().reasons) == REASONS
