"""Registers as folders of CSV tables, and such folders by hand."""

from pathlib import Path

from civic_partnership.exporting.csv_format import CSV
from civic_partnership.exporting.exporter import NoOptions
from civic_partnership.model import Register


def export_tables(register: Register) -> dict[str, bytes]:
    """Export a register; return name -> bytes."""
    return {each.name: b"".join(each.chunks) for each in CSV.export(register, NoOptions())}


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a folder; the folder."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def tables(folder: Path, **texts: str) -> Path:
    """Write tables, `__` in a name for a dot, and lines that end in LF; the folder."""
    return put(folder, {f"{name.replace('__', '.')}.csv": text.encode() for name, text in texts.items()})
