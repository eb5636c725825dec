from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from civic_partnership.importing.merge.record_merge import merge_record
from civic_partnership.model import (
    KINDS,
    Alliance,
    Association,
    CooperationAgreement,
    Employment,
    Grant,
    Member,
    MemberCount,
    Municipality,
    Partnership,
    Party,
    Term,
)
from civic_partnership.model.partnership import Handover
from civic_partnership.testing import records
from civic_partnership.values import Period, Table

P21, P22 = Period("2021/2021"), Period("2022/2022")


def partnership(**fields: Any) -> Partnership:
    """Make a partnership with some fields."""
    return Partnership(**{"id": "p", "programme": "ordning", "associations": ("a",), **fields})


def employments(*rows: Employment) -> Partnership:
    """Make a partnership with employments."""
    return partnership(employments=rows)


@pytest.mark.parametrize(
    ("old", "new", "expected", "changes"),
    [
        (partnership(), partnership(), partnership(), []),
        (partnership(note="x"), partnership(), partnership(note="x"), []),
        (partnership(), partnership(note="x"), partnership(note="x"), [(("note",), False)]),
        (partnership(note="x"), partnership(note="y"), partnership(note="y"), [(("note",), True)]),
        (
            partnership(),
            partnership(associations=("b", "a", "b")),
            partnership(associations=("a", "b")),
            [(("associations",), False)],
        ),
        (
            partnership(exempt=Table({"a": "x"})),
            partnership(exempt=Table({"a": "x", "b": "y"})),
            partnership(exempt=Table({"a": "x", "b": "y"})),
            [(("exempt", "b"), False)],
        ),
        (
            partnership(exempt=Table({"a": "x"})),
            partnership(exempt=Table({"a": "y"})),
            partnership(exempt=Table({"a": "y"})),
            [(("exempt", "a"), True)],
        ),
        (
            partnership(grants=(Grant(year=2021, amount=Decimal(1)),)),
            partnership(
                grants=(Grant(year=2022, amount=Decimal(2)), Grant(year=2021, amount=Decimal(1), note="x"))
            ),
            partnership(
                grants=(Grant(year=2021, amount=Decimal(1), note="x"), Grant(year=2022, amount=Decimal(2)))
            ),
            [(("grants", 1), False), (("grants", 0, "note"), False)],
        ),
        (
            partnership(grants=(Grant(year=2021, amount=Decimal(1)),)),
            partnership(grants=(Grant(year=2021, amount=Decimal(2)), Grant(period=P21, amount=Decimal(2)))),
            partnership(grants=(Grant(year=2021, amount=Decimal(2)), Grant(period=P21, amount=Decimal(2)))),
            [(("grants", 0, "amount"), True), (("grants", 1), False)],
        ),
        (
            partnership(terms=(Term(period=P21, kind="initial"),)),
            partnership(terms=(Term(period=P22, kind="extension"),)),
            partnership(terms=(Term(period=P21, kind="initial"), Term(period=P22, kind="extension"))),
            [(("terms", 1), False)],
        ),
        (
            employments(Employment(period=P21, person="A"), Employment(period=P21, person="B")),
            employments(
                Employment(period=P21, person="C"),
                Employment(period=P21, person="B", weekly_hours=Decimal(20)),
            ),
            employments(
                Employment(period=P21, person="A"),
                Employment(period=P21, person="B", weekly_hours=Decimal(20)),
                Employment(period=P21, person="C"),
            ),
            [(("employments", 2), False), (("employments", 1, "weekly_hours"), False)],
        ),
        (
            employments(
                Employment(period=P21, weekly_hours=Decimal(20)),
                Employment(period=P21, weekly_hours=Decimal(30)),
            ),
            employments(Employment(period=P21, weekly_hours=Decimal(30), person="A")),
            employments(
                Employment(period=P21, weekly_hours=Decimal(20)),
                Employment(period=P21, weekly_hours=Decimal(30), person="A"),
            ),
            [(("employments", 1, "person"), False)],
        ),
        (
            employments(
                Employment(period=P21, weekly_hours=Decimal(20)),
                Employment(period=P21, weekly_hours=Decimal(30)),
            ),
            employments(Employment(period=P21, weekly_hours=Decimal(20))),
            employments(
                Employment(period=P21, weekly_hours=Decimal(20)),
                Employment(period=P21, weekly_hours=Decimal(30)),
            ),
            [],
        ),
        (
            employments(Employment(period=P21, handover=Handover(on=date(2021, 1, 1)))),
            employments(Employment(period=P21, handover=Handover(note="x"))),
            employments(Employment(period=P21, handover=Handover(on=date(2021, 1, 1), note="x"))),
            [(("employments", 0, "handover", "note"), False)],
        ),
        (
            partnership(grants=(Grant(year=2021, amount=Decimal(1)),)),
            partnership(grants=(Grant(year=2021, amount=Decimal(2)), Grant(year=2021, amount=Decimal(1)))),
            partnership(grants=(Grant(year=2021, amount=Decimal(1)), Grant(year=2021, amount=Decimal(2)))),
            [(("grants", 1), False)],
        ),
        (
            Alliance(id="a", name="A", members=(Member(name="X"),)),
            Alliance(id="a", name="A", members=(Member(name="Y"), Member(name="X", role="y"))),
            Alliance(id="a", name="A", members=(Member(name="X", role="y"), Member(name="Y"))),
            [(("members", 1), False), (("members", 0, "role"), False)],
        ),
        (
            CooperationAgreement(id="a", title="A", parties=(Party(name="X"),)),
            CooperationAgreement(id="a", title="A", parties=(Party(name="X"), Party(name="Y"))),
            CooperationAgreement(id="a", title="A", parties=(Party(name="X"), Party(name="Y"))),
            [(("parties", 1), False)],
        ),
        (
            Association(id="a", name="A", member_counts=(MemberCount(on=date(2021, 1, 1), total=5),)),
            Association(id="a", name="A", member_counts=(MemberCount(on=date(2021, 1, 1), under_25=2),)),
            Association(
                id="a", name="A", member_counts=(MemberCount(on=date(2021, 1, 1), total=5, under_25=2),)
            ),
            [(("member_counts", 0, "under_25"), False)],
        ),
        (
            Municipality(name="A"),
            Municipality(name="B", code="0101"),
            Municipality(name="B", code="0101"),
            [(("code",), False), (("name",), True)],
        ),
    ],
)
def test_two_records_are_put_together_field_by_field(old: Any, new: Any, expected: Any, changes: Any) -> None:
    """Report each new value with its place, and whether it replaces one; remove nothing."""
    result = merge_record(old, new)

    assert expected == result.record
    assert changes == [tuple(each) for each in result.changes]


ANY = st.sampled_from(sorted(KINDS)).flatmap(lambda kind: records(KINDS[kind]))
TWO = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.tuples(records(KINDS[kind]), records(KINDS[kind]))
)


@given(ANY)
def test_a_record_says_nothing_new_of_itself(record: Any) -> None:
    """Merge a record with itself or an empty one without a change."""
    assert (record, ()) == merge_record(record, record)


@given(TWO)
def test_what_was_said_is_not_said_twice(two: Any) -> None:
    """Merge a record twice; the second time changes nothing."""
    old, new = two
    once = merge_record(old, new).record

    assert () == merge_record(once, new).changes


@given(TWO)
def test_where_nothing_changes_the_record_is_the_same(two: Any) -> None:
    """Return the same object where nothing changes, and a new one otherwise."""
    old, new = two
    result = merge_record(old, new)

    assert bool(result.changes) == (result.record != old)
    assert (result.record is old) == (not result.changes)
