"""What the coach looks for in a letter, and on what that rests, as a list to read."""

import streamlit as st

from lib.domain.vocabulary import Purpose
from lib.method.coach import Rule, grade_words, rule_table
from lib.ui import session
from lib.ui.safe_text import md_escape


def what_the_coach_looks_for(purpose: Purpose, *place: str) -> None:
    """Draw the rules that the coach has for letters of a purpose, folded; `place` tells it from others on the page."""
    folded = st.expander(
        "What the coach looks for", key=session.key("coach-rules", purpose, *place), on_change="rerun", type="compact"
    )
    if not folded.open:
        return
    with folded:
        st.caption("All of it is advice, computed on this computer. You may send whatever you think is right.")
        st.markdown("\n".join(_line(rule) for rule in rule_table() if purpose in rule.purposes))


def _line(rule: Rule) -> str:
    good, change, why = md_escape(rule.good), md_escape(rule.change), md_escape(rule.why)
    words = f"**{md_escape(rule.title)}**  \n  Good: {good}  \n  To look at: {change}"
    grounds = f"{md_escape(rule.source)}: {md_escape(grade_words(rule.grade))}."
    return f"- {words}  \n  {why} :gray[{grounds}]"
