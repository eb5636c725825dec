"""The rule is proved with what the package proves its own rules with."""

from datetime import date, timedelta
from importlib.metadata import version

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from civic_partnership import Host, Register, parse
from civic_partnership.model import Municipality, Partnership, Payment
from civic_partnership.rules import format_page, load_page_file
from civic_partnership.testing import (
    BrokenRegister,
    RegisterChange,
    breaks,
    broken_by,
    change_field,
    registers,
)
from civic_partnership_soenderhavn import grant_paid_late

DAY = timedelta(days=1)
LONG_AFTER = date(2120, 1, 1)


def paid_in_time(register: Register) -> Register:
    """Make the register Sønderhavn's; pay each grant on its first day."""
    paid = (
        attrs.evolve(
            each,
            grants=tuple(
                attrs.evolve(grant, payments=(Payment(on=grant.days.earliest_start, amount=grant.amount),))
                for grant in each.grants
            ),
        )
        for each in register.partnerships.values()
    )
    return register.replace(Municipality(name="Sønderhavn Kommune"), *paid)


@breaks(grant_paid_late)
def paid_late(draw: st.DrawFn, register: Register, partnership: Partnership) -> RegisterChange:
    """Pay one grant a month or more after its time began."""
    i, grant = draw(st.sampled_from(list(enumerate(partnership.grants))))
    late = grant.days.earliest_start + draw(st.integers(30, 300)) * DAY
    return change_field(register, partnership, ("grants", i, "payments", 0, "on"), late)


valid = registers(complete=True).map(paid_in_time)


@settings(max_examples=50, deadline=None)
@given(broken_by(grant_paid_late, breakers=[paid_late], valid=valid))
def test_it_finds_what_is_broken_and_nothing_else(broken: BrokenRegister) -> None:
    """Break the rule once; exactly one finding appears, at that place."""
    (finding,) = Host().check(broken.broken, on=broken.on).findings

    assert () == Host().check(broken.valid, on=broken.on).findings
    assert ("grant-paid-late", "warning") == (finding.rule, finding.level)
    assert (broken.record, broken.path) == (finding.record, finding.path)


@settings(max_examples=50, deadline=None)
@given(registers(complete=True), st.dates(date(2005, 1, 1), date(2060, 12, 31)))
def test_it_says_nothing_of_other_municipalities(register: Register, on: date) -> None:
    """The rule is silent about payments of other municipalities."""
    assert () == Host().check(register, on=on).findings


def test_what_is_not_recorded_is_undecided_once_it_is_due() -> None:
    """A payment that is not recorded is undecided from the thirtieth day on, not before."""
    register = parse("""
        [municipality]
        name = "Sønderhavn Kommune"
        [partnerships.a]
        programme = "p"
        partners = [{ association = "a" }]
        grants = [{ year = 2026, amount = 165_000 }]
        """).register

    def levels(on: date) -> list[str]:
        report = Host().check(register, on=on)
        return [each.level for each in report.findings if each.rule == "grant-paid-late"]

    assert [] == levels(date(2026, 1, 29))
    assert ["undecided"] == levels(date(2026, 1, 30))


@pytest.mark.parametrize(
    ("examples", "expected"), [("passes", set()), ("fails", {"warning"}), ("undecided", {"undecided"})]
)
def test_the_examples_on_its_page_are_true(examples: str, expected: set[str]) -> None:
    """The page shows each example in both languages, and each gives the findings that it promises."""
    (text,) = getattr(load_page_file(grant_paid_late), examples)
    findings = Host().check(parse(text).register, on=date(2025, 3, 1)).findings

    assert expected == {each.level for each in findings if each.rule == "grant-paid-late"}
    assert text in format_page(grant_paid_late, "da")
    assert text in format_page(grant_paid_late, "en")


def test_it_is_found_by_its_entry_point() -> None:
    """The host finds the rule by its entry point, and reports no problem with the plugin."""
    assert grant_paid_late in Host().rules
    assert () == Host().problems
    assert version("civic-partnership-soenderhavn")
