"""One person who may be asked: what they do, why them, what made the score, and the button that chooses them."""

from typing import Any

import streamlit as st

from lib.domain.commands import ChooseContact, EditContact, RateFit, SetStanding
from lib.domain.vocabulary import Standing
from lib.ui import navigation, session
from lib.ui.contact_form import rating
from lib.ui.safe_text import md_escape
from lib.ui.score_bar import score_bar
from lib.views.short_list import Suggestion

PIN, UNPIN, NOT_NOW, NEVER = "Pin to the top", "Take the pin off", "Not now", "Never suggest them"
KNOWN, MORE = "What I know", "More"
_TOLD = {
    Standing.PINNED: "{name} stays on top of your list for this goal.",
    Standing.NONE: "{name} stands where the score puts them.",
    Standing.NOT_NOW: "{name} is set aside for this goal.",
    Standing.NEVER: "{name} is not suggested any more, for any goal.",
}


def suggestion_card(goal_id: str, person: Suggestion, *, is_first: bool = False) -> None:
    """Draw the card of one person on the short list; `is_first` says that they are the one to start with."""
    with st.container(border=True, gap="small"):
        _who(person)
        st.markdown(f"Start with {md_escape(person.name)}: {person.why}." if is_first else f"{_capital(person.why)}.")
        score_bar(person)
        _remarks(person)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _ask(goal_id, person, "short", is_first=is_first)
            unfolded = _unfolded(person, "short", (KNOWN, MORE))
        if unfolded == KNOWN:
            _what_is_known(goal_id, person)
        elif unfolded == MORE:
            _more(goal_id, person, "short")


def warm_up_card(goal_id: str, person: Suggestion) -> None:
    """Draw the card of somebody for a comfortable first talk, for which the score does not matter."""
    with st.container(border=True, gap="small"):
        _who(person)
        _lines([f"{_capital(md_escape(person.tie))}.", *_cautions(person)])
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _ask(goal_id, person, "warm", is_first=False)
            unfolded = _unfolded(person, "warm", (MORE,))
        if unfolded == MORE:
            _more(goal_id, person, "warm")


def _who(person: Suggestion) -> None:
    work = ", ".join(md_escape(part) for part in (person.position, person.organisation) if part)
    st.markdown(f"**{md_escape(person.name)}**  \n{work}")


def _remarks(person: Suggestion) -> None:
    lines = []
    if person.pinned_for:
        lines.append(f":material/keep: You pinned them: {md_escape(person.pinned_for)}")
    if person.equals:
        names = _joined([md_escape(name) for name in person.equals])
        lines.append(f":material/balance: About equal with {names}: you choose.")
    lines += _cautions(person)
    lines += [f":material/trending_up: {md_escape(sentence)}" for sentence in person.raises]
    _lines(lines)


def _cautions(person: Suggestion) -> list[str]:
    return [f":material/warning: {md_escape(caution)}" for caution in person.cautions]


def _lines(lines: list[str]) -> None:
    if lines:
        st.markdown("  \n".join(lines))


def _ask(goal_id: str, person: Suggestion, place: str, *, is_first: bool) -> None:
    key = session.key("ask", place, person.contact_id)
    if st.button(f"Ask {md_escape(person.name)}", key=key, type="primary" if is_first else "secondary"):
        choose(goal_id, person.contact_id, person.name)


def _unfolded(person: Suggestion, place: str, parts: tuple[str, ...]) -> str | None:
    """Draw what can be unfolded of a card, and return what is.

    A popover would stand at the end of the page for those who go by keyboard; and with five cards, what is folded away
    would be most of the page if it were drawn at once.
    """
    return st.pills(
        f"About {md_escape(person.name)}", parts, key=_unfolded_key(person, place), label_visibility="collapsed"
    )


def _unfolded_key(person: Suggestion, place: str) -> str:
    return session.key("unfolded", place, person.contact_id)


def _more(goal_id: str, person: Suggestion, place: str) -> None:
    navigation.link("contacts", "All about them", icon=":material/person:", contact=person.contact_id)
    _standing(goal_id, person, place)


def _what_is_known(goal_id: str, person: Suggestion) -> None:
    def ask(factor: str, words: str, now: int) -> None:
        # What was said elsewhere, or for another goal, makes it another field, which shows that.
        key = session.key("know", factor, goal_id, person.contact_id, str(now))
        rating(factor, words, now, key=key, on_change=_say, args=(goal_id, person, factor, key))

    ask("relevance", "How close is their work to what you want to learn?", person.relevance)
    st.caption("So far this is a guess from their work and your topic." if person.is_guess else "You said so.")
    ask("welcome", "Signs that they would welcome it", person.welcome)
    ask("connects", "Could they connect you to others?", person.connects)
    ask("viewpoint", "Where do they stand, seen from you?", person.viewpoint)


def _standing(goal_id: str, person: Suggestion, place: str) -> None:
    is_pinned = person.pinned_for is not None
    choices: dict[str, Standing] = {
        UNPIN if is_pinned else PIN: Standing.NONE if is_pinned else Standing.PINNED,
        NOT_NOW: Standing.NOT_NOW,
        NEVER: Standing.NEVER,
    }
    form = session.key("standing", place, goal_id, person.contact_id)
    with st.form(form, border=False, enter_to_submit=False):
        st.text_input("Why? You may leave this empty", key=f"{form}-reason", max_chars=500)
        with st.container(horizontal=True, gap="small"):
            for words, standing in choices.items():
                args = (goal_id, person, standing, place, form)
                st.form_submit_button(md_escape(words), key=f"{form}-{standing}", on_click=_set_standing, args=args)
        st.caption("“Not now” is for this goal, “never” for all. Both can be taken back below.")


def choose(goal_id: str, contact_id: str, name: str) -> None:
    """Put a person on the list, and open the page where they are asked."""
    with session.told():
        receipt = session.do(ChooseContact(goal_id=goal_id, contact_id=contact_id))
        session.notice(f"{name} is on your list. Write the request while it is fresh.", receipt)
        navigation.go("ask", interview=receipt.subject_id)


def _say(goal_id: str, person: Suggestion, factor: str, key: str) -> None:
    chosen = st.session_state[key]
    # A late click from a page that was left brings its fields again, unchanged.
    if chosen == getattr(person, factor):
        return
    if factor == "relevance":
        session.carry_out(RateFit(goal_id=goal_id, contact_id=person.contact_id, relevance=chosen))
    else:
        known: dict[str, Any] = {"contact_id": person.contact_id, "version": person.version, "name": person.name}
        session.carry_out(EditContact(**known, **{factor: chosen}))


def _set_standing(goal_id: str, person: Suggestion, standing: Standing, place: str, form: str) -> None:
    # A late click from a page that was left brings its buttons again, too: those that nobody pressed.
    if not st.session_state.get(f"{form}-{standing}"):
        return
    reason = st.session_state.get(f"{form}-reason") or ""
    decided = {"goal_id": goal_id, "contact_id": person.contact_id, "standing": standing, "reason": reason}
    with session.noticed():
        session.notice(_TOLD[standing].format(name=person.name), session.do(SetStanding.of(decided)))
        st.session_state[_unfolded_key(person, place)] = None


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
