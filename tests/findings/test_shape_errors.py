import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given

from civic_partnership.findings import find_shape_errors
from civic_partnership.model import (
    Area,
    Association,
    Grant,
    Municipality,
    Partner,
    Partnership,
    Payment,
    Register,
    Term,
    has_confirmed_shape,
)
from civic_partnership.storage import from_dict, to_dict
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Dated, PartialDate, Period, Table

PARTNERSHIP: Any = {"id": "p", "programme": "a", "partners": (Partner(association="a"),)}


def partnership(**fields: Any) -> Register:
    """Return a register with one partnership that holds these fields."""
    return Register().replace(Partnership(**PARTNERSHIP | fields))


def grant(**fields: Any) -> Register:
    """Return a register with one grant that holds these fields."""
    return partnership(grants=(Grant(**{"year": 2021, "amount": Decimal(1), **fields}),))


WRONG: dict[str, tuple[Register, str, tuple[str | int, ...], str]] = {
    "no journal number": (partnership(case="hello"), "invalid-value", ("case",),
        "case (journalnummer) kan ikke bruges: et journalnummer skrives som 18.15.05-P20-1-21."),
    "text for a year": (grant(year="2021"), "wrong-type", ("grants", 0, "year"),
        "year (år) er af typen str, men skal være et helt tal."),
    "text for a period": (partnership(terms=(Term(period="2021/2024", kind="initial"),)), "wrong-type", ("terms", 0, "period"),  # type: ignore[arg-type]
        'period (periode) er af typen str, men skal være Period("2012/2015").'),
    "list for a tuple": (partnership(grants=[]), "wrong-type", ("grants",),
        "grants (tilskud) er af typen list, men skal være en tuple som (a, b) eller (a,)."),
    "row of another class": (partnership(grants=(Payment(on=None, amount=Decimal(1)),)), "wrong-type", ("grants", 0),  # type: ignore[arg-type]
        "grants 1 (tilskud) er af typen Payment, men skal være Grant(…)."),
    "two of one": (grant(period=Period("2021/2021")), "invalid-value", ("grants", 0),
        "grants 1 (tilskud) kan ikke bruges: year og period må ikke stå sammen."),
    "none of one": (grant(year=None), "missing-field", ("grants", 0), "year (år) eller period (periode) mangler."),
    "municipality": (Register(municipality=Municipality(code="1", name="N")), "invalid-value", ("code",),
        "code (kommunekode) kan ikke bruges: en kommunekode har 4 cifre."),
    "other key": (Register(areas=Table({"a": Area(id="b", name="n")})), "invalid-value", (),
        "Id'et kan ikke bruges: posten har et andet id end det, den står under i sin tabel."),
    "record of another kind": (Register(areas=Table({"a": Association(id="a", name="n")})), "wrong-type", (),  # type: ignore[dict-item]
        "a er af typen Association, men skal være Area(…)."),
    "number for an id": (Register(areas=Table({5: Area(id=5, name="n")})), "wrong-type", (),  # type: ignore[dict-item, arg-type]
        "Id'et er af typen int, men skal være en tekst."),
    "a date for a period": (Register(areas=Table({"a": Area(id="a", name="n", exempt=Table({"x": Dated(((PartialDate("2024"), "y"),))}))})),
        "wrong-type", ("exempt", "x"), "x er af typen Dated, men skal være Dated.always(…) eller Dated.since({periode: …})."),
    "no table": (Register(areas={}), "wrong-type", (), "areas (udsatte byområder) er af typen dict, men skal være Table({…})."),  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_value_that_no_file_can_hold_is_found(name: str) -> None:
    """Report the record, the field and the reason of a value that no file can hold, at each call."""
    register, rule, path, message = WRONG[name]
    first, second = ([*find_shape_errors(register)] for _ in range(2))

    assert first == second
    (finding,) = first
    assert (rule, path) == (finding.rule, finding.path)
    assert message in finding.message.da


def test_every_wrong_value_of_every_record_is_found() -> None:
    """Report each wrong value by itself, and nothing about records beside it."""
    register = Register().replace(
        Area(id="a", name=5, note=""),  # type: ignore[arg-type]
        Area(id="b", name="B"),
        Association(id="c", name="C", cvr="1"),
    )

    assert [("areas", "a", ("note",)), ("areas", "a", ("name",)), ("associations", "c", ("cvr",))] == [
        (*finding.record, finding.path) for finding in find_shape_errors(register) if finding.record
    ]


@given(registers(3))
def test_nothing_is_wrong_with_what_was_read(register: Register) -> None:
    """Find nothing in a register from a file, whether or not the records are known to come from there."""
    read = from_dict(to_dict(register)).register
    copy = pickle.loads(pickle.dumps(read))

    assert all(has_confirmed_shape(record) for _, record in read)
    assert not any(has_confirmed_shape(record) for _, record in copy)
    assert [] == [*find_shape_errors(read)]
    assert [] == [*find_shape_errors(copy)]
    assert all(has_confirmed_shape(record) for _, record in copy)


def test_a_confirmed_record_is_looked_at_again_where_it_does_not_belong() -> None:
    """Report a record from a file that stands under another id or kind, or that was changed."""
    register = from_dict({"areas": {"a": {"name": "A"}}}).register
    area = register.areas["a"]
    misplaced = [
        Register(areas=Table({"b": area})),
        Register(associations=Table({"a": area})),  # type: ignore[dict-item]
        Register().replace(attrs.evolve(area, name=5)),  # type: ignore[arg-type]
    ]

    assert [1, 1, 1] == [len([*find_shape_errors(each)]) for each in misplaced]


@pytest.mark.parametrize(
    ("kind", "table", "word"),
    [
        ("partnerships", {"grants": [{"year": 2022, "amount": 1, "spending": [{"purpose": "løn", "amount": 1}]}]}, "resource-person"),
        ("partnerships", {"employments": [{"period": "2022/..", "funding": [{"source": " Tilskud", "annual_amount": 1}]}]}, "grant"),
        ("partnerships", {"terms": [{"period": "2022/2025", "kind": "Forlængelse"}]}, "extension"),
        ("meetings", {"on": date(2024, 1, 1), "kind": "status", "participants": ["board", "bestyrelse"]}, "board"),
        ("meetings", {"on": date(2024, 1, 1), "kind": "netværksmode"}, "network"),
        ("contacts", {"role": "FORPERSON"}, "chair"),
        ("programmes", {"name": "P", "rule_levels": {"term-length": "fejl"}}, "error"),
    ],
)  # fmt: skip
def test_a_danish_word_is_answered_with_the_right_one(kind: str, table: dict[str, Any], word: str) -> None:
    """Suggest the allowed word for its Danish name, a synonym or a slip."""
    required: Any = {"programme": "p", "partners": []} if kind == "partnerships" else {}
    (finding,) = from_dict({kind: {"a": required | table}}).findings

    assert "invalid-value" == finding.rule
    assert finding.message.da.endswith(f". Mente du {word}?")
    assert finding.message.en.endswith(f". Did you mean {word}?")
    assert finding.remedy.en == f"Did you mean {word}?"


def test_where_no_word_is_near_none_is_suggested() -> None:
    """Say what may stand there, and suggest nothing, for a text without meaning."""
    tables: Any = {
        "contacts": {"a": {"role": "xyzzy"}},
        "programmes": {"p": {"name": "P", "rule_levels": {" ": "off"}}},
    }

    assert ["Correct the value."] * 2 == [each.remedy.en for each in from_dict(tables).findings]
