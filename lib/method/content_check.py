"""Reads all content at once, so that a slip of the pen in a file is met at the start and by no visitor."""

from lib.domain.vocabulary import Area, Rating
from lib.method.cadence import cadence
from lib.method.circles import memory_jogger
from lib.method.coach import rule_table
from lib.method.duplicates import duplicate_rules
from lib.method.labels import label
from lib.method.marks import marks
from lib.method.paths import path_content
from lib.method.phrases import phrases
from lib.method.question_bank import all_questions
from lib.method.question_coach import check_question_rules
from lib.method.ranking import ranking
from lib.method.relevance import words
from lib.method.saturation import saturation_rule
from lib.method.scales import scale
from lib.method.talk_clock import talk_clock
from lib.method.talk_plan import talk_plan
from lib.method.wordings import all_wordings


def check_content() -> None:
    """Raise ContentError, which names the file and the place in it, where any content cannot be used."""
    for read in (
        all_wordings,
        phrases,
        rule_table,
        cadence,
        all_questions,
        check_question_rules,
        memory_jogger,
        duplicate_rules,
        path_content,
        ranking,
        words,
        talk_plan,
        saturation_rule,
        talk_clock,
        marks,
    ):
        read()
    label(Area.LEARN)
    scale(Rating.CONFIDENCE)
