"""Claims: each takeaway in one, with who says the same and who does not; and how much still comes that is new."""

from dataclasses import replace
from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.domain import commands
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Reply, Stance
from lib.store.workspace import Workspace
from lib.views.claims import COLUMNS, Claim, claims, contested, tagged, takeaways, themes, words_used
from lib.views.saturation import saturation, saturation_words, time_to_conclude
from tests.cast import BERLIN, TODAY, a_goal, an_interview, asked, done, only, replied
from tests.eight_conversations import DAYS, GETTING_IN, OFF_THE_RECORD, TALKS, TOOLS

_NUMBER = sum(len(talk.takeaways) for talk in TALKS)
# About which other takeaway each of the eight conversations' is, by its place, and how it stands to it.
_ABOUT = st.lists(st.tuples(st.integers(-3, _NUMBER - 1), st.sampled_from(Stance)), min_size=_NUMBER, max_size=_NUMBER)


def _about(snapshot: Snapshot, drawn: list[tuple[int, Stance]]) -> Snapshot:
    """Return the snapshot with each takeaway about another one, even where the store would not let it be."""
    ids = snapshot.takeaways["id"]
    about = ["" if place < 0 else ids[place] for place, _ in drawn]
    stances = [str(stance) if place >= 0 else "" for place, stance in drawn]
    return replace(snapshot, takeaways=snapshot.takeaways.assign(about_id=about, stance=stances), _derived={})


def _said(claim: Claim) -> list[str]:
    return [row.takeaway_id for row in (claim.head, *claim.agreeing, *claim.contradicting)]


@given(_ABOUT)
def test_every_takeaway_stands_in_one_claim_and_one_theme_whatever_it_is_about(
    eight: Snapshot, drawn: list[tuple[int, Stance]]
) -> None:
    goal_id = only(eight.goals).id
    snapshot = _about(eight, drawn)
    rows = takeaways(snapshot, BERLIN, goal_id)
    whole = sorted(snapshot.takeaways["id"])
    assert sorted(one for claim in claims(rows) for one in _said(claim)) == whole
    assert sorted(one for theme in themes(rows) for claim in theme.claims for one in _said(claim)) == whole
    assert "" not in [theme.name for theme in themes(rows)][:-1]
    found = saturation(snapshot, BERLIN, goal_id)
    sides = sum(1 + bool(claim.contradicting) for claim in claims(rows))
    assert (sum(found.new), len(found.new)) == (sides, 8)
    assert found.quiet == len("".join("n" if number else "q" for number in found.new).rpartition("n")[2])


def test_eight_conversations_say_what_is_agreed_and_what_is_contested(eight: Snapshot) -> None:
    rows = takeaways(eight, BERLIN, only(eight.goals).id)
    assert {name: str(dtype) for name, dtype in rows.dtypes.items()} == COLUMNS
    found = themes(rows)
    assert [theme.name for theme in found] == [GETTING_IN, DAYS, TOOLS, ""]
    project, cleaning = contested(claims(rows))
    assert [row.name for row in project.agreeing] == ["Đỗ Minh Anh", "Eleni Papadaki"]
    assert [row.name for row in project.contradicting] == ["Bo Lindqvist"]
    assert project.tags == ("first job", "proof")
    assert [row.theme for row in cleaning.contradicting] == [TOOLS]  # and still stands beside the claim it is about
    assert [row.text for row in rows.itertuples() if row.off_record] == [OFF_THE_RECORD]
    assert [len(theme.claims) for theme in tagged(found, ["nursing"])] == [1]
    assert tagged(found, []) == found
    assert words_used(rows) == ((GETTING_IN, TOOLS, DAYS), ("AI", "daily work", "first job", "nursing", "proof"))


def test_two_conversations_without_anything_new_are_said_kindly_and_a_third_is_enough(eight: Snapshot) -> None:
    goal_id = only(eight.goals).id
    found = saturation(eight, BERLIN, goal_id)
    assert found.new == (2, 2, 1, 1, 1, 1, 0, 0)
    assert saturation_words(found) == "The last 2 conversations brought nothing new."
    assert time_to_conclude(eight, BERLIN, goal_id, TODAY).startswith("You have heard the 8 people")
    more = replace(eight, goals=eight.goals.assign(target=9), _derived={})
    assert time_to_conclude(more, BERLIN, goal_id, TODAY) == ""
    soon = replace(more, goals=more.goals.assign(by_on=pd.Timestamp(2026, 10, 9)), _derived={})
    assert time_to_conclude(soon, BERLIN, goal_id, TODAY).startswith("The day by which")
    assert time_to_conclude(soon, BERLIN, goal_id, date(2026, 9, 1)) == ""
    # Without what Farid said, the last three brought nothing new.
    farid = eight.takeaways["text"].str.startswith("Cleaning data by hand")
    quiet = replace(more, takeaways=eight.takeaways.assign(stance=eight.takeaways["stance"].mask(farid, "agrees")))
    assert saturation(replace(quiet, _derived={}), BERLIN, goal_id).quiet == 3
    assert "3 conversations in a row" in time_to_conclude(replace(quiet, _derived={}), BERLIN, goal_id, TODAY)
    decided = replace(eight, goals=eight.goals.assign(decided_on=pd.Timestamp(2026, 10, 4)), _derived={})
    assert time_to_conclude(decided, BERLIN, goal_id, TODAY) == ""


def test_a_conversation_without_a_note_is_left_out_and_said(workspace: Workspace) -> None:
    goal_id = a_goal(workspace)
    assert saturation_words(saturation(workspace.snapshot(), BERLIN, goal_id)).startswith("Nothing is noted")
    first = _heard(workspace, goal_id)
    done(workspace, commands.AddTakeaway(interview_id=first, text="Nights are quiet."))
    _heard(workspace, goal_id)
    found = saturation(workspace.snapshot(), BERLIN, goal_id)
    assert (found.talks, found.quiet, found.not_noted) == (1, 0, 1)
    assert "One without anything noted does not count here." in saturation_words(found)


def _heard(workspace: Workspace, goal_id: str) -> str:
    interview_id = replied(workspace, Reply.YES, asked(workspace, an_interview(workspace, goal_id=goal_id)))
    return done(workspace, commands.LogConversation(interview_id=interview_id))
