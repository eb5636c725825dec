import csv
import io
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings

from civic_partnership import Register, load
from civic_partnership.model import Area, Association, RecordKey
from civic_partnership.plugins import TableSource, Unreadable, read_tables
from civic_partnership.testing import readable_registers
from civic_partnership.values import Label, Period
from civic_partnership_danish_excel.danish_reader import danish_source, read_danish_csv
from civic_partnership_danish_excel.danish_tables import danish_tables

EXAMPLES = next(found for each in Path(__file__).parents if (found := each / "examples").is_dir())
TABLES = {table.name: table for table in danish_tables()}


def write_tables(register: Register) -> dict[str, bytes]:
    """Write every table of a register that has rows as Danish CSV."""
    files = {}
    for name, table in TABLES.items():
        if table.layout.has_rows(register):
            out = io.StringIO(newline="")
            rows = (
                [c.write(v) for c, v in zip(table.columns, row, strict=True)] for row in table.rows(register)
            )
            csv.writer(out, delimiter=";").writerows([table.headings, *rows])
            files[name] = out.getvalue().encode("utf-8-sig")
    return files


def sources(files: dict[str, bytes]) -> list[TableSource]:
    """Return Danish tables to read."""
    return [
        danish_source(f"{name}.csv", TABLES[name], partial(read_danish_csv, data))
        for name, data in files.items()
    ]


def text_of(name: str, text: str) -> TableSource:
    """Return one Danish table written by hand."""
    return danish_source(f"{name}.csv", TABLES[name], partial(read_danish_csv, text.encode()))


@settings(max_examples=40, deadline=None)
@given(readable_registers())
def test_danish_tables_come_back(register: Register) -> None:
    """Read any register back from its Danish tables."""
    reading = read_tables(sources(write_tables(register)))

    assert () == reading.findings
    assert register == reading.register


@pytest.mark.parametrize("example", ["aarhus", "copenhagen", "nordby", "slagelse", "soenderhavn"])
def test_examples_come_back(example: str) -> None:
    """Read the examples back, in whatever order the tables come."""
    register = load(EXAMPLES / example)

    assert register == read_tables(reversed(sources(write_tables(register)))).register


def test_a_period_has_an_end_or_not() -> None:
    """Refuse an end without a start, and report its record."""
    table = "Bevilling-id;Ordning;Navn;Periode fra;Periode til;Årligt budget;Bemærkning\n"
    rows = "a;o;A;2021;;;\nb;o;B;01-07-2021;ca. 2024;;\nc;o;C;;2024;;\n"
    reading = read_tables([text_of("bevillinger", table + rows)])
    (finding,) = reading.findings

    assert {"a": Period("2021/.."), "b": Period("2021-07-01/2024~")} == {
        id: each.period for id, each in reading.register.appropriations.items()
    }
    assert ("invalid-value", RecordKey("appropriations", "c")) == (finding.rule, finding.record)
    location = reading.locate(finding)
    assert location is not None
    assert "bevillinger.csv" == location.file
    assert reading.excerpt(finding) is None


def test_headings_may_have_blanks_and_any_order() -> None:
    """Accept blanks around headings, any order, and missing columns."""
    reading = read_tables([text_of("udsatte-byomraader", " Navn ;Byområde-id\nHavnen;havnen\n")])

    assert Register().replace(Area(id="havnen", name="Havnen")) == reading.register


def test_an_unknown_heading_is_told() -> None:
    """Report an unknown heading, and leave out the records with a cell under it."""
    reading = read_tables([text_of("udsatte-byomraader", "Byområde-id;Navn;Postnr\nhavnen;Havnen;2300\n")])

    assert ["unknown-field"] == [finding.rule for finding in reading.findings]
    assert not reading.register.areas
    assert reading.register.may_hold("areas", "havnen")


def test_a_table_without_keys_is_told() -> None:
    """Report a table without the headings of its keys."""
    missing = read_tables([text_of("foreninger", "Navn\nHavnens Boldklub\n")])
    empty = read_tables([text_of("foreninger", "")])

    assert 'the header lacks the column "Forening-id"' in missing.findings[0].message.en
    assert "the file is empty" in empty.findings[0].message.en


def test_what_cannot_be_read_at_all_is_told() -> None:
    """Report a file that is not UTF-8, and one that the caller could not read."""
    error = Unreadable(Label("i stykker", "broken"), Label("Gem den igen.", "Save it again."))
    source = danish_source("foreninger.csv", TABLES["foreninger"], lambda: read_danish_csv(b"\xff\xfe"))
    reading = read_tables([source], {"bog.xlsx": error})

    assert ["bog.xlsx", "foreninger.csv"] == sorted(str(finding.file) for finding in reading.findings)
    assert {"unreadable-file"} == {finding.rule for finding in reading.findings}


def test_what_is_no_number_is_told() -> None:
    """Report a text in a column of numbers; read an empty required list as empty."""
    counts = text_of("foreninger-medlemstal", "Forening-id;Medlemstal nr.;Dato;I alt\na;1;31-12-2024;mange\n")
    associations = text_of("foreninger", "Forening-id;Navn\na;A\n")
    partnerships = text_of("partnerskaber", "Partnerskab-id;Ordning;Foreninger\np;o;\n")
    reading = read_tables([counts, associations, partnerships])

    assert ["wrong-type"] == [finding.rule for finding in reading.findings]
    assert () == reading.register.partnerships["p"].partners


def test_guarded_keys_come_back() -> None:
    """Read back an id that a spreadsheet would have changed."""
    register = Register().replace(Association(id="4991e13", name="4991e13"))

    assert b"'4991e13;'4991e13;" in write_tables(register)["foreninger"]
    assert register == read_tables(sources(write_tables(register))).register
