"""The engine of the page in a real browser: the same findings as the command line, and no request."""

import base64
from pathlib import Path
from typing import Any

import pytest
from example_registers import ON, REGISTERS, load, run

pytestmark = pytest.mark.enable_socket  # Playwright talks to the browser

STRANGE: dict[str, str | dict[str, str]] = {
    "bogstaver": {
        "a.toml": '# æøå 😀\n[associations."ø-1"]\nname = "Ål" # ½\ncvr = "12345647"\n"å😀" = { a = 1 }\n',
        "b.toml": '[associations.b]\r\nname = "B"\r\n\r\nnetworks = ["æ",\r\n  "ø", 7]\r\n',
        "c.toml": "[associations.c\nname = \n",
        "d.toml": '[contacts.d]\nrole = "formand"\nname = "Åse Ø"\nnote = "ring 12 34 56 78"\n',
    },
    "register.json": '{"associations": {"ø": {"name": "Å😀", "cvr": "12345647",\n "netværk": ["a"]}}}',
    "linjer.ndjson": '{"associations": {"a": {"name": "A"}}}\n{"associations": {"å": {"nam": 1, "cvr": 2}}}\n',
    "tabeller": {"associations.csv": "id,name,cvr\na,Ærø,12345647\nb,,\n"},
}
"""Registers with letters of several bytes, faults of syntax, and in every format."""

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
        return self.evaluate(_CALL, [method, given])

    def evaluate(self, script: str, *arguments: Any) -> Any:
        """Return what a script in the page returns."""
        return self._page.evaluate(script, *arguments)


@pytest.fixture(scope="module")
def engine(browser: Any, page_file: Path) -> Engine:
    """Open the page and start its engine."""
    return Engine(browser, page_file)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_browser_finds_what_the_command_line_finds(name: str, engine: Engine) -> None:
    """Compare every byte of the JSON, with the lines that tree-sitter finds in both."""
    engine.call("open_files", files=load(name))

    saved = engine.call("save_findings", on=ON, format="json", lang="da")

    assert run("check", name, "--on", ON, "--format", "json") == saved.get("data", saved)


@pytest.mark.parametrize("name", STRANGE)
def test_strange_files_are_read_as_the_command_line_reads_them(
    name: str, engine: Engine, tmp_path: Path
) -> None:
    """Places count letters, whatever their bytes, and are those of the file."""
    files = STRANGE[name]
    for path, text in (files if isinstance(files, dict) else {"": files}).items():
        (tmp_path / name / path).parent.mkdir(exist_ok=True)
        (tmp_path / name / path).write_bytes(text.encode())
    engine.call("open_files", files=load(name, tmp_path))

    found = engine.call("save_findings", on=ON, format="json")

    printed = run("check", name, "--on", ON, "--format", "json", beside=tmp_path)
    assert '"line": ' in printed
    assert printed == found.get("data", found)


def test_questions_are_answered_one_by_one(engine: Engine) -> None:
    """Whoever does not wait for an answer gets each of them all the same."""
    engine.call("open_files", files=load("nordby"))
    sentences = engine.evaluate(
        """async () => {
          const asked = ["da", "en", "da"].map((lang) => page.engine.call("check", { on: "2025-03-01", lang }));
          return (await Promise.all(asked)).map((answer) => answer.summary);
        }"""
    )
    assert sentences[0] == sentences[2] != sentences[1]
    assert {"error"} == engine.call("unknown").keys()


def test_nothing_leaves_the_page(engine: Engine) -> None:
    """Ask for nothing but the page itself, and break no rule of its policy."""
    engine.call("open_files", files=load("nordby"))
    engine.call("check", on=ON)

    assert 1 == len([each for each in engine.requests if not each.startswith("blob:")])
    assert [] == engine.complaints
