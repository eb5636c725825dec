import json
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from registers import Way, places
from storage.conftest import counted_calls, finding_at

from civic_partnership.findings import Location
from civic_partnership.model import Register
from civic_partnership.storage import Format, Reading, parse, read, syntax_tree, to_text
from civic_partnership.testing.any_registers import readable_registers as registers

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = sorted(file for file in EXAMPLES.glob("*/*.toml") if file.parent.name != "foreign")

_NAME = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_NAMES = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_PAIR = re.compile(rf"({_NAMES})[ \t]*=[ \t]*")
_HEADER = re.compile(rf"\[\[?[ \t]*{_NAMES}[ \t]*\]\]?")
_COLON = re.compile(r"\s*:\s*")


def place_of(reading: Reading, way: Way) -> tuple[int, int]:
    """Return line and column of a place."""
    location = reading.locate(finding_at(way))
    assert location is not None
    assert location.line is not None, way
    assert location.column is not None
    return location.line, location.column


def offset(text: str, place: tuple[int, int]) -> int:
    """Return where in a text a line and column are."""
    return sum(len(line) + 1 for line in text.split("\n")[: place[0] - 1]) + place[1] - 1


def inner(tables: Any) -> Iterator[tuple[Way, Any]]:
    """Yield every record of plain tables and everything in it."""
    for way, value in places(tables):
        if len(way) >= (1 if way[0] == "municipality" else 2) and way[0] != "format_version":
            yield way, value


def reaches(tables: Any, way: Way) -> bool:
    """Whether there is anything at a place."""
    for step in way:
        try:
            tables = tables[step]
        except (LookupError, TypeError):
            return False
    return True


def toml_value(text: str, at: int) -> Any:
    """Return the value that begins somewhere in a TOML text: the shortest stretch that is one."""
    for end in (match.start() for match in re.finditer(r"[,}\]\n]|\Z", text[at:])):
        for stretch in (text[at : at + end], text[at : at + end + 1]):
            try:
                return tomllib.loads(f"x = {stretch}", parse_float=Decimal)["x"]
            except tomllib.TOMLDecodeError:
                pass
    raise AssertionError(f"no value at {at}")


def stands_in_toml(text: str, at: int, way: Way, value: Any) -> None:
    """Assert that something begins at a place: by its key, its header, or as a row of a list."""
    line_start = not text[:at].rpartition("\n")[2].strip()
    if line_start and (header := _HEADER.match(text, at)):
        assert not reaches(tomllib.loads(text[:at]), way)
        assert reaches(tomllib.loads(text[: header.end()]), way)
    elif isinstance(way[-1], int):
        assert value == toml_value(text, at)
    else:
        pair = _PAIR.match(text, at)
        assert pair, text[at : at + 80]
        names: list[str] = []
        table: Any = tomllib.loads(f"{pair[1]} = 0")
        while isinstance(table, dict):
            ((name, table),) = table.items()
            names.append(name)
        if tuple(names) == way[-len(names) :]:
            assert value == toml_value(text, pair.end())
        else:
            assert any(tuple(names[:n]) == way[-n:] for n in range(1, len(names)))
            assert line_start
            assert not reaches(tomllib.loads(text[:at]), way)


def stands_in_json(text: str, at: int, way: Way, value: Any) -> None:
    """Assert that something begins at a place: a pair by its key, a row of a list by itself."""
    decoder = json.JSONDecoder(parse_float=Decimal)
    if isinstance(way[-1], str):
        name, end = decoder.raw_decode(text, at)
        assert name == way[-1]
        colon = _COLON.match(text, end)
        assert colon
        at = colon.end()
    assert value == decoder.raw_decode(text, at)[0]


@settings(max_examples=40, deadline=None)
@given(registers(4), st.sampled_from(["pretty", "one line", "escaped"]))
def test_finds_every_place_in_json(register: Register, style: str) -> None:
    """Find the key or the row of everything in a JSON text, and nothing twice."""
    text = to_text(register, "json")
    if style != "pretty":
        text = json.dumps(json.loads(text), ensure_ascii=style == "escaped")
    reading = parse(text, "json")
    found = []
    for way, value in inner(json.loads(text, parse_float=Decimal)):
        found.append(offset(text, place_of(reading, way)))
        stands_in_json(text, found[-1], way, value)

    assert sorted(set(found)) == found


@settings(max_examples=40, deadline=None)
@given(registers(4))
def test_finds_every_place_in_toml(register: Register) -> None:
    """Find the key, the header or the row of everything in a TOML text."""
    text = to_text(register)
    reading = parse(text)
    for way, value in inner(tomllib.loads(text, parse_float=Decimal)):
        stands_in_toml(text, offset(text, place_of(reading, way)), way, value)


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_finds_every_place_in_the_examples(file: Path) -> None:
    """Find everything in files that people wrote."""
    text = file.read_text()
    reading = parse(text)
    for way, value in inner(tomllib.loads(text, parse_float=Decimal)):
        stands_in_toml(text, offset(text, place_of(reading, way)), way, value)


@settings(max_examples=30, deadline=None)
@given(registers(3), st.sampled_from(["toml", "json"]))
def test_what_is_absent_is_found_at_what_would_hold_it(register: Register, format: Format) -> None:
    """Find the nearest thing around something absent."""
    text = to_text(register, format)
    reading = parse(text, format)
    for way, value in inner(tomllib.loads(text) if format == "toml" else json.loads(text)):
        if not isinstance(value, list):
            assert place_of(reading, way) == place_of(reading, (*way, "absent"))
            assert place_of(reading, way) == place_of(reading, (*way, "absent", 0, "absent"))


@settings(max_examples=15, deadline=None)
@given(registers(3), st.sampled_from(["toml", "json"]), st.booleans(), st.booleans())
def test_line_ends_and_marks_move_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    register: Register,
    format: Format,
    bom: bool,  # noqa: FBT001
    crlf: bool,  # noqa: FBT001
) -> None:
    """A byte order mark and line ends of two characters change no line and no column."""
    text = to_text(register, format)
    file = tmp_path_factory.mktemp("marked") / f"x.{format}"
    file.write_bytes(b"\xef\xbb\xbf" * bom + text.replace("\n", "\r\n" if crlf else "\n").encode())
    from_text, from_file = parse(text, format), read(file)

    assert from_text.register == from_file.register
    for way, _ in inner(tomllib.loads(text) if format == "toml" else json.loads(text)):
        location = from_file.locate(finding_at(way, str(file)))
        assert (
            Location(file=str(file), line=(place := place_of(from_text, way))[0], column=place[1]) == location
        )


TOML = [
    ('▶[areas.a]\nname = "A"', "areas.a"),
    ('[areas.a]\n▶name = "A"', "areas.a.name"),
    ('[areas]\n▶a = { name = "A" }', "areas.a"),
    ('areas = { ▶a = { name = "A" } }', "areas.a"),
    ('areas = { a = { ▶name = "A" } }', "areas.a.name"),
    ('areas = { b = { name = "😀æøå" }, ▶a = { name = "A" } }', "areas.a"),
    ('▶areas.a.name = "A"', "areas.a"),
    ('▶areas.a.name = "A"', "areas.a.name"),
    ('areas.b.name = "B"\n▶areas.a.name = "A"\nareas.a.note = "N"', "areas.a"),
    ("[departments]\n▶culture.name = 'K'\nculture.unit = 'U'", "departments.culture"),
    ("[departments]\nculture.name = 'K'\n▶culture.unit = 'U'", "departments.culture.unit"),
    ("[departments]\n▶culture.name = 'K'\nculture.unit = 'U'", "departments.culture.gln"),
    ("▶departments.culture.name = 'K'", "departments.culture.gln"),
    ("  \t▶[ areas . 'a' ] # [areas.b]\nname = 'A'", "areas.a"),
    ("[areas.a]\n\t ▶'name' = 'A'", "areas.a.name"),
    ('[areas.a]\nname = "A"\n▶"n\\u006fte" = "N"', "areas.a.note"),
    ("[areas.a]\nname = '''\nnote = 'x'\n'''\n▶note = \"N\"", "areas.a.note"),
    ('[areas.a]\nname = """a"""""\n▶note = "N"', "areas.a.note"),
    ("areas.a.name = 'A'\n▶[areas.a.exempt]\nx = 'X'", "areas.a.exempt"),
    ("[areas.a]\nname = 'A'\n[areas.a.exempt]\n▶'x.y' = 'X'", "areas.a.exempt.x~y"),
    ("areas.a = {name = 'A', exempt = {x = 'X', ▶\"x.y\" = 'X'}}", "areas.a.exempt.x~y"),
    ("[programmes.p]\nname = 'P'\nannual_amount = { ▶2021 = 1, 2022 = 2 }", "programmes.p.annual_amount.2021"),
    ("[programmes.p]\nname = 'P'\nannual_amount.2021 = 1\n▶annual_amount.2022 = 2", "programmes.p.annual_amount.2022"),
    ("[programmes.p]\nname = 'P'\n[programmes.p.annual_amount]\n2021 = 1\n▶2022 = 2", "programmes.p.annual_amount.2022"),
    ("[programmes.p]\nname = 'P'\n▶plan_years = [2, 3]", "programmes.p.plan_years"),
    ("[programmes.p]\nname = 'P'\nplan_years = [2, ▶3] # 2 or 3", "programmes.p.plan_years.1"),
    ("[programmes.p]\nannual_amount = { 2021 = 1, ▶2022 = 2 } # {", "programmes.p.annual_amount.2022"),
    ("areas = { ▶a = { name = 'A' } } # areas", "areas.a"),
    ("[programmes.p]\nname = 'P'\nplan_years = [ # [2, 4]\n  2, # 3\n\n  ▶3,\n]", "programmes.p.plan_years.1"),
    ("[programmes.p]\nname = 'P'\n▶focus_areas.a.number = 1\nfocus_areas.a.name = 'A'", "programmes.p.focus_areas"),
    ("[programmes.p]\nname = 'P'\n▶focus_areas.a.number = 1\nfocus_areas.a.name = 'A'", "programmes.p.focus_areas.a"),
    ("[programmes.p]\nname = 'P'\n▶focus_areas.a.number = 1\nfocus_areas.a.name = 'A'", "programmes.p.focus_areas.a.since"),
    ("[programmes.p]\nname = 'P'\n▶focus_areas.a.number = 1\n[programmes.p.focus_areas.b]\nnumber = 2", "programmes.p.focus_areas"),
    ("[programmes.p]\n[programmes.p.focus_areas.a]\nnumber = 1\n▶[programmes.p.focus_areas.b]", "programmes.p.focus_areas.b"),
    ("[partnerships.p]\n▶[[partnerships.p.grants]]\nyear = 2021\n[[partnerships.p.grants]]", "partnerships.p.grants"),
    ("[partnerships.p]\n▶[[partnerships.p.grants]]\nyear = 2021\n[[partnerships.p.grants]]", "partnerships.p.grants.0"),
    ("[[partnerships.p.grants]]\nyear = 2021\n▶[[partnerships.p.grants]]", "partnerships.p.grants.1"),
    ("[[partnerships.p.grants]]\nyear = 2021\n▶[[partnerships.p.grants]]", "partnerships.p.grants.1.amount"),
    ("▶[[partnerships.p.grants]]\nyear = 2021", "partnerships.p.terms"),
    ("[[partnerships.p.grants]]\nyear = 2021\n▶[partnerships.p]\nprogramme = 'x'", "partnerships.p.terms"),
    ("▶[[partnerships.p.grants]]\nyear = 2021\n[partnerships.p]\nprogramme = 'x'", "partnerships.p.grants.0.amount"),
    ("[[partnerships.p.employments]]\n[[partnerships.p.employments.funding]]\nsource = 'a'\n[[partnerships.p.employments]]\n[[partnerships.p.employments.funding]]\nsource = 'b'\n[[partnerships.p.employments.funding]]\n▶source = 'c'\n", "partnerships.p.employments.1.funding.1.source"),
    ("[[partnerships.p.employments]]\n[partnerships.p.employments.handover]\non = 2024-01-01\n[[partnerships.p.employments]]\n[partnerships.p.employments.handover]\n▶on = 2024-01-02", "partnerships.p.employments.1.handover.on"),
    ("partnerships.p.grants = [\n  { year = 2021 }, # { year = 2022 },\n  ▶{ year = 2022 } ]", "partnerships.p.grants.1"),
    ("partnerships.p.grants = [{ year = 2021, note = 'æ😀, {' }, { ▶year = 2022 }]", "partnerships.p.grants.1.year"),
    ("▶[municipality]\nname = 'N'", "municipality"),
    ("▶[municipality]\nname = 'N'", "municipality.code"),
    ("▶municipality.name = 'N'", "municipality.code"),
    ("municipality = { name = 'N', ▶code = '0101' }", "municipality.code"),
    ("# first\n▶[asociations.a]\n[asociations.b]", "asociations"),
    ("▶[asociations]\na.name = 'A'", "asociations"),
    ("▶asociations = { a = { name = 'A' } }", "asociations"),
    ("▶areas = ['A']", "areas"),
    ("▶[[areas]]\nname = 'A'", "areas"),
]  # fmt: skip
JSON = [
    ('{"areas": {▶"a": {"name": "A"}}}', "areas.a"),
    ('{"areas": {"a": {▶"name": "A"}}}', "areas.a.name"),
    ('{"areas":\n{"b": {"name": "😀æ"}, ▶"a" : {}}}', "areas.a.name"),
    ('{"areas": {"a": {▶"n\\u0061me": "A"}}}', "areas.a.name"),
    ('{"partnerships": {"p": {"grants": [{"year": 2021}, ▶{"year": 2022}]}}}', "partnerships.p.grants.1"),
    ('{"partnerships": {"p": {"grants": [{}, {\n\t▶"year": 2022}]}}}', "partnerships.p.grants.1.year"),
    ('{"partnerships": {"p": {▶"grants": [{}, {}]}}}', "partnerships.p.grants.2"),
    ('{▶"municipality": {"name": "N"}}', "municipality.code"),
    ('{▶"asociations": {"a": {"name": "A"}}}', "asociations"),
    ('{▶"areas": ["A"]}', "areas"),
    ('{▶"areas": 5}', "areas"),
    ('{"surveys": {"a": {"respondents": NaN, ▶"title": 5}, "b": {"title": 5}}}', "surveys.a.title"),
    ('{"surveys": {"a": {"æ": [-Infinity, "NaN \\" NaN"]}, ▶"b": {}}}', "surveys.b"),
]


@pytest.mark.parametrize(
    ("marked", "place", "format"), [*((*c, "toml") for c in TOML), *((*c, "json") for c in JSON)]
)
def test_finds_what_is_written_in_any_form(marked: str, place: str, format: Format) -> None:
    """Find a place at the mark, however it is written."""
    text = marked.replace("▶", "")
    way = tuple(int(s) if s.isdigit() and len(s) < 4 else s.replace("~", ".") for s in place.split("."))

    assert marked.index("▶") == offset(text, place_of(parse(text, format), way))


def test_knows_no_place_of_what_was_not_read() -> None:
    """Return no place for a finding about nothing that was read, or about the whole register."""
    reading = parse('[areas.a]\nname = "A"')
    about_register = attrs.evolve(finding_at(("areas",)), path=(), file=None)

    for nowhere in (about_register, finding_at(("areas", "b"), None)):
        assert reading.locate(nowhere) is None
        assert reading.excerpt(nowhere) is None
    assert Location(file="<text>", line=1, column=1) == reading.locate(finding_at(("areas", "a"), None))
    assert Location(file="other") == reading.locate(finding_at(("areas", "a"), "other"))
    assert reading.excerpt(finding_at(("areas", "a"), "other")) is None
    assert Location(file="<text>") == reading.locate(finding_at(("surveys", "b")))


def tables(number: int) -> str:
    """Write so many grants, each as a table of its own."""
    return "[[partnerships.q.grants]]\nyear = 2020\namount = 'x'\n" * number


def rows(number: int) -> str:
    """Write so many grants on one line."""
    return ", ".join(['{ "year": 2020, "amount": "x" }'] * number)


@pytest.mark.parametrize(
    ("text", "format", "apart"),
    [
        (tables, "toml", (3, 0)),
        (lambda number: f"partnerships.q.grants = [{rows(number).replace(':', ' =')}]", "toml", (0, 35)),
        (
            lambda number: f'{{"partnerships": {{"q": {{"note": "æ", "grants": [{rows(number)}]}}}}}}',
            "json",
            (0, 33),
        ),
    ],
    ids=["tables", "rows", "json"],
)
def test_finds_places_in_a_record_of_many_rows(
    text: Callable[[int], str], format: Format, apart: tuple[int, int]
) -> None:
    """Find the place in each of twice as many rows with about twice the work."""
    work = []
    for number in (50, 100, 200):
        reading = parse(text(number), format)
        with counted_calls() as calls:
            found = [reading.locate(finding) for finding in reading.findings if len(finding.path) == 3]
        work.append(calls.total())
        places = [(place.line or 0, place.column or 0) for place in found if place]
        assert number == len(places)
        assert {apart} == {(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places)}

    once, twice, four_times = work
    assert four_times - twice < 2.5 * (twice - once)


@pytest.mark.usefixtures("in_time")
@pytest.mark.parametrize("change", ["changed", "gone", "folder", "fifo"])
def test_a_file_that_is_no_longer_the_same_has_no_lines(tmp_path: Path, change: str) -> None:
    """Name a file that changed or vanished after it was read, and guess no line."""
    file = tmp_path / "a.toml"
    file.write_text("[areas.a]\nnam = 5")
    reading = read(tmp_path)
    file.unlink()
    if change == "changed":
        file.write_text("[areas.a]\n\nnam = 5")
    elif change == "folder":
        file.mkdir()
    elif change == "fifo":
        os.mkfifo(file)

    assert {Location(file=str(file))} == {reading.locate(finding) for finding in reading.findings}
    assert {None} == {reading.excerpt(finding) for finding in reading.findings}


@pytest.fixture
def without_tree_sitter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hide the extra that keeps positions, as if it were not installed."""
    syntax_tree._parser.cache_clear()
    monkeypatch.setitem(sys.modules, "tree_sitter", None)
    yield
    syntax_tree._parser.cache_clear()


@pytest.mark.usefixtures("without_tree_sitter")
@pytest.mark.parametrize("format", ["toml", "json"])
def test_names_the_file_without_the_extra(tmp_path: Path, format: Format) -> None:
    """Name the file, and the place of what could not be parsed, without tree-sitter."""
    file = tmp_path / f"a.{format}"
    file.write_text("[areas.a]\nnam = 5" if format == "toml" else '{"areas": {"a": {"nam": 5}}}')
    reading = read(file)
    (unreadable,) = parse("x\ny", format).findings

    assert {Location(file=str(file))} == {reading.locate(finding) for finding in reading.findings}
    assert {None} == {reading.excerpt(finding) for finding in reading.findings}
    assert unreadable.at is not None
