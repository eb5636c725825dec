"""Records that an import names and that no register has."""

from pathlib import Path
from typing import Any

import pytest
from importing.making import import_bytes
from importing.test_lost_rows import CLUB, PARTNERS, PROGRAMME

from civic_partnership import Register, write
from civic_partnership.model import Partnership, Programme

TABLE = "Forening;CVR;Ordning\nA;29188505;Pulje A\nB;64942212;Pulje B\nC;;Pulje A\n"


def mapping(programme: Any, *others: Any) -> dict[str, Any]:
    """Make a mapping of clubs with a partnership each."""
    fields = {"programme": programme}
    partnership = {
        "kind": "partnerships",
        "id": {"record": "associations"},
        "fields": fields,
        "parts": [PARTNERS],
    }
    return {"records": [*others, CLUB, partnership]}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (mapping({"value": "pulje"}), [("programmes", "pulje")]),
        (mapping("Ordning"), [("programmes", "pulje-a"), ("programmes", "pulje-b")]),
        (mapping({"record": "programmes"}, PROGRAMME), []),
        ({"records": [CLUB]}, []),
        (mapping({"columns": "Ordning", "words": {"Pulje A": "", "Pulje B": ""}}), []),
    ],
)
def test_missing_records_are_found(tmp_path: Path, by: Any, expected: list[tuple[str, str]]) -> None:
    """A fixed id or the text of a cell may name a record that is not there; rows bring the others."""
    assert expected == list(import_bytes(tmp_path, TABLE.encode(), by).missing)


def test_a_record_of_the_register_is_not_missing(tmp_path: Path) -> None:
    """Nor is one that only other fields of the register name, which the mapping does not fill."""
    register = Register().replace(Programme(id="pulje", name="Pulje"))
    write(
        register.replace(Partnership(id="x", programme="pulje", partners=(), appropriation="nej")),
        tmp_path / "register",
    )

    assert () == import_bytes(tmp_path, TABLE.encode(), mapping({"value": "pulje"})).missing


def test_the_report_says_what_to_add(tmp_path: Path) -> None:
    """Each record with its kind; many are cut short."""
    rows = "".join(f"Klub {chr(65 + n)};;Pulje {chr(65 + n)}\n" for n in range(12))
    report = import_bytes(tmp_path, TABLE.encode(), mapping("Ordning"))
    (tmp_path / "many").mkdir()
    many = import_bytes(tmp_path / "many", f"Forening;CVR;Ordning\n{rows}".encode(), mapping("Ordning"))

    assert (
        'Mangler i registeret: "pulje-a" blandt ordninger. Skriv [programmes.pulje-a] i registeret, '
        'eller en [[records]] med kind = "programmes" i kolonneopsætningen.\n'
    ) in report.summary("da")
    assert (
        'Missing in the register: "pulje-b" among the programmes. Write [programmes.pulje-b] into the '
        'register, or a [[records]] with kind = "programmes" into the mapping.'
    ) in report.summary("en")
    assert "  … og 2 til" in many.summary("da")
