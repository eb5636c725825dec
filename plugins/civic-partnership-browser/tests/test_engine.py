"""The engine of the page in a real browser: the same findings as the command line."""

import base64
from pathlib import Path
from typing import Any

import pytest
from example_registers import ON, REGISTERS, load, run
from page_driver import OpenPage

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


def call(opened: OpenPage, method: str, **given: Any) -> Any:
    """Call a method of the checker; the bytes that it answers with come as a text."""
    if files := given.get("files"):
        given["files"] = [{**each, "bytes": base64.b64encode(each["bytes"]).decode()} for each in files]
    return opened.page.evaluate(_CALL, [method, given])


@pytest.mark.parametrize("name", REGISTERS)
def test_a_browser_finds_what_the_command_line_finds(name: str, opened: OpenPage) -> None:
    """Compare every byte of the JSON, with the lines that tree-sitter finds in both."""
    call(opened, "open_files", files=load(name))

    saved = call(opened, "save_findings", on=ON, format="json", lang="da")

    assert run("check", name, "--on", ON, "--format", "json") == saved.get("data", saved)


@pytest.mark.parametrize("name", STRANGE)
def test_strange_files_are_read_as_the_command_line_reads_them(
    name: str, opened: OpenPage, tmp_path: Path
) -> None:
    """Places count letters, whatever their bytes, and are those of the file."""
    files = STRANGE[name]
    for path, text in (files if isinstance(files, dict) else {"": files}).items():
        (tmp_path / name / path).parent.mkdir(exist_ok=True)
        (tmp_path / name / path).write_bytes(text.encode())
    call(opened, "open_files", files=load(name, tmp_path))

    found = call(opened, "save_findings", on=ON, format="json")

    printed = run("check", name, "--on", ON, "--format", "json", beside=tmp_path)
    assert '"line": ' in printed
    assert printed == found.get("data", found)


def test_questions_are_answered_one_by_one(opened: OpenPage) -> None:
    """Whoever does not wait for an answer gets each of them all the same."""
    call(opened, "open_files", files=load("nordby"))
    sentences = opened.page.evaluate(
        """async () => {
          const asked = ["da", "en", "da"].map((lang) => page.engine.call("check", { on: "2025-03-01", lang }));
          return (await Promise.all(asked)).map((answer) => answer.summary);
        }"""
    )
    assert sentences[0] == sentences[2] != sentences[1]
    assert {"error"} == call(opened, "unknown").keys()
