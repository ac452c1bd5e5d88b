"""One person's story, from how they came onto the list to what was promised and kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lib.domain import commands
from lib.domain.commands import ImportContacts, ImportedContact
from lib.domain.errors import NotFoundError
from lib.domain.vocabulary import InterviewKind, PromiseKind, Step
from lib.method.labels import label
from lib.store.workspace import Workspace
from lib.views.story import Moment, people_named, story
from tests.cast import BERLIN, NOW, TODAY, a_contact, a_goal, an_interview, asked, done, given_up, only, talked


def told(workspace: Workspace, contact_id: str) -> list[str]:
    return [
        " ".join(part for part in (moment.what, moment.name, moment.words) if part)
        for moment in story(workspace.snapshot(), contact_id, BERLIN)
    ]


def test_a_story_tells_what_happened_with_the_latest_first(workspace: Workspace) -> None:
    amara, bo = a_contact(workspace), a_contact(workspace, "Bo")
    first = asked(workspace, an_interview(workspace, contact_id=amara, happened_at=NOW), happened_at=NOW + timedelta(1))
    given_up(workspace, first, happened_at=NOW + timedelta(days=40))
    second = an_interview(workspace, contact_id=amara, happened_at=NOW + timedelta(days=300))
    asked(workspace, an_interview(workspace, contact_id=bo))

    moments = story(workspace.snapshot(), amara, BERLIN)

    assert [moment.interview_id for moment in moments if moment.interview_id] == [second, first, first, first, first]
    steps = (Step.CHOSEN, Step.CLOSED, Step.REQUEST_SENT, Step.DRAFTED, Step.CHOSEN)
    assert [moment.what for moment in moments if moment.interview_id] == [label(step) for step in steps]
    assert [(moment.day - TODAY).days for moment in moments if moment.interview_id] == [300, 40, 1, 1, 0]


def test_what_was_undone_is_not_told(workspace: Workspace) -> None:
    amara = a_contact(workspace)
    chosen = workspace.do(commands.ChooseContact(goal_id=a_goal(workspace), contact_id=amara))
    called_off = workspace.do(commands.CallOff(interview_id=chosen.subject_id))
    workspace.undo(called_off.number or 0)

    assert told(workspace, amara) == [
        f"{label(Step.CHOSEN)} data work in hospitals",
        "Came onto your list Added by hand",
    ]


def test_days_are_those_of_the_person(workspace: Workspace) -> None:
    amara = a_contact(workspace)
    late = datetime(2026, 10, 6, 22, 30, tzinfo=UTC)
    an_interview(workspace, contact_id=amara, happened_at=late)
    assert story(workspace.snapshot(), amara, BERLIN)[0].day == date(2026, 10, 7)


def test_it_begins_with_how_one_knows_them(workspace: Workspace) -> None:
    person = ImportedContact(
        name="Amara", connected_on=date(2019, 5, 1), last_wrote_on=date(2020, 1, 2), last_spoke_on=date(2021, 3, 4)
    )
    workspace.do(ImportContacts(source="LinkedIn", contacts=(person,)))
    amara = only(workspace.snapshot().contacts).id
    assert told(workspace, amara) == [
        "Came onto your list From LinkedIn",
        "You spoke",
        "You wrote to each other",
        "Connected on LinkedIn",
    ]


def test_takeaways_and_promises_are_part_of_it(workspace: Workspace) -> None:
    amara = a_contact(workspace)
    interview_id = asked(workspace, an_interview(workspace, contact_id=amara))
    workspace.do(commands.RecordReply(interview_id=interview_id, reply="answered"))
    workspace.do(commands.AddTakeaway(interview_id=interview_id, text="Ask for data early. " + "And more. " * 15))
    promise = {"interview_id": interview_id, "text": "Send the paper", "due_on": date(2026, 10, 9)}
    promise_id = done(workspace, commands.AddPromise(**promise))
    workspace.do(commands.KeepPromise(promise_id=promise_id))

    kept, promised, learned, *_ = told(workspace, amara)

    assert (kept, promised) == ("You kept your promise Send the paper", "You promised, by 9 October Send the paper")
    assert learned.startswith("You took away Ask for data early. And more.")
    assert learned.endswith("…")


def test_to_dos_and_what_they_pointed_one_to_are_part_of_it(workspace: Workspace) -> None:
    amara = a_contact(workspace)
    interview_id = asked(workspace, an_interview(workspace, contact_id=amara))
    workspace.do(commands.AddResource(interview_id=interview_id, text="The forum"))
    to_do = {"interview_id": interview_id, "text": "Read it", "kind": PromiseKind.TO_DO}
    workspace.do(commands.KeepPromise(promise_id=done(workspace, commands.AddPromise(**to_do))))

    assert told(workspace, amara)[:3] == [
        "You did it Read it",
        "You noted a to-do Read it",
        "They pointed you to The forum",
    ]


def test_who_named_whom_is_told_on_both_sides(workspace: Workspace) -> None:
    amara = a_contact(workspace)
    interview_id = talked(workspace, None)
    interview_id = asked(workspace, an_interview(workspace, contact_id=amara))
    lee = done(workspace, commands.AddReferral(interview_id=interview_id, name="Lee Park"))
    snapshot = workspace.snapshot()

    assert [row.id for row in people_named(snapshot, amara)] == [lee]
    [named] = [moment for moment in story(snapshot, amara, BERLIN) if moment.contact_id]
    assert (named.what, named.name, named.contact_id) == ("They named", "Lee Park", lee)
    assert story(snapshot, lee, BERLIN) == (Moment(TODAY, "Named to you by", name="Amara Obi", contact_id=amara),)


def test_an_introduction_is_told_on_both_sides(workspace: Workspace) -> None:
    amara, lee = a_contact(workspace), a_contact(workspace, "Lee Park")
    wish = {"kind": InterviewKind.INTRODUCTION, "target_contact_id": lee}
    workspace.do(commands.ChooseContact(goal_id=a_goal(workspace), contact_id=amara, **wish))

    assert told(workspace, amara)[0] == f"{label(Step.CHOSEN)}: introduction to Lee Park"
    assert told(workspace, lee)[0] == "You thought of an introduction by Amara Obi"


def test_a_merge_is_told(workspace: Workspace) -> None:
    amara, other = a_contact(workspace), a_contact(workspace, "A. Obi")
    workspace.do(commands.MergeContacts(kept_id=amara, other_id=other, kept_version=1, other_version=1))
    assert "Two entries were made one" in told(workspace, amara)


def test_there_is_no_story_of_nobody(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        story(workspace.snapshot(), "nobody", BERLIN)


def test_what_was_said_beside_the_steps_is_told(workspace: Workspace) -> None:
    amara = a_contact(workspace)
    interview_id = asked(workspace, an_interview(workspace, contact_id=amara))
    note = {"interview_id": interview_id, "channel": "email", "subject": "The paper", "text": "Here it is."}
    workspace.do(commands.LogMessage(direction="received", **note))
    workspace.do(commands.RecordAutoReply(interview_id=interview_id, subject="Away until Monday"))

    assert told(workspace, amara)[:2] == ["An automatic reply came Away until Monday", "They wrote The paper"]


def test_a_word_to_an_introducer_is_told_on_both_sides(workspace: Workspace) -> None:
    jo = a_contact(workspace, "Jo Lind")
    lee = a_contact(workspace, "Lee Park", introducer_id=jo)
    interview_id = asked(workspace, an_interview(workspace, contact_id=lee))
    begun = {"interview_id": interview_id, "purpose": "introducer", "channel": "email", "to_contact_id": jo}
    message_id = done(workspace, commands.BeginDraft(**begun))
    assert "how it went" not in "".join(told(workspace, lee))
    workspace.do(commands.RecordSent(interview_id=interview_id, message_id=message_id, channel="email"))

    assert told(workspace, lee)[0] == "You shared how it went with Jo Lind"
    assert told(workspace, jo)[0] == "You told them of your talk with Lee Park"


def test_what_was_left_out_is_told_with_its_reason_and_what_was_put_off_is_not(workspace: Workspace) -> None:
    amara = a_contact(workspace)
    interview_id = asked(workspace, an_interview(workspace, contact_id=amara))
    due = {"rule": "requested", "interview_id": interview_id}
    workspace.do(commands.PutOff(**due, until=TODAY + timedelta(days=9)))
    assert "left this out" not in "".join(told(workspace, amara))

    workspace.do(commands.Skip(**due, reason="she is on leave"))

    assert told(workspace, amara)[0] == "You left this out Follow up with Amara Obi (she is on leave)"
