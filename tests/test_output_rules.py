"""What pages must not do, held in the sources: show words as they are typed, open any link, share or mix up state."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shown_text import Module, Place, Sources, Trusted, calls, modules

ROOT = Path(__file__).parents[1]
EVERYTHING = modules(ROOT, ("lib/**/*.py", "pages/*.py"))
SHOWING = [
    module for name, module in EVERYTHING.items() if name == "lib.shell" or name.startswith(("pages.", "lib.ui"))
]

ESCAPED = {"md_escape", "md_escape_lines"}
# Labels, dates, numbers; and of b64encode no letter that any language obeys.
OUR_WORDS = {
    *("label", "scale", "circle_title", "ago", "short_day", "long_day", "when", "slot_words", "local"),
    *("len", "int", "max", "round", "b64encode"),
}
# Cells of rows that hold what we count or name, never what somebody typed.
OUR_CELLS = {
    "role": "one of four words",
    "route": "one of the four routes in ranking.toml",
    "why": "the reasons of ranking.toml",
    "what": "the label of a step, or words of ours (lib/views/story.py)",
    "area": "a step's label (lib/ui/navigation.py)",
    "button": "a rule's button in cadence.toml",
    "waits": "how many wait",
    "how_many": "a number",
    "value": "the word of an enum",
    **dict.fromkeys(("questions", "talks", "target", "score", "recovery_codes_left"), "a number"),
    "free": "a number of characters",
    "depth": "how far down a chain of introductions",
    **dict.fromkeys(("minute", "minutes", "begins"), "minutes of a talk"),
    "fits": "a number of questions",
    **dict.fromkeys(("demo_hours", "remember_days", "day", "year"), "a number"),
}
# Where the checker can't tell, and somebody did: by file, how the part begins, and why it is ours.
VOUCHED = {
    ("lib/ui/file_mail.py", "Beside."): "what a mail can be, by our words for it",
    ("lib/ui/file_mail.py", "Purpose."): "likewise",
    ("lib/ui/file_mail.py", "Step."): "likewise",
    ("lib/ui/interview_list.py", "snapshot.derive("): "names of groups, which the views give",
    ("lib/ui/interview_list.py", "frame[frame['stage'].isin(_TALKED)]"): "likewise",
    ("lib/ui/later.py", "cadence().reasons"): "the reasons of cadence.toml",
    ("lib/ui/learned_sorting.py", "Stance"): "how a takeaway stands to another, by our words for it",
    ("lib/ui/letter_wordings.py", "Channel"): "the channels, by their labels",
    ("lib/ui/letter_wordings.py", "Tone"): "the tones, by their labels",
    ("lib/ui/memory_jogger.py", "circle."): "the words of circles.toml",
    ("lib/ui/memory_jogger.py", "starter."): "likewise",
    ("lib/ui/move_to.py", "next((name for name, stages in BOARD.items() if stage in stages))"): "a column's name",
    ("lib/ui/navigation.py", "getattr(_run, 'kept', None)"): "a page, not a text",
    ("lib/ui/reply_form.py", "Step."): "the replies, by their labels",
    ("lib/ui/reply_form.py", "Beside."): "what else can have come, likewise",
    ("lib/ui/prepare.py", "goal.decision"): "escaped; the name beside it is ours",
    ("lib/ui/prepare.py", "goal.known"): "likewise",
    ("lib/ui/prepare.py", "goal.wanted"): "likewise",
    ("lib/ui/question_bank.py", "Variant"): "who questions are made for, by their labels",
    ("lib/ui/question_bank.py", "question_content()"): "a number",
    ("lib/ui/question_coaching.py", "remark.source"): "the sources of question_coach.toml",
    ("lib/ui/written_advice.py", "list(questions).index(one)"): "a number",
    ("lib/ui/participant_page.py", "Role."): "the roles",
    ("lib/ui/time_steps.py", "Situation."): "what a letter is about, by our words for it",
    ("lib/ui/rhythm.py", "cadence().routines"): "the routines of cadence.toml",
    ("lib/ui/shown_once.py", "st.session_state.pop(place, None)"): "whoever puts it there escapes it; see `show_next`",
    ("lib/ui/written_advice.py", "AskedQuestion("): "the questions, by ids; their words are escaped in `_words`",
    ("lib/ui/written_advice.py", "list(questions).index("): "a number",
    ("lib/ui/workshop_views.py", "Role"): "the roles",
    ("lib/ui/workshop_views.py", "Role.PARTICIPANT"): "likewise",
}
MARKDOWN = {
    *("markdown", "write", "title", "header", "subheader", "caption", "badge", "info", "success", "warning", "error"),
    *("button", "link_button", "menu_button", "page_link", "form_submit_button", "download_button", "file_uploader"),
    *("checkbox", "radio", "selectbox", "multiselect", "pills", "segmented_control", "toggle", "slider", "metric"),
    *("text_input", "text_area", "number_input", "date_input", "time_input", "datetime_input", "expander", "tabs"),
    *("popover", "dialog", "spinner", "status", "image", "table", "chat_message", "feedback", "select_slider"),
    "color_picker",
}
# Their choices are markdown as well; those of a selectbox are not.
MARKDOWN_CHOICES = {"radio", "pills", "segmented_control", "menu_button", "tabs"}
WORDS = {"label", "body", "help", "caption", "text", "title"}
# What the password check's library calls its own place in the session's state.
NOT_OURS = {"name", "username", "email", "roles", "logout", "authentication_status"}
# What gives an address that is checked, holds nothing but digits, or is one of our own.
CHECKING = {"safe_url", "mailto", "phone_link", "subscription_link"}
SHARED = {"cache_data", "cache_resource", "connection", "toast", "LinkColumn", "ImageColumn"}


def sources(extra: dict[str, Module] | None = None) -> Sources:
    return Sources(
        EVERYTHING | (extra or {}), Trusted(frozenset(ESCAPED | OUR_WORDS | {"escape"}), frozenset(OUR_CELLS))
    )


KNOWN = sources()


def shown(module: Module) -> Iterator[tuple[ast.expr, Place]]:
    """Give each expression that a module hands to Streamlit as markdown or as a label."""
    for call, place in calls(module):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name in MARKDOWN and not ast.unparse(call.func).startswith(("_LOG.", "progress.")):
            given = call.args[: 2 if name in MARKDOWN_CHOICES else 1]
            yield from ((each, place) for each in given)
            yield from ((each.value, place) for each in call.keywords if each.arg in WORDS)


def unescaped(module: Module, known: Sources) -> set[tuple[str, str]]:
    """Return the parts, by file, that may be somebody's words and are shown as they are."""
    return {(module.path, part) for each, place in shown(module) for part in known.foreign(each, place)}


def vouched(pair: tuple[str, str]) -> set[tuple[str, str]]:
    """Return who vouches for a part of a file."""
    return {(path, start) for path, start in VOUCHED if pair[0] == path and pair[1].startswith(start)}


def _module(text: str) -> Module:
    return Module("page.py", ast.parse(text))


def _attributes(module: Module) -> Iterator[str]:
    return (node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute))


def test_there_is_something_to_check() -> None:
    assert len(SHOWING) > 40
    assert sum(1 for module in SHOWING for _ in shown(module)) > 300


@pytest.mark.parametrize("module", SHOWING, ids=lambda module: module.path)
def test_what_somebody_typed_is_shown_escaped(module: Module) -> None:
    assert {pair for pair in unescaped(module, KNOWN) if not vouched(pair)} == set()


def test_what_is_vouched_for_is_still_there() -> None:
    found = {pair for module in SHOWING for pair in unescaped(module, KNOWN)}
    assert {name for pair in found for name in vouched(pair)} == set(VOUCHED)


@pytest.mark.parametrize(
    "text",
    [
        "st.markdown(row.name)",
        "st.markdown(f'**{row.name}**')",
        "st.button('Ask ' + row.name)",
        "st.caption(' · '.join([row.organisation]))",
        "st.caption(' · '.join(row.tags))",
        "with st.expander(f'{row.title} ({len(rows)})'): pass",
        "def draw(words):\n    st.markdown(words)\ndef page(row):\n    draw(row.notes)",
        "def draw(row):\n    name = row.name\n    st.text_input(name)",
        "def words(row):\n    return row.name\ndef draw(row):\n    st.info(words(row))",
        "st.text_input('Name', help=row.name)",
        "st.pills('Which?', [row.name])",
        "st.markdown(md_escape(a) if a else b.name)",
        "for row in rows:\n    st.header(row.text)",
        "st.markdown('{name}'.format(name=row.name))",
    ],
)
def test_words_that_are_shown_as_they_are_get_caught(text: str) -> None:
    page = _module(text)
    assert unescaped(page, sources({"page": page})) != set()


@pytest.mark.parametrize(
    "text",
    [
        "st.markdown(f'**{md_escape(row.name)}**: {len(rows)}, {count:,}')",
        "st.text(row.name)",
        "def draw(words):\n    st.markdown(words)\ndef page(row):\n    draw(md_escape(row.notes))",
        "TITLES = {'a': 'A'}\nst.header(TITLES[kind])",
        "st.button('Go', key=row.id)",
        "def draw(count: int):\n    st.caption(f'{count} people')",
    ],
)
def test_words_of_ours_pass(text: str) -> None:
    page = _module(text)
    assert unescaped(page, sources({"page": page})) == set()


def links(module: Module) -> Iterator[ast.expr]:
    """Give each address that a module lets somebody open."""
    for call, place in calls(module):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "link_button":
            for each in [*call.args[1:2], *(kept.value for kept in call.keywords if kept.arg == "url")]:
                yield _last_value(each, place)


def _last_value(node: ast.expr, place: Place) -> ast.expr:
    """Return what a name was set to in the function around it."""
    if isinstance(node, ast.Name) and place.function is not None:
        for each in ast.walk(place.function):
            if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == node.id:
                return each.value
            if isinstance(each, ast.NamedExpr) and each.target.id == node.id:
                return each.value
    return node


def _is_safe(link: ast.expr) -> bool:
    """Tell whether an address was checked just before it is shown."""
    return isinstance(link, ast.Call) and isinstance(link.func, ast.Name) and link.func.id in CHECKING


def test_only_checked_links_can_be_opened() -> None:
    found = [(module.path, link) for module in SHOWING for link in links(module)]
    assert len(found) >= 4
    assert [(path, ast.unparse(link)) for path, link in found if not _is_safe(link)] == []
    assert not any(map(_is_safe, links(_module("st.link_button('Open', row.place)"))))
    assert not any(map(_is_safe, links(_module("def f(row):\n    url = row.place\n    st.link_button('Open', url)"))))


def test_no_markdown_link_is_made_of_what_somebody_typed() -> None:
    strings = [node for module in SHOWING for node in ast.walk(module.tree) if isinstance(node, ast.JoinedStr)]
    assert [ast.unparse(node) for node in strings if "](" in ast.unparse(node) or "href=" in ast.unparse(node)] == []


def test_html_holds_nothing_that_somebody_typed() -> None:
    for module in SHOWING:
        for call, place in calls(module):
            if ast.unparse(call.func) == "st.html" and not isinstance(call.args[0], ast.BinOp):
                assert KNOWN.foreign(call.args[0], place) == [], module.path


def test_no_widget_takes_a_name_that_the_password_check_uses() -> None:
    keys = [
        keyword.value.value
        for module in SHOWING
        for call, _ in calls(module)
        for keyword in call.keywords
        if keyword.arg == "key" and isinstance(keyword.value, ast.Constant)
    ]
    assert len(keys) > 20
    assert NOT_OURS.isdisjoint(keys)


def test_nobody_s_identity_is_read_from_the_session_s_state() -> None:
    for module in SHOWING:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "st.session_state":
                assert not (isinstance(node.slice, ast.Constant) and node.slice.value in NOT_OURS), module.path
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st.session_state":
                assert node.attr not in NOT_OURS, module.path


def test_nothing_is_shared_between_people_by_streamlit() -> None:
    used = {(module.path, name) for module in SHOWING for name in _attributes(module) if name in SHARED}
    assert used == set()


def _runs_again_after_handing_over(function: ast.FunctionDef) -> bool:
    made = [(node.lineno, ast.unparse(node.func)) for node in ast.walk(function) if isinstance(node, ast.Call)]
    begun = [line for line, name in made if name.split(".")[-1] == "begin_session"]
    again = [line for line, name in made if name in {"st.rerun", "session.finish", "st.switch_page", "navigation.go"}]
    return any(line > min(begun) for line in again) if begun else False


def test_the_page_stays_until_the_cookie_has_come() -> None:
    # The script that fetches the cookie is part of the page; running the page again would take it away.
    functions = [(module.path, function) for module in SHOWING for function in module.functions.values()]
    assert any("begin_session" in ast.unparse(function) for _, function in functions)
    assert [path for path, function in functions if _runs_again_after_handing_over(function)] == []
    wrong = _module("def enter(step):\n    hand_over.begin_session(step)\n    st.rerun()")
    assert _runs_again_after_handing_over(wrong.functions["enter"])
