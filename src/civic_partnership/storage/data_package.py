"""The description beside CSV tables, which names the tables that must be there."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from civic_partnership.values import Label

from .parsing import Unreadable

DATA_PACKAGE = "datapackage.json"
"""The name of the file that describes the tables beside it, by the standard of Frictionless."""

_MISSING = Unreadable(
    Label(
        f"{DATA_PACKAGE} nævner denne tabel, men den er der ikke",
        f"{DATA_PACKAGE} names this table, but it is not there",
    ),
    Label(
        "Læg den i mappen under dette navn. Hører den ikke med mere, så slet den i beskrivelsen.",
        "Put it into the folder under this name. If it belongs there no more, delete it there.",
    ),
)


def missing_tables(files: Mapping[str, bytes]) -> dict[str, Unreadable]:
    """Find the tables that a description names and that are not beside it.

    Args:
        files: name inside the folder, with `/` between folders -> content; the case of names does not count.

    Returns:
        The name of each table that is not there, with the reason why it cannot be read.

    """
    present = {name.lower() for name in files}
    missing: dict[str, Unreadable] = {}
    for name, data in files.items():
        folder = PurePosixPath(name).parent
        if PurePosixPath(name).name.lower() == DATA_PACKAGE:
            for table in _described_files(data):
                path = (folder / table).as_posix()
                if path.lower() not in present:
                    missing[path] = _MISSING
    return missing


def _described_files(data: bytes) -> list[str]:
    """Return the names of the files that a description is about; none where it is no such description."""
    try:
        resources = json.loads(data)["resources"]
        return [path for each in resources if isinstance(path := each.get("path"), str)]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []
