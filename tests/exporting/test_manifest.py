import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, strategies as st
from storage.conftest import Restricted

from civic_partnership.exporting.manifest import (
    MAX_BYTES,
    FileEntry,
    Manifest,
    find_difference,
    read_manifest,
)
from civic_partnership.files import MANIFEST
from civic_partnership.values import Table

pytestmark = pytest.mark.usefixtures("in_time")

NAMES = ("a.csv", "deep/er/b.csv")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
COUNTS = st.dictionaries(TEXTS, st.integers(0, 10**12), max_size=3)
JSONABLE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
PARTS = st.text("abæ .-_1", min_size=1, max_size=5).filter(lambda part: part.strip(" ."))
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)


def entries(names: st.SearchStrategy[str] = PATHS) -> st.SearchStrategy[FileEntry]:
    """Make entries of files, as a manifest has them."""
    return st.builds(
        FileEntry,
        name=names,
        media_type=TEXTS,
        size=st.integers(0, 10**15),
        sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    )


def manifests() -> st.SearchStrategy[Manifest]:
    """Make every manifest that an export may have."""
    return st.builds(
        Manifest,
        format=TEXTS,
        options=st.dictionaries(TEXTS, JSONABLE, max_size=3),
        versions=st.dictionaries(TEXTS, TEXTS, max_size=3),
        on=st.dates(),
        lost=COUNTS,
        withheld=COUNTS,
        errors=st.integers(0, 10**6),
        files=st.lists(entries(), unique_by=lambda entry: entry.name, max_size=3).map(tuple),
    )


def manifest(**changes: Any) -> Manifest:
    """Make a manifest of no files, or with changes."""
    fields: dict[str, Any] = {
        "format": "csv",
        "options": {},
        "versions": {"civic-partnership": "1.0"},
        "on": date(2026, 1, 31),
        "lost": {"meetings.agenda": 2},
        "withheld": {"contacts.name": 1},
        "errors": 0,
        "files": (),
    }
    return Manifest(**fields | changes)


def write(folder: Path, *names: str) -> None:
    """Fill a folder with files of these names, and their manifest."""
    files = []
    for name in names or NAMES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        files.append(FileEntry(name=name, media_type="text/csv", size=len(data), sha256=digest))
    text = manifest(files=tuple(files)).to_text()
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Make a folder that holds an export."""
    folder = tmp_path / "report"
    folder.mkdir()
    write(folder)
    return folder


def read(data: bytes) -> Manifest | None:
    """Read a manifest from these bytes."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / MANIFEST).write_bytes(data)
        return read_manifest(Path(name))


@given(manifests())
def test_a_manifest_reads_back_as_it_was(written: Manifest) -> None:
    """Read what was written."""
    assert written == read(written.to_text().encode())


@given(manifests())
def test_the_order_in_which_it_was_made_does_not_show(written: Manifest) -> None:
    """Give the same text for mappings that are equal, tables among them."""
    turned = evolve(
        written,
        options=dict(reversed(list(written.options.items()))),
        versions=dict(reversed(list(written.versions.items()))),
        lost=Table(written.lost),
        withheld=Table(written.withheld),
    )

    assert written.to_text() == turned.to_text()


@given(manifests(), st.data())
def test_no_byte_of_it_can_be_changed(written: Manifest, data: st.DataObject) -> None:
    """Refuse a manifest with any other byte in it."""
    text = bytearray(written.to_text().encode())
    place = data.draw(st.integers(0, len(text) - 1))
    text[place] ^= data.draw(st.integers(1, 255))

    assert read(bytes(text)) is None


def test_the_text_is_for_people_too() -> None:
    """Write one thing on a line, and letters as they are."""
    file = FileEntry(name="a.csv", media_type="text/csv", size=3, sha256="00")
    text = manifest(options={"title": "Ordning", "æ": [1, None]}, lost={}, files=(file,)).to_text()

    assert (
        """\
{
  "manifest_version": 1,
  "format": "csv",
  "options": {
    "title": "Ordning",
    "æ": [1, null]
  },
  "versions": {
    "civic-partnership": "1.0"
  },
  "on": "2026-01-31",
  "lost": {},
  "withheld": {
    "contacts.name": 1
  },
  "include_personal": false,
  "errors": 0,
  "files": [
    {"media_type": "text/csv", "name": "a.csv", "sha256": "00", "size": 3}
  ],
  "sha256": "8db44edaa032c61ab09451e21a7c39e4e69ef39e98557cb5fa55f26088d1697e"
}
"""
        == text
    )


def entries_of(*names: Any) -> tuple[FileEntry, ...]:
    """Make entries of empty files with these names."""
    return tuple(FileEntry(name=name, media_type="text/csv", size=0, sha256="") for name in names)


@pytest.mark.parametrize(
    "files",
    [
        *map(
            entries_of,
            ["../x", "a/../../x", "/etc/passwd", "C:/x", "C:x", "a\\..\\..\\x", "a//x", "./x", "", "x/", None, MANIFEST],
        ),
        entries_of("a", "b", "a"),
        [1],
        "abc",
    ],
)  # fmt: skip
def test_files_of_a_manifest_lie_inside_and_differ(files: Any) -> None:
    """Refuse any other, though form and hash are right."""
    assert read(manifest(files=files).to_text().encode()) is None


WELL = manifest().to_text()
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "no json": b"Dear Sir or Madam,",
    "a list": b"[]",
    "binary": bytes(range(256)),
    "deep lists": b"[" * 1_000_000,
    "deep options": WELL.replace('"options": {}', '"options": {"a": ' + "[" * 900 + "]" * 900 + "}").encode(),
    "a long number": WELL.replace('"errors": 0', '"errors": ' + "9" * 5000).encode(),
    "no number": WELL.replace('"errors": 0', '"errors": NaN').encode(),
    "a surrogate": WELL.replace('"csv"', '"\\ud800"').encode(),
    "a name unknown": WELL.replace('"errors": 0', '"errors": 0,\n  "more": 0').encode(),
    "a name missing": WELL.replace('  "errors": 0,\n', "").encode(),
    "no day": WELL.replace('"2026-01-31"', "20260131").encode(),
    "a hash of something else": WELL.replace('"csv"', '"toml"').encode(),
    "more behind": WELL.encode() + b"\n",
    "more than is read": WELL.encode() + b" " * MAX_BYTES,
}


@pytest.mark.parametrize("case", HOSTILE)
def test_anything_else_is_no_manifest(case: str) -> None:
    """Read anything that stands there without harm, and refuse it."""
    assert read(HOSTILE[case]) is None


def a_link(path: Path) -> None:
    """Make a link to an export's own manifest."""
    elsewhere = path.parent.with_name("elsewhere")
    elsewhere.mkdir()
    write(elsewhere)
    path.symlink_to(elsewhere / MANIFEST)


@pytest.mark.parametrize("put", [lambda _: None, Path.mkdir, os.mkfifo, a_link])
def test_what_is_no_file_is_no_manifest(tmp_path: Path, put: Callable[[Path], None]) -> None:
    """Refuse nothing, a folder, a pipe and a link, and wait for none."""
    folder = tmp_path / "folder"
    folder.mkdir()
    put(folder / MANIFEST)

    assert read_manifest(folder) is None
    assert MANIFEST == str(find_difference(folder)).rstrip("/")


@pytest.mark.parametrize("path", ["no/where", "a\0b", "x" * 5000])
def test_where_no_folder_is_there_is_no_manifest(path: str) -> None:
    """Return None, and raise nothing."""
    assert read_manifest(Path(path)) is None


PATHS_APART = st.sets(
    st.sampled_from(["a.csv", "b.csv", "æ ø.csv", "c/a.csv", "c/d/a.csv", "c/d/b", "e/f/g/h"]), min_size=1
)


NEW_CONTENTS: st.SearchStrategy[Callable[[bytes], bytes]] = st.one_of(
    st.builds(lambda size: lambda data: data[: size % len(data)], st.integers(0)),
    st.builds(lambda more: lambda data: data + more, st.binary(min_size=1, max_size=3)),
    st.builds(
        lambda place, bits: (
            lambda data: bytes(byte ^ bits if n == place % len(data) else byte for n, byte in enumerate(data))
        ),
        st.integers(0),
        st.integers(1, 255),
    ),
)
NEW_NAMES = st.sampled_from([str.swapcase, lambda name: f"{name}~", lambda _: ".new", lambda _: "Æ\udcff\n"])
PUT: dict[str, Callable[[Path, Path], object]] = {
    "nothing": lambda _path, _copy: None,
    "file": lambda path, _: path.touch(),
    "folder": lambda path, _: path.mkdir(),
    "pipe": lambda path, _: os.mkfifo(path),
    "link": lambda path, copy: path.symlink_to(copy),
}
"""What may be put at a path; the link leads to a copy of the file."""


@given(PATHS_APART, st.data())
def test_any_change_of_a_folder_shows(names: set[str], data: st.DataObject) -> None:
    """Find a difference after any one change to any of its files, and none before."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "report"
        folder.mkdir()
        write(folder, *names)
        assert find_difference(folder) is None

        path = folder / data.draw(st.sampled_from([MANIFEST, *sorted(names)]))
        new_path = path.with_name(data.draw(NEW_NAMES)(path.name))
        copy = shutil.copy(path, name)
        change = data.draw(st.sampled_from(["contents", "name", "replaced", "added"]))
        if change == "contents":
            path.write_bytes(data.draw(NEW_CONTENTS)(path.read_bytes()))
        elif change == "name":
            path.rename(new_path)
        elif change == "replaced":
            path.unlink()
            PUT[data.draw(st.sampled_from(sorted(PUT)))](path, Path(copy))
        else:
            PUT[data.draw(st.sampled_from(sorted(PUT.keys() - {"nothing"})))](new_path, Path(copy))
        assert find_difference(folder) is not None


def test_a_folder_in_the_place_of_a_link_to_it_shows(tmp_path: Path, target: Path) -> None:
    """Find a link to a folder, though all can be read through it."""
    (target / "deep").rename(tmp_path / "elsewhere")
    (target / "deep").symlink_to(tmp_path / "elsewhere")

    assert (target / NAMES[1]).exists()
    assert "deep" == find_difference(target)


def test_what_differs_is_named(target: Path) -> None:
    """Name the first thing that differs: foreign things before missing ones."""
    (target / NAMES[0]).unlink()
    assert NAMES[0] == find_difference(target)

    (target / "deep" / "empty").mkdir()
    assert "deep/empty/" == find_difference(target)


def test_a_folder_that_is_closed_is_not_unchanged(open_folder: Path, restricted: Restricted) -> None:
    """Find a folder that cannot be looked into."""
    write(open_folder)
    (open_folder / "deep").chmod(0)
    with restricted():
        seen = find_difference(open_folder)

    assert "deep/" == seen
    (open_folder / "deep").chmod(0o755)
    assert find_difference(open_folder) is None


def test_a_size_that_was_never_true_shows(target: Path) -> None:
    """Find a size that is wrong, though the hash is right."""
    written = read_manifest(target)
    assert written
    first, second = written.files
    text = evolve(written, files=(evolve(first, size=first.size + 1), second)).to_text()
    (target / MANIFEST).write_text(text, encoding="utf-8")

    assert first.name == find_difference(target)


def test_many_folders_in_each_other_are_looked_at_without_harm(target: Path) -> None:
    """Find a foreign folder, however deep it is."""
    descriptor = os.open(target, os.O_RDONLY)
    for _ in range(600):
        os.mkdir("x" * 10, dir_fd=descriptor)
        deeper = os.open("x" * 10, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(descriptor)

    assert find_difference(target) is not None
    subprocess.run(["rm", "-rf", target / ("x" * 10)], check=True)
    assert find_difference(target) is None
