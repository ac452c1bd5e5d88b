"""What made a score: a small bar with its parts in words, and the same as a table."""

from html import escape

import streamlit as st

from lib.views.short_list import Suggestion


def score_bar(person: Suggestion) -> None:
    """Draw the parts of the score as a bar, its parts in words below it, and all of them in a table that folds out."""
    parts = [part for part in person.parts if part.points]
    pieces = "".join(
        f'<span class="part {escape(part.factor)}" style="width:{int(part.points)}%"></span>' for part in parts
    )
    words = "".join(
        f'<li><span class="dot {escape(part.factor)}" aria-hidden="true"></span>'
        f"{escape(part.short)} {int(part.points)}</li>"
        for part in parts
    )
    # Nothing here was typed by anybody: the words are those of the method, the numbers are ours.
    st.html(
        f'<div class="score"><div class="bar" aria-hidden="true">{pieces}</div>'
        f"<ul><li><strong>{person.score} of 100</strong></li>{words}</ul>{_table(person)}</div>"
    )


def _table(person: Suggestion) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(part.name)}</th><td>{escape(_value(part.value, part.factor, person))}</td>'
        f"<td>{int(part.points)} of {int(part.weight)}</td></tr>"
        for part in person.parts
    )
    return (
        '<details><summary>How this adds up</summary><table><thead><tr><th scope="col">What counts</th>'
        '<th scope="col">Here</th><th scope="col">Points</th></tr></thead><tbody>'
        f'{rows}</tbody><tfoot><tr><th scope="row">Together</th><td></td><td>{person.score} of 100</td></tr></tfoot>'
        "</table></details>"
    )


def _value(words: str, factor: str, person: Suggestion) -> str:
    return f"{words} (a guess)" if factor == "relevance" and person.is_guess else words
