"""The pages: their names, addresses, icons and widths, and the ways from one to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st

from lib.accounts.desk import Role
from lib.accounts.permissions import LEADING
from lib.ui.run_memory import once_a_run

ROOT = Path(__file__).parents[2] / "pages"


@dataclass(frozen=True)
class PageSpec:
    """One page: its title in the navigation, its icon, and whether something stands beside its main column."""

    title: str
    icon: str
    is_wide: bool = False
    # For whom it is there; None: for everybody, also where nobody signs in.
    roles: frozenset[Role] | None = None


PAGES: Mapping[str, PageSpec] = MappingProxyType(
    {
        "today": PageSpec("Today", ":material/today:"),
        "learn": PageSpec("1 Learn", ":material/lightbulb:"),
        "choose": PageSpec("2 Choose", ":material/person_search:", is_wide=True),
        "ask": PageSpec("3 Ask", ":material/outgoing_mail:", is_wide=True),
        "talk": PageSpec("Talk", ":material/forum:"),
        "thank": PageSpec("4 Thank", ":material/favorite:", is_wide=True),
        "progress": PageSpec("Progress", ":material/view_kanban:", is_wide=True),
        "learned": PageSpec("What is learned", ":material/school:", is_wide=True),
        "contacts": PageSpec("Contacts", ":material/group:", is_wide=True),
        "your_data": PageSpec("Your data", ":material/folder_shared:"),
        "account": PageSpec("Account", ":material/account_circle:", roles=frozenset(Role)),
        "workshop": PageSpec("Workshop", ":material/groups:", roles=LEADING),
    }
)
DEFAULT = "today"


def listed(role: str | None) -> list[str]:
    """Return the names of the pages that somebody of a role finds; None where nobody signs in."""
    return [name for name, spec in PAGES.items() if spec.roles is None or role in spec.roles]


def address(name: str) -> str:
    """Return a page's path in the address bar, without slash."""
    return "" if name == DEFAULT else name.replace("_", "-")


def page(name: str) -> st.Page:
    """Return a page as Streamlit knows it, made once a run."""
    return once_a_run(("page", name), lambda: _page(name))


def _page(name: str) -> st.Page:
    spec = PAGES[name]
    return st.Page(
        ROOT / f"{name}.py",
        title=spec.title,
        icon=spec.icon,
        url_path=address(name) or None,
        default=name == DEFAULT,
    )


def go(name: str, **record: str) -> NoReturn:
    """Open a page, at the record whose id is given: `go("ask", interview=interview_id)`."""
    st.switch_page(page(name), query_params=record)


def link(name: str, label: str, *, icon: str | None = None, **record: str) -> None:
    """Draw a link to another page, at the record whose id is given; `label` is markdown: escape people's words in it.

    Within one page it takes a button (`pick`): there a link leaves the address as it is, and the next click leads back.
    """
    st.page_link(page(name), label=label, icon=icon, query_params=record)


def is_open(name: str) -> bool:
    """Return whether a page is the one that the browser shows."""
    return urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2] == address(name)


def pick(record: str, row_id: str, label: str, *, key: str) -> None:
    """Draw a button that opens another record on the same page; `label` is markdown, so escape people's words in it."""
    st.button(label, key=key, type="tertiary", on_click=_picked, args=(record, row_id))


def back(label: str) -> None:
    """Draw a button that leads from a record to the whole page."""
    st.button(label, key="back", type="tertiary", icon=":material/arrow_back:", on_click=st.query_params.clear)


def leave(record_id: str) -> None:
    """Show the whole page in the run that follows, where it is open at this record; for callbacks."""
    if record_id in st.query_params.values():
        st.query_params.clear()


def _picked(record: str, row_id: str) -> None:
    st.query_params.from_dict({record: row_id})


def chosen(record: str) -> str | None:
    """Return the id that the address names, as it came from outside: it proves nothing until it is looked up."""
    return st.query_params.get(record)
