"""Files that were checked: what was found in them, and what is kept of it for the next check."""

from collections.abc import Sequence
from functools import cached_property

from attrs import frozen

from civic_partnership.findings import Finding, Location
from civic_partnership.model import LeftOut
from civic_partnership.rules import Failure
from civic_partnership.storage import Excerpt, Locator

from .encoding import decode, encode
from .file_index import FileIndex


@frozen(slots=False)
class CheckedFiles:
    """What a check has found in the files of a register.

    Attributes:
        findings: the findings about the shape of the files, then those of the rules.
        number_of_records: the number of records that were checked.
        left_out: the records that could not be built.
        failures: the rules that failed.
        index: the index of the files, encoded; None if something is wrong with one of them.
        places: the files and the places of the records in them, encoded; None if the index tells them.
    """

    findings: Sequence[Finding]
    number_of_records: int
    left_out: frozenset[LeftOut] = frozenset()
    failures: Sequence[Failure] = ()
    index: bytes | None = None
    places: bytes | None = None

    @cached_property
    def _locator(self) -> Locator:
        return Locator(*(FileIndex(self.index).places() if self.places is None else decode(self.places)))

    def locate(self, finding: Finding) -> Location | None:
        """Return the place of a finding, as `Reading.locate` does."""
        return self._locator.locate(finding)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """Return the line that a finding is about, as `Reading.excerpt` does."""
        return self._locator.excerpt(finding)

    def encode(self) -> bytes:
        """Return all but the failures as bytes."""
        left_out = tuple(self.left_out)
        return encode((tuple(self.findings), self.number_of_records, left_out, self.index, self.places))

    @classmethod
    def decode(cls, data: bytes) -> "CheckedFiles":
        """Return the result that was encoded.

        Raises:
            Exception: these are not such bytes.
        """
        findings, number, left_out, index, places = decode(data)
        return cls(findings, number, frozenset(left_out), index=index, places=places)
