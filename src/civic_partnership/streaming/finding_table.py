"""Findings as the rows of one table, for programs that work with tables."""

from collections.abc import Mapping
from types import MappingProxyType

from civic_partnership.findings import Finding, format_text
from civic_partnership.rules import Failure

Row = dict[str, str | int | None]

FINDING_COLUMNS: Mapping[str, type[str] | type[int]] = MappingProxyType(
    {
        "rule": str,
        "level": str,
        "kind": str,
        "id": str,
        "path": str,
        "file": str,
        "line": int,
        "column": int,
        "message_da": str,
        "message_en": str,
        "remedy_da": str,
        "remedy_en": str,
        "source": str,
        "document": str,
        "place": str,
        "missing": str,
    }
)
"""The columns of a table of findings, each with what it holds; every one may be empty (null)."""

FAILURE = "failure"
"""What stands for the level in the row of a rule that failed."""


def list_finding(finding: Finding) -> Row:
    """Return a finding as a row; stars replace personal data, as in `Finding.to_dict`."""
    told = finding.to_dict()
    record, missing = told["record"] or {}, told["missing"]
    return {name: told.get(name) for name in FINDING_COLUMNS} | {
        "kind": record.get("kind"),
        "id": record.get("id"),
        "path": _join(told["path"]),
        "message_da": finding.message.da,
        "message_en": finding.message.en,
        "remedy_da": finding.remedy.da,
        "remedy_en": finding.remedy.en,
        "missing": None if missing is None else _join(missing),
    }


def list_failure(failure: Failure) -> Row:
    """Return a rule that failed as a row, which must not be lost among the findings."""
    kind, id = failure.record or (None, None)
    return dict.fromkeys(FINDING_COLUMNS) | {
        "rule": failure.rule,
        "level": FAILURE,
        "kind": kind,
        "id": id and format_text(id),
        "message_da": failure.message.da,
        "message_en": failure.message.en,
    }


def _join(path: list[str | int]) -> str:
    """Return a path as a text, with dots between its steps; rows of lists count from 0."""
    return ".".join(map(str, path))
