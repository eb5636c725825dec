import json
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from registers import MINIMAL, minimal, places, planted

from civic_partnership.model import KINDS, LeftOut, RecordKey, Register
from civic_partnership.storage import from_dict, parse, record_compiler, to_dict
from civic_partnership.testing.any_registers import readable_registers as registers, records
from civic_partnership.values import Dated, Range

GRANT = {"year": 2021, "amount": 200_000}
FOCUS = {"number": 1, "name": "Frivillige"}
AREA = {"name": "Havnen"}
NO_TABLES: tuple[Any, ...] = (5, "x", True, None, Decimal("0.5"), [], ["x"], [AREA])


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        # what is unknown
        ("areas", {"nam": "x"}, [("unknown-field", "nam")]),
        ("areas", {"id": "a"}, [("unknown-field", "id")]),
        ("areas", {record_compiler.ID_KEY: "b"}, [("unknown-field", record_compiler.ID_KEY)]),
        ("areas", {"": 1, "Name": 1}, [("unknown-field", ""), ("unknown-field", "Name")]),
        ("municipality", {"id": "a"}, [("unknown-field", "id")]),
        ("partnerships", {"grants": [{**GRANT, "amont": 1}]}, [("unknown-field", "grants", 0, "amont")]),
        ("programmes", {"focus_areas": {"a": {**FOCUS, "id": "a"}}}, [("unknown-field", "focus_areas", "a", "id")]),
        ("programmes", {"focus_areas": {"a": {**FOCUS, record_compiler.ID_KEY: "b"}}}, [("unknown-field", "focus_areas", "a", record_compiler.ID_KEY)]),
        ("agreements", {"parties": [{"name": "x", "role": "x"}]}, [("unknown-field", "parties", 0, "role")]),
        # what is missing
        ("partnerships", {"grants": [{"year": 2021}]}, [("missing-field", "grants", 0)]),
        ("partnerships", {"grants": [GRANT, {}]}, [("missing-field", "grants", 1)] * 2),
        ("partnerships", {"terms": [{}]}, [("missing-field", "terms", 0)] * 2),
        ("frameworks", {"steering_group": {}}, [("missing-field", "steering_group")]),
        ("programmes", {"focus_areas": {"a": {}}}, [("missing-field", "focus_areas", "a")] * 2),
        ("areas", {"sources": [{}]}, [("missing-field", "sources", 0)]),
        # what is chosen among several
        ("partnerships", {"grants": [{"amount": 1}]}, [("missing-field", "grants", 0)]),
        ("partnerships", {"grants": [{**GRANT, "period": "2021/2021"}]}, [("invalid-value", "grants", 0)]),
        ("agreements", {"parties": [{}]}, [("missing-field", "parties", 0)]),
        ("agreements", {"parties": [{"name": "x", "association": "a"}]}, [("invalid-value", "parties", 0)]),
        ("alliances", {"members": [{"role": "lead"}]}, [("missing-field", "members", 0)]),
        ("meetings", {"partnership": "a", "programme": "a"}, [("invalid-value",)]),
        ("meetings", {"programme": "a", "alliance": "a"}, [("invalid-value",)]),
        ("contacts", {"department": "a", "association": "a"}, [("invalid-value",)]),
        ("meetings", {"programme": 1, "alliance": "a"}, [("invalid-value",), ("wrong-type", "programme")]),
        ("partnerships", {"grants": [{**GRANT, "period": "x", "amount": -1}]}, [("invalid-value", "grants", 0), *[("invalid-value", "grants", 0, n) for n in ("amount", "period")]]),
        # what holds other things
        ("associations", {"aliases": "NB"}, [("wrong-type", "aliases")]),
        ("associations", {"aliases": ("NB",)}, [("wrong-type", "aliases")]),
        ("associations", {"aliases": {"0": "NB"}}, [("wrong-type", "aliases")]),
        ("associations", {"aliases": None}, [("wrong-type", "aliases")]),
        ("associations", {"aliases": ["NB", 1, "", None]}, [("wrong-type", "aliases", 1), ("invalid-value", "aliases", 2), ("wrong-type", "aliases", 3)]),
        ("associations", {"areas": ["havnen", ""]}, [("invalid-value", "areas", 1)]),
        ("partnerships", {"grants": {"2021": GRANT}}, [("wrong-type", "grants")]),
        ("partnerships", {"grants": [GRANT, 5, None]}, [("wrong-type", "grants", 1), ("wrong-type", "grants", 2)]),
        ("frameworks", {"steering_group": ["x"]}, [("wrong-type", "steering_group")]),
        ("areas", {"exempt": ["x"]}, [("wrong-type", "exempt")]),
        ("areas", {"exempt": {"x": 1, "y": ""}}, [("wrong-type", "exempt", "x"), ("invalid-value", "exempt", "y")]),
        ("areas", {"exempt": {"x": {"2021/2022": 1}}}, [("wrong-type", "exempt", "x", "2021/2022")]),
        ("areas", {"exempt": {"x": {"covid": "x"}}}, [("invalid-value", "exempt", "x", "covid")]),
        ("areas", {"exempt": {"": "x"}}, [("invalid-value", "exempt", "")]),
        ("areas", {"exempt": {"\ud800": "x"}}, [("invalid-value", "exempt", "\ud800")]),
        ("areas", {"exempt": {"id": 1}}, [("wrong-type", "exempt", "id")]),
        ("municipality", {"rule_levels": {"id": "loud"}}, [("invalid-value", "rule_levels", "id")]),
        ("programmes", {"rule_levels": {"x": "undecided"}}, [("invalid-value", "rule_levels", "x")]),
        ("programmes", {"focus_areas": [FOCUS]}, [("wrong-type", "focus_areas")]),
        ("programmes", {"focus_areas": {"a": 1}}, [("wrong-type", "focus_areas", "a")]),
        ("programmes", {"focus_areas": {"Børn": FOCUS}}, [("invalid-value", "focus_areas", "Børn")]),
        ("programmes", {"focus_areas": {"": FOCUS}}, [("invalid-value", "focus_areas", "")]),
        # what changes on dates
        ("programmes", {"annual_amount": {}}, [("invalid-value", "annual_amount")]),
        ("programmes", {"annual_amount": {"2021": 1, "2021-01": 2}}, [("invalid-value", "annual_amount")]),
        ("programmes", {"annual_amount": {"2021~": 1, "2021-06-01": 2}}, [("invalid-value", "annual_amount")]),
        ("programmes", {"annual_amount": {"from": 1}}, [("invalid-value", "annual_amount", "from")]),
        ("programmes", {"annual_amount": {"2022/2021": 1}}, [("invalid-value", "annual_amount", "2022/2021")]),
        ("programmes", {"annual_amount": {"2021": {"2022": 1}}}, [("wrong-type", "annual_amount", "2021")]),
        ("programmes", {"annual_amount": {"2021": True, "2022": -1, "x": 1}}, [*[("invalid-value", "annual_amount", k) for k in ("2022", "x")], ("wrong-type", "annual_amount", "2021")]),
        ("programmes", {"plan_years": 2}, [("wrong-type", "plan_years")]),
        # what is a range
        *[("programmes", {"network_meetings_per_year": value}, [("wrong-type", "network_meetings_per_year")]) for value in ("3", True, Decimal(3), (3, 4), None)],
        *[("programmes", {"network_meetings_per_year": value}, [("invalid-value", "network_meetings_per_year")]) for value in ([3], [3, 4, 5], [], -3)],
        *[("programmes", {"network_meetings_per_year": [value, 4]}, [("invalid-value", "network_meetings_per_year", 0)]) for value in (-3, 10**15)],
        ("programmes", {"min_youth_members": {"2021": [None, 250]}}, [("wrong-type", "min_youth_members", "2021", 0)]),
        # what is a single value
        ("surveys", {"respondents": 2.0}, [("wrong-type", "respondents")]),
        ("associations", {"citywide": 1, "cvr": "1234567"}, [("invalid-value", "cvr"), ("wrong-type", "citywide")]),
        ("municipality", {"code": "101"}, [("invalid-value", "code")]),
        ("partnerships", {"grants": [{"year": "2018", "amount": 1}]}, [("wrong-type", "grants", 0, "year")]),
        ("surveys", {"questions": [{"text": "?", "answers": [{"answer": "ja", "share": Decimal("NaN")}]}]}, [("invalid-value", "questions", 0, "answers", 0, "share")]),
        ("programmes", {"plan_years": {"2021": [2, "3"]}}, [("wrong-type", "plan_years", "2021", 1)]),
    ],
)  # fmt: skip
def test_refuses(kind: str, fields: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    """Report each wrong shape by its rule at its place, and leave the record out."""
    reading = from_dict(minimal(kind, **fields))

    assert sorted(expected) == sorted((f.rule, *f.path) for f in reading.findings)
    assert {LeftOut(kind, None if kind == "municipality" else "a")} == reading.register.left_out


@pytest.mark.parametrize(
    ("kind", "name", "value", "expected"),
    [
        ("programmes", "annual_amount", "000.00", Dated.always(Decimal(0))),
        ("programmes", "annual_amount", Decimal("2E+5"), Dated.always(Decimal(200_000))),
        ("programmes", "annual_amount", Decimal("-0.0"), Dated.always(Decimal(0))),
        ("programmes", "annual_amount", {"2021": 1, "2021-02~": "2"}, Dated.since({"2021": Decimal(1), "2021-02~": Decimal(2)})),
        ("programmes", "network_meetings_per_year", 3, Dated.always(Range(3, 3))),
        ("programmes", "network_meetings_per_year", [4, 3], Dated.always(Range(4, 3))),
        ("programmes", "plan_years", [], Dated.always(())),
        ("programmes", "plan_years", {"2021": [2, 3]}, Dated.since({"2021": (2, 3)})),
        ("associations", "citywide", False, False),
    ],
)  # fmt: skip
def test_takes(kind: str, name: str, value: object, expected: object) -> None:
    """Read each value that the field can hold, without a finding."""
    reading = from_dict(minimal(kind, **{name: value}))

    assert () == reading.findings
    assert expected == getattr(getattr(reading.register, kind)["a"], name)


@pytest.mark.parametrize("written", ["nan", "inf", "-inf"])
def test_infinity_and_nan_are_refused_alike_in_toml_and_json(written: str) -> None:
    """Infinity and NaN are refused in the same words, whether TOML wrote them or Python's JSON did."""
    fields = {"name": "A", "max_age": float(written), "annual_amount": float(written)}
    toml = parse(f'[programmes.a]\nname = "A"\nmax_age = {written}\nannual_amount = {written}')
    json_read = parse(json.dumps({"programmes": {"a": fields}}), "json")

    assert [("wrong-type", ("max_age",)), ("invalid-value", ("annual_amount",))] == [
        (finding.rule, finding.path) for finding in toml.findings
    ]
    assert [f.message for f in toml.findings] == [f.message for f in json_read.findings]


def test_a_point_between_thousands_is_no_decimal_point() -> None:
    """An amount written as 200.000, which is 200,000 in Danish, is refused and never read as 200."""
    (finding,) = parse('[programmes.a]\nname = "A"\nannual_amount = 200.000\n').findings

    assert finding.rule == "invalid-value"
    assert "tusinder skrives uden punktum" in finding.message.da


@pytest.mark.parametrize(
    "id", ["", "A", "a b", "a_b", "a--b", "-a", "a-", "æ", "a\n", "a.b", "\ud800", "\uff11"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_refuses_an_id_that_is_none(kind: str, id: str) -> None:
    """Report an id that is no slug once, at the record itself, beside other faults."""
    findings = from_dict({kind: {id: {**MINIMAL[kind], "ukendt": 1}}}).findings

    assert [("invalid-value", ()), ("unknown-field", ("ukendt",))] == sorted(
        (f.rule, f.path) for f in findings
    )
    assert {RecordKey(kind, id)} == {f.record for f in findings}


@pytest.mark.parametrize(
    ("tables", "rule", "record", "path", "left_out"),
    [
        ({"asociations": {"a": AREA, "b": 5}}, "unknown-field", None, ("asociations",), {(None, "a"), (None, "b")}),
        *[
            ({name: value}, "unknown-field", None, (name,), {(None, None)})
            for name in ("area", "", "left_out", "id")
            for value in NO_TABLES
        ],
        *[
            ({"areas": value}, "wrong-type", None, ("areas",), {("areas", None)})
            for value in (*NO_TABLES, (), b"")
        ],
        *[
            ({"areas": {"a": value}}, "wrong-type", ("areas", "a"), (), {("areas", "a")})
            for value in NO_TABLES
        ],
        *[
            ({"municipality": value}, "wrong-type", ("municipality", None), (), {("municipality", None)})
            for value in NO_TABLES
        ],
        ({"municipality": {}}, "missing-field", ("municipality", None), (), {("municipality", None)}),
    ],
)  # fmt: skip
def test_refuses_tables_that_are_none(
    tables: dict[str, Any], rule: str, record: Any, path: Any, left_out: set[Any]
) -> None:
    """Report what replaces a table or a record, and leave its content out."""
    reading = from_dict({**tables, "departments": {"culture": {"name": "Kultur"}}})

    assert [(rule, record, path)] == [(f.rule, f.record, f.path) for f in reading.findings]
    assert left_out == reading.register.left_out
    assert ["culture"] == list(reading.register.departments)


@settings(max_examples=60, deadline=None)
@given(st.one_of([records(cls) for cls in KINDS.values()]), st.data())
def test_tells_all_errors_of_a_record_at_once(record: Any, data: st.DataObject) -> None:
    """Report every wrong field of a record at its place, and nothing else."""
    tables = to_dict(Register().replace(record))
    ways = [way for way, value in places(tables) if not isinstance(value, dict | list)]
    wrong = data.draw(st.lists(st.sampled_from(ways), unique=True)) if ways else []
    for way in wrong:
        tables = planted(tables, way, 0.5)  # no field accepts a float
    findings = from_dict(tables).findings

    assert sorted((way[2:] for way in wrong), key=repr) == sorted((f.path for f in findings), key=repr)
    assert {"wrong-type"} >= {f.rule for f in findings}


@settings(max_examples=40, deadline=None)
@given(registers(), st.sampled_from(sorted(KINDS)), st.data())
def test_good_records_survive_bad_neighbours(register: Register, kind: str, data: st.DataObject) -> None:
    """Leave out only the wrong record, and read all others unchanged."""
    bad = data.draw(st.sampled_from([5, None, [], {"ukendt": 1}, {**MINIMAL[kind], "note": ""}]))
    reading = from_dict(planted(to_dict(register), (kind, "the-bad-one"), bad))

    assert register == attrs.evolve(reading.register, left_out=frozenset())
    assert {LeftOut(kind, "the-bad-one")} == reading.register.left_out
    assert {RecordKey(kind, "the-bad-one")} == {f.record for f in reading.findings}
