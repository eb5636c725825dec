"""Files that were checked: what was found in them, and what is kept of it for the next check."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from civic_partnership.findings import Finding, Location
from civic_partnership.model import LeftOut, RecordKey
from civic_partnership.rules import Failure
from civic_partnership.storage import Excerpt, InputFile, Locator, Origin

from .encoding import decode, encode
from .file_index import FileIndex

Places = tuple[Mapping[str, InputFile], Mapping[RecordKey, Origin]]
"""The files, and the places of the records in them."""


class CheckedFiles:
    """What a check has found in the files of a register.

    Attributes:
        findings: the findings about the shape of the files, then those of the rules.
        failures: the rules that failed.
        number_of_records: the number of records that were checked.
        left_out: the records that could not be built.
        index: the index of the files, encoded; None if something is wrong with one of them.
    """

    def __init__(
        self,
        findings: Sequence[Finding],
        number_of_records: int,
        left_out: frozenset[LeftOut] = frozenset(),
        *,
        failures: Sequence[Failure] = (),
        index: bytes | None = None,
        places: Places | bytes | None = None,
    ) -> None:
        """Make a result.

        Args:
            findings, number_of_records, left_out, failures, index: the attributes.
            places: the files and the places of the records, also encoded; None if the index tells them.
        """
        self.findings = findings
        self.failures = failures
        self.number_of_records = number_of_records
        self.left_out = left_out
        self.index = index
        self._places = places

    @cached_property
    def _locator(self) -> Locator:
        places = self._places
        if places is None:
            places = FileIndex(self.index).places()
        return Locator(*(decode(places) if isinstance(places, bytes) else places))

    def locate(self, finding: Finding) -> Location | None:
        """Return the place of a finding, as `Reading.locate` does."""
        return self._locator.locate(finding)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """Return the line that a finding is about, as `Reading.excerpt` does."""
        return self._locator.excerpt(finding)

    def encode(self) -> bytes:
        """Return all but the failures as bytes."""
        places = encode(self._places) if isinstance(self._places, tuple) else self._places
        return encode(
            (tuple(self.findings), self.number_of_records, tuple(self.left_out), self.index, places)
        )

    @classmethod
    def decode(cls, data: bytes) -> "CheckedFiles":
        """Return the result that was encoded.

        Raises:
            Exception: these are not such bytes.
        """
        findings, number, left_out, index, places = decode(data)
        return cls(findings, number, frozenset(left_out), index=index, places=places)
