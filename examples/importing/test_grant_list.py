"""What holds of the importer, asked of lists that nobody thought of."""

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import attrs
import pytest
from grant_list import COLUMNS, read_amount, read_amount_at_first, read_grants
from hypothesis import Phase, find, given, settings, strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from civic_partnership import Register, check
from civic_partnership.model import Grant, Partnership
from civic_partnership.testing import broken_by, records, registers

LONG_AFTER = date(2120, 1, 1)
"""By then all that stands in a generated register is due."""

RULES = ("grant-annual-amount", "grant-missing-year", "grant-outside-term", "grant-duplicate-year")
"""Rules about what stands in a list."""

right_or_wrong = registers() | st.sampled_from(RULES).flatmap(broken_by).map(lambda each: each.broken)
"""Registers in which nothing is wrong, and some in which the grants are."""

Example = tuple[Register, str]


def format_amount(amount: Decimal, form: str) -> str:
    """Format an amount as a spreadsheet shows it, with øre where there are any."""
    english = format(amount, form if amount == int(amount) else ",.2f")
    return english.translate(str.maketrans(",.", ".,"))


@st.composite
def with_lists(draw: DrawFn, wanted: SearchStrategy[Register]) -> Example:
    """Draw a register and a list of its grants; the grants hold no more than the list."""
    form = draw(st.sampled_from([",.2f", ".2f", ",.0f", ".0f"]))  # 200.000,00 200000,00 200.000 200000
    register = draw(wanted)
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(COLUMNS)
    for each in register.partnerships.values():
        listed = tuple(Grant(year=own.year, period=own.period, amount=own.amount) for own in each.grants)
        register = register.replace(attrs.evolve(each, grants=listed))
        rows.writerows((each.id, own.period or own.year, format_amount(own.amount, form)) for own in listed)
    return register, text.getvalue()


def without_grants(register: Register) -> Register:
    """Return the register before the list is read."""
    return register.replace(*(attrs.evolve(each, grants=()) for each in register.partnerships.values()))


def find_findings(register: Register) -> list[tuple[object, ...]]:
    """Check a register: return rule, level, record and place of each finding."""
    findings = check(register, on=LONG_AFTER).findings
    return [(each.rule, each.level, each.record, each.path) for each in findings]


@pytest.mark.parametrize("reader", [read_amount_at_first, read_amount])
@pytest.mark.parametrize("text", ["200.000,00", "200000"])
def test_the_amounts_in_the_list_at_hand_are_read(reader: Callable[[str], Decimal], text: str) -> None:
    """Both readers are right for the amounts of the example file."""
    assert reader(text) == 200_000


@pytest.mark.parametrize("text", ["", "200000.00", "200,000", "20.00", "1.2000", "-5", "1e5", "200.000 kr."])
def test_what_is_no_danish_amount_is_refused(text: str) -> None:
    """The importer does not guess what somebody meant."""
    with pytest.raises(ValueError, match="not an amount"):
        read_amount(text)


@settings(max_examples=50, deadline=None)
@given(with_lists(right_or_wrong))
def test_an_imported_register_has_the_same_findings(example: Example) -> None:
    """Importing brings in no finding, and hides none."""
    register, text = example

    assert find_findings(register) == find_findings(read_grants(text, without_grants(register)))


@settings(max_examples=50, deadline=None)
@given(with_lists(records(Partnership).map(Register().replace)))
def test_every_grant_comes_back(example: Example) -> None:
    """Any grant that a file can hold comes back, sensible or not: with øre, huge, or for `2024~/..`."""
    register, text = example

    assert register == read_grants(text, without_grants(register))


def test_the_slip_shows_in_a_short_list() -> None:
    """Find that a reader with the slip changes the findings; the smallest such list is that of one term."""

    def differs(example: Example) -> bool:
        register, text = example
        result = read_grants(text, without_grants(register), read_amount=read_amount_at_first)
        return find_findings(register) != find_findings(result)

    quickly = settings(deadline=None, phases=[Phase.generate, Phase.shrink])
    _, text = find(with_lists(right_or_wrong), differs, settings=quickly)
    header, *rows = text.splitlines()
    amounts = [row.split(";")[2] for row in rows]

    assert ";".join(COLUMNS) == header
    assert 1 <= len(rows) <= 4
    assert all(read_amount(amount) == 1000 * read_amount_at_first(amount) for amount in amounts)
