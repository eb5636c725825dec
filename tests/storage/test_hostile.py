import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from civic_partnership.errors import PathError
from civic_partnership.findings import Finding
from civic_partnership.model import Area, LeftOut, Register
from civic_partnership.storage import Reading, load, read

GOOD = Area(id="havnen", name="Havnen")
pytestmark = pytest.mark.usefixtures("in_time")

HOSTILE: dict[str, tuple[bytes, str]] = {
    "no toml": (b"Dear Sir or Madam,", "the file is not valid TOML"),
    "json": (b'{"areas": {}}', "the file is not valid TOML"),
    "binary": (bytes(range(256)), "the file is not UTF-8"),
    "latin-1": ('[areas.a]\nname = "Ærø"'.encode("latin-1"), "the file is not UTF-8"),
    "utf-16": ('[areas.a]\nname = "Ærø"'.encode("utf-16"), "the file is not UTF-8"),
    "utf-32": ('[areas.a]\nname = "Ærø"'.encode("utf-32"), "the file is not UTF-8"),
    "surrogates": (b'a = "\xed\xa0\xbd\xed\xb8\x80"', "the file is not UTF-8"),
    "utf-16 without a mark": ("[a]".encode("utf-16-le"), "the file is not valid TOML"),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbf[areas]", "the file is not valid TOML"),
    "nul": (b"[areas.a]\nname = '\x00'", "the file is not valid TOML"),
    "carriage returns": (b"[areas.a]\rname = 'x'\r", "the file is not valid TOML"),
    "a long number": (b"a = " + b"9" * 5000, "a number in the file is too large to be read"),
    "a long number in a record": (
        b"surveys.a.respondents = -" + b"9" * 5000,
        "a number in the file is too large",
    ),
    "a huge exponent": (b"a = 1e" + b"9" * 40, "a number in the file is too large to be read"),
    "a tiny exponent": (b"a = 1e-" + b"9" * 40, "a number in the file is too large to be read"),
    "deep arrays": (b"a = " + b"[" * 20_000 + b"]" * 20_000, "the file is nested too deeply"),
    "deep tables": (b"a = " + b"{a=" * 20_000 + b"1" + b"}" * 20_000, "the file is nested too deeply"),
    "deep in a record": (b"areas.a.name = " + b"[" * 20_000 + b"]" * 20_000, "the file is nested too deeply"),
    "a surrogate": (b'a = "\\ud800"', "the file is not valid TOML"),
    "beyond unicode": (b'a = "\\U00110000"', "the file is not valid TOML"),
    "a version of another kind": (b'format_version = "1"', "format_version must be a whole number"),
    "no version": (b"format_version = 0", "format_version must be a whole number"),
    "a true version": (b"format_version = true", "format_version must be a whole number"),
    "a newer version": (b"format_version = 2", "the file is of a newer format than 1"),
    "a name without end": (b"x" * 500_000, "the file is not valid TOML"),
    "signs without end": (b"a = 1." + b"=" * 300_000, "the file is not valid TOML"),
    "numbers without end": (b"a = " + b"1." * 150_000, "the file is not valid TOML"),
    "brackets without end": (b"[a" * 150_000, "the file is not valid TOML"),
    "a large file": (b"#" * 1001, "the file is larger than 1000 byte"),
}


def put_good_file(folder: Path) -> Path:
    """Put a good file into a folder."""
    (folder / "good.toml").write_text('[areas.havnen]\nname = "Havnen"\n')
    return folder


def only_finding(reading: Reading) -> Finding:
    """Return the one finding of a reading that has read the good file too."""
    (finding,) = reading.findings
    assert {"havnen": GOOD} == dict(reading.register.areas)
    assert reading.locate(finding) is not None
    reading.excerpt(finding)
    return finding


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_told_and_all_else_is_read(tmp_path: Path, name: str) -> None:
    """Report a file that cannot be read once, by its name, and read all others."""
    data, reason = HOSTILE[name]
    path = put_good_file(tmp_path) / "x.toml"
    path.write_bytes(data)
    reading = read(tmp_path, max_bytes=1000 if name == "a large file" else 10**6)
    finding = only_finding(reading)

    assert ("unreadable-file", str(path), None, ()) == (
        finding.rule,
        finding.file,
        finding.record,
        finding.path,
    )
    assert reason in finding.message.en
    assert Register(left_out=frozenset({LeftOut(None, None)})).replace(GOOD) == reading.register


@pytest.mark.parametrize(
    ("data", "rule", "path"),
    [
        (b"areas = 1e999999999999", "wrong-type", ("areas",)),
        (b"programmes.a = { name = 'A', annual_amount = 1e999999999999 }", "invalid-value", ("annual_amount",)),
        (b"programmes.a = { name = 'A', annual_amount = 1e-999999999999 }", "invalid-value", ("annual_amount",)),
        (b"programmes.a = { name = 'A', annual_amount = -nan }", "invalid-value", ("annual_amount",)),
        (b"programmes.a = { name = 'A', min_weekly_hours = +inf }", "invalid-value", ("min_weekly_hours",)),
        (b"surveys.a = { title = 'A', respondents = nan }", "wrong-type", ("respondents",)),
        (b"surveys.a = { title = 'A', respondents = " + b"9" * 4000 + b"}", "invalid-value", ("respondents",)),
        (b"surveys.a = { title = 'A', asked = 0001-01-01 }", "invalid-value", ("asked",)),
        (b"meetings.a = { on = 9999-12-31, kind = 'status' }", "invalid-value", ("on",)),
        (b"areas.a.name = " + b"[" * 150 + b"]" * 150, "wrong-type", ("name",)),
        (b"areas.a.name.b" + b".b" * 90 + b" = 1", "wrong-type", ("name",)),
        (b"areas.a.exempt.b" + b".b" * 90 + b" = 1\nareas.a.name = 'A'", "wrong-type", ("exempt", "b")),
        (b"b" + b".b" * 90 + b" = 1", "unknown-field", ("b",)),
        (b"[b" + b".b" * 90 + b"]", "unknown-field", ("b",)),
        (b"[[b" + b".b" * 90 + b"]]", "unknown-field", ("b",)),
        (b"x" * 100_000 + b" = 1", "unknown-field", ("x" * 100_000,)),
        (b"areas.a.name = 'A'\nareas.a." + b"x" * 100_000 + b" = 1", "unknown-field", ("x" * 100_000,)),
    ],
    ids=lambda part: ascii(part)[:60],
)  # fmt: skip
def test_hostile_values_are_findings_with_a_place(tmp_path: Path, data: bytes, rule: str, path: Any) -> None:
    """Refuse numbers, dates and names without measure at their place, in a short message."""
    (put_good_file(tmp_path) / "x.toml").write_bytes(data)
    reading = read(tmp_path)
    finding = only_finding(reading)
    location = reading.locate(finding)

    assert (rule, path) == (finding.rule, finding.path)
    assert location is not None
    assert location.line is not None
    assert len(finding.message.en) < 400


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"# x", b"\xef\xbb\xbf", b"\xef\xbb\xbf# x\r\n", b"format_version = 1"]
)
def test_an_empty_file_is_no_mistake(tmp_path: Path, data: bytes) -> None:
    """Read a file without records without a finding."""
    (put_good_file(tmp_path) / "x.toml").write_bytes(data)

    assert Register().replace(GOOD) == load(tmp_path)


@pytest.mark.parametrize("kind", ["fifo", "socket", "null", "zero", "fifo below", "link to fifo"])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    """Report what is no ordinary file, and never open it."""
    path = put_good_file(tmp_path) / "x.toml"
    if kind == "socket":
        os.mknod(path, stat.S_IFSOCK | 0o600)
    elif kind in ("null", "zero"):
        path.symlink_to(f"/dev/{kind}")
    else:
        path = path if kind == "fifo" else tmp_path / "folder" / "x.toml"
        path.parent.mkdir(exist_ok=True)
        os.mkfifo(path)
    if kind == "link to fifo":
        path.rename(tmp_path / "fifo")
        path.symlink_to(tmp_path / "fifo")
    finding = only_finding(read(tmp_path))

    assert ("unreadable-file", str(path)) == (finding.rule, finding.file)
    assert "it is not an ordinary file" in finding.message.en
    assert [finding.message] == [each.message for each in read(path).findings]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("x.toml", "the link leads in circles"),
        ("nowhere", "the link leads nowhere"),
        ("good.toml/x", "a part of the path is not a folder"),
        ("/proc/self/mem", ""),
    ],
)
def test_links_that_lead_astray_are_told(tmp_path: Path, target: str, message: str) -> None:
    """Report a link to itself, to nothing, or to what cannot be read."""
    (put_good_file(tmp_path) / "x.toml").symlink_to(tmp_path / target)
    finding = only_finding(read(tmp_path))

    assert ("unreadable-file", str(tmp_path / "x.toml")) == (finding.rule, finding.file)
    assert message in finding.message.en


@pytest.mark.parametrize(
    "links", [[("up", ".")], [("a/b", "b"), ("b/a", "a")], [("a/up", "a")], [("self", "self")]], ids=repr
)
def test_links_between_folders_end(tmp_path: Path, links: list[tuple[str, str]]) -> None:
    """Walk folders that lead to each other once, and report that they do."""
    put_good_file(tmp_path)
    for link, target in links:
        (tmp_path / link).parent.mkdir(exist_ok=True)
        (tmp_path / target).mkdir(exist_ok=True) if target in ("a", "b") else None
        (tmp_path / link).symlink_to(tmp_path / target)
    reading = read(tmp_path)

    assert {"havnen": GOOD} == dict(reading.register.areas)
    assert {"unreadable-file"} == {finding.rule for finding in reading.findings}
    assert len(reading.findings) <= len(links)


@pytest.mark.parametrize(
    "name",
    [b"\xff\xfe.toml", b"a\nb.toml", b"\x1b]0;x\x07.toml", b"\x1b[2J.TOML", "Ærø 😀.toml".encode(), b"%s{x}.toml", b"--on.toml"],
)  # fmt: skip
def test_file_names_may_be_anything(tmp_path: Path, name: bytes) -> None:
    """Read files with any name and find them again; show no name as it is in a message."""
    path = Path(os.fsdecode(os.fsencode(put_good_file(tmp_path)) + b"/" + name))
    path.write_text('[areas.havnen]\nname = "Havnen"\n[areas.a]\nnam = 1\n')
    reading = read(tmp_path)
    places = [reading.locate(finding) for finding in reading.findings]

    assert ["duplicate-id"] * 2 + ["missing-field", "unknown-field"] == sorted(
        f.rule for f in reading.findings
    )
    assert {
        (os.fspath(path), 1),
        (os.fspath(path), 3),
        (os.fspath(path), 4),
        (str(tmp_path / "good.toml"), 1),
    } == {(place.file, place.line) for place in places if place}
    for finding in reading.findings:
        assert finding.message.da.isprintable()
        assert finding.message.en.isprintable()


@pytest.mark.parametrize(
    "path", ["missing", "good.toml/x", "x" * 300, "a\0b", "loop", "loop/x.toml"], ids=ascii
)
def test_only_a_path_that_leads_nowhere_raises(tmp_path: Path, path: str) -> None:
    """Raise an error in Danish and English for a path that leads nowhere."""
    (put_good_file(tmp_path) / "loop").symlink_to(tmp_path / "loop")
    for door in (read, load):
        with pytest.raises(PathError) as raised:
            door(tmp_path / path)
        assert raised.value.da != raised.value.en


@pytest.mark.parametrize("data", [None, b"[[[", b"\xff", b"format_version = 2", b"areas = 1"])
def test_a_path_to_one_file_never_raises(tmp_path: Path, data: bytes | None) -> None:
    """Report what is wrong with the only file, or with a folder without files."""
    path = tmp_path / "x.toml"
    path.mkdir() if data is None else path.write_bytes(data)

    assert [str(path)] == [finding.file for finding in read(path).findings]


def test_a_forbidden_path_raises_and_what_is_forbidden_below_is_told(
    open_folder: Path, restricted: Callable[[], AbstractContextManager[None]]
) -> None:
    """Raise an error for a forbidden path that was asked for; report a forbidden one below it."""
    shut = [put_good_file(open_folder) / "shut", open_folder / "shut.toml"]
    shut[0].mkdir(mode=0)
    shut[1].touch(mode=0)
    with restricted():
        reading = read(open_folder)
        for path in (*shut, shut[0] / "x.toml"):
            with pytest.raises(PathError, match="access is denied") as raised:
                read(path)
            assert str(path) in raised.value.da

    assert {"havnen": GOOD} == dict(reading.register.areas)
    assert [*map(str, shut)] == [finding.file for finding in reading.findings]
    assert all("access is denied" in finding.message.en for finding in reading.findings)


def test_json_is_as_hardy(tmp_path: Path) -> None:
    """Report hostile JSON as hostile TOML."""
    path = tmp_path / "x.json"
    for text, reason in {
        "[" * 20_000: "nested too deeply",
        '{"a":' * 20_000: "nested too deeply",
        '{"areas": {"a": {"name": ' + "[" * 20_000 + "]" * 20_000 + "}}}": "nested too deeply",
        '{"a": ' + "9" * 5000 + "}": "too large to be read",
        '{"areas": {"a": {}, "a": {}}}': 'the name "a" stands twice in one object',
        "": "not valid JSON",
        "[areas]": "not valid JSON",
    }.items():
        path.write_text(text)
        (finding,) = read(path).findings
        assert reason in finding.message.en
