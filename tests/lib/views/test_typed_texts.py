"""Every text that saves while it is typed has an address, and an address that names nothing is not found."""

from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.domain.commands import AddTakeaway
from lib.domain.commands.base import InvalidInputsError
from lib.domain.commands.goals import GoalText, ProfileText
from lib.domain.errors import NotFoundError
from lib.store.workspace import Workspace
from lib.views.typed_texts import KINDS, kept_text, save_command
from tests.cast import a_contact, a_draft, a_goal, a_question, an_interview, asked, done, talked

ADDRESSES: dict[str, Callable[[Workspace], str]] = {
    **{f"goal {name}": lambda w, name=name: f"goal/{a_goal(w)}/{name}" for name in get_args(GoalText)},  # type: ignore[misc]
    **{f"profile {name}": lambda _, name=name: f"profile/{name}" for name in get_args(ProfileText)},  # type: ignore[misc]
    "question": lambda w: f"question/{a_question(w, a_goal(w))}",
    "contact-notes": lambda w: f"contact-notes/{a_contact(w)}",
    "subject": lambda w: f"subject/{a_draft(w, an_interview(w))}",
    "body": lambda w: f"body/{a_draft(w, an_interview(w))}",
    "answer": lambda w: f"answer/{an_interview(w)}/{a_question(w, a_goal(w))}",
    "notes": lambda w: f"notes/{an_interview(w)}",
    "debrief": lambda w: f"debrief/{an_interview(w)}/next_time",
    "reply": lambda w: f"reply/{asked(w)}",
    "takeaway": lambda w: f"takeaway/{a_takeaway(w)}",
}


def a_takeaway(workspace: Workspace) -> str:
    return done(workspace, AddTakeaway(interview_id=talked(workspace), text="Nights are quiet."))


def test_there_is_an_address_of_every_kind() -> None:
    assert {name.split()[0] for name in ADDRESSES} == KINDS


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_is_saved_at_an_address_is_what_is_kept_there(workspace: Workspace, name: str) -> None:
    address = ADDRESSES[name](workspace)
    before = kept_text(workspace.snapshot(), address)
    workspace.do(save_command(address, "Typed with care", before.version))
    kept = kept_text(workspace.snapshot(), address)
    assert (kept.text, kept.version) == ("Typed with care", before.version + 1)


@pytest.mark.parametrize("name", ["subject", "body", "answer", "notes"])
def test_when_it_was_saved_is_known(workspace: Workspace, name: str) -> None:
    address = ADDRESSES[name](workspace)
    workspace.do(save_command(address, "Typed with care", kept_text(workspace.snapshot(), address).version))
    snapshot = workspace.snapshot()
    assert kept_text(snapshot, address).saved_at == snapshot.events["recorded_at"].iloc[-1]


@pytest.mark.parametrize("name", ["answer", "notes", "reply"])
def test_nothing_written_yet_is_version_0(workspace: Workspace, name: str) -> None:
    address = ADDRESSES[name](workspace)
    kept = kept_text(workspace.snapshot(), address)
    assert (kept.text, kept.version, kept.saved_at) == ("", 0, None)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "goal",
        "goal/0123/kind",
        "goal/0123/id",
        "goal/0123/wanted/more",
        "goal/NOT AN ID/wanted",
        "profile",
        "profile/time_zone",
        "profile/_fields",
        "answer/0123",
        "messages/0123",
    ],
)
def test_an_address_of_no_kind_is_not_found(workspace: Workspace, address: str) -> None:
    with pytest.raises(NotFoundError):
        save_command(address, "text", 1)
    with pytest.raises(NotFoundError):
        kept_text(workspace.snapshot(), address)


@pytest.mark.parametrize("name", sorted(KINDS - {"goal", "profile"}))
def test_an_address_of_a_record_that_is_gone_is_not_found(workspace: Workspace, name: str) -> None:
    gone = "/".join([name, *["0123456789abcdef"] * (2 if name == "answer" else 1)])
    with pytest.raises(NotFoundError):
        workspace.do(save_command(gone, "text", 1))
    with pytest.raises(NotFoundError):
        kept_text(workspace.snapshot(), gone)


def test_a_text_that_does_not_hold_is_told_in_words() -> None:
    with pytest.raises(InvalidInputsError, match="Write the question first"):
        save_command("question/0123456789abcdef", " ", 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(address=st.text() | st.lists(st.sampled_from([*sorted(KINDS), *get_args(GoalText), "id", ""])).map("/".join))
def test_no_address_from_outside_breaks_anything(workspace: Workspace, address: str) -> None:
    """In a workspace with nothing in it, only texts about oneself are there."""
    if address in {f"profile/{name}" for name in get_args(ProfileText)}:
        assert kept_text(workspace.snapshot(), address).text == ""
        return
    with pytest.raises(NotFoundError):
        kept_text(workspace.snapshot(), address)
