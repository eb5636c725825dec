"""The hooks for pre-commit and the action for GitHub, run as these would run them."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from civic_partnership.cli.commands import cli

ROOT = Path(__file__).parent.parent
HOOKS = {hook["id"]: hook for hook in YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")}
ACTION = YAML(typ="safe").load(ROOT / "action.yml")
PAGE = ROOT / "src" / "civic_partnership" / "cli" / "README.md"
DAY = "2025-03-01"


def blocks(first: str) -> list[Any]:
    """Return the pieces of YAML on the page of the command that begin with a word."""
    text = PAGE.read_text(encoding="utf-8")
    return [
        YAML(typ="safe").load(each)
        for each in re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
        if each.startswith(first)
    ]


@pytest.fixture
def repository(tmp_path: Path, examples: Path) -> Path:
    """Make a folder with a valid and a broken register."""
    for name in ("nordby", "nordby-broken"):
        shutil.copytree(examples / name, tmp_path / "work" / name)
    return tmp_path / "work"


def run_hook(hook: dict[str, Any], args: list[str], files: list[str], folder: Path) -> int | None:
    """Run a hook as pre-commit does; None if none of the files is for it."""
    wanted = [name for name in files if re.search(hook["files"], name)]
    if not wanted:
        return None
    words = [*shlex.split(hook["entry"]), *args, *(wanted if hook.get("pass_filenames", True) else [])]
    assert "civic-partnership" == words[0]
    command = [sys.executable, "-m", "civic_partnership", *words[1:]]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def test_the_check_stops_a_commit_of_a_broken_register(repository: Path) -> None:
    """It runs where a file of a register is among those of the commit."""
    hook = HOOKS["civic-partnership-check"]

    assert 0 == run_hook(hook, ["nordby", "--on", DAY], ["nordby/associations.toml"], repository)
    assert 1 == run_hook(hook, ["nordby-broken", "--on", DAY], ["README.md", "a.toml"], repository)
    assert None is run_hook(hook, hook["args"], ["README.md", "toml"], repository)
    shutil.rmtree(repository / "nordby-broken")
    assert 0 == run_hook(hook, [*hook["args"], "--on", DAY], ["nordby/associations.toml"], repository)


def test_hooks_call_commands_that_exist() -> None:
    """Each names a command and options of it; the page names the hooks."""
    for hook in HOOKS.values():
        _, name, *options = shlex.split(hook["entry"]) + list(hook["args"])
        known = {each for parameter in cli.commands[name].params for each in parameter.opts}
        assert {each for each in options if each.startswith("--")} <= known
        assert not hook["pass_filenames"]
        assert "python" == hook["language"]
    (shown,) = blocks("repos:")
    assert {*HOOKS} == {hook["id"] for hook in shown["repos"][0]["hooks"]}


def test_the_format_stops_a_commit_of_files_out_of_order(repository: Path) -> None:
    """Nothing is written; `civic-partnership format` then puts them in order."""
    hook = HOOKS["civic-partnership-format"]
    file = repository / "nordby" / "new.toml"
    file.write_text('[areas.b]\nname = "B"\n')
    assert 0 == run_hook(hook, ["nordby/new.toml"], ["nordby/new.toml"], repository)
    file.write_text('[associations.b]\ncvr = "12345674"\nname = "B"\n')
    before = file.read_bytes()

    assert 1 == run_hook(hook, ["nordby/new.toml"], ["nordby/new.toml"], repository)
    assert before == file.read_bytes()


@pytest.fixture
def act(tmp_path: Path, repository: Path) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Return a function that runs the steps of the action with some inputs, and installs nothing."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(
        f'#!/bin/sh\nif [ "$2" = pip ]; then echo "$@" > {tmp_path}/installed; else exec {shlex.quote(sys.executable)} "$@"; fi\n'
    )
    python.chmod(0o755)

    def act(**given: str) -> "subprocess.CompletedProcess[str]":
        inputs = {name: facts["default"] for name, facts in ACTION["inputs"].items()} | given
        values = {f"inputs.{name}": value for name, value in inputs.items()}
        values["github.action_path"] = "/somewhere/action"
        for step in ACTION["runs"]["steps"]:
            if "uses" in step:
                continue
            environment = {
                name: re.sub(r"\$\{\{ (\S+) \}\}", lambda match: values[match[1]], value)
                for name, value in step["env"].items()
            }
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=repository,
                env={**os.environ, "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", **environment},
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                break
        return done

    return act


Act = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_action_shows_findings_at_their_lines(act: Act, tmp_path: Path) -> None:
    """Errors fail the job; the annotations are GitHub's, in the language that is asked for."""
    broken = act(path="nordby-broken", on=DAY, lang="en")

    assert 1 == broken.returncode
    assert "::error title=grant-annual-amount,file=nordby-broken/partnership.toml,line=20," in broken.stdout
    assert "180,000 kr. are granted" in broken.stdout
    assert 0 == act(path="nordby", on=DAY).returncode
    assert "-m pip install --quiet /somewhere/action[cli]\n" == (tmp_path / "installed").read_text()


def test_the_action_may_be_strict_and_take_today(act: Act, repository: Path) -> None:
    """With `strict` a warning fails the job; without a day it is today's check."""
    for file in (repository / "nordby").iterdir():
        file.unlink()
    (repository / "nordby" / "a.toml").write_text(
        '[associations.a]\nname = "A"\n[programmes.p]\nname = "P"\n'
        '[partnerships.q]\nprogramme = "p"\npartners = [{ association = "a" }]\nterms = [{ period = "2024/..", kind = "initial" }]\n'
    )
    mild = act(path="nordby")

    assert (0, True) == (mild.returncode, "::warning " in mild.stdout)
    assert 1 == act(path="nordby", strict="true").returncode


@pytest.mark.parametrize("text", ["$(touch pwned)", '"; touch pwned; "', "--help"])
@pytest.mark.parametrize("name", ["path", "on", "lang", "strict"])
def test_inputs_are_never_run(act: Act, repository: Path, name: str, text: str) -> None:
    """An input is a text: it is no command, and no option."""
    done = act(**{"path": "nordby", "on": DAY, name: text})

    assert not (repository / "pwned").exists()
    assert (name == "strict") == (done.returncode == 0)


def test_no_step_has_an_input_in_its_script() -> None:
    """Expressions stand in `env` only, every input is used, and the page names inputs that exist."""
    steps = [step for step in ACTION["runs"]["steps"] if "run" in step]
    used = " ".join(value for step in steps for value in step["env"].values())

    assert not any("${{" in step["run"] for step in steps)
    assert {f"inputs.{name}" for name in ACTION["inputs"]} <= {*re.findall(r"[\w.]+", used)}
    (workflow,) = blocks("on:")
    (checkout, use) = workflow["jobs"]["register"]["steps"]
    assert "actions/checkout@v4" == checkout["uses"]
    assert {*use["with"]} <= {*ACTION["inputs"]}
