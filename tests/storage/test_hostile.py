import os
from pathlib import Path
from typing import Any

import pytest
from storage.conftest import Restricted

from civic_partnership.errors import PathError
from civic_partnership.findings import Finding
from civic_partnership.model import Area, LeftOut, Register
from civic_partnership.storage import Reading, load, read

GOOD = Area(id="havnen", name="Havnen")
pytestmark = pytest.mark.usefixtures("in_time")

HOSTILE: dict[str, tuple[bytes, str]] = {
    "binary": (bytes(range(256)), "the file is not UTF-8"),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbf[areas]", "the file is not valid TOML"),
    "carriage returns": (b"[areas.a]\rname = 'x'\r", "the file is not valid TOML"),
    "a long number in a record": (b"surveys.a.respondents = -" + b"9" * 5000, "a number in the file is too large"),
    "beyond unicode": (b'a = "\\U00110000"', "the file is not valid TOML"),
    "a name without end": (b"x" * 500_000, "the file is not valid TOML"),
    "signs without end": (b"a = 1." + b"=" * 300_000, "the file is not valid TOML"),
    "numbers without end": (b"a = " + b"1." * 150_000, "the file is not valid TOML"),
    "brackets without end": (b"[a" * 150_000, "the file is not valid TOML"),
    "a large file": (b"#" * 1001, "the file is larger than 1000 byte"),
}  # fmt: skip


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
        (b"areas.a.exempt.b" + b".b" * 90 + b" = 1\nareas.a.name = 'A'", "invalid-value", ("exempt", "b", "b")),
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


def test_a_forbidden_path_raises_and_what_is_forbidden_below_is_told(
    open_folder: Path, restricted: Restricted
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
