"""Whatever was entered about an interview stands in its row of the log, and runs nothing in a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from lib.domain import commands
from lib.domain.record_ids import answer_id_of, note_id_of
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Channel, Mode, NoteKind, PromiseKind, Purpose, RatedWhen, Rating, Reply, Tie
from lib.exchange.interview_log import COLUMNS, interview_log, interview_log_csv
from lib.exchange.spreadsheet_csv import without_guard
from lib.method.sample import sample_commands
from lib.store.store import Store
from lib.store.workspace import Workspace
from lib.views.interviews import interviews
from tests.cast import (
    ADA,
    a_contact,
    a_draft,
    a_goal,
    a_question,
    an_interview,
    asked,
    done,
    replied,
    scheduled,
    sent,
    talked,
)

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "interview-log.md"
TOKYO = ZoneInfo("Asia/Tokyo")
LATE = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)  # the next day in Tokyo


@pytest.fixture
def workspace(sqlite_url: str) -> Iterator[Workspace]:
    store = Store(sqlite_url)
    yield store.workspace(ADA)
    store.close()


@pytest.fixture
def sample(workspace: Workspace) -> Snapshot:
    workspace.do_each(sample_commands(LATE, TOKYO, interviews=60))
    return workspace.snapshot()


def log_of(snapshot: Snapshot) -> pd.DataFrame:
    return interview_log(snapshot, interviews(snapshot, TOKYO), TOKYO)


def the_row(workspace: Workspace) -> dict[str, str]:
    """Return the one row of the file as a spreadsheet shows it, without guards."""
    snapshot = workspace.snapshot()
    [row] = read_back(interview_log_csv(snapshot, interviews(snapshot, TOKYO), TOKYO))
    return row


def read_back(content: bytes) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name: without_guard(cell) for name, cell in row.items()} for row in rows]


def test_everything_that_was_entered_stands_in_the_row_of_its_interview(sample: Snapshot) -> None:
    rows = {row["interview_id"]: row for row in read_back(interview_log_csv(sample, interviews(sample, TOKYO), TOKYO))}
    assert len(rows) == 60
    for table, columns in {
        "answers": ["text"],
        "notes": ["text"],
        "takeaways": ["text"],
        "promises": ["text"],
        "messages": ["subject", "body"],
    }.items():
        frame: pd.DataFrame = getattr(sample, table)
        assert len(frame) > 10
        for record in frame.to_dict("records"):
            row = "\n".join(rows[record["interview_id"]].values())
            assert all(record[column] in row for column in columns)


def test_the_file_begins_with_a_mark_and_the_documented_heading(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    content = interview_log_csv(snapshot, interviews(snapshot, TOKYO), TOKYO)
    assert content == b"\xef\xbb\xbf" + ",".join(COLUMNS).encode() + b"\r\n"


def test_every_column_is_documented_in_its_order() -> None:
    assert re.findall(r"^\| `(\w+)` \|", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE) == list(COLUMNS)


def test_columns_have_their_types_with_and_without_rows(workspace: Workspace) -> None:
    empty = log_of(workspace.snapshot())
    an_interview(workspace)
    for frame in (empty, log_of(workspace.snapshot())):
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dict(COLUMNS)


def test_the_person_and_the_goal_are_told_in_words(workspace: Workspace) -> None:
    jo = a_contact(workspace, "Jo Reyes")
    card = {"organisation": "Heron Bay", "position": "Lead", "email": "amara@example.org", "phone": "020 7946 0101"}
    amara = a_contact(workspace, **card, tie=Tie.FORMER, how_known="We shared a desk.", introducer_id=jo)
    an_interview(workspace, contact_id=amara)
    row = the_row(workspace)
    assert card.items() <= row.items()
    assert row["how_we_know_each_other"] == "Worked or studied with me before, still in touch: We shared a desk."
    assert (row["introduced_by"], row["goal"], row["goal_kind"]) == ("Jo Reyes", "data work in hospitals", "A role")
    assert (row["asked_for"], row["introduction_to"]) == ("A talk", "")
    assert (row["stage"], row["outcome"], row["reply"]) == ("On my list", "", "")


def test_days_are_those_of_the_zone(workspace: Workspace) -> None:
    interview_id = an_interview(workspace, happened_at=LATE)
    asked(workspace, interview_id, happened_at=LATE)
    row = the_row(workspace)
    assert (row["chosen"], row["requested"], row["request_channel"]) == ("2026-10-06", "2026-10-06", "Email")
    assert row["history"].splitlines()[0] == "2026-10-06 07:30 You put them on your list"
    assert row["correspondence"].startswith("2026-10-06 07:30, From me, Email, Ask for a talk\nSubject: A question")


def test_the_agreed_start_is_on_the_clock_of_its_own_zone(workspace: Workspace) -> None:
    scheduled(workspace, on=date(2026, 12, 1), at=time(9, 5), minutes=25, mode=Mode.PHONE, place="I ring her")
    row = the_row(workspace)
    assert (row["agreed_start"], row["time_zone"]) == ("2026-12-01 09:05", "Europe/Berlin")
    assert (row["minutes"], row["how_held"], row["place"]) == ("25", "Phone call", "I ring her")


def test_a_reply_is_told_in_a_word_and_in_their_words(workspace: Workspace) -> None:
    replied(
        workspace, Reply.NOT_NOW, text="Ask me in spring.\nGladly then.", retry_on=date(2027, 3, 1), happened_at=LATE
    )
    row = the_row(workspace)
    assert (row["reply"], row["replied"], row["ask_again"]) == ("Not now", "2026-10-06", "2027-03-01")
    assert row["reply_text"] == "Ask me in spring.\nGladly then."
    assert "2026-10-06 07:30, To me, Email\nAsk me in spring." in row["correspondence"]
    assert row["outcome"] == "Not now"


def test_answers_stand_under_their_questions_dropped_ones_last(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    first, second = a_question(workspace, goal_id, "Why?"), a_question(workspace, goal_id, "How?")
    unanswered = a_question(workspace, goal_id, "When?")
    interview_id = an_interview(workspace, goal_id=goal_id)
    for question_id, text in ((second, "By hand.\nSlowly."), (first, "For love."), (unanswered, "")):
        done(workspace, commands.SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text=text))
    done(workspace, commands.DropQuestion(question_id=first))
    assert the_row(workspace)["questions_and_answers"] == "Q: How?\nA: By hand.\nSlowly.\n\nQ: Why?\nA: For love."


def test_promises_tell_when_they_are_due_and_kept(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    for text, due_on in (("Send the sheet", date(2026, 11, 2)), ("Write again", None)):
        made = done(workspace, commands.AddPromise(interview_id=interview_id, text=text, due_on=due_on))
        if due_on:
            done(workspace, commands.KeepPromise(promise_id=made))
    told = the_row(workspace)["promises"]
    assert re.search(r"^Send the sheet \(due 2026-11-02, kept \d{4}-\d\d-\d\d\)$", told, re.MULTILINE)
    assert "Write again (no day named, still open)" in told.splitlines()


def test_the_debrief_is_told_with_what_is_off_the_record_marked(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    question_id = a_question(workspace, goal_id, "Why?")
    interview_id = an_interview(workspace, goal_id=goal_id)
    about = {"interview_id": interview_id, "version": 0}
    workspace.do_all(
        [
            commands.SaveNotes(**about, text="A warm talk."),
            commands.SaveNotes(**about, kind=NoteKind.CHANGED, text="It is quieter."),
            commands.SaveNotes(**about, kind=NoteKind.NEXT_TIME, text="Ask about pay."),
            commands.SaveAnswer(**about, question_id=question_id, text="For love."),
            commands.AddResource(interview_id=interview_id, text="The forum"),
            commands.AddPromise(interview_id=interview_id, text="Read it", kind=PromiseKind.TO_DO),
            *(_rated(goal_id, interview_id, *what) for what in (("confidence", "before", 2), ("fit", "after", -2))),
            commands.KeepOffRecord(off_record=True, answer_id=answer_id_of(interview_id, question_id)),
        ]
    )
    takeaway_id = done(workspace, commands.AddTakeaway(interview_id=interview_id, text="She leaves."))
    done(workspace, commands.KeepOffRecord(off_record=True, takeaway_id=takeaway_id))
    done(workspace, commands.KeepOffRecord(off_record=True, note_id=note_id_of(interview_id)))

    row = the_row(workspace)
    assert row["notes"] == "A warm talk. (off the record)"
    assert (row["what_changed"], row["next_time"]) == ("It is quieter.", "Ask about pay.")
    assert (row["confidence_before"], row["confidence_after"], row["fit"], row["usefulness"]) == ("2", "", "-2", "")
    assert (row["resources"], row["promises"], row["to_dos"]) == ("The forum", "", "Read it (no day named, still open)")
    assert row["takeaways"] == "She leaves. (off the record)"
    assert row["questions_and_answers"] == "Q: Why?\nA (off the record): For love."


def _rated(goal_id: str, interview_id: str, rating: str, when: str, value: int) -> commands.Rate:
    about = {"goal_id": goal_id, "interview_id": interview_id}
    return commands.Rate(**about, rating=Rating(rating), rated_when=RatedWhen(when), value=value)


def test_people_they_named_are_told_with_the_leave_to_use_a_name(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    named = {"name": "Priya Shah", "position": "Lead", "organisation": "Heron Bay", "may_use_name": True}
    done(workspace, commands.AddReferral(interview_id=interview_id, **named))
    assert the_row(workspace)["people_named"] == "Priya Shah, Lead, Heron Bay (I may use the name of who told me)"


def test_a_draft_is_marked_as_not_sent_and_counted(workspace: Workspace) -> None:
    interview_id = talked(workspace)
    a_draft(workspace, interview_id, Purpose.THANKS)
    row = the_row(workspace)
    assert row["messages"] == "2"
    assert "Draft, not sent, From me, Email, Say thank you\nSubject: A question" in row["correspondence"]
    assert row["thanked"] == ""


def test_thanks_and_follow_ups_are_counted_and_dated(workspace: Workspace) -> None:
    interview_id = sent(workspace, asked(workspace), Purpose.FOLLOW_UP)
    answered = {"reply": Reply.ANSWERED, "channel": Channel.LINKEDIN, "text": "Gladly."}
    done(workspace, commands.RecordReply(interview_id=interview_id, **answered))
    sent(workspace, interview_id, Purpose.THANKS, happened_at=datetime(2030, 1, 2, 3, tzinfo=UTC))
    row = the_row(workspace)
    assert (row["follow_ups"], row["thanked"], row["thanks_channel"]) == ("1", "2030-01-02", "Email")
    assert (row["stage"], row["outcome"]) == ("Thanked", "Answered in writing")


def test_words_that_look_like_a_formula_run_nothing(workspace: Workspace) -> None:
    evil = '=HYPERLINK("https://evil.example","x")'
    interview_id = an_interview(workspace, contact_id=a_contact(workspace, evil))
    done(workspace, commands.SaveNotes(interview_id=interview_id, version=0, text="@SUM(A1)"))
    snapshot = workspace.snapshot()
    content = interview_log_csv(snapshot, interviews(snapshot, TOKYO), TOKYO).decode("utf-8-sig")
    cells = {cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row}
    assert {f"'{evil}", "'@SUM(A1)"} <= cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert (the_row(workspace)["person"], the_row(workspace)["notes"]) == (evil, "@SUM(A1)")


def test_only_those_asked_for_are_in_the_log(sample: Snapshot) -> None:
    frame = interviews(sample, TOKYO)
    wanted = frame["interview_id"].tolist()[3:8]
    log = interview_log(sample, frame, TOKYO, ids=reversed(wanted))
    assert log["interview_id"].tolist() == wanted
    assert interview_log(sample, frame, TOKYO, ids=[]).empty
