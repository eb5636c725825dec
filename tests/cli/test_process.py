"""The command as a process of its own: pipes, signals, terminals, a full disk."""

import contextlib
import gc
import json
import os
import pty
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cli.terminal import Run
from conftest import PROGRAM
from hosting.plugin_code import GOOD, IMPORTER, RULE, Installed, exporting

from civic_partnership.cli import _interruptible, main

_WAITING_WHERE_IT_OPENS = """
import os, signal, sys
from civic_partnership.cli import main

def wait(event, arguments):
    if event == "open" and sys.argv[1] in str(arguments[0]):
        os.write(1, b"opens\\n")
        sys.stdin.readline()

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
sys.addaudithook(wait)
main(sys.argv[2:])
"""


def with_closed_pipe(*arguments: object) -> tuple[int, bytes]:
    """Run a command whose reader has left; return exit status and errors."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [*PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    return done.returncode, done.stderr


def test_a_closed_pipe_ends_quietly(examples: Path) -> None:
    """Whoever stops reading gets no traceback."""
    assert (141, b"") == with_closed_pipe("check", examples / "nordby-broken")


FULL = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no device that is always full"
)


def with_streams(streams: str, *arguments: object) -> tuple[int, str, str]:
    """Run a command whose streams a shell has changed; return exit status, output and errors."""
    done = subprocess.run(
        ["sh", "-c", f'"$@" {streams}', "sh", *PROGRAM, *map(str, arguments)],
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("streams", [">&-", pytest.param(">/dev/full", marks=FULL)])
@pytest.mark.parametrize("arguments", [["check"], ["check", "--format", "json"]], ids=" ".join)
def test_an_answer_that_nobody_can_receive_is_told(
    examples: Path, streams: str, arguments: list[str]
) -> None:
    """Where standard output is closed, or the disk full, status 3 and a sentence say so."""
    status, out, err = with_streams(streams, *arguments, examples / "copenhagen")

    assert (3, "") == (status, out)
    assert err.startswith("Svaret kan ikke skrives: ")
    assert 1 == len(err.splitlines())


@pytest.mark.parametrize(
    ("streams", "arguments", "expected"),
    [
        ("2>&-", ["show", "nordby-broken"], 1),
        pytest.param("2>/dev/full", ["show", "nordby-broken"], 1, marks=FULL),
        pytest.param("2>/dev/full", ["chek"], 2, marks=FULL),
    ],
)
def test_a_message_that_nobody_can_receive_changes_nothing(
    run: Run,
    examples: Path,
    monkeypatch: pytest.MonkeyPatch,
    streams: str,
    arguments: list[str],
    expected: int,
) -> None:
    """Where standard error is closed or full, give the same answer and status as ever."""
    monkeypatch.chdir(examples)
    _, answer, _ = run(*arguments)

    assert (expected, answer, "") == with_streams(streams, *arguments)


def test_with_both_streams_closed_only_the_status_tells(examples: Path) -> None:
    """Where nothing at all can be said, the status still is 3, and 2 for wrong use."""
    assert (3, "", "") == with_streams(">&- 2>&-", "show", examples / "copenhagen")
    assert (2, "", "") == with_streams(">&- 2>&-", "check", "--bad")


def test_answers_for_programs_are_utf_8_in_any_locale(tmp_path: Path) -> None:
    """Write JSON as the same bytes in any encoding, with emoji and names of files that are no UTF-8."""
    (tmp_path / "a😀.toml").write_text('[areas.a]\nname = "😀"\n"æ😀" = 1\n')
    (tmp_path / os.fsdecode(b"\xff.toml")).write_text("broken")

    def answer(encoding: str) -> bytes:
        command = [*PROGRAM, "check", str(tmp_path), "--format", "json"]
        environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
        return subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=False).stdout

    expected = answer("utf-8")
    files = {Path(finding["file"]).name for finding in json.loads(expected.decode("utf-8"))["findings"]}

    assert expected == answer("utf-16")
    assert {"a😀.toml", "\udcff.toml"} == files
    assert "æ😀" in expected.decode("utf-8")


def interrupted(opens: str, *arguments: str, cwd: Path) -> tuple[int, bytes, bytes]:
    """Send Ctrl-C to a command where it opens a file; return exit status, output and errors."""
    process = subprocess.Popen(
        [sys.executable, "-c", _WAITING_WHERE_IT_OPENS, opens, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
    )
    assert process.stdout is not None
    assert b"opens\n" == process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    return process.returncode, out, err


def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    """Ctrl-C in the midst of work leaves nothing but its exit status."""
    (tmp_path / "a.toml").write_text('[areas.a]\nname = "A"\n')

    assert (130, b"", b"") == interrupted("a.toml", "check", str(tmp_path), cwd=tmp_path)


def test_ctrl_c_is_not_lost_where_nothing_can_be_raised(examples: Path) -> None:
    """Where it comes while an object is being forgotten Python passes over it, and so it is said once more."""
    forgetting = """
import signal, sys, weakref
from civic_partnership.cli import main

class Thing:
    pass

def forget(event, _):
    if event == "open":
        things.clear()

signal.signal(signal.SIGINT, signal.default_int_handler)
things = [Thing()]
seen = weakref.ref(things[0], lambda _: signal.raise_signal(signal.SIGINT))
sys.addaudithook(forget)
main()
"""
    command = [sys.executable, "-c", forgetting, "check", str(examples / "copenhagen")]
    done = subprocess.run(command, capture_output=True, check=False)

    assert (130, b"", b"") == (done.returncode, done.stdout, done.stderr)


def test_ctrl_c_at_the_very_end_counts_once() -> None:
    """Where the work is done before it could be said once more, it has ended by it all the same."""
    lost: Any = SimpleNamespace(exc_type=KeyboardInterrupt)
    running = set(threading.enumerate())
    with pytest.raises(KeyboardInterrupt), _interruptible():
        sys.unraisablehook(lost)
    for thread in set(threading.enumerate()) - running:
        thread.join()


def test_what_else_cannot_be_raised_is_told_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes to whoever it went to before, who is asked again afterwards."""
    told: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    other: Any = SimpleNamespace(exc_type=ValueError)
    with _interruptible():
        sys.unraisablehook(other)

    assert [other] == told
    assert sys.unraisablehook == told.append


@pytest.mark.parametrize("arguments", [["rules"], ["check", "base.ndjson", "--base", "base.toml"]])
def test_a_program_that_runs_the_command_collects_garbage_as_before(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """The command collects it less often, but only while it runs."""
    monkeypatch.chdir(tmp_path)
    Path("base.toml").touch()
    Path("base.ndjson").touch()
    before = gc.get_threshold()

    assert 0 == run(*arguments)[0]
    assert before == gc.get_threshold()


def test_any_encoding_of_the_terminal_will_do(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the terminal lacks a letter, it is written in another way, and nothing fails."""
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setenv("PYTHONUTF8", "0")
    status, out, err = with_streams("", "check", examples / "nordby-broken")

    assert (1, "") == (status, err)
    assert "For 2022 er der givet 180.000 kr." in out


def test_a_name_forges_no_line_on_a_terminal(tmp_path: Path) -> None:
    """The name of a folder is shown as it is, without what a terminal or the program would obey."""
    folder = tmp_path / "[bold]x\x1b[2J\ny"
    folder.mkdir()
    (folder / "a.toml").write_text("[areas.a]\nname = 5\n")
    text = in_terminal("check", folder, columns=400)

    assert f"Læser og kontrollerer {tmp_path}/[bold]x\ufffd[2J\ufffdy" in text
    assert "\x1b[2J" not in text


def test_on_a_terminal_it_shows_that_it_works_and_uses_colour(examples: Path) -> None:
    """A terminal gets colours, and a word on what goes on, which a pipe never gets."""
    text = in_terminal("check", examples / "nordby-broken")

    assert "Læser og kontrollerer" in text
    assert "\x1b[1;31mfejl: " in text


def test_on_a_terminal_an_export_shows_what_it_writes(examples: Path, tmp_path: Path) -> None:
    """A terminal sees that work goes on, then the report."""
    out = tmp_path / "out"

    text = in_terminal("export", examples / "nordby", "--out", out, "--to", "csv", "--on", "2025-03-01")

    assert "Skriver " in text
    assert "Intet gik tabt." in text


def test_without_the_extra_it_says_what_to_install(examples: Path) -> None:
    """Where click is missing, a sentence says what to install."""
    program = "import sys; sys.modules['click'] = None; from civic_partnership.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", str(examples / "nordby")], capture_output=True, check=False
    )

    assert 2 == done.returncode
    assert "civic-partnership[cli]" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def in_terminal(*arguments: object, columns: int = 80) -> str:
    """Run a command on a terminal of so many columns; return what it writes."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns)}
    command = [*PROGRAM, *map(str, arguments)]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=environment):
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # what Linux says when the other side is closed
            while part := os.read(ours, 4096):
                shown += part
    os.close(ours)
    return shown.decode()


LOUD = {
    "loud-rules": RULE.format(rules="cvr_missing").replace("    if", "    print('aloud')\n    if"),
    "loud-format": exporting("loud", f"print('aloud')\n{GOOD}"),
    "loud-importer": IMPORTER.replace("        rows", "        print('aloud')\n        rows"),
}
"""Plugins that print when they are loaded, and when they are run."""


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "{nordby}", "--on", "2025-03-01", "--format", "json"],
        ["export", "{nordby}", "--on", "2025-03-01", "--allow-errors", "--out", "out", "--to", "loud"],
        ["import", "{sent}", "--into", "register", "--from", "area-list"],
        ["formats", "loud"],
        ["explain", "cvr-missing"],
    ],
    ids=" ".join,
)
def test_what_plugins_print_is_no_part_of_the_answer(
    capsys: pytest.CaptureFixture[str],
    examples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    installed: Installed,
    arguments: list[str],
) -> None:
    """Standard output holds the answer alone; what plugins print stands beside it."""
    monkeypatch.chdir(tmp_path)
    Path("areas.txt").write_text("havnen Havnen\n")
    for name, code in LOUD.items():
        installed(name, f"print('aloud')\n{code}")

    with pytest.raises(SystemExit):
        main([each.format(nordby=examples / "nordby", sent="areas.txt") for each in arguments])
    out, err = capsys.readouterr()

    assert out
    assert "aloud" not in out
    assert set(err.splitlines()) == {"aloud"}
    assert "json" not in arguments or json.loads(out)
