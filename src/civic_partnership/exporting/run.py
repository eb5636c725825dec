"""One export from a register to a folder: all of it, or nothing."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve

from civic_partnership.errors import LossError, RecordsError
from civic_partnership.files import replace_folder
from civic_partnership.isolation import fingerprint, watch_interrupts
from civic_partnership.model import Register
from civic_partnership.rules import cpr_number, find_civil_registration_numbers, find_texts
from civic_partnership.values import Label, Table

from .artifact_writer import MAX_BYTES, ArtifactWriter, Progress
from .exporter import AnyExporter
from .field_coverage import check_field_paths, count_lost, count_personal, remove_personal
from .manifest import MANIFEST, Manifest, find_difference
from .options import options_to_json
from .plugin_guard import PluginGuard
from .report import ExportReport


def run_export(  # noqa: PLR0913 - each is one thing that an export is made of
    exporter: AnyExporter,
    register: Register,
    out: str | os.PathLike[str],
    *,
    on: date,
    options: Any,
    guard: PluginGuard,
    versions: Mapping[str, str],
    errors: int = 0,
    include_personal: bool = False,
    fail_on_loss: bool = False,
    max_bytes: int = MAX_BYTES,
    progress: Progress | None = None,
) -> ExportReport:
    """Write an export into a folder, in one step.

    Args:
        exporter: the format.
        register: what is exported; personal data are removed first, unless `include_personal`.
        out: the folder: new, empty, or an export that nobody has changed.
        on: the day as of which the register was checked.
        options: an instance of the exporter's options class.
        guard: names the plugin that the exporter comes from.
        versions: distribution -> version, of all that took part.
        errors: how many errors the check found.
        include_personal: whether personal data are exported too.
        fail_on_loss: whether nothing is written where something would be lost.
        max_bytes: the largest export that is written.
        progress: takes each file's name and the bytes so far, while it is written.

    Raises:
        PathError: it cannot be written there.
        PluginError: the exporter failed.
        OptionsError: the exporter refused its options.
        LossError: something would be lost, and `fail_on_loss` was asked for.
        RecordsError: there is a civil registration number in a text, and personal data are not exported.

    """
    personal = Table[int]() if include_personal else count_personal(register)
    if not include_personal:
        register = remove_personal(register)
        _refuse_civil_registration_numbers(register)
    with guard.catch_errors(may_refuse=True):
        carried = check_field_paths(exporter.carries(options))
    report = ExportReport(
        format=exporter.name,
        out=Path(out),
        files=(),
        not_carried=count_lost(register, carried),
        withheld=personal,
        errors=errors,
    )
    json_options = options_to_json(options)
    with replace_folder(report.out, find_difference) as folder, watch_interrupts() as interruption:
        guard = evolve(guard, interruption=interruption)
        writer = ArtifactWriter(folder, guard, progress or (lambda _name, _size: None), max_bytes=max_bytes)
        before = fingerprint(register)
        writer.write_all(exporter, register, options)
        if fingerprint(register) != before:
            raise guard.plugin_error("det ændrede registeret", "it changed the register")
        report = evolve(report, losses=tuple(writer.losses))
        if fail_on_loss and report.lost:
            refusal = _refusal(report)
            raise LossError(refusal.da, refusal.en, report)
        report = evolve(report, files=tuple(writer.files))
        manifest = Manifest(
            format=report.format,
            options=json_options,
            versions=versions,
            on=on,
            lost=report.lost,
            withheld=report.withheld,
            include_personal=include_personal,
            errors=errors,
            files=report.files,
        )
        (folder / MANIFEST).write_bytes(manifest.to_text().encode())
    return report


def _refuse_civil_registration_numbers(register: Register) -> None:
    """Refuse a register that holds one, even where the rule about it is off or an exemption is recorded.

    Raises:
        RecordsError: there is one.

    """
    findings = [
        cpr_number.finding(verdict, key)
        for key, record in register
        for verdict in find_civil_registration_numbers(record, find_texts(record))
    ]
    if findings:
        number, first = len(findings), findings[0].message
        raise RecordsError(
            f"Der er CPR-numre i registeret ({number}), og det er ikke eksporteret. Den første: {first.da}",
            f"The register holds civil registration numbers ({number}) and was not exported. "
            f"The first: {first.en}",
            findings,
        )


def _refusal(report: ExportReport) -> Label:
    return Label(
        f"{report.format} ville tabe noget, og intet er skrevet. Vælg et andet format, eller tillad tabet.",
        f"{report.format} would lose something, and nothing was written. "
        "Choose another format, or allow the loss.",
    )
