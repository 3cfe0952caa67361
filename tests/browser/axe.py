"""axe-core on the page as it stands; once in a page, however often it is asked there."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
# The rows of a table come from one template; the first ten of fifty tell the same in a third of the time.
RUN = """() => axe.run({ exclude: ["tbody tr:nth-child(n+11)"] }, { resultTypes: ["violations"] })
  .then(results => results.violations)"""

# What the page itself does after a change of size (regions that scroll come into the order of keys) is done by the second frame.
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


def violations(page: Page) -> list[str]:
    page.evaluate(SETTLED)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.axe_script)
    return [_words(one) for one in page.evaluate(RUN)]


def _words(violation: dict) -> str:
    nodes = [f"    {node['html'][:200]}\n      {node['failureSummary']}" for node in violation["nodes"][:3]]
    return "\n".join([f"{violation['id']}: {violation['help']} ({len(violation['nodes'])})", *nodes])
