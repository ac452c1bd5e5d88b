"""What a file tells of somebody who is known is added; nothing that stands there is lost or overwritten."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain.additions import added
from lib.domain.commands import ImportedContact
from lib.domain.fields import ALSO_FIELDS, ALSO_LIMIT, TAG_LIMIT

DAY, LATER = date(2024, 3, 5), date(2025, 1, 1)
BLANK: dict[str, Any] = {
    **dict.fromkeys((*ALSO_FIELDS, "how_known", "notes", "circle", "time_zone", "country"), ""),
    "name": "Ada",
    "also": {},
    "tags": [],
    "do_not_contact": False,
    **dict.fromkeys(("connected_on", "last_spoke_on", "last_wrote_on", "touch_every")),
}


def changed(known: dict[str, Any], **told: Any) -> dict[str, Any]:
    return added(BLANK | known, ImportedContact(**{"name": "Ada", **told}).model_dump())


@pytest.mark.parametrize(
    ("known", "told", "changes"),
    [
        ({}, {"position": "Nurse", "connected_on": DAY}, {"position": "Nurse", "connected_on": DAY}),
        ({"connected_on": DAY}, {"connected_on": LATER}, {}),
        ({}, {"time_zone": "Asia/Tokyo", "touch_every": 0}, {"time_zone": "Asia/Tokyo", "touch_every": 0}),
        ({"country": "DE", "touch_every": 30}, {"country": "FR", "touch_every": 60}, {}),
        ({"position": "Nurse"}, {"position": "Midwife"}, {"also": {"position": ["Midwife"]}}),
        ({"organisation": "Clinic"}, {"organisation": "CLINIC"}, {}),
        ({"email": "a@x.org"}, {"email": "A@X.org"}, {}),
        ({"email": "a@x.org"}, {"email": "b@x.org"}, {"also": {"email": ["b@x.org"]}}),
        (
            {},
            {"email": "a@x.org", "also": {"email": ("b@x.org",)}},
            {"email": "a@x.org", "also": {"email": ["b@x.org"]}},
        ),
        ({"profile_url": "https://linkedin.com/in/ada"}, {"profile_url": "http://de.linkedin.com/in/Ada/"}, {}),
        ({"also": {"phone": ["1"]}, "phone": "0"}, {"phone": "1"}, {}),
        ({}, {"name": "Ada Okafor"}, {"also": {"name": ["Ada Okafor"]}}),
        ({"last_wrote_on": DAY}, {"last_wrote_on": LATER}, {"last_wrote_on": LATER}),
        ({"last_wrote_on": LATER}, {"last_wrote_on": DAY}, {}),
        ({"notes": "mine"}, {"notes": "theirs"}, {"notes": "mine\n\ntheirs"}),
        ({"notes": "mine\n\ntheirs"}, {"notes": "theirs"}, {}),
        ({"tags": ["Choir"]}, {"tags": ("choir", "Work")}, {"tags": ["Choir", "Work"]}),
        ({}, {"do_not_contact": True}, {"do_not_contact": True}),
        ({"do_not_contact": True}, {}, {}),
    ],
)
def test_gaps_are_filled_and_other_values_stand_beside(
    known: dict[str, Any], told: dict[str, Any], changes: dict[str, Any]
) -> None:
    kept = {name: value for name, value in changed(known, **told).items() if value != (BLANK | known)[name]}
    assert kept == changes


def test_no_list_grows_beyond_what_a_contact_has_room_for() -> None:
    full = {"also": {"phone": [str(number) for number in range(ALSO_LIMIT)]}, "tags": list(map(str, range(TAG_LIMIT)))}
    known = BLANK | full | {"phone": "x 1"}
    changes = changed(known, phone="999", tags=("new",))
    assert known | changes == known


TEXTS = st.sampled_from(["", "a", "A", "b", "c"])
TOLD = st.fixed_dictionaries(
    {"organisation": TEXTS, "position": TEXTS, "notes": TEXTS, "tags": st.lists(TEXTS.filter(bool), max_size=3)},
    optional={"also": st.fixed_dictionaries({"organisation": st.lists(TEXTS, max_size=3)})},
)


@settings(deadline=None)
@given(st.lists(TOLD, max_size=4), TOLD)
def test_a_file_read_twice_adds_nothing_the_second_time(before: list[dict[str, Any]], told: dict[str, Any]) -> None:
    known = dict(BLANK)
    for one in (*before, told):
        known |= changed(known, **one)
    again = changed(known, **told)
    assert known | again == known
    assert {value.casefold() for value in (told["organisation"],) if value} <= {
        value.casefold() for value in (known["organisation"], *known["also"].get("organisation", ()))
    }
