"""Finding a field by its label, and working a page without a mouse."""

import re

from playwright.sync_api import Locator, Page

MOST_STEPS = 80


def field(page: Page, label: str) -> Locator:
    """The field of exactly that label, whether or not it is marked as required."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*(必填)?\s*$"))


def tab_to(page: Page, target: Locator) -> None:
    """Presses Tab until the target has the focus."""
    for _ in range(MOST_STEPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by {MOST_STEPS} times Tab")


def enter_to(page: Page, target: Locator) -> None:
    """Presses Enter, which moves on in a form, until the target has the focus."""
    for _ in range(MOST_STEPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Enter")
    raise AssertionError(f"{target} is not reached by Enter")
