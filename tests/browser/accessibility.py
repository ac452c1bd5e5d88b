"""Accessibility rules (axe-core, WCAG 2.2 AA and its best practices) on a page in the browser."""

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page


def violations(page: Page, part: str | None = None) -> list[str]:
    """Return one line a broken rule: its id and the elements that break it; `part` selects a part of the page."""
    found = Axe().run(page, context=part).response["violations"]
    return [f"{rule['id']}: {[node['html'][:200] for node in rule['nodes']]}" for rule in found]
