"""The entry points of installed distributions.

They are read here and not by `importlib.metadata`, which takes longer to import than the help of the command
takes to show.
"""

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple


class InstalledEntry(NamedTuple):
    """An entry point.

    Attributes:
        name: its name.
        value: what it stands for: `package.module` or `package.module:object`, without the extras it names.
        distribution: the installed distribution that has it, in small letters with hyphens.
        version: the version of the distribution.
    """

    name: str
    value: str
    distribution: str
    version: str

    def load(self) -> Any:
        """Import what the entry point stands for; raise what the import raises."""
        module, _, names = self.value.partition(":")
        found = import_module(module.strip())
        for name in filter(None, names.strip().split(".")):
            found = getattr(found, name)
        return found


def find_entries(group: str) -> list[InstalledEntry]:
    """Return the entry points of a group, sorted by distribution and name.

    Of a distribution that is installed several times, only the first one on `sys.path` counts.
    """
    entries: dict[str, list[InstalledEntry]] = {}
    for folder in sys.path:
        for distribution, version, text in _read_entry_points(folder or "."):
            entries.setdefault(distribution, sorted(_parse(text, group, distribution, version)))
    return [each for distribution in sorted(entries) for each in entries[distribution]]


def _read_entry_points(folder: str) -> Iterator[tuple[str, str, str]]:
    """Yield the name and version of each distribution in a folder of `sys.path`, and its entry points."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - pathlib is slow to import
    except OSError:  # an archive, or no folder at all
        return
    for name in names:
        stem, _, ending = name.rpartition(".")
        if ending not in ("dist-info", "egg-info"):
            continue
        distribution, _, version = stem.partition("-")
        path = os.path.join(folder, name, "entry_points.txt")  # noqa: PTH118 - the same
        text = ""
        with (
            contextlib.suppress(OSError),
            open(path, encoding="utf-8", errors="replace") as file,  # noqa: PTH123 - the same
        ):
            text = file.read()
        yield re.sub("[-_.]+", "-", distribution).lower(), version.partition("-")[0], text


def _parse(text: str, group: str, distribution: str, version: str) -> Iterator[InstalledEntry]:
    """Yield the entry points of a group; comments, and lines that are none, are passed over."""
    section = ""
    for line in map(str.strip, text.splitlines() if group in text else ()):
        name, sign, value = line.partition("=")
        if line.startswith("[") and line.endswith("]"):
            section = line.strip("[]")
        elif section == group and sign and not line.startswith("#"):
            value_without_extras = value.partition("[")[0]
            yield InstalledEntry(name.strip(), value_without_extras.strip(), distribution, version)
