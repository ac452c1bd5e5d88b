"""What of a workspace may go into a report: nothing that is off the record, nor what was copied from it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from lib.domain.frame_rows import cells, named_rows
from lib.domain.snapshot import TEXT, Snapshot
from lib.domain.vocabulary import Stance


def on_record(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot as if nothing that is off the record had ever been written.

    Whatever is made from it can neither show nor count those takeaways, answers and notes, nor what stands word for
    word in one of them: a takeaway, resource, promise or person that was taken over from there. Of an answer or note
    from which such a takeaway came, its line is left out. A claim whose head is off the record goes on under the first
    takeaway that agreed with it; without such a one, those that contradicted it stand for themselves.
    """
    return snapshot.derive("on record", lambda: _on_record(snapshot))


def _on_record(snapshot: Snapshot) -> Snapshot:
    said, takeaways = _off_record_texts(snapshot), _off_record_takeaways(snapshot)
    # What views have derived from the whole is left behind.
    return replace(
        snapshot,
        answers=_without_lines(_kept(snapshot.answers), takeaways),
        notes=_without_lines(_kept(snapshot.notes), takeaways),
        takeaways=_with_heads(_not_said(_kept(snapshot.takeaways), said)),
        resources=_not_said(snapshot.resources, said),
        promises=_not_said(snapshot.promises, said),
        contacts=_not_named(snapshot.contacts, said),
        _derived={},
    )


def _kept(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[~frame["off_record"]].reset_index(drop=True)


def _off_record_texts(snapshot: Snapshot) -> Mapping[str, str]:
    """Return all that is off the record of each interview, on one line."""
    said: dict[str, str] = {}
    for frame in (snapshot.answers, snapshot.notes, snapshot.takeaways):
        for interview_id, text in cells(frame[frame["off_record"]], "interview_id", "text"):
            said[interview_id] = f"{said.get(interview_id, '')} {_line(text)}"
    return said


def _off_record_takeaways(snapshot: Snapshot) -> Mapping[str, list[str]]:
    frame, found = snapshot.takeaways, dict[str, list[str]]()
    for interview_id, text in cells(frame[frame["off_record"]], "interview_id", "text"):
        found.setdefault(interview_id, []).append(_line(text).removesuffix("…"))
    return found


def _without_lines(frame: pd.DataFrame, takeaways: Mapping[str, list[str]]) -> pd.DataFrame:
    """Return answers or notes without the lines in which a takeaway that is off the record stands."""
    rows = cells(frame, "interview_id", "text")
    texts = pd.Series(
        [_without(text, takeaways.get(interview_id, ())) for interview_id, text in rows], frame.index, dtype=TEXT
    )
    nothing_left = (texts == "") & (frame["text"] != "")
    return frame.assign(text=texts)[~nothing_left].reset_index(drop=True)


def _without(text: str, takeaways: Collection[str]) -> str:
    if not _has_any(text, takeaways):
        return text
    left = "\n".join(line for line in text.splitlines() if not _has_any(line, takeaways))
    # One that goes over several lines takes the whole text with it.
    return "" if _has_any(left, takeaways) else left


def _has_any(text: str, takeaways: Collection[str]) -> bool:
    return any(_stands_in(words, _line(text)) for words in takeaways)


def _stands_in(words: str, text: str) -> bool:
    """Tell whether the words stand in a text, as whole words."""
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text))


def _line(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_said(text: str, interview_id: str, said: Mapping[str, str]) -> bool:
    """Tell whether a text, in whole words, stands in what is off the record of an interview."""
    # A line that was too long to be taken over whole ends with “…”.
    words = _line(text).removesuffix("…")
    return interview_id in said and _stands_in(words, said[interview_id])


def _not_said(frame: pd.DataFrame, said: Mapping[str, str]) -> pd.DataFrame:
    keeps = [not _is_said(text, interview_id, said) for interview_id, text in cells(frame, "interview_id", "text")]
    return frame[pd.Series(keeps, frame.index, dtype=bool)].reset_index(drop=True)


def _not_named(contacts: pd.DataFrame, said: Mapping[str, str]) -> pd.DataFrame:
    """Return the contacts, as if those who are named off the record had come from nowhere."""
    if not said:
        return contacts
    named = cells(contacts, "name", "named_in_id")
    hidden = pd.Series([_is_said(name, interview_id, said) for name, interview_id in named], contacts.index, dtype=bool)
    return contacts.assign(**{name: contacts[name].mask(hidden, "") for name in ("named_in_id", "introducer_id")})


def _with_heads(takeaways: pd.DataFrame) -> pd.DataFrame:
    """Return the takeaways, none of them about one that is gone."""
    rows, here = named_rows(takeaways), set(takeaways["id"])
    heads: dict[str, str] = {}
    for row in rows:
        if row.about_id not in here and row.stance == Stance.AGREES:
            heads.setdefault(row.about_id, row.id)
    about = [row.about_id if row.about_id in here else heads.get(row.about_id, "") for row in rows]
    about = ["" if head == row.id else head for row, head in zip(rows, about, strict=True)]
    stances = [row.stance if head else "" for row, head in zip(rows, about, strict=True)]
    return takeaways.assign(about_id=pd.Series(about, dtype=TEXT), stance=pd.Series(stances, dtype=TEXT))
