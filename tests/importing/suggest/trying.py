"""Suggest a mapping for a table, and import the table by it."""

import re
from pathlib import Path
from typing import NamedTuple

from civic_partnership import load
from civic_partnership.importing import ImportReport, import_file, suggest_mapping
from civic_partnership.model import Register


class Trial(NamedTuple):
    """A suggested mapping, the register that the table becomes by it, and the report."""

    text: str
    register: Register
    report: ImportReport


def suggest(folder: Path, text: str, *, lang: str = "da") -> str:
    """Suggest a mapping for a CSV file with a text."""
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    return suggest_mapping(file, lang="en" if lang == "en" else "da")


def unwrap(text: str) -> str:
    """Join the lines of each long comment, so that its sentence can be searched."""
    return re.sub(r"\n *#   ", " ", text)


def take_in(file: Path, folder: Path, *changes: tuple[str, str]) -> Trial:
    """Import a file by its suggested mapping, with changes in the text of this mapping."""
    text = suggest_mapping(file)
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    mapping = folder / "suggested.toml"
    mapping.write_text(text, encoding="utf-8")
    report = import_file(file, mapping, folder / "register", folder / "rejects.csv")
    return Trial(text, load(folder / "register") if report.written else Register(), report)
