"""Streams of documents that are made from a register, and what is found in them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import attrs

from civic_partnership.findings import Finding, Rule
from civic_partnership.model import Register
from civic_partnership.rules import CATALOGUE, check
from civic_partnership.storage import format_document_line, split_documents
from civic_partnership.streaming import check_stream


class Stream(NamedTuple):
    """A register, cut into a base and lines."""

    base: Register
    lines: list[str]


def split_register(register: Register, *, shared: bool = False) -> Stream:
    """Cut a register into a base and lines; with `shared` all associations and contacts stay in the base."""
    base, documents = split_documents(register)
    lines: list[str] = []
    for records in documents:
        own = {key: record for key, record in records.items() if key.kind not in ("associations", "contacts")}
        if shared:
            base = base.replace(*(record for key, record in records.items() if key not in own))
        lines.append(format_document_line(own if shared else records))
    return Stream(base, lines)


def count(findings: Iterable[Finding]) -> Counter[str]:
    """Count findings that say the same, wherever in files they stand."""
    return Counter(repr(attrs.evolve(each, file=None, at=None)) for each in findings)


def difference(
    register: Register, on: date, *, shared: bool = False, rules: Sequence[Rule] = CATALOGUE
) -> tuple[Counter[str], Counter[str]]:
    """Return what only the check of a whole register finds, and what only that of the stream finds."""
    base, lines = split_register(register, shared=shared)
    whole = count(check(register, on=on, rules=rules).findings)
    streamed = count(check_stream(lines, base, on=on, rules=rules))
    return whole - streamed, streamed - whole
