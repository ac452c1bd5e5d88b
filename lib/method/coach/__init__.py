"""The coach: small rules that look at a letter while it is written, and say what is good and what would be better.

Advice, never a lock. The words, numbers and sources are in `content/coach.toml`; `docs/coach.md` lists all rules.
"""

from lib.method.coach.content import Rule, grade_words
from lib.method.coach.job_ask import job_ask
from lib.method.coach.letter import Letter, OtherNote
from lib.method.coach.remark import Remark, Verdict
from lib.method.coach.rules import remarks, rule_table

__all__ = ["Letter", "OtherNote", "Remark", "Rule", "Verdict", "grade_words", "job_ask", "remarks", "rule_table"]
