from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from rules.found import ON
from rules.sample_rules import (
    AGREEMENT,
    BROKEN,
    MISSING,
    NORDBY,
    REGISTER,
    UNDECIDED,
    UNDER,
    exempt,
    levels,
    rule_asking,
    rule_yielding,
)

from civic_partnership.findings import Verdict, as_warning, broken
from civic_partnership.model import (
    Area,
    Contact,
    FocusArea,
    Meeting,
    Municipality,
    Partner,
    Partnership,
    Programme,
    Record,
    RecordKey,
)
from civic_partnership.rules import check
from civic_partnership.values import Dated, Table


@pytest.mark.parametrize(
    ("municipality", "under", "level", "expected"),
    [
        (None, None, "error", "error"),
        ("warning", None, "error", "warning"),
        ("error", None, "warning", "error"),
        ("off", None, "error", None),
        (None, "warning", "error", "warning"),
        (None, "error", "warning", "error"),
        (None, "off", "error", None),
        ("off", "error", "warning", "error"),
        ("error", "off", "error", None),
        ("warning", "error", "error", "error"),
        ("error", "warning", "error", "warning"),
    ],
)
def test_levels_are_set_by_the_municipality_and_then_the_programme(
    municipality: Any, under: Any, level: Any, expected: str | None
) -> None:
    """The programme's word counts before the municipality's; off silences all, undecided is never promoted."""
    by_municipality, by_programme = (
        Table({"sample": each} if each else {}) for each in (municipality, under)
    )
    whole = Municipality(name="Nordby", rule_levels=by_municipality)
    register = REGISTER.replace(whole, attrs.evolve(UNDER, rule_levels=by_programme))
    rule = rule_yielding(BROKEN, as_warning(BROKEN), UNDECIDED, MISSING, level=level)
    told = [expected, "warning", "undecided", "undecided"] if expected else []

    assert sorted(told) == sorted(levels(register, rule))


def test_a_programme_sets_levels_for_what_belongs_to_it_alone() -> None:
    """Another programme's partnerships, and records of no programme, keep the level of the rule."""

    def sample(_: Any, __: Any) -> Iterator[Verdict]:
        yield broken()

    off = Programme(id="off", name="Off", rule_levels=Table({"sample": "off", "other-rule": "error"}))
    meeting = Meeting(id="m", on=ON, kind="status", partnership="hidden")
    hidden = Partnership(id="hidden", programme="off", partners=(Partner(association="a"),))
    register = REGISTER.replace(off, meeting, hidden, Area(id="a", name="A"))
    report = check(register, on=ON, rules=(rule_asking(sample, Record),))

    assert [RecordKey("areas", "a"), NORDBY, RecordKey("programmes", "ordning")] == sorted(
        each.record for each in report.findings if each.record
    )


TERMS = AGREEMENT.terms
PLACES = {("grants",), ("grants", 0, "amount"), ("terms", 0), ("terms", 1, "period")}


@pytest.mark.parametrize(
    ("agreement", "set_aside"),
    [
        (exempt(AGREEMENT, "sample"), PLACES),
        (exempt(AGREEMENT, "sampl", "sample-2"), set()),
        (attrs.evolve(AGREEMENT, terms=(exempt(TERMS[0], "sample"), TERMS[1])), {("terms", 0)}),
        (attrs.evolve(AGREEMENT, terms=(TERMS[0], exempt(TERMS[1], "sample"))), {("terms", 1, "period")}),
        (attrs.evolve(AGREEMENT, grants=(exempt(AGREEMENT.grants[0], "sample"),)), {("grants", 0, "amount")}),
    ],
)
def test_an_exemption_sets_a_rule_aside_for_the_entry_that_holds_it(agreement: Any, set_aside: Any) -> None:
    """Set aside for a record the rule is silent on all of it; for a term or grant, on that one alone."""
    rule = rule_yielding(*(broken(*place) for place in PLACES))
    report = check(REGISTER.replace(agreement), on=ON, rules=(rule,))

    assert sorted(PLACES - set_aside) == [finding.path for finding in report.findings]


def test_an_exemption_counts_for_no_other_record_and_no_other_rule() -> None:
    """Setting a rule aside for one partnership, its programme or an association leaves it for the others."""
    others = attrs.evolve(AGREEMENT, id="set-aside"), UNDER, Contact(id="nordby")
    report = check(REGISTER.replace(*(exempt(each, "term-length") for each in others)), on=ON)

    assert [NORDBY] == [each.record for each in report.findings if each.rule == "term-length"]
    assert 2 == sum(each.rule == "grant-annual-amount" for each in report.findings)


@pytest.mark.parametrize("id", ["parents", "items", "get", "keys", "0"])
def test_an_exemption_is_found_on_the_way_through_a_table(id: str) -> None:
    """A focus area that sets a rule aside is exempt, whatever its id, and no other is."""

    def sample(under: Programme, _: Any) -> Iterator[Verdict]:
        yield from (broken("focus_areas", each, "name") for each in under.focus_areas)

    areas = {
        id: FocusArea(id=id, number=1, name="F", exempt=Table({"sample": Dated.always("Aftalt.")})),
        "z": FocusArea(id="z", number=2, name="Z"),
    }
    register = REGISTER.replace(attrs.evolve(UNDER, focus_areas=Table(areas)))
    report = check(register, on=ON, rules=(rule_asking(sample, Programme),))

    assert [("focus_areas", "z", "name")] == [finding.path for finding in report.findings]


@pytest.mark.parametrize(
    "path", [("nothing",), ("terms", 9), ("term_years", "2024"), ("terms", 0, "kind", 3, "x")]
)
def test_a_place_that_is_not_there_is_exempt_from_nothing(path: Any) -> None:
    """A path that leads nowhere is reported as it is, for its rule may know more than the record shows."""
    assert ["error"] == levels(REGISTER, rule_yielding(broken(*path)))
