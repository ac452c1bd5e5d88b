"""The way back from the organisation's sign-in, which returns everybody to the first page: to where one wanted to be.

The tab itself remembers the page, and which record of it: ids and an invitation's code, as they stood in its address.
"""

import streamlit as st

from lib.ui import asset, hand_over, navigation

_WAY_BACK = st.components.v2.component("askwell_way_back", html="<span></span>", js=asset("way_back.js"))


def remember_the_way() -> None:
    """Remember, in this tab, the page and record that the address names."""
    _draw(is_back=False)


def lead_back() -> None:
    """Lead whoever comes back from the organisation to the page that this tab remembers, once."""
    _draw(is_back=True)


def _draw(*, is_back: bool) -> None:
    # Nothing leads anywhere but to a page of ours: the tab keeps which one by its name, and not an address.
    pages = {name: hand_over.under_base(f"/{navigation.address(name)}") for name in navigation.PAGES}
    _WAY_BACK(key="askwell-way-back", data={"pages": pages, "isBack": is_back}, height=1)
