import json
import tempfile
import tracemalloc
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import frictionless
import pytest
from csv_tables import export_tables, put
from hypothesis import given, settings

from civic_partnership.exporting.csv_format import CSV
from civic_partnership.exporting.exporter import NoOptions
from civic_partnership.model import (
    Area,
    Employment,
    Grant,
    Handover,
    Municipality,
    Partner,
    Partnership,
    Programme,
    Register,
    Spending,
)
from civic_partnership.storage import read
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Dated, Period, Range, Table

EXAMPLES = sorted(
    path.parent for path in (Path(__file__).parents[2] / "examples").glob("*/municipality.toml")
)

SMALL = Register().replace(
    Municipality(name="Nordby Kommune", code="0999", rule_levels=Table({"full-time-exceeded": "warning"})),
    Programme(
        id="partnerskaber",
        name="Sociale partnerskaber",
        annual_amount=Dated.since({"2021": Decimal(200_000), "2027": Decimal(212_000)}),
        plan_years=Dated.always((2, 3)),
        network_meetings_per_year=Dated.always(Range(3, 4)),
    ),
    Partnership(
        id="nordby-boldklub",
        programme="partnerskaber",
        partners=(
            Partner(association="nordby-boldklub"),
            Partner(association="nordby-pigeklub"),
        ),
        grants=(
            Grant(year=2021, amount=Decimal(200_000), note="=1+1"),
            Grant(
                period=Period("2022-01-01/2022-06-30"),
                amount=Decimal("99999.50"),
                spending=(
                    Spending(purpose="resource-person", amount=Decimal(90_000)),
                    Spending(purpose="activities", amount=Decimal("9999.50"), text='mad, "frugt"'),
                ),
            ),
        ),
        employments=(Employment(period=Period("2021/.."), handover=Handover()),),
    ),
)

GOLDEN = {
    "municipality.csv": """\
code,name,note
0999,Nordby Kommune,
""",
    "municipality.rule_levels.csv": """\
rule_levels,value
full-time-exceeded,warning
""",
    "programmes.csv": (
        "id,name,department,since,purpose,max_age,annual_amount,min_weekly_hours,term_years,plan_years,"
        "min_youth_members,resource_person_share,status_meetings_per_year,status_meetings_with_board,"
        "network_meetings_per_year,accounts_due_months,declarations_required,annual_budget,kle,note\n"
        'partnerskaber,Sociale partnerskaber,,,,,2021=200000|2027=212000,,,"2,3",,,,,"3,4",,,,,\n'
    ),
    "partnerships.csv": (
        "id,programme,appropriation,case,cancelled.on,cancelled.effective,cancelled.by.association,"
        "cancelled.by.department,cancelled.by.name,cancelled.by.person,cancelled.by.person.name,"
        "cancelled.reason,note\n"
        "nordby-boldklub,partnerskaber,,,,,,,,,,,\n"
    ),
    "partnerships.partners.csv": """\
partnerships,partners,association,share,since,until
nordby-boldklub,1,nordby-boldklub,,,
nordby-boldklub,2,nordby-pigeklub,,,
""",
    "partnerships.grants.csv": (
        "partnerships,grants,year,period,amount,awarded_on,carried_over.amount,carried_over.approved_on,"
        "accounts,accounts.due,accounts.received_on,accounts.approved_on,accounts.audited,note\n"
        "nordby-boldklub,1,2021,,200000,,,,,,,,,'=1+1\n"
        "nordby-boldklub,2,,2022-01-01/2022-06-30,99999.5,,,,,,,,,\n"
    ),
    "partnerships.grants.spending.csv": '''\
partnerships,grants,spending,purpose,amount,text
nordby-boldklub,2,1,resource-person,90000,
nordby-boldklub,2,2,activities,9999.5,"mad, ""frugt"""
''',
    "partnerships.employments.csv": (
        "partnerships,employments,period,weekly_hours,total_weekly_hours,person,handover,handover.on,"
        "handover.note,note\n"
        "nordby-boldklub,1,2021/..,,,,true,,,\n"
    ),
}
"""The tables of the small register, with LF for CRLF."""


def is_valid_package(folder: Path, files: dict[str, bytes]) -> bool:
    """Return whether the frictionless program accepts an export."""
    report = frictionless.validate(str(put(folder, files) / "datapackage.json"))
    return bool(report.valid)


def test_a_small_register_as_tables() -> None:
    """Link tables by keys; write no table without rows; end rows after RFC 4180."""
    files = export_tables(SMALL)

    assert [*GOLDEN, "datapackage.json"] == list(files)
    assert GOLDEN == {name: files[name].decode().replace("\r\n", "\n") for name in GOLDEN}
    assert all(files[name].count(b"\r\n") == table.count("\n") for name, table in GOLDEN.items())


def test_an_empty_register_is_a_folder_of_tables_too(tmp_path: Path) -> None:
    """Write the municipality's table even for an empty register."""
    files = export_tables(Register())

    assert {"municipality.csv": b"code,name,note\r\n"} == {
        name: data for name, data in files.items() if name != "datapackage.json"
    }
    reading = read(put(tmp_path, files))
    assert ((), Register()) == (reading.findings, reading.register)


@settings(deadline=None)
@given(registers())
def test_reading_gives_the_register_back(register: Register) -> None:
    """Read every register back from its tables as it was, without a finding."""
    with tempfile.TemporaryDirectory() as name:
        reading = read(put(Path(name), export_tables(register)))

    assert ((), register) == (reading.findings, reading.register)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_examples_come_back(folder: Path, tmp_path: Path) -> None:
    """Read each example back from its tables, which the frictionless program accepts."""
    register = attrs.evolve(read(folder).register, left_out=frozenset())
    files = export_tables(register)
    reading = read(put(tmp_path, files))

    assert ((), register) == (reading.findings, reading.register)
    assert is_valid_package(tmp_path, files)


def _partnership(**fields: Any) -> Register:
    return Register().replace(
        Partnership(id="a", programme="p", partners=(Partner(association="a"),), **fields)
    )


def test_names_of_rows_are_guarded_too() -> None:
    """Guard the name of a rule that is set aside: it may be anything."""
    area = Area(id="a", name="A", exempt=Table({"=x": Dated.always("because")}))

    assert (
        b"areas,exempt,value\r\na,'=x,because\r\n"
        == export_tables(Register().replace(area))["areas.exempt.csv"]
    )


def test_what_is_equal_is_written_alike() -> None:
    """Write the same bytes for the same amount in another notation."""
    for amounts in (("200000", "2.00000E+5"), ("0.5", "0.50")):
        one, other = (_partnership(grants=(Grant(year=2021, amount=Decimal(each)),)) for each in amounts)
        assert export_tables(one) == export_tables(other)


def test_files_come_in_pieces_and_memory_stays_flat() -> None:
    """Yield more pieces for more rows, and use no more memory."""

    def pieces(partnerships: int) -> tuple[int, int]:
        grants = tuple(Grant(year=2000 + n, amount=Decimal(n), note="x" * 100) for n in range(10))
        (one,) = _partnership(grants=grants).partnerships.values()
        export_tables(Register().replace(one))  # what is made once is made now
        register = Register().replace(*(attrs.evolve(one, id=f"p{n}") for n in range(partnerships)))
        tracemalloc.start()
        (sizes,) = (
            [len(chunk) for chunk in each.chunks]
            for each in CSV.export(register, NoOptions())
            if each.name == "partnerships.grants.csv"
        )
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert max(sizes) < 128 * 1024
        return len(sizes), peak

    (few, small), (many, large) = pieces(100), pieces(1000)
    assert many > 5 * few
    assert large < 2 * small


def resources(register: Register) -> dict[str, Any]:
    """Return the description of each table."""
    package = json.loads(export_tables(register)["datapackage.json"])
    return {each["name"]: each for each in package["resources"]}


def test_the_description_names_types_keys_and_both_languages() -> None:
    """Describe types, keys and titles of the tables."""
    grants = resources(SMALL)["partnerships.grants"]

    assert ("partnerskaber: tilskud", "partnerships: grants") == (grants["title"], grants["description"])
    assert "partnerships.grants.csv" == grants["path"]
    assert "profile" not in grants
    fields = {each["name"]: each for each in grants["schema"]["fields"]}
    assert {"name": "amount", "type": "number", "title": "beløb", "description": "amount"} == fields["amount"]
    assert {
        "partnerships": "string",
        "grants": "integer",
        "year": "integer",
        "period": "string",
        "amount": "number",
        "awarded_on": "date",
    } == {name: each["type"] for name, each in [*fields.items()][:6]}
    assert ["partnerships", "grants"] == grants["schema"]["primaryKey"]
    assert [
        {"fields": ["partnerships"], "reference": {"resource": "partnerships", "fields": ["id"]}}
    ] == grants["schema"]["foreignKeys"]


def test_the_description_claims_only_references_that_hold() -> None:
    """Name a foreign key only where the record exists, and never the municipality."""

    def claimed(register: Register) -> list[str]:
        keys = resources(register)["partnerships"]["schema"].get("foreignKeys", [])
        return [each["reference"]["resource"] for each in keys]

    odd = attrs.evolve(SMALL.partnerships["nordby-boldklub"], id="odd", programme="ukendt")

    assert ["programmes"] == claimed(SMALL)
    assert [] == claimed(SMALL.replace(odd))
    assert [] == claimed(SMALL.without(SMALL.programmes["partnerskaber"]))
    schema = resources(SMALL)["municipality.rule_levels"]["schema"]
    assert ["rule_levels"] == schema["primaryKey"]
    assert "foreignKeys" not in schema
    assert "primaryKey" not in resources(SMALL)["municipality"]["schema"]


@settings(max_examples=10, deadline=None)
@given(registers(4))
def test_frictionless_accepts_every_export(register: Register) -> None:
    """The frictionless program accepts the tables of any register."""
    with tempfile.TemporaryDirectory() as name:
        assert is_valid_package(Path(name), export_tables(register))
