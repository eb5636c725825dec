import datetime
import json
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from registers import Way, minimal

from civic_partnership.model import LeftOut, RecordKey
from civic_partnership.storage import from_dict, make_converter, parse
from civic_partnership.testing.readable import texts
from civic_partnership.values import Dated, PartialDate, Period, Range, WrongType

NOON = datetime.datetime(2024, 1, 31, 12, 0)  # noqa: DTZ001 - what TOML calls a local date-time


def _itself(value: object) -> object:
    return value


def _grant(year: object) -> list[Any]:
    return [{"year": year, "amount": 1}]


def _answer(share: object) -> list[Any]:
    return [{"text": "?", "answers": [{"answer": "ja", "share": share}]}]


# Kind, field, values; for what stands deeper, what it stands in and the way to it there.
# fmt: off
WRONG_TYPE: list[tuple[Any, ...]] = [
    ("surveys", "respondents", ["200000", True, 2.0, Decimal(2), Decimal("NaN"), None, [], {}, NOON, b"2"]),
    ("surveys", "respondents", [float("nan"), float("inf"), -float("inf")]),
    ("areas", "name", [None, 1, True, ["Havnen"], {"da": "Havnen"}, b"Havnen", NOON.date()]),
    ("associations", "citywide", [1, 0, "true", None, Decimal(1), []]),
    ("meetings", "on", [NOON, NOON.time(), 20240131, None, ["2024-01-31"], Decimal(2024)]),
    ("meetings", "starts", [17, NOON, NOON.date(), None, Decimal(17), False]),
    ("meetings", "kind", [1, None, True, ["status"]]),
    ("programmes", "since", [2021, NOON, None, Decimal(2021), ["2021"]]),
    ("appropriations", "period", [2012, NOON.date(), None, ["2012/2015"], {"start": "2012"}]),
    ("programmes", "annual_amount", [True, 0.5, 1e5, float("nan"), None, [], (1,)]),
    ("programmes", "min_weekly_hours", ["20", None, 20.0]),
    ("programmes", "network_meetings_per_year", ["3", True, Decimal(3), (3, 4), None]),
    ("programmes", "network_meetings_per_year", ["4", True, None, [4]], lambda v: [3, v], [1]),
    ("programmes", "min_youth_members", [None, 100.0], lambda v: {"2021": [v, 250]}, ["2021", 0]),
    ("programmes", "kle", [181505, None, ["18.15.05"]]),
    ("associations", "cvr", [12345674, None]),
    ("partnerships", "case", [18, None]),
    ("partnerships", "grants", ["2018", True, 2018.0, Decimal("2018.0"), Decimal("2018.9"), NOON], _grant, [0, "year"]),
    ("surveys", "questions", ["96", None, True, 96.0], _answer, [0, "answers", 0, "share"]),
]

INVALID_VALUE: list[tuple[Any, ...]] = [
    ("surveys", "respondents", [-1, 10**15, -(10**15), 10**40]),
    ("areas", "name", ["", " ", "\t\r\n", "\u2003\u2028", "\ud800", "Nordby \udfff"]),
    ("meetings", "on", ["20240131", "2024-13-01", "2024-00-01", "2023-02-29", "2024-04-31", "2024-1-1", "2024-01-00"]),
    ("meetings", "on", ["2024-01", "2024", "2024-01-31~", "9998-01-01", "1899-12-31", "2024-01-31T00:00:00"]),
    ("meetings", "on", ["2024-01-31\n", "\uff12024-01-31", "2024/01/31", "31-01-2024", "", " 2024-01-31", "2024-W05-3"]),
    ("meetings", "on", [date(1899, 12, 31), date(2200, 1, 1), date(9998, 1, 1), date.min]),
    ("meetings", "starts", ["17:00", "17", "25:00:00", "24:00:00", "17:60:00", "17:00:60", "17:00:00Z", "17:00:00+01:00"]),
    ("meetings", "starts", ["17:00+01", "17:00:00.5", "17:00:00.000000", "170000.0", "170000,0", "T17:0000", "T170000Z"]),
    ("meetings", "starts", ["17.00.00", "\uff117:00:00", "", "17:00:00\n", " 17:00:0"]),
    ("meetings", "starts", [time(17, tzinfo=datetime.UTC), time(17, 0, 0, 1)]),
    ("meetings", "kind", ["Status", "", "status ", "seminar"]),
    ("programmes", "since", ["2021-13", "2021-1", "21", "2021~~", "~2021", "2021-02-30", "1899", "2200", "202", "", "2021?"]),
    ("programmes", "since", [date(2200, 1, 1), date.min]),
    ("appropriations", "period", ["2012", "2015/2012", "/2012", "2012/", "../2012", "2012/../..", "2012/2013/2014", "2012-2015"]),
    ("appropriations", "period", ["2012-02-30/..", "2012-01-01/9998-01-01", "2024-01-02~/2024-01-01~", "", "/", ".."]),
    ("programmes", "annual_amount", [-1, Decimal("-0.01"), Decimal("0.001"), Decimal("200.000"), 10**15, Decimal("1E+15")]),
    ("programmes", "annual_amount", [Decimal("1e999999999999"), Decimal("1e-999999999999"), Decimal("1." + "0" * 40 + "1")]),
    ("programmes", "annual_amount", [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity")]),
    ("programmes", "annual_amount", ["0.001", "200.000", "1e5", "1_000", "-1", " 1", "1\n", "NaN", "Infinity", "\uff11", ""]),
    ("programmes", "annual_amount", ["1.", ".5", "+1", "1" * 16, "1,50"]),
    ("programmes", "min_weekly_hours", [169, Decimal("168.01"), -1, Decimal("0.001")]),
    ("programmes", "network_meetings_per_year", [[3], [3, 4, 5], [], -3]),
    ("programmes", "network_meetings_per_year", [-3, 10**15], lambda v: [v, 4], [0]),
    ("programmes", "kle", ["18.15.5", "181505", "18-15-05", "18.15.05 "]),
    ("associations", "cvr", ["1234567", "123456789", "1234567x", "\uff11" * 8, "12345674\n"]),
    ("municipality", "code", ["101", "01010", "O101"]),
    ("departments", "gln", ["5790000000004", "579000000000", "57900000000050"]),
    ("partnerships", "case", ["18.15.05-P20-1", "18.15.05-p20-1-21", "18.15.05-P20--21", "x"]),
    ("partnerships", "grants", [1899, 2200, 9998, -2018], _grant, [0, "year"]),
    ("surveys", "questions", [10**15, Decimal("1e-7"), Decimal("NaN"), Decimal("-Infinity")], _answer, [0, "answers", 0, "share"]),
]
# fmt: on


def cases(rule: str, rows: list[tuple[Any, ...]]) -> list[Any]:
    """Each value of each row as a case of its own: rule, kind, field, value, way to what is wrong."""
    return [
        pytest.param(rule, kind, name, put(value), (name, *way), id=f"{name}={ascii(put(value))[:50]}")
        for kind, name, values, put, way in ((*row, _itself, ())[:5] for row in rows)
        for value in values
    ]


@pytest.mark.parametrize(
    ("rule", "kind", "name", "value", "way"),
    [*cases("wrong-type", WRONG_TYPE), *cases("invalid-value", INVALID_VALUE)],
)
def test_refuses(rule: str, kind: str, name: str, value: object, way: Way) -> None:
    """A value that no such field can hold is one finding, at its place; the record is left out."""
    reading = from_dict(minimal(kind, **{name: value}))
    key = RecordKey(kind, None if kind == "municipality" else "a")

    assert [(rule, key, way)] == [(f.rule, f.record, f.path) for f in reading.findings]
    assert {LeftOut(*key)} == reading.register.left_out
    assert [] == list(reading.register)


@pytest.mark.parametrize(
    ("kind", "name", "value", "expected"),
    [
        ("programmes", "annual_amount", "200000", Dated.always(Decimal(200_000))),
        ("programmes", "annual_amount", "199999.50", Dated.always(Decimal("199999.5"))),
        ("programmes", "annual_amount", "000.00", Dated.always(Decimal(0))),
        ("programmes", "annual_amount", Decimal("2E+5"), Dated.always(Decimal(200_000))),
        ("programmes", "annual_amount", Decimal("-0.0"), Dated.always(Decimal(0))),
        ("programmes", "annual_amount", 10**15 - 1, Dated.always(Decimal(10**15 - 1))),
        (
            "programmes",
            "annual_amount",
            {"2021": 1, "2021-02~": "2"},
            Dated.since({"2021": Decimal(1), "2021-02~": Decimal(2)}),
        ),
        ("programmes", "min_weekly_hours", Decimal("168.00"), Dated.always(Decimal(168))),
        ("programmes", "network_meetings_per_year", 3, Dated.always(Range(3, 3))),
        ("programmes", "network_meetings_per_year", [4, 3], Dated.always(Range(4, 3))),
        ("programmes", "plan_years", [], Dated.always(())),
        ("programmes", "plan_years", {"2021": [2, 3]}, Dated.since({"2021": (2, 3)})),
        ("programmes", "since", date(2021, 1, 1), PartialDate("2021-01-01")),
        ("programmes", "since", "2021-01~", PartialDate("2021-01~")),
        ("appropriations", "period", "2012/..", Period("2012/..")),
        ("meetings", "on", "2024-02-29", date(2024, 2, 29)),
        ("meetings", "on", date(1900, 1, 1), date(1900, 1, 1)),
        ("meetings", "starts", "23:59:59", time(23, 59, 59)),
        ("meetings", "starts", time(0, 0), time(0, 0)),
        ("areas", "name", "\u200b", "\u200b"),
        ("associations", "citywide", False, False),
        ("associations", "cvr", "00000000", "00000000"),
    ],
)
def test_takes(kind: str, name: str, value: object, expected: object) -> None:
    """A value that the field can hold is taken as it was written, without a finding."""
    reading = from_dict(minimal(kind, **{name: value}))

    assert () == reading.findings
    assert expected == getattr(getattr(reading.register, kind)["a"], name)


@settings(deadline=None)
@given(texts())
def test_keeps_every_text_as_it_is(text: str) -> None:
    """A text that is not blank is kept to the letter."""
    assert text == from_dict(minimal("areas", name=text)).register.areas["a"].name


@settings(deadline=None)
@given(st.text("\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2003\u2028\u2029\u202f\u205f\u3000"))
def test_refuses_every_blank_text(text: str) -> None:
    """A text of nothing but space is refused."""
    assert ["invalid-value"] == [f.rule for f in from_dict(minimal("areas", name=text)).findings]


@pytest.mark.parametrize("written", ["nan", "inf", "-inf"])
def test_infinity_and_nan_are_refused_alike_in_toml_and_json(written: str) -> None:
    """Infinity and NaN are refused in the same words, whether TOML wrote them or Python's JSON did."""
    toml = parse(f'[programmes.a]\nname = "A"\nmax_age = {written}\nannual_amount = {written}')
    value = float(written)
    json_read = parse(
        json.dumps({"programmes": {"a": {"name": "A", "max_age": value, "annual_amount": value}}}), "json"
    )

    assert [("wrong-type", ("max_age",)), ("invalid-value", ("annual_amount",))] == [
        (finding.rule, finding.path) for finding in toml.findings
    ]
    assert [f.message for f in toml.findings] == [f.message for f in json_read.findings]


def test_a_point_between_thousands_is_no_decimal_point() -> None:
    """200.000 is 200,000 to those who write Danish: an amount so written is refused, never read as 200."""
    for amount in (Decimal("200.000"), Decimal("1.000"), "200.000"):
        (finding,) = from_dict(minimal("programmes", annual_amount=amount)).findings
        assert finding.rule == "invalid-value"
    (finding,) = parse('[programmes.a]\nname = "A"\nannual_amount = 200.000\n').findings
    assert "tusinder skrives uden punktum" in finding.message.da
    assert (
        Dated.always(Decimal(200))
        == from_dict(minimal("programmes", annual_amount=Decimal("200.00")))
        .register.programmes["a"]
        .annual_amount
    )


def test_reads_a_whole_number() -> None:
    """A field of a plain whole number takes one, of any size and sign, and nothing that only looks like it."""
    converter = make_converter()
    for number in (0, -1, 10**40):
        assert number == converter.structure(number, int)
    for other in ("1", True, 1.0, Decimal(1), None, [1]):
        with pytest.raises(WrongType, match="a whole number without quotation marks"):
            converter.structure(other, int)
