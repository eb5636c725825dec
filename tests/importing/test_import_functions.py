"""The whole way from a file to a register."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from importing.making import import_bytes

from civic_partnership import Register, check, load, to_dict, write
from civic_partnership.importing import ImportReport, import_file
from civic_partnership.model import Area, Association

FIELDS = {"name": "Navn", "cvr": "CVR", "citywide": "By", "aliases": {"columns": "Også", "between": ","}}
ASSOCIATIONS: dict[str, Any] = {"kind": "associations", "fields": FIELDS}
HEADINGS = "Navn;CVR;By;Også\n"
A = Association(id="a", name="Klub A", cvr="29188505", aliases=("Aa",))


def import_text(
    folder: Path, text: str, *, there: Register | None = None, mapping: Any = None, **how: Any
) -> ImportReport:
    """Import a text into a register."""
    if there is not None:
        write(there, folder / "register")
    records = mapping or {"records": [ASSOCIATIONS]}
    return import_bytes(folder, text.encode(), records, **how)


def reasons(report: ImportReport) -> list[tuple[int, str, str]]:
    """Return line, rule and sentence of the rejected rows."""
    return [(line, reason.rule, reason.message.en) for line, why in report.first for reason in why]


def tables(folder: Path) -> Any:
    """Read the register as plain tables."""
    return to_dict(load(folder / "register"))


def test_rows_about_one_association_come_together(tmp_path: Path) -> None:
    """Fill empty fields from later rows, keep the first name, and let lists grow."""
    report = import_text(tmp_path, f"{HEADINGS}Klub A;;ja;Aa\nKLUB A;29188505;;Bb\nKlub  a;;;\nBB;;;Aa\n")

    assert {
        "klub-a": {"name": "Klub A", "cvr": "29188505", "citywide": True, "aliases": ["Aa", "Bb"]}
    } == tables(tmp_path)["associations"]
    result = report.result
    assert (4, 1, [(3, 2), (4, 2), (5, 2)]) == (
        result.rows,
        result.taken,
        [each[:2] for each in result.merged],
    )
    assert {"name": 2, "alias": 1} == dict(result.matches)
    assert ((5, ("klub-a", "alias")),) == result.other_names


def test_headings_in_messages_are_harmless(tmp_path: Path) -> None:
    """Mask personal data in a heading, and remove control characters."""
    report = import_text(
        tmp_path,
        "Navn 010190-1234\x1b[2J\nx\n#N/A\n",
        mapping={"records": [{"kind": "areas", "fields": {"name": "Navn 010190-1234\x1b[2J"}}]},
    )

    assert (
        'The column Navn •••\N{REPLACEMENT CHARACTER}[2J has "#N/A": the spreadsheet shows an error'
        in reasons(report)[0][2]
    )
    assert "010190" not in report.summary("da") + report.summary("en")


def test_a_row_that_may_be_part_of_a_broken_one_is_not_taken_for_a_whole(tmp_path: Path) -> None:
    """Take in a doubtful row only where it has as many cells as there are headings."""
    report = import_text(tmp_path, f'{HEADINGS}Klub A;;;"en note\nKlub B;;;\nmidt i den\nslut" x";;;\n')

    assert [(2, "unreadable-row"), (4, "unreadable-row")] == [each[:2] for each in reasons(report)][:2]
    assert "may be a part of the one before" in reasons(report)[1][2]
    assert {"klub-b", "slut-x"} >= set(tables(tmp_path)["associations"])


def test_rejects_come_back_whatever_row_the_headings_were_in(tmp_path: Path) -> None:
    """Ignore `header` in a file of rejects, where the headings are in the first row."""
    mapping = {"file": {"header": 3}, "records": [ASSOCIATIONS]}
    import_text(tmp_path, f"Titel;;;\n{HEADINGS}{HEADINGS}Klub A;;?;\nKlub B;;;\n", mapping=mapping)
    rejects = (tmp_path / "file-rejects.csv").read_text(encoding="utf-8").removeprefix("\ufeff")
    report = import_text(tmp_path, rejects.replace("?", "ja"), mapping=mapping, name="again")

    assert (1, 0) == (report.result.taken, report.result.rejected)
    assert {"klub-a", "klub-b"} == set(tables(tmp_path)["associations"])


def test_with_update_every_change_is_told(tmp_path: Path) -> None:
    """Report added and changed values separately."""
    there = Register().replace(A, Association(id="b", name="Klub B", citywide=True))
    report = import_text(
        tmp_path, f"{HEADINGS}Klub A;;ja;Ab\nKlub B;55133018;nej;\n", there=there, update=True
    )

    for line in (
        "  associations.b.citywide: changed",
        "  associations.b.cvr: added",
        "Changed in what stood there: 4",
    ):
        assert line in report.summary("en").splitlines()


PARTNERSHIPS: dict[str, Any] = {
    "kind": "partnerships",
    "id": {"columns": "Nr.", "digits": 4},
    "fields": {
        "programme": "Ordning",
    },
    "parts": [
        {"list": "partners", "fields": {"association": {"columns": "Foreninger", "between": "+"}}},
        {"list": "consultants", "fields": {"contact": {"value": "leder"}}},
        {"list": "employments", "fields": {"period": {"start": "Fra", "end": "Til"}, "person": "Hvem"}},
        {"list": "terms", "fields": {"period": "Aftale", "kind": {"value": "initial"}}},
        {"list": "terms", "fields": {"period": {"start": "Forlænget"}, "kind": {"value": "extension"}}},
        {
            "list": "grants",
            "headings": "År {year}",
            "fields": {"period": {"heading": True}, "amount": {"cell": True}},
            "parts": [{"list": "payments", "fields": {"on": "Betalt", "amount": {"cell": True}}}],
        },
        {"list": "sources", "fields": {"document": {"value": "Listen"}}},
    ],
}
MANY = "Nr.;Ordning;Foreninger;Leder;Fra;Til;Hvem;Aftale;Forlænget;År 2021;År 2022;Betalt\n"
MANY_MAPPING = {"file": {"personal": ["Hvem"]}, "records": [PARTNERSHIPS]}


def test_a_row_may_fill_much(tmp_path: Path) -> None:
    """Fill references by name, alias and id, periods from two columns, and each sort of list."""
    row = "0101;Sociale Partnerskaber;aa + Ny Klub +a;Min Leder;1.1.2021;;X;2021-2024;2025;100;;1.2.2021\n"
    import_text(tmp_path, MANY + row, there=Register().replace(A), mapping=MANY_MAPPING)

    assert {
        "0101": {
            "programme": "sociale-partnerskaber",
            "partners": [{"association": "a"}, {"association": "ny-klub"}],
            "consultants": [{"contact": "leder"}],
            "employments": [{"period": "2021-01-01/", "person": "X"}],
            "terms": [{"period": "2021/2024", "kind": "initial"}, {"period": "2025/", "kind": "extension"}],
            "grants": [
                {
                    "period": "2021/2021",
                    "amount": 100,
                    "payments": [{"on": datetime.date(2021, 2, 1), "amount": 100}],
                }
            ],
            "sources": [{"document": "Listen"}],
        }
    } == tables(tmp_path)["partnerships"]


WHOLE = {
    "kind": "partnerships",
    "id": "Nr",
    "fields": {"programme": {"value": "o"}},
    "parts": [
        {"list": "partners", "fields": {"association": {"value": "a"}}},
        {"list": "grants", "fields": {"year": "År", "period": "Periode", "amount": "Beløb"}},
    ],
}
EMPTY = "something must stand here."
REJECTED: list[tuple[Any, str, list[str]]] = [
    (
        ASSOCIATIONS,
        f"{HEADINGS}Klub B;;ja;\nKlub B;55133018;nej;Bb\n",
        [
            "3 row-conflict: An earlier row says something else about associations.klub-b.citywide. Correct one of them."
        ],
    ),
    (
        ASSOCIATIONS,
        f"{HEADINGS}Klub A;;ja;\nAa;29188505;;Aa\n",
        [
            "2 already-recorded: The row changes a record that stands in the register already: associations.a.citywide. Allow it with --update."
        ],
    ),
    (
        ASSOCIATIONS,
        f"{HEADINGS}Klub B;29188505;;\nBK Klub A;;;\n",
        ["2 doubtful-match: In the register a has", "3 doubtful-match: In the register a has"],
    ),
    (
        ASSOCIATIONS,
        f"{HEADINGS};1234567;måske;\n;;;x\nKlub;55133018;ja;;;\nKlub;;;;for;meget\n",
        [
            '2 damaged-by-spreadsheet: The column CVR has "1234567": there must be 8 digits; a spreadsheet may have dropped zeros in front.',
            '2 invalid-value: The column By has "måske": it must be ja or nej.',
            f"2 missing-field: The column Navn: {EMPTY}",
            f"3 missing-field: The column Navn: {EMPTY}",
            "5 unreadable-row: The row has 6 cells, but 4 headings. Put text with a delimiter in quotation marks.",
        ],
    ),
    *(
        (ASSOCIATIONS, HEADINGS + row, ["2 cpr-number: The row holds a civil registration number"])
        for row in (
            'Klub "A";;;010190-1234\n',
            'x;"Klub"A;010190-1234;\n',
            "a\0;010190-1234;;\n",
            '"010190-1234\n',
        )
    ),
    (
        WHOLE,
        "Nr;År;Periode;Beløb\n1;2021;2021;5\n2;2021;;5\n3;;;5\n",
        [
            "2 invalid-value: grants 1 cannot be used: year and period may not stand together",
            "4 missing-field: ",
        ],
    ),
    *(
        (PARTNERSHIPS, f"{MANY}{row}\n", [f"2 {each}" for each in expected])
        for row, *expected in (
            (
                "101;o;Klub A;;;;;;;;;",
                'damaged-by-spreadsheet: The column Nr. has "101": there must be 4 digits',
            ),
            (
                "0101;;;;;;;;;;;",
                *(f"missing-field: The column {name}: {EMPTY}" for name in ("Ordning", "Foreninger")),
            ),
            ("0101;o;BK Klub A;;;;;;;;;", "doubtful-match: In the register a has nearly the same name"),
            ("0101;o;Klub A;;;31.12.2021;;;;;;", f"missing-field: The column Fra: {EMPTY}"),
            (
                "0101;o;Klub A;;31.2.2022;x;X;;;;;",
                'invalid-value: The column Fra has "31.2.2022": that month has 28 days',
            ),
            (
                "0101;o;Klub A;;2022;2021;;;;;;",
                "invalid-value: The column Fra: the period ends before it starts",
            ),
            ("0101;o;Klub A;;;;X;;;;;", f"missing-field: The column Fra: {EMPTY}"),
            (
                "0101;o;Klub A;;;;;;;x;1,2,3;",
                *(
                    f'invalid-value: The column År {n} has "{text}": a number is'
                    for n, text in ((2021, "x"), (2022, "1,2,3"))
                ),
            ),
        )
    ),
]
"""Record, text, and the beginning of each reason."""


@pytest.mark.parametrize(("record", "text", "expected"), REJECTED)
def test_a_row_is_rejected_with_every_reason(
    tmp_path: Path, record: Any, text: str, expected: list[str]
) -> None:
    """Name line, rule and column of each reason once, with the text that was refused."""
    mapping = {"file": {"personal": ["Hvem"]}, "records": [record]}
    found = reasons(import_text(tmp_path, text, there=Register().replace(A), mapping=mapping))

    assert len(expected) == len(found), found
    for beginning, (line, rule, sentence) in zip(expected, found, strict=True):
        assert f"{line} {rule}: {sentence}".startswith(beginning)


def test_only_columns_of_years_are_wide(tmp_path: Path) -> None:
    """Report a column as unused where the number in its heading is no year."""
    mapping = {"records": [{**PARTNERSHIPS, "parts": [PARTNERSHIPS["parts"][0], PARTNERSHIPS["parts"][5]]}]}
    headings = "Nr.;Ordning;Foreninger;Leder;Betalt;År 2021;År 1899;År 2200;År 0000;År 20211\n"
    report = import_text(tmp_path, f"{headings}0101;o;Klub A;;;5;6;7;8;9\n", mapping=mapping)

    assert ("Leder", "År 1899", "År 2200", "År 0000", "År 20211") == report.unused
    assert 1 == len(load(tmp_path / "register").partnerships["0101"].grants)


def test_the_same_whatever_the_mapping_is_read_from(tmp_path: Path) -> None:
    """Accept the paths of all files as text."""
    (tmp_path / "map.toml").write_text('[[records]]\nkind = "areas"\nfields.name = "Navn"\n')
    (tmp_path / "data.csv").write_text("Navn\nHavnen\n")
    report = import_file(*(f"{tmp_path}/{name}" for name in ("data.csv", "map.toml", "register", "r.csv")))

    assert Register().replace(Area(id="havnen", name="Havnen")) == load(tmp_path / "register")
    assert load(tmp_path / "register") == report.result.register


def test_what_same_says_is_called_so_also_where_it_is_new(tmp_path: Path) -> None:
    """Give a new association the id that `same` names, and know it by that later."""
    mapping = {"records": [{**ASSOCIATIONS, "same": {"Klub A": "min-klub"}}]}
    report = import_text(tmp_path, f"{HEADINGS}Klub A;;;\nklub a;29188505;;\n", mapping=mapping)

    assert {"min-klub": {"name": "Klub A", "cvr": "29188505"}} == tables(tmp_path)["associations"]
    assert ({"associations": 1}, {"same": 1}) == (dict(report.result.new), dict(report.result.matches))


def summary(report: ImportReport) -> tuple[list[str], list[str]]:
    """Return the lines of a report in both languages."""
    da, en = report.summary("da").splitlines(), report.summary("en").splitlines()
    assert len(da) == len(en)
    return da, en


def test_one_row_is_one_row(tmp_path: Path) -> None:
    """Write the singular for one row and the plural for more, in both languages."""
    mapping = {"file": {"until": ["I alt"]}, "records": [ASSOCIATIONS]}
    one = import_text(tmp_path, f"Titel\n{HEADINGS}Klub A;;;\nI alt;;;\n", mapping=mapping)
    rows = "Klub A;;;\n" * 3
    two = import_text(tmp_path, f"Titel\nTitel\n{HEADINGS}{rows}I alt;;;\nHeraf\n", mapping=mapping)

    assert [
        "3 rækker = 1 taget ind + 0 afvist + 2 sprunget over.",
        "Læst som CSV i UTF-8 med semikolon mellem cellerne.",
        "Sprunget over, over overskrifterne: 1 række.",
        "Sprunget over, summer: linje 4.",
        "  nye foreninger: 1",
    ] == summary(one)[0]
    assert [
        "3 rows = 1 taken in + 0 rejected + 2 passed over.",
        "Read as CSV in UTF-8, with semicolon between the cells.",
        "Passed over, above the headings: 1 row.",
        "Passed over, totals: line 4.",
        "  new associations: 1",
    ] == summary(one)[1]
    assert (
        "7 rækker = 1 taget ind + 1 afvist + 2 lagt sammen med andre + 3 sprunget over." == summary(two)[0][0]
    )
    assert "  linje 5 er lagt sammen med linje 4: associations.klub-a" in summary(two)[0]
    assert "Sprunget over, over overskrifterne: 2 rækker." in summary(two)[0]


def test_the_first_rejected_rows_are_told_and_all_are_counted(tmp_path: Path) -> None:
    """Show ten rows with their reasons, then count the rows of each rule."""
    report = import_text(tmp_path, HEADINGS + ";;;x\n" * 10 + "Klub;1234567;?;\n")
    da, en = summary(report)

    assert "0 taget ind + 11 afvist." in da[0]
    assert [
        "  … og 1 række til:",
        "    damaged-by-spreadsheet: 1 i alt",
        "    invalid-value: 1 i alt",
        "    missing-field: 10 i alt",
        "Registeret er ikke ændret.",
    ] == da[-5:]
    assert [
        "  … and 1 row more:",
        "    damaged-by-spreadsheet: 1 in all",
        "    invalid-value: 1 in all",
        "    missing-field: 10 in all",
        "The register was not changed.",
    ] == en[-5:]


def test_columns_that_are_not_used_are_told(tmp_path: Path) -> None:
    """Report their headings in one line."""
    da, en = summary(import_text(tmp_path, f"{HEADINGS.strip()};Område;Note\n"))

    assert "Columns that are not used: Område, Note. Name them in skip if that is meant." in en
    assert "Kolonner, der ikke er brugt: Område, Note. Nævn dem i skip, hvis det er meningen." in da


def test_known_associations_are_told_by_how(tmp_path: Path) -> None:
    """Count the associations by how they are known; list those with another name."""
    mapping = {"records": [{**ASSOCIATIONS, "same": {"Den gamle": "a"}}]}
    text = f"{HEADINGS}Aa;;;\nDen gamle;;;\nKLUB A;;;\nB.K. Klub A;29188505;;\n"
    report = import_text(tmp_path, text, there=Register().replace(A), mapping=mapping)

    assert [
        "  line 3 is merged with line 2: associations.a",
        "  line 4 is merged with line 2: associations.a",
        "  line 5 is merged with line 2: associations.a",
        "  known associations, by another name: 1",
        "  known associations, by CVR number: 1",
        "  known associations, by name: 1",
        "  known associations, as the mapping says: 1",
        "    line 2: a by another name",
        "    line 3: a as the mapping says",
        "    line 5: a by CVR number",
    ] == summary(report)[1][2:12]
    assert "    linje 3: a som kolonneopsætningen siger" in summary(report)[0]


CHAIRS: list[Any] = [
    {"kind": "associations", "fields": {"name": "Navn"}},
    {
        "kind": "contacts",
        "fields": {
            "name": "Formand",
            "role": {"value": "chair"},
            "phone": "Telefon",
            "association": {"record": "associations"},
        },
    },
]


def test_a_contact_is_made_only_where_a_cell_tells_of_one(tmp_path: Path) -> None:
    """Take in an association without a chair; reject a chair without a name."""
    report = import_text(
        tmp_path,
        "Navn;Formand;Telefon\nKlub A;B. Eksempel;\nKlub B;;\nKlub C;;00 00 00 00\n;C. Eksempel;\n",
        mapping={"file": {"personal": ["Formand", "Telefon"]}, "records": CHAIRS},
    )

    assert ["klub-a", "klub-b"] == sorted(tables(tmp_path)["associations"])
    assert {"klub-a-chair"} == set(tables(tmp_path)["contacts"])
    assert (2, ()) == (report.result.taken, report.result.merged)
    assert [
        (4, "missing-field", "The column Formand: something must stand here."),
        (5, "missing-field", "The column Navn: something must stand here."),
    ] == reasons(report)


def test_a_row_that_tells_of_no_record_is_rejected(tmp_path: Path) -> None:
    """Reject a row whose only record is not there, so that no row is lost."""
    records = [{"kind": "contacts", "fields": {"name": "Formand", "phone": "Telefon"}}]
    mapping = {"file": {"personal": ["Formand", "Telefon"]}, "records": records}
    report = import_text(tmp_path, "Formand;Telefon;Andet\n;;x\n", mapping=mapping)

    assert [(2, "missing-field", "The column Formand: something must stand here.")] == reasons(report)


OPTIONAL: list[Any] = [
    {"kind": "areas", "optional": True, "fields": {"name": "Bydel"}},
    {"kind": "associations", "fields": {"name": "Navn", "areas": {"record": "areas"}}},
]


def test_an_optional_record_is_named_only_where_it_is_made(tmp_path: Path) -> None:
    """Leave out the area of an association where the cell is empty."""
    text = "Navn;Bydel\nKlub A;Havnen\nKlub B;\n"
    assert [] == reasons(import_text(tmp_path, text, mapping={"records": OPTIONAL}))
    assert {"klub-a": {"name": "Klub A", "areas": ["havnen"]}, "klub-b": {"name": "Klub B"}} == tables(
        tmp_path
    )["associations"]

    needed = [{"kind": "areas", "fields": {"name": "Bydel"}}, OPTIONAL[1]]
    report = import_text(tmp_path, "Navn;Bydel\nKlub C;\n", mapping={"records": needed})
    assert [(2, "missing-field", "The column Bydel: something must stand here.")] == reasons(report)


def test_a_row_without_a_record_that_another_needs_is_rejected(tmp_path: Path) -> None:
    """Tell which field must name the record that is not there; leave out lists that only name it."""
    records = [
        {"kind": "programmes", "optional": True, "fields": {"name": "Ordning"}},
        {"kind": "associations", "fields": {"name": "Navn"}},
        {
            "kind": "partnerships",
            "id": {"record": "associations"},
            "fields": {"programme": {"record": "programmes"}},
            "parts": [{"list": "partners", "fields": {"association": {"record": "associations"}}}],
        },
        {
            "kind": "rounds",
            "id": {"record": "programmes"},
            "fields": {"programme": {"record": "programmes"}, "opens": {"value": datetime.date(2024, 1, 1)}},
        },
    ]
    report = import_text(tmp_path, "Navn;Ordning\nKlub A;\nKlub B;Pulje\n", mapping={"records": records})

    assert [
        (2, "missing-field", "The row has no programme, but the field programme must be filled.")
    ] == reasons(report)
    assert {"klub-b"} == set(tables(tmp_path)["partnerships"])


def test_a_consultant_is_named_only_where_there_is_one(tmp_path: Path) -> None:
    """Leave out the row of a list that only names a contact which is not there."""
    contact = {"kind": "contacts", "fields": {"name": "Konsulent", "role": {"value": "consultant"}}}
    records = [
        {"kind": "associations", "fields": {"name": "Navn"}},
        contact,
        {
            "kind": "partnerships",
            "id": {"record": "associations"},
            "fields": {"programme": {"value": "p"}},
            "parts": [
                {"list": "partners", "fields": {"association": {"record": "associations"}}},
                {"list": "consultants", "fields": {"contact": {"record": "contacts"}}},
            ],
        },
    ]
    mapping = {"file": {"personal": ["Konsulent"]}, "records": records}
    report = import_text(tmp_path, "Navn;Konsulent\nKlub A;\nKlub B;D. Eksempel\n", mapping=mapping)

    assert [] == reasons(report)
    assert [False, True] == ["consultants" in each for each in tables(tmp_path)["partnerships"].values()]


def test_ten_digits_that_may_be_a_person_s_are_told_with_their_column(tmp_path: Path) -> None:
    """Say how other numbers are taken in; name no column where the number is certain."""
    text = "Navn;Konto;\nA;0101901234;\nB;0101901234;0101901234\nC;0101901234;010190-1234\nD;3102901234;V0101901234\n"
    found = reasons(
        import_text(tmp_path, text, mapping={"records": [{"kind": "areas", "fields": {"name": "Navn"}}]})
    )

    assert [(2, "Konto"), (3, "Konto"), (3, "3")] == [
        (line, sentence.split(":")[0].removeprefix("The column ")) for line, _, sentence in found[:-1]
    ]
    assert all('name the column in skip, or write kind = "number"' in sentence for *_, sentence in found[:-1])
    assert (4, "cpr-number") == found[-1][:2]
    assert found[-1][2].startswith("The row holds a civil registration number (CPR).")
    assert not any("0190" in sentence for *_, sentence in found)


def test_wide_columns_may_hold_numbers_of_ten_digits(tmp_path: Path) -> None:
    """Take in what the mapping calls a number in the cell of a wide column, and in an id."""
    part = {
        "list": "grants",
        "headings": "Tilskud {year}",
        "fields": {"year": {"heading": True}, "amount": {"cell": True, "kind": "number", "reason": "øre"}},
    }
    records = [
        {
            "kind": "partnerships",
            "id": {"columns": "Sag", "kind": "number", "reason": "sagsnumre"},
            "fields": {"programme": {"value": "p"}},
            "parts": [{"list": "partners", "fields": {"association": {"value": "a"}}}, part],
        }
    ]
    report = import_text(tmp_path, "Sag;Tilskud 2024\n0101901234;0101901234\n", mapping={"records": records})

    assert [] == reasons(report)
    assert ["0101901234"] == list(tables(tmp_path)["partnerships"])


def test_words_are_translated_in_every_field_before_it_is_read(tmp_path: Path) -> None:
    """Translate names before ids are made of them, and the last day before it is left out."""
    records = [
        {
            "kind": "alliances",
            "fields": {"name": {"columns": "Navn", "words": {"#1": "Alliancen", "#": ""}}},
            "parts": [
                {
                    "list": "members",
                    "fields": {
                        "name": "Medlem",
                        "until": {"columns": "Til", "words": {"løbende": "2030", "#": ""}},
                    },
                }
            ],
        }
    ]
    text = "Navn;Medlem;Til\n#1;A;Løbende\n#1;B;indtil videre\n#1;C;#\n#;D;\n"
    report = import_text(tmp_path, text, mapping={"records": records})

    assert [(5, "missing-field", "The column Navn: something must stand here.")] == reasons(report)
    ((id, alliance),) = tables(tmp_path)["alliances"].items()
    assert ("alliancen", "Alliancen") == (id, alliance["name"])
    assert [{"name": "A", "until": "2030"}, {"name": "B"}, {"name": "C"}] == alliance["members"]


def test_a_number_in_a_text_is_exempt_from_the_rule_with_the_reason_of_the_mapping(tmp_path: Path) -> None:
    """Write the reason into the record, so that checking finds no CPR number; none where no number looks like one."""
    note = {"columns": "Bilag", "kind": "number", "reason": "bilagsnumre"}
    mapping = {"records": [{"kind": "associations", "fields": {"name": "Navn", "note": note}}]}
    text = "Navn;Bilag\nKlub A;0101901234\nKlub B;1\n"
    import_text(tmp_path, text, mapping=mapping)
    again = import_text(tmp_path, text, mapping=mapping)

    assert [{"cpr-number": "bilagsnumre"}, None] == [
        each.get("exempt") for each in tables(tmp_path)["associations"].values()
    ]
    findings = check(load(tmp_path / "register"), on=datetime.date(2024, 1, 1)).findings
    assert {"cpr-number", "unused-exemption"}.isdisjoint(finding.rule for finding in findings)
    assert (2, ()) == (again.result.taken, again.result.changes)
