"""Which records are perhaps one person, judged on labelled pairs."""

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.domain.traces import TRACED, Traces
from lib.method.duplicates import Certainty, Verdict, duplicate_rules, likely_duplicates, verdict

HERE = Path(__file__).parent
# A careful reader marked each pair by the records alone: surely “same”, “perhaps”, or “two”. The rules were written
# before either file. The held-out file was written in two parts, each without a look at what the rules make of it. At
# first sight its 213 pairs gave a precision of 0.97 and a recall of 0.86 (0.96 and 0.87, then 0.98 and 0.85). What they
# showed was mended where it was a rule and not a case, so they are no longer unseen.
SAMPLES = ("duplicate_pairs.csv", "duplicate_pairs_held_out.csv")
GOOD_ENOUGH = 0.95


def _pairs(sample: str) -> list[dict[str, str]]:
    with (HERE / sample).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _side(pair: dict[str, str], side: str) -> Traces:
    return Traces({name: pair[f"{name}_{side}"] for name in TRACED if name != "also"})


def _judged(pair: dict[str, str]) -> Verdict:
    return verdict(_side(pair, "a"), _side(pair, "b"))


def _share(some: list[Any], of: list[Any]) -> float:
    return len(some) / len(of)


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_is_called_certain_is_so_and_what_is_certain_is_called_so(sample: str) -> None:
    judged = [(pair, _judged(pair)) for pair in _pairs(sample)]
    called = [pair for pair, found in judged if found.certainty is Certainty.CERTAIN]
    same = [(pair, found) for pair, found in judged if pair["is_one"] == "same"]

    precision = _share([pair for pair in called if pair["is_one"] == "same"], called)
    recall = _share([pair for pair, found in same if found.certainty is Certainty.CERTAIN], same)
    asked = _share([pair for pair, found in same if found.certainty], same)
    two = [found for pair, found in judged if pair["is_one"] == "two"]
    left_alone = _share([found for found in two if not found.certainty], two)
    print(  # noqa: T201 - pytest -s shows the figures
        f"\n{sample}: {len(judged)} pairs, {len(same)} the same. Certain: precision {precision:.3f}, "
        f"recall {recall:.3f}. Asked about {asked:.3f} of the same, not asked about {left_alone:.3f} of the two."
    )

    assert precision >= GOOD_ENOUGH
    assert recall >= GOOD_ENOUGH


LINK = "https://www.linkedin.com/in/dana"
DOUBTFUL = {
    "two members": ({"profile_url": LINK}, {"profile_url": f"{LINK}-2"}, None),
    "two members, one address": (
        {"profile_url": LINK, "email": "dana@x.org"},
        {"profile_url": f"{LINK}-2", "email": "dana@x.org"},
        Certainty.LIKELY,
    ),
    "initial, phone and employer": (
        {"organisation": "Acme", "phone": "030 1234567"},
        {"name": "D. Okafor", "organisation": "Acme", "phone": "030 1234567"},
        Certainty.LIKELY,
    ),
    "son": ({"email": "okafor@x.org"}, {"name": "Dana Okafor Jr.", "email": "okafor@x.org"}, Certainty.LIKELY),
    "another name, one link": ({"profile_url": LINK}, {"name": "Lee Park", "profile_url": LINK}, Certainty.LIKELY),
    "married, one address": ({"email": "d@x.org"}, {"name": "Dana Park", "email": "d@x.org"}, Certainty.LIKELY),
    "married, one link": ({"profile_url": LINK}, {"name": "Dana Park", "profile_url": LINK}, Certainty.CERTAIN),
    "one given name, one firm": ({"organisation": "Acme"}, {"name": "Dana Park", "organisation": "Acme"}, None),
    "family at one phone": ({"phone": "030 1234567"}, {"name": "Lee Okafor", "phone": "030 1234567"}, None),
}


@pytest.mark.parametrize(("one", "other", "certainty"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_leaves_a_doubt_is_not_certain(
    one: dict[str, str], other: dict[str, str], certainty: Certainty | None
) -> None:
    sides = [Traces({"name": "Dana Okafor", **side}) for side in (one, other)]

    assert verdict(*sides).certainty is certainty
    assert verdict(*reversed(sides)) == verdict(*sides)


def _contacts(*people: dict[str, Any]) -> pd.DataFrame:
    blank = {**dict.fromkeys(TRACED, ""), "archived_at": None}
    rows = [{**blank, "also": {}, "id": f"id-{place}", **person} for place, person in enumerate(people)]
    return pd.DataFrame(rows, columns=["id", *TRACED, "archived_at"])


def _apart(*pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["contact_id", "other_id"], dtype="str")


def _found(contacts: pd.DataFrame, distinctions: pd.DataFrame | None = None) -> list[tuple[Any, ...]]:
    found = likely_duplicates(contacts, _apart() if distinctions is None else distinctions)
    return [tuple(row) for row in found[["id_a", "id_b", "certainty"]].itertuples(index=False)]


def test_pairs_are_found_in_a_list_the_surest_first() -> None:
    contacts = _contacts(
        {"name": "Dana Okafor"},
        {"name": "Lee Park", "email": "lee@x.org"},
        {"name": "Okafor, Dana", "organisation": "Acme"},
        {"name": "L. Park", "also": {"email": ["lee@x.org"]}},
    )

    assert _found(contacts) == [("id-1", "id-3", "certain"), ("id-0", "id-2", "likely")]


def test_every_labelled_pair_is_met_in_one_long_list() -> None:
    pairs = [pair for sample in SAMPLES for pair in _pairs(sample)]
    sides = [{name: pair[f"{name}_{side}"] for name in TRACED if name != "also"} for pair in pairs for side in "ab"]
    found = likely_duplicates(_contacts(*sides), _apart())
    met = set(zip(found["id_a"], found["id_b"], strict=True))

    certain = [place for place, pair in enumerate(pairs) if _judged(pair).certainty is Certainty.CERTAIN]
    missed = [pairs[place]["why"] for place in certain if (f"id-{2 * place}", f"id-{2 * place + 1}") not in met]
    assert missed == []


def test_who_was_told_apart_is_not_asked_about_again() -> None:
    contacts = _contacts({"name": "Dana Okafor"}, {"name": "Dana Okafor"})

    assert len(_found(contacts)) == 1
    assert _found(contacts, _apart(("id-1", "id-0"))) == []


def test_two_who_are_archived_are_left_in_peace() -> None:
    then = pd.Timestamp("2026-01-01", tz="UTC")
    archived = {"name": "Dana Okafor", "archived_at": then}

    assert _found(_contacts(archived, archived)) == []
    assert len(_found(_contacts(archived, {"name": "Dana Okafor"}))) == 1


def test_a_name_of_many_is_no_reason_to_ask() -> None:
    assert _found(_contacts(*[{"name": "Dana Okafor"}] * 6)) == []
    of_one_firm = [
        {"name": "Dana Okafor", "organisation": "Acme", "email": f"d{place}@gmail.com"} for place in range(6)
    ]
    assert {certainty for *_, certainty in _found(_contacts(*of_one_firm))} == {"likely"}


def test_a_switchboard_makes_no_crowd_of_pairs() -> None:
    colleagues = [{"name": f"Kim {chr(97 + place % 26)}{place}ro", "phone": "+49 30 1234567"} for place in range(500)]

    assert _found(_contacts(*colleagues, {"name": "Kim a0ro", "phone": "030 1234567"})) == [
        ("id-0", "id-500", "certain")
    ]


def test_an_empty_list_has_no_pairs() -> None:
    found = likely_duplicates(_contacts(), _apart())
    assert dict(found.dtypes.astype(str)) == {
        **dict.fromkeys(("id_a", "id_b", "certainty"), "str"),
        "score": "Int64",
        "reasons": "object",
    }


def test_every_reason_is_told_in_words() -> None:
    rules = duplicate_rules()
    given = {reason for sample in SAMPLES for pair in _pairs(sample) for reason in _judged(pair).reasons}
    assert given <= set(rules.words)
    assert {*map(str, rules.names), *rules.evidence, *rules.against} <= set(rules.words)
