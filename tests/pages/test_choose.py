"""Choose: who could be asked about a goal, in an order with reasons, and what is done with each."""

import pytest

from lib.domain.commands import ArchiveContact, CloseGoal, MarkDoNotContact, RateFit, SetStanding
from lib.domain.vocabulary import Reply, Standing, Tie
from lib.method.ranking import ranking
from lib.store.workspace import Workspace
from tests.cast import a_contact, a_goal, an_interview, asked, only, replied, scheduled, talked
from tests.pages.visitor import OpenPage, Visitor

WHY = "Why? You may leave this empty"


def _unfolds(page: Visitor, *parts: str, what: str | bool = True) -> Visitor:
    """Open what is folded away; it is drawn only then."""
    page.session_state[page.key_of(*parts)] = what
    return page.runs()


def _short_list(page: Visitor) -> list[str]:
    asks = [button for button in page.button if "-ask-short-" in str(button.key)]
    return [button.label.removeprefix("Ask ") for button in asks]


def test_without_a_goal_one_is_written_down_first(open_page: OpenPage) -> None:
    page = open_page("choose")

    assert page.shows("First write down what you want to learn.")
    assert page.links()["Write down a goal"] == ("learn", {})


def test_without_people_the_ways_to_add_some_are_shown(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)

    page = open_page("choose")

    assert page.shows("You have nobody to choose from yet. Add people below")
    assert page.links()["Type somebody in"] == ("contacts", {"new": "yes"})
    assert page.links()["I know nobody"] == ("contacts", {"starter": "yes"})


def test_people_stand_in_an_order_with_reasons(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada, "nursing")
    a_contact(ada, "Stranger", tie=Tie.STRANGER, email="somebody@example.org")
    nurse = a_contact(ada, "Nurse", position="Nursing lead", organisation="City Hospital")
    ada.do(RateFit(goal_id=goal_id, contact_id=nurse, relevance=2))

    page = open_page("choose")

    assert _short_list(page) == ["Nurse", "Stranger"]
    assert page.shows("**Nurse**  \nNursing lead, City Hospital")
    assert page.shows("Start with Nurse: works near your topic (23), ")
    assert page.shows("Strangers")


def test_choosing_somebody_leads_to_asking_them(open_page: OpenPage, ada: Workspace) -> None:
    goal_id, contact_id = a_goal(ada), a_contact(ada)

    page = open_page("choose").clicks("Ask Amara Obi", twice=True)

    interview = only(ada.snapshot().interviews)
    assert (interview.goal_id, interview.contact_id) == (goal_id, contact_id)
    assert page.page in {"ask", "choose"}


def test_whoever_was_chosen_stands_on_the_list_and_undo_takes_them_off(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada), a_contact(ada)

    page = open_page("choose").clicks("Ask Amara Obi")

    assert (page.page, page.query_params) == ("ask", {"interview": only(ada.snapshot().interviews).id})
    assert page.told() == ["Amara Obi is on your list. Write the request while it is fresh."]
    assert open_page("choose").links()["Amara Obi"] == ("ask", page.query_params)
    page.clicks("Undo")
    assert ada.snapshot().interviews.empty
    assert page.told() == ["Undone. Everything is as it was before."]


def test_somebody_who_was_chosen_in_another_tab_is_not_asked_twice(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada), a_contact(ada)
    here, there = open_page("choose"), open_page("choose")
    there.clicks("Ask Amara Obi")

    here.clicks("Ask Amara Obi")

    assert len(ada.snapshot().interviews) == 1
    assert here.page == "choose"
    assert here.links()["Amara Obi"][0] == "ask"


def _decides(page: Visitor, standing: Standing, goal_id: str, contact_id: str, *, twice: bool = False) -> Visitor:
    return page.clicks_key("standing", "short", goal_id, f"{contact_id}-{standing}", twice=twice)


def test_somebody_who_does_not_fit_is_set_aside_with_the_reason(open_page: OpenPage, ada: Workspace) -> None:
    goal_id, contact_id = a_goal(ada), a_contact(ada)
    page = open_page("choose")

    _unfolds(page, "unfolded", "short", contact_id, what="More").types(WHY, "Asked her in spring")
    _decides(page, Standing.NOT_NOW, goal_id, contact_id, twice=True)

    fit = only(ada.snapshot().fits)
    assert (fit.standing, fit.reason) == (Standing.NOT_NOW, "Asked her in spring")
    assert page.told() == ["Amara Obi is set aside for this goal."]
    assert page.shows("Nobody is left to suggest.")
    assert page.shows("Amara Obi  \nNot now: Asked her in spring")
    page.clicks("Let them back in", twice=True)
    assert _short_list(page) == ["Amara Obi"]


def test_whoever_is_never_suggested_is_let_back_in_from_any_goal(open_page: OpenPage, ada: Workspace) -> None:
    first, second, contact_id = a_goal(ada, "first"), a_goal(ada, "second"), a_contact(ada)

    page = _unfolds(open_page("choose", goal=first), "unfolded", "short", contact_id, what="More")
    _decides(page, Standing.NEVER, first, contact_id)

    assert page.told() == ["Amara Obi is not suggested any more, for any goal."]
    page = open_page("choose", goal=second)
    assert _short_list(page) == []
    page.clicks("Let them back in")
    assert _short_list(page) == ["Amara Obi"]


def test_whoever_is_pinned_stands_on_top_until_the_pin_is_taken_off(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    a_contact(ada, "Amara Obi", welcome=3)
    contact_id = a_contact(ada, "Lee Park", email="lee@example.org")
    page = open_page("choose")
    assert _short_list(page) == ["Amara Obi", "Lee Park"]

    _unfolds(page, "unfolded", "short", contact_id, what="More")
    _decides(page, Standing.PINNED, goal_id, contact_id)

    assert _short_list(page) == ["Lee Park", "Amara Obi"]
    assert "Pinned by you" in page.headings()
    _unfolds(page, "unfolded", "short", contact_id, what="More")
    _decides(page, Standing.NONE, goal_id, contact_id)
    assert _short_list(page) == ["Amara Obi", "Lee Park"]


def test_one_goal_weighs_the_factors_in_its_own_way(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    a_contact(ada, "Aunt", tie=Tie.CLOSE)
    ada.do(RateFit(goal_id=goal_id, contact_id=a_contact(ada, "Expert", tie=Tie.SHARED, phone="030 1"), relevance=3))
    page = open_page("choose")
    assert page.shows("By score alone: Expert 65 · Aunt 37")

    page.types("Close to the topic", 0).types("A fresh view", 0).submits("Close to the topic")

    assert page.told() == ["The order follows your numbers."]
    assert page.shows("By score alone: Aunt")
    assert page.shows("What counts, and how much (changed by you)")
    page.clicks("Back to the usual numbers")
    assert page.shows("By score alone: Expert 65 · Aunt 37")
    assert page.field("Close to the topic").value == 35


def test_numbers_that_are_all_zero_are_refused_and_stay_as_they_were_typed(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    page = open_page("choose")
    for name in ranking().factors.values():
        page.types(name, 0)

    page.submits("Close to the topic")

    assert page.told() == ["Give at least one factor some weight."]
    assert page.field("Close to the topic").value == 0
    assert ada.snapshot().goals["weights"].isna().all()


def test_details_lead_to_the_persons_page(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    contact_id = a_contact(ada)

    page = _unfolds(open_page("choose"), "unfolded", "short", contact_id, what="More").follows("All about them")

    assert (page.page, page.query_params) == ("contacts", {"contact": contact_id})
    assert page.title[0].value == "Amara Obi"


def test_how_close_somebody_is_can_be_said(open_page: OpenPage, ada: Workspace) -> None:
    goal_id, contact_id = a_goal(ada), a_contact(ada)
    page = _unfolds(open_page("choose"), "unfolded", "short", contact_id, what="What I know")
    assert page.shows("So far this is a guess from their work and your topic.")

    page.chooses("How close is their work to what you want to learn?", 3)

    fit = only(ada.snapshot().fits)
    assert (fit.goal_id, fit.contact_id, fit.relevance) == (goal_id, contact_id, 3)
    assert page.shows("You said so.")
    assert page.shows("Start with Amara Obi: does the work you want to learn about (35)")


def test_a_sign_of_welcome_can_be_said_and_counts(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    contact_id = a_contact(ada, notes="We met in spring", tags=("ward",))
    page = _unfolds(open_page("choose"), "unfolded", "short", contact_id, what="What I know")
    assert page.shows("Did they offer help? Say so: up to +10")

    page.chooses("Signs that they would welcome it", 3)

    person = only(ada.snapshot().contacts)
    assert (person.welcome, person.notes, list(person.tags)) == (3, "We met in spring", ["ward"])
    assert page.shows("said they would welcome it (10)")
    assert not page.shows("Did they offer help?")


def test_a_late_click_from_a_page_that_was_left_rates_nobody(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada), a_contact(ada)

    open_page("choose").clicks("Ask Amara Obi", twice=True)

    assert ada.snapshot().fits.empty


def test_how_close_somebody_is_belongs_to_the_goal(open_page: OpenPage, ada: Workspace) -> None:
    first, second, contact_id = a_goal(ada, "first"), a_goal(ada, "second"), a_contact(ada)
    close = "How close is their work to what you want to learn?"
    page = _unfolds(open_page("choose", goal=second), "unfolded", "short", contact_id, what="What I know").chooses(
        close, 3
    )
    page = _unfolds(page.chooses("For which goal?", first), "unfolded", "short", contact_id, what="What I know")
    assert page.field(close).value == 0

    page.chooses(close, 3)

    fits = ada.snapshot().fits
    assert sorted(zip(fits["goal_id"], fits["relevance"], strict=True)) == sorted([(first, 3), (second, 3)])
    assert set(fits["contact_id"]) == {contact_id}


def test_another_goal_can_be_chosen_on_the_page(open_page: OpenPage, ada: Workspace) -> None:
    first, second = a_goal(ada, "first"), a_goal(ada, "second")
    page = open_page("choose")
    assert page.field("For which goal?").value == first

    page.chooses("For which goal?", second)

    assert page.query_params == {"goal": second}
    assert page.field("For which goal?").value == second


def test_a_goal_that_is_put_away_can_still_be_opened_by_its_address(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada, "put away")
    ada.do(CloseGoal(goal_id=goal_id))
    assert open_page("choose").shows("First write down what you want to learn.")

    assert open_page("choose", goal=goal_id).field("For which goal?").options == ["put away"]


@pytest.mark.parametrize("away", [ArchiveContact, MarkDoNotContact])
def test_those_who_are_put_away_are_not_suggested(
    open_page: OpenPage, ada: Workspace, away: type[ArchiveContact | MarkDoNotContact]
) -> None:
    a_goal(ada)
    ada.do(away(contact_id=a_contact(ada)))

    assert open_page("choose").shows("Nobody is left to suggest.")


def test_those_who_were_talked_to_about_this_goal_are_not_suggested(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    talked(ada, scheduled(ada, replied(ada, Reply.YES, asked(ada, an_interview(ada, goal_id=goal_id)))))
    a_contact(ada, "Lee Park")

    assert _short_list(open_page("choose", goal=goal_id)) == ["Lee Park"]
    assert set(_short_list(open_page("choose", goal=a_goal(ada, "another")))) == {"Lee Park", "Amara Obi"}


def test_everybody_is_listed_and_anybody_can_be_chosen(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    people = {a_contact(ada, f"Person {number}", organisation=f"Place {number}"): number for number in range(7)}
    page = open_page("choose")
    assert page.shows("Everybody, in this order (7)")
    _unfolds(page, "everybody", goal_id)
    assert len(page.dataframe[0].value) == 7

    last = next(reversed(people))
    page.chooses("Somebody from this list", last).clicks_key("ask-anybody", goal_id)

    assert only(ada.snapshot().interviews).contact_id == last
    assert page.page == "ask"


def test_anybody_is_found_by_words_and_by_the_way_to_them(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    for number in range(6):
        a_contact(ada, f"Person {number}", tie=Tie.CLOSE if number else Tie.ACQUAINTANCE, position=f"Place {number}")
    a_contact(ada, "Ina", tie=Tie.INTRODUCED)
    page = _unfolds(open_page("choose"), "everybody", goal_id)

    page.chooses("Whom to show", "introduced")
    assert list(page.dataframe[0].value["Person"]) == ["Ina"]
    page.chooses("Whom to show", "know").chooses("Find somebody", "place 3")

    assert list(page.dataframe[0].value["Person"]) == ["Person 3"]
    assert page.chooses("Find somebody", "nobody of that name").shows("Nobody here fits these words.")


def test_whoever_cannot_be_reached_is_listed_apart(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    contact_id = a_contact(ada, "Far Away", tie=Tie.STRANGER, position="Astronaut")

    page = open_page("choose")

    assert _short_list(page) == []
    assert page.shows("Without a way to them yet (1)")
    _unfolds(page, "unreached")
    assert page.links()["Far Away, Astronaut"] == ("contacts", {"contact": contact_id})


def test_an_introduction_that_would_help_is_named(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    jo = a_contact(ada, "Jo")
    a_contact(ada, "Amara Obi", tie=Tie.STRANGER, introducer_id=jo)

    assert open_page("choose").shows("Ask Jo for an introduction: +")


def test_a_rating_and_setting_aside_stay_with_their_goal(open_page: OpenPage, ada: Workspace) -> None:
    first, second, contact_id = a_goal(ada, "first"), a_goal(ada, "second"), a_contact(ada)
    ada.do(RateFit(goal_id=first, contact_id=contact_id, relevance=3))
    ada.do(SetStanding(goal_id=first, contact_id=contact_id, standing=Standing.NOT_NOW))

    assert _short_list(open_page("choose", goal=first)) == []
    assert _unfolds(open_page("choose", goal=second), "unfolded", "short", contact_id, what="What I know").shows(
        "So far this is a guess"
    )


def test_goals_of_the_same_words_are_told_apart(open_page: OpenPage, ada: Workspace) -> None:
    first, second = a_goal(ada, "nursing"), a_goal(ada, "nursing")

    page = open_page("choose", goal=first)
    assert (page.query_params, page.field("For which goal?").options) == ({"goal": first}, ["nursing", "nursing (2)"])
    assert page.runs().query_params == {"goal": first}

    assert page.chooses("For which goal?", second).query_params == {"goal": second}


def test_people_of_the_same_name_are_told_apart(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    people = [a_contact(ada, "Amara Obi") for _ in range(7)]
    page = _unfolds(open_page("choose", goal=goal_id), "everybody", goal_id)

    page.chooses("Somebody from this list", people[0]).clicks_key("ask-anybody", goal_id)

    assert only(ada.snapshot().interviews).contact_id == people[0]
