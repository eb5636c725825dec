"""One export of a register into a folder: either all files are written, or none."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve

from civic_partnership.errors import LossError, RecordsError
from civic_partnership.files import MANIFEST, replace_folder
from civic_partnership.isolation import fingerprint, watch_interrupts
from civic_partnership.model import Register
from civic_partnership.rules import Report, cpr_number, find_civil_registration_numbers
from civic_partnership.values import Table

from .artifact_writer import MAX_BYTES, ArtifactWriter, Progress
from .exporter import AnyExporter
from .field_coverage import check_field_paths, count_lost, count_personal, remove_personal
from .manifest import Manifest, find_difference
from .options import options_to_json
from .plugin_guard import PluginGuard
from .report import ExportReport


def run_export(  # noqa: PLR0913 - each is one thing that an export is made of
    exporter: AnyExporter,
    register: Register,
    out: str | os.PathLike[str],
    *,
    checked: Report,
    options: Any,
    guard: PluginGuard,
    versions: Mapping[str, str],
    include_personal: bool = False,
    fail_on_loss: bool = False,
    max_bytes: int = MAX_BYTES,
    progress: Progress | None = None,
) -> ExportReport:
    """Write an export into a folder: all files, or none.

    Args:
        exporter: the exporter of the format.
        register: the register to export. Personal data are removed first, unless `include_personal` is true.
        out: the folder. It must be new or empty, or contain an export that nobody has changed.
        checked: the report of the check of the whole register.
        options: an instance of the exporter's options class.
        guard: the guard for calls into the exporter; it names the exporter's plugin in errors.
        versions: distribution -> version, for all distributions that took part.
        include_personal: whether to export personal data too.
        fail_on_loss: whether to write nothing if the export would lose anything.
        max_bytes: the largest allowed size of the export.
        progress: a function that is called while files are written, with the name of the file and the bytes
            so far.

    Raises:
        PathError: the folder cannot be written, or contains something else.
        PluginError: the exporter failed.
        OptionsError: the exporter refused its options.
        LossError: the export would lose something, and `fail_on_loss` is true.
        RecordsError: a text contains a civil registration number, and `include_personal` is false.
    """
    personal = Table[int]() if include_personal else count_personal(register)
    if not include_personal:
        register = remove_personal(register)
        refuse_civil_registration_numbers(register)
    with guard.catch_errors(may_refuse=True):
        carried = check_field_paths(exporter.carries(options))
    report = ExportReport(
        format=exporter.name,
        out=Path(out),
        files=(),
        not_carried=count_lost(register, carried),
        withheld=personal,
        errors=checked.counts["error"],
    )
    json_options = options_to_json(options)
    with replace_folder(report.out, find_difference) as folder, watch_interrupts() as interruption:
        guard = evolve(guard, interruption=interruption)
        writer = ArtifactWriter(folder, guard, progress or (lambda _name, _size: None), max_bytes=max_bytes)
        before = fingerprint(register)
        writer.write_all(exporter, register, checked, options)
        if fingerprint(register) != before:
            raise guard.plugin_error("det ændrede registeret", "it changed the register")
        report = evolve(report, losses=tuple(writer.losses))
        if fail_on_loss and report.lost:
            raise LossError(
                f"{report.format} ville tabe noget, og intet er skrevet. "
                "Vælg et andet format, eller tillad tabet.",
                f"{report.format} would lose something, and nothing was written. "
                "Choose another format, or allow the loss.",
                report,
            )
        report = evolve(report, files=tuple(writer.files))
        manifest = Manifest(
            format=report.format,
            options=json_options,
            versions=versions,
            on=checked.on,
            lost=report.lost,
            withheld=report.withheld,
            include_personal=include_personal,
            errors=report.errors,
            files=report.files,
        )
        (folder / MANIFEST).write_bytes(manifest.to_text().encode())
    return report


def refuse_civil_registration_numbers(register: Register) -> None:
    """Raise a RecordsError if any text in the register contains a civil registration number.

    This happens even if the rule about such numbers is off, or if the record has an exemption from it.
    """
    findings = [
        cpr_number.finding(verdict, key)
        for key, record in register
        for verdict in find_civil_registration_numbers(record)
    ]
    if findings:
        number, first = len(findings), findings[0].message
        raise RecordsError(
            f"Der er CPR-numre i registeret ({number}), og intet er skrevet. Den første: {first.da}",
            f"The register holds civil registration numbers ({number}), and nothing was written. "
            f"The first: {first.en}",
            findings,
        )
