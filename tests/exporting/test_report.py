from pathlib import Path
from typing import Any

import attrs
import pytest

from civic_partnership.exporting import ExportReport, FileEntry, Loss
from civic_partnership.model import Programme, RecordKey
from civic_partnership.values import Label, Language, Table


def file(size: int, name: str = "a.csv") -> FileEntry:
    """Make a file of so many bytes."""
    return FileEntry(name=name, media_type="text/csv", size=size, sha256="0" * 64)


def report(**given: Any) -> ExportReport:
    """Make a report of one file, with changes."""
    defaults: dict[str, Any] = {
        "format": "csv",
        "out": Path("out"),
        "files": (file(12),),
        "not_carried": Table(),
        "withheld": Table(),
    }
    return ExportReport(**defaults | given)


def loss(id: str, *path: str | int, reason: Label) -> Loss:
    """Make a loss in a partnership."""
    return Loss(record=RecordKey("partnerships", id), path=path, reason=reason)


LONG = Label("teksten er for lang", "the text is too long")
FULL = report(
    files=(file(1_000_000), file(234_567, "b.csv")),
    not_carried=Table({"meetings": 12, "partnerships.grants.spending": 3}),
    losses=(
        loss("a", "note", reason=LONG),
        loss("b", "note", reason=LONG),
        loss("b", "grants", 0, "amount", reason=Label("beløbet har øre", "the amount is not whole")),
    ),
    withheld=Table({"contacts.name": 2, "partnerships.employments.person": 10}),
    errors=1,
)


SUMMARIES: dict[Language, str] = {
    "da": """\
csv: 2 filer i out (1,2 MB).
Registeret har 1 fejl; eksporten er lavet alligevel.
Formatet har ikke plads til:
  12  møder
   1  partnerskaber, tilskud, beløb
   3  partnerskaber, tilskud, forbrug
   2  partnerskaber, bemærkning
  (1: beløbet har øre)
  (2: teksten er for lang)
Personoplysninger, der ikke er med (--include-personal tager dem med):
   2  kontakter, navn
  10  partnerskaber, ansættelser, person""",
    "en": """\
csv: 2 files in out (1.2 MB).
The register has 1 error; it was exported all the same.
The format has no room for:
  12  meetings
   1  partnerships, grants, amount
   3  partnerships, grants, spending
   2  partnerships, note
  (1: the amount is not whole)
  (2: the text is too long)
Personal data left out (--include-personal takes them along):
   2  contacts, name
  10  partnerships, employments, person""",
}


def test_tells_everything_in_both_languages() -> None:
    """Say what was written, lost and left out, why, and that there were errors."""
    assert SUMMARIES == {language: FULL.summary(language) for language in SUMMARIES}


@pytest.mark.parametrize(
    ("given", "da", "en"),
    [
        (
            {"files": (file(1),)},
            "csv: 1 fil i out (1 byte).\nIntet gik tabt.",
            "csv: 1 file in out (1 byte).\nNothing was lost.",
        ),
        (
            {"files": (file(999), file(1, "b")), "errors": 2},
            "csv: 2 filer i out (1,0 kB).\nRegisteret har 2 fejl; eksporten er lavet alligevel.\nIntet gik tabt.",
            "csv: 2 files in out (1.0 kB).\nThe register has 2 errors; it was exported all the same.\nNothing was lost.",
        ),
        (
            {"files": (), "not_carried": Table({"contacts": 1})},
            "Formatet har ikke plads til:\n  1  kontakter",
            "The format has no room for:\n  1  contacts",
        ),
        (
            {"out": Path("\x1b[31mud")},
            "csv: 1 fil i �[31mud (12 byte).\nIntet gik tabt.",
            "csv: 1 file in �[31mud (12 bytes).\nNothing was lost.",
        ),
    ],
)
def test_tells_only_what_there_is(given: dict[str, Any], da: str, en: str) -> None:
    """Write no more lines than needed, and nothing of files where none were written."""
    assert (da, en) == (report(**given).summary("da"), report(**given).summary("en"))


def test_cuts_what_nobody_would_read() -> None:
    """List twenty fields and twenty reasons, and how many more there are."""
    losses = tuple(loss("a", "note", reason=Label(f"grund {n:02}", f"reason {n:02}")) for n in range(21))
    fields = {f"programmes.{name}": 1 for name in attrs.fields_dict(Programme)}
    lines = report(losses=losses, not_carried=Table(fields)).summary("en").splitlines()

    assert ["The format has no room for:", "  21  partnerships, note"] == lines[1:3]
    assert f"  … and {len(fields) + 1 - 20} more" == lines[22]
    assert "  (1: reason 00)" == lines[23]
    assert ["  (1: reason 19)", "  … and 1 more"] == lines[42:]


def test_a_reason_is_shown_fit_for_a_terminal() -> None:
    """Give no orders of a plugin to a terminal."""
    odd = Label("grund\x1b[31m", "reason\n\x1b[31m")
    assert "  (1: reason��[31m)" == report(losses=(loss("a", reason=odd),)).summary("en").splitlines()[-1]


def test_lost_is_both_what_is_not_carried_and_what_could_not_be() -> None:
    """Add values up by field."""
    lost = {f"partnerships.{name}": number for name, number in (("grants.amount", 1), ("note", 2))}
    assert Table({"meetings": 12, "partnerships.grants.spending": 3, **lost}) == FULL.lost
    assert Table({"partnerships": 1}) == report(losses=(loss("a", reason=LONG),)).lost
    assert Table() == report(withheld=Table({"contacts.name": 1})).lost
