"""Files that were checked: what was found in them, and what is kept of it for the next check."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from civic_partnership.findings import Finding, Location
from civic_partnership.model import LeftOut, RecordKey
from civic_partnership.rules import Failure
from civic_partnership.storage import Excerpt, InputFile, Locator, Origin

from .documents import Node
from .encoding import decode, encode


class KeptFile(NamedTuple):
    """What is kept of a file in which nothing is wrong.

    Attributes:
        file: its name, format and digest.
        nodes: what its records belong to.
    """

    file: InputFile
    nodes: tuple[Node, ...]


class KeptRegister(NamedTuple):
    """What is kept of a register in whose files nothing is wrong.

    Attributes:
        files: name -> file.
        wide_digest: the hash of what wide rules see of its documents, which is kept in a cache of its own.
    """

    files: dict[str, KeptFile]
    wide_digest: bytes

    @property
    def origins(self) -> dict[RecordKey, Origin]:
        """The place of each record."""
        return {
            RecordKey(*node.key): Origin(kept.file, None)
            for kept in self.files.values()
            for node in kept.nodes
        }


class CheckedFiles:
    """What a check has found in the files of a register.

    Attributes:
        findings: the findings about the shape of the files, then those of the rules.
        failures: the rules that failed.
        number_of_records: the number of records that were checked.
        left_out: the records that could not be built.
    """

    def __init__(
        self,
        findings: Sequence[Finding],
        number_of_records: int,
        left_out: frozenset[LeftOut],
        *,
        failures: Sequence[Failure] = (),
        kept: KeptRegister | bytes | None = None,
        places: tuple[Mapping[str, InputFile], Mapping[RecordKey, Origin]] | bytes | None = None,
    ) -> None:
        """Make a result.

        Args:
            findings, number_of_records, left_out, failures: the attributes.
            kept: the register; None if something is wrong with a file.
            places: the files and the places of the records in them; None if `kept` tells them.

        Both may be encoded.
        """
        self.findings = findings
        self.failures = failures
        self.number_of_records = number_of_records
        self.left_out = left_out
        self._kept = kept
        self._places = places

    @cached_property
    def kept(self) -> KeptRegister | None:
        """The register; None if something is wrong with a file."""
        return decode(self._kept) if isinstance(self._kept, bytes) else self._kept

    @cached_property
    def _locator(self) -> Locator:
        places = decode(self._places) if isinstance(self._places, bytes) else self._places
        if places is not None:
            return Locator(*places)
        kept = self.kept or KeptRegister({}, b"")
        return Locator({name: each.file for name, each in kept.files.items()}, kept.origins)

    def locate(self, finding: Finding) -> Location | None:
        """Return the place of a finding, as `Reading.locate` does."""
        return self._locator.locate(finding)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """Return the line that a finding is about, as `Reading.excerpt` does."""
        return self._locator.excerpt(finding)

    def encode(self) -> bytes:
        """Return all but the failures as bytes."""
        kept = encode(self._kept) if isinstance(self._kept, KeptRegister) else self._kept
        places = encode(self._places) if isinstance(self._places, tuple) else self._places
        return encode((tuple(self.findings), self.number_of_records, tuple(self.left_out), kept, places))

    @classmethod
    def decode(cls, data: bytes) -> "CheckedFiles":
        """Return the result that was encoded.

        Raises:
            Exception: these are not such bytes.
        """
        findings, number, left_out, kept, places = decode(data)
        return cls(findings, number, frozenset(left_out), kept=kept, places=places)
