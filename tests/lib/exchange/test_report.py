"""Who was not there learns from a report what was learned, where people disagreed, and whom to ask next."""

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.domain import commands
from lib.domain.errors import NotFoundError
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import NoteKind, Reply
from lib.exchange.document import Block, Document, Heading, Level
from lib.exchange.document_file import Format, written
from lib.exchange.document_markdown import as_markdown
from lib.exchange.report import report
from lib.store.store import Store
from lib.store.workspace import Workspace
from tests.cast import ADA, BERLIN, NOW, TODAY, a_goal, an_interview, asked, replied, scheduled, talked
from tests.eight_conversations import OFF_THE_RECORD, OPEN_QUESTION, SHARP_WORDS, TOPIC, eight_conversations


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, str]]:
    """A workspace with the eight conversations, and the id of their goal."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('report') / 'askwell.db'}")
    workspace = store.workspace(ADA)
    yield workspace, eight_conversations(workspace)
    store.close()


@pytest.fixture
def workspace(sqlite_url: str) -> Iterator[Workspace]:
    """A workspace without anything in it."""
    store = Store(sqlite_url)
    yield store.workspace(ADA)
    store.close()


Happens = Callable[[Workspace, str], str]


def agreed_to(workspace: Workspace, interview_id: str) -> str:
    return scheduled(workspace, replied(workspace, Reply.YES, interview_id))


def talked_of(workspace: Workspace, interview_id: str) -> str:
    return talked(workspace, agreed_to(workspace, interview_id), happened_at=NOW)


def answered_in_writing(workspace: Workspace, interview_id: str) -> str:
    return replied(workspace, Reply.ANSWERED, interview_id, happened_at=NOW)


def report_of(snapshot: Snapshot, goal_id: str, *, names: bool = True) -> Document:
    return report(snapshot, goal_id, zone=BERLIN, today=TODAY, names=names)


def parts(document: Document) -> dict[str, str]:
    """Return what stands under each heading of a report, as Markdown."""
    found: dict[str, list[Block]] = {}
    part = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level is Level.PART:
            part = block.text
        found.setdefault(part, []).append(block)
    return {part: as_markdown(Document("", blocks=tuple(blocks))) for part, blocks in found.items()}


PROJECT = "A small project of one's own opens more doors than a certificate."


def test_a_report_says_what_was_learned_where_people_disagree_and_whom_to_ask_next(
    eight: tuple[Workspace, str],
) -> None:
    workspace, goal_id = eight
    document = report_of(workspace.snapshot(), goal_id)
    told = parts(document)
    assert document.title == f"What I learned: {TOPIC}"
    assert "whether to train as a data analyst this year" in told["What I wanted to know"]
    assert [line for line in told["In short"].splitlines() if line.startswith("- ")] == [
        "- 8 conversations with 8 people from 5 organisations, since 10 August 2026.",
        "- 5 claims, 3 of them from several people.",
        f"- Not all see it alike: {PROJECT} · Most of the week is cleaning data.",
        "- 1 question has no answer yet.",
        "- The last 2 conversations brought no new claim.",
        "- The decision is still open.",
    ]
    assert "| Bo Lindqvist | Head of data, Harbour Clinic | 17 August 2026 |" in told["With whom"]
    assert "— Amara Obi, Đỗ Minh Anh, Eleni Papadaki (3 people, 2 organisations)" in told["What was learned"]
    assert "Sees it differently: Bo Lindqvist" in told["What was learned"]
    one_side, other_side = (
        "A small project of one's own opens more doors than a certificate.<br>— Amara Obi, Data analyst, City Hospital",
        "Without a certificate, the personnel office turns you away.<br>— Bo Lindqvist, Head of data, Harbour Clinic",
    )
    assert f"| {one_side} | {other_side} |" in told["Where people disagree"]
    open_part = told["Still open, and whom to ask next"]
    assert f"- {OPEN_QUESTION}\\\n  Could be asked: Ines Duarte, Recruiter for staff trained abroad" in open_part
    assert "Lena Vogt, Lake Hospital (named by Amara Obi)" in open_part
    assert "Kofi Mensah" not in open_part  # they do not want to be asked
    assert "> The coder's exam, nothing else.\n>\n> — Łucja Żak" in told["All answers, question by question"]
    assert "register of recognised courses (Bo Lindqvist)" in told["To read, watch, join or try"]
    assert "- [ ] Send her my project (promised to Amara Obi)" in told["Promised, and to do"].replace("* [", "- [")
    assert "| Łucja Żak | A little | Fairly | Less |" in told["Before and after"]
    assert "I thought I needed a degree first." in told["Before and after"]
    assert "A small project counts for more than a certificate." in told["My conclusion"]


def test_what_is_off_the_record_is_in_none_of_the_files(eight: tuple[Workspace, str]) -> None:
    workspace, goal_id = eight
    document = report_of(workspace.snapshot(), goal_id)
    for form in Format:
        text = " ".join(_text_of(written(document, form), form).split())
        assert "Cleaning fills the days." in text
        assert "Bo Lindqvist" in text
        assert OFF_THE_RECORD not in text
        assert SHARP_WORDS not in text


def _text_of(file: bytes, form: Format) -> str:
    if form is Format.PDF:
        with pypdfium2.PdfDocument(file) as read:
            return "\n".join(page.get_textpage().get_text_range() for page in read)
    if form is Format.DOCX:
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            return parts.read("word/document.xml").decode()
    return file.decode()


_CAN_BE_OFF = ("answers", "notes", "takeaways")


def hiding(snapshot: Snapshot, ids: set[str], hidden: str) -> Snapshot:
    """Return the snapshot with only these off the record; each says its id, those that are hidden so in a word more."""

    def typed(frame: pd.DataFrame) -> pd.DataFrame:
        off = frame["id"].isin(ids)
        words = [f"Zq{one}Qz{hidden if is_off else ''}" for one, is_off in zip(frame["id"], off, strict=True)]
        texts = {name: pd.Series(words, dtype="str") for name in ("text", "theme") if name in frame}
        return frame.assign(**texts, off_record=off)

    return replace(snapshot, **{name: typed(getattr(snapshot, name)) for name in _CAN_BE_OFF}, _derived={})  # type: ignore[arg-type]  # frames, all of them


def without(snapshot: Snapshot, ids: set[str]) -> Snapshot:
    """Return the snapshot as if these had never been written."""
    frames = {name: getattr(snapshot, name) for name in _CAN_BE_OFF}
    left = {name: frame[~frame["id"].isin(ids)] for name, frame in frames.items()}
    return replace(snapshot, **left, _derived={})


@settings(max_examples=30)
@given(data=st.data())
def test_whatever_is_off_the_record_a_report_shows_the_rest_and_nothing_of_it(
    eight: tuple[Workspace, str], data: st.DataObject
) -> None:
    workspace, goal_id = eight
    snapshot = workspace.snapshot()
    rows = {name: getattr(snapshot, name) for name in _CAN_BE_OFF}
    every = [row_id for frame in rows.values() for row_id in frame["id"]]
    hidden = data.draw(st.sets(st.sampled_from(every)))
    document = report_of(hiding(snapshot, hidden, "one"), goal_id)
    shown = repr(document)
    free = set(snapshot.notes.loc[snapshot.notes["kind"] == NoteKind.FREE, "id"])
    carried = set(snapshot.answers.loc[snapshot.answers["carried"], "id"])
    expected = set(every) - hidden - free - carried
    assert {row_id for row_id in set(every) - carried if f"Zq{row_id}Qz" in shown} == expected
    # Nor does what it said change anything else.
    assert report_of(hiding(snapshot, hidden, "another"), goal_id) == document
    # Nor is it counted: without it, all would be the same. (A claim whose head is gone is another one.)
    if hidden.isdisjoint(snapshot.takeaways["about_id"]):
        assert report_of(without(hiding(snapshot, hidden, "one"), hidden), goal_id) == document


def test_without_names_people_are_initials_also_in_what_was_typed(workspace: Workspace) -> None:
    goal_id = a_goal(workspace, "talks with Amara  OBI")
    interview_id = an_interview(workspace, goal_id=goal_id)
    workspace.do(commands.AddTakeaway(interview_id=interview_id, text="Amara Obi says: ask Zoë Quill."))
    workspace.do(
        commands.AddReferral(interview_id=interview_id, name="Zoë Quill", organisation="The Amara Obiang Trust")
    )
    shown = repr(report_of(workspace.snapshot(), goal_id, names=False))
    assert "Amara Obi " not in shown
    assert "OBI" not in shown
    assert "Quill" not in shown
    assert "talks with A. O." in shown
    assert "A. O. says: ask Z. Q.." in shown
    assert "Z. Q., The Amara Obiang Trust (named by A. O.)" in shown


def test_a_goal_without_a_conversation_has_a_report_too(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    workspace.do(commands.AddQuestion(goal_id=goal_id, text="What fills your week?"))
    told = parts(report_of(workspace.snapshot(), goal_id))
    assert "There is no conversation about this yet." in told["In short"]
    assert "What fills your week?" in told["Still open, and whom to ask next"]


@pytest.mark.parametrize(
    ("happens", "when"),
    [(agreed_to, "not logged"), (talked_of, "5 October 2026"), (answered_in_writing, "5 October 2026<br>in writing")],
)
def test_only_an_answer_in_writing_is_told_as_one(workspace: Workspace, happens: Happens, when: str) -> None:
    goal_id = a_goal(workspace)
    interview_id = happens(workspace, asked(workspace, an_interview(workspace, goal_id=goal_id), happened_at=NOW))
    workspace.do(commands.AddTakeaway(interview_id=interview_id, text="Ask nurses."))
    told = parts(report_of(workspace.snapshot(), goal_id))["With whom"]
    assert [line.split(" | ")[-1] for line in told.splitlines()][-1] == f"{when} |"


def test_the_decision_stands_with_its_day(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    workspace.do(commands.SaveGoalText(goal_id=goal_id, version=1, field="decided", text="I train from March."))
    workspace.do(commands.DecideOn(goal_id=goal_id, decided_on=date(2026, 10, 2)))
    told = parts(report_of(workspace.snapshot(), goal_id))
    assert "I train from March.\n\nDecided on 2 October 2026." in told["My decision"]


def test_a_goal_of_somebody_else_has_no_report(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        report_of(workspace.snapshot(), "nowhere")
