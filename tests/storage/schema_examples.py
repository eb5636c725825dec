"""Registers as plain JSON values that are known to be right or wrong, to try the schema on."""

from collections.abc import Callable
from itertools import product
from typing import Any

from registers import MINIMAL, minimal

from civic_partnership.model import KINDS
from civic_partnership.storage import FORMAT_VERSION


def programme(**fields: Any) -> Any:
    """Return a programme with these fields."""
    return minimal("programmes", **fields)


def grant(**fields: Any) -> Any:
    """Return a partnership with one grant of these fields."""
    return minimal("partnerships", grants=[fields])


def hours(value: Any) -> Any:
    """Return a partnership with one employment of so many hours a week."""
    return minimal("partnerships", employments=[{"period": "2021/..", "weekly_hours": value}])


def share(value: Any) -> Any:
    """Return a survey with one answer that so many gave."""
    return minimal("surveys", questions=[{"text": "A", "answers": [{"answer": "A", "share": value}]}])


def hold(place: str | Callable[[Any], Any], value: Any) -> Any:
    """Return a register with this value in one field, or what a function makes of the value."""
    if callable(place):
        return place(value)
    kind, _, field = place.partition(".")
    return minimal(kind, **{field: value})


def parties(*members: Any) -> Any:
    """Return an agreement of these parties."""
    return minimal("agreements", parties=list(members))


def areas(id: Any, record: Any = MINIMAL["areas"]) -> Any:
    """Return one area under this id."""
    return {"areas": {id: record}}


Row = tuple[str, str | Callable[[Any], Any], list[Any], list[Any]]
"""Sort of value, the field (or the register) that holds one, values that are wrong there, odd ones that are right."""

VALUES: list[Row] = [
    ("place of the schema", lambda value: {"$schema": value},
        [None, 1, True, [], {}, ["./a.json"]],
        ["./civic-partnership.schema.json", "https://example.org/schema", ""]),
    ("format version", lambda value: {"format_version": value},
        [0, -1, FORMAT_VERSION + 1, "1", True, None, 1.5],
        [FORMAT_VERSION]),
    ("id", areas,
        ["", "A", "a_b", "-a", "a-", "a--b", "ø", "a b", "a\n", "\n", "../a", "a/b", "\uff11"],
        ["0", "a-1-b", "a" * 500, "nul", "true"]),
    ("text", "areas.name",
        [None, 1, 1.5, True, [], {}, ["A"], "", " ", "\n", "\t \u3000", "\xa0\u2028"],
        ["\ufeff", "\x00", " A ", "\u200b", "😀", "e\u0301", "null", "line\nbreak\n", "\x7f", "{}"]),
    ("text that may be absent", "areas.note",
        [None, "", 0, False, []],
        []),
    ("texts", "associations.aliases",
        [None, "A", {}, {"0": "A"}, [""], ["A", None], [["A"]], [1]],
        [[], ["A", "A"]]),
    ("truth", "associations.citywide",
        [None, 0, 1, "true", "ja", "", []],
        [True, False]),
    ("word", "meetings.kind",
        [None, "", "Status", "fest", 1, ["status"], "status ", "status\n"],
        ["status", "study-trip"]),
    ("count", "surveys.respondents",
        [None, "20", "", True, -1, 18.9, 10**15, 10**30, [20], {}],
        [0, 10**15 - 1]),
    ("year", lambda value: grant(year=value, amount=1),
        [None, "2018", 2018.9, True, 1899, 2200, 9998, 18, [2018], {}],
        [1900, 2199]),
    ("money", lambda value: grant(year=2021, amount=value),
        [None, True, [1], {}, -1, -0.01, 10**16, 1e300, "", "200.000,00", "1,5", "1.", ".5", "1.005", "-1", "+1", " 1",
         "1\n", "1e3", "NaN", "9" * 16, "\uff11"],
        [0, -0.0, 0.01, 1e3, 1e14, 10**15 - 1, "0", "000", "9" * 15, "199999.5", "0.99", f"{'9' * 15}.99"]),
    ("hours", hours,
        [None, "37", True, -1, 169, 168.01, [37]],
        [0, 0.25, 168, 168.0]),
    ("per cent", share,
        [None, "50", True, 10**16, -(10**16), [50]],
        [-5, 250, 0.000001, -99.5]),
    ("municipality code", "municipality.code",
        [None, 101, "101", "00101", "O101", "0101\n", " 0101", "\u0660\u0661\u0660\u0661"],
        ["0000"]),
    ("CVR number", "associations.cvr",
        [12345678, "1234567", "123456789", "DK12345678", "12345678\n"],
        ["00000000"]),
    ("GLN", "departments.gln",
        [5790000000005, "579000000000", "57900000000005", "5790000000005\n"],
        ["5790000000005"]),
    ("KLE number", "programmes.kle",
        [18.15, "18.15", "18.15.5", "18-15-05", "18x15x05", "18.15.05\n"],
        ["00.00.00"]),
    ("journal number", "partnerships.case",
        [18, "18.15.05", "18.15.05-p20-1-21", "18.15.05-P20--21", "18.15.05-P20-1-2021"],
        ["18.15.05-Ø20-1234567-21"]),
    ("day", "meetings.on",
        [None, True, 2024, 20240131, ["2024-01-31"], "", "2024", "2024-01", "2024-01-31~", "20240131", "2024-1-31",
         "31-01-2024", "2024-W05-3", "2024-01-31T00:00:00", "2024-01-31\n", " 2024-01-31", "2024-13-01", "2024-00-10",
         "2024-01-00", "2024-01-32", "2024-04-31", "2023-02-29", "2100-02-29", "1900-02-29", "1899-12-31", "2200-01-01",
         "9998-01-01", "\uff12024-01-31"],
        ["1900-01-01", "2199-12-31", "2000-02-29", "2024-02-29", "1904-02-29"]),
    ("time", "meetings.starts",
        [None, 17, "17", "17:30", "17.30", "24:00:00", "17:60:00", "17:30:60", "7:30:00", "17:30:00.5", "17:30:00+01:00",
         "17:30:00\n", "T17:30:00"],
        ["00:00:00", "23:59:59"]),
    ("partial date", "surveys.asked",
        [None, 2024, "", "~", "24", "2024~~", "~2024", "2024-", "2024-1", "2024-13", "2024-00", "1899", "2200", "9998",
         "2023-02-29", "2023-02-30~", "2024\n", "2024~\n", "2024/2025", "..", "2024?"],
        ["1900", "2199-12", "2024-02-29", "2024-02-29~", "2024-02~", "2024~"]),
    ("period", "agreements.period",
        [None, 2024, "", "/", "2024", "2024-01-31", "2024//", "/2024", "../2024", "../..", "2024/...", "2024/xx",
         "2024/..~", "2024/2025\n", "2024/..\n", "9998/..", "2024/9998", "2024/2025/2026", "2024 / 2025", "2024--2025",
         "2023-02-29/..", "2024/2023-02-29", ["2024", "2025"], {"start": "2024"}],
        ["2024/..", "2024/", "2024~/", "2024~/..", "2024/2024", "2024-02-29/2024-02-29", "1900~/2199~", "2024-06/2024~"]),
    ("dated value", "programmes.annual_amount",
        [None, {}, [], True, "", {"": 1}, {"x": 1}, {"2023-02-29": 1}, {"2024/xx": 1}, {"9998": 1}, {"2024": None},
         {"2024": True}, {"2024": {}}, {"2024": {"2025": 1}}, {"2024": "x"}, {"2024": 1, "2025": "x"}, {"2024\n": 1}],
        [1, "1", {"2024": 1}, {"2024-01": 1, "2025~": "2", "2026-02-28": 0},
         {"2024/2025": 1, "2026": 2}, {"2024/": 1}, {"2024/..": 1}]),
    ("dated list", "programmes.plan_years",
        [2, "2", [2.5], [True], ["2"], {}, {"2024": 2}, {"2024": [None]}],
        [[], [2, 3], {"2024": []}, {"2024": [2], "2025": [3]}]),
    ("range", "programmes.network_meetings_per_year",
        [None, "3", True, 3.5, -1, [], [3], [3, 4, 5], [3, -1], [3, "4"], [3, True], [3, None], {"least": 3},
         {"2024": [3]}, {"2024": None}],
        [3, [3, 4], [4, 3], {"2024": 3, "2025": [3, 4]}]),
    ("table of texts", "areas.exempt",
        [None, [], "a", {"": "why"}, {" ": "why"}, {"rule": ""}, {"rule": 1}, {"rule": None}, {"rule": {}}],
        [{}, {"any rule\n": "why"}, {"rule": {"2020/2021": "covid", "2022": "covid"}}]),
    ("table of words", "municipality.rule_levels",
        [None, [], {"rule": "fatal"}, {"rule": True}, {"": "off"}, {"rule": ["off"]}],
        [{}, {"no rule": "off"}]),
    ("table of records", "programmes.focus_areas",
        [None, [], [{"number": 1, "name": "A"}], {"A b": {"number": 1, "name": "A"}}, {"a": None}, {"a": 1}, {"a": []},
         {"a": {}}, {"a": {"name": "A"}}, {"a": {"number": 1, "name": "A", "id": "a"}}],
        [{}]),
    ("list of records", "partnerships.grants",
        [None, {}, "a", {"year": 2021, "amount": 1}, [None], [1], [[]], [{"year": 2021}]],
        [[]]),
    ("part of a record", "frameworks.hearing",
        [None, [], "a", True, [{}], {"opened": "2021-01-01"}],
        [{}, {"consulted": []}]),
]  # fmt: skip

WRONG: dict[str, list[Any]] = {
    "no object": [None, [], "areas", 1, True],
    "unknown kind": [{"asociations": {}}, {"id": "a"}, {"": {}}, {"left_out": []}, {"__class__": {}}],
    "no table": [{kind: value} for kind, value in product(["municipality", "areas"], [None, 1, "a", [], [{"name": "A"}], True])],
    "no record": [areas("a", value) for value in (None, 1, "a", [], [{"name": "A"}], True)],
    "unknown field": [
        minimal("areas", nam="A"),
        minimal("areas", id="a"),
        minimal("areas", **{"<id>": "a"}),
        minimal("municipality", id="a"),
        minimal("areas", sources=[{"document": "A", "page": "1"}]),
        parties({"name": "A", "role": "chair"}),
    ],
    "missing field": [
        *({kind: {"a": {}}} for kind in KINDS if kind != "contacts"),
        {"municipality": {}},
        minimal("areas", sources=[{}]),
        minimal("areas", sources=[{"place": "p. 1"}]),
    ],
    "exactly one": [
        grant(amount=1),
        grant(amount=1, year=2021, period="2021/2021"),
        grant(amount=1, year=None, period="2021/2021"),
        parties({}),
        parties({"name": "A", "association": "a"}),
        parties({"name": "A", "association": "a", "department": "a"}),
        minimal("alliances", members=[{"role": "lead"}]),
    ],
    "at least one": [{"rounds": {"a": {"programme": "a"}}}, {"rounds": {"a": {"programme": "a", "areas": []}}}],
    "at most one": [
        minimal("contacts", department="a", association="a"),
        minimal("meetings", partnership="a", programme="a"),
        minimal("meetings", partnership="a", programme="a", alliance="a"),
    ],
}  # fmt: skip
"""Mistake -> registers in which that is wrong and nothing else."""

RIGHT: dict[str, list[Any]] = {
    "document": [{}, {"areas": {}}, {kind: {} for kind in KINDS}],
    "least": [minimal(kind) for kind in MINIMAL],
    "choices": [
        minimal("rounds", closes="2021-01-01"),
        minimal("alliances", members=[{"name": "A", "role": "lead"}, {"association": "a", "since": "2012"}]),
        minimal("meetings", alliance="a"),
    ],
}  # fmt: skip
"""Oddity -> registers that are odd but right."""

for _what, _place, _wrong, _right in VALUES:
    WRONG[_what] = [hold(_place, value) for value in _wrong]
    RIGHT[_what] = [hold(_place, value) for value in _right]

UNSAID: dict[str, Any] = {
    "is a decimal number, but must be a whole number": minimal("surveys", respondents=20.0),
    "the number may have 15 digits at most": grant(year=2021, amount=1e15),
    "the number may have two decimals at most": hours(0.001),
    "an amount may have two decimals at most": grant(year=2021, amount=0.001),
    "the number may have six decimals at most": share(0.0000001),
    "the period ends before it starts": minimal("agreements", period="2024/2023"),
    "two of the dates may be one and the same day": programme(annual_amount={"2024": 1, "2024-01-01": 2}),
    "the check digit of the GLN does not fit": minimal("departments", gln="5790000000006"),
    "a time is written 17:30:00": minimal("meetings", starts="17:00:00Z"),
    "the text has characters that Unicode lacks": minimal("areas", name="\ud800"),
}
"""Gap of the schema, which accepts what reading refuses -> a register with it."""
