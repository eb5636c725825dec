"""The cells of Danish tables that differ from the package's own: words, ends of periods, times, reasons.

Each cell is written as an official writes it, and read back to the same value.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import time
from functools import lru_cache
from typing import Any, Final

from civic_partnership.plugins import DANISH, Cell, cell_of, guard_danish_cell, unguard_danish_cell
from civic_partnership.values import (
    END_LABELS,
    NO_END,
    UNKNOWN_END,
    Dated,
    Label,
    PartialDate,
    Period,
    danish_date,
    iso_date,
)

PRESENCE: Final = cell_of(bool, DANISH)._replace(
    write=lambda _: "ja", read=lambda cell: {} if cell == "ja" else cell
)
"""The cell of a column that says only whether a part exists: `ja` or empty."""

DAY: Final = cell_of(PartialDate, DANISH)
"""The cell of a day, a month or a year."""

_END_OF_WORDS: Final = {label.da: end for end, label in END_LABELS.items()}


def end_of(period: Period) -> PartialDate | str:
    """Return the last day of a period; the text of its end if it has none, or if nobody recorded it."""
    return period.end or (NO_END if period.has_no_end else UNKNOWN_END)


def _write_end(end: PartialDate | str) -> str:
    """Write the last day of a period, or `indtil videre`, or `slutdato ikke oplyst`."""
    if isinstance(end, str):
        return END_LABELS[end].da
    return str(end) if DAY.write is None else DAY.write(end)


END: Final = Cell("string", _write_end, lambda cell: _END_OF_WORDS.get(cell.strip().lower(), DAY.read(cell)))
"""The cell of the last day of a period."""

_TIME: Final = re.compile(r"(?:kl\.?)? *([0-9]{1,2})[.:]([0-9]{2})(?:[.:]([0-9]{2}))?", re.IGNORECASE)


def write_time(value: time) -> str:
    """Write a time of day: `17.30`, or `17.30.15` if it has seconds."""
    return value.strftime("%H.%M.%S" if value.second else "%H.%M")


def _read_time(cell: str) -> str:
    match = _TIME.fullmatch(cell.strip())
    return cell if match is None else f"{match[1]:0>2}:{match[2]}:{match[3] or '00'}"


TIME: Final = Cell("time", lambda value: f"kl. {write_time(value)}", _read_time)
"""The cell of a time of day. A spreadsheet might take `17.10` alone for a day in October."""

LEVEL: Final = {"error": "fejl", "warning": "advarsel", "off": "slået fra"}
"""Level of a rule -> its Danish name."""


def words_cell(words: Mapping[str, Label], *, several: bool) -> Cell:
    """Return the cell of a column of fixed words, or of several of them with `|` between them."""
    danish = {word: label.da for word, label in words.items()}
    if not several:
        return _one_word_cell(danish)
    word_of = {text: word for word, text in danish.items()}
    return Cell(
        "string",
        lambda values: "|".join(danish[word] for word in values),
        lambda cell: [word_of.get(text, text) for text in cell.split("|")],
    )


def _one_word_cell(danish: Mapping[str, str]) -> Cell:
    word_of = {text: word for word, text in danish.items()}
    return Cell("string", danish.__getitem__, lambda cell: word_of.get(cell, cell))


LEVEL_CELL: Final = _one_word_cell(LEVEL)
"""The cell of the level of a rule."""

_DATE = r"(?:ca\. )?(?:[0-9]{2}-){0,2}[0-9]{4}"
_PERIOD: Final = re.compile(rf"{_DATE}(?: til (?:{_DATE}))?|fra (?:{_DATE}), (?:{'|'.join(_END_OF_WORDS)})")
_ESCAPES: Final = {"\\": r"\\", "|": r"\|", "\n": r"\n"}
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_IN_CSV: Final = ("|", "=")
_IN_WORKBOOK: Final = ("\n", ": ")
"""The signs between the reasons of two periods, and between a period and its reason."""


def _write_reason(reason: Dated[str], signs: tuple[str, str] = _IN_CSV) -> str:
    r"""Write a reason alone, or the reason of each period: `2021=Vakance|03-2023 til 05-2023=Orlov`.

    A backslash stands before a reason alone that looks like the reasons of periods.
    """
    (period, text), *_ = reason.changes
    if period is None:
        return rf"\{text}" if text.startswith("\\") or _split_periods(text, signs) else text
    between, after_period = signs
    return between.join(
        f"{write_period(key)}{after_period}{_escape(each)}"
        for key, each in reason.changes
        if isinstance(key, Period)
    )


def _read_reason(cell: str) -> Any:
    """Return the reason alone, or a mapping from period to reason; a list if a period stands there twice."""
    parts = _split_periods(cell, _IN_CSV)
    if not parts:
        return cell.removeprefix("\\")
    reasons = {_read_period(period): text for period, text in parts}
    return reasons if len(reasons) == len(parts) else parts


REASON: Final = Cell(
    "string",
    lambda reason: guard_danish_cell(_write_reason(reason)),
    lambda cell: _read_reason(unguard_danish_cell(cell)),
)
"""The cell of a reason."""


def write_reason_lines(reason: Dated[str]) -> str:
    """Write a reason for a workbook: alone, or a line for each period, `2021: Vakance`."""
    return _write_reason(reason, _IN_WORKBOOK)


def read_reason_lines(text: str) -> str:
    """Return the cell of CSV for a reason in a workbook."""
    parts = _split_periods(text, _IN_WORKBOOK)
    if parts:
        return guard_danish_cell("|".join(f"{period}={_escape(reason)}" for period, reason in parts))
    alone = text.removeprefix("\\")
    return guard_danish_cell(_write_reason(Dated.always(alone)))


def _escape(text: str) -> str:
    return re.sub(r"[\\|\n]", lambda match: _ESCAPES[match[0]], text)


@lru_cache
def write_period(period: Period) -> str:
    """Write a period as one text: `2021`, `03-2023 til 05-2023` or `fra 2022, indtil videre`."""
    start, end = danish_date(period.start), end_of(period)
    if isinstance(end, str):
        return f"fra {start}, {END_LABELS[end].da}"
    last = danish_date(end)
    return start if start == last else f"{start} til {last}"


def _read_period(text: str) -> str:
    """Return the text of a period that `write_period` wrote."""
    start, _, word = text.removeprefix("fra ").partition(", ")
    if word:
        return f"{iso_date(start)}/{_END_OF_WORDS[word]}"
    start, _, end = text.partition(" til ")
    return f"{iso_date(start)}/{iso_date(end or start)}"


def _split_periods(cell: str, signs: tuple[str, str]) -> list[tuple[str, str]]:
    """Return each period with its reason; nothing if a part of the cell does not begin with a period."""
    between, after_period = signs
    parts = []
    for part in _split(cell, between):
        period, sign, text = part.partition(after_period)
        if not sign or _PERIOD.fullmatch(period) is None:
            return []
        parts.append((period, _ESCAPED.sub(lambda each: "\n" if each[1] == "n" else each[1], text)))
    return parts


def _split(text: str, between: str) -> Iterator[str]:
    """Split a text at a sign, but not where a backslash stands before it."""
    start = place = 0
    while place < len(text):
        if text[place] == between:
            yield text[start:place]
            start = place + 1
        place += 2 if text[place] == "\\" else 1
    yield text[start:]
