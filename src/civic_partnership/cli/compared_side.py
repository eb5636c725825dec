"""One side of a comparison: a register, an export, or a register as it was in a git revision."""

import os
from collections.abc import Sequence
from pathlib import Path

from attrs import field, frozen

from civic_partnership.exporting import read_manifest
from civic_partnership.findings import Finding, Locate
from civic_partnership.hosting import Host
from civic_partnership.model import Register
from civic_partnership.storage import KnownFiles, read, read_revision, split_revision


@frozen
class ComparedSide:
    """A register that is compared with another one.

    Attributes:
        register: the register, as far as it can be read.
        findings: what is wrong with the shape of its files.
        locate: finds the place of a finding; None if the files are those of an export.
        withholds_personal: whether it is an export without the personal data.
    """

    register: Register
    findings: Sequence[Finding]
    locate: Locate | None = field(repr=False)
    withholds_personal: bool = False


def read_side(path: str, host: Host, known: KnownFiles) -> ComparedSide:
    """Read a side: a folder or file, an export of any format with an importer, or `REV:PATH`.

    The same dict `known` is given for all sides, so that files with the same bytes are read once.

    Raises:
        CivicPartnershipError: it cannot be read at all.
    """
    manifest = read_manifest(Path(path))
    if manifest is not None:
        imported = host.read(path, manifest.format)
        return ComparedSide(
            imported.register, imported.findings, None, withholds_personal=bool(manifest.withheld)
        )
    revision = None if os.path.lexists(path) else split_revision(path)
    reading = read(path, known=known) if revision is None else read_revision(*revision, known=known)
    return ComparedSide(reading.register, reading.findings, reading.locate)
