"""The memory jogger: one life circle at a time, names typed quickly; and whom to turn to if one knows nobody."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from lib.domain.commands import AddContact
from lib.domain.errors import AskwellError, NotFoundError
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import Tie
from lib.method import circles
from lib.method.circles import Circle, Starter
from lib.ui import contact_list, navigation, page_head, session
from lib.ui.quick_lines import quick_lines
from lib.ui.safe_text import md_escape
from lib.views.circles import (
    adding_event,
    beside,
    circle_counts,
    in_words,
    known_by_name,
    known_organisations,
    noted,
    remembered,
)
from lib.views.people import work_of

_TYPED = "askwell:typed-names"
_EXAMPLE = "Dana Okafor, nurse, City Hospital"
_FIELD = "Somebody who comes to mind"
_MOST_SHOWN = 50
# Where the circles end: what was found, and what comes next.
_END = "end"


def door() -> None:
    """Draw the button that opens the memory jogger."""
    if st.button("Remember people", icon=":material/psychology:", key="remember_people"):
        navigation.go("contacts", circle=next(iter(circles.memory_jogger().circle)))


def memory_jogger(snapshot: Snapshot, circle_id: str) -> None:
    """Draw one circle, or the end of them.

    Raises:
        NotFoundError: where there is no such circle.
    """
    if circle_id == _END:
        _end(snapshot)
        return
    circle = circles.memory_jogger().circle.get(circle_id)
    if circle is None:
        raise NotFoundError("circle")
    page_head.page_head("contacts", circles.circle_title(circle_id))
    progress = st.empty()
    _prompts(circle)
    _lines(circle_id, circle.tie)
    snapshot = session.snapshot()
    with progress:
        _progress(snapshot)
    _to_settle(circle_id, circle.tie)
    _ways_on(snapshot, circle_id)
    _remembered(snapshot, circle_id)
    _all_circles(snapshot, circle_id)
    navigation.back("All contacts")


def _progress(snapshot: Snapshot) -> None:
    names = sum(count.how_many for count in circle_counts(snapshot))
    _, plenty = circles.memory_jogger().enough
    st.progress(min(names / plenty, 1.0), in_words(names))


def _prompts(circle: Circle) -> None:
    minutes = circles.memory_jogger().minutes_each
    st.markdown(f"**{circle.question}** Take about {int(minutes)} minutes, and leave nobody out: choosing comes later.")
    st.markdown("\n".join(f"- {prompt}" for prompt in circle.prompts))


@dataclass
class _Typed:
    """What was typed in this session: the lines that are dealt with, and those that wait for a word of the person."""

    taken: set[str] = field(default_factory=set)
    known: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def _typed() -> _Typed:
    typed: _Typed = st.session_state.setdefault(session.key(_TYPED), _Typed())
    return typed


def _lines(circle_id: str, tie: Tie) -> None:
    """Draw the field, and keep what was typed into it."""
    # Fetched before: right after a command, Streamlit might end the run for the next line.
    typed = _typed()
    for line in quick_lines(_FIELD, example=_EXAMPLE, button="Add", turn=circle_id, taken=typed.taken):
        text = line.text.strip()
        if known_by_name(session.snapshot(), noted(text).name):
            typed.known.append(text)
        else:
            _add(circle_id, tie, text, typed)
        typed.taken.add(line.id)
    st.caption("A name is enough. What they do and where may follow, with commas. Enter adds them.")


def _add(circle_id: str, tie: Tie, text: str, typed: _Typed) -> None:
    person = noted(text, known_organisations(session.workspace().snapshot()))
    told = {"name": person.name, "position": person.position, "organisation": person.organisation}
    try:
        session.do(AddContact.of(told, circle=circle_id, tie=tie))
    except AskwellError as error:
        typed.refused[text] = str(error)


def _to_settle(circle_id: str, tie: Tie) -> None:
    """Draw the lines that were not kept yet, each with why, and what may be meant."""
    snapshot, typed = session.snapshot(), _typed()
    for number, text in enumerate(typed.known):
        name = noted(text).name
        works = [work_of(row) for row in known_by_name(snapshot, name)]
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            work = f": {md_escape(works[0])}" if any(works[:1]) else ""
            st.markdown(f"**{md_escape(name)}** is on your list already{work}.")
            same, other = (session.key(what, str(number), text) for what in ("same-person", "another-person"))
            st.button("The same person", key=same, on_click=_settle, args=(text,))
            st.button("Somebody else of that name", key=other, on_click=_somebody_else, args=(circle_id, tie, text))
    for text, sentence in typed.refused.items():
        with st.container(border=True):
            st.error(md_escape(sentence), icon=":material/error:")
            st.code(text, language=None, wrap_lines=True)
            st.button("Leave it out", key=session.key("leave-out", text), on_click=_settle, args=(text,))


def _settle(text: str) -> None:
    typed = _typed()
    typed.refused.pop(text, None)
    if text in typed.known:
        typed.known.remove(text)


def _somebody_else(circle_id: str, tie: Tie, text: str) -> None:
    typed = _typed()
    if text in typed.known:
        _settle(text)
        _add(circle_id, tie, text, typed)


def _ways_on(snapshot: Snapshot, circle_id: str) -> None:
    before, after = beside(circle_id)
    has_names = any(count.how_many for count in circle_counts(snapshot) if count.circle_id == circle_id)
    with st.container(horizontal=True):
        words = "Next circle" if has_names else "Skip"
        title = circles.circle_title(after) or "what comes next"
        if st.button(f"{words}: {title}", type="primary", key=session.key("next-circle")):
            navigation.go("contacts", circle=after or _END)
        if before:
            navigation.pick("circle", before, "Back", key=session.key("circle-before"))


def _remembered(snapshot: Snapshot, circle_id: str) -> None:
    people = remembered(snapshot, circle_id)
    for row in people[:_MOST_SHOWN]:
        with st.container(horizontal=True, vertical_alignment="center"):
            work = work_of(row)
            words = f"**{md_escape(row.name)}**" + (f" · {md_escape(work)}" if work else "")
            navigation.pick("contact", row.id, words, key=session.key("open-contact", row.id))
            _undo(snapshot, row)
    if len(people) > _MOST_SHOWN:
        st.caption(f"And {len(people) - _MOST_SHOWN} more.")


def _undo(snapshot: Snapshot, row: Any) -> None:
    number = adding_event(snapshot, row.id)
    if number is not None:
        key = session.key("take-back", row.id)
        st.button("Undo", key=key, help=f"Take {md_escape(row.name)} back", on_click=session.take_back, args=(number,))


def _all_circles(snapshot: Snapshot, current: str) -> None:
    counts = circle_counts(snapshot)
    with_names = len([count for count in counts if count.how_many])
    with st.expander(f"All circles ({with_names} of {len(counts)} with names)", expanded=current == _END):
        for count in counts:
            title = circles.circle_title(count.circle_id)
            words = f"{title}: {count.how_many}" if count.how_many else title
            label = f"**{words}**" if count.circle_id == current else words
            navigation.pick("circle", count.circle_id, label, key=session.key("circle", count.circle_id))
    navigation.pick("starter", "yes", "I really know nobody", key=session.key("to-starters"))


def _end(snapshot: Snapshot) -> None:
    page_head.page_head("contacts", "Through all circles")
    _progress(snapshot)
    if any(count.how_many for count in circle_counts(snapshot)):
        st.markdown("Now write down what they do, as far as you know it: it decides who is a good person to ask.")
        with st.container(horizontal=True, vertical_alignment="center"):
            show = contact_list.show_only_to_complete
            if st.button("Complete them", type="primary", key="complete_them", on_click=show):
                navigation.go("contacts")
            navigation.link("choose", "See whom to ask first", icon=":material/person_search:")
    else:
        st.markdown("You noted nobody this time. Go through the circles once more, or begin with those below.")
    _all_circles(snapshot, _END)
    navigation.back("All contacts")


def starters(snapshot: Snapshot) -> None:
    """Draw whom to turn to if one knows nobody: people whose work it is to answer."""
    lead = "These people are there to be asked. Each of them knows others, and an answer from one is a way to the next."
    page_head.page_head("contacts", "If you know nobody yet", lead)
    for starter_id, starter in circles.memory_jogger().starter.items():
        _starter(snapshot, starter_id, starter)
    navigation.back("All contacts")


def _starter(snapshot: Snapshot, starter_id: str, starter: Starter) -> None:
    with st.container(border=True):
        st.markdown(f"**{starter.title}**  \n{starter.does}  \n{starter.ask_for}")
        with st.container(horizontal=True, vertical_alignment="center"):
            there = remembered(snapshot, starter_id)
            for row in there:
                words = ", ".join(part for part in (row.name, row.organisation) if part)
                navigation.pick("contact", row.id, md_escape(words), key=session.key("open-contact", row.id))
            # A hasty second click comes from a button that is not there any more.
            if st.button("Add one to fill in", key=session.key("starter", starter_id, str(len(there)))):
                _begin(starter_id, starter)


def _begin(starter_id: str, starter: Starter) -> None:
    stub = AddContact(name=starter.name, tie=Tie.STRANGER, circle=starter_id, notes=starter.ask_for)
    with session.told():
        receipt = session.do(stub)
        session.notice("They are on your list. Find out who it is near you, and fill it in below.", receipt)
        navigation.go("contacts", contact=receipt.subject_id)
