import ast
import pickle
import signal
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path as File
from types import ModuleType
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from rules.found import ON, RULES, findings
from rules.partnerships import partnership, term
from rules.sample_rules import AGREEMENT, BROKEN, NORDBY, REGISTER, UNDER, levels, rule_asking, rule_yielding

from civic_partnership import findings as findings_room, model, rules, values
from civic_partnership.findings import Undecidable, Verdict, at, broken
from civic_partnership.model import (
    Appropriation,
    Area,
    Entry,
    Grant,
    LeftOut,
    Meeting,
    Municipality,
    Partner,
    Partnership,
    Record,
    RecordKey,
    Register,
)
from civic_partnership.rules import CATALOGUE, Failure, check
from civic_partnership.rules.references import unknown_reference
from civic_partnership.storage import read
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Dated, Period, Table


@pytest.mark.parametrize(
    "day",
    [{"on": datetime(2025, 3, 1)}, {"on": "2025-03-01"}, {"on": None}, {}],  # noqa: DTZ001 - refused
)
def test_the_day_is_a_date_and_never_guessed(day: Any) -> None:
    """Refuse a moment, a text or nothing as the day of checking."""
    with pytest.raises(TypeError, match=r"date|'on'"):
        check(REGISTER, **day)


@pytest.mark.parametrize("room", [values, model, findings_room, rules], ids=lambda room: room.__name__)
def test_nothing_reads_the_clock(room: ModuleType) -> None:
    """No module of values, records, findings or rules reads the clock or draws at random."""
    assert room.__file__
    for file in File(room.__file__).parent.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        modules = {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
        modules |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}

        assert not attributes & {"now", "utcnow", "today", "localtime", "gmtime"}, file
        assert not modules & {"time", "random", "secrets", "uuid", "os"}, file


@settings(max_examples=settings().max_examples // 2)
@given(registers(max_size=4), st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_a_check_is_pure(register: Register, on: date) -> None:
    """Checked twice, a register gives the same report, which pickles and hashes, and is unchanged."""
    before = pickle.loads(pickle.dumps(register))
    report = check(register, on=on)
    levels = [finding.level for finding in report.findings]

    assert report == check(register, on=on) == pickle.loads(pickle.dumps(report))
    assert before == register
    assert len({*report.findings}) == len(report.findings)
    assert (on, ()) == (report.on, report.failures)
    assert {level: levels.count(level) for level in ("error", "warning", "undecided")} == report.counts


@pytest.mark.parametrize("name", ["nordby", "nordby-broken"])
def test_no_order_changes_what_is_found(examples: File, name: str) -> None:
    """Whatever the order of records and of rules, and whoever wrapped these, the same is found in the same order."""
    register = read(examples / name).register
    records = reversed([record for _, record in register])
    again = attrs.evolve(Register().replace(*records), left_out=register.left_out)
    copies = [attrs.evolve(rule, ask=rule.ask and partial(rule.ask)) for rule in CATALOGUE]
    expected = check(register, on=ON)

    assert expected == check(again, on=ON, rules=CATALOGUE[::-1])
    assert expected == check(register, on=ON, rules=copies)


def test_only_the_rules_that_are_given_are_asked() -> None:
    """Without rules nothing is found; a rule about shape is skipped."""
    report = check(REGISTER, on=ON, rules=())

    assert ((), ()) == (report.findings, report.failures)
    assert {"error": 0, "warning": 0, "undecided": 0} == report.counts
    assert levels(REGISTER, *findings_room.SHAPE_RULES) == []
    assert ["error", "error"] == levels(REGISTER, rule_yielding(BROKEN), rule_yielding(BROKEN))


def shape_findings(register: Register) -> list[tuple[str, RecordKey | None, Any]]:
    """Return rule, record and path of what is found, and check that no rule fails."""
    report = check(register, on=ON)
    assert report.failures == ()
    return [(finding.rule, finding.record, finding.path) for finding in report.findings]


def test_what_no_file_could_hold_is_a_finding_and_no_failure() -> None:
    """A record made in Python with a list for a tuple, a gap or a text for a number is told, and no rule asked."""
    lists: Any = {"partners": [Partner(association="nordby")]}
    nameless: Any = {"name": None}
    granted: Any = {"grants": (Grant(amount=Decimal(5)),), "terms": (term("2021/2024"),)}
    register = Register().replace(
        attrs.evolve(partnership(), id="lists", **lists),
        partnership(id="gaps", **granted),
        Area(id="havnen", **nameless),
        Area(id="Bad Id", name="A"),
    )

    assert [
        ("invalid-value", RecordKey("areas", "Bad Id"), ()),
        ("wrong-type", RecordKey("areas", "havnen"), ("name",)),
        ("missing-field", RecordKey("partnerships", "gaps"), ("grants", 0)),
        ("wrong-type", RecordKey("partnerships", "lists"), ("partners",)),
    ] == shape_findings(register)


def test_what_stands_where_no_file_could_have_it_is_left_out() -> None:
    """The wrong class under a kind, no table, and a municipality that is none are told; the others are asked."""
    areas: Any = Table({"a": partnership(), "c": Area(id="c", name="010190-1234")})
    wrong: Any = {"areas": areas, "departments": {"a": 1}, "municipality": Municipality(name="")}
    found = shape_findings(attrs.evolve(Register(), **wrong))

    assert {"areas", "departments", "municipality"} == {record.kind for _, record, _ in found if record}
    assert ("cpr-number", RecordKey("areas", "c"), ("name",)) in found
    assert not [rule for rule, record, _ in found if record and record.id == "a" and rule == "cpr-number"]


def test_a_record_that_is_told_may_be_the_one_that_another_names() -> None:
    """A reference to a record that was left out for its shape is undecided, not wrong."""
    nameless: Any = {"name": None}
    named = attrs.evolve(UNDER, **nameless)
    found = check(Register().replace(partnership(), named), on=ON, rules=(unknown_reference,)).findings

    programme = [finding for finding in found if finding.path == ("programme",)]
    assert [("undecided", "unknown-reference")] == [(each.level, each.rule) for each in programme]


def test_a_rule_is_asked_of_the_records_that_it_is_about() -> None:
    """A rule about all records checks each but the municipality; one about entries checks that too."""
    asked: list[Any] = []

    def note(record: Any, _: Any) -> Iterator[Verdict]:
        asked.append(record)
        yield broken()

    register = REGISTER.replace(Municipality(name="Nordby"), Area(id="a", name="A"))
    results: dict[Any, list[RecordKey | None]] = {
        cls: [finding.record for finding in check(register, on=ON, rules=(rule_asking(note, cls),)).findings]
        for cls in (Record, Entry, Area, Meeting, Register)
    }
    keys = sorted(key for key, _ in register if key.id)

    assert keys == results[Record]
    assert [*keys, RecordKey("municipality", None)] == sorted(results[Entry], key=lambda key: key.id is None)  # type: ignore[union-attr]
    assert [RecordKey("areas", "a")] == results[Area]
    assert results[Meeting] == []
    assert results[Register] == [None]
    assert [register] == [each for each in asked if isinstance(each, Register)]


def test_a_rule_about_the_register_names_the_record() -> None:
    """Levels and exemptions of a record count for what a rule about the register says of it."""

    def sample(register: Register, _: Any) -> Iterator[Verdict]:
        for id in register.partnerships:
            yield at(RecordKey("partnerships", id), BROKEN)

    other = attrs.evolve(AGREEMENT, id="other", exempt=Table({"sample": Dated.always("Aftalt.")}))
    asked = rule_asking(sample, Register)
    register = REGISTER.replace(other)
    off = register.replace(attrs.evolve(UNDER, rule_levels=Table({"sample": "off"})))

    assert [NORDBY] == [finding.record for finding in check(register, on=ON, rules=(asked,)).findings]
    assert levels(off, asked) == []


def raises(_: Any, __: Any) -> Iterator[Verdict]:
    """Fail after the first verdict."""
    yield BROKEN
    raise ZeroDivisionError("010190-1234")


def yields_nothing(_: Any, __: Any) -> Any:
    """Return nothing, though a rule is a generator."""


def names_no_fact(_: Any, __: Any) -> Iterator[Verdict]:
    """Yield a verdict without the fact that the sentence names."""
    yield broken("terms")


def test_a_rule_that_raises_is_told_and_hurts_no_other() -> None:
    """Failures name rule, record, distribution and error, not its text; all other findings are there."""
    nameless = attrs.evolve(rule_asking(names_no_fact), sentence=values.Label("{it}.", "{it}."))
    asked = (rule_asking(raises), rule_asking(yields_nothing), nameless, rule_asking(raises, Register))
    report = check(REGISTER, on=ON, rules=(*asked, rule_yielding(BROKEN)))
    messages = [failure.message for failure in report.failures]

    assert [
        ("raises", NORDBY, "ZeroDivisionError"),
        ("yields-nothing", NORDBY, "TypeError"),
        ("names-no-fact", NORDBY, "KeyError"),
        ("raises", None, "ZeroDivisionError"),
    ] == [(failure.rule, failure.record, failure.error) for failure in report.failures]
    assert "010190" not in repr(report)
    assert [{"da": each.da, "en": each.en} for each in messages] == report.to_dict()["problems"]
    assert "The rule raises failed at the whole register" in messages[-1].en
    assert f"ved {'/'.join(filter(None, NORDBY))} (ZeroDivisionError" in messages[0].da
    assert ["raises", "raises", "sample"] == sorted(finding.rule for finding in report.findings)


@pytest.mark.parametrize(
    "exit_", [SystemExit, KeyboardInterrupt, GeneratorExit, RecursionError, MemoryError, BaseException]
)
@pytest.mark.parametrize("about", [Partnership, Register])
def test_a_rule_that_leaves_the_program_is_told_and_the_check_goes_on(
    exit_: type[BaseException], about: type[Partnership] | type[Register]
) -> None:
    """Name a rule that leaves the program, and run all other rules."""

    def leaves(_: Any, __: Any) -> Iterator[Verdict]:
        raise exit_

    def leaves_later(_: Any, __: Any) -> Iterator[Verdict]:
        yield BROKEN
        raise exit_

    asked = (rule_asking(leaves, about), rule_asking(leaves_later, about), rule_yielding(BROKEN))
    report = check(REGISTER, on=ON, rules=asked)
    key = NORDBY if about is Partnership else None
    assert [("leaves", key, exit_.__name__), ("leaves-later", key, exit_.__name__)] == [
        (failure.rule, failure.record, failure.error) for failure in report.failures
    ]
    assert ["leaves-later", "sample"] == sorted(finding.rule for finding in report.findings)


def test_ctrl_c_ends_a_check_at_once() -> None:
    """Run no other rule after Ctrl-C, even if a rule catches it."""
    asked: list[str] = []

    def swallows(_: Any, __: Any) -> Iterator[Verdict]:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ValueError from None
        yield BROKEN

    def note(_: Any, __: Any) -> Iterator[Verdict]:
        asked.append("note")
        yield BROKEN

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            check(REGISTER, on=ON, rules=(rule_asking(swallows), rule_asking(note)))
    finally:
        signal.signal(signal.SIGINT, before)

    assert asked == []


def test_a_rule_that_fails_for_every_record_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look up the distribution of a failing rule once, because that is slow."""
    looked: list[str] = []

    def look() -> dict[str, list[str]]:
        looked.append("look")
        return {}

    monkeypatch.setattr("importlib.metadata.packages_distributions", look)
    areas = (Area(id=f"a{number}", name="A") for number in range(20))
    report = check(Register().replace(*areas), on=ON, rules=(rule_asking(raises, Area),))

    assert 20 == len(report.failures)
    assert ["look"] == looked


def test_failures_stand_record_by_record_however_many_records_there_are() -> None:
    """List all failures of a record before those of the next, in the order of the rules."""

    def other(_: Any, __: Any) -> Iterator[Verdict]:
        raise LookupError

    areas = [Area(id=f"a{number:03}", name="A") for number in range(120)]
    rules = rule_asking(raises, Area), rule_asking(other, Area)
    failures = check(Register().replace(*areas), on=ON, rules=rules).failures

    expected = [(rule.name, area.id) for area in areas for rule in rules]
    assert expected == [(each.rule, each.record and each.record.id) for each in failures]


def test_a_failure_names_where_its_rule_came_from() -> None:
    """Name the distribution that installed the module of a failing rule, and the line that failed."""

    def fails(_: Any, __: Any) -> Iterator[Verdict]:
        raise LookupError

    fails.__module__ = "stdnum.dk.cvr"
    report = check(REGISTER, on=ON, rules=(rule_asking(fails),))

    at = f"{__file__}:{fails.__code__.co_firstlineno + 1}"
    assert (
        Failure(rule="fails", record=NORDBY, distribution="python-stdnum", error="LookupError", at=at),
    ) == report.failures


def test_a_rule_that_cannot_be_asked_is_undecided() -> None:
    """Report the reference that nobody recorded as a missing fact, beside what the rule has found before."""

    def sample(_: Any, __: Any) -> Iterator[Verdict]:
        yield BROKEN
        raise Undecidable("appropriation")

    found = check(REGISTER, on=ON, rules=(rule_asking(sample),)).findings

    assert [("undecided", ("appropriation",), ("appropriation",)), ("error", ("terms", 0), None)] == [
        (each.level, each.path, each.missing) for each in found
    ]
    assert found[0].message.en.startswith(
        "Appropriation not recorded, so it cannot be told if the rule is kept: "
    )


def test_only_a_register_is_checked() -> None:
    """Refuse a path, and say what to pass instead."""
    with pytest.raises(TypeError, match="a register is checked"):
        check("examples/nordby", on=ON)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("appropriation", "left_out", "expected"),
    [
        (
            *("vol-9", []),
            "Appropriation names a record that is not in the register, so the rule cannot be decided: ",
        ),
        ("vol-9", [LeftOut("areas", "a")], "Appropriation names a record that perhaps could not be read"),
    ],
)
def test_what_a_rule_cannot_be_asked_without_is_told(
    appropriation: str, left_out: list[LeftOut], expected: str
) -> None:
    """Report a reference that leads nowhere, or names a record that was not read."""
    record = attrs.evolve(AGREEMENT, appropriation=appropriation)
    other = Appropriation(id="vol-1", programme=UNDER.id, name="Vol. 1", period=Period("2021/2024"))
    (finding,) = findings(RULES["appropriation-programme"], record, UNDER, other, left_out=left_out)

    assert ("undecided", ("appropriation",)) == (finding.level, finding.path)
    assert finding.message.en.startswith(expected)
