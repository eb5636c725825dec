from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from civic_partnership.importing.merge.record_merge import merge_record
from civic_partnership.model import (
    KINDS,
    CooperationFramework,
    Employment,
    Grant,
    Municipality,
    Partner,
    Partnership,
    Party,
    Repayment,
    find_invalid_values,
)
from civic_partnership.model.employment import Handover
from civic_partnership.testing import records
from civic_partnership.values import Period, Table

P21, P22 = Period("2021/2021"), Period("2022/2022")
ONE, TWO = (Grant(year=2021, amount=Decimal(amount)) for amount in (1, 2))
NOTED = attrs.evolve(ONE, note="x")
LATER = Grant(year=2022, amount=Decimal(2))
IN_PERIOD = Grant(period=P21, amount=Decimal(2))
ANNA, BO, CARL = (Employment(period=P21, person=name) for name in "ABC")
HOURS_20, HOURS_30 = (Employment(period=P21, weekly_hours=Decimal(hours)) for hours in (20, 30))
BO_20 = attrs.evolve(BO, weekly_hours=Decimal(20))
ANNA_30 = attrs.evolve(HOURS_30, person="A")
CLUB, DEPARTMENT = Party(association="a"), Party(department="a")
NEW_YEAR = date(2021, 1, 1)


def partnership(**fields: Any) -> Partnership:
    """Make a partnership with some fields."""
    return Partnership(
        **{"id": "p", "programme": "ordning", "partners": (Partner(association="a"),), **fields}
    )


def employed(*rows: Employment) -> Partnership:
    """Make a partnership with employments."""
    return partnership(employments=rows)


def granted(*rows: Grant) -> Partnership:
    """Make a partnership with grants."""
    return partnership(grants=rows)


def exempt(**reasons: str) -> Partnership:
    """Make a partnership with exemptions."""
    return partnership(exempt=Table(reasons))


def handover(**fields: Any) -> Partnership:
    """Make a partnership with an employment that has a handover."""
    return employed(Employment(period=P21, handover=Handover(**fields)))


def paid_back(amount: int) -> Grant:
    """Make a grant of which this amount was paid back at the new year."""
    return attrs.evolve(ONE, repayments=(Repayment(on=NEW_YEAR, amount=Decimal(amount)),))


@pytest.mark.parametrize(
    ("old", "new", "expected", "changes"),
    [
        (partnership(note="x"), partnership(), partnership(note="x"), []),
        (partnership(), partnership(note="x"), partnership(note="x"), [(("note",), False)]),
        (partnership(note="x"), partnership(note="y"), partnership(note="y"), [(("note",), True)]),
        (
            partnership(),
            partnership(
                partners=(
                    Partner(association="b"),
                    Partner(association="a"),
                )
            ),
            partnership(
                partners=(
                    Partner(association="a"),
                    Partner(association="b"),
                )
            ),
            [(("partners", 1), False)],
        ),
        (exempt(a="x"), exempt(a="x", b="y"), exempt(a="x", b="y"), [(("exempt", "b"), False)]),
        (exempt(a="x"), exempt(a="y"), exempt(a="y"), [(("exempt", "a"), True)]),
        (
            granted(ONE),
            granted(LATER, NOTED),
            granted(NOTED, LATER),
            [(("grants", 1), False), (("grants", 0, "note"), False)],
        ),
        (
            granted(ONE),
            granted(TWO, IN_PERIOD),
            granted(TWO, IN_PERIOD),
            [(("grants", 0, "amount"), True), (("grants", 1), False)],
        ),
        (granted(ONE), granted(TWO, ONE), granted(ONE, TWO), [(("grants", 1), False)]),
        (
            employed(ANNA, BO),
            employed(CARL, BO_20),
            employed(ANNA, BO_20, CARL),
            [(("employments", 2), False), (("employments", 1, "weekly_hours"), False)],
        ),
        (
            employed(HOURS_20, HOURS_30),
            employed(ANNA_30),
            employed(HOURS_20, ANNA_30),
            [(("employments", 1, "person"), False)],
        ),
        (employed(HOURS_20, HOURS_30), employed(HOURS_20), employed(HOURS_20, HOURS_30), []),
        (
            handover(on=NEW_YEAR),
            handover(note="x"),
            handover(on=NEW_YEAR, note="x"),
            [(("employments", 0, "handover", "note"), False)],
        ),
        (
            granted(paid_back(5)),
            granted(paid_back(6)),
            granted(paid_back(6)),
            [(("grants", 0, "repayments", 0, "amount"), True)],
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
    """Report the place of each change and whether it contradicts an old value; remove nothing."""
    result, found = merge_record(old, new)

    assert expected == result
    assert changes == [tuple(each) for each in found]


PAIR = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.tuples(records(KINDS[kind]), records(KINDS[kind]))
)


@given(PAIR)
def test_any_two_records_are_merged_once_and_for_all(two: Any) -> None:
    """The second merge changes nothing; without a change the old record itself comes back; no choice is filled twice."""
    old, new = two
    result, changes = merge_record(old, new)

    assert () == merge_record(result, new)[1]
    assert bool(changes) == (result != old)
    assert (result is old) == (not changes)
    assert [] == [*find_invalid_values(result, type(old))]


def test_a_party_that_becomes_another_kind_of_party_is_only_that() -> None:
    """A field of which only one may be filled takes the place of the other: the old value is contradicted."""
    old, new = (CooperationFramework(id="a", title="N", organiser=each) for each in (CLUB, DEPARTMENT))
    merged, changes = merge_record(old, new)

    assert new == merged
    assert {(("organiser", "association"), True), (("organiser", "department"), False)} == set(changes)
