"""Every code block of the Markdown files does what they say."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rules.readme import PAGE, with_table
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

from civic_partnership import parse
from civic_partnership.cli import main
from civic_partnership.cli.commands import cli
from civic_partnership.rules import ALL_RULES

ROOT = Path(__file__).parent.parent
PACKAGE = Path("src", "civic_partnership")
COMMAND = PACKAGE / "cli" / "README.md"
PAGES = [
    *map(Path, ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *(PACKAGE / room / "README.md" for room in ("cli", "exporting", "findings", "importing", "streaming")),
]
"""Pages whose code is run; those of the contract and of plugins are followed step by step elsewhere."""
WRITE_GOLDEN = "WRITE_GOLDEN" in os.environ
"""Whether the outputs on the pages are written anew."""
LANGUAGES = {"console", "json", "python", "sh", "text", "toml"}


def _console(example: Example) -> None:
    """Run each command of a session, and compare its output with the page."""
    capture: pytest.CaptureFixture[str] = example.namespace["capsys"]
    capture.readouterr()  # what the blocks before have printed
    session = "".join(
        f"$ {command}\n{_run(command, capture)}"
        for command in re.findall(r"^\$ (.*)$", example.parsed, re.MULTILINE)
    )
    example.namespace.setdefault("sessions", []).append((example.parsed, session))
    assert WRITE_GOLDEN or session == example.parsed


def _run(command: str, capture: pytest.CaptureFixture[str]) -> str:
    """Run one command; return what it prints."""
    program, *arguments = shlex.split(command)
    if "|" in arguments:
        env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        return subprocess.check_output(["bash", "-o", "pipefail", "-c", command], text=True, env=env)
    if program == "civic-partnership":
        with pytest.raises(SystemExit):
            main(arguments)
        return capture.readouterr().out
    return subprocess.check_output([program, *arguments], text=True)


def _toml(example: Example) -> None:
    """Read a piece of a register without findings."""
    assert () == parse(example.parsed).findings


def _json(example: Example) -> None:
    """Parse JSON."""
    json.loads(example.parsed)


SYBIL = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        CodeBlockParser(language="console", evaluator=_console),
        CodeBlockParser(language="toml", evaluator=_toml),
        CodeBlockParser(language="json", evaluator=_json),
    ]
)


def follow_golden_page(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Run the code of a page in its order; write the outputs of its commands anew where WRITE_GOLDEN is set."""
    document = SYBIL.parse(page)
    document.namespace["capsys"] = capsys
    for example in document.examples():
        example.evaluate()
    if WRITE_GOLDEN:
        text = document.text
        for before, after in document.namespace.get("sessions", ()):
            text = text.replace(f"```console\n{before}```", f"```console\n{after}```")
        page.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", PAGES, ids=str)
def test_code_in_markdown_works(
    name: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Run the commands and the Python of a page, and read its records."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)

    follow_golden_page(ROOT / name, capsys)


def test_every_block_has_a_language_that_is_checked() -> None:
    """No block escapes by its language: `sh` is run by the checks, `text` is held to the help below."""
    for page in PAGES:
        opened = re.findall(r"^```(.*)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)[::2]
        assert set(opened) <= LANGUAGES


def test_the_first_two_commands_stand_alone() -> None:
    """The README opens with two commands of one line each, the first fenced `sh` blocks of the file."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )

    assert 2 == len(blocks)
    assert [1, 1] == [block.count("\n") for block in blocks]
    assert "check examples/copenhagen" in blocks[0]
    assert "pytest" in blocks[1]


def test_the_page_of_the_command_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    """The synopsis there and the help of the command name the same options."""
    page = (ROOT / COMMAND).read_text(encoding="utf-8")
    synopsis = re.search(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert synopsis
    options_by_command: dict[str, set[str]] = {}
    for line in re.findall(r"civic-partnership (.*(?:\n {10,}.*)*)", synopsis[1]):
        words = re.findall(r"^[a-z-]+(?: [a-z][a-z-]*)*", line)[0]
        options_by_command.setdefault(words, set()).update(re.findall(r"--[a-z-]+", line))

    for command, options in options_by_command.items():
        with pytest.raises(SystemExit):
            main([*command.split(), "--help"])
        options_printed = set(re.findall(r"^ +(?:-h, )?(--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
        assert options == options_printed - {"--help"}, command
    assert cli.commands.keys() == {command.split()[0] for command in options_by_command}


def test_the_page_of_the_rules_names_every_rule() -> None:
    """The table of rules is what `python tests/rules/readme.py` writes of them."""
    page = PAGE.read_text(encoding="utf-8")

    assert "| rule | what must hold |" in page
    assert page == with_table(page, ALL_RULES)


@pytest.mark.parametrize("name", PAGES, ids=str)
def test_no_section_is_a_placeholder(name: Path) -> None:
    """Every section says something: more than a word or two, or a block."""
    page = (ROOT / name).read_text(encoding="utf-8")

    for section in re.split(r"^## .*$", page, flags=re.MULTILINE)[1:]:
        assert len(section.split()) > 10


@pytest.mark.parametrize("name", PAGES, ids=str)
def test_every_link_leads_somewhere(name: Path) -> None:
    """What a page links to in the repository is there."""
    page = ROOT / name

    for target in re.findall(r"\]\(((?!https?://|#)[^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
