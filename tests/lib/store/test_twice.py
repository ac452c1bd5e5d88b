"""The same thing twice, as an impatient click or a reloaded page sends it, does no harm."""

from collections.abc import Callable

import pytest

from lib.domain import commands
from lib.domain.commands import Command
from lib.domain.errors import AskwellError, NotAllowedNowError, NotFoundError
from lib.store.workspace import Workspace
from tests.lib.store.every_command import CASES, World

# Each of these may be meant twice: two people of one name, two promises in the same words.
ADD_AGAIN = {
    commands.AddGoal,
    commands.AddContact,
    commands.AddReferral,
    commands.AddTakeaway,
    commands.AddPromise,
    commands.AddTarget,
    commands.AddWording,
    commands.LogMessage,
    commands.AddResource,
}
# These find that their record is gone, or that the step was taken, and say so.
REFUSE = {
    commands.ChooseContact: NotAllowedNowError,
    commands.RecordSent: NotAllowedNowError,
    commands.RecordReply: NotAllowedNowError,
    commands.RecordMissed: NotAllowedNowError,
    commands.CallOff: NotAllowedNowError,
    commands.LogConversation: NotAllowedNowError,
    commands.CloseInterview: NotAllowedNowError,
    commands.ReopenInterview: NotAllowedNowError,
    commands.RemoveInterview: NotFoundError,
    commands.RemoveTakeaway: NotFoundError,
    commands.RemovePromise: NotFoundError,
    commands.RemoveTarget: NotFoundError,
    commands.RemoveMessage: NotFoundError,
    commands.RemoveWording: NotFoundError,
    commands.RemoveResource: NotFoundError,
    commands.TakeUp: NotFoundError,
    commands.MergeContacts: NotFoundError,
}
UNCHANGED = [kind for kind in CASES if kind not in ADD_AGAIN | set(REFUSE)]

Case = Callable[[World], Command]


@pytest.mark.parametrize("case", [CASES[kind] for kind in UNCHANGED], ids=[kind.__name__ for kind in UNCHANGED])
def test_what_is_already_so_is_not_changed_again(full: tuple[Workspace, World], case: Case) -> None:
    workspace, world = full
    command = case(world)
    workspace.do(command)
    before = workspace.snapshot()

    again = workspace.do(command)

    assert again.number is None
    assert workspace.snapshot() is before


@pytest.mark.parametrize(("kind", "error"), REFUSE.items(), ids=[kind.__name__ for kind in REFUSE])
def test_a_step_that_was_taken_is_refused(
    full: tuple[Workspace, World], kind: type[Command], error: type[AskwellError]
) -> None:
    workspace, world = full
    command = CASES[kind](world)
    workspace.do(command)
    before = workspace.snapshot()

    with pytest.raises(error):
        workspace.do(command)

    assert workspace.snapshot() is before
