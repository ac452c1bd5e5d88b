"""What a form sends where another tab changed the same record meanwhile."""

from hypothesis import given
from hypothesis import strategies as st

from lib.ui.forms import merged

_THEN = {"name": "Amara", "phone": "1", "tie": "close"}
_ROWS = st.fixed_dictionaries({name: st.sampled_from(["1", "2", "3"]) for name in _THEN})


def test_what_was_left_alone_is_what_another_tab_made_of_it() -> None:
    entered = {**_THEN, "phone": "2"}
    now = {**_THEN, "name": "Amara Obi"}

    assert merged(entered, then=_THEN, now=now) == {"name": "Amara Obi", "phone": "2", "tie": "close"}


def test_what_was_changed_here_stays_whatever_another_tab_did() -> None:
    assert merged({**_THEN, "phone": "2"}, then=_THEN, now={**_THEN, "phone": "3"})["phone"] == "2"


@given(_ROWS, _ROWS, _ROWS)
def test_every_field_is_the_one_that_was_changed(
    entered: dict[str, str], then: dict[str, str], now: dict[str, str]
) -> None:
    for name, value in merged(entered, then=then, now=now).items():
        assert value == (entered[name] if entered[name] != then[name] else now[name])
