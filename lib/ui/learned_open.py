"""What nobody answered yet, and who of one's contacts could."""

import streamlit as st

from lib.domain.snapshot import Snapshot
from lib.ui import navigation, session
from lib.ui.safe_text import md_escape
from lib.views.who_could_answer import WITH_PEOPLE, CouldAnswer, OpenQuestion, open_questions


def still_open(snapshot: Snapshot, goal_id: str) -> None:
    """Draw a goal's unanswered questions with who could answer them, and the way to ask somebody."""
    st.header("Still open", anchor=False)
    found = open_questions(snapshot, session.zone(), goal_id, session.today())
    if not found:
        st.markdown("Every question has an answer from somebody.")
        return
    for question in found[:WITH_PEOPLE]:
        _question(question)
    if others := found[WITH_PEOPLE:]:
        st.markdown("Nor did anybody answer these:\n\n" + "\n".join(f"* {md_escape(one.text)}" for one in others))
    st.caption("Who could answer is a guess from the words of the question and of their work. You know them better.")
    navigation.link("choose", "Choose whom to ask", icon=":material/person_search:", goal=goal_id)


def _question(question: OpenQuestion) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(f"**{md_escape(question.text)}**")
        for interview_id, name in question.planned[:1]:
            words = f"You are going to talk with {md_escape(name)}: ask them"
            navigation.link("talk", words, icon=":material/forum:", interview=interview_id)
        if not question.people:
            st.markdown("Among your contacts nobody is left to ask. Whoever you talk to next may know somebody.")
        for person in question.people:
            navigation.link("contacts", _who(person), icon=":material/person:", contact=person.contact_id)


def _who(person: CouldAnswer) -> str:
    work = ", ".join(md_escape(part) for part in (person.position, person.organisation) if part)
    near = " · their work has words of this question" if person.is_near else ""
    return f"{md_escape(person.name)}{f', {work}' if work else ''}{near}"
