"""One line of NDJSON is read by itself, with the places of what is wrong in its file."""

import pytest
from attrs import evolve

from civic_partnership.findings import Location
from civic_partnership.model import LeftOut, RecordKey
from civic_partnership.storage import read_document

HAVNEN = RecordKey("areas", "havnen")
RIGHT = b'{"areas": {"havnen": {"name": "Havnen"}}}'

WRONG: dict[str, tuple[bytes, str, tuple[int, int], LeftOut]] = {
    "a wrong type": (
        b'{"areas": {"havnen": {"name": 1}}}',
        "wrong-type",
        (7, 23),
        LeftOut("areas", "havnen"),
    ),
    "an unknown kind": (b'{"area": {}}', "unknown-field", (7, 1), LeftOut(None, None)),
    "no JSON": (b'{"areas": {"a', "unreadable-file", (7, 12), LeftOut(None, None)),
    "no UTF-8": (b'{"areas": "\xff"}', "unreadable-file", (7, 12), LeftOut(None, None)),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_line_gives_its_findings_with_their_places(name: str) -> None:
    """Return what is wrong, where it stands in the file, and which records are left out."""
    line, rule, (row, column), left_out = WRONG[name]
    document = read_document(line, "x.ndjson", 7)
    (finding,) = document.findings

    assert (rule, "x.ndjson") == (finding.rule, finding.file)
    assert Location(file="x.ndjson", line=row, column=column) == document.locate(finding)
    assert {} == document.records
    if name != "an unknown kind":
        assert {left_out} == document.left_out


@pytest.mark.parametrize("line", [b"", b"\n", b" \t\r\n", "\u00a0".encode()])
def test_a_blank_line_is_no_mistake(line: bytes) -> None:
    """Return nothing for a line without a document."""
    document = read_document(line, "x.ndjson", 7)

    assert ({}, (), frozenset()) == (document.records, document.findings, document.left_out)


def test_a_byte_order_mark_stands_in_the_first_line_only() -> None:
    """Pass over the mark at the beginning of a file, and refuse one in the middle."""
    marked = b"\xef\xbb\xbf" + RIGHT

    assert [HAVNEN] == list(read_document(marked, "x.ndjson", 1).records)
    assert ["unreadable-file"] == [each.rule for each in read_document(marked, "x.ndjson", 2).findings]


def test_a_finding_about_another_record_has_no_place() -> None:
    """Find no place for a finding about nothing that stands in the line."""
    (finding,) = read_document(b'{"areas": {"byen": {}}}', "x.ndjson", 7).findings

    assert read_document(RIGHT, "x.ndjson", 8).locate(evolve(finding, file=None)) is None
