"""The user's folder of caches."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from civic_partnership.caching import CacheFolder, cache_folder, find_cache_folder
from civic_partnership.files.staged_file import leftover_path

HOME = "/home/anna"


@pytest.mark.parametrize(
    ("platform", "environ", "path"),
    [
        ("linux", {"HOME": HOME}, f"{HOME}/.cache/civic-partnership"),
        ("linux", {"HOME": HOME, "XDG_CACHE_HOME": "/c"}, "/c/civic-partnership"),
        ("linux", {"HOME": HOME, "XDG_CACHE_HOME": "c"}, f"{HOME}/.cache/civic-partnership"),
        ("linux", {"XDG_CACHE_HOME": "/c"}, "/c/civic-partnership"),
        ("darwin", {"HOME": HOME, "XDG_CACHE_HOME": "/c"}, f"{HOME}/Library/Caches/civic-partnership"),
        ("win32", {"LOCALAPPDATA": "/app", "HOME": HOME}, "/app/civic-partnership"),
        ("win32", {"HOME": HOME}, None),
        ("linux", {}, None),
        ("darwin", {}, None),
    ],
)
def test_it_is_where_the_system_keeps_caches(
    platform: str, environ: dict[str, str], path: str | None
) -> None:
    """Each system has its own place for what a program can make again."""
    folder = find_cache_folder(environ, platform)

    assert path == (folder and str(folder.path))


@pytest.fixture
def folder(tmp_path: Path) -> CacheFolder:
    """Return a folder with one cache, named `a`."""
    folder = CacheFolder(tmp_path / "caches" / "civic-partnership")
    folder.save("a", b"found")
    return folder


def file_of(folder: CacheFolder) -> Path:
    """Return the only file in a folder."""
    [path] = folder.path.iterdir()
    return path


def test_gives_back_what_was_kept(folder: CacheFolder) -> None:
    """Each name has its own bytes, the last ones that were kept."""
    folder.save("b", b"")
    folder.save("a", b"found again")

    assert [b"found again", b"", None] == [folder.load(name) for name in "abc"]


def test_only_the_user_can_read_it(folder: CacheFolder) -> None:
    """The folder and its files are closed to all others, whatever new files usually are."""
    assert [0o700, 0o600] == [path.stat().st_mode & 0o777 for path in (folder.path, file_of(folder))]


def damage(folder: CacheFolder) -> None:
    """Change a byte of the file."""
    path = file_of(folder)
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def swap_for_link(folder: CacheFolder) -> None:
    """Put a link to the file in its place."""
    path = file_of(folder)
    path.replace(folder.path.parent / "elsewhere")
    path.symlink_to(folder.path.parent / "elsewhere")


SPOILT: dict[str, Callable[[CacheFolder], object]] = {
    "damaged": damage,
    "cut": lambda folder: file_of(folder).write_bytes(b"short"),
    "a link": swap_for_link,
    "open to others": lambda folder: file_of(folder).chmod(0o644),
    "not to be read": lambda folder: file_of(folder).chmod(0o200),
    "gone": lambda folder: file_of(folder).unlink(),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_what_is_of_no_use_is_written_anew(
    folder: CacheFolder, spoil: Callable[[CacheFolder], object]
) -> None:
    """A file that is damaged, or that others could have written, counts as not there, and is replaced."""
    spoil(folder)
    lost = folder.load("a")
    folder.save("a", b"found")

    assert (b"found" if os.geteuid() == 0 and spoil is SPOILT["not to be read"] else None) == lost
    assert b"found" == folder.load("a")


def test_a_folder_that_others_can_open_is_left_alone(folder: CacheFolder) -> None:
    """Others could have put files there, and could read new ones."""
    folder.path.chmod(0o755)
    folder.save("b", b"")
    folder.path.chmod(0o700)

    assert [b"found", None] == [folder.load(name) for name in "ab"]
    folder.path.chmod(0o755)
    assert folder.load("a") is None


def test_the_files_of_another_user_are_left_alone(
    folder: CacheFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever owns a file decides what stands in it."""
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)

    assert folder.load("a") is None


def test_no_folder_is_no_fault(tmp_path: Path) -> None:
    """Where no folder can be made, nothing is kept, and nobody is told."""
    (tmp_path / "file").touch()
    folder = CacheFolder(tmp_path / "file" / "civic-partnership")
    folder.save("a", b"found")

    assert folder.load("a") is None


def test_what_nobody_has_used_for_a_month_is_removed(folder: CacheFolder) -> None:
    """A cache that is read counts as used."""
    folder.save("old", b"")
    for path in folder.path.iterdir():
        os.utime(path, (0, 0))
    folder.load("a")
    folder.save("b", b"")

    assert [b"found", None, b""] == [folder.load(name) for name in ("a", "old", "b")]


def test_the_oldest_are_removed_if_there_is_too_much(
    folder: CacheFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All caches together have a largest size."""
    monkeypatch.setattr(cache_folder, "MAX_BYTES", 100)
    first = file_of(folder)
    folder.save("b", b"x" * 20)
    status = first.stat()
    os.utime(first, (status.st_atime, status.st_mtime - 10))
    folder.save("c", b"")

    assert [None, b"x" * 20, b""] == [folder.load(name) for name in "abc"]
    folder.save("d", b"x" * 100)
    assert [] == list(folder.path.iterdir())


def test_what_a_killed_program_has_left_is_removed(folder: CacheFolder) -> None:
    """It holds personal data as a cache does, whichever register it belongs to."""
    left = leftover_path(folder.path / "b.cache", "0123456789abcdef")
    left.write_bytes(b"Anna")
    folder.save("a", b"found again")

    assert not left.exists()
    assert b"found again" == folder.load("a")
