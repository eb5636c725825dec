"""What the description of some tables says about which there are, so that none is missed without a word."""

import json
from collections.abc import Mapping
from pathlib import PurePosixPath

from civic_partnership.values import Label

from .parsing import Unreadable

DATA_PACKAGE = "datapackage.json"
"""The name of the file that describes the tables beside it, by the standard of Frictionless."""

_GONE = Unreadable(
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
    """The tables that are described beside some files and are not among them: name -> what is wrong.

    Args:
        files: name inside the folder, with `/` between folders -> content; the case of names does not count.

    """
    there = {name.lower() for name in files}
    found: dict[str, Unreadable] = {}
    for name, data in files.items():
        folder = PurePosixPath(name).parent
        if PurePosixPath(name).name.lower() == DATA_PACKAGE:
            for table in _described(data):
                path = (folder / table).as_posix()
                if path.lower() not in there:
                    found[path] = _GONE
    return found


def _described(data: bytes) -> list[str]:
    """The names of the files that a description is about; none where it is no such description."""
    try:
        resources = json.loads(data)["resources"]
        return [path for each in resources if isinstance(path := each.get("path"), str)]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []
