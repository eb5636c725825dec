import pytest
from hypothesis import given, settings, strategies as st

from civic_partnership.model import Area, Register
from civic_partnership.rules import check
from civic_partnership.testing import registers
from civic_partnership.testing.breaker import FAR, Breaker, set_in
from civic_partnership.testing.breakers import BREAKERS
from civic_partnership.testing.broken_register import broken_by
from civic_partnership.testing.contract import draw_cases
from civic_partnership.values import Dated, Table

each_breaker = pytest.mark.parametrize(
    "breaker", BREAKERS, ids=lambda each: f"{each.rule} {each.change.__name__}"
)
few = settings(max_examples=settings().max_examples // 6)


@pytest.fixture(scope="module")
def complete_registers() -> list[Register]:
    """Return complete registers for all breakers; nothing is found in any of them."""
    strategy = st.integers(1, 2).flatmap(lambda number: registers(partnerships=number, complete=True))
    some = draw_cases(strategy, share=0.5)
    assert not [finding for each in some for finding in check(each, on=FAR).findings]
    return some


@each_breaker
@few
@given(st.data())
def test_a_breaker_breaks_its_rule_there_and_no_other(
    breaker: Breaker, complete_registers: list[Register], data: st.DataObject
) -> None:
    """There is a finding of the rule at the place, and none that does not follow."""
    valid = st.sampled_from(complete_registers)
    broken = data.draw(broken_by(breaker.rule, breakers=[breaker], valid=valid))
    report = check(broken.broken, on=broken.on)
    certain = {(each.rule, each.record, each.path) for each in report.findings if each.level != "undecided"}

    assert broken.on == FAR or () == check(broken.valid, on=broken.on).findings
    assert (breaker.rule, broken.record, broken.path) in certain
    assert {each.rule for each in report.findings} <= {breaker.rule, *breaker.also}
    assert () == report.failures


def test_a_value_may_be_set_for_another_date() -> None:
    """Set the value of one date or period, and keep those of the others."""
    area = Area(
        id="a", name="A", exempt=Table({"cpr-number": Dated.since({"2024": "covid", "2026": "flytning"})})
    )

    changed = set_in(area, ("exempt", "cpr-number", "2024"), "valg")

    assert Table({"cpr-number": Dated.since({"2024": "valg", "2026": "flytning"})}) == changed.exempt
