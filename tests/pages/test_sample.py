"""The sample: loaded with one click, left and removed with one click, and one's own data never touched."""

from lib.store.actor import LOCAL
from lib.store.store import SAMPLE, Store
from lib.store.workspace import Workspace
from lib.ui import navigation
from tests.cast import a_goal
from tests.pages.visitor import OpenPage


def test_a_first_visitor_looks_around_in_the_sample(open_page: OpenPage, ada: Workspace, store: Store) -> None:
    page = open_page("today").clicks("Look around with a sample")

    assert page.shows(":orange-badge[Sample]")
    assert page.shows("things for today")
    assert len(store.workspace(LOCAL, SAMPLE).snapshot().interviews) > 10
    assert ada.snapshot().revision == 0


def test_every_page_shows_the_sample_and_says_so(open_page: OpenPage) -> None:
    open_page("today").clicks("Look around with a sample")

    for name in navigation.PAGES:
        page = open_page(name)
        assert page.shows(":orange-badge[Sample]")
        assert page.shows("Back to my own")


def test_a_hasty_second_click_fills_the_sample_once(open_page: OpenPage, store: Store) -> None:
    here, there = open_page("today"), open_page("today")
    here.clicks("Look around with a sample")
    once = store.workspace(LOCAL, SAMPLE).snapshot()

    there.clicks("Look around with a sample", twice=True)

    assert store.workspace(LOCAL, SAMPLE).snapshot() is once


def test_ones_own_workspace_is_found_again_as_it_was(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada, "night shifts")
    before = ada.snapshot()
    page = open_page("your_data").clicks("Look around with a sample")

    page.clicks("Back to my own")

    assert page.told() == ["This is your own workspace again."]
    assert not page.shows(":orange-badge[Sample]")
    assert page.shows("Nobody is on your list yet for “night shifts”.")
    assert ada.snapshot() is before


def test_what_is_done_in_the_sample_is_done_there(open_page: OpenPage, ada: Workspace, store: Store) -> None:
    page = open_page("your_data").clicks("Look around with a sample").opens("learn")

    page.types("What about, in a few words?", "night shifts").clicks("Write it down")

    assert "night shifts" in list(store.workspace(LOCAL, SAMPLE).snapshot().goals["topic"])
    assert ada.snapshot().goals.empty


def test_the_sample_is_found_again_as_it_was_left(open_page: OpenPage, store: Store) -> None:
    page = open_page("your_data").clicks("Look around with a sample")
    sample = store.workspace(LOCAL, SAMPLE)
    a_goal(sample, "night shifts")
    before = sample.snapshot()

    page.clicks("Back to my own").opens("your_data").clicks("Look around with a sample")

    assert store.workspace(LOCAL, SAMPLE).snapshot() is before


def test_the_sample_is_removed_and_nothing_else(open_page: OpenPage, ada: Workspace, store: Store) -> None:
    a_goal(ada, "night shifts")
    page = open_page("your_data").clicks("Look around with a sample")

    page.clicks("Remove it", twice=True)

    assert not store.has_sample(LOCAL)
    assert list(ada.snapshot().goals["topic"]) == ["night shifts"]
    assert not open_page("today").shows(":orange-badge[Sample]")


def test_a_tab_whose_sample_was_removed_goes_on_in_ones_own(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada, "night shifts")
    here = open_page("your_data").clicks("Look around with a sample").opens("learn")
    open_page("today").clicks("Remove it")

    here.runs()

    assert "night shifts" in here.headings()
    assert not here.shows(":orange-badge[Sample]")


def test_a_tab_in_ones_own_stays_there_when_another_opens_the_sample(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada, "night shifts")
    here = open_page("learn").types("A question that only a person can answer", "What surprised you?")
    open_page("your_data").clicks("Look around with a sample")

    here.submits("A question that only a person can answer")

    assert list(ada.snapshot().questions["text"]) == ["What surprised you?"]


def test_what_was_typed_in_a_sample_that_is_gone_does_not_land_in_ones_own(open_page: OpenPage, ada: Workspace) -> None:
    topic = "What about, in a few words?"
    here = open_page("your_data").clicks("Look around with a sample").opens("learn").types(topic, "for the sample")
    open_page("today").clicks("Remove it")

    here.submits(topic)

    assert here.shows("Begin with one goal.")
    assert ada.snapshot().goals.empty


def test_in_the_sample_nobody_is_offered_to_delete_everything(open_page: OpenPage) -> None:
    page = open_page("your_data").clicks("Look around with a sample").opens("your_data")

    assert "Delete everything" not in [button.label for button in page.button]
    assert page.shows("You are in the sample now.")
