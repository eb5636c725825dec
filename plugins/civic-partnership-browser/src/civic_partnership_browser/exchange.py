"""Imports and exports of the open files, each in a fresh folder of its own."""

import contextlib
import io
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from civic_partnership.checking import filled_fields, format_record, format_value, holds_rows
from civic_partnership.exporting import fixed_zip
from civic_partnership.files import MANIFEST
from civic_partnership.findings import format_text
from civic_partnership.hosting import Host
from civic_partnership.importing import ImportReport, import_file, preview_rows, suggest_mapping
from civic_partnership.model import Register, info
from civic_partnership.storage import write
from civic_partnership.values import Label, Language

from .answers import Answer

_MAPPING = "kolonneopsætning.toml"
"""The name of the mapping in sentences about it."""
_REJECTS = Label("afviste.csv", "rejects.csv")


@contextlib.contextmanager
def work_on(table: Path) -> Iterator[str]:
    """Make a copy of a table in a fresh folder, in which the block runs; yield its name there."""
    with tempfile.TemporaryDirectory(prefix="civic-partnership-") as folder, contextlib.chdir(folder):
        shutil.copy(table, table.name)
        yield table.name


def suggest(table: Path, lang: Language) -> str:
    """Return the text of a suggested mapping."""
    with work_on(table) as name:
        return suggest_mapping(name, lang=lang, what_next=())


def preview(table: Path, mapping: str, lang: Language) -> list[dict[str, Any]]:
    """Return the first rows as records in words."""
    with work_on(table) as name:
        Path(_MAPPING).write_text(mapping, encoding="utf-8")
        rows = preview_rows(name, _MAPPING)
    return [
        {
            "line": row.number,
            "reasons": [format_text(reason.message.in_language(lang)) for reason in row.reasons],
            "records": [
                {"name": format_record(key, lang), "facts": list(_list_facts(record, lang))}
                for key, record in row.register
            ],
        }
        for row in rows
    ]


def _list_facts(record: Any, lang: Language) -> Iterator[tuple[str, str]]:
    """Yield the name and the value of each field that is filled, and of each of several rows in it."""
    for field in filled_fields(record):
        value = getattr(record, field.name)
        rows = value if isinstance(value, tuple) and holds_rows(field) else [value]
        for row in rows:
            yield info(field).label.in_language(lang), format_value(field, row, lang)


def import_table(
    table: Path, mapping: str, register: Path | Register | None, into: str, lang: Language, *, update: bool
) -> tuple[ImportReport, dict[str, bytes], Answer | None]:
    """Import the rows of a table.

    Args:
        table: the file.
        mapping: the text of the mapping.
        register: the folder or TOML file of the register that is there, or one without files of its own;
            None for a new one.
        into: the name of the register.
        lang: the language of the reasons among the rejects.
        update: whether records that are there before may be changed.

    Returns:
        the report, name -> bytes of the files of the register, and name and data of the rejects, if any.
    """
    with work_on(table) as name:
        Path(_MAPPING).write_text(mapping, encoding="utf-8")
        target = Path(into)
        if isinstance(register, Register):
            write(register, target)
        elif register is not None:
            (shutil.copytree if register.is_dir() else shutil.copy)(register, target)
        rejects = Path(_REJECTS.in_language(lang))
        if rejects.name == name:  # rejects that were corrected, and are imported again
            rejects = rejects.with_stem(f"{rejects.stem}-2")
        report = import_file(name, _MAPPING, target, rejects, update=update, lang=lang)
        rejected = None
        if report.result.rejected:
            rejected = {"name": rejects.name, "data": rejects.read_bytes()}
        files = read_folder(target) if target.is_dir() else {target.name: target.read_bytes()}
        return report, files, rejected


def export_register(
    host: Host,
    register: Register,
    format: str,
    *,
    on: date,
    options: Mapping[str, Any],
    include_personal: bool,
    allow_errors: bool,
) -> tuple[dict[str, bytes], Any]:
    """Export a register; return its files, and the report."""
    with tempfile.TemporaryDirectory(prefix="civic-partnership-") as folder, contextlib.chdir(folder):
        report = host.export(
            register,
            format,
            format,
            on=on,
            options=dict(options),
            include_personal=include_personal,
            allow_errors=allow_errors,
        )
        return read_folder(Path(format)), report


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return name in the folder -> bytes of its files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def pack(name: str, files: Mapping[str, bytes]) -> Answer:
    """Return name and data of one file: of the only one that is there, or of an archive without a clock."""
    own = [each for each in files if each != MANIFEST]
    if len(own) == 1:
        return {"name": Path(own[0]).name, "data": files[own[0]]}
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for each, data in files.items():
            archive.writestr(each, data)
    return {"name": f"{name}.zip", "data": fixed_zip(packed.getvalue())}
