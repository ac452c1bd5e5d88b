"""“Perhaps the same person”: entries that look alike, side by side, and a decision for each; none is merged unasked."""

from collections.abc import Sequence

import streamlit as st

from lib.domain.commands import KeepApart, MergeContacts
from lib.domain.snapshot import Snapshot
from lib.ui import navigation, page_head, session
from lib.ui.safe_text import md_escape
from lib.views.duplicates import Line, Pair, certain_ones, counted, duplicates, pairs
from lib.views.people import work_of

# What fits on a screen or two; the browser gets only what it shows.
PAGE = 6
_AT_ONCE = 20


def door(snapshot: Snapshot) -> None:
    """Draw the button that leads to the entries that look alike, where there are any."""
    number = counted(snapshot)
    if number == 0:
        return
    words = "Perhaps the same person" + (f" ({number:,})" if number else "")
    if st.button(words, icon=":material/join_inner:", key="look_alikes"):
        navigation.go("contacts", duplicates="yes")


def duplicates_page(snapshot: Snapshot) -> None:
    """Draw the pairs, the surest first."""
    lead = "These entries look alike. Nothing is merged until you say so, and you can undo it."
    page_head.page_head("contacts", "Perhaps the same person", lead)
    navigation.back("All contacts")
    with st.spinner("Comparing everybody with everybody …"):
        found = duplicates(snapshot)
    if found.empty:
        st.markdown("No more entries that look alike. There is nothing to do here.")
        return
    _merge_certain_ones(pairs(snapshot, certain_ones(found, _AT_ONCE), session.today()))
    st.caption(f"{len(found):,} {'pair' if len(found) == 1 else 'pairs'}, the surest first")
    place = st.empty()
    pages = -(-len(found) // PAGE)
    page = st.pagination(pages, key=session.key("duplicates-page")) if pages > 1 else 1
    start = (min(page, pages) - 1) * PAGE
    with place.container():
        for pair in pairs(snapshot, found.iloc[start : start + PAGE], session.today()):
            _pair(pair)


def _merge_certain_ones(certain: Sequence[Pair]) -> None:
    """Draw a list of certain pairs, each of which can be left out, and the button that merges them all."""
    if len(certain) < len(("one", "another")):
        return
    with st.expander(f"{len(certain)} of them are certain: look them through and merge them together"):
        chosen = [pair for pair in certain if st.checkbox(_in_a_line(pair), value=True, key=_key(pair, "at-once"))]
        if not chosen:
            st.caption("Tick those that you want to merge.")
        elif st.button(f"Merge these {len(chosen)}", type="primary", key=session.key("merge-certain")):
            with session.told():
                receipts = session.do_all([_merge(pair, sorted(pair.proposed)) for pair in chosen])
                number = f"{len(chosen)} pairs are" if len(chosen) > 1 else "One pair is"
                session.finish(f"{number} one entry each now; nothing that was written is lost.", *receipts)


def _in_a_line(pair: Pair) -> str:
    sides = []
    for person in (pair.kept, pair.other):
        work = work_of(person)
        sides.append(f"**{md_escape(person.name)}**" + (f", {md_escape(work)}" if work else ""))
    return f"{' and '.join(sides)}: {md_escape(pair.because[:1].lower() + pair.because[1:])}"


def _pair(pair: Pair) -> None:
    with st.container(border=True):
        st.markdown(
            f"{':green-badge[Certain]' if pair.is_certain else ':gray-badge[Likely]'} {md_escape(pair.because)}"
        )
        left, right = st.columns(2, gap="medium")
        with left:
            _side(pair.lines, pair.kept.name, "kept")
        with right:
            _side(pair.lines, pair.other.name, "other")
        taken = _choices(pair)
        with st.container(horizontal=True):
            if st.button("They are the same person", type="primary", key=_key(pair, "same")):
                with session.told():
                    receipt = session.do(_merge(pair, taken))
                    name = pair.other.name if "name" in taken else pair.kept.name
                    session.finish(f"{name} is one entry now; nothing that was written is lost.", receipt)
            if st.button("Two people", key=_key(pair, "two")):
                with session.told():
                    command = KeepApart(contact_id=pair.kept.id, other_id=pair.other.id)
                    session.finish("Noted: these are two people.", session.do(command))


def _side(lines: Sequence[Line], name: str, side: str) -> None:
    """Draw what one record says, each thing that the other says differently marked in words."""
    told = [f"**{md_escape(name)}**" + (" · :orange[differs]" if _differs(lines, "name") else "")]
    for line in lines:
        words = line.kept if side == "kept" else line.other
        if words and line.field != "name":
            mark = " · :orange[differs]" if line.differs else ""
            told.append(f":gray[{md_escape(line.words)}:] {md_escape(words)}{mark}")
    st.markdown("  \n".join(told))


def _differs(lines: Sequence[Line], field: str) -> bool:
    return any(line.differs for line in lines if line.field == field)


def _choices(pair: Pair) -> list[str]:
    """Draw the choice of what holds where the two differ; return the fields in which the other's value does."""
    if not pair.choices:
        return []
    with st.expander("What should hold? The other stays as a further value or in the notes."):
        return [line.field for line in pair.choices if _takes_the_other(pair, line)]


def _takes_the_other(pair: Pair, line: Line) -> bool:
    chosen = st.radio(
        md_escape(line.words),
        ("kept", "other"),
        index=int(line.field in pair.proposed),
        format_func=lambda side: md_escape(line.kept if side == "kept" else line.other),
        key=_key(pair, line.field),
        horizontal=True,
    )
    return chosen == "other"


def _merge(pair: Pair, taken: Sequence[str]) -> MergeContacts:
    return MergeContacts.of(
        {"taken": tuple(taken)},
        kept_id=pair.kept.id,
        other_id=pair.other.id,
        kept_version=pair.kept.version,
        other_version=pair.other.version,
    )


def _key(pair: Pair, name: str) -> str:
    return session.key("duplicate", pair.kept.id, pair.other.id, name)
