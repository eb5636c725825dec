"""One export from a register to a folder: all of it, or nothing."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve

from civic_partnership.errors import LossError, RecordsError
from civic_partnership.isolation import fingerprint, interruptible
from civic_partnership.model import Register
from civic_partnership.rules.texts import cpr_number, find_civil_registration_numbers, find_texts
from civic_partnership.values import Label, Table

from .artifact_writer import MAX_BYTES, Drain, Progress
from .atomic_folder import staged
from .exporter import AnyExporter
from .field_coverage import checked, lost, withheld, without_personal
from .manifest import MANIFEST, Manifest
from .options import as_json
from .plugin_errors import Guard
from .report import ExportReport


def run(  # noqa: PLR0913 - each is one thing that an export is made of
    exporter: AnyExporter,
    register: Register,
    out: str | os.PathLike[str],
    *,
    on: date,
    options: Any,
    guard: Guard,
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
        register: what is exported; personal data are taken out first, unless told otherwise.
        out: the folder: new, empty, or an export that nobody has changed.
        on: the day as of which the register was checked.
        options: an instance of the exporter's options class.
        guard: whose exporter it is.
        versions: distribution -> version, of all that took part.
        errors: how many errors the check found.
        include_personal: whether personal data are exported too.
        fail_on_loss: whether nothing is written where something would be lost.
        max_bytes: the largest export that is written.
        progress: told what is written, while it is.

    Raises:
        PathError: it cannot be written there.
        PluginError: the exporter failed.
        OptionsError: the exporter refused its options.
        LossError: something would be lost, and `fail_on_loss` was asked for.
        RecordsError: there is a civil registration number in a text, and personal data are not exported.

    """
    left_out = Table[int]() if include_personal else withheld(register)
    if not include_personal:
        register = without_personal(register)
        _refuse_civil_registration_numbers(register)
    with guard.asking(may_refuse=True):
        carried = checked(exporter.carries(options))
    report = ExportReport(
        format=exporter.name,
        out=Path(out),
        files=(),
        not_carried=lost(register, carried),
        withheld=left_out,
        errors=errors,
    )
    given = as_json(options)
    with staged(report.out) as folder, interruptible() as interruption:
        watching = evolve(guard, interruption=interruption)
        drain = Drain(folder, watching, progress or (lambda _name, _size: None), max_bytes=max_bytes)
        before = fingerprint(register)
        drain.run(exporter, register, options)
        if fingerprint(register) != before:
            raise guard.fault("det ændrede registeret", "it changed the register")
        report = evolve(report, losses=tuple(drain.losses))
        if fail_on_loss and report.lost:
            raise LossError(_refusal(report).da, _refusal(report).en, report)
        report = evolve(report, files=tuple(drain.files))
        manifest = Manifest(
            format=report.format,
            options=given,
            versions=versions,
            on=on,
            lost=report.lost,
            withheld=report.withheld,
            include_personal=include_personal,
            errors=errors,
            files=report.files,
        )
        (folder / MANIFEST).write_bytes(manifest.text().encode())
    return report


def _refuse_civil_registration_numbers(register: Register) -> None:
    """Refuse a register with such a number, also where the rule about it is off or set aside.

    Raises:
        RecordsError: there is one.

    """
    found = [
        cpr_number.finding(verdict, key)
        for key, record in register
        for verdict in find_civil_registration_numbers(record, find_texts(record))
    ]
    if found:
        number, first = len(found), found[0].message
        raise RecordsError(
            f"Der er CPR-numre i registeret ({number}), og det er ikke eksporteret. Den første: {first.da}",
            f"The register holds civil registration numbers ({number}) and was not exported. "
            f"The first: {first.en}",
            found,
        )


def _refusal(report: ExportReport) -> Label:
    return Label(
        f"{report.format} ville tabe noget, og intet er skrevet. Vælg et andet format, eller tillad tabet.",
        f"{report.format} would lose something, and nothing was written. "
        "Choose another format, or allow the loss.",
    )
