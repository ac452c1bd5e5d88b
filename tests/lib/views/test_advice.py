"""Advice that came in writing stays word for word, and its passages become answers and takeaways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.domain import commands
from lib.domain.vocabulary import Channel, Direction, Reply
from lib.store.workspace import Workspace
from lib.views.advice import advice, as_answer, as_takeaway, is_answer, is_takeaway, passages
from lib.views.conversation import answer_to
from tests.cast import a_goal, a_question, an_interview, asked, only, replied

_LETTER = st.lists(
    st.sampled_from(
        ["Dr. Okafor", "so", "Yes!", "e.g. ", "3 a.m.", "\n\n", "\n- ", " ", "好的。", "🌙", "…” ", "\r\n", "A"]
    )
).map("".join)


@given(st.text() | _LETTER)
def test_the_passages_are_the_text_itself(text: str) -> None:
    assert "".join(passages(text)) == text


@given(_LETTER)
def test_no_passage_is_empty_unless_the_text_is(text: str) -> None:
    assert all(passage.strip() for passage in passages(text)) or not text.strip()


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Hi. Dr. Okafor knows. Ask e.g. her!", ["Hi. ", "Dr. Okafor knows. ", "Ask e.g. her!"]),
        ("One line\nwrapped by the mail. Two", ["One line\nwrapped by the mail. ", "Two"]),
        ("First\n\n\nSecond", ["First\n\n\n", "Second"]),
        ("Two things:\n- one\n- two\n1. three", ["Two things:\n", "- one\n", "- two\n", "1. three"]),
        ("She said “Go.” Then left.", ["She said “Go.” ", "Then left."]),
        ("很好。再见。", ["很好。", "再见。"]),
    ],
)
def test_a_text_is_cut_after_sentences_and_before_entries_of_lists(text: str, cut: list[str]) -> None:
    assert list(passages(text)) == cut


def test_their_words_are_kept_as_they_came_and_an_automatic_reply_is_none(workspace: Workspace) -> None:
    text = "Hi,\n\n  gladly 🌙.\n" + "word " * 10_000
    interview_id = asked(workspace)
    workspace.do(commands.RecordAutoReply(interview_id=interview_id, text="I am away."))
    replied(workspace, Reply.ANSWERED, interview_id, text=text)
    more = {"direction": Direction.RECEIVED, "channel": Channel.EMAIL, "text": "One thing more."}
    workspace.do(commands.LogMessage(interview_id=interview_id, **more))

    assert [one.text for one in advice(workspace.snapshot(), interview_id)] == [text, "One thing more."]


def test_a_passage_is_kept_beneath_the_answer_and_as_a_takeaway(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    question_id = a_question(workspace, goal_id)
    interview_id = asked(workspace, an_interview(workspace, goal_id=goal_id))
    workspace.do(commands.SaveAnswer(interview_id=interview_id, question_id=question_id, version=0, text="Much.\n"))
    passage = "Nights\nare calm.\n\n"
    assert not is_answer(workspace.snapshot(), interview_id, question_id, passage)

    workspace.do(as_answer(workspace.snapshot(), interview_id, question_id, passage))
    workspace.do(as_takeaway(interview_id, passage))

    snapshot = workspace.snapshot()
    assert answer_to(snapshot, interview_id, question_id).text == "Much.\n\nNights\nare calm."
    assert only(snapshot.takeaways).text == "Nights are calm."
    assert is_answer(snapshot, interview_id, question_id, passage)
    assert is_takeaway(snapshot, interview_id, passage)
