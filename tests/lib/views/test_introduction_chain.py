"""Who led to whom, from oneself on, whatever was merged since."""

from lib.domain import commands
from lib.domain.vocabulary import Reply
from lib.store.workspace import Workspace
from lib.views.introduction_chain import Link, led_on_to, way_to
from tests.cast import a_contact, an_interview, asked, done, replied, scheduled, talked


def _named(workspace: Workspace, by: str, name: str) -> str:
    """Talk with somebody who names another one, and return their id."""
    interview_id = an_interview(workspace, contact_id=by)
    talked(workspace, scheduled(workspace, replied(workspace, Reply.YES, asked(workspace, interview_id))))
    return done(workspace, commands.AddReferral(interview_id=interview_id, name=name))


def test_a_chain_leads_from_whom_one_knew_to_the_person(workspace: Workspace) -> None:
    ana = a_contact(workspace, "Ana")
    ben = _named(workspace, ana, "Ben")
    cleo, dan = _named(workspace, ben, "Cleo"), _named(workspace, ana, "Dan")

    snapshot = workspace.snapshot()
    assert way_to(snapshot, cleo) == (Link(ana, "Ana", 0), Link(ben, "Ben", 1), Link(cleo, "Cleo", 2))
    assert way_to(snapshot, ana) == (Link(ana, "Ana", 0),)
    assert led_on_to(snapshot, ana) == (Link(ben, "Ben", 1), Link(cleo, "Cleo", 2), Link(dan, "Dan", 1))
    assert led_on_to(snapshot, dan) == ()


def test_who_only_could_introduce_has_not(workspace: Workspace) -> None:
    ana = a_contact(workspace, "Ana")
    ben = a_contact(workspace, "Ben", introducer_id=ana)
    assert [link.name for link in way_to(workspace.snapshot(), ben)] == ["Ben"]
    assert led_on_to(workspace.snapshot(), ana) == ()


def test_a_circle_that_a_merge_makes_has_an_end(workspace: Workspace) -> None:
    ana = a_contact(workspace, "Ana")
    ben = _named(workspace, ana, "Ben")
    cleo = _named(workspace, ben, "Cleo")
    again = _named(workspace, cleo, "Ana Lindqvist")
    workspace.do(commands.MergeContacts(kept_id=ana, other_id=again, kept_version=1, other_version=1))

    snapshot = workspace.snapshot()
    for one in (ana, ben, cleo):
        names = [link.name for link in way_to(snapshot, one)]
        assert len(names) == len(set(names))
        assert one not in [link.contact_id for link in led_on_to(snapshot, one)]
