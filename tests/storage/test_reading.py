import gc
import json
import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
import tomli_w
from hypothesis import given, settings, strategies as st
from registers import minimal, places, planted

from civic_partnership.errors import PathError, RecordsError
from civic_partnership.model import KINDS, Area, LeftOut, Register
from civic_partnership.storage import (
    Format,
    Line,
    Reading,
    TableSource,
    Unreadable,
    from_dict,
    load,
    parse,
    read,
    read_files,
    read_tables,
    table_layouts,
    to_dict,
    to_text,
)
from civic_partnership.testing.any_registers import POOL, readable_registers as registers, texts
from civic_partnership.values import Label

EXAMPLES = sorted(
    path.parent for path in (Path(__file__).parents[2] / "examples").glob("*/municipality.toml")
)
WHOLE = [path for path in EXAMPLES if path.name != "nordby-broken"]
HAVNEN = '[areas.havnen]\nname = "Havnen"\n'
BYEN = '[areas.byen]\nname = "Byen"\n'


def sorted_messages(reading: Reading) -> list[tuple[Any, ...]]:
    """Sort the messages of the findings."""
    return sorted(
        (f.rule, repr(f.record), repr(f.path), f.message.da, f.message.en) for f in reading.findings
    )


@pytest.mark.parametrize("folder", WHOLE, ids=lambda path: path.name)
def test_reads_the_examples(folder: Path) -> None:
    """Read each example whole, in good shape, and the same by every function."""
    reading = read(folder)
    tables = to_dict(reading.register)

    assert () == reading.findings
    assert reading.register == load(folder) == load(str(folder))
    assert len(list(reading.register)) > 1
    assert reading.register == from_dict(tables).register
    assert all(
        reading.register == parse(to_text(reading.register, format), format).register
        for format in ("toml", "json", "ndjson")
    )


def test_reads_the_broken_example() -> None:
    """Report each error of shape in Nordby's files once, and leave out its record."""
    reading = read(EXAMPLES[0].parent / "nordby-broken")

    assert {
        ("unknown-field", ("associations", "nordby-svoemmeklub"), ("actvity",)),
        ("wrong-type", ("surveys", "foreningerne-2024"), ("respondents",)),
        ("missing-field", ("meetings", "network-2024-spring"), ()),
        ("invalid-value", ("agreements", "klubber-og-forebyggelse"), ("period",)),
        ("invalid-value", ("contacts", "boldklub-chair"), ("role",)),
        ("duplicate-id", ("areas", "stationsbyen"), ()),
    } == {(f.rule, f.record, f.path) for f in reading.findings}
    assert {LeftOut(*f.record) for f in reading.findings if f.record} == reading.register.left_out


def test_reads_a_file_as_its_suffix_says(tmp_path: Path) -> None:
    """Read a file that ends in .json, in any case, as JSON, and every other one as TOML."""
    for name, text in {"a.json": '{"areas": {}}', "b.JSON": "{}", "c.toml": "", "d": "areas = {}"}.items():
        (tmp_path / name).write_text(text)
        assert () == read(tmp_path / name).findings


def test_same_id_in_two_files(tmp_path: Path) -> None:
    """Leave out all records of one id, and report each place with another."""
    for name in ("1", "2", "3"):
        (tmp_path / f"{name}.toml").write_text(HAVNEN + BYEN.replace("byen", f"byen-{name}"))
    reading = read(tmp_path)
    places = [(Path(f.file or "").name, f.message.en.partition(". ")[0][-6:]) for f in reading.findings]

    assert {("duplicate-id", ("areas", "havnen"), ())} == {
        (f.rule, f.record, f.path) for f in reading.findings
    }
    assert {"1.toml", "2.toml", "3.toml"} == {file for file, _ in places}
    assert all(file != other for file, other in places)
    assert {LeftOut("areas", "havnen")} == reading.register.left_out
    assert ["byen-1", "byen-2", "byen-3"] == list(reading.register.areas)
    assert '"havnen" also stands in ' in reading.findings[0].message.en


def test_two_municipalities(tmp_path: Path) -> None:
    """Leave out two municipalities: a register is of one."""
    for name in ("1", "2", "3"):
        (tmp_path / f"{name}.toml").write_text('[municipality]\nname = "Nordby"')
    reading = read(tmp_path)

    assert {("duplicate-id", ("municipality", None))} == {(f.rule, f.record) for f in reading.findings}
    assert not any("id" in f.message.en.split() or "id" in f.message.da.split() for f in reading.findings)
    assert f"The municipality also stands in {tmp_path / '1.toml'}." in reading.findings[0].message.en
    assert Register(left_out=frozenset({LeftOut("municipality", None)})) == reading.register


@pytest.mark.parametrize("first", ["good", "bad"])
def test_a_broken_record_has_its_id_all_the_same(tmp_path: Path, first: str) -> None:
    """Leave out both records of one id, even where one of them is broken."""
    texts = [HAVNEN, "[areas.havnen]\nnam = 1\n"]
    for name, text in zip("12", texts if first == "good" else texts[::-1], strict=True):
        (tmp_path / f"{name}.toml").write_text(text)
    reading = read(tmp_path)

    assert [*["duplicate-id"] * 2, "missing-field", "unknown-field"] == sorted(
        f.rule for f in reading.findings
    )
    assert Register(left_out=frozenset({LeftOut("areas", "havnen")})) == reading.register


@pytest.mark.parametrize("format", ["toml", "json"])
@pytest.mark.parametrize("kind", [*KINDS, "asociations"])
def test_a_reference_to_what_was_left_out_may_be_right(kind: str, format: Any) -> None:
    """Note records that could not be read by kind and id, as far as they are known."""
    reading = parse(
        json.dumps({kind: {"a": {"ukendt": 1}}}) if format == "json" else f"{kind}.a.ukendt = 1", format
    )
    everything = parse("broken", format).register

    assert reading.register.may_hold("areas" if kind == "asociations" else kind, "a")
    assert not reading.register.may_hold("areas" if kind == "asociations" else kind, "b")
    assert kind == "asociations" or not reading.register.may_hold("municipality", "a")
    assert everything.may_hold("areas", "b")


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(tmp_path: Path, enabled: bool) -> None:  # noqa: FBT001
    """Restore the garbage collector, whether or not reading fails."""
    gc.enable() if enabled else gc.disable()
    for name, text in {"a.toml": "[[[", "b.toml": HAVNEN}.items():
        (tmp_path / name).write_text(text)
    try:
        read(tmp_path)
        with pytest.raises(RecordsError):
            load(tmp_path)
        assert enabled == gc.isenabled()
    finally:
        gc.enable()


def test_readings_are_what_was_read() -> None:
    """Compare readings by what was read, and show that."""
    reading = parse(HAVNEN)

    assert reading == parse(HAVNEN)
    assert reading != parse(BYEN)
    assert f"Reading(register={reading.register!r}, findings=())" == repr(reading)


def test_from_dict_changes_nothing_that_it_is_given() -> None:
    """Leave plain tables as they are; accept any mapping at the top."""
    tables = {"format_version": 1, **minimal("programmes", annual_amount={"2012": 1}, focus_areas={})}
    before = repr(tables)

    assert () == from_dict(tables).findings
    assert before == repr(tables)


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("id", [1, None, True, b"1"], ids=repr)
def test_an_id_that_is_no_text_hides_no_other(id: Any, order: int) -> None:
    """Report and leave out a record whose id is no text; read one whose id reads the same."""
    rows = [(id, {"name": "a"}), (str(id).lower().strip("b'"), {"name": "b"})][::order]
    reading = from_dict({"associations": dict(rows)})
    (finding,) = reading.findings

    assert ("wrong-type", ("associations", str(id))) == (finding.rule, finding.path)
    assert "must be a text in quotation marks" in finding.message.en
    assert finding.message.en.startswith("The id is ")
    assert ["b"] == [each.name for each in reading.register.associations.values()]
    assert {LeftOut("associations", str(id))} == reading.register.left_out


class Word(str):
    """A text of somebody else's, which need not say what it is."""

    __slots__ = ()

    def __str__(self) -> str:
        return "areas"


def test_a_table_that_only_calls_itself_like_another_hides_no_other() -> None:
    """Report, of two names that read the same, the one that is no plain text."""
    reading = from_dict({"areas": {"a": {"name": "A"}}, Word("x"): {"a": {"name": "B"}}})

    assert [("unknown-field", ("areas",))] == [(each.rule, each.path) for each in reading.findings]
    assert "A" == reading.register.areas["a"].name


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"exempt": {1: "a", "1": "b"}}, "exempt cannot be used: all names in the table must be texts"),
        ({"focus_areas": {1: {"name": "a"}}}, "focus_areas cannot be used: all names in the table must be"),
        ({"annual_amount": {2012: 1}}, "annual_amount cannot be used: all names in the table must be texts"),
        ({"annual_amount": {date(2012, 1, 1): 1, "2012-01-01": 2}}, "annual_amount cannot be used: two of the dates are one and the same day"),
    ],
)  # fmt: skip
def test_names_in_a_record_hide_no_other(fields: dict[str, Any], message: str) -> None:
    """Let no value take the place of another in a table inside a record without a finding."""
    (finding,) = from_dict(minimal("programmes", **fields)).findings

    assert message in finding.message.en


def test_days_as_yaml_knows_them_are_dates() -> None:
    """Accept days as names in a dated value, as YAML reads them."""
    reading = from_dict(minimal("programmes", annual_amount={date(2012, 1, 1): 1, "2027": 2}))

    assert () == reading.findings
    assert 2 == len(reading.register.programmes["a"].annual_amount.changes)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["format_versoin", "formatversion", "format-version"])
def test_suggests_the_version_of_the_format(name: str) -> None:
    """Suggest the right name for the one name that is no table."""
    (finding,) = from_dict({name: 1}).findings

    assert f'There is no "{name}" here. Did you mean format_version?' == finding.message.en


def test_load_raises_with_all_findings(tmp_path: Path) -> None:
    """Raise an error with all findings when a register in bad shape is loaded."""
    (tmp_path / "a.toml").write_text('[areas.a]\nnam = "A"\n[areas.b]\nname = 5\n')
    with pytest.raises(RecordsError) as raised:
        load(tmp_path)
    error = raised.value

    assert read(tmp_path).findings == error.findings
    assert 3 == len(error.findings)
    assert f"{tmp_path} has 3 errors of shape. The first: {error.findings[0].message.en}" == str(error)
    assert f"{tmp_path} har 3 fejl i formen. Den første: {error.findings[0].message.da}" == error.da


def test_load_takes_the_limit_that_read_takes(tmp_path: Path) -> None:
    """Raise an error when a file over the limit is loaded."""
    (tmp_path / "a.toml").write_text(HAVNEN)

    assert Register().replace(Area(id="havnen", name="Havnen")) == load(tmp_path, max_bytes=len(HAVNEN))
    with pytest.raises(RecordsError, match="larger than"):
        load(tmp_path, max_bytes=len(HAVNEN) - 1)


def test_errors_and_findings_pickle(tmp_path: Path) -> None:
    """Pickle errors unchanged, so that they may cross processes."""
    (tmp_path / "a.toml").write_text("[areas.a]\nnam = 5")
    for path, kind in ((tmp_path, RecordsError), (tmp_path / "x", PathError)):
        with pytest.raises(kind) as raised:
            load(path)
        copy = pickle.loads(pickle.dumps(raised.value))
        assert (type(copy), copy.da, copy.en) == (kind, raised.value.da, raised.value.en)
        assert getattr(raised.value, "findings", None) == getattr(copy, "findings", None)


def make_portable(value: Any) -> Any:
    """Convert plain tables so that both formats can write them."""
    if isinstance(value, dict):
        return {key: make_portable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [make_portable(each) for each in value]
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int) else str(value)


def decimals(value: Any) -> Any:
    """Replace the numbers of plain tables by exact ones, as both readers make them."""
    return json.loads(json.dumps(value), parse_float=Decimal)


odd = st.one_of(
    st.booleans(),
    st.integers(-(10**16), 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    texts(),
    st.sampled_from(
        ["", " ", "2021", "2021~", "2021/..", "2024-02-30", "17:00:00", "12345678", "a", [], {}, [{}], [[]]]
    ),
    st.dictionaries(st.sampled_from(["name", "2021", "id", "", *POOL]), st.sampled_from([1, "x", {}, []])),
)


@settings(max_examples=100, deadline=None)
@given(registers(4), st.data())
def test_toml_and_json_are_read_alike(register: Register, data: st.DataObject) -> None:
    """Read the same register and findings from TOML and from JSON, right or wrong."""
    tables = {**make_portable(to_dict(register)), "format_version": 1}
    for _ in range(data.draw(st.integers(0, 4))):
        way, value = data.draw(st.sampled_from([((), tables), *places(tables)]))
        if isinstance(value, dict):
            way = (
                *way,
                data.draw(
                    st.sampled_from(["ukendt", "name", "areas", "2021", "", "format_version"]) | texts()
                ),
            )
        tables = planted(tables, way, data.draw(odd)) if way else tables
    toml, json_read = parse(tomli_w.dumps(tables)), parse(json.dumps(tables), "json")

    assert toml.register == json_read.register == from_dict(decimals(tables)).register
    assert sorted_messages(toml) == sorted_messages(json_read)


@pytest.mark.parametrize("schema", ['"./civic-partnership.schema.json"', "5"])
@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("toml", '"$schema" = {schema}\n[areas.a]\nname = "A"'),
        ("json", '{{"$schema": {schema}, "areas": {{"a": {{"name": "A"}}}}}}'),
        ("ndjson", '{{"$schema": {schema}, "areas": {{"a": {{"name": "A"}}}}}}'),
    ],
)
def test_a_document_may_name_its_schema(format: Format, text: str, schema: str) -> None:
    """Accept the name of a schema in a file; it is no record, and is not written again."""
    reading = parse(text.format(schema=schema), format)

    assert {"areas": {"a": {"name": "A"}}} == to_dict(reading.register)
    assert set() == reading.register.left_out
    assert [("wrong-type", ("$schema",))] * (schema == "5") == [(f.rule, f.path) for f in reading.findings]


@pytest.mark.parametrize(
    ("text", "format"),
    [("[areas.a]\nnam = 1\n", "toml"), ("broken", "toml"), ('{"areas": {"a": {}}}', "ndjson"), ("{", "json")],
)
def test_a_text_that_is_parsed_has_a_name(text: str, format: Format) -> None:
    """Name a text in findings, places and JSON by its name, or else `<text>`; plain tables `<tables>`."""
    named, unnamed = parse(text, format, name="brev.toml"), parse(text, format)

    assert ["<tables>"] == [f.file for f in from_dict({"x": 2}).findings]
    assert named.findings
    for reading, name in ((named, "brev.toml"), (unnamed, "<text>")):
        for finding in reading.findings:
            place = reading.locate(finding)
            assert place
            assert (name, name, name) == (finding.file, place.file, finding.to_dict(reading.locate)["file"])
            assert place.line


@pytest.mark.parametrize("example", ["aarhus", "copenhagen", "nordby", "nordby-broken", "slagelse"])
def test_files_in_memory_are_read_like_those_of_a_folder(examples: Path, example: str) -> None:
    """Read the same records and findings, each in the same place, from memory and from a folder."""
    folder = examples / example
    files = {str(path): path.read_bytes() for path in folder.rglob("*.toml")}
    reading, expected = read_files(files), read(folder)

    assert expected.register == reading.register
    assert expected.findings == reading.findings
    assert [*map(expected.locate, expected.findings)] == [*map(reading.locate, reading.findings)]


def test_tables_in_memory_are_found_again() -> None:
    """Find the line of a finding in a table that is no file."""
    reading = read_files({"areas.csv": b"id,name\nhavnen,Havnen\nbyen,\n", "x.json": b"[]", "y.ndjson": b""})

    assert {"havnen"} == set(reading.register.areas)
    locations = {finding.rule: reading.locate(finding) for finding in reading.findings}
    assert (missing := locations["missing-field"]) is not None
    assert ("areas.csv", 3) == (missing.file, missing.line)
    assert "unreadable-file" in locations


def test_reads_tables_of_rows() -> None:
    """Read tables whose columns have other names and cells, and report files that cannot be read."""
    name, _ = table_layouts()["areas"].columns
    upper = attrs.evolve(name, name="navn", cell=name.cell._replace(read=str.upper))
    areas = [Line(1, ["id", "navn"]), Line(2, ["havnen", "Havnen"])]
    departments = [Line(1, ["id", "name"]), Line(2, ["kultur", "Kultur"])]
    sources = [
        TableSource(name="ark", table="areas", load=lambda: areas, columns={"navn": upper}),
        TableSource(name="x", table="departments", load=lambda: departments),
    ]
    reading = read_tables(sources, {"bog": Unreadable(Label("a", "b"), Label("c", "d"))})

    assert ["HAVNEN"] == [area.name for area in reading.register.areas.values()]
    assert ["Kultur"] == [department.name for department in reading.register.departments.values()]
    assert [("unreadable-file", "bog")] == [(each.rule, each.file) for each in reading.findings]
