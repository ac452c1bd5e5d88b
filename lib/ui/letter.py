"""A message from wording to sent: begun in words that fit, written with the coach beside it, logged as sent."""

from typing import Any

from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Purpose
from lib.method.wordings import Situation
from lib.ui.coach_rules import what_the_coach_looks_for
from lib.ui.letter_begin import begin
from lib.ui.letter_edit import change_wording, earlier_versions, edit
from lib.ui.letter_send import send, ways_out
from lib.ui.letter_wordings import Occasion
from lib.ui.own_wordings import save_as_own
from lib.views.conversation import draft_of


def letter(  # noqa: PLR0913 - what a letter is for and what happens when it is sent are all its own
    snapshot: Snapshot,
    row: Any,
    purpose: Purpose,
    *,
    situation: Situation | None,
    sent_words: str,
    button: str = "I sent it",
    to: str = "",
) -> None:
    """Draw the letter of an interview (a row of `interviews`) for a purpose, from its wording to its being sent.

    It goes to the interview's contact, or to the contact of the id `to`.
    """
    occasion = Occasion(snapshot, row, purpose, situation, to)
    draft = draft_of(snapshot, row.interview_id, purpose)
    if draft is None:
        begin(occasion)
        return
    change_wording(occasion, draft)
    edit(occasion, draft)
    ways_out(occasion.person, draft)
    send(occasion, draft, sent_words=sent_words, button=button)
    earlier_versions(occasion, draft)
    save_as_own(occasion, draft)
    what_the_coach_looks_for(purpose)
