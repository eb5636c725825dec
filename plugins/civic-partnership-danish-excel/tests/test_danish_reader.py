from functools import partial

from civic_partnership import Register
from civic_partnership.model import Area, Association, RecordKey
from civic_partnership.plugins import TableSource, Unreadable, read_tables
from civic_partnership.values import Label, Period
from civic_partnership_danish_excel.danish_reader import danish_source, read_danish_csv
from civic_partnership_danish_excel.danish_tables import danish_tables

TABLES = {table.name: table for table in danish_tables()}


def text_of(name: str, text: str) -> TableSource:
    """Return one Danish table written by hand."""
    return danish_source(f"{name}.csv", TABLES[name], partial(read_danish_csv, text.encode()))


def test_a_period_has_an_end_or_not() -> None:
    """Read an end that there is not, or that nobody recorded; refuse an end without a start."""
    table = "Bevilling-id;Ordning;Navn;Periode fra;Periode til;Årligt budget;Bemærkning\n"
    rows = "a;o;A;2021;;;\nb;o;B;01-07-2021;ca. 2024;;\nc;o;C;;2024;;\nd;o;D;2021; Indtil videre ;;\ne;o;E;2021;slutdato ikke oplyst;;\n"
    reading = read_tables([text_of("bevillinger", table + rows)])
    (finding,) = reading.findings

    assert {
        "a": Period("2021/"),
        "b": Period("2021-07-01/2024~"),
        "d": Period("2021/.."),
        "e": Period("2021/"),
    } == {id: each.period for id, each in reading.register.appropriations.items()}
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
    """Report a text in a column of numbers, and nothing else."""
    counts = text_of("foreninger-medlemstal", "Forening-id;Medlemstal nr.;Dato;I alt\na;1;31-12-2024;mange\n")
    associations = text_of("foreninger", "Forening-id;Navn\na;A\n")
    reading = read_tables([counts, associations])

    assert ["wrong-type"] == [finding.rule for finding in reading.findings]


def test_a_partnership_may_have_an_empty_table_of_partners() -> None:
    """Read no partners from a table without rows; report that they are missing without the table."""
    partnerships = text_of("partnerskaber", "Partnerskab-id;Ordning\np;o\n")
    partners = text_of("partnerskaber-partnere", "Partnerskab-id;Partner nr.;Forening\n")

    assert () == read_tables([partnerships, partners]).register.partnerships["p"].partners
    assert ["missing-field"] == [finding.rule for finding in read_tables([partnerships]).findings]


def test_guarded_keys_come_back() -> None:
    """Read an id that a spreadsheet would have changed."""
    reading = read_tables([text_of("foreninger", "Forening-id;Navn\n'4991e13;'4991e13\n")])

    assert Register().replace(Association(id="4991e13", name="4991e13")) == reading.register
