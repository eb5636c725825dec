from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from rules.found import ON, RULES, findings
from rules.partnerships import employment, grant, partnership, plan, programme, term

from civic_partnership.findings import Finding
from civic_partnership.model import Area, Meeting, Source
from civic_partnership.rules.concerned_days import find_concerned_days
from civic_partnership.values import Dated, PartialDate, Table


def used(finding: Finding) -> list[tuple[str, Any, str | None]]:
    """Return the values that a rule has asked for, each with the date since when it is in force."""
    return [(each.name, each.value, each.since.text if each.since else None) for each in finding.parameters]


def under(**values: Any) -> Any:
    """Make the programme with some dated values: `{date: value}`."""
    dated: dict[str, Any] = {name: Dated.since(value) for name, value in values.items()}
    return attrs.evolve(programme(), since=PartialDate("2012"), **dated)


SHORT = partnership(terms=[term("2021/2022"), term("2025/2028", "extension")])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"2012": 4}, [("term_years", 4, "2012")]),
        ({"2012": 3, "2021": 4, "2022": 5}, [("term_years", 4, "2021")]),
        ({"2012": 3, "2021~": 4}, [("term_years", 3, "2012"), ("term_years", 4, "2021~")]),
        ({"2018/2024": 4, "2025/..": 5}, [("term_years", 4, "2018")]),
    ],
)
def test_a_finding_tells_the_value_in_force_for_its_days(values: Any, expected: Any) -> None:
    """A length is the one of the first day; where it is uncertain which is in force, each that may be is told."""
    (finding,) = findings(RULES["term-length"], SHORT, under(term_years=values))

    assert expected == used(finding)


def test_a_value_without_a_date_is_in_force_since_the_programme_has_its_form() -> None:
    """The programme's `since` is told of it, if there is one."""
    dated = attrs.evolve(programme(term_years=4), since=PartialDate("2012"))

    assert [("term_years", 4, "2012")] == used(*findings(RULES["term-length"], SHORT, dated))
    assert [("term_years", 4, None)] == used(*findings(RULES["term-length"], SHORT, programme(term_years=4)))


def test_a_term_goes_before_the_programme() -> None:
    """A value that the term sets is in force since its start, and the programme's document is not cited."""
    own = term("2021/2024", min_weekly_hours=Decimal(18))
    sources = Table({"min_weekly_hours": Source(document="Budget 2021", place="side 3")})
    general = attrs.evolve(programme(min_weekly_hours=20), parameter_sources=sources)
    employed = [employment("2021/2022", 10)]
    (by_term,) = findings(RULES["weekly-hours"], partnership(terms=[own], employments=employed), general)
    (by_programme,) = findings(
        RULES["weekly-hours"], partnership(terms=[term("2021/2024")], employments=employed), general
    )

    assert [("min_weekly_hours", 18, "2021")] == used(by_term)
    assert RULES["weekly-hours"].source == by_term.source
    assert [("min_weekly_hours", 20, None)] == used(by_programme)
    assert ("Budget 2021", "side 3") == (by_programme.document, by_programme.place)
    assert "Budget 2021, side 3" == by_programme.source


def test_both_terms_of_the_days_are_told() -> None:
    """Days in two terms, of which one sets the amount itself, are judged by its amount and the programme's."""
    terms = [
        term("2021-01/2021-06", annual_amount=Decimal(190_000)),
        term("2021-07/2024", "extension"),
    ]
    (finding,) = findings(
        RULES["grant-annual-amount"],
        partnership(terms=terms, grants=[grant(2021, 5)]),
        under(annual_amount={"2020": 200_000, "2024": 210_000}),
    )

    assert [("annual_amount", 190_000, "2021-01"), ("annual_amount", 200_000, "2020")] == used(finding)


def test_a_missing_fact_is_told_with_the_value_of_the_first_term() -> None:
    """A finding about no days is about the first term, and without terms about the day of checking."""
    values = under(min_weekly_hours={"2012": 18, "2023": 20})
    (of_term,) = findings(RULES["weekly-hours"], partnership(terms=[term("2021/2022")]), values)
    (of_day,) = findings(RULES["weekly-hours"], partnership(), values)

    assert ("employments",) == of_term.missing
    assert [("min_weekly_hours", 18, "2012")] == used(of_term)
    assert [("min_weekly_hours", 20, "2023")] == used(of_day)


def test_a_day_is_the_day_of_a_value() -> None:
    """A fact, or a part of a record, that is one day is what the verdict concerns."""
    meeting = Meeting(id="m", on=date(2023, 4, 12), kind="status")
    of_fact = find_concerned_days({"period": date(2024, 1, 1)}, [meeting])
    of_part = find_concerned_days({}, [meeting])

    assert [date(2024, 1, 1), date(2023, 4, 12)] == [days.latest_end for days in (of_fact, of_part) if days]
    assert find_concerned_days({"days": "?"}, [Area(id="a", name="A")]) is None


def test_a_rule_without_parameters_tells_none() -> None:
    """Neither does a rule whose parameter the programme does not set."""
    plans = partnership(terms=[term("2021/2024")], action_plans=[plan("2020/2021")])
    found = findings(RULES["plan-outside-term"], plans, programme(term_years=4), on=ON)

    assert [[]] == [used(finding) for finding in found]


def test_a_source_with_a_phone_number_is_not_cited() -> None:
    """The source of the rule is cited instead, since no message repeats such a number."""
    sources = Table({"term_years": Source(document="Budget", place="ring 22 33 44 55")})
    general = attrs.evolve(programme(term_years=4), parameter_sources=sources)
    (finding,) = findings(RULES["term-length"], SHORT, general)

    assert RULES["term-length"].source == finding.source
