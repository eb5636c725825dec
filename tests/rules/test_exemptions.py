from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from rules.partnerships import grant, partnership, programme
from rules.sample_rules import AGREEMENT, BROKEN, REGISTER, UNDECIDED, rule_asking, rule_yielding

from civic_partnership.findings import Rule
from civic_partnership.model import Association, LeftOut, Municipality, Partnership, Register
from civic_partnership.rules import CATALOGUE, check
from civic_partnership.rules.exemptions import unused_exemption
from civic_partnership.testing import registers, set_in
from civic_partnership.values import Table

ON = date(2025, 3, 1)


def unused(register: Register, *rules: Rule) -> list[tuple[str, Any]]:
    """Return the findings about the exemptions in a register, once these rules are asked: level and path."""
    report = check(register, on=ON, rules=(unused_exemption, *rules))
    return [(each.level, each.path) for each in report.findings if each.rule == "unused-exemption"]


def exempt(entry: Any, *names: str) -> Any:
    """Make an entry that is exempt from rules."""
    return attrs.evolve(entry, exempt=Table(dict.fromkeys(names, "aftalt")))


SET_ASIDE = REGISTER.replace(exempt(AGREEMENT, "sample"))


@pytest.mark.parametrize("verdict", [BROKEN, UNDECIDED])
def test_an_exemption_that_sets_something_aside_is_used(verdict: Any) -> None:
    """Whatever the level, a finding that is set aside makes the exemption worth its place."""
    assert [] == unused(SET_ASIDE, rule_yielding(verdict))


def test_an_exemption_that_sets_nothing_aside_is_told_where_it_stands() -> None:
    """Where the rule has nothing to say, or says it of another record, the exemption is told."""
    assert [("warning", ("exempt", "sample"))] == unused(SET_ASIDE, rule_yielding())


def test_an_exemption_of_a_part_is_told_though_its_record_has_none() -> None:
    """A row's exemption that sets nothing aside stands out, wherever others stand."""
    record = partnership(grants=[grant(2022, 200_000), exempt(grant(2023, 200_000), "sample")])

    assert [("warning", ("grants", 1, "exempt", "sample"))] == unused(
        Register().replace(record), rule_yielding()
    )


def test_a_rule_that_is_off_still_makes_an_exemption_needed() -> None:
    """Whoever turns the rule on again finds the exemption where it was."""
    off = SET_ASIDE.replace(Municipality(name="Nordby", rule_levels=Table({"sample": "off"})))

    assert [] == unused(off, rule_yielding(BROKEN))


def test_both_of_two_exemptions_on_the_way_are_used() -> None:
    """A row's exemption is used, as is that of the record around it, and its neighbour's is not."""
    terms = programme(annual_amount=200_000)
    odd, fine = grant(2022, 180_000), grant(2023, 200_000)
    name = "grant-annual-amount"
    record = exempt(partnership(grants=[exempt(odd, name), exempt(fine, name)]), name)

    assert [("warning", ("grants", 1, "exempt", name))] == unused(
        Register().replace(terms, record), *(rule for rule in CATALOGUE if rule.name == name)
    )


@pytest.mark.parametrize("name", ["sample", "unknown-rule"])
def test_nothing_is_sure_of_a_rule_that_is_not_asked(name: str) -> None:
    """It may belong to a plugin that is not installed, or be left out of this check."""
    assert [("undecided", ("exempt", name))] == unused(REGISTER.replace(exempt(AGREEMENT, name)))


def test_nothing_is_sure_of_a_rule_that_fails() -> None:
    """A rule that raised may have had something to say."""

    def sample(_: Any, __: Any) -> Any:
        raise KeyError
        yield

    assert [("undecided", ("exempt", "sample"))] == unused(SET_ASIDE, rule_asking(sample, Partnership))


def test_nothing_is_sure_while_records_could_not_be_read() -> None:
    """What was left out may be what the rule would have something to say about."""
    lacking = attrs.evolve(SET_ASIDE, left_out=frozenset({LeftOut("meetings", "m")}))

    assert [("undecided", ("exempt", "sample"))] == unused(lacking, rule_yielding())


def test_the_shape_of_files_cannot_be_set_aside() -> None:
    """An exemption from a rule about the shape of files never sets anything aside."""
    assert [("warning", ("exempt", "wrong-type"))] == unused(
        REGISTER.replace(exempt(AGREEMENT, "wrong-type"))
    )


def test_an_exemption_from_the_rule_itself_sets_it_aside() -> None:
    """It can be kept for later, and is not asked about itself."""
    kept = exempt(AGREEMENT, "sample", "unused-exemption")

    assert [] == unused(REGISTER.replace(kept), rule_yielding())


def test_the_place_in_the_catalogue_does_not_matter() -> None:
    """The rule is asked after all others, wherever it stands."""
    register = Register().replace(
        exempt(Association(id="a", name="A", cvr="12345678"), "cvr-checksum", "duplicate-association")
    )
    reports = [check(register, on=ON, rules=rules) for rules in (CATALOGUE, CATALOGUE[::-1])]

    assert reports[0] == reports[1]
    assert [("exempt", "duplicate-association")] == [each.path for each in reports[0].findings]


def test_an_exemption_from_what_is_asked_of_several_rows_is_used() -> None:
    """Nothing is recorded of either grant: each is exempt for itself, and one alone leaves the other."""
    (rule,) = (rule for rule in CATALOGUE if rule.name == "grant-unspent")
    grants = [exempt(grant(2022, 1), rule.name), exempt(grant(2023, 1), rule.name)]
    both, one = partnership(grants=grants), partnership(grants=[grant(2022, 1), grants[1]])
    report = check(Register().replace(one), on=ON, rules=(unused_exemption, rule))

    assert [] == unused(Register().replace(both), rule)
    assert [("grant-unspent", ("grants", 0, "spending"))] == [
        (each.rule, each.path) for each in report.findings
    ]


@given(st.data())
def test_without_an_exemption_that_is_told_nothing_else_changes(data: st.DataObject) -> None:
    """Whoever deletes it, as they are told, hears nothing new."""
    rules = [rule for rule in CATALOGUE if rule.about is Partnership]
    register, on = (
        data.draw(registers(partnerships=1)),
        data.draw(st.dates(date(2005, 1, 1), date(2045, 1, 1))),
    )
    (agreement,) = register.partnerships.values()
    lists = ("terms", "grants", "employments", "action_plans")
    rows = [(name, i) for name in lists for i in range(len(getattr(agreement, name)))]
    place: Any = data.draw(st.sampled_from([(), *rows]))
    rule = data.draw(st.sampled_from(rules))
    exempted = set_in(agreement, (*place, "exempt"), Table({rule.name: "aftalt"}))
    report = check(register.replace(exempted), on=on, rules=(rule, unused_exemption))
    paths = {each.rule: each.path for each in report.findings}

    if "unused-exemption" in paths:
        assert paths.pop("unused-exemption") == (*place, "exempt", rule.name)
        assert paths == {each.rule: each.path for each in check(register, on=on, rules=(rule,)).findings}


def test_a_level_of_a_rule_that_is_not_asked_is_told() -> None:
    """A misspelt name in `rule_levels` would change nothing without a word; the nearest name is suggested."""
    levels: Any = Table({"sampl": "off", "sample": "error", "elsewhere": "warning"})
    register = Register().replace(Municipality(name="Nordby", rule_levels=levels))
    report = check(register, on=ON, rules=(unused_exemption, rule_yielding()))

    assert [("undecided", ("rule_levels", "elsewhere")), ("undecided", ("rule_levels", "sampl"))] == [
        (each.level, each.path) for each in report.findings
    ]
    assert [each.remedy.en for each in report.findings] == [
        "Correct the name of the rule, or install the plugin that it belongs to.",
        "Did you mean sample?",
    ]


def test_the_level_of_a_rule_about_shape_is_fixed() -> None:
    """Whoever writes it is told that it changes nothing."""
    levels: Any = Table({"unknown-field": "warning"})
    register = Register().replace(Municipality(name="Nordby", rule_levels=levels))
    (finding,) = check(register, on=ON, rules=(unused_exemption,)).findings

    assert ("warning", ("rule_levels", "unknown-field")) == (finding.level, finding.path)
    assert "The level of unknown-field cannot be changed. Delete the line." == finding.message.en


def test_a_rule_that_failed_is_not_called_misspelt() -> None:
    """Its name is right, and so no other is suggested."""

    def sample(_: Any, __: Any) -> Any:
        raise KeyError
        yield

    failing = rule_asking(sample, Partnership)
    report = check(SET_ASIDE, on=ON, rules=(unused_exemption, failing))

    assert ["Cannot be told: sample failed in this check. Report it to those who publish the rule."] == [
        finding.message.en for finding in report.findings
    ]
