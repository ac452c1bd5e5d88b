"""Learn: goals are written down, changed, put away and taken up again, with their questions."""

from datetime import date, timedelta

from lib.domain.commands import CloseGoal, DropQuestion, EditQuestion, SaveGoalText
from lib.method.question_content import Category, Variant
from lib.store.workspace import Workspace
from lib.views.learning import questions_of
from tests.cast import TODAY, a_goal, a_question, only
from tests.pages.visitor import OpenPage, Visitor

_TOPIC, _QUESTION = "What about, in a few words?", "A question that only a person can answer"
_SURE = "How sure are you that you could ask somebody today?"


def _questions(ada: Workspace, goal_id: str, *, dropped: bool = False) -> list[str]:
    return list(questions_of(ada.snapshot(), goal_id, dropped=dropped)["text"])


def test_a_goal_is_written_down(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("learn")
    page.types(_TOPIC, "night shifts")
    page.types("By when?", TODAY + timedelta(days=30)).types("How many talks?", 5)

    page.submits(_TOPIC)

    goal = only(ada.snapshot().goals)
    assert (goal.topic, goal.target) == ("night shifts", 5)
    assert goal.by_on.date() == date(2026, 11, 4)
    assert page.query_params == {"goal": goal.id}
    assert page.told()[0].startswith("Your goal is written down.")
    assert page.texts()[_TOPIC] == "night shifts"


def test_a_goal_without_a_topic_is_refused_and_keeps_what_was_typed(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("learn").types("How many talks?", 5)

    page.submits("How many talks?")

    assert page.told() == ["Say in a few words what you want to learn about, for example “data work in hospitals”."]
    assert page.field("How many talks?").value == 5
    assert ada.snapshot().goals.empty


def test_a_day_that_is_past_is_refused_for_a_new_goal(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("learn").types(_TOPIC, "night shifts").types("By when?", TODAY - timedelta(days=1))

    page.submits(_TOPIC)

    assert page.told() == ["This day is already past. Choose today or a later day."]
    assert page.field(_TOPIC).value == "night shifts"
    assert ada.snapshot().goals.empty


def test_a_hasty_second_click_writes_the_goal_down_once(open_page: OpenPage, ada: Workspace) -> None:
    open_page("learn").types(_TOPIC, "night shifts").submits(_TOPIC, twice=True)

    assert list(ada.snapshot().goals["topic"]) == ["night shifts"]


def test_a_new_goal_can_be_undone(open_page: OpenPage, ada: Workspace) -> None:
    page = open_page("learn").types(_TOPIC, "night shifts").submits(_TOPIC)

    page.clicks("Undo")

    assert ada.snapshot().goals.empty
    assert page.told() == ["Undone. Everything is as it was before."]
    assert page.query_params == {}
    assert page.shows("Begin with one goal.")


def test_of_several_goals_one_is_open_and_the_others_are_cards(open_page: OpenPage, ada: Workspace) -> None:
    first, second = a_goal(ada, "first"), a_goal(ada, "second", by_on=TODAY + timedelta(days=3))
    a_question(ada, second)
    page = open_page("learn")
    assert "first" in page.headings()
    assert page.shows("A role · 1 question · 0 of 3 talks · by Thursday")

    page.clicks_key("open-goal", second)

    assert "second" in page.headings()
    assert page.query_params == {"goal": second}
    assert "first" in page.clicks_key("open-goal", first).headings()


def test_the_texts_of_a_goal_are_found_again(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    ada.do(SaveGoalText(goal_id=goal_id, version=1, field="known", text="What I read so far."))

    page = open_page("learn")

    assert page.texts()["What do you already know?"] == "What I read so far."


def test_what_is_chosen_about_a_goal_is_changed(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    page = open_page("learn")
    page.types(_SURE, 4)

    page.submits(_SURE)

    assert page.told() == ["Saved."]
    assert only(ada.snapshot().goals).confidence == 4
    page.clicks("Undo")
    assert page.told() == ["Undone. Everything is as it was before."]
    assert ada.snapshot().goals["confidence"].isna().all()
    assert page.types(_SURE, 5).submits(_SURE).told() == ["Saved."]


def test_two_tabs_that_change_one_goal_see_both_and_lose_nothing(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    here, there = open_page("learn"), open_page("learn")
    there.types(_SURE, 2).submits(_SURE)

    here.types(_SURE, 5).submits(_SURE)

    [told] = here.told()
    assert told.startswith("This was changed in another tab in the meantime, to: “2”.")
    assert here.field(_SURE).value == 5
    assert only(ada.snapshot().goals).confidence == 2
    assert here.submits(_SURE).told() == ["Saved."]
    assert only(ada.snapshot().goals).confidence == 5


def test_two_tabs_that_change_different_things_about_a_goal_both_succeed(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    here, there = open_page("learn"), open_page("learn")
    there.types(_SURE, 2).submits(_SURE)
    [target] = [field for field in here.number_input if field.form_id == here.field(_SURE).form_id]
    target.set_value(5)

    here.submits(_SURE)

    goal = only(ada.snapshot().goals)
    assert (goal.confidence, goal.target) == (2, 5)


def test_a_day_that_has_passed_since_does_not_stand_in_the_way(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada, by_on=TODAY - timedelta(days=3))

    page = open_page("learn").types(_SURE, 3).submits(_SURE)

    assert page.told() == ["Saved."]


def test_a_goal_is_put_away_and_taken_up_again(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    page = open_page("learn")

    page.clicks("Put this goal away", twice=True)
    assert ada.snapshot().goals["closed_at"].notna().all()

    page.clicks("Take this goal up again", twice=True)
    assert ada.snapshot().goals["closed_at"].isna().all()


def test_a_goal_that_is_put_away_says_so_on_its_card(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada, "open")
    ada.do(CloseGoal(goal_id=a_goal(ada, "closed")))

    assert open_page("learn").shows("0 of 3 talks · put away")


def test_a_question_is_added_and_the_line_is_empty_again(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    page = open_page("learn").types(_QUESTION, "What surprised you?")

    page.submits(_QUESTION, twice=True)

    assert _questions(ada, goal_id) == ["What surprised you?"]
    assert not page.field(_QUESTION).value
    assert page.texts()["Question 1"] == "What surprised you?"


def test_an_empty_question_is_refused(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)

    page = open_page("learn").types(_QUESTION, "  ").submits(_QUESTION)

    assert page.told() == ["Write the question first."]
    assert _questions(ada, goal_id) == []


def test_questions_are_moved_dropped_and_taken_back(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    first, second = a_question(ada, goal_id, "First?"), a_question(ada, goal_id, "Second?")
    page = open_page("learn")

    page.picks("Move up", "question-menu", second)
    assert _questions(ada, goal_id) == ["Second?", "First?"]

    page.picks("Move down", "question-menu", second)
    assert _questions(ada, goal_id) == ["First?", "Second?"]

    page.picks("Drop it", "question-menu", first)
    assert _questions(ada, goal_id) == ["Second?"]
    assert page.told() == ["The question is dropped. It waits below."]

    page.clicks("Take it back", twice=True)
    assert _questions(ada, goal_id) == ["Second?", "First?"]


def test_only_moves_that_are_possible_are_offered(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    only_one = a_question(ada, goal_id)

    page = open_page("learn")

    assert page.menu_button(key=page.key_of("question-menu", only_one)).options == ["Drop it"]


def test_a_dropped_question_comes_back_with_undo(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    question_id = a_question(ada, goal_id, "First?")
    page = open_page("learn").picks("Drop it", "question-menu", question_id)

    page.clicks("Undo")

    assert _questions(ada, goal_id) == ["First?"]


def _picked(page: Visitor) -> list[str]:
    """Return the ids of the bank's questions that can be added."""
    start = f"{page.key_of('bank')}-"
    keys = [str(button.key) for button in page.button if str(button.key).startswith(start) and button.label == "Add"]
    return [key.split("-add-", 1)[1] for key in keys]


def test_a_suggested_question_is_added_once_and_the_list_stays_open(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    page = open_page("learn")
    first, *others = _picked(page)

    page.clicks_key("bank", goal_id, "add", first, twice=True)

    [question] = ada.snapshot().questions.itertuples(index=False)
    assert (question.goal_id, question.bank_id) == (goal_id, first)
    assert sorted(_picked(page)) == sorted(others)
    assert [fold.proto.expanded for fold in page.expander if fold.label == "Find good questions"] == [True]
    assert not open_page("learn").expander[0].proto.expanded  # folded where one comes back to written questions


def test_questions_are_searched_with_ones_own_of_other_goals(open_page: OpenPage, ada: Workspace) -> None:
    a_question(ada, a_goal(ada, "first"), "How do nurses keep awake?")
    goal_id = a_goal(ada, "second")
    page = open_page("learn", goal=goal_id).chooses("Which questions", "All questions")

    page.chooses("Search by words", "awake")

    assert (page.shows("How do nurses keep awake?"), len(_picked(page))) == (True, 1)
    page.clicks_key("bank", goal_id, "add", *_picked(page))
    assert _questions(ada, goal_id) == ["How do nurses keep awake?"]
    assert page.shows("No question fits. Try another word.")


def test_filters_and_what_one_says_of_oneself_narrow_the_questions(open_page: OpenPage, ada: Workspace) -> None:
    a_goal(ada)
    page = open_page("learn")
    assert not any(name.startswith("veteran") for name in _picked(page))
    who = "Does one of these fit you? It is used to pick questions and is not saved."

    page.chooses(who, [Variant.VETERAN])
    assert [name for name in _picked(page) if name.startswith("veteran")] == ["veteran-01"]

    page.chooses("Which questions", "All questions")
    assert page.shows("11 questions of 189: After military service")
    assert {name.partition("-")[0] for name in _picked(page.chooses("What it is about", Category.ADVICE))} == {"advice"}
    assert len(_picked(page.chooses("What it is about", None))) == 10
    assert len(_picked(page.clicks("Show more"))) == 11


def test_a_question_that_could_be_asked_better_is_asked_so_at_one_click(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    page = open_page("learn").types(_QUESTION, "Do you like *night* shifts?").submits(_QUESTION)
    better = "What do you like about *night* shifts, and what less?"
    assert page.shows("A yes or no would answer this. Better: “What do you like about \\*night\\* shifts")

    page.clicks("Use this form")

    assert _questions(ada, goal_id) == [better]
    assert not page.shows("A yes or no")
    page.clicks("Undo")
    assert _questions(ada, goal_id) == ["Do you like *night* shifts?"]
    page.clicks("Keep mine")
    assert not page.shows("A yes or no")


def test_several_questions_in_one_are_taken_apart_and_nothing_is_lost(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    a_question(ada, goal_id, "How did you get in? Who helped you there?")
    a_question(ada, goal_id, "What next?")

    page = open_page("learn").clicks("Make them 2 questions")

    assert _questions(ada, goal_id) == ["How did you get in?", "What next?", "Who helped you there?"]
    page.clicks("Undo")
    assert _questions(ada, goal_id) == ["How did you get in? Who helped you there?", "What next?"]


def test_a_question_changed_in_the_meantime_is_not_replaced(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    question_id = a_question(ada, goal_id, "Do you like it?")
    page = open_page("learn")
    ada.do(EditQuestion(question_id=question_id, version=1, text="What is it like?"))

    page.clicks("Use this form")

    assert _questions(ada, goal_id) == ["What is it like?"]
    assert page.told() == ["This question was changed in the meantime. It stays as you typed it."]


def test_a_dropped_question_is_not_suggested_again(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)
    text = "What filled most of your hours last week?"
    assert open_page("learn").shows(text)
    ada.do(DropQuestion(question_id=a_question(ada, goal_id, text)))

    page = open_page("learn")

    assert [markdown.value for markdown in page.markdown].count(text) == 1  # among the dropped ones


def test_from_a_goal_one_goes_on_to_choosing(open_page: OpenPage, ada: Workspace) -> None:
    goal_id = a_goal(ada)

    page = open_page("learn").clicks("Choose whom to ask")

    assert (page.page, page.query_params) == ("choose", {"goal": goal_id})
