"""Which records are perhaps one person: what speaks for it and against it is added up, and people decide.

The points and lists, with their reasons, are in `content/duplicates.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import product

import pandas as pd
from pydantic import BaseModel, ConfigDict

from lib.domain.mailboxes import is_shared_mailbox, organisation_of_mail
from lib.domain.name_likeness import FIT_FOR_OFFICE, Likeness, likeness
from lib.domain.person_names import PersonName
from lib.domain.phones import same_number
from lib.domain.spellings import plain
from lib.domain.traces import TRACED, Traces, are_two_members
from lib.method.content_files import checked, read_toml
from lib.method.look_alikes import look_alikes


class Certainty(StrEnum):
    """How sure it is that two records are one person."""

    CERTAIN = "certain"
    LIKELY = "likely"


class CommonNames(BaseModel):
    """Plain given and family names that many people have, and family names that make any name a common one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    given: frozenset[str]
    family: frozenset[str]
    family_of_millions: frozenset[str]


class DuplicateRules(BaseModel):
    """The points and words for two records that are perhaps one person."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    certain: int
    likely: int
    most_bearers: int
    most_together: int
    names: Mapping[Likeness, int]
    evidence: Mapping[str, int]
    against: Mapping[str, int]
    words: Mapping[str, str]
    common: CommonNames


@cache
def duplicate_rules() -> DuplicateRules:
    """Return the points and words for duplicates."""
    return checked(DuplicateRules, read_toml("duplicates.toml"), "duplicates.toml")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two records say of being one person: how sure it is (None: not worth asking), points, and reasons.

    Reasons are names in the `words` of the rules, those that speak for it first.
    """

    certainty: Certainty | None
    score: int
    reasons: tuple[str, ...]


_STRANGERS = Verdict(None, 0, ())
# What belongs to one person and to nobody else.
_OWN = frozenset(("page", "email"))
_WHOLE_NAME = frozenset((Likeness.SAME, Likeness.REORDERED))


def verdict(one: Traces, other: Traces, *, bearers: int = 2) -> Verdict:
    """Return what two records say of being one person; `bearers` is how many in the list have the name."""
    rules = duplicate_rules()
    evidence = _evidence(one, other)
    are_two = are_two_members(one.pages, other.pages)
    # Most namesakes in a long list are this, and comparing names is dear.
    if are_two and not {"email", "phone"} & set(evidence):
        return _STRANGERS
    alike = _names(one, other)
    if alike is Likeness.DIFFERENT and "page" not in evidence:
        return _STRANGERS
    if alike is Likeness.CHANGED and not _OWN & set(evidence):
        return _STRANGERS
    doubts = _doubts(one, other, alike, evidence)
    if are_two and alike not in _WHOLE_NAME:
        return _STRANGERS
    against = _against(one, other, alike, evidence, bearers)
    points = rules.names[alike] + sum(map(rules.evidence.__getitem__, evidence))
    score = points - sum(map(rules.against.__getitem__, against))
    certainty = Certainty.CERTAIN if score >= rules.certain and not doubts else Certainty.LIKELY
    reasons = (*evidence, alike.value, *against, *(doubt for doubt in doubts if doubt != alike))
    return Verdict(certainty if score >= rules.likely else None, score, reasons)


def _names(one: Traces, other: Traces) -> Likeness:
    """Return the nearest likeness among all names that the two go by."""
    points = duplicate_rules().names
    found = (likeness(first, second) for first, second in product(one.names, other.names))
    return max(found, key=points.__getitem__)


def _evidence(one: Traces, other: Traces) -> list[str]:
    found = []
    if one.pages & other.pages:
        found.append("page")
    if addresses := set(one.emails) & set(other.emails):
        found.append("shared_email" if all(map(is_shared_mailbox, addresses)) else "email")
    if any(same_number(first, second) for first, second in product(one.phones, other.phones)):
        found.append("phone")
    if _have_one_employer(one, other):
        found.append("employer")
    if one.position and one.position == other.position:
        found.append("position")
    return found


def _have_one_employer(one: Traces, other: Traces) -> bool:
    """Tell whether two are or were at one place, by its name, its initials, its addresses or its web site."""
    named = (one.organisations & set(other.employers)) | (other.organisations & set(one.employers))
    if named or set(one.profiles) & set(other.profiles) - one.pages:
        return True
    # An address that both have says so much itself; its domain is no second witness.
    if one.mail_domains & other.mail_domains and not set(one.emails) & set(other.emails):
        return True
    return not (one.acronyms.isdisjoint(other.employers) and other.acronyms.isdisjoint(one.employers))


def _doubts(one: Traces, other: Traces, alike: Likeness, evidence: list[str]) -> list[str]:
    """Return what keeps a pair from being certain, whatever speaks for it."""
    doubts = []
    if one.names[0].generation != other.names[0].generation:
        doubts.append("generation")
    if are_two_members(one.pages, other.pages):
        doubts.append("two_members")
    if not _names_suffice(alike, set(evidence)):
        doubts.append(alike.value)
    return doubts


def _names_suffice(alike: Likeness, evidence: set[str]) -> bool:
    """Tell whether names that go together so can be certain with such evidence beside them."""
    if alike in {Likeness.DIFFERENT, Likeness.OTHER_SCRIPT}:
        return False
    if alike is Likeness.CHANGED:
        return "page" in evidence
    return alike in FIT_FOR_OFFICE or not _OWN.isdisjoint(evidence)


def _against(one: Traces, other: Traces, alike: Likeness, evidence: list[str], bearers: int) -> list[str]:
    found = []
    if alike in _WHOLE_NAME and (bearers > duplicate_rules().most_bearers or _is_common(one.names[0])):
        found.append("common_name")
    if one.employers and other.employers and "employer" not in evidence:
        found.append("other_employer")
    if _work_addresses(one) & _work_addresses(other) and not set(one.emails) & set(other.emails):
        found.append("two_work_addresses")
    return found


def _is_common(name: PersonName) -> bool:
    common = duplicate_rules().common
    given, family = (plain("".join(words)) for words in (name.given[:1], name.family))
    if given in common.given:
        return family in common.family | common.family_of_millions
    # In some languages the family name comes first.
    return not common.family_of_millions.isdisjoint((family, given))


def _work_addresses(person: Traces) -> set[str]:
    """Return the organisations that gave this person an address of their own."""
    own = (address for address in person.emails if not is_shared_mailbox(address))
    return set(map(organisation_of_mail, own)) - {""}


def likely_duplicates(contacts: pd.DataFrame, distinctions: pd.DataFrame) -> pd.DataFrame:
    """Return pairs of contacts who are perhaps one person, the surest first.

    `contacts` and `distinctions` are frames of a snapshot; whom a person told apart is left out, and so are two who are
    both archived. Columns: `id_a` and `id_b` (str; a is the earlier one), `certainty` (str, of `Certainty`), `score`
    (Int64), `reasons` (object: tuple of names in the words of `duplicate_rules`).
    """
    people = [Traces(dict(zip(TRACED, row, strict=True))) for row in contacts[list(TRACED)].itertuples(index=False)]
    apart = set(map(frozenset, zip(distinctions["contact_id"], distinctions["other_id"], strict=True)))
    ids = list(contacts["id"])
    archived = list(contacts["archived_at"].notna())
    rules = duplicate_rules()
    alike = look_alikes(people, most_together=rules.most_together, most_bearers=rules.most_bearers)
    rows = []
    for a, b in alike.pairs:
        if (archived[a] and archived[b]) or (apart and frozenset((ids[a], ids[b])) in apart):
            continue
        found = verdict(people[a], people[b], bearers=alike.bearers[a])
        if found.certainty:
            rows.append((found.certainty.value, -found.score, a, b, found.reasons))
    return _frame(sorted(rows), ids)


def _frame(rows: list[tuple[str, int, int, int, tuple[str, ...]]], ids: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id_a": pd.Series([ids[a] for _, _, a, _, _ in rows], dtype="str"),
            "id_b": pd.Series([ids[b] for _, _, _, b, _ in rows], dtype="str"),
            "certainty": pd.Series([certainty for certainty, *_ in rows], dtype="str"),
            "score": pd.Series([-negative for _, negative, *_ in rows], dtype="Int64"),
            "reasons": pd.Series([reasons for *_, reasons in rows], dtype="object"),
        }
    )
