"""Two records made one: no value is lost, and the more careful one holds."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.fields import ALSO_FIELDS, ALSO_LIMIT, TAG_LIMIT
from lib.domain.merging import CHOOSABLE, merged, merged_fit, second_introducer
from lib.domain.vocabulary import OwnEmployer, Standing, Tie

words = st.text(st.sampled_from("abc XYÜ"), max_size=3)
days = st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - a zone follows


def rows(row_id: str) -> st.SearchStrategy[dict[str, Any]]:
    """Rows of the contacts table, with few different values, so that many are equal."""
    return st.fixed_dictionaries(
        {
            "id": st.just(row_id),
            **dict.fromkeys((*ALSO_FIELDS, "how_known", "notes", "circle", "time_zone", "country"), words),
            "also": st.dictionaries(st.sampled_from(ALSO_FIELDS), st.lists(words.filter(bool), max_size=3)),
            "tags": st.lists(words.filter(bool), max_size=TAG_LIMIT, unique_by=str.casefold),
            "tie": st.sampled_from(list(Tie)),
            "own_employer": st.sampled_from(list(OwnEmployer)),
            **dict.fromkeys(("last_spoke_on", "last_wrote_on", "connected_on"), days),
            **{name: st.integers(0, 3) for name in ("connects", "welcome")},
            "viewpoint": st.integers(1, 3),
            "touch_every": st.none() | st.integers(0, 400),
            "introducer_id": st.sampled_from([None, "kept", "other", "jo", "mo"]),
            "named_in_id": st.sampled_from([None, "talk"]),
            "may_use_name": st.booleans(),
            "do_not_contact": st.booleans(),
            "created_at": moments,
            "archived_at": st.none() | moments,
        }
    )


def _row(row_id: str, **told: Any) -> dict[str, Any]:
    blank = dict.fromkeys((*ALSO_FIELDS, "how_known", "notes", "circle", "time_zone", "country"), "")
    dates = dict.fromkeys(
        ("last_spoke_on", "last_wrote_on", "connected_on", "introducer_id", "named_in_id", "touch_every")
    )
    choices = {"tie": Tie.ACQUAINTANCE, "own_employer": OwnEmployer.ELSEWHERE, "connects": 1, "welcome": 0}
    flags = {"viewpoint": 2, "may_use_name": False, "do_not_contact": False, "archived_at": None}
    when = {"created_at": datetime(2026, 1, 1, tzinfo=UTC), "also": {}, "tags": []}
    return {"id": row_id, **blank, **dates, **choices, **flags, **when, **told}


def _said(row: dict[str, Any], field: str) -> set[str]:
    return {row[field], *row["also"].get(field, ())} - {""}


@given(rows("kept"), rows("other"), st.sets(st.sampled_from(CHOOSABLE)))
def test_no_value_is_lost(kept: dict[str, Any], other: dict[str, Any], taken: set[str]) -> None:
    one = merged(kept, other, taken)

    for field in ALSO_FIELDS:
        assert _said(one, field) == _said(kept, field) | _said(other, field)
        assert one[field] not in one["also"].get(field, ())
    written = {*one["tags"], *one["notes"].split("\n\n"), *one["notes"].split(", "), one["how_known"]}
    for row in (kept, other):
        assert {tag.casefold() for tag in row["tags"]} <= {text.casefold() for text in written} | {
            tag.casefold() for part in one["notes"].split("\n\n") for tag in part.split(", ")
        }
        assert row["notes"] in one["notes"]
        assert row["how_known"] in {one["how_known"], *written, ""}


@given(rows("kept"), rows("other"))
def test_the_more_careful_and_the_longer_memory_hold(kept: dict[str, Any], other: dict[str, Any]) -> None:
    one = merged(kept, other)
    both = (kept, other)

    assert one["do_not_contact"] is (kept["do_not_contact"] or other["do_not_contact"])
    assert one["created_at"] == min(row["created_at"] for row in both)
    spoken = [row["last_spoke_on"] for row in both if row["last_spoke_on"]]
    assert one["last_spoke_on"] == max(spoken, default=None)
    if OwnEmployer.NOT_SAFE in {row["own_employer"] for row in both}:
        assert one["own_employer"] == OwnEmployer.NOT_SAFE
    assert (one["archived_at"] is None) is any(row["archived_at"] is None for row in both)


@given(rows("kept"), rows("other"))
def test_nobody_introduces_themselves(kept: dict[str, Any], other: dict[str, Any]) -> None:
    one = merged(kept, other)

    assert one["introducer_id"] not in {"kept", "other"}
    named = {row["introducer_id"] for row in (kept, other)} - {None, "kept", "other"}
    assert {one["introducer_id"], second_introducer(kept, other)} - {None} == named


def test_a_name_may_be_used_only_of_whom_it_was_said() -> None:
    kept = _row("kept", introducer_id="jo")
    other = _row("other", introducer_id="mo", named_in_id="talk", may_use_name=True)

    one = merged(kept, other)

    assert (one["introducer_id"], one["named_in_id"], one["may_use_name"]) == ("jo", None, False)
    assert second_introducer(kept, other) == "mo"


def test_the_values_that_were_chosen_hold() -> None:
    kept = _row("kept", name="Dana Okafor", email="dana@x.org", tie=Tie.FORMER, how_known="School")
    other = _row("other", name="D. Okafor", email="d@y.org", tie=Tie.CLOSE, how_known="Choir")

    one = merged(kept, other, ("email", "tie", "phone"))

    assert (one["name"], one["email"], one["tie"], one["phone"]) == ("Dana Okafor", "d@y.org", Tie.CLOSE, "")
    assert one["also"] == {"name": ["D. Okafor"], "email": ["dana@x.org"]}
    assert (one["how_known"], one["notes"]) == ("School", "Choir")


def test_what_has_no_room_stands_in_the_notes() -> None:
    many = [f"0171 {number}" for number in range(ALSO_LIMIT)]
    kept = _row("kept", phone="0170 1", also={"phone": many}, tags=[f"t{number}" for number in range(TAG_LIMIT)])
    other = _row("other", phone="0172 2", tags=["choir"])

    one = merged(kept, other)

    assert (len(one["also"]["phone"]), len(one["tags"])) == (ALSO_LIMIT, TAG_LIMIT)
    assert one["notes"] == f"t{TAG_LIMIT - 1}, {many[-1]}"


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_decisions_the_more_careful_holds(turned: bool) -> None:  # noqa: FBT001 - either order
    pinned = {"relevance": None, "standing": Standing.PINNED, "reason": "Kind."}
    never = {"relevance": 2, "standing": Standing.NEVER, "reason": "We fell out."}
    one = merged_fit(never, pinned) if turned else merged_fit(pinned, never)

    assert (one["relevance"], one["standing"]) == (2, Standing.NEVER)
    assert set(one["reason"].split(" / ")) == {"Kind.", "We fell out."}
