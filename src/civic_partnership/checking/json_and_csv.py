"""JSON and rows of CSV that are safe to show on a terminal and to open in a Danish spreadsheet."""

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any

from civic_partnership.findings import format_text
from civic_partnership.model import RecordKey
from civic_partnership.storage import SEMICOLON_TABLE

BYTE_ORDER_MARK = "\ufeff"
"""The character before a table, by which spreadsheets know that it is UTF-8."""
_TERMINAL_CONTROLS = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Characters that JSON does not escape although some terminals obey them."""


def format_document(document: Any, indent: int | None = None) -> str:
    """Return JSON in which only characters that steer a terminal are escaped.

    Days and times are written as in ISO 8601, and an amount that is not whole as a text.
    """
    text = json.dumps(document, ensure_ascii=False, indent=indent, default=_to_json)
    return _TERMINAL_CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _to_json(value: Decimal | date | time) -> int | str:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value.isoformat()


def record_to_dict(record: RecordKey) -> dict[str, str | None]:
    """Return the kind and id of a record, with stars for personal data in the id."""
    return {"kind": record.kind, "id": record.id and format_text(record.id)}


def format_row(cells: Sequence[Any]) -> str:
    """Return a row of a table for Danish spreadsheets: cells between semicolons, no formulas."""
    out = io.StringIO()
    guarded = [SEMICOLON_TABLE.guard(cell) if isinstance(cell, str) else cell for cell in cells]
    csv.writer(out, delimiter=";").writerow(guarded)
    return out.getvalue()
