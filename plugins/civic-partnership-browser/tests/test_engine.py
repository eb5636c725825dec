"""The engine of the page in a real browser: the same findings as the command line, and no request."""

import base64
from pathlib import Path
from typing import Any

import pytest
from example_registers import ON, REGISTERS, load, run

pytestmark = pytest.mark.enable_socket  # Playwright talks to the browser

MOST_BYTES = 12_000_000

_CALL = """
async ([method, given]) => {
  for (const file of given.files ?? []) {
    file.bytes = Uint8Array.from(atob(file.bytes), (letter) => letter.charCodeAt(0));
  }
  const answer = await page.engine.call(method, given);
  if (answer.data) answer.data = new TextDecoder().decode(answer.data);
  return answer;
}
"""


class Engine:
    """The engine of the page, opened from a file without a network.

    Attributes:
        requests: the addresses that the page has asked for.
        complaints: what its policy has refused, and errors of its scripts.
    """

    def __init__(self, browser: Any, file: Path) -> None:
        self._page = browser.new_context(offline=True).new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._page.on("request", lambda request: self.requests.append(request.url))
        self._page.on("console", lambda message: self._note(message.type, message.text))
        self._page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._page.goto(file.as_uri())
        self._page.wait_for_selector("#starting", state="hidden", timeout=120_000)

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def call(self, method: str, **given: Any) -> Any:
        """Call a method of the checker; the bytes that it answers with come as a text."""
        if files := given.get("files"):
            given["files"] = [{**each, "bytes": base64.b64encode(each["bytes"]).decode()} for each in files]
        return self._page.evaluate(_CALL, [method, given])


@pytest.fixture(scope="module")
def engine(browser: Any, page_file: Path) -> Engine:
    """Open the page and start its engine."""
    return Engine(browser, page_file)


def test_the_page_is_small_enough_to_be_sent(page_file: Path) -> None:
    """Stay below twelve million bytes."""
    assert page_file.stat().st_size < MOST_BYTES


@pytest.mark.parametrize("name", REGISTERS)
def test_a_browser_finds_what_the_command_line_finds(name: str, engine: Engine) -> None:
    """Compare every byte of the JSON, with the lines that tree-sitter finds in both."""
    engine.call("open_files", files=load(name))

    saved = engine.call("save_findings", on=ON, format="json", lang="da")

    assert run("check", name, "--on", ON, "--format", "json") == saved.get("data", saved)


def test_nothing_leaves_the_page(engine: Engine) -> None:
    """Ask for nothing but the page itself, and break no rule of its policy."""
    engine.call("open_files", files=load("nordby"))
    engine.call("check", on=ON)

    assert 1 == len([each for each in engine.requests if not each.startswith("blob:")])
    assert [] == engine.complaints
