"""The user's folder of caches: only the user can read and write it, and it does not grow without end."""

import contextlib
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from civic_partnership.files import clear_leftovers, replace_file

MAX_AGE = 30 * 24 * 60 * 60
"""The number of seconds after which a cache that nobody has used is removed."""

MAX_BYTES = 256 * 1024 * 1024
"""The size of all caches together; beyond it those that were not used for the longest time are removed."""

_NAME = "civic-partnership"
_ENDING = ".cache"
_DIGEST_SIZE = hashlib.sha256().digest_size


def find_cache_folder(
    environ: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> "CacheFolder | None":
    """Return the user's folder of caches, which need not exist yet; None if the user has no home.

    It is the folder `civic-partnership` in `%LOCALAPPDATA%` on Windows, in `~/Library/Caches` on macOS, and
    elsewhere in `$XDG_CACHE_HOME` or else in `~/.cache`.
    """
    if platform == "win32":
        above = environ.get("LOCALAPPDATA", "")
    else:
        home = environ.get("HOME", "")
        below = "Library/Caches" if platform == "darwin" else ".cache"
        above = os.path.join(home, below) if home else ""  # noqa: PTH118 - it may be for another platform
        if platform != "darwin" and os.path.isabs(given := environ.get("XDG_CACHE_HOME", "")):  # noqa: PTH117
            above = given
    return CacheFolder(Path(above, _NAME)) if above else None


class CacheFolder:
    """A folder of caches, each a file. What cannot be read or written counts as not there.

    Attributes:
        path: the path of the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self, name: str) -> bytes | None:
        """Return the bytes of a cache; None if there is none, it is damaged, or another user may write it."""
        with contextlib.suppress(OSError):
            if not _is_private(self.path.lstat(), stat.S_ISDIR):
                return None
            with open(self._file(name), "rb", opener=_open_no_link) as file:
                if not _is_private(os.fstat(file.fileno()), stat.S_ISREG):
                    return None
                data = file.read()
            os.utime(self._file(name))  # it is used, so it is kept
            digest, content = data[:_DIGEST_SIZE], data[_DIGEST_SIZE:]
            return content if hashlib.sha256(content).digest() == digest else None
        return None

    def save(self, name: str, content: bytes) -> None:
        """Keep the bytes of a cache; remove old caches, too many, and what killed programs left."""
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.mkdir(mode=0o700, exist_ok=True)
            if _is_private(self.path.lstat(), stat.S_ISDIR):
                clear_leftovers(self.path)
                digest = hashlib.sha256(content).digest()
                replace_file(self._file(name), digest + content, private=True)
                self._remove_old()

    def _file(self, name: str) -> Path:
        return self.path / f"{hashlib.sha256(os.fsencode(name)).hexdigest()}{_ENDING}"

    def _list(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Yield all caches, those first that were used last."""
        with contextlib.suppress(OSError):
            files = [(path, path.lstat()) for path in self.path.iterdir() if path.suffix == _ENDING]
            yield from sorted(files, key=lambda each: each[1].st_mtime, reverse=True)

    def _remove_old(self) -> None:
        total, oldest = 0, time.time() - MAX_AGE
        for path, status in self._list():
            total += status.st_size
            if total > MAX_BYTES or status.st_mtime < oldest:
                with contextlib.suppress(OSError):
                    path.unlink()


def _open_no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


if sys.platform == "win32":  # pragma: no cover - the tests run where files have owners

    def _is_private(status: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
        """Tell whether something is of a kind; what stands in `%LOCALAPPDATA%` is the user's own."""
        return is_kind(status.st_mode)

else:

    def _is_private(status: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
        """Tell whether something is of a kind, the user's own, and closed to all others."""
        is_own = status.st_uid == os.geteuid()
        return is_own and is_kind(status.st_mode) and not stat.S_IMODE(status.st_mode) & 0o077
