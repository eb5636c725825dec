"""Folders as an export leaves them."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from civic_partnership.exporting.manifest import MANIFEST, FileEntry, Manifest

NAMES = ("a.csv", "deep/er/b.csv")


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
