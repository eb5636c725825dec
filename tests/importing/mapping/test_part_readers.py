"""The lists of records and what is in them, from the cells of a row to the register."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from importing.making import import_bytes, new_folder

from civic_partnership import Register, load, to_dict
from civic_partnership.importing import ImportReport
from civic_partnership.importing.mapping import find_columns, open_source, parse_mapping
from civic_partnership.importing.merge import RowCollector

PARTNERS = {"list": "partners", "fields": {"association": {"value": "klub"}}}


def import_partnerships(folder: Path, text: str, *parts: Any, **record: Any) -> ImportReport:
    """Import partnerships with these lists; each has the id in the column Nr."""
    records = [
        {
            "kind": "partnerships",
            "id": "Nr",
            "fields": {"programme": {"value": "o"}},
            "parts": [PARTNERS, *parts],
            **record,
        }
    ]
    return import_bytes(folder, text.encode(), {"records": records})


def partnerships(folder: Path) -> dict[str, Any]:
    """Read the partnerships of the register as plain tables, without programme and partners."""
    tables = to_dict(load(folder / "register"))["partnerships"]
    return {
        id: {name: value for name, value in table.items() if name not in ("programme", "partners")}
        for id, table in tables.items()
    }


def reasons(report: ImportReport) -> list[tuple[int, str]]:
    """Return line and sentence of the rejected rows."""
    return [(line, reason.message.en) for line, why in report.first for reason in why]


PAID = {"list": "payments", "fields": {"on": "Udbetalt", "amount": "Beløb"}}
RATES = {"list": "payments", "fields": {"on": "Rate 2 den", "amount": "Rate 2"}}
ACCOUNTS = {"list": "accounts", "fields": {"received_on": "Regnskab"}}
GRANTS = {"list": "grants", "fields": {"year": "År", "amount": "Beløb"}, "parts": [PAID, RATES, ACCOUNTS]}
GRANT_HEADINGS = "Nr;År;Beløb;Udbetalt;Rate 2 den;Rate 2;Regnskab\n"


def test_grants_have_payments_and_accounts(tmp_path: Path) -> None:
    """Fill the lists and the single parts in the rows of a list; leave out those with empty cells."""
    rows = "1;2021;200.000;15.1.2021;15.7.2021;5;1.4.2022\n2;2021;200.000;;;;\n"
    import_partnerships(tmp_path, GRANT_HEADINGS + rows, GRANTS)
    first, second = (each["grants"][0] for each in partnerships(tmp_path).values())

    assert {"year": 2021, "amount": 200_000} == second
    assert ["2021-01-15 200000", "2021-07-15 5"] == [
        f"{each['on']} {each['amount']}" for each in first["payments"]
    ]
    assert ["received_on"] == list(first["accounts"])


def test_nothing_in_a_list_is_lost_without_the_row_around_it(tmp_path: Path) -> None:
    """Reject a row with a payment but without a grant, and one whose payment has no day."""
    rows = "1;;;;15.7.2021;5;\n2;2021;200.000;;;5;\n3;2021;200.000;x;;;\n"
    report = import_partnerships(tmp_path, GRANT_HEADINGS + rows, GRANTS)

    assert [
        (2, "The column Beløb: something must stand here."),
        (3, "The column Rate 2 den: something must stand here."),
        (4, 'The column Udbetalt has "x": a date is written 1.10.2020, okt. 2020, 2020 or medio 2020.'),
    ] == reasons(report)


def test_a_part_of_which_there_is_one_is_filled(tmp_path: Path) -> None:
    """Fill the cancellation of a partnership, and leave it out where its cells are empty."""
    cancelled = {"list": "cancelled", "fields": {"on": "Opsagt", "effective": "Pr."}}
    import_partnerships(tmp_path, "Nr;Opsagt;Pr.\n1;31.1.2024;30.6.2024\n2;;\n", cancelled)
    first, second = partnerships(tmp_path).values()

    assert ["2024-01-31", "2024-06-30"] == [str(each) for each in first["cancelled"].values()]
    assert {} == second


def test_each_wide_column_has_its_own_payment(tmp_path: Path) -> None:
    """Pay what the cell of a wide column says; a day of payment makes no grant by itself."""
    grants = {
        "list": "grants",
        "headings": "Tilskud {year}",
        "fields": {"year": {"heading": True}, "amount": {"cell": True}},
        "parts": [{"list": "payments", "fields": {"on": {"value": "2021-01-15"}, "amount": {"cell": True}}}],
    }
    import_partnerships(tmp_path, "Nr;Tilskud 2021;Tilskud 2022\n1;5;6\n2;;7\n3;;\n", grants)
    paid = {
        id: [(grant["year"], grant["payments"][0]["amount"]) for grant in table.get("grants", ())]
        for id, table in partnerships(tmp_path).items()
    }

    assert {"1": [(2021, 5), (2022, 6)], "2": [(2022, 7)], "3": []} == paid


def test_each_year_has_its_own_columns(tmp_path: Path) -> None:
    """Pay each grant on the day in the column of its year; years without such a column have no payment."""
    grants = {
        "list": "grants",
        "headings": "Tilskud {year}",
        "fields": {"year": {"heading": True}, "amount": {"cell": True}},
        "parts": [
            {
                "list": "payments",
                "fields": {"on": ["Udbetalt {year}", "Betalt {year}"], "amount": {"cell": True}},
            },
            {"list": "accounts", "fields": {"due": "Frist", "received_on": "Regnskab {year}"}},
        ],
    }
    headings = "Nr;Tilskud 2021;Udbetalt 2021;Regnskab 2021;Tilskud 2022;Betalt 2022;Tilskud 2023;Frist\n"
    report = import_partnerships(
        tmp_path, f"{headings}1;5;1.2.2021;3.4.2022;6;1.2.2022;7;\n2;8;;;;;;\n", grants
    )
    first, second = (each["grants"] for each in partnerships(tmp_path).values())

    assert () == report.unused
    assert [["2021-02-01"], ["2022-02-01"], []] == [
        [str(paid["on"]) for paid in grant.get("payments", ())] for grant in first
    ]
    assert [True, False, False] == ["accounts" in grant for grant in first]
    assert [{"year": 2021, "amount": 8}] == second


def test_nothing_of_a_year_is_lost(tmp_path: Path) -> None:
    """Reject a row with a day of payment or an award in a year without a grant."""
    grants = {
        "list": "grants",
        "headings": "Tilskud {year}",
        "fields": {"year": {"heading": True}, "amount": {"cell": True}, "awarded_on": "Tilsagn {year}"},
        "parts": [{"list": "payments", "fields": {"on": "Udbetalt {year}", "amount": {"cell": True}}}],
    }
    headings = "Nr;Tilskud 2021;Tilsagn 2021;Udbetalt 2021\n"
    report = import_partnerships(tmp_path, f"{headings}1;;;1.2.2021\n2;;1.2.2021;\n3;;;x\n4;;;\n", grants)
    missing = "The column Tilskud 2021: something must stand here."

    assert {"4": {}} == partnerships(tmp_path)
    assert [(2, missing), (3, missing), (4, missing), (4, 'The column Udbetalt 2021 has "x": a date is')] == [
        (line, text[: len(missing)].partition(" written")[0]) for line, text in reasons(report)
    ]


def test_what_is_the_same_for_all_rows_makes_none(tmp_path: Path) -> None:
    """Make no grant of a list in it that is filled from no cell."""
    grants = {
        "list": "grants",
        "fields": {"year": "År", "amount": "Beløb"},
        "parts": [{"list": "sources", "fields": {"document": {"value": "Listen"}}}],
    }
    import_partnerships(tmp_path, "Nr;År;Beløb\n1;2021;5\n2;;\n", grants)

    assert {
        "1": {"grants": [{"year": 2021, "amount": 5, "sources": [{"document": "Listen"}]}]},
        "2": {},
    } == partnerships(tmp_path)


def test_a_cell_with_several_values_gives_several_rows(tmp_path: Path) -> None:
    """Make a row of each value, with the other fields and lists of the row; the same value counts once."""
    spending = {
        "list": "spending",
        "fields": {"purpose": {"columns": "Formål", "between": ","}, "amount": {"columns": "Forbrug"}},
    }
    grants = {"list": "grants", "fields": {"year": "År", "amount": "Beløb"}, "parts": [spending]}
    text = (
        "Nr;År;Beløb;Formål;Forbrug\n1;2021;9;Løn, aktiviteter, løn;3\n2;2021;9;løn, vrøvl;3\n3;2021;9;;3\n"
    )
    report = import_partnerships(tmp_path, text, grants)

    assert ["resource-person", "activities"] == [
        each["purpose"] for each in partnerships(tmp_path)["1"]["grants"][0]["spending"]
    ]
    assert [3, 4] == [line for line, _ in reasons(report)]
    assert reasons(report)[0][1].startswith(
        'The column Formål has "løn, vrøvl": it may be resource person, activities, administration or other;'
    )
    assert "The column Formål: something must stand here." == reasons(report)[1][1]


EMPLOYED = "Nr;Fra;Til\n1;1.1.2021;\n2;1.1.2021;løbende\n3;1.1.2021;ukendt\n4;fra 1.1.2021;til og med 2024\n"
PERIODS = "Nr;Periode\n1;2021 -\n2;fra 2021 til d.d.\n3;2021-ukendt\n4;2021-2024\n"


@pytest.mark.parametrize(
    ("empty_end", "expected"),
    [(None, ["", "..", "", "2024"]), ("unknown", ["", "..", "", "2024"]), ("open", ["..", "..", "", "2024"])],
)
@pytest.mark.parametrize(
    ("text", "source"), [(EMPLOYED, {"start": "Fra", "end": "Til"}), (PERIODS, {"columns": "Periode"})]
)
def test_the_mapping_says_what_an_empty_end_means(
    tmp_path: Path, text: str, source: dict[str, str], empty_end: str | None, expected: list[str]
) -> None:
    """Read an empty end as one that nobody recorded, or as open; what the cell itself says goes first."""
    if empty_end:
        source = source | {"empty_end": empty_end}
    import_partnerships(tmp_path, text, {"list": "employments", "fields": {"period": source}})
    periods = [each["employments"][0]["period"] for each in partnerships(tmp_path).values()]

    assert expected == [each.partition("/")[2] for each in periods]


def test_an_unknown_end_alone_is_no_period(tmp_path: Path) -> None:
    """Make no row where nothing is known of a period; refuse an open one without a start."""
    source = {"start": "Fra", "end": "Til"}
    text = "Nr;Fra;Til\n1;;ukendt\n2;;løbende\n"
    report = import_partnerships(tmp_path, text, {"list": "employments", "fields": {"period": source}})

    assert {"1": {}} == partnerships(tmp_path)
    assert [(3, "The column Fra: something must stand here.")] == reasons(report)


def test_without_a_column_for_the_end_none_is_recorded(tmp_path: Path) -> None:
    """Read a period from the column of its start alone."""
    source = {"start": "Fra", "empty_end": "open"}
    text = "Nr;Fra\n1;2021\n"
    import_partnerships(tmp_path, text, {"list": "employments", "fields": {"period": source}})

    assert [{"period": "2021/.."}] == partnerships(tmp_path)["1"]["employments"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2021;foreløbigt 2024;", {"period": "2021/2024~", "provisional": True}),
        ("2021;medio 2024;", {"period": "2021/2024~"}),
        ("2021;Foreløbig til 2024;nej", {"period": "2021/2024~"}),
        ("2021;2024;ja", {"period": "2021/2024", "provisional": True}),
    ],
)
def test_a_provisional_term_is_marked(tmp_path: Path, row: str, expected: dict[str, Any]) -> None:
    """Mark a term whose period says that it is provisional, unless a column for that says something else."""
    fields = {
        "period": {"start": "Fra", "end": "Til"},
        "kind": {"value": "initial"},
        "provisional": "Foreløbig",
    }
    import_partnerships(tmp_path, f"Nr;Fra;Til;Foreløbig\n1;{row}\n", {"list": "terms", "fields": fields})

    assert [{**expected, "kind": "initial"}] == partnerships(tmp_path)["1"]["terms"]


def test_only_a_term_is_provisional(tmp_path: Path) -> None:
    """Read a provisional end of an employment as any approximate one."""
    employments = {"list": "employments", "fields": {"period": "Periode"}}
    import_partnerships(tmp_path, "Nr;Periode\n1;2021 - foreløbigt 2024\n", employments)

    assert [{"period": "2021/2024~"}] == partnerships(tmp_path)["1"]["employments"]


def test_a_partner_that_goes_on_has_no_last_day(tmp_path: Path) -> None:
    """Leave out the last day of a partner where the cell says that there is none; refuse an unknown one."""
    partners = {"list": "partners", "fields": {"association": "Klub", "until": "Til"}}
    report = import_partnerships(
        tmp_path, "Nr;Klub;Til\n1;A;indtil videre\n2;A;2024\n3;A;\n4;A;ukendt\n", parts=[partners]
    )
    tables = to_dict(load(tmp_path / "register"))["partnerships"]

    assert [None, "2024", None] == [each["partners"][0].get("until") for each in tables.values()]
    assert [5] == [line for line, _ in reasons(report)]


ROLES = "konsulent, formand, kasserer, bestyrelse, ressourceperson, koordinator, leder eller anden"


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (
            "Materialeforvalter",
            f"der kan stå {ROLES}; andre ord kan forklares i words i kolonneopsætningen",
        ),
        ("#REF!", "regnearket viser en fejl eller intet resultat; skriv værdien selv"),
    ],
)
def test_another_word_is_rejected_with_the_words_there_are(tmp_path: Path, cell: str, why: str) -> None:
    """Name the words as people write them, and say where others can be explained."""
    mapping = {"records": [{"kind": "contacts", "id": "Nr", "fields": {"role": "Rolle"}}]}
    report = import_bytes(tmp_path, f"Nr;Rolle\n1;{cell}\n".encode(), mapping)

    assert [f'Kolonnen Rolle har "{cell}": {why}.'] == [
        reason.message.da for _, each in report.first for reason in each
    ]


RECURRING = parse_mapping(
    {
        "records": [
            {
                "kind": "partnerships",
                "id": "Nr",
                "fields": {"programme": {"value": "o"}},
                "parts": [
                    PARTNERS,
                    {
                        "list": "grants",
                        "fields": {"year": "År", "period": "Periode", "amount": "Beløb"},
                        "parts": [PAID, ACCOUNTS],
                    },
                    {
                        "list": "terms",
                        "fields": {"kind": {"columns": "Art", "between": ","}, "period": "Periode"},
                    },
                ],
            }
        ]
    }
)
"""Lists whose rows recur, with rows of other lists and several values in a cell."""
RECURRING_CELLS = st.tuples(
    st.sampled_from(["2021", "2022", "", "x"]),
    st.sampled_from(["2021", "foreløbigt 2024", "", "x"]),
    st.sampled_from(["200.000", "5", "", "x"]),
    st.sampled_from(["15.1.2021", "", "x"]),
    st.sampled_from(["1.4.2022", ""]),
    st.sampled_from(["initial", "initial,extension", "", "x"]),
)


@settings(max_examples=40)
@given(st.lists(RECURRING_CELLS, min_size=1, max_size=12))
def test_a_row_gives_the_same_whatever_rows_stand_before_it(cells: list[tuple[str, ...]]) -> None:
    """Import many rows that repeat each other, right and wrong, and each of them alone."""
    lines = [
        "Nr;År;Periode;Beløb;Udbetalt;Regnskab;Art",
        *(f"{n};{';'.join(row)}" for n, row in enumerate(cells)),
    ]
    with new_folder() as folder:
        path = folder / "rows.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        table = open_source(path, RECURRING)
        columns = find_columns(RECURRING, table)
        rows = list(table.rows)

    def collect(rows: Any) -> tuple[dict[str, Any], dict[int, Any]]:
        rejected: dict[int, Any] = {}
        collector = RowCollector(Register(), RECURRING, columns, update=False)
        collector.collect(rows, lambda row, why: rejected.setdefault(row.number, why))
        return dict(collector.result().register.partnerships), rejected

    together, rejected = collect(rows)
    alone = [collect([row]) for row in rows]

    assert len(cells) == len(together) + len(rejected)
    assert together == {id: record for taken, _ in alone for id, record in taken.items()}
    assert rejected == {line: why for _, refused in alone for line, why in refused.items()}
