"""The sample: every stage and outcome, nothing ahead of its time, any size, and the same again for the same seed."""

import unicodedata
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lib.domain.commands import AddContact, BeginDraft, ChooseContact, Command, ReopenGoal
from lib.domain.errors import NotFoundError
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import GoalKind, Outcome, Stage, Tie
from lib.method.content_files import ContentError, checked, read_toml
from lib.method.sample import sample_commands
from lib.method.sample_content import FILE, SampleContent
from lib.store.actor import LOCAL
from lib.store.store import SAMPLE, Store
from lib.store.workspace import Receipt
from lib.views.due import due_list
from lib.views.interviews import interviews

ZONE = ZoneInfo("Pacific/Auckland")
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=ZONE)
# A Monday, a Thursday, a Sunday, and the day after the clocks went back; early and late.
MOMENTS = (MONDAY, datetime(2026, 12, 31, 23, 55, tzinfo=ZONE), datetime(2027, 2, 28, 0, 5, tzinfo=ZONE))
AFTER_DST = datetime(2026, 4, 6, 12, 0, tzinfo=ZONE)


def loaded(folder: Path, now: datetime, **size: int) -> Snapshot:
    store = Store(f"sqlite:///{folder}/a.db", clock=lambda: now)
    workspace = store.workspace(LOCAL, SAMPLE)
    workspace.do_each(sample_commands(now.astimezone(UTC), ZONE, **size))
    snapshot = workspace.snapshot()
    store.close()
    return snapshot


def made(**size: int) -> list[Command]:
    """Return the commands as they are without a store: each record gets a number as its id."""
    makers = sample_commands(MONDAY, ZONE, **size)
    receipts = [Receipt(f"record-{place}", place) for place in range(len(makers))]
    return [make(receipts[:place]) for place, make in enumerate(makers)]


@pytest.fixture(scope="module", params=(*MOMENTS, AFTER_DST), ids=str)
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, datetime]:
    now: datetime = request.param
    return loaded(tmp_path_factory.mktemp("story"), now), now


def test_the_story_stands_at_every_stage(story: tuple[Snapshot, datetime]) -> None:
    assert set(interviews(story[0], ZONE)["stage"]) == set(Stage)


def test_the_story_has_every_outcome_tie_and_three_kinds_of_goals(story: tuple[Snapshot, datetime]) -> None:
    snapshot, _ = story
    assert set(interviews(snapshot, ZONE)["outcome"]) - {""} == set(Outcome)
    assert set(snapshot.contacts["tie"]) == set(Tie)
    assert set(snapshot.goals["kind"]) == {GoalKind.ROLE, GoalKind.PATH, GoalKind.COMPANY}


def test_nothing_has_happened_in_the_future_or_longer_ago_than_ten_weeks(story: tuple[Snapshot, datetime]) -> None:
    snapshot, now = story
    assert snapshot.events["happened_at"].max() <= now
    assert snapshot.events["happened_at"].min() > now - timedelta(weeks=10)
    assert snapshot.messages["sent_at"].dropna().max() <= now


def test_the_steps_of_each_interview_follow_one_another(story: tuple[Snapshot, datetime]) -> None:
    steps = story[0].events[story[0].events["step"] != ""]
    assert all(moments.is_monotonic_increasing for _, moments in steps.groupby("interview_id")["happened_at"])


def test_a_talk_lies_ahead_and_one_was_yesterday(story: tuple[Snapshot, datetime]) -> None:
    snapshot, now = story
    frame = interviews(snapshot, ZONE)
    assert frame[frame["stage"] == Stage.SCHEDULED]["starts_on"].dt.date.tolist() > [now.date()]
    assert frame[frame["stage"] == Stage.HELD]["held_on"].dt.date.tolist() == [now.date() - timedelta(days=1)]


def test_today_has_something_due_overdue_coming_and_waiting(story: tuple[Snapshot, datetime]) -> None:
    snapshot, now = story
    listed = due_list(snapshot, ZONE, now)
    assert now.date() in {item.due_on for item in listed.due}
    assert min(item.due_on for item in listed.due) < now.date()
    assert listed.coming
    assert listed.waiting


def test_on_a_working_day_a_request_is_to_be_followed_up(story: tuple[Snapshot, datetime]) -> None:
    snapshot, now = story
    [follow_up] = [item for item in due_list(snapshot, ZONE, now).due if item.what.startswith("Follow up")]
    assert follow_up.due_on == last_working_day(now.date())


def last_working_day(day: date) -> date:
    return day - timedelta(days=max(day.weekday() - 4, 0))


def test_the_promises_are_one_kept_one_due_today_and_one_overdue(story: tuple[Snapshot, datetime]) -> None:
    snapshot, now = story
    due = snapshot.promises[snapshot.promises["kept_at"].isna()]["due_on"].dt.date.tolist()
    assert snapshot.promises["kept_at"].notna().sum() == 1
    assert now.date() in due
    assert min(due) < now.date()


def test_answers_to_one_question_come_from_several_people(story: tuple[Snapshot, datetime]) -> None:
    assert story[0].answers["question_id"].value_counts().max() >= 3


def test_one_question_was_dropped_and_one_draft_waits(story: tuple[Snapshot, datetime]) -> None:
    snapshot, _ = story
    assert snapshot.questions["dropped_at"].notna().sum() == 1
    assert snapshot.messages["sent_at"].isna().sum() == 1


def test_a_larger_sample_has_as_many_people_and_interviews_as_were_asked_for(tmp_path: Path) -> None:
    snapshot = loaded(tmp_path, MONDAY, contacts=150, interviews=110)
    frame = interviews(snapshot, ZONE)
    assert (len(snapshot.contacts), len(frame)) == (150, 110)
    assert Counter(frame["stage"])[Stage.THANKED] > 20
    assert snapshot.events["happened_at"].max() <= MONDAY
    assert (frame[frame["stage"] == Stage.SCHEDULED]["starts_on"].dt.date > MONDAY.date()).all()


def test_no_text_has_a_gap_left_in_it() -> None:
    drafts = [command for command in made(interviews=120) if isinstance(command, BeginDraft)]
    written = "\n".join(f"{draft.subject}\n{draft.body}" for draft in drafts)
    assert "Dear" in written
    assert not set("[]{}") & set(written)


def test_every_address_belongs_to_nobody() -> None:
    addresses = {command.email for command in made(contacts=200) if isinstance(command, AddContact)} - {""}
    assert len(addresses) > 100
    assert all(address.endswith(("@example.org", "@example.com")) for address in addresses)


def test_each_new_interview_has_a_person_of_its_own() -> None:
    asked = [command.contact_id for command in made(interviews=60) if isinstance(command, ChooseContact)]
    assert len(asked) == len(set(asked)) == 60


def test_the_same_seed_gives_the_same_sample_and_another_seed_another() -> None:
    assert made(contacts=60, interviews=40, seed=7) == made(contacts=60, interviews=40, seed=7)
    assert made(contacts=60, interviews=40, seed=7) != made(contacts=60, interviews=40, seed=8)


def test_thousands_of_people_have_names_of_many_scripts() -> None:
    names = {command.name for command in made(contacts=1_000) if isinstance(command, AddContact)}
    assert len(names) > 700
    assert {"LATIN", "CYRILLIC", "GREEK", "CJK", "ARABIC"} <= {script(name) for name in names}


def script(name: str) -> str:
    return unicodedata.name(name[0]).split()[0]


def test_a_sample_whose_loading_breaks_off_leaves_nothing_half(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/a.db")
    workspace = store.workspace(LOCAL, SAMPLE)
    breaking = [*sample_commands(MONDAY, ZONE), lambda _: ReopenGoal(goal_id="nowhere")]
    with pytest.raises(NotFoundError):
        workspace.do_each(breaking)
    assert workspace.snapshot().revision == 0
    assert workspace.snapshot().goals.empty
    store.close()


def changed(place: str, **values: object) -> dict[str, Any]:
    """Return the file's tables with the first entry of a table changed."""
    tables: dict[str, Any] = dict(read_toml(FILE))
    first, *rest = tables[place]
    return {**tables, place: [{**first, **values}, *rest]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact": "nobody"},
        {"goal": "nothing"},
        {"answers": {"nothing": "asked"}},
        {"taken": [{"step": "chosen", "days": -1}, {"step": "held", "days": 0}]},
    ],
)
def test_an_interview_that_can_not_happen_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ContentError, match=r"sample\.toml: the whole file: .*can't happen so"):
        checked(SampleContent, changed("interview", **wrong), FILE)


def test_a_way_that_leads_elsewhere_is_refused() -> None:
    tables: dict[str, Any] = dict(read_toml(FILE))
    ways = {**tables["crowd"]["way"], "held": tables["crowd"]["way"]["agreed"]}
    with pytest.raises(ContentError, match="the way to held does not lead there"):
        checked(SampleContent, {**tables, "crowd": {**tables["crowd"], "way": ways}}, FILE)


def test_a_stage_without_a_way_is_refused() -> None:
    tables: dict[str, Any] = dict(read_toml(FILE))
    ways = {stage: way for stage, way in tables["crowd"]["way"].items() if stage != "held"}
    with pytest.raises(ContentError, match="a stage has no way"):
        checked(SampleContent, {**tables, "crowd": {**tables["crowd"], "way": ways}}, FILE)
