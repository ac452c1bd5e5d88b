"""Your data: where it lies, about oneself, the time zone, the export, and deleting everything."""

import csv
import io
from collections.abc import Callable

import pytest

from lib.domain.commands import AddWording, SaveProfileText
from lib.domain.vocabulary import Channel, Purpose
from lib.settings import settings
from lib.store.actor import LOCAL
from lib.store.store import Store
from lib.store.workspace import Workspace
from tests.cast import BERLIN, a_contact, a_goal, asked, done, only, scheduled, talked
from tests.pages.visitor import OpenPage

_ZONE, _CONFIRM = "Your time zone", "Type “delete” to confirm"


def test_the_place_of_the_data_is_shown(open_page: OpenPage, ada: Workspace) -> None:
    asked(ada)

    page = open_page("your_data")

    assert page.code[0].value == str(settings().data_dir / "askwell.db")
    assert page.shows("Goals: 1. Contacts: 1. Interviews: 1.")


def test_what_was_typed_about_oneself_is_found_again(open_page: OpenPage, ada: Workspace) -> None:
    ada.do(SaveProfileText(version=1, field="name", text="Ada"))

    page = open_page("your_data")

    assert page.texts()["The name you sign with"] == "Ada"
    assert set(page.texts()) >= {"Your full name", "About you in one breath", "How they can reach you"}


def test_a_time_zone_is_chosen_and_undone(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("your_data")
    assert page.field(_ZONE).value == BERLIN.key

    page.chooses(_ZONE, "Asia/Tokyo")

    assert page.told() == ["Your time zone is kept."]
    assert only(ada.snapshot().profiles).time_zone == "Asia/Tokyo"
    assert page.runs().field(_ZONE).value == "Asia/Tokyo"


def test_the_choice_of_a_time_zone_can_be_undone(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("your_data").chooses(_ZONE, "Asia/Tokyo").clicks("Undo")

    assert page.field(_ZONE).value == BERLIN.key
    assert only(ada.snapshot().profiles).time_zone == ""


def test_a_time_zone_chosen_in_another_tab_stays(open_page: OpenPage, ada: Workspace) -> None:
    here, there = open_page("your_data"), open_page("your_data")
    here.chooses(_ZONE, "Asia/Tokyo")
    there.runs().chooses(_ZONE, "America/New_York")

    here.runs()

    assert here.field(_ZONE).value == "America/New_York"
    assert only(ada.snapshot().profiles).time_zone == "America/New_York"


def test_days_are_those_of_the_chosen_zone(open_page: OpenPage, ada: Workspace) -> None:
    asked(ada)  # at 9:00 in London, on Monday
    assert open_page("progress").shows("Since Monday 5 October 2026")

    page = open_page("your_data").chooses(_ZONE, "Pacific/Kiritimati").opens("progress")

    assert page.shows("Since Monday 5 October 2026")
    assert open_page("your_data").chooses(_ZONE, "Pacific/Pago_Pago").opens("progress").shows("Since Sunday 4 October")


def test_an_agreed_time_is_told_on_both_clocks_and_kept_on_its_own(open_page: OpenPage, ada: Workspace) -> None:
    interview_id = scheduled(ada)

    page = open_page("your_data").chooses(_ZONE, "Asia/Tokyo").opens("ask", interview=interview_id)

    assert page.field("Time zone").value == BERLIN.key
    assert page.shows("Thursday 21:00 (14:00 Berlin time)")


def test_the_whole_log_is_exported(open_page: OpenPage, ada: Workspace, downloads: list[Callable[[], bytes]]) -> None:
    talked(ada)

    page = open_page("your_data")

    assert page.download_button[0].label == "Export the interview log"
    [row] = csv.DictReader(io.StringIO(downloads[0]().decode("utf-8-sig")))
    assert (row["person"], row["goal"], row["stage"]) == ("Amara Obi", "data work in hospitals", "Talked")


def test_an_empty_log_has_its_headings(open_page: OpenPage, downloads: list[Callable[[], bytes]]) -> None:
    open_page("your_data")

    assert downloads[0]().decode("utf-8-sig").startswith("interview_id,person,")


@pytest.mark.parametrize("typed", ["", "yes", "delet"])
def test_nothing_is_deleted_without_the_word(open_page: OpenPage, ada: Workspace, typed: str) -> None:
    a_contact(ada)

    page = open_page("your_data").types(_CONFIRM, typed).submits(_CONFIRM)

    assert page.told() == ["Nothing was deleted. Type the word “delete” first."]
    assert page.field(_CONFIRM).value == typed
    assert len(ada.snapshot().contacts) == 1


def test_with_the_word_everything_is_deleted(open_page: OpenPage, ada: Workspace, store: Store) -> None:
    a_contact(ada)

    page = open_page("your_data").types(_CONFIRM, " Delete ").submits(_CONFIRM)

    assert (page.page, page.told()) == ("today", ["Everything is deleted."])
    assert page.shows("An informational interview is a short talk")
    assert store.workspace(LOCAL).id != ada.id
    assert store.workspace(LOCAL).snapshot().contacts.empty


def test_a_hasty_second_click_deletes_once(open_page: OpenPage, ada: Workspace, store: Store) -> None:
    a_contact(ada)

    open_page("your_data").types(_CONFIRM, "delete").submits(_CONFIRM, twice=True)

    assert store.workspace(LOCAL).snapshot().revision == 0


def test_another_tab_goes_on_in_the_new_workspace(open_page: OpenPage, ada: Workspace, store: Store) -> None:
    a_goal(ada)
    here, there = open_page("learn"), open_page("your_data")
    there.types(_CONFIRM, "delete").submits(_CONFIRM)

    here.runs().types("What about, in a few words?", "night shifts").submits("What about, in a few words?")

    assert list(store.workspace(LOCAL).snapshot().goals["topic"]) == ["night shifts"]


def test_a_wording_of_ones_own_is_changed_and_taken_out(open_page: OpenPage, ada: Workspace) -> None:
    saved = AddWording(title="My *short* ask", body="Dear {{ name }}.", purpose=Purpose.REQUEST, channel=Channel.EMAIL)
    wording_id = done(ada, saved)
    page = open_page("your_data")
    page.session_state[page.key_of("own-wording", wording_id)] = True

    page.runs().types("The wording", "{% if name %}Hi{% endif %}").clicks("Save")
    assert any("line 1 of “My *short* ask”" in words.replace("\\", "") for words in page.told())
    assert page.field("The wording").value == "{% if name %}Hi{% endif %}"
    page.types("The wording", "Hello {{ name }}").clicks("Save")
    assert only(ada.snapshot().own_wordings).body == "Hello {{ name }}"

    page.clicks("Take it out")
    assert ada.snapshot().own_wordings.empty
    page.clicks("Undo")
    assert only(ada.snapshot().own_wordings).title == "My *short* ask"
