"""The reading of one line of NDJSON by itself, as a program does that sees one document after the other."""

from collections.abc import Mapping

from attrs import evolve, field, frozen

from civic_partnership.findings import Finding, Location
from civic_partnership.model import Entry, LeftOut, RecordKey

from .json_reader import find_json_reader
from .parsing import InputFile
from .positions import Locator, Origin
from .register_builder import RegisterBuilder


@frozen(kw_only=True)
class Document:
    """The records of one line of NDJSON, and what is wrong with their shape.

    Attributes:
        records: the records that could be built.
        findings: everything that is wrong with the shape of the line.
        left_out: the records that could not be built.
        line: the bytes of the line.
        name: the name of its file.
        number: the number of the line in the file, counted from 1.
    """

    records: Mapping[RecordKey, Entry]
    findings: tuple[Finding, ...] = ()
    left_out: frozenset[LeftOut] = frozenset()
    line: bytes = field(repr=False)
    name: str
    number: int

    def locate(self, finding: Finding) -> Location | None:
        """Return the place of a finding about a record of this line; None if it is about nothing in it."""
        file = InputFile(name=self.name, format="ndjson", text=self.line.decode("utf-8-sig", "replace"))
        keys = {*self.records, *(RecordKey(each.kind, each.id) for each in self.left_out if each.kind)}
        place = Locator({self.name: file}, dict.fromkeys(keys, Origin(file, 1))).locate(finding)
        if place is None or place.line is None or finding.at is not None:
            return place
        return evolve(place, line=place.line + self.number - 1)


def read_document(
    line: bytes,
    name: str,
    number: int,
    *,
    is_first: bool | None = None,
) -> Document:
    """Read the records of one line of NDJSON, without regard to any other line.

    Args:
        line: the bytes of the line; nothing else need be known of its file.
        name: the name of the file in findings.
        number: the number of the line, counted from 1.
        is_first: whether it is the first line of the file; None if its number tells.
    """
    records = find_json_reader()(line)
    if records is not None:
        return Document(records=records, line=line, name=name, number=number)
    builder = RegisterBuilder()
    is_first = number == 1 if is_first is None else is_first
    file = InputFile(name=name, format="ndjson")
    builder.add_line(file, number, line, is_first=is_first)
    return Document(
        records=builder.records,
        findings=builder.finish(),
        left_out=frozenset(builder.left_out),
        line=line,
        name=name,
        number=number,
    )
