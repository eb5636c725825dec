"""The command `check` with `--base`."""

import contextlib
import csv
import gzip
import json
import os
import re
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from cli.terminal import Run, Terminal, plain, shown
from cli.test_process import with_closed_pipe
from conftest import PROGRAM
from hosting.plugin_code import FAILING, Installed

from civic_partnership.cli import main


@pytest.fixture
def stream(examples: Path) -> list[str]:
    """Return the arguments of the check of the example."""
    folder = examples / "stream"
    return ["check", f"{folder}/partnerships.ndjson", "--base", f"{folder}/base", "--on", "2025-03-01"]


LINE = '{"partnerships": {"p%d": {"programme": "x", "partners": [{"association": "klub"}], "note": "%s"}}}\n'
LONG = "x" * 400_000
"""So long a note that three documents are a piece of a stream."""


@contextlib.contextmanager
def endless(base: Path, jobs: str, place: Path) -> Iterator[Any]:
    """Start the check of a pipe that does not end; yield the process after its first finding."""
    place.mkdir()
    arguments = f"check /dev/stdin --base {base} --jobs {jobs} --format ndjson --lang en"
    process: Any = subprocess.Popen(
        [*PROGRAM, *arguments.split()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(place)},
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )

    def feed() -> None:
        with contextlib.suppress(BrokenPipeError, ValueError):
            for number in count():
                process.stdin.write((LINE % (number, LONG)).encode())

    feeding = threading.Thread(target=feed, daemon=True)
    feeding.start()
    process.stdout.readline()
    yield process
    feeding.join()
    for stream in (process.stdin, process.stdout, process.stderr):
        with contextlib.suppress(BrokenPipeError):
            stream.close()


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("da", "fejl: Kan ikke læses: mødets partnerskab står ikke i samme linje."),
        ("en", "error: Cannot be read: the partnership of the meeting is not in the same line."),
    ],
)
def test_it_prints_what_is_wrong_where(run: Run, stream: list[str], lang: str, expected: str) -> None:
    """Each finding has its line; what could not be read ends with status 3."""
    status, out, err = run(*stream, "--lang", lang)

    assert (3, "") == (status, err)
    assert expected in out
    assert "stream/partnerships.ndjson:3:" in out


def test_all_formats_hold_the_same_findings(run: Run, stream: list[str]) -> None:
    """JSON, NDJSON and CSV name the same rules and lines; GitHub annotates them; one and two processes agree."""
    outputs = {name: run(*stream, "--format", name)[1] for name in ("json", "ndjson", "csv", "github")}
    document = json.loads(outputs["json"])
    found = Counter((each["rule"], each["line"]) for each in document["findings"])
    rows: list[dict[str, Any]] = [json.loads(line) for line in outputs["ndjson"].splitlines()]
    table = list(csv.DictReader(outputs["csv"].removeprefix("\ufeff").splitlines(), delimiter=";"))

    assert document["findings"] == rows
    assert sum(document["counts"].values()) == len(rows) > 0
    assert found == Counter((row["Regel"], int(row["Linje"])) for row in table)
    assert len(rows) == len(outputs["github"].splitlines())
    assert outputs["json"] == run(*stream, "--format", "json", "--jobs", "2")[1]


def test_lines_are_broken_on_a_terminal(stream: list[str]) -> None:
    """On eighty columns sentences end within them."""
    text = shown(80, *stream, "--undecided")

    assert "mødets partnerskab står ikke i samme linje" in text
    assert all(len(line) <= 80 for line in text.splitlines() if "·" not in line and "│" not in line)


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["partnerships.ndjson", "partnerships.ndjson", "--base", "base"], "one file is checked at a time"),
        (["partnerships.ndjson", "--base", "base", "--format", "sarif"], "cannot be written as sarif"),
        (["base", "--base", "base"], "not a folder"),
        (["partnerships.ndjson", "--jobs", "2"], "only together with --base"),
        (["partnerships.ndjson", "--base", "base", "--cache"], "cannot be used together with --base"),
    ],
)
def test_wrong_use_is_told(
    run: Run, examples: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], part: str
) -> None:
    """Status 2 and a sentence."""
    monkeypatch.chdir(examples / "stream")
    status, out, err = run("check", *arguments, "--lang", "en")

    assert (2, "") == (status, out)
    assert part in err


@pytest.mark.parametrize("missing", ["file", "base"])
def test_a_path_that_is_not_there_is_told(run: Run, examples: Path, missing: str) -> None:
    """Status 3 and a sentence that names it."""
    paths = {"file": examples / "stream" / "partnerships.ndjson", "base": examples / "stream" / "base"}
    paths[missing] = examples / "nowhere"
    status, out, err = run("check", paths["file"], "--base", paths["base"], "--lang", "en")

    assert 3 == status
    assert "nowhere" in out + err


def test_a_rule_that_raises_is_told_once(run: Run, stream: list[str], installed: Installed) -> None:
    """It raises in every document, and a sentence is enough; in two processes as in one."""
    installed("my-rule", FAILING.replace("Association", "Partnership"))
    one = run(*stream)
    two = run(*stream, "--jobs", "2")

    assert 3 == one[0]
    assert 1 == one[2].count("failing")
    assert one[0] == two[0]
    assert one[1] == two[1]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_all_processes(jobs: str, tmp_path: Path, examples: Path) -> None:
    """It tells how far the check has come, and leaves no temporary folder and no process."""
    with endless(examples / "stream" / "base", jobs, tmp_path / "place") as process:
        os.killpg(process.pid, signal.SIGINT)
        rest = threading.Thread(target=process.stdout.read)
        rest.start()
        err = process.stderr.read()
        status = process.wait()
        rest.join()

    assert 130 == status, err
    assert err.startswith(b"Interrupted. ")
    assert 1 == err.count(b"\n"), err
    assert [] == list((tmp_path / "place").iterdir())


def test_a_reader_that_leaves_ends_it_quietly(stream: list[str]) -> None:
    """As `| head -1` does."""
    assert (141, b"") == with_closed_pipe(*stream, "--jobs", "2")


def test_a_pipe_may_be_checked(stream: list[str], examples: Path) -> None:
    """What comes through standard input gives what the file gives, but for its name."""
    base = ["--base", str(examples / "stream" / "base"), "--on", "2025-03-01", "--format", "ndjson"]
    done = subprocess.run(
        [*PROGRAM, "check", "/dev/stdin", *base],
        input=Path(stream[1]).read_bytes(),
        capture_output=True,
        check=False,
    )
    direct = subprocess.run([*PROGRAM, *stream, "--format", "ndjson"], capture_output=True, check=False)

    assert b"" == done.stderr
    assert direct.stdout.replace(stream[1].encode(), b"/dev/stdin") == done.stdout
    assert direct.returncode == done.returncode


def test_damaged_gzip_ends_with_what_could_not_be_read(run: Run, examples: Path, tmp_path: Path) -> None:
    """A file that is cut off has a finding."""
    file = tmp_path / "cut.ndjson.gz"
    data = gzip.compress((examples / "stream" / "partnerships.ndjson").read_bytes())
    file.write_bytes(data[: len(data) // 2])
    status, out, _ = run("check", file, "--base", examples / "stream" / "base", "--lang", "en")

    assert "the rest of the file cannot be read" in out
    assert 3 == status


def test_a_record_lacks_a_fact_once(run: Run, tmp_path: Path) -> None:
    """Rules about lines and rules about the whole ask for the grants of the same four partnerships."""
    base, file = tmp_path / "base.toml", tmp_path / "big.ndjson"
    base.write_text(
        '[programmes.x]\nname = "X"\nannual_amount = 100\nannual_budget = 1000\n[associations.klub]\nname = "Klub"\n'
    )
    terms = '"terms": [{"period": "2021/2024", "kind": "initial"}]'
    file.write_text("".join((LINE % (n, "x")).replace('"note": "x"', terms) for n in range(4)))
    status, out, _ = run("check", file, "--base", base, "--on", "2025-03-01", "--format", "json")

    facts = {(each["kind"], each["field"]): each["records"] for each in json.loads(out)["to_fill_in"]}
    assert (1, 4) == (status, facts["partnerships", "grants"])


def test_many_findings_are_cut_as_text(run: Run, examples: Path, tmp_path: Path) -> None:
    """A hundred findings are listed, and how many there are more."""
    (tmp_path / "big.ndjson").write_text("".join(LINE % (n, "x") for n in range(101)))
    how = ("--base", examples / "stream" / "base", "--on", "2025-03-01", "--select", "unknown-reference")

    _, out, _ = run("check", tmp_path / "big.ndjson", *how)

    assert 100 == out.count("fejl: ")
    assert "… og 102 meldinger til; --format json har dem alle.\n" in out


def test_a_terminal_sees_how_far_it_has_come(stream: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the share of the file, and how fast it is."""
    monkeypatch.setattr("civic_partnership.cli.check_stream._SECONDS", 0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    screen = Terminal()

    with contextlib.redirect_stderr(screen), pytest.raises(SystemExit):
        main(stream)

    assert re.search(r"[0-9]+ linjer kontrolleret · 100 % · [0-9.]+ linjer i sekundet", plain(screen))
