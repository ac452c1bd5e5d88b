"""Two tabs at once: nothing that was written is lost without a word."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain import commands
from lib.domain.commands import Command
from lib.domain.errors import EditConflictError
from lib.domain.vocabulary import Channel, GoalKind
from lib.store.store import Store
from lib.store.workspace import Workspace
from tests.cast import ADA, BEN, Clock, a_contact, a_draft, a_goal, a_question, an_interview, done, only, talked
from tests.lib.store.every_command import CASES, World

FIELDS = ("wanted", "decision", "known", "plan")


def _save(goal_id: str, version: int, field: str, text: str) -> Command:
    return commands.SaveGoalText.of({"goal_id": goal_id, "version": version, "field": field, "text": text})


def test_the_same_field_conflicts_and_tells_what_it_holds_now(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    workspace.do(_save(goal_id, 1, "plan", "from the first tab"))
    before = workspace.snapshot()

    with pytest.raises(EditConflictError, match="changed in another tab") as caught:
        workspace.do(_save(goal_id, 1, "plan", "from the second tab"))

    assert (caught.value.current_text, caught.value.current_version) == ("from the first tab", 2)
    assert workspace.snapshot() is before


def test_another_field_is_merged(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    workspace.do(_save(goal_id, 1, "plan", "Monday"))

    workspace.do(_save(goal_id, 1, "known", "A little"))

    goal = only(workspace.snapshot().goals)
    assert (goal.plan, goal.known, goal.version) == ("Monday", "A little", 3)


def test_subject_and_body_of_a_draft_are_merged(workspace: Workspace) -> None:
    message_id = a_draft(workspace, an_interview(workspace))
    workspace.do(commands.SaveDraftBody(message_id=message_id, version=1, text="Dear Amara"))

    workspace.do(commands.SaveDraftSubject(message_id=message_id, version=1, text="Twenty minutes"))

    message = only(workspace.snapshot().messages)
    assert (message.subject, message.body) == ("Twenty minutes", "Dear Amara")


def test_the_same_text_from_two_tabs_is_no_conflict(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    workspace.do(_save(goal_id, 1, "plan", "Monday"))

    assert workspace.do(_save(goal_id, 1, "plan", "Monday")).number is None


def test_an_answer_begun_in_two_tabs_conflicts(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    names = {"interview_id": an_interview(workspace, goal_id=goal_id), "question_id": a_question(workspace, goal_id)}
    workspace.do(commands.SaveAnswer.of(names, version=0, text="from the first tab"))

    with pytest.raises(EditConflictError) as caught:
        workspace.do(commands.SaveAnswer.of(names, version=0, text="from the second tab"))

    assert caught.value.current_text == "from the first tab"


def test_notes_begun_anew_after_an_undo_are_safe_from_a_tab_that_saw_the_old_ones(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    for version in range(4):
        number = workspace.do(commands.SaveNotes(interview_id=interview_id, version=version, text="x" * (version + 1)))
    workspace.undo(number.number or 0)
    workspace.do(commands.SaveNotes(interview_id=interview_id, version=0, text="begun anew"))

    with pytest.raises(EditConflictError):
        workspace.do(commands.SaveNotes(interview_id=interview_id, version=3, text="from the old tab"))


def test_a_takeaway_that_was_said_better_is_not_overwritten_by_an_old_tab(workspace: Workspace) -> None:
    takeaway = done(workspace, commands.AddTakeaway(interview_id=talked(workspace), text="Nights are quiet."))
    workspace.do(commands.EditTakeaway(takeaway_id=takeaway, version=1, text="Nights are long."))

    with pytest.raises(EditConflictError) as caught:
        workspace.do(commands.EditTakeaway(takeaway_id=takeaway, version=1, text="Nights are short."))

    assert caught.value.current_text == "Nights are long."


def test_what_an_undo_brought_back_is_not_overwritten_by_an_old_tab(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    receipt = workspace.do(_save(goal_id, 1, "plan", "Monday"))
    workspace.undo(receipt.number or 0)

    with pytest.raises(EditConflictError):
        workspace.do(_save(goal_id, 2, "plan", "Monday, at nine"))


VERSIONED = {
    kind: case
    for kind, case in CASES.items()
    if "version" in kind.model_fields
    and kind not in {commands.SaveAnswer, commands.SaveNotes, commands.RestoreDraftVersion}
}


@pytest.mark.parametrize("case", VERSIONED.values(), ids=[kind.__name__ for kind in VERSIONED])
def test_every_edit_from_an_old_page_conflicts_with_the_same_edit(
    full: tuple[Workspace, World], case: Callable[[World], Command]
) -> None:
    workspace, world = full
    edit = case(world)
    text = next((name for name in ("text", "body", "name") if name in type(edit).model_fields), None)
    other = edit.model_copy(update={text: "from the other tab"} if text else {"target": 7})
    workspace.do(other)
    before = workspace.snapshot()

    with pytest.raises(EditConflictError):
        workspace.do(edit)

    assert workspace.snapshot() is before


def test_an_earlier_version_does_not_replace_what_another_tab_wrote(full: tuple[Workspace, World]) -> None:
    workspace, world = full
    typed = commands.SaveDraftBody(message_id=world.thanks, version=2, text="from the other tab")
    workspace.do(typed)

    with pytest.raises(EditConflictError, match="another tab"):
        workspace.do(CASES[commands.RestoreDraftVersion](world))


def test_a_change_of_choices_conflicts_where_the_other_tab_chose_too(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    chosen = {"goal_id": goal_id, "version": 1, "kind": GoalKind.ROLE, "by_on": None}
    workspace.do(commands.EditGoal(**chosen, target=4))

    with pytest.raises(EditConflictError):
        workspace.do(commands.EditGoal(**chosen, target=5))


def test_a_wording_does_not_replace_what_was_typed_in_another_tab(workspace: Workspace) -> None:
    message_id = a_draft(workspace, an_interview(workspace))
    workspace.do(commands.SaveDraftBody(message_id=message_id, version=1, text="my own words"))

    with pytest.raises(EditConflictError):
        workspace.do(
            commands.ChooseWording(
                message_id=message_id, version=1, channel=Channel.EMAIL, wording_id="w", subject="s", body="theirs"
            )
        )


@given(
    turns=st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from(["look", *FIELDS]), st.booleans()), min_size=2, max_size=20
    )
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_interleaving_of_two_tabs_loses_an_update(
    store: Store, clock: Clock, turns: list[tuple[int, str, bool]]
) -> None:
    workspace = store.workspace(ADA)
    goal_id = a_goal(workspace)
    truth = dict.fromkeys(FIELDS, "")
    # What each tab sees: the version, and the texts at that version.
    tabs = [(1, dict(truth)), (1, dict(truth))]
    for number, (tab, deed, pausing) in enumerate(turns):
        version, seen = tabs[tab]
        if deed == "look":
            tabs[tab] = (_version(workspace, goal_id), dict(truth))
        else:
            is_stale = seen[deed] != truth[deed]
            conflict = _conflict_of(workspace, _save(goal_id, version, deed, f"{number}"))
            assert (conflict is not None) == is_stale, "lost an update, or refused one for nothing"
            if conflict:
                assert conflict.current_text == truth[deed]
            else:
                truth[deed] = f"{number}"
                tabs[tab] = (_version(workspace, goal_id), dict(truth))
        clock.forward(minutes=40 * pausing)
    goal = workspace.snapshot().one("goals", goal_id, "goal")
    assert {field: getattr(goal, field) for field in FIELDS} == truth


def _conflict_of(workspace: Workspace, command: Command) -> EditConflictError | None:
    try:
        workspace.do(command)
    except EditConflictError as error:
        return error
    return None


def _version(workspace: Workspace, goal_id: str) -> int:
    return int(workspace.snapshot().one("goals", goal_id, "goal").version)


def test_writers_at_the_same_time_lose_nothing(store: Store) -> None:
    workspace = store.workspace(ADA)
    goal_id, contact_id = a_goal(workspace), a_contact(workspace)
    start = Barrier(4)
    failures: list[Exception] = []

    def write(writer: int) -> None:
        mine = store.workspace(ADA)
        start.wait()
        try:
            for number in range(10):
                mine.do(commands.AddQuestion(goal_id=goal_id, text=f"{writer}-{number}?"))
                mine.do(commands.RateFit(goal_id=goal_id, contact_id=contact_id, relevance=number % 4))
                mine.snapshot()
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a thread must reach the test
            failures.append(error)

    threads = [Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    snapshot = workspace.snapshot()
    assert not failures
    assert set(snapshot.questions["text"]) == {f"{writer}-{number}?" for writer in range(4) for number in range(10)}
    assert sorted(snapshot.questions["place"]) == list(range(40))
    assert only(snapshot.fits).relevance == 1
    assert list(snapshot.events["number"]) == sorted(set(snapshot.events["number"]))


def test_two_who_open_a_new_workspace_at_the_same_time_get_the_same(store: Store) -> None:
    start = Barrier(6)
    ids: list[str] = []

    def open_it() -> None:
        start.wait()
        ids.append(store.workspace(BEN).id)

    threads = [Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(ids) == 6
    assert len(set(ids)) == 1
