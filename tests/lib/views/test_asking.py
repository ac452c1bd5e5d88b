"""The open interviews by what they wait for."""

from datetime import timedelta

import pytest

from lib.domain.lifecycle import OPEN
from lib.domain.vocabulary import Purpose, Reply
from lib.store.workspace import Workspace
from lib.views.asking import GROUPS, ask_groups, first_to_ask, in_touch, owed_thanks
from lib.views.interviews import interviews
from tests.cast import BERLIN, NOW, an_interview, asked, given_up, replied, scheduled, sent, talked, thanked


def test_every_open_stage_stands_in_one_group() -> None:
    assert sorted(stage for stages in GROUPS.values() for stage in stages) == sorted(OPEN)


def test_open_interviews_are_grouped_and_the_longest_waiting_come_first(workspace: Workspace) -> None:
    late, early = (asked(workspace, happened_at=NOW - timedelta(days=days)) for days in (1, 9))
    chosen, planned = an_interview(workspace), scheduled(workspace)
    given_up(workspace)
    frame = interviews(workspace.snapshot(), BERLIN)

    groups = {name: list(group["interview_id"]) for name, group in ask_groups(frame).items()}

    assert groups == {"To write": [chosen], "Waiting for an answer": [early, late], "Agreed": [planned]}
    assert first_to_ask(ask_groups(frame)) == chosen


def test_where_nothing_is_open_nothing_comes_first(workspace: Workspace) -> None:
    thanked(workspace)
    frame = interviews(workspace.snapshot(), BERLIN)
    assert ask_groups(frame) == {}
    assert first_to_ask(ask_groups(frame)) is None


def test_everybody_who_gave_something_is_owed_thanks(workspace: Workspace) -> None:
    ids = [talked(workspace), *(replied(workspace, reply) for reply in Reply if reply is not Reply.YES)]
    asked(workspace)
    thanked(workspace)

    assert sorted(owed_thanks(interviews(workspace.snapshot(), BERLIN))["interview_id"]) == sorted(ids)


@pytest.mark.parametrize("reply", [Reply.ANSWERED, Reply.PASSED_ON, Reply.NO, Reply.NOT_NOW])
def test_whoever_helped_may_like_to_hear_what_came_of_it(workspace: Workspace, reply: Reply) -> None:
    thanked(workspace, replied(workspace, reply))

    helped = reply in {Reply.ANSWERED, Reply.PASSED_ON}
    assert len(in_touch(interviews(workspace.snapshot(), BERLIN))) == helped


def test_whoever_was_told_longest_ago_comes_first(workspace: Workspace) -> None:
    told, thanked_only, _ = (
        thanked(workspace),
        thanked(workspace, happened_at=NOW - timedelta(days=9)),
        talked(workspace),
    )
    sent(workspace, told, Purpose.UPDATE, happened_at=NOW + timedelta(days=40))

    assert list(in_touch(interviews(workspace.snapshot(), BERLIN))["interview_id"]) == [thanked_only, told]
