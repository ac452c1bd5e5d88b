"""What counts how much in the ranking for a goal: seen, changed, and put back."""

import streamlit as st

from lib.domain.commands import ChooseWeights
from lib.domain.snapshot import Snapshot
from lib.domain.vocabulary import GoalKind, WorkField
from lib.method.labels import label
from lib.method.ranking import FACTORS, ranking
from lib.ui import session
from lib.ui.safe_text import md_escape

_HEAVIEST = 100
_STEP = 5
_SIDE_BY_SIDE = 3


def weights_form(snapshot: Snapshot, goal_id: str) -> None:
    """Draw what each factor counts for this goal, changeable, with the way back to what is usual."""
    goal = snapshot.one("goals", goal_id, "goal")
    usual = dict(ranking().weights[GoalKind(goal.kind)])
    now = {**usual, **(goal.weights or {})}
    field = WorkField(goal.work_field or WorkField.ANY)
    is_own = goal.weights is not None or field is not WorkField.ANY
    with st.expander("What counts, and how much" + (" (changed by you)" if is_own else "")):
        st.markdown(
            "These numbers are judgement: nobody has measured them. What matters is how they compare, so they "
            "need not add up to 100."
        )
        _form(goal_id, now, field)
        if is_own:
            _back_to_usual(goal_id)


def _back_to_usual(goal_id: str) -> None:
    if st.button("Back to the usual numbers", key=session.key("usual-weights", goal_id)):
        with session.told():
            session.finish("The usual numbers count again.", session.do(ChooseWeights(goal_id=goal_id, weights=None)))


def _form(goal_id: str, now: dict[str, int], field: WorkField) -> None:
    # Whoever changes them in another tab, or goes back to the usual ones, gets another form, which shows that.
    kept = "-".join((*(str(now[name]) for name in FACTORS), field))
    with st.form(session.key("weights", goal_id, kept), border=False):
        entered: dict[str, int | None] = {}
        for first in range(0, len(FACTORS), _SIDE_BY_SIDE):
            names = FACTORS[first : first + _SIDE_BY_SIDE]
            for name, column in zip(names, st.columns(_SIDE_BY_SIDE), strict=True):
                with column:
                    entered[name] = _number(name, now[name])
        fields = list(WorkField)
        chosen = st.selectbox("What kind of work is it?", fields, fields.index(field), format_func=label)
        st.caption(md_escape(ranking().advice["work_field"]))
        if st.form_submit_button("Use these numbers"):
            _choose(goal_id, {name: int(number or 0) for name, number in entered.items()}, chosen)


def _number(factor: str, now: int) -> int | None:
    return st.number_input(md_escape(ranking().factors[factor]), 0, _HEAVIEST, now, _STEP)


def _choose(goal_id: str, entered: dict[str, int], field: WorkField) -> None:
    usual = ranking().weights[GoalKind(session.snapshot().one("goals", goal_id, "goal").kind)]
    weights = None if entered == usual else entered
    with session.told():
        receipt = session.do(ChooseWeights.of({"goal_id": goal_id, "weights": weights, "work_field": field}))
        session.finish("The order follows your numbers.", receipt)
