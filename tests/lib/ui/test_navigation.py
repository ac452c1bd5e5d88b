"""Every page has a file, an address of its own, and a place in the navigation."""

import re

from lib.ui import navigation


def test_every_file_of_a_page_is_in_the_navigation_and_the_other_way_round() -> None:
    assert {file.stem for file in navigation.ROOT.glob("*.py")} == set(navigation.PAGES)


def test_addresses_are_short_plain_and_each_ones_own() -> None:
    addresses = [navigation.address(name) for name in navigation.PAGES]

    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch("[a-z-]*", address) for address in addresses)
    assert navigation.address(navigation.DEFAULT) == ""


def test_titles_are_each_ones_own() -> None:
    titles = [spec.title for spec in navigation.PAGES.values()]

    assert len(set(titles)) == len(titles)
