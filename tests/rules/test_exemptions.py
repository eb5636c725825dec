from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from rules.found import ON, RULES, find
from rules.partnerships import grant, partnership, programme, term
from rules.sample_rules import AGREEMENT, BROKEN, REGISTER, UNDECIDED, exempt, rule_asking, rule_yielding

from civic_partnership.findings import Rule, Verdict
from civic_partnership.model import LeftOut, Municipality, Partnership, Register
from civic_partnership.rules import CATALOGUE, check
from civic_partnership.rules.exemptions import unused_exemption
from civic_partnership.testing import registers, set_in
from civic_partnership.values import Dated, Table


def unused(register: Register, *rules: Rule) -> list[tuple[str, Any]]:
    """Return the findings about the exemptions in a register, once these rules are asked: level and path."""
    report = check(register, on=ON, rules=(unused_exemption, *rules))
    return [(each.level, each.path) for each in report.findings if each.rule == "unused-exemption"]


def sample(_: Any, __: Any) -> Iterator[Verdict]:
    """Fail."""
    raise KeyError
    yield


def with_levels(**levels: Any) -> Municipality:
    """Make a municipality that sets the levels of some rules."""
    return Municipality(
        name="Nordby", rule_levels=Table({name.replace("_", "-"): level for name, level in levels.items()})
    )


SET_ASIDE = REGISTER.replace(exempt(AGREEMENT, "sample"))
ROWS = [grant(2022, 200_000), exempt(grant(2023, 200_000), "sample")]
FAILING = rule_asking(sample, Partnership)
PLACE = ("exempt", "sample")


@pytest.mark.parametrize(
    ("register", "rules", "expected"),
    [
        # whatever the level, a finding that is set aside makes the exemption worth its place
        (SET_ASIDE, [rule_yielding(BROKEN)], []),
        (SET_ASIDE, [rule_yielding(UNDECIDED)], []),
        (SET_ASIDE, [rule_yielding()], [("warning", PLACE)]),
        (Register().replace(partnership(grants=ROWS)), [rule_yielding()], [("warning", ("grants", 1, *PLACE))]),
        # whoever turns the rule on again finds the exemption where it was
        (SET_ASIDE.replace(with_levels(sample="off")), [rule_yielding(BROKEN)], []),
        # a rule that is not asked may belong to a plugin, and one that failed may have had something to say
        (SET_ASIDE, [], [("undecided", PLACE)]),
        (SET_ASIDE, [FAILING], [("undecided", PLACE)]),
        # what could not be read may be what the rule would have something to say about
        (attrs.evolve(SET_ASIDE, left_out=frozenset({LeftOut("a", "b")})), [rule_yielding()], [("undecided", PLACE)]),
        # what is said of the shape of files cannot be set aside
        (REGISTER.replace(exempt(AGREEMENT, "wrong-type")), [], [("warning", ("exempt", "wrong-type"))]),
        # an exemption can be kept for later, and is not asked about itself
        (REGISTER.replace(exempt(AGREEMENT, "sample", "unused-exemption")), [rule_yielding()], []),
    ],
)  # fmt: skip
def test_an_exemption_that_sets_nothing_aside_is_told_where_it_stands(
    register: Register, rules: list[Rule], expected: Any
) -> None:
    """Report an exemption from a rule that has nothing to say there, and leave open what is not sure."""
    assert expected == unused(register, *rules)


def test_both_of_two_exemptions_on_the_way_are_used() -> None:
    """A row's exemption is used, as is that of the record around it, and its neighbour's is not."""
    name = "grant-annual-amount"
    odd, fine = (exempt(grant(year, amount), name) for year, amount in ((2022, 180_000), (2023, 200_000)))
    record = exempt(partnership(terms=[term("2022/2025")], grants=[odd, fine]), name)
    register = Register().replace(programme(annual_amount=200_000), record)

    assert [("warning", ("grants", 1, "exempt", name))] == unused(register, RULES[name])


def test_an_exemption_from_what_is_asked_of_several_rows_is_used() -> None:
    """Nothing is recorded of either grant: each is exempt for itself, and one alone leaves the other."""
    rule = RULES["grant-unspent"]
    grants = [exempt(grant(2022, 1), rule.name), exempt(grant(2023, 1), rule.name)]
    both, one = partnership(grants=grants), partnership(grants=[grants[0], grant(2023, 1)])

    assert [] == unused(Register().replace(both), rule) == unused(Register().replace(one), rule)
    assert [("grants", 1, "spending")] == [path for _, path in find(rule, one)]


@settings(max_examples=settings().max_examples // 2)
@given(st.data())
def test_without_an_exemption_that_is_told_nothing_else_changes(data: st.DataObject) -> None:
    """Whoever deletes it, as they are told, hears nothing new."""
    register = data.draw(registers(partnerships=1))
    on = data.draw(st.dates(date(2005, 1, 1), date(2045, 1, 1)))
    (agreement,) = register.partnerships.values()
    lists = ("terms", "grants", "employments", "action_plans")
    rows = [(name, i) for name in lists for i in range(len(getattr(agreement, name)))]
    place: Any = data.draw(st.sampled_from([(), *rows]))
    rule = data.draw(st.sampled_from([rule for rule in CATALOGUE if rule.about is Partnership]))
    exempted = set_in(agreement, (*place, "exempt"), Table({rule.name: Dated.always("aftalt")}))
    report = check(register.replace(exempted), on=on, rules=(rule, unused_exemption))
    paths = {each.rule: each.path for each in report.findings}

    if "unused-exemption" in paths:
        assert paths.pop("unused-exemption") == (*place, "exempt", rule.name)
        assert paths == {each.rule: each.path for each in check(register, on=on, rules=(rule,)).findings}


INSTALL = "Correct the name of the rule, or install the plugin that it belongs to."


@pytest.mark.parametrize(
    ("register", "rule", "expected"),
    [
        (
            Register().replace(with_levels(sampl="off", sample="error", elsewhere="warning")),
            rule_yielding(),
            {
                ("undecided", ("rule_levels", "elsewhere")): INSTALL,
                ("undecided", ("rule_levels", "sampl")): "Did you mean sample?",
            },
        ),
        (
            Register().replace(with_levels(unknown_field="warning")),
            rule_yielding(),
            {("warning", ("rule_levels", "unknown-field")): "Delete the line."},
        ),
        (SET_ASIDE, FAILING, {("undecided", PLACE): "Report it to those who publish the rule."}),
    ],
)
def test_says_what_to_do_about_a_rule_that_is_not_asked(
    register: Register, rule: Rule, expected: Any
) -> None:
    """Suggest a near name for a misspelt one; say of a rule about shape, and of one that failed, what is wrong."""
    report = check(register, on=ON, rules=(unused_exemption, rule))

    assert expected == {(each.level, each.path): each.remedy.en for each in report.findings}


def test_each_period_of_an_exemption_is_needed() -> None:
    """Report a period that sets nothing aside, by its key; if no period does, report the exemption once."""
    rule = RULES["grant-annual-amount"]
    grants = [grant(2022, 180_000), grant(2023, 200_000)]
    record = partnership(terms=[term("2022/2025")], grants=grants)
    reasons = {"2022/2022": "aftalt", "2023/2023": "aftalt"}
    one = attrs.evolve(record, exempt=Table({rule.name: Dated.since(reasons)}))
    none = attrs.evolve(record, exempt=Table({rule.name: Dated.since({"2024/2024": "x", "2025/2025": "y"})}))
    under = programme(annual_amount=200_000)

    assert [("warning", ("exempt", rule.name, "2023/2023"))] == [
        each for each in unused(Register().replace(under, one), rule) if "exempt" in each[1]
    ]
    assert [("warning", ("exempt", rule.name))] == [
        each for each in unused(Register().replace(under, none), rule) if "exempt" in each[1]
    ]
