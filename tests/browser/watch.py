"""What must not happen on any page: an error, a failed or foreign request."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# A form that was refused is a page like any other.
USUAL = {422}


class Watch:
    """Listens to every page of a browser context; `expect(404)` for a page that is meant to answer so."""

    def __init__(self, context: BrowserContext, address: str):
        self.address = address
        self.problems: list[str] = []
        self.expected = set(USUAL)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def expect(self, *statuses: int) -> None:
        self.expected.update(statuses)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium repeats every status of 400 and above here; `_response` has judged it.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self.problems.append(f"request off the desk: {request.url}")

    def _failed(self, request: Request) -> None:
        # A download, or a page left while something was under way, is called aborted.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.problems.append(f"request failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.problems.append(f"{response.status} from {response.request.method} {response.url}")
