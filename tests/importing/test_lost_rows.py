"""Files in which rows or cells could be lost without a word, and the law that none is."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from importing.making import contents, import_bytes

from civic_partnership import Register, load, write
from civic_partnership.errors import MappingError
from civic_partnership.importing import ImportReport, import_file
from civic_partnership.importing.mapping.mapping_reader import parse_mapping
from civic_partnership.model import Contact

PROGRAMME: dict[str, Any] = {
    "kind": "programmes",
    "id": {"value": "pulje"},
    "fields": {"name": {"value": "Pulje"}},
}
CLUB: dict[str, Any] = {"kind": "associations", "fields": {"name": "Forening", "cvr": "CVR"}}
PARTNERS: dict[str, Any] = {"list": "partners", "fields": {"association": {"record": "associations"}}}
PAID: dict[str, Any] = {"list": "payments", "fields": {"on": "Udbetalt", "amount": "Beløb"}}


def mapping(id: Any, *payments: Any, until: Any = (), **more: Any) -> dict[str, Any]:
    """Make a mapping of clubs, and of a partnership with grants."""
    fields = {"year": "År", "amount": "Beløb", **more}
    grants = {"list": "grants", "fields": fields, "parts": list(payments)}
    partnership = {
        "kind": "partnerships",
        "id": id,
        "fields": {"programme": {"record": "programmes"}},
        "parts": [PARTNERS, grants],
    }
    return {"file": {"until": list(until)}, "records": [PROGRAMME, CLUB, partnership]}


BY_CLUB = {"record": "associations"}
AWARDED = mapping(BY_CLUB, PAID, awarded_on="Bevilget")
OF_TOTALS = mapping(BY_CLUB, until=["I alt"])
LIST: dict[str, Any] = {"records": [{"kind": "associations", "fields": {"name": "Forening"}}]}
TWO = "Forening;CVR;År;Beløb;Bevilget;Udbetalt\n"


def counts(report: ImportReport) -> tuple[int, int, int, dict[str, tuple[int, ...]]]:
    """Return how many rows were taken in, merged and rejected, and the lines of the others."""
    result = report.result
    passed_over = result.rows_above + sum(map(len, result.passed_over.values()))
    assert result.rows == result.taken + len(result.merged) + result.rejected + passed_over
    return result.taken, len(result.merged), result.rejected, dict(result.passed_over)


CASES: list[tuple[Any, str, Any]] = [
    (LIST, "Forening\nA\nI alt\nB\n", (1, 0, 1, {"total": (3,)})),
    (
        {**LIST, "file": {"until": ["I alt", "Farver"]}},
        "Forening;x\nA;\nI alt;\nI alt Nord;1\nFarver:;\nFarver;gul\n",
        (1, 0, 0, {"total": (3, 4, 6), "note": (5,)}),
    ),
    (
        mapping("Projekt"),
        "Projekt;Forening;CVR;År;Beløb\nX;A;29188505;2024;5000\nX;B;64942212;2024;5000\n",
        (1, 0, 1, {}),
    ),
    (
        mapping("Projekt"),
        "Projekt;Forening;CVR;År;Beløb\nX;A;29188505;;\nX;B;64942212;;\nX;A;29188505;2024;1\n",
        (2, 1, 0, {}),
    ),
    (AWARDED, f"{TWO}A;29188505;2024;5000;15.12.2023;\nA;29188505;2024;5000;;1.9.2024\n", (1, 0, 1, {})),
    (AWARDED, f"{TWO}A;29188505;2024;5000;;1.3.2024\nA;29188505;2024;7000;;1.9.2024\n", (2, 0, 0, {})),
    (AWARDED, f"{TWO}A;29188505;2024;5000;;1.3.2024\nA;29188505;2024;5000;;1.3.2024\n", (1, 1, 0, {})),
    (AWARDED, f"{TWO}A;29188505;2024;5000;;1.3.2024\nA;29188505;2024;7000;;1.3.2024\n", (1, 0, 1, {})),
    (
        OF_TOTALS,
        "Forening;CVR;År;Beløb\nA;29188505;2024;5000\nI alt Nord;;;5000\nB;64942212;2024;7000\n"  # noqa: ISC004
        "I alt slags vejr;55133018;2024;3000\nHeraf;;;1\nI alt 2024;;2024;1\nI alt;;2024;1\nI alt;;;15000\n",
        (3, 0, 1, {"total": (3, 8, 9), "below-total": (6,)}),
    ),
    (
        mapping(BY_CLUB),
        "Forening;CVR;År;Beløb\nA;29188505;2024;5000\nI alt Nord;;;5000\nSum;;2024;5000\n",
        (1, 0, 1, {"total": (3,)}),
    ),
]

CLUBS: dict[str, Any] = {
    "records": [
        {"kind": "associations", "fields": {"name": "Forening", "cvr": "CVR", "activity": "Aktivitet"}}
    ]
}
TWO_ROWS = {
    "kind": "associations",
    "fields": {"name": "Forening", "cvr": "Nummer CVR", "activity": "Nummer Aktivitet"},
}
OF_CLUBS = "Forening;CVR;Aktivitet\n"
CASES += [
    (
        CLUBS,
        f"{OF_CLUBS}CVR;Forening;Aktivitet\n29188505;A;dans\nI alt;;\nB;64942212;\n{OF_CLUBS}B;64942212;\n",
        (1, 0, 2, {"headings": (2, 6), "total": (4,)}),
    ),
    (CLUBS, f"{OF_CLUBS};Forening;\nA;29188505;\n;;cvr\n", (1, 0, 0, {"headings": (2, 4)})),
    (CLUBS, f"{OF_CLUBS}Forening;A;\nA;Forening;\n", (0, 0, 2, {})),
    (
        CLUBS,
        f"{OF_CLUBS}A;;dans\nRød;;stoppet\nGule felter:;venter;\n;*;foreløbig\n",
        (1, 0, 0, {"note": (3, 4, 5)}),
    ),
    (CLUBS, f"{OF_CLUBS}A;29188505;\nBK;= boldklub;\nIF;=;idræt\nIF;=;7\n", (1, 0, 1, {"note": (3, 4)})),
    (CLUBS, f"{OF_CLUBS}Rød;29188505;\nGrøn;64942212;dans\n", (2, 0, 0, {})),
    (CLUBS, f"{OF_CLUBS}Kilde:;;Borger Borgersen\nKilde;;sang\n", (1, 0, 0, {"note": (2,)})),
    (CLUBS, f"{OF_CLUBS}Rød = stoppet;Gul = venter;Grøn = i drift\n", (0, 0, 0, {"note": (2,)})),
    (
        CLUBS,
        f"{OF_CLUBS}A;29188505;dans\nSignaturforklaring\nBK;;boldklub\nB;64942212;\nKun navn;;\n",
        (2, 0, 0, {"note": (3, 4, 6)}),
    ),
    (CLUBS, f"{OF_CLUBS}A;29188505;dans\nI alt;;\n;64942212;sang\n", (1, 0, 1, {"total": (3,)})),
    (CLUBS, f"{OF_CLUBS}A;;dans\nNoter:\nBK;;boldklub\n", (1, 0, 1, {"note": (3,)})),
    (
        {"records": [{"kind": "associations", "fields": {"name": "Forening", "activity": "Farve"}}]},
        "Farve;Forening\nRød;A\nGrøn;B\n",
        (2, 0, 0, {}),
    ),
    (
        {"file": {"header_rows": 2}, "records": [TWO_ROWS]},
        ";Nummer;\nForening;CVR;Aktivitet\nA;29188505;\n;Nummer;\nForening;CVR;Aktivitet\nB;64942212;\n",
        (2, 0, 0, {"headings": (4, 5)}),
    ),
]


@pytest.mark.parametrize(("by", "text", "expected"), CASES)
def test_each_row_is_somewhere(tmp_path: Path, by: Any, text: str, expected: Any) -> None:
    """Take in, merge, reject or pass over each row; importing again changes nothing."""
    first = import_bytes(tmp_path, text.encode(), by)
    before = contents(tmp_path / "register")
    again = import_bytes(tmp_path, text.encode(), by)

    assert expected == counts(first) == counts(again)
    assert before == contents(tmp_path / "register")


def test_two_payments_of_a_year_are_two_payments(tmp_path: Path) -> None:
    """Add up the amounts, also with what a later file brings."""
    for text in (
        "A;29188505;2024;5000;;1.3.2024\nA;29188505;2024;7000;;1.9.2024\n",
        "A;;2024;1;;1.10.2024\n",
    ):
        import_bytes(tmp_path, f"{TWO}{text}".encode(), AWARDED, update=True)
    (grant,) = load(tmp_path / "register").partnerships["a"].grants

    assert 12001 == grant.amount
    assert [5000, 7000, 1] == [int(each.amount) for each in grant.payments]


def test_a_text_beside_its_key_is_mapped(tmp_path: Path) -> None:
    """Map the column without a heading after another, and tell the one that is not used."""
    book: Any = openpyxl.Workbook()
    for row in (
        ["Kreditor", None, "Gruppe", None, "År"],
        ["1000011111", "Østerby", "Z039", "Foreninger", 2024],
    ):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    record = {"kind": "associations", "id": "Kreditor", "fields": {"name": "{after Kreditor}"}}
    by = parse_mapping({"file": {"skip": ["Gruppe"]}, "records": [record]})
    report = import_file(tmp_path / "book.xlsx", by, tmp_path / "register", tmp_path / "rejects.csv")

    assert {"1000011111": "Østerby"} == {
        id: each.name for id, each in load(tmp_path / "register").associations.items()
    }
    assert (4,) == report.unnamed
    assert "kolonne 4 uden overskrift" in report.summary("da")


@pytest.mark.parametrize(
    ("skip", "name", "told"),
    [
        ([], "{column 1}", 'no column "{column 1}" without a heading'),
        (["{column 2}"], "{after Forening}", "Column 2 is written in two ways"),
    ],
)
def test_a_place_is_certain(tmp_path: Path, skip: list[str], name: str, told: str) -> None:
    """Refuse the place of a column with a heading, and two ways to write one place."""
    record = {"kind": "associations", "fields": {"name": "Forening", "activity": name}}
    with pytest.raises(MappingError) as caught:
        import_bytes(tmp_path, b"Forening\nA;x\n", {"file": {"skip": skip}, "records": [record]})

    assert told in caught.value.en


CONTACTS: dict[str, Any] = {
    "records": [
        {"kind": "associations", "fields": {"name": "Forening"}},
        {
            "kind": "contacts",
            "fields": {
                "name": "Formand",
                "email": "Mail",
                "role": {"value": "chair"},
                "association": {"record": "associations"},
            },
        },
    ]
}
CHAIRS = "Forening;Formand;Mail\n"


def test_a_new_chair_replaces_the_old_one(tmp_path: Path) -> None:
    """Need `update`; tell it without a name, and keep nothing of the one before."""
    import_bytes(tmp_path, f"{CHAIRS}A;Zanna Qvist;z@qvist.dk\n".encode(), CONTACTS)
    new = f"{CHAIRS}A;Yrsa Wex;\n".encode()
    refused, report = (import_bytes(tmp_path, new, CONTACTS, update=update) for update in (False, True))
    (contact,) = load(tmp_path / "register").contacts.values()

    assert 1 == refused.result.rejected
    assert ("Yrsa Wex", None) == (contact.name, contact.email)
    assert "  contacts.a-chair: en anden person" in report.summary("da")
    for part in ("Zanna", "Qvist", "Yrsa", "Wex", "z@"):
        assert part not in report.summary("da") + refused.summary("en") + repr(report)


def test_a_second_chair_at_a_time_is_told(tmp_path: Path) -> None:
    """Reject it in one file, and where the register has two."""
    report = import_bytes(tmp_path, f"{CHAIRS}A;Zanna Qvist;\nA;Yrsa Wex;\n".encode(), CONTACTS)
    register = load(tmp_path / "register")
    write(register.replace(Contact(id="x", role="chair", association="a", name="X")), tmp_path / "two")
    (tmp_path / "register").rename(tmp_path / "old")
    (tmp_path / "two").rename(tmp_path / "register")
    several = import_bytes(tmp_path, f"{CHAIRS}A;Yrsa Wex;\n".encode(), CONTACTS, update=True)

    assert ["row-conflict"] == [reason.rule for _, why in report.first for reason in why]
    assert ["doubtful-match"] == [reason.rule for _, why in several.first for reason in why]
    assert Register() != register


def test_long_lists_of_lines_are_cut(tmp_path: Path) -> None:
    """Show the first ten lines, and how many more there are."""
    report = import_bytes(tmp_path, ("Forening\nA\n" + "A\n" * 11 + "Forening\n" * 11).encode(), LIST)

    assert "  … og 1 til" in report.summary("da")
    assert "and 1 more." in report.summary("en")
