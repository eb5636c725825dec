import csv
import io
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from csv_tables import put, tables
from hypothesis import example, given, settings, strategies as st

from civic_partnership.findings import Finding, broken
from civic_partnership.findings.shape_rules import INVALID_VALUE
from civic_partnership.model import Area, LeftOut, Municipality, RecordKey, Register
from civic_partnership.storage import Reading, read
from civic_partnership.storage.csv_text import CellPositions, read_lines
from civic_partnership.storage.parsing import Unreadable
from civic_partnership.values import Dated

AREAS = "id,name,note\nhavnen,Havnen,\n"
PARTNERSHIPS = "id,programme\na,p\nb,p\n"
PARTNERS = "partnerships,partners,association\na,1,x\nb,1,y\nb,2,z\n"
GRANTS = "partnerships,grants,year,amount\n"


def describe_findings(reading: Reading) -> list[tuple[str, str, str]]:
    """Describe each finding: its rule, its place as `file:line:column`, and its message in English."""
    assert all(each.message.da != each.message.en for each in reading.findings)
    return [(each.rule, _place(reading, each), each.message.en) for each in reading.findings]


def _place(reading: Reading, finding: Finding) -> str:
    location = reading.locate(finding)
    assert location is not None
    return str(location).rpartition(os.sep)[2]


def test_reads_a_folder_of_tables(tmp_path: Path) -> None:
    """Accept columns in any order, empty lines, LF, and numbers with gaps and in any order."""
    reading = read(
        tables(
            tmp_path,
            partnerships=f"\n{PARTNERSHIPS}\n,,\n",
            partnerships__partners=PARTNERS,
            partnerships__grants="amount,grants,partnerships,year\n1.50,7,a,2022\n1,10,a,2023\n\n2,3,a,2021\n",
            partnerships__grants__spending="partnerships,grants,spending,purpose,amount,text\na,7,1,other,1,løn\n",
            areas__sources="areas,sources,document,place\nhavnen,1,bog,side 2\n",
            areas=AREAS,
            areas__exempt="areas,exempt,value\nhavnen,term-length,'=derfor\n",
            municipality="code,name,note\n0999,Nordby,\n",
            municipality__rule_levels="rule_levels,value\nterm-length,off\n",
            programmes__focus_areas="programmes,focus_areas,number,name\np,b,2,To\np,a,1,En\n",
            programmes="id,name\np,P\n",
        )
    )

    assert () == reading.findings
    register = reading.register
    assert ["a", "b"] == list(register.partnerships)
    assert ["y", "z"] == [each.association for each in register.partnerships["b"].partners]
    assert [2021, 2022, 2023] == [grant.year for grant in register.partnerships["a"].grants]
    assert "løn" == register.partnerships["a"].grants[1].spending[0].text
    assert "side 2" == register.areas["havnen"].sources[0].place
    assert {"term-length": Dated.always("=derfor")} == dict(register.areas["havnen"].exempt)
    assert isinstance(register.municipality, Municipality)
    assert {"term-length": "off"} == dict(register.municipality.rule_levels)
    assert ["a", "b"] == list(register.programmes["p"].focus_areas)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_takes_what_other_programs_write(tmp_path: Path, end: str, mark: bytes) -> None:
    """Accept a byte order mark and any end of line."""
    put(tmp_path, {"areas.CSV": mark + AREAS.replace("\n", end).encode()})

    assert Register().replace(Area(id="havnen", name="Havnen")) == read(tmp_path).register


def test_a_folder_with_toml_is_read_as_toml(tmp_path: Path) -> None:
    """Pass over tables beside TOML files, even where those are in a folder below."""
    tables(tmp_path, areas=AREAS)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.toml").write_text('[areas.byen]\nname = "Byen"')

    assert ["byen"] == list(read(tmp_path).register.areas)


def test_passes_over_what_an_export_holds_beside_tables(tmp_path: Path) -> None:
    """Pass over the description, a manifest, a README, hidden files, and folders below."""
    put(
        tables(tmp_path, areas=AREAS), {"datapackage.json": b"{", "README.md": b"#", ".~lock.areas.csv": b"x"}
    )
    (tmp_path / "old").mkdir()
    tables(tmp_path / "old", areas=AREAS)

    assert ((), ["havnen"]) == (read(tmp_path).findings, list(read(tmp_path).register.areas))


def test_one_table_is_read_alone(tmp_path: Path) -> None:
    """Read one table by its path."""
    assert ["havnen"] == list(read(tables(tmp_path, areas=AREAS) / "areas.csv").register.areas)


@pytest.mark.parametrize("limit", [10, 131_072, 10**9])
def test_ignores_the_limit_of_csv(tmp_path: Path, limit: int) -> None:
    """Read a note that is longer than Python's `csv` takes, and leave the limit of the process alone."""
    note = f'x"{"æ" * 200_000}'
    before = csv.field_size_limit(limit)
    try:
        reading = read(
            tables(tmp_path, areas=f'id,name,note\na,A,"{note.replace(chr(34), chr(34) * 2)}"\n\nb,B,\n')
        )
        assert limit == csv.field_size_limit()
    finally:
        csv.field_size_limit(before)

    assert (note, None) == tuple(area.note for area in reading.register.areas.values())


@given(st.text(st.sampled_from('ab,"\n\r æ;'), max_size=30), st.sampled_from([",", ";"]))
@example("a,b\n,\n\nb", ",")
def test_splits_a_text_as_csv_does(text: str, delimiter: str) -> None:
    """Split a text into the rows and lines that Python's `csv` finds, and refuse what it refuses."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    expected: Any = []
    try:
        first = 1
        for cells in reader:
            expected += [(first, cells)] if any(cells) else []
            first = reader.line_num + 1
    except csv.Error:
        expected = None
    try:
        actual: Any = read_lines(text, delimiter)
    except Unreadable:
        actual = None

    assert expected == actual


UNREADABLE = {
    "empty": ("areas", b"", "the file is empty. Write the header id,name,note, or remove the file."),
    "blank": ("areas", b"\n\n,,\n", "the file is empty"),
    "no key": ("areas", b"name,note\nA,\n", 'the header lacks the column "id"'),
    "no header": ("areas", b"havnen,Havnen,\n", 'the header lacks the column "id"'),
    "no number": ("areas.sources", b"areas,document\n", 'the header lacks the column "sources"'),
    "semicolons": ("areas", b"id;name\na;A\n", "there are semicolons between the cells"),
    "a column twice": ("areas", b"id,name,name\na,A,B\n", "a column stands twice in the header"),
    "latin-1": ("areas", "id,name\na,Ærø\n".encode("latin-1"), "the file is not UTF-8"),
    "utf-16": ("areas", AREAS.encode("utf-16"), "the file is not UTF-8"),
    "a workbook": ("areas", b"PK\x03\x04", "it is a Word, Excel or zip document"),
    "a quote without end": ("areas", b'id,name\na,"A\nb,B\n', "quotation marks in the row do not match"),
    "text after a quote": ("areas", b'id,name\na,"A"B\n', "quotation marks in the row do not match"),
    "a large file": ("areas", b"id,name\n" + b"#" * 1000, "the file is larger than 1000 byte"),
    "a misspelt table": ("area", AREAS.encode(), "no table has this name. Did you mean areas.csv?"),
    "a misspelt part": ("areas.source", b"areas\n", "no table has this name. Did you mean areas.sources.csv?"),
    "another table": ("budget", b"x\n", "Name it after a table, such as partnerships.csv, move it out"),
    "no parent": ("partnerships.grants", f"{GRANTS}a,1,2021,1\n".encode(), "its rows belong to partnerships.csv, which is not there"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "data", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_told_once(
    tmp_path: Path, table: str, data: bytes, reason: str
) -> None:
    """Name the file and the reason, and read all others."""
    tables(tmp_path, departments="id,name\nkultur,Kultur\n")
    put(tmp_path, {f"{table}.csv": data})

    reading = read(tmp_path, max_bytes=1000)
    ((rule, place, message),) = describe_findings(reading)
    assert ("unreadable-file", f"{table}.csv") == (rule, place.partition(":")[0])
    assert reason in message
    assert ["kultur"] == list(reading.register.departments)
    assert LeftOut(None, None) in reading.register.left_out


def test_one_table_in_two_files_is_told(tmp_path: Path) -> None:
    """Report a table that stands there twice, in names that differ in case."""
    put(tmp_path, {"areas.csv": AREAS.encode(), "areas.CSV": AREAS.encode()})
    if len(list(tmp_path.iterdir())) == 2:
        assert ["the table also stands in another file"] == [
            message.partition(": ")[2].partition(".")[0]
            for _, _, message in describe_findings(read(tmp_path))
        ]
        assert {} == dict(read(tmp_path).register.areas)


@pytest.mark.parametrize(
    "lost", ["partnerships.grants", "partnerships.grant", "partnerships.grants.spending"]
)
def test_no_record_is_taken_for_whole_where_a_part_is_lost(tmp_path: Path, lost: str) -> None:
    """Leave out the records of a kind whose table of parts cannot be read, and read all others."""
    put(
        tables(tmp_path, partnerships=PARTNERSHIPS, partnerships__partners=PARTNERS, areas=AREAS),
        {f"{lost}.csv": b"\xff"},
    )

    reading = read(tmp_path)
    assert [f"{lost}.csv"] == [place.partition(":")[0] for _, place, _ in describe_findings(reading)]
    assert (["havnen"], []) == (list(reading.register.areas), list(reading.register.partnerships))
    assert {LeftOut("partnerships", "a"), LeftOut("partnerships", "b")} < reading.register.left_out


def test_rows_below_a_table_that_cannot_be_read_are_not_told(tmp_path: Path) -> None:
    """Report a file that cannot be read once, however many rows belong to its rows."""
    tables(
        tmp_path,
        partnerships="id;programme\n",
        partnerships__grants=f"{GRANTS}a,1,2021,1\n",
        partnerships__grants__spending="partnerships,grants,spending,purpose,amount\na,1,1,løn,1\n",
    )

    assert ["partnerships.csv"] == [place for _, place, _ in describe_findings(read(tmp_path))]


def test_a_table_without_rows_needs_no_other(tmp_path: Path) -> None:
    """Accept a header alone without the table that its rows would belong to."""
    assert () == read(tables(tmp_path, areas=AREAS, partnerships__grants=GRANTS)).findings


MISPLACED = {
    "a short row": ({"areas": f"{AREAS}b,B\n"}, [("unreadable-file", "areas.csv:3:1", "the row has 2 cells, but the header 3")],
        [LeftOut("areas", "b")]),
    "a long row": ({"areas": f"{AREAS}b,B,,,x\n"}, [("unreadable-file", "areas.csv:3:1", "the row has 5 cells, but the header 3")],
        [LeftOut("areas", "b")]),
    "a row too short for its id": ({"areas": "name,note,id\nHavnen,,havnen\nB,\n"}, [("unreadable-file", "areas.csv:3:1", "the row has 2 cells")],
        [LeftOut("areas", None)]),
    "one id twice": ({"areas": f"{AREAS}b,B,\nb,C,\n"},
        [("duplicate-id", "areas.csv:3:1", '"b" also stands in '), ("duplicate-id", "areas.csv:4:1", '"b" also stands in ')], [LeftOut("areas", "b")]),
    "two municipalities": ({"municipality": "name\nNordby\nSydby\n", "areas": AREAS},
        [("duplicate-id", "municipality.csv:2:1", "The municipality also stands in "), ("duplicate-id", "municipality.csv:3:1", "The municipality also stands in ")],
        [LeftOut("municipality", None)]),
    "an unknown column": ({"areas": "id,name,nmae\nhavnen,Havnen,\nb,B,x\n"},
        [("unknown-field", "areas.csv:1:1", 'There is no "nmae" here. Did you mean name?')], [LeftOut("areas", "b")]),
    "no row above": ({"areas": AREAS, "areas.sources": "areas,sources,document\nhavnen,1,x\nb,1,y\n"},
        [("invalid-value", "areas.sources.csv:3:1", "areas cannot be used: the row that this one belongs to")], [LeftOut("areas", "b")]),
    "no part above": ({"areas": AREAS, "partnerships": PARTNERSHIPS, "partnerships.partners": PARTNERS, "partnerships.grants": f"{GRANTS}a,1,2021,1\n", "partnerships.grants.spending": "partnerships,grants,spending,purpose,amount\na,2,1,løn,1\n"},
        [("invalid-value", "partnerships.grants.spending.csv:2:1", "grants cannot be used: the row that this one belongs to is not in partnerships.grants.csv")],
        [LeftOut("partnerships", "a")]),
    "no municipality above": ({"areas": AREAS, "municipality": "name\n", "municipality.sources": "sources,document\n1,x\n"},
        [("invalid-value", "municipality.sources.csv:2:1", "municipality cannot be used")], [LeftOut("municipality", None)]),
    "one number twice": ({"areas": f"{AREAS}b,B,\n", "areas.sources": "areas,sources,document\nb,1,x\nb,1,y\n"},
        [("invalid-value", "areas.sources.csv:3:1", "the same row also stands in line 2")], [LeftOut("areas", "b")]),
    "one key twice": ({"areas": f"{AREAS}b,B,\n", "areas.exempt": "areas,exempt,value\nb,x,y\nb,x,z\n"},
        [("invalid-value", "areas.exempt.csv:3:1", "exempt cannot be used: the same row also stands in line")], [LeftOut("areas", "b")]),
    **{
        f"the number {number!r}": (
            {"areas": f"{AREAS}b,B,\n", "areas.sources": f"areas,sources,document\nb,{number},x\n"},
            [("invalid-value", "areas.sources.csv:2:1", "the number of a row must be a whole number from 1")],
            [LeftOut("areas", "b")],
        )
        for number in ("", "0", "-1", "1.0", "01", "x", "9" * 5000)
    },
}  # fmt: skip


@pytest.mark.parametrize(("files", "findings", "left_out"), MISPLACED.values(), ids=MISPLACED)
def test_what_has_no_place_is_told_with_its_line(
    tmp_path: Path, files: dict[str, str], findings: list[tuple[str, str, str]], left_out: list[LeftOut]
) -> None:
    """Report each row that cannot be placed, leave out its record, and read all else."""
    reading = read(put(tmp_path, {f"{name}.csv": text.encode() for name, text in files.items()}))

    actual = describe_findings(reading)
    assert [each[:2] for each in findings] == [each[:2] for each in actual]
    for (_, _, expected), (_, _, message) in zip(findings, actual, strict=True):
        assert expected in message
    assert set(left_out) == reading.register.left_out
    assert ["havnen"] == list(reading.register.areas)


REFUSED = {
    "no number": ("year,amount", "2021,mange", "invalid-value", "4:10", "an amount in kroner is written"),
    "neither": ("year,amount", ",1", "missing-field", "4:1", "year or period is missing"),
    "a day": ("year,amount,awarded_on", "2021,1,31-01-2021", "invalid-value", "4:12", "awarded_on cannot be used"),
    "no column": ("year", "2021", "missing-field", "4:1", "amount is missing"),
}  # fmt: skip


@pytest.mark.parametrize(("header", "cells", "rule", "at", "message"), REFUSED.values(), ids=REFUSED)
def test_cells_are_refused_in_the_words_of_every_reader(
    tmp_path: Path, header: str, cells: str, rule: str, at: str, message: str
) -> None:
    """Name record and path as for TOML, with the file and line of the table."""
    good = {"year": "2022", "amount": "1"}
    row = ",".join(good.get(name, "") for name in header.split(","))
    reading = read(
        tables(
            tmp_path,
            partnerships=PARTNERSHIPS,
            partnerships__partners=PARTNERS,
            partnerships__grants=f"partnerships,grants,{header}\nb,4,{row}\nb,2,{row}\na,7,{cells}\n",
        )
    )
    actual = [each for each in reading.findings if each.record == RecordKey("partnerships", "a")]

    assert [(rule, f"partnerships.grants.csv:{at}")] == [
        (each.rule, _place(reading, each)) for each in actual
    ]
    assert message in actual[0].message.en
    assert ("grants", 0) == actual[0].path[:2]
    assert LeftOut("partnerships", "a") in reading.register.left_out


@pytest.mark.parametrize(
    ("files", "rule", "place"),
    [
        ({"areas": "id,name\nÆ,B\n"}, "invalid-value", "areas.csv:2:1"),
        ({"areas": "id,name\n,B\n"}, "invalid-value", "areas.csv:2:1"),
        ({"areas": "name,id\n,b\n"}, "missing-field", "areas.csv:2:1"),
        ({"areas": "id,name\nb,B\n", "areas.exempt": "areas,exempt,value\nb,x,\n"}, "invalid-value", "areas.exempt.csv:2:5"),
        ({"areas": "id,name\nb,B\n", "areas.exempt": "areas,exempt\nb,x\n"}, "invalid-value", "areas.exempt.csv:2:1"),
        ({"frameworks": "id,title,hearing,hearing.opens\na,A,ja,2024-01-01\n"}, "wrong-type", "frameworks.csv:2:5"),
        (
            {
                "frameworks": "id,title,hearing.opens,hearing\na,A,2024-01-01,false\n",
                "frameworks.hearing.consulted": "frameworks,hearing.consulted,name\na,1,x\n",
            },
            "wrong-type",
            "frameworks.csv:2:16",
        ),
        ({"frameworks": "id,title,steering_group.appointed\na,A,2024\n"}, "missing-field", "frameworks.csv:2:5"),
        ({"programmes": "id,name,term_years\na,A,2012=4|x=5\n"}, "invalid-value", "programmes.csv:2:5"),
        ({"programmes": "id,name,term_years\na,A,2012=4|2012=5\n"}, "wrong-type", "programmes.csv:2:5"),
        ({"partnerships": "id,programme\na,p\n"}, "missing-field", "partnerships.csv:2:1"),
        ({"associations": "id,name,areas\na,A,x||y\n"}, "invalid-value", "associations.csv:2:5"),
        ({"contacts": "id,department,association\na,x,y\n"}, "invalid-value", "contacts.csv:2:1"),
    ],
)  # fmt: skip
def test_records_are_refused_as_from_every_reader(
    tmp_path: Path, files: dict[str, str], rule: str, place: str
) -> None:
    """Report cells that no record can hold, and leave out the record."""
    reading = read(put(tmp_path, {f"{name}.csv": text.encode() for name, text in files.items()}))

    assert [(rule, place)] == [(each.rule, _place(reading, each)) for each in reading.findings]
    assert 1 == len(reading.register.left_out)


def test_a_part_is_there_if_anything_says_so(tmp_path: Path) -> None:
    """Accept a part without its own column where another cell or a row shows that it is there."""
    reading = read(
        tables(
            tmp_path,
            frameworks="id,title,hearing.opens,hearing\na,A,2024-01-01,true\nb,B,2024-01-01,\nc,C,,\nd,D,,true\ne,E,,\n",
            frameworks__hearing__consulted="frameworks,hearing.consulted,name\nc,1,x\n",
        )
    )

    assert () == reading.findings
    hearings = {id: framework.hearing for id, framework in reading.register.frameworks.items()}
    assert hearings["a"] == hearings["b"]
    assert {"a", "b", "c", "d"} == {id for id, hearing in hearings.items() if hearing is not None}


def test_a_cell_is_found_among_rows_that_are_not_complete(tmp_path: Path) -> None:
    """Find places in other rows than one that is too short for its keys."""
    reading = read(
        tables(
            tmp_path,
            partnerships=PARTNERSHIPS,
            partnerships__partners=PARTNERS,
            partnerships__grants="year,amount,partnerships,grants\n2021\n2021,x,a,1\n",
        )
    )

    assert ["partnerships.grants.csv:2:1", "partnerships.grants.csv:3:6"] == sorted(
        place for _, place, _ in describe_findings(reading)
    )


def test_a_file_that_was_changed_since_has_no_lines(tmp_path: Path) -> None:
    """Guess no place from a text that has changed, nor from none."""
    tables(
        tmp_path,
        partnerships=PARTNERSHIPS,
        partnerships__partners=PARTNERS,
        partnerships__grants=f"{GRANTS}a,1,x,1\nb,1,y,1\n",
    )
    for change in (lambda file: file.write_text("x"), Path.unlink):
        reading = read(tmp_path)
        grants = tmp_path / "partnerships.grants.csv"
        before = grants.read_bytes()
        change(grants)
        assert {"partnerships.grants.csv"} == {_place(reading, each) for each in reading.findings}
        grants.write_bytes(before)


def test_a_path_leads_to_its_cell_or_as_near_as_can_be(tmp_path: Path) -> None:
    """Find the record where a list or a row is absent, and nothing where the record is absent."""
    reading = read(
        tables(
            tmp_path,
            partnerships=PARTNERSHIPS,
            partnerships__partners=PARTNERS,
            partnerships__grants=f"{GRANTS}a,7,2021,1\na,3,2020,1\n",
            partnerships__grants__spending="purpose,partnerships,grants,spending,amount\nløn,a,7,2,1\nleje,a,7,1,1\n",
            programmes="id,name\np,P\n",
            programmes__focus_areas="programmes,focus_areas,number,name\np,b,2,To\np,a,1,En\n",
            municipality="code,name\n0999,Nordby\n",
            municipality__rule_levels='rule_levels,value\n"term-length",off\n',
            frameworks='id,title,hearing.opens,hearing\na,"A\nB",2024-01-01,ja\n',
        )
    )

    def place(kind: str, id: str | None, *path: str | int) -> str:
        finding = INVALID_VALUE.finding(broken(*path, field="x", reason="y"), RecordKey(kind, id))
        assert reading.excerpt(finding) is None
        return str(reading.locate(finding)).rpartition(os.sep)[2]

    for path, expected in {
        (): "partnerships.csv:2:1",
        ("partners", 0, "association"): "partnerships.partners.csv:2:5",
        ("grants",): "partnerships.csv:2:1",
        ("terms", 0, "kind"): "partnerships.csv:2:1",
        ("grants", 0): "partnerships.grants.csv:3:1",
        ("grants", 1, "amount"): "partnerships.grants.csv:2:10",
        ("grants", 1, "spending", 0, "purpose"): "partnerships.grants.spending.csv:3:1",
        ("grants", 1, "spending", 1, "amount"): "partnerships.grants.spending.csv:2:11",
        ("grants", 2, "amount"): "partnerships.grants.csv",
        ("grants", 2, "spending", 0): "partnerships.grants.spending.csv",
    }.items():
        assert expected == place("partnerships", "a", *path)
    assert "partnerships.grants.csv" == place("partnerships", "b", "grants", "x")
    assert "None" == place("partnerships", "c")
    assert "programmes.focus_areas.csv:3:7" == place("programmes", "p", "focus_areas", "a", "name")
    assert "municipality.csv:2:6" == place("municipality", None, "name")
    assert "municipality.rule_levels.csv:2:15" == place("municipality", None, "rule_levels", "term-length")
    assert "frameworks.csv:3:4" == place("frameworks", "a", "hearing", "opens")


@settings(max_examples=200)
@example([["", ""], ["a", "b"]])
@given(st.lists(st.lists(st.text(st.sampled_from('a,"\r\n;')), min_size=2, max_size=3), min_size=1))
def test_cells_are_found_where_csv_reads_them(rows: list[list[str]]) -> None:
    """Find line and column of each cell, and compare with another way of counting."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    positions = CellPositions(out.getvalue())
    kept = io.StringIO(out.getvalue(), newline="").readlines()
    for number, cells in read_lines(out.getvalue()):
        for place, cell in enumerate(cells):
            line, column = positions.find(number, place)
            rest = "".join([kept[line - 1][column - 1 :], *kept[line:]])
            assert cell == (next(csv.reader(io.StringIO(rest, newline="")), None) or [""])[0]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["areas", "areas.sources", "areas.exempt", "municipality", "partnerships.grants", "x"]),
    st.binary(max_size=60)
    | st.text(st.sampled_from('areidnmsoucx1,"\r\n\x00'), max_size=60).map(str.encode)
    | st.lists(st.sampled_from(["a", "1", "2", "", '"', "x\x00", "=1"]), max_size=12).map(
        lambda cells: ("areas,sources,document\n" + ",".join(cells)).encode()
    ),
)
def test_no_bytes_are_too_odd(table: str, data: bytes) -> None:
    """Read any table into a register and findings, and report what is not read."""
    with tempfile.TemporaryDirectory() as folder:
        tables(Path(folder), areas="id,name\na,A\n1,En\n")
        reading = read(put(Path(folder), {f"{table}.csv": data}))

    for finding in reading.findings:
        assert reading.locate(finding) is not None
    assert bool(reading.findings) == bool(reading.register.left_out) or {"unknown-field"} == {
        each.rule for each in reading.findings
    }


def test_tables_beside_toml_are_not_passed_over_in_silence(tmp_path: Path) -> None:
    """Report a stray file of another format in an exported folder."""
    put(tmp_path, {"areas.csv": AREAS.encode(), "datapackage.json": b"{}", "x.toml": b"# x\n"})

    (finding,) = read(tmp_path).findings

    assert "unreadable-file" == finding.rule
    assert "only these are read" in finding.message.en


def test_reads_a_required_list_without_rows_as_an_empty_list(tmp_path: Path) -> None:
    """Read a required list as empty if its table is there and holds no row for the record."""
    partners = "partnerships,partners,association\nb,1,x\n"
    reading = read(tables(tmp_path, partnerships=PARTNERSHIPS, partnerships__partners=partners))

    assert ((), ()) == (reading.findings, reading.register.partnerships["a"].partners)
