"""The page in a real browser: what a person does with it, and what it then shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

SIZE = {"width": 1366, "height": 900}

_NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
_RUN_AXE = """
async (options) => (await axe.run(document, options)).violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)])
"""
_FOCUS_IS_SEEN = """
() => {
  const style = getComputedStyle(document.activeElement);
  const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return isSeen || document.activeElement === document.body;
}
"""


class OpenPage:
    """The page, opened from a file while the network is off; a script may run before its own.

    Attributes:
        page: the page as Playwright drives it.
        requests: the addresses that it has asked for, save for what it holds itself.
        complaints: errors of its scripts.
    """

    def __init__(self, browser: Any, file: Path, *, before: str = "") -> None:
        self._context = browser.new_context(offline=True, locale="da-DK", viewport=SIZE)
        self.page = self._context.new_page()
        self.page.add_init_script(f"{before}\n{_NOTE_VIOLATIONS}")
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self._note_request(request.url))
        self.page.on("filechooser", lambda _: None)  # the browser has to be told early to hand them over
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri(), wait_until="commit")
        self.page.wait_for_selector("#choose-files")

    def _note_request(self, url: str) -> None:
        if not url.startswith(("blob:", "data:", "about:")):
            self.requests.append(url)

    def close(self) -> None:
        """Close the page."""
        self._context.close()

    def wait_until_ready(self) -> None:
        """Wait until the engine runs."""
        self.page.wait_for_selector("#starting", state="hidden", timeout=120_000)

    def begin_anew(self) -> None:
        """Forget all files, and go back to Danish, light and a laptop's screen."""
        self.page.set_viewport_size(SIZE)
        self.page.emulate_media(color_scheme="light", media="screen")
        self.page.evaluate("location.hash = ''")
        self.page.wait_for_selector("html[lang=da]")
        self.page.evaluate(
            "page.turn += 1; page.opened = page.taken = null; page.day = today(); page.filter = new Filter()"
        )
        self.page.evaluate("page.showTaken(); byId('work').replaceChildren()")
        self.page.evaluate("getSelection().removeAllRanges(); document.activeElement.blur(); scrollTo(0, 0)")

    def choose(self, *paths: Path) -> None:
        """Choose files, or one folder, and wait for what the page says."""
        is_folder = len(paths) == 1 and paths[0].is_dir()
        self.page.set_input_files("#folder" if is_folder else "#files", [*map(str, paths)])
        self.page.wait_for_selector("#work h2, .refusal", timeout=60_000)

    def check_on(self, day: str) -> None:
        """Check as of a day."""
        if self.page.input_value("#day") != day:
            self.page.evaluate("document.getElementById('result').id = 'earlier'")
            self.page.fill("#day", day)
            self.page.wait_for_selector("#result", timeout=60_000)

    def use_language(self, language: str) -> None:
        """Switch to a language, and wait for the result in it."""
        if self.page.get_attribute("html", "lang") != language:
            self.page.evaluate("document.getElementById('result').id = 'earlier'")
            self.page.click("#language")
            self.page.wait_for_selector("#result", timeout=60_000)

    def press(self, text: str) -> None:
        """Press the button with a text."""
        self.page.click(f"button:text-is('{text}')")

    def texts(self, selector: str) -> list[str]:
        """Return the texts of all elements, as they stand in the page and not as CSS changes them."""
        elements = self.page.locator(selector)
        texts: list[str] = elements.evaluate_all("(all) => all.map((each) => each.textContent.trim())")
        return texts

    def find_faults(self) -> list[Any]:
        """Return what axe finds fault with."""
        self.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
        faults: list[Any] = self.page.evaluate(_RUN_AXE, {"iframes": False})
        return faults

    def drop(self, *paths: Path) -> None:
        """Drop files or folders onto the zone, as the system does."""
        box = self.page.locator("#drop").bounding_box()
        data = {"items": [], "files": [*map(str, paths)], "dragOperationsMask": 1}
        session = self._context.new_cdp_session(self.page)
        for kind in ("dragEnter", "dragOver", "drop"):
            event = {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data}
            session.send("Input.dispatchDragEvent", event)
        session.detach()

    def tab_to(self, selector: str) -> None:
        """Press Tab until an element has the focus; what has it on the way is seen to have it."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(_FOCUS_IS_SEEN)
            if self.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(selector)

    @contextmanager
    def saving(self, path: Path) -> Iterator[None]:
        """Put the file that the block has saved under a path; a folder keeps its name."""
        with self.page.expect_download(timeout=60_000) as download:
            yield
        saved = download.value
        saved.save_as(path / saved.suggested_filename if path.is_dir() else path)
