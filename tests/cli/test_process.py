"""The command as a process: pipes, signals, terminals, a full disk."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import PROGRAM


def test_a_closed_pipe_ends_quietly(examples: Path) -> None:
    """Whoever stops reading gets no traceback."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PROGRAM, "check", str(examples / "nordby-broken")],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)

    assert (141, b"") == (done.returncode, done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["check"], ["check", "--format", "json"], ["show"]])
def test_a_full_disk_is_told(examples: Path, arguments: list[str]) -> None:
    """An answer that cannot be written is told in both languages, with status 3."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments, str(examples / "nordby-broken")],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert 3 == done.returncode
    assert "Svaret kan ikke skrives:" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    """Ctrl-C in the midst of work leaves nothing but its exit status."""
    row = '[associations.a-{}]\nname = "A"\naliases = ["B", "C"]\nmember_counts = [{{ on = 2020-12-31, total = 3 }}]\n'
    (tmp_path / "a.toml").write_text("".join(row.format(i) for i in range(60_000)))
    process = subprocess.Popen(
        [*PROGRAM, "check", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()

    assert (130, b"", b"") == (process.returncode, out, err)


def test_any_encoding_of_the_terminal_will_do(examples: Path) -> None:
    """Where the terminal lacks a letter, it is written in another way, and nothing fails."""
    done = subprocess.run(
        [*PROGRAM, "check", str(examples / "nordby-broken")],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=False,
    )

    assert (1, b"") == (done.returncode, done.stderr)
    assert b"Tilskuddet for 2022" in done.stdout


def test_on_a_terminal_it_shows_that_it_works_and_uses_colour(examples: Path) -> None:
    """A terminal gets colours, and a word on what goes on, which a pipe never gets."""
    shown = in_terminal([*PROGRAM, "check", str(examples / "nordby-broken")])

    assert "Læser og kontrollerer" in shown
    assert "\x1b[1;31mfejl: " in shown


def test_on_a_terminal_a_page_is_set_for_reading() -> None:
    """The page of a rule is set as a page, not shown as its source."""
    shown = in_terminal([*PROGRAM, "explain", "term-length"])

    assert "The initial term lasts the programme's years." in shown
    assert "```" not in shown


def test_without_the_extra_it_says_what_to_install(examples: Path) -> None:
    """Where click is missing, a sentence says what to install."""
    program = "import sys; sys.modules['click'] = None; from civic_partnership.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", str(examples / "nordby")], capture_output=True, check=False
    )

    assert 2 == done.returncode
    assert "civic-partnership[cli]" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def in_terminal(command: list[str]) -> str:
    """What a command writes on a terminal of eighty columns."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=environment):
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # what Linux says when the other side is closed
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return shown.decode()
