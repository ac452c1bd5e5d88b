"""Contacts as the store holds them, with all that can make them hard to write down, and what must come back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from lib.domain.commands.contacts import SELDOM
from lib.domain.fields import ALSO_FIELDS, clean_line, clean_text
from lib.domain.snapshot import COLUMNS, Snapshot, typed_frame
from lib.domain.vocabulary import OwnEmployer, Tie
from lib.exchange.people import ReadPerson

HARD = [
    *("=HYPERLINK(1)", "+49 151 1234", "'+1", "''=x", "-2+3", "@home", "Null", "NA", "=x", "a, b; c:d", '"quoted"'),
    *("ends with \\", "C:\\new", "\\n", "\\,", "a\\\\", "\\eof", "one ::: two", ":::", "\\:::", "::::", " ::: "),
    *("Öztürk", "\N{HIRAGANA LETTER A}" * 80, "\u2066name\u2069", "a\u2028b", "x" * 200, "END:VCARD", "BEGIN:VCARD"),
]
NOTES = [*HARD, "\n", " \n ", "one\ntwo", "\n" * 90, "END:VCARD\nBEGIN:VCARD", '"\n"', "\t=1", "long " * 500, "a\n b"]
EMAILS = ["", "amara@example.org", "o'neill+x@example.org", "a_b@sub.example.org"]
LINKS = ["", "https://www.linkedin.com/in/amara", "https://example.org/a,b;c?d=1&e=2", "mailto:amara@example.org"]

LINES = (st.sampled_from(HARD) | st.text(max_size=60)).map(lambda text: clean_line(text)[:200].strip())
SOME_LINES = LINES.filter(bool)
TEXTS = (st.sampled_from(NOTES) | st.text(max_size=200)).map(clean_text)
DAYS = st.none() | st.dates(date(1970, 1, 1), date(2026, 10, 5))
TAGS = st.lists(SOME_LINES.map(lambda text: text[:40].rstrip()), max_size=20, unique_by=str.casefold)
FURTHER = st.dictionaries(
    st.sampled_from(ALSO_FIELDS), st.lists(SOME_LINES, min_size=1, max_size=4, unique=True), max_size=3
)
SCORES = st.integers(0, 3)
MADE_AT = datetime(2026, 10, 5, 9, tzinfo=UTC)

CARDS = st.fixed_dictionaries(
    {
        "name": SOME_LINES,
        **dict.fromkeys(("organisation", "position", "phone", "how_known", "circle"), LINES),
        "email": st.sampled_from(EMAILS),
        "profile_url": st.sampled_from(LINKS),
        "tie": st.sampled_from([kind.value for kind in Tie]),
        "own_employer": st.sampled_from([kind.value for kind in OwnEmployer]),
        "also": FURTHER,
        "tags": TAGS,
        "notes": TEXTS,
        **dict.fromkeys(("connected_on", "last_spoke_on", "last_wrote_on"), DAYS),
        **dict.fromkeys(("connects", "welcome"), SCORES),
        "viewpoint": st.integers(1, 3),
        "time_zone": st.sampled_from(["", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+3"]),
        "country": st.sampled_from(["", "DE", "NA"]),
        "touch_every": st.none() | st.sampled_from([0, 1, 91, SELDOM]),
        **dict.fromkeys(("may_use_name", "do_not_contact", "archived"), st.booleans()),
        "introducer": st.none() | st.integers(0, 3),
    }
)


def a_card(name: str, **rest: Any) -> dict[str, Any]:
    """Return what the store holds of a person with nothing but a name, and of what is given."""
    texts = dict.fromkeys(("organisation", "position", "phone", "how_known", "circle", "email", "profile_url"), "")
    texts |= dict.fromkeys(("time_zone", "country"), "")
    days = dict.fromkeys(("connected_on", "last_spoke_on", "last_wrote_on"))
    flags = dict.fromkeys(("may_use_name", "do_not_contact", "archived"), False)
    scores = {"connects": 1, "welcome": 0, "viewpoint": 2, "touch_every": None}
    lists: dict[str, Any] = {"also": {}, "tags": [], "notes": "", "introducer": None}
    ties = {"tie": Tie.ACQUAINTANCE.value, "own_employer": OwnEmployer.ELSEWHERE.value}
    return {"name": name, **texts, **days, **flags, **scores, **lists, **ties, **rest}


def workspace_of(cards: Sequence[dict[str, Any]]) -> Snapshot:
    """Return a snapshot with these contacts, whose ids are their places; introducers are named by their place."""
    rows = [_row(card, place, len(cards)) for place, card in enumerate(cards)]
    frames: dict[str, Any] = {name: typed_frame(name, rows if name == "contacts" else []) for name in COLUMNS}
    return Snapshot("workspace", 1, **frames)


def _row(card: dict[str, Any], place: int, count: int) -> dict[str, Any]:
    introducer = card["introducer"]
    is_introduced = introducer is not None and introducer < count and introducer != place
    rest = {name: value for name, value in card.items() if name not in {"archived", "introducer"}}
    return {
        **rest,
        "id": str(place),
        "version": 1,
        "introducer_id": str(introducer) if is_introduced else None,
        "named_in_id": None,
        "source": "hand",
        "created_at": MADE_AT,
        "archived_at": MADE_AT if card["archived"] else None,
    }


def as_read(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Return what a reader must find of each contact, by the fields of `ReadPerson`."""
    return [_expected(row) for row in snapshot.contacts.itertuples(index=False)]


def _expected(row: Any) -> dict[str, Any]:
    plain = set(ReadPerson.__slots__) & set(snapshot_columns())
    told = {name: getattr(row, name) for name in plain}
    days = {name: None if pd.isna(told[name]) else told[name].date() for name in told if name.endswith("_on")}
    touch_every = None if pd.isna(told["touch_every"]) else int(told["touch_every"])
    return (
        told
        | days
        | {"touch_every": touch_every}
        | {
            "tags": tuple(row.tags),
            "also": {name: tuple(texts) for name, texts in row.also.items()},
            "archived": not pd.isna(row.archived_at),
            "key": row.id,
            "introducer_key": row.introducer_id,
        }
    )


def snapshot_columns() -> Sequence[str]:
    """Return the columns of the contacts frame."""
    return tuple(COLUMNS["contacts"])


def values_of(person: ReadPerson) -> dict[str, Any]:
    """Return all that was read of a person but the line on which they stood."""
    return {name: getattr(person, name) for name in ReadPerson.__slots__ if name != "line"}
