"""What stands in the wrong place, or cannot be read, gives a finding each; the rest is checked all the same."""

import errno
import gzip
import json
import multiprocessing
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from streaming.streams import count, split_register

from civic_partnership.errors import CivicPartnershipError, PathError
from civic_partnership.findings import Finding
from civic_partnership.model import Association, Register
from civic_partnership.rules import CATALOGUE
from civic_partnership.storage import parse, read
from civic_partnership.streaming import StreamCheck, check_file, check_stream, document_checker, pieces
from civic_partnership.streaming.record_index import RecordIndex

ON = date(2025, 3, 1)
BASE = parse(
    """
    [municipality]
    name = "Nordby"
    [programmes.a]
    name = "Sociale partnerskaber"
    [associations.klub]
    name = "Nordby Boldklub"
    """
).register
FINE = '{"partnerships": {"%s": {"programme": "a", "partners": [{"association": "klub"}]}}}'
MEETING = '{"meetings": {"m": {"on": "2024-04-12", "kind": "status", "partnership": "%s"}}}'
FILE = Path("lines.ndjson")
Place = tuple[str, tuple[int, int] | None, str]


def shape(findings: StreamCheck) -> list[Place]:
    """Return rule, place and English message of the findings about the shape of lines."""
    rules = {rule.name for rule in CATALOGUE}
    return [(each.rule, each.at, each.message.en) for each in findings if each.rule not in rules]


WRONG: dict[str, tuple[list[str | bytes], list[tuple[str, int, str]]]] = {
    "nothing wrong": ([FINE % "p", FINE % "q"], []),
    "a meeting in the line of another partnership": (
        [FINE % "p", (FINE % "q")[:-1] + "," + (MEETING % "p")[1:]],
        [("unreadable-file", 2, "the partnership of the meeting is not in the same line")],
    ),
    "a meeting in a line of its own": (
        [FINE % "p", MEETING % "p"],
        [("unreadable-file", 2, "the partnership of the meeting is not in the same line")],
    ),
    "a meeting without a partnership": (
        ['{"meetings": {"m": {"on": "2024-04-12", "kind": "theme", "programme": "a"}}}'],
        [("unreadable-file", 1, "the line has a meeting without a partnership")],
    ),
    "a programme": (
        [FINE % "p", '{"programmes": {"b": {"name": "B"}}}'],
        [("unreadable-file", 2, "the line has a record that does not belong to a partnership")],
    ),
    "the municipality": (
        ['{"municipality": {"name": "Nordby"}}'],
        [("unreadable-file", 1, "the line has a record that does not belong to a partnership")],
    ),
    "an id in two lines": (
        [FINE % "p", FINE % "q", FINE % "p"],
        [("duplicate-id", 1, ":3"), ("duplicate-id", 3, ":1")],
    ),
    "an id in three lines": (
        [FINE % "p", FINE % "p", FINE % "p"],
        [("duplicate-id", 1, ":2"), ("duplicate-id", 2, ":1"), ("duplicate-id", 3, ":1")],
    ),
    "an id in the base too": (
        [FINE % "p", '{"associations": {"klub": {"name": "En anden"}}}'],
        [("duplicate-id", 2, "the base register")],
    ),
    "an id in the base too, of a record with an error": (
        [FINE % "p", '{"associations": {"klub": {"name": 7}}}'],
        [("wrong-type", 2, "name"), ("duplicate-id", 2, "the base register")],
    ),
    "no JSON": ([FINE % "p", "Dear Sir", FINE % "q"], [("unreadable-file", 2, "not valid JSON")]),
    "not UTF-8": ([b'{"a": "\xe6"}', FINE % "q"], [("unreadable-file", 1, "not UTF-8")]),
    "a deep list": ([FINE % "p", f'{{"a": {"[" * 20_000}'], [("unreadable-file", 2, "nested too deeply")]),
    "a huge number": (
        [f'{{"a": {"9" * 5000}}}'],
        [("unreadable-file", 1, "too large to be read")],
    ),
    "half a surrogate pair as an id": (
        [r'{"partnerships": {"\ud800": {"programme": "a", "partners": [{"association": "klub"}]}}}'],
        [("invalid-value", 1, "The id cannot be used")],
    ),
    "a byte order mark in a later line": (
        [FINE % "p", "\ufeff" + FINE % "q"],
        [("unreadable-file", 2, "not valid JSON")],
    ),
    "an unknown kind": (['{"partnership": {}}'], [("unknown-field", 1, "partnership")]),
    "a wrong value": (
        ['{"partnerships": {"p": {"programme": 7, "partners": []}}}'],
        [("wrong-type", 1, "programme")],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), WRONG.values(), ids=WRONG.keys())
def test_each_has_a_finding_with_its_line(
    lines: list[str | bytes], expected: list[tuple[str, int, str]]
) -> None:
    """Tell the line and what is wrong; nothing else is wrong with the shape."""
    found = shape(check_stream(lines, BASE, on=ON))

    assert [(rule, line) for rule, line, _ in expected] == [(rule, at and at[0]) for rule, at, _ in found]
    for (_, _, part), (_, _, message) in zip(expected, found, strict=True):
        assert part in message


def test_a_line_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The lines before and behind it are."""
    for module in (document_checker, pieces):
        monkeypatch.setattr(module, "MAX_BYTES", 300)
    lines = [FINE % "p", FINE % ("x" * 1000), FINE % "q", FINE % ("y" * 1000)]
    file = tmp_path / "big.ndjson"
    file.write_text("\n".join(lines))

    compressed = tmp_path / "big.ndjson.gz"
    compressed.write_bytes(gzip.compress(file.read_bytes()))
    assert 301 == max(map(len, pieces.open_lines(compressed)))

    streams = (
        check_file(file, BASE, on=ON),
        check_file(compressed, BASE, on=ON),
        check_stream(lines, BASE, on=ON),
    )
    for stream in streams:
        found = shape(stream)
        assert [(2, 1), (4, 1)] == [at for _, at, _ in found]
        assert (4, 2) == (stream.lines, stream.records)


class Nordby(NamedTuple):
    """A base and lines, and what is found in them."""

    base: Register
    lines: list[str]
    found: list[Finding]

    def write(self, write: Callable[[bytes], bytes] = bytes) -> Path:
        """Write the lines into a file in the working folder."""
        FILE.write_bytes(write("".join(f"{line.rstrip()}\n" for line in self.lines).encode()))
        return FILE


@pytest.fixture(scope="module")
def nordby() -> Nordby:
    """Return the partnerships of three examples with faults, and damage between them."""
    lines: list[str] = []
    base = Register()
    root = Path(__file__).parent.parent.parent / "examples"
    for name in ("nordby-broken", "livsforloeb", "soenderhavn"):
        some, more = split_register(read(root / name).register)
        base = base.replace(*(record for _, record in some))
        lines += more
    lines += ["", "Dear Sir", lines[0]]
    return Nordby(base, lines, list(check_stream(lines, base, on=ON, name=str(FILE))))


@pytest.fixture
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of this test."""
    monkeypatch.chdir(tmp_path)


WAYS: dict[str, Callable[[list[str]], Any]] = {
    "an iterator": iter,
    "bytes": lambda lines: [line.encode() for line in lines],
    "texts without line ends": lambda lines: [line.rstrip("\n") for line in lines],
    "CRLF": lambda lines: [line.rstrip("\n").encode() + b"\r\n" for line in lines],
    "a bytearray": lambda lines: [bytearray(line.encode()) for line in lines],
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_lines_may_come_in_any_form(way: Callable[[list[str]], Any], nordby: Nordby) -> None:
    """The findings are the same, in the same order."""
    stream = check_stream(way(nordby.lines), nordby.base, on=ON, name=str(FILE))

    assert list(stream) == nordby.found
    assert {"error", "undecided"} <= {each.level for each in nordby.found}


FILES: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "two members of gzip": lambda data: gzip.compress(data[:5000]) + gzip.compress(data[5000:]),
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "no last line end": lambda data: data.rstrip(b"\n"),
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
}


@pytest.mark.usefixtures("working_folder")
@pytest.mark.parametrize("size", [100, 7000])
@pytest.mark.parametrize("way", FILES.values(), ids=FILES.keys())
def test_a_file_may_be_cut_anywhere(
    way: Callable[[bytes], bytes], size: int, nordby: Nordby, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The findings of a file are those of its lines, in pieces of any size."""
    monkeypatch.setattr(pieces, "SIZE", size)
    stream = check_file(nordby.write(way), nordby.base, on=ON)

    assert list(stream) == nordby.found
    assert stream.lines == len(nordby.lines)


def test_a_byte_order_mark_stands_at_the_start_of_a_stream_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a piece begins makes no difference."""
    lines = [FINE % "p", "\ufeff" + FINE % "q"]
    expected = list(check_stream(lines, BASE, on=ON))
    monkeypatch.setattr(pieces, "SIZE", 10)

    assert expected == list(check_stream(lines, BASE, on=ON))


def test_a_check_that_is_never_begun_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its temporary folder is made with the first finding."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stream = check_stream([FINE % "p"], BASE, on=ON)
    stream.close()

    assert [] == list(tmp_path.iterdir())


@pytest.mark.usefixtures("working_folder")
def test_two_processes_find_the_same(nordby: Nordby, monkeypatch: pytest.MonkeyPatch) -> None:
    """They give it in the same order."""
    monkeypatch.setattr(pieces, "SIZE", 5000)

    assert list(check_file(nordby.write(), nordby.base, on=ON, jobs=2)) == nordby.found


@pytest.mark.usefixtures("working_folder")
def test_damaged_gzip_is_read_as_far_as_it_goes(nordby: Nordby, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is checked, and the rest is a finding."""

    def damage(data: bytes) -> bytes:
        whole = gzip.compress(data * 4, compresslevel=1)
        return whole[: len(whole) // 2]

    monkeypatch.setattr(pieces, "SIZE", 1000)
    stream = check_file(nordby.write(damage), nordby.base, on=ON)
    messages = [each.message.en for each in stream if each.at is None and each.rule == "unreadable-file"]

    assert sum("the rest of the file cannot be read" in message for message in messages) == 1
    assert len(nordby.lines) < stream.lines < len(nordby.lines) * 4


def test_unread_records_that_the_base_has_too_are_told_in_order() -> None:
    """Every process gives the same order, whatever it hashes texts to."""
    ids = "hgfedcba"
    base = BASE.replace(*(Association(id=id, name="Nordby") for id in ids))
    line = json.dumps({"associations": {id: {"name": 7} for id in ids}})
    found = [each.record for each in check_stream([line], base, on=ON) if each.rule == "duplicate-id"]

    assert [("associations", id) for id in sorted(ids)] == found


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the copy of the lines nor the index can be written; the lines are not to blame."""

    def write(*_: object) -> Iterator[bytes]:
        yield (FINE % "p").encode()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def add(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(PathError, match="Temporary files cannot be written"):
        list(check_stream(write(), BASE, on=ON))
    monkeypatch.setattr(RecordIndex, "add", add)
    with pytest.raises(PathError, match="Temporary files cannot be written"):
        list(check_stream([FINE % "p"], BASE, on=ON))


def test_a_file_that_is_taken_away_is_told(tmp_path: Path) -> None:
    """Its lines are looked up again at the end."""
    file = tmp_path / "lines.ndjson"
    file.write_text(FINE % "p" + "\nDear Sir\n", "utf-8")
    stream = check_file(file, BASE, on=ON)
    next(stream)
    file.unlink()

    with pytest.raises(PathError, match=r"lines\.ndjson cannot be read"):
        list(stream)


def test_a_file_that_is_written_anew_is_told(tmp_path: Path) -> None:
    """Nobody knows any more where its records stand."""
    file = tmp_path / "big.ndjson"
    file.write_text('{"partnerships": 1}\n' + FINE % "p")
    stream = check_file(file, BASE, on=ON)
    next(stream)
    file.write_text(FINE % "q")

    assert "the file was changed during the check" in [*stream][-1].message.en


def test_no_folder_for_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says which variable names another one."""

    def refuse(**_: str) -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(PathError, match="TMPDIR"):
        next(check_stream([FINE % "p"], BASE, on=ON))


@pytest.mark.usefixtures("working_folder")
def test_a_process_that_is_killed_is_told(nordby: Nordby, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a system does that has no memory left."""
    monkeypatch.setattr(pieces, "SIZE", 1000)
    file = nordby.write(lambda data: data * 50)
    stream = check_file(file, nordby.base, on=ON, jobs=2)
    next(stream)
    for process in multiprocessing.active_children():
        process.kill()

    with pytest.raises(CivicPartnershipError, match="One of the processes was ended"):
        list(stream)


def test_an_empty_stream_holds_nothing(tmp_path: Path) -> None:
    """Nothing is found but what concerns the base."""
    file = tmp_path / "empty.ndjson"
    file.write_bytes(b"")

    assert [] == shape(check_file(file, BASE, on=ON)) == shape(check_stream([], BASE, on=ON))
    assert count(check_file(file, BASE, on=ON)) == count(check_stream([], BASE, on=ON))


@pytest.mark.parametrize("name", ["missing.ndjson", "."])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    """The path that cannot be read is named at once, be it missing or a folder."""
    with pytest.raises(PathError, match=f"{tmp_path.name}.*cannot be read"):
        check_file(tmp_path / name, BASE, on=ON)


def test_a_pipe_is_read_once() -> None:
    """What comes through a pipe gives what a file gives."""
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as out:
        out.write((FINE % "p").encode())
    try:
        found = count(check_file(f"/dev/fd/{reader}", BASE, on=ON))
    finally:
        os.close(reader)

    assert count(check_stream([FINE % "p"], BASE, on=ON)) == found


def test_wrong_arguments_are_refused() -> None:
    """A base is a register, a day a day."""
    with pytest.raises(TypeError, match="the base is a register"):
        check_stream([], {}, on=ON)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="on must be"):
        check_stream([], BASE, on="2025-03-01")  # type: ignore[arg-type]
