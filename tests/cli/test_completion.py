"""What shells are told when they complete a command line, asked as their scripts ask."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.terminal import Run
from conftest import PROGRAM
from hosting.plugin_code import RULE, Installed, exporting

from civic_partnership.cli.commands import cli

SHELLS = ("bash", "zsh", "fish")
Ask = Callable[[str], tuple[int, list[str], str]]


@pytest.fixture
def ask(run: Run, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks what may stand at the end of a line; gives exit status, the values that are offered, and standard error."""

    def ask(line: str) -> tuple[int, list[str], str]:
        monkeypatch.setenv("COMP_WORDS", f"civic-partnership {line}")
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" "))))
        monkeypatch.setenv("_CIVIC_PARTNERSHIP_COMPLETE", "bash_complete")
        status, out, err = run()
        return status, [each.removeprefix("plain,") for each in out.split()], err

    return ask


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", sorted(cli.commands)),
        ("--lang en ex", ["explain", "export"]),
        ("--la", ["--lang"]),
        ("--lang ", ["da", "en"]),
        ("check x --form", ["--format"]),
        ("check --format=s", ["sarif"]),
        ("check --select term-", ["term-length", "term-sequence", "term-within-appropriation"]),
        ("check x --select cpr-number --ignore cvr", ["cvr-checksum"]),
        ("explain dup", ["duplicate-id", "duplicate-association"]),
        ("export x --to nd", ["ndjson"]),
        ("import x --from nd", ["ndjson"]),
        ("import x --from ica", []),
        ("formats tom", ["toml"]),
        ("check --on ", []),
        ("qqq --", ["--lang", "--version", "--help"]),
        ("check 'half", ["file,half"]),
        ("check ex", ["file,ex"]),
        ("export x --out ex", ["dir,ex"]),
        ("export x --options ex", ["file,ex"]),
        ("import x --into ex", ["dir,ex"]),
    ],
)
def test_the_end_of_a_line_is_completed(ask: Ask, line: str, expected: list[str]) -> None:
    """Commands, options, rules, formats and languages that begin as what is typed; paths are left to the shell."""
    assert (0, expected, "") == ask(line)


def test_what_plugins_bring_is_completed(ask: Ask, installed: Installed) -> None:
    """Their rules and formats are offered; what they print, or fail in, is not seen."""
    installed(
        "nordby-rules",
        f"import sys\nprint('x')\nprint('y', file=sys.stderr)\n{RULE.format(rules='cvr_missing')}",
    )
    installed("nordby-format", exporting("nordby"))
    installed("bad-rules", "raise RuntimeError('x')")

    assert (0, ["cvr-checksum", "cvr-missing"], "") == ask("explain cvr")
    assert (0, ["nordby"], "") == ask("export --to nor")


@pytest.mark.parametrize(
    ("lang", "expected"), [("da", "Vis alle regler efter emne."), ("en", "List all rules by subject.")]
)
def test_descriptions_are_in_the_language_of_the_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, expected: str
) -> None:
    """In zsh and fish the meaning of a name stands beside it, in one language."""
    monkeypatch.setenv("COMP_WORDS", f"civic-partnership --lang {lang} ru")
    monkeypatch.setenv("COMP_CWORD", "ru")
    monkeypatch.setenv("_CIVIC_PARTNERSHIP_COMPLETE", "fish_complete")

    assert (0, f"plain,rules\t{expected}\n", "") == run()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_asks_for_this_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    """What a shell evaluates asks by the same variable, and keeps descriptions whole."""
    monkeypatch.setenv("_CIVIC_PARTNERSHIP_COMPLETE", f"{shell}_source")

    status, out, err = run()

    assert (0, "") == (status, err)
    assert f"_CIVIC_PARTNERSHIP_COMPLETE={shell}_complete" in out
    assert (shell == "fish") == ('--max 1 ","' in out)


@pytest.mark.parametrize(
    "environment",
    [
        {"_CIVIC_PARTNERSHIP_COMPLETE": "tcsh_source"},
        {"_CIVIC_PARTNERSHIP_COMPLETE": "bash"},
        {"_CIVIC_PARTNERSHIP_COMPLETE": "bash_complete"},
        {"_CIVIC_PARTNERSHIP_COMPLETE": "bash_complete", "COMP_WORDS": "x", "COMP_CWORD": "many"},
    ],
    ids=lambda environment: " ".join(environment.values()),
)
def test_what_cannot_be_answered_is_answered_by_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    """Whoever types sees neither a message nor a traceback."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert (1, "", "") == run()


HEAVY = ["cattrs", "pluggy", "rich", "stdnum", "tomli_w", "tree_sitter", "civic_partnership.model"]


@pytest.mark.parametrize(
    ("line", "unneeded"), [("", HEAVY), ("check --", HEAVY), ("explain ", ["rich", "tree_sitter"])]
)
def test_completing_loads_little(line: str, unneeded: list[str]) -> None:
    """It is fast: names that the command line itself knows are told without the rooms below it."""
    program = (
        "import sys\nfrom civic_partnership.cli import main\ntry:\n    main()\nfinally:\n"
        f"    print([name for name in {unneeded!r} if name in sys.modules], file=sys.stderr)"
    )
    words = f"civic-partnership {line}"
    environment = {
        **os.environ,
        "_CIVIC_PARTNERSHIP_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, env=environment, check=True, text=True
    )

    assert done.stdout.startswith("plain,")
    assert "[]\n" == done.stderr


def test_bash_completes_by_the_script(tmp_path: Path) -> None:
    """In bash itself, where the script is evaluated, the words are completed."""
    program = tmp_path / "civic-partnership"
    program.write_text(f'#!/bin/sh\nexec {" ".join(PROGRAM)} "$@"\n')
    program.chmod(0o755)
    script = (
        'eval "$(_CIVIC_PARTNERSHIP_COMPLETE=bash_source civic-partnership)"\n'
        "COMP_WORDS=(civic-partnership check --select cvr)\nCOMP_CWORD=3\n"
        '_civic_partnership_completion civic-partnership\necho "${COMPREPLY[@]}"\n'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, check=True)

    assert ("cvr-checksum\n", "") == (done.stdout, done.stderr)
