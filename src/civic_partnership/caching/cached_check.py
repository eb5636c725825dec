"""The check of the files of a register, which takes from a cache what an earlier check has found."""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from civic_partnership._version import __version__
from civic_partnership.findings import Rule
from civic_partnership.rules import check
from civic_partnership.storage import (
    MAX_BYTES,
    Loader,
    Unreadable,
    compute_digest,
    find_loaders,
    pause_collector,
    read_loaded,
)

from .cache_folder import CacheFolder
from .checked_files import CheckedFiles
from .documents import is_known
from .encoding import decode, encode
from .recheck import check_again, is_sound, make_index

_FORMAT = 3
"""The version of what a cache holds."""

_HAS_INDEXES = hasattr(sqlite3.Connection, "serialize")
"""Whether SQLite gives an index as bytes; builds from before 2021 may not."""


@pause_collector()
def check_with_cache(
    path: str | os.PathLike[str],
    *,
    on: date,
    rules: Sequence[Rule],
    versions: Mapping[str, str],
    folder: CacheFolder | None,
) -> CheckedFiles:
    """Read and check the files of a register; what an earlier check has found is not sought again.

    Args:
        path: the folder or file, as `read` takes it.
        on: the day as of which the register is checked.
        rules: the rules to ask.
        versions: distribution -> version, of those that bring the rules.
        folder: the folder of the cache; None if there is none.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.
    """
    files, digests = _load_files(find_loaders(path, MAX_BYTES))
    if digests is None or folder is None:
        return _check_all(files, on, rules)
    name = f"{os.path.realpath(path)}\n{os.fspath(path)}"
    versions = {**versions, "civic-partnership": __version__, "python": sys.version, "cache": str(_FORMAT)}
    versions["sqlite"] = sqlite3.sqlite_version
    settings = [f"{each} {version}" for each, version in sorted(versions.items())]
    settings += [on.isoformat(), *(rule.name for rule in rules), *_hash_plugins(rules)]
    known_digests, before = _load(folder, name, settings)
    if before and known_digests == digests:
        return before
    checked = None
    if before and before.index:
        changed = {each for each, _ in digests.items() ^ known_digests.items()}
        checked = check_again(before, changed, files, on=on, rules=rules)
    if checked is None:
        checked = _check_all(files, on, rules)
    if not checked.failures:
        folder.save(name, encode((settings, digests, checked.encode())))
    return checked


def _hash_plugins(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield the hash of each loaded file of the packages that bring rules; some are edited in place."""
    packages = {rule.ask.__module__.partition(".")[0] for rule in rules if rule.ask and not is_known(rule)}
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in packages and (file := getattr(module, "__file__", None)):
            with contextlib.suppress(OSError):  # it stands in an archive, whose version tells
                yield f"{name} {compute_digest(Path(file).read_bytes()).hex()}"


def _load_files(loaders: Iterable[Loader]) -> tuple[list[Loader], dict[str, bytes] | None]:
    """Load all files; return them, and name -> digest, or None if one of them cannot be read."""
    files: list[Loader] = []
    digests: dict[str, bytes] | None = {}
    for name, load in loaders:
        try:
            if isinstance(load, Unreadable):
                raise load
            data = load()
        except Unreadable:
            files.append((name, load))
            digests = None
        else:
            files.append((name, partial(bytes, data)))
            if digests is not None:
                digests[name] = compute_digest(data)
    return files, digests


def _load(
    folder: CacheFolder, name: str, settings: Sequence[str]
) -> tuple[dict[str, bytes], CheckedFiles | None]:
    """Return the digests of the files that were checked last, and what was found, if that is of use."""
    with contextlib.suppress(Exception):  # whatever stands there, the register can be checked
        known_settings, digests, checked = decode(folder.load(name) or b"")
        if known_settings == settings:
            return digests, CheckedFiles.decode(checked)
    return {}, None


def _check_all(files: Iterable[Loader], on: date, rules: Sequence[Rule]) -> CheckedFiles:
    """Read and check all files."""
    reading = read_loaded(files, keep_text=False)
    report = check(reading.register, on=on, rules=rules)
    is_kept = _HAS_INDEXES and is_sound(reading) and all(map(is_known, rules))
    return CheckedFiles(
        (*reading.findings, *report.findings),
        sum(1 for _ in reading.register),
        reading.register.left_out,
        failures=report.failures,
        index=make_index(reading, on, rules) if is_kept else None,
        places=None if is_kept else encode((reading.files, reading.origins)),
    )
