"""The page in a real browser: what a person does with it, and what it then shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Download, Page

EXAMPLES = next(
    parent / "examples" for parent in Path(__file__).parents if (parent / "examples/nordby").is_dir()
)
DAY = "2025-03-01"

_NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
_RUN_AXE = """
async (options) => (await axe.run(document, options)).violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)])
"""


class OpenPage:
    """The page, opened from a file while the network is off.

    Attributes:
        page: the page as Playwright drives it.
        requests: the addresses of all that it has asked for, without what it holds itself.
    """

    def __init__(self, browser: Browser, file: Path) -> None:
        context = browser.new_context(offline=True, locale="da-DK", viewport={"width": 1366, "height": 900})
        self.page: Page = context.new_page()
        self.page.add_init_script(_NOTE_VIOLATIONS)
        self.requests: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.goto(file.as_uri())

    def _note(self, url: str) -> None:
        if not url.startswith(("blob:", "data:", "about:")):
            self.requests.append(url)

    def wait_until_ready(self) -> None:
        """Wait until the engine runs."""
        self.page.wait_for_selector("#starting", state="hidden", timeout=120_000)

    def choose(self, *paths: Path) -> None:
        """Choose files, or one folder, and wait for what the page says."""
        is_folder = len(paths) == 1 and paths[0].is_dir()
        self.page.evaluate("document.getElementById('work').replaceChildren()")
        self.page.evaluate("document.getElementById('taken').replaceChildren()")
        self.page.set_input_files("#folder" if is_folder else "#files", [*map(str, paths)])
        self.page.wait_for_selector("#work h2, .refusal", timeout=60_000)

    def check_on(self, day: str) -> None:
        """Check as of a day."""
        if self.page.input_value("#day") != day:
            self.page.evaluate("document.getElementById('result').id = 'earlier'")
            self.page.fill("#day", day)
            self.page.wait_for_selector("#result", timeout=60_000)

    def texts(self, selector: str) -> list[str]:
        """Return the texts of all elements, as they stand in the page and not as CSS changes them."""
        return [(text or "").strip() for text in self.page.locator(selector).evaluate_all(_TEXTS)]

    def find_faults(self) -> list[Any]:
        """Return what axe finds fault with."""
        axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self.page.evaluate(axe)
        return list(self.page.evaluate(_RUN_AXE, {"iframes": False}))

    def drop(self, *paths: Path) -> None:
        """Drop files or folders onto the zone, as the system does."""
        box = self.page.locator("#drop").bounding_box()
        assert box is not None
        session = self.page.context.new_cdp_session(self.page)
        data = {"items": [], "files": [*map(str, paths)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            session.send(
                "Input.dispatchDragEvent",
                {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data},
            )
        session.detach()

    @contextmanager
    def saving(self) -> Iterator[list[Download]]:
        """Yield a list, which holds the file that was saved once the block is over."""
        saved: list[Download] = []
        with self.page.expect_download(timeout=60_000) as download:
            yield saved
        saved.append(download.value)


_TEXTS = "(elements) => elements.map((element) => element.textContent)"
