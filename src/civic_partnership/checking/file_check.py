"""The check of the files of one register, with or without a cache."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from civic_partnership.findings import Finding
from civic_partnership.hosting import Host
from civic_partnership.rules import Failure
from civic_partnership.storage import Reading, read

if TYPE_CHECKING:
    from civic_partnership.caching import CheckedFiles


class Checked(NamedTuple):
    """What was found in the files of a register.

    Attributes:
        reading: the records, and their places in the files.
        findings: the findings about the files and the records.
        failures: the rules that failed.
    """

    reading: "Reading | CheckedFiles"
    findings: Sequence[Finding]
    failures: Sequence[Failure]


def check_files(path: str, host: Host, on: datetime.date, *, cache: bool) -> Checked:
    """Read and check a register; with `cache`, take what was found from the user's cache, and put it there.

    Raises:
        PathError: there is nothing at the path, or it may not be looked at.
    """
    if cache:
        from civic_partnership.caching import (  # noqa: PLC0415 - a check without a cache need not load it
            check_with_cache,
            find_cache_folder,
        )

        folder, versions = find_cache_folder(), host.rule_versions
        files = check_with_cache(path, on=on, rules=host.rules, versions=versions, folder=folder)
        return Checked(files, files.findings, files.failures)
    reading = read(path)
    report = host.check(reading.register, on=on)
    return Checked(reading, (*reading.findings, *report.findings), report.failures)
