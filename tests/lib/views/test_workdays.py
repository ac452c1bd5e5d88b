"""The working days that count with somebody, and days off as spans."""

from datetime import date

import pytest

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.store.workspace import Workspace
from lib.views.workdays import days_between, spans, workdays_of
from tests.cast import a_contact

THANKSGIVING, CHRISTMAS, MY_DAY = date(2026, 11, 26), date(2026, 12, 25), date(2026, 11, 24)


def test_my_days_count_with_everybody_and_theirs_with_them(workspace: Workspace) -> None:
    workspace.do(commands.ChooseWorkdays(country="DE", subdivision="BE", days_off=(MY_DAY,)))
    dana, lee = a_contact(workspace, "Dana", country="US"), a_contact(workspace, "Lee")
    days = (THANKSGIVING, CHRISTMAS, MY_DAY)

    def is_workday(contact_id: str | None) -> list[bool]:
        return [workdays_of(workspace.snapshot(), contact_id).is_workday(day) for day in days]

    assert is_workday(dana) == [False, False, False]
    assert is_workday(lee) == is_workday(None) == [True, False, False]


def test_without_a_country_of_mine_theirs_counts_beside_monday_to_friday(workspace: Workspace) -> None:
    noor = a_contact(workspace, "Noor", country="SA")
    with_noor = workdays_of(workspace.snapshot(), noor)
    week = days_between(date(2026, 11, 9), date(2026, 11, 15))
    # In Saudi Arabia Friday and Saturday are the weekend; at home Saturday and Sunday.
    assert [with_noor.is_workday(day) for day in week] == [True, True, True, True, False, False, False]


def test_nobody_has_no_working_days(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        workdays_of(workspace.snapshot(), "nobody")


def test_days_stand_as_spans_without_a_gap() -> None:
    first, last = days_between(date(2026, 12, 24), date(2026, 12, 26)), days_between(CHRISTMAS, CHRISTMAS)
    assert len(first) == 3
    assert spans([*first, *last, date(2026, 12, 31)]) == (
        (date(2026, 12, 24), date(2026, 12, 26)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    )
    assert spans([]) == ()
