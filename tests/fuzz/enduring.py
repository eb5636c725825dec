"""What is done with a mutated input: all that a user might do, in which nothing but the package's own errors may arise."""

import contextlib
import json
import tomllib
from pathlib import Path

from fuzz.inputs import DAY, SOURCE, Files

from civic_partnership import (
    CivicPartnershipError,
    Host,
    Reading,
    check,
    import_file,
    import_register,
    read,
)
from civic_partnership.checking import CheckedRegister, CheckResult, format_json
from civic_partnership.importing import preview_file, suggest_mapping


def endure(kind: str, files: Files, folder: Path) -> None:
    """Process the files of a mutated input as files of its kind are processed.

    Args:
        kind: what the files were before.
        files: the files.
        folder: an empty folder.

    Raises:
        Exception: a fault of the package.
    """
    source = folder / "in"
    source.mkdir()
    for name, data in files.items():
        (source / name).write_bytes(data)
    with contextlib.suppress(CivicPartnershipError):
        if kind.startswith("foreign"):
            table = next(path for path in source.iterdir() if path.stem == SOURCE)
            _show(table, source / "mapping.toml")
            import_file(table, source / "mapping.toml", folder / "register", folder / "rejects.csv")
        elif kind in ("toml", "csv"):
            withstand(read(source))
        elif kind in ("json", "ndjson"):
            withstand(read(source / f"register.{kind}"))
    if kind in ("csv", "csv-da", "xlsx", "ndjson"):
        with contextlib.suppress(CivicPartnershipError):
            import_register(Host().read(source, kind), folder / "register", dry_run=True)


def _show(table: Path, mapping: Path) -> None:
    """Suggest a mapping of a foreign file, which is TOML; show what its rows become, by this and by another one."""
    with contextlib.suppress(CivicPartnershipError):
        tomllib.loads(suggest_mapping(table))
    for each in (None, mapping):
        with contextlib.suppress(CivicPartnershipError):
            preview_file(table, each)


def withstand(reading: Reading) -> None:
    """Call every function on a reading; each finding has its file, and no rule fails."""
    report = check(reading.register, on=DAY)
    assert () == report.failures
    findings = (*reading.findings, *report.findings)
    for finding in findings:
        location, excerpt = reading.locate(finding), reading.excerpt(finding)
        assert location is not None or finding.record is None
        assert excerpt is None or (location is not None and location.line == excerpt.line)
        assert finding.message.da.isprintable()
        assert finding.message.en.isprintable()
    json.loads("".join(format_json(CheckResult([CheckedRegister(reading, findings)]), "da")))
