"""Commands of other distributions: found, run, and told of in a sentence where they fail."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from cli.terminal import Run

from civic_partnership.cli.commands import cli
from civic_partnership.cli.completion import complete
from civic_partnership.cli.invocation import Invocation
from civic_partnership.cli.plugin_commands import GROUP, PUBLISHED, load_command
from civic_partnership.hosting import find_entries

GREETING = """
import click
from civic_partnership.cli.bilingual_commands import command
from civic_partnership.cli.invocation import get_invocation
from civic_partnership.values import Label

@command("greet", label=Label("Hils.", "Greet."))
def greet() -> None:
    get_invocation().answer.write("hello\\n")

@click.command("plain", help="A command of click.")
def plain() -> int:
    return 1

number = 1
"""
FAILING = """
import click
from civic_partnership.cli.bilingual_commands import command
from civic_partnership.errors import PathError
from civic_partnership.values import Label

@command("fail", label=Label("Fejl.", "Fail."))
def fail() -> None:
    raise ValueError("secret")

@command("leave", label=Label("Gå.", "Leave."))
def leave() -> None:
    raise click.Abort

@command("refuse", label=Label("Afvis.", "Refuse."))
def refuse() -> None:
    raise PathError("Nej.", "No.")
"""
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return a function that installs a distribution with commands: its name, its module, and its entries."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)

    def install(name: str, code: str, *entries: str, group: str = "civic_partnership.commands") -> None:
        module = name.replace("-", "_")
        (site / f"{module}.py").write_text(code, encoding="utf-8")
        folder = site / f"{module}-1.0.dist-info"
        folder.mkdir()
        lines = [f"{entry.partition('=')[0]} = {module}:{entry.partition('=')[2]}" for entry in entries]
        text = "\n".join(["[console_scripts]", "x = y:z", f"[{group}]", *lines, "no sign", ""])
        (folder / "entry_points.txt").write_text(text, encoding="utf-8")
        monkeypatch.delitem(sys.modules, module, raising=False)

    return install


def test_a_command_is_listed_and_runs(run: Run, install: Install) -> None:
    """It stands among the others, has help in both languages, and its answer is an answer."""
    install("nordby-greetings", GREETING, "greet=greet", "plain=plain")

    assert "  greet    Hils.\n" in run("--help")[1]
    assert "Greet." in run("--lang", "en", "greet", "--help")[1]
    assert (0, "hello\n", "") == run("greet")
    assert "  plain    A command of click.\n" in run("--help")[1]
    assert (1, "", "") == run("plain")


def test_own_commands_cannot_be_replaced(run: Run, install: Install) -> None:
    """A command with the name of one of the package is not used."""
    install("nordby-greetings", GREETING, "rules=greet")

    assert "hello" not in run("rules")[1]
    assert "Hils" not in run("--help")[1]


@pytest.mark.parametrize(
    ("code", "entry", "reason"),
    [
        ("import nothing_of_that_name", "greet=greet", "fejlede (ModuleNotFoundError, "),
        (GREETING, "greet=absent", "fejlede (AttributeError, "),
        (GREETING, "greet=number", "er ingen kommando af click. Sig det til den, der har lavet pakken."),
        ("1/0", "greet=greet", "fejlede (ZeroDivisionError, "),
    ],
)
def test_a_command_that_cannot_be_loaded_hurts_no_other(
    run: Run, install: Install, code: str, entry: str, reason: str
) -> None:
    """One sentence names the command and its distribution; the help lists all others."""
    install("nordby-greetings", code, entry)
    sentence = f"Kommandoen greet fra nordby-greetings {reason}"

    status, answer, told = run("greet")
    assert (3, "") == (status, answer)
    assert told.startswith(sentence)

    status, answer, told = run("--help")
    assert 0 == status
    assert "check" in answer
    assert "greet" not in answer
    assert told.startswith(sentence)

    assert 0 == run("rules")[0]


def test_a_command_that_fails_is_told_in_a_sentence(run: Run, install: Install) -> None:
    """The text of a foreign error is kept back; an error of the package is told as ever."""
    install("nordby-failures", FAILING, "fail=fail", "refuse=refuse")

    status, _, told = run("--lang", "en", "fail")
    assert 3 == status
    assert told.startswith("The command fail from nordby-failures failed (ValueError, ")
    assert "secret" not in told
    assert (3, "", "Nej.\n") == run("refuse")
    assert 2 == run("fail", "--absent")[0]


def test_ctrl_c_at_a_question_of_a_command_is_no_failure(install: Install) -> None:
    """It ends the program, as everywhere else."""
    install("nordby-failures", FAILING, "leave=leave")
    (entry,) = (each for each in find_entries(GROUP) if each.name == "leave")
    leave = load_command(entry)

    with click.Context(leave) as context, pytest.raises(KeyboardInterrupt):
        leave.invoke(context)


def test_a_wrong_name_is_compared_with_all_names(run: Run, install: Install) -> None:
    """A command of another distribution is suggested too."""
    install("nordby-greetings", GREETING, "greet=greet")

    assert "greet?" in run("gret")[2]


def test_other_groups_and_folders_that_cannot_be_read_are_passed_over(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Only entries of the group are commands."""
    install("nordby-greetings", GREETING, "greet=greet", group="something.else")
    (tmp_path / "site" / "bare-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path / "nowhere")

    assert "greet" not in {each.name for each in find_entries(GROUP)}


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_package_of_a_command_is_named(run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who read of the command learns what to install."""
    monkeypatch.setattr(sys, "path", [])

    sentence = f"Kommandoen {name} kommer med en pakke for sig. Installér {PUBLISHED[name]}."
    assert (2, "", f"{sentence} Se civic-partnership --help.\n") == run(name)


def test_a_shell_completes_the_name(
    install: Install, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the names of the package's own commands."""
    install("nordby-greetings", GREETING, "greet=greet")
    monkeypatch.setenv("COMP_WORDS", "civic-partnership gre")
    monkeypatch.setenv("COMP_CWORD", "1")

    assert 0 == complete(cli.in_language("da"), "bash_complete", Invocation("da", sys.stdout))
    assert "plain,greet" == capsys.readouterr().out.strip()
