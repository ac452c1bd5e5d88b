"""What was learned about a goal: takeaways as claims, each with who says the same and who sees it differently."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from lib.domain.frame_rows import named_rows
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Stance
from lib.views.matrix import conversations

COLUMNS = {
    **dict.fromkeys(("takeaway_id", "head_id", "stance", "theme", "text", "mark", "question"), "str"),
    "tags": "object",
    "off_record": "bool",
    **dict.fromkeys(("interview_id", "contact_id", "name", "organisation"), "str"),
    "talked_on": "datetime64[us]",
}


@dataclass(frozen=True)
class Claim:
    """A claim: the takeaway that heads it, and those that agree with it and contradict it, as rows of `takeaways`."""

    head: Any
    agreeing: tuple[Any, ...]
    contradicting: tuple[Any, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of all that was said, in the order in which they come."""
        said = (self.head, *self.agreeing, *self.contradicting)
        return tuple(dict.fromkeys(tag for row in said for tag in row.tags))


@dataclass(frozen=True)
class Theme:
    """What was learned under one theme; "" where none was chosen yet."""

    name: str
    claims: tuple[Claim, ...]


def takeaways(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> pd.DataFrame:
    """Return what was learned about a goal, in the order of the conversations; columns and dtypes are in `COLUMNS`.

    `head_id` is the takeaway that heads the claim, which may be this one; `stance` is "" there. `question` is the
    text of the question that it answers, `tags` a list of texts. `talked_on` is as in `conversations`.
    """
    return snapshot.derive(("takeaways", zone.key, goal_id), lambda: _takeaways(snapshot, zone, goal_id))


def _takeaways(snapshot: Snapshot, zone: ZoneInfo, goal_id: str) -> pd.DataFrame:
    people = conversations(snapshot, zone, goal_id)[[*_OF_TALKS]].reset_index(names="place")
    rows = snapshot.takeaways.rename(columns={"id": "takeaway_id"}).merge(people, on="interview_id")
    rows = rows.sort_values(["place", "created_at"], kind="stable", ignore_index=True)
    heads = set(rows.loc[rows["about_id"] == "", "takeaway_id"])
    is_below = rows["about_id"].isin(heads)
    rows["head_id"] = rows["about_id"].where(is_below, rows["takeaway_id"])
    rows["stance"] = rows["stance"].where(is_below, "")
    texts = dict(zip(snapshot.questions["id"], snapshot.questions["text"], strict=True))
    rows["question"] = [texts.get(one, "") for one in rows["question_id"]]
    return rows[[*COLUMNS]].astype(COLUMNS)


_OF_TALKS = ("interview_id", "contact_id", "name", "organisation", "talked_on")


def themes(rows: pd.DataFrame) -> tuple[Theme, ...]:
    """Return the claims of takeaways by theme: in the order in which themes came up, without a theme last.

    A claim stands under the theme of its head; where that has none, under that of the first beside it which has one.
    """
    by_theme: dict[str, list[Claim]] = {}
    for claim in claims(rows):
        by_theme.setdefault(_theme(claim), []).append(claim)
    untold = by_theme.pop("", None)
    named = [Theme(name, tuple(of_one)) for name, of_one in by_theme.items()]
    return (*named, *([Theme("", tuple(untold))] if untold else []))


def claims(rows: pd.DataFrame) -> tuple[Claim, ...]:
    """Return the claims of takeaways, in the order in which their heads came up."""
    groups: dict[str, list[Any]] = {}
    for row in named_rows(rows):
        groups.setdefault(row.head_id, []).append(row)
    found = [_claim(head_id, said) for head_id, said in groups.items()]
    order = {takeaway_id: place for place, takeaway_id in enumerate(rows["takeaway_id"])}
    return tuple(sorted(found, key=lambda claim: order[claim.head.takeaway_id]))


def _claim(head_id: str, said: Iterable[Any]) -> Claim:
    rows = tuple(said)
    return Claim(
        head=next(row for row in rows if row.takeaway_id == head_id),
        agreeing=tuple(row for row in rows if row.stance == Stance.AGREES),
        contradicting=tuple(row for row in rows if row.stance == Stance.CONTRADICTS),
    )


def _theme(claim: Claim) -> str:
    rows = (claim.head, *claim.agreeing, *claim.contradicting)
    return next((row.theme for row in rows if row.theme), "")


def tagged(found: Iterable[Theme], tags: Iterable[str]) -> tuple[Theme, ...]:
    """Return the themes with only those claims that have one of the tags; all of them where none is named."""
    wanted = set(tags)
    if not wanted:
        return tuple(found)
    left = (Theme(theme.name, tuple(c for c in theme.claims if wanted & {*c.tags})) for theme in found)
    return tuple(theme for theme in left if theme.claims)


def words_used(rows: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the themes and the tags that takeaways have, each once, in alphabetical order."""
    used_tags = {tag for tags in rows["tags"] for tag in tags}
    used_themes = set(rows["theme"]) - {""}
    return tuple(sorted(used_themes, key=str.casefold)), tuple(sorted(used_tags, key=str.casefold))


def contested(found: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims that somebody contradicts."""
    return tuple(claim for claim in found if claim.contradicting)
