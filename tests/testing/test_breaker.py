import pytest
from hypothesis import given, settings, strategies as st

from civic_partnership.rules import check
from civic_partnership.testing.breaker import Breaker
from civic_partnership.testing.breakers import BREAKERS
from civic_partnership.testing.broken_register import broken_by

each_breaker = pytest.mark.parametrize(
    "breaker", BREAKERS, ids=lambda each: f"{each.rule} {each.change.__name__}"
)
few = settings(max_examples=settings().max_examples // 6)


@each_breaker
@few
@given(st.data())
def test_a_breaker_breaks_its_rule_there_and_no_other(breaker: Breaker, data: st.DataObject) -> None:
    """Before nothing is found; after there is a finding of the rule at the place, and none that does not follow."""
    broken = data.draw(broken_by(breaker.rule, breakers=[breaker]))
    report = check(broken.broken, on=broken.on)
    certain = {(each.rule, each.record, each.path) for each in report.findings if each.level != "undecided"}

    assert () == check(broken.valid, on=broken.on).findings
    assert (breaker.rule, broken.record, broken.path) in certain
    assert {each.rule for each in report.findings} <= {breaker.rule, *breaker.also}
    assert () == report.failures
