from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided
from rules.partnerships import partnership, programme

from civic_partnership.model import Appropriation, Programme
from civic_partnership.rules.programmes import appropriation_programme, programme_parameters
from civic_partnership.values import Days, Label, Period, Range


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"plan_years": (5, 2), "term_years": 4}, broken("plan_years")),
        ({"plan_years": (), "term_years": 4}, HOLDS),
        ({"plan_years": (9,)}, HOLDS),
        (
            {"status_meetings_per_year": 2, "status_meetings_with_board": 3},
            broken("status_meetings_with_board"),
        ),
        ({"status_meetings_with_board": 3}, HOLDS),
        ({"min_youth_members": Range(100, 100)}, HOLDS),
        (
            {"network_meetings_per_year": Range(4, 3), "min_youth_members": Range(2, 1)},
            [*broken("min_youth_members"), *broken("network_meetings_per_year")],
        ),
    ],
)
def test_no_term_asks_for_more_than_another_leaves(parameters: dict[str, Any], expected: Found) -> None:
    """Plans within a term, meetings with the board within all, a least not above its most; unset asks nothing."""
    assert expected == find(programme_parameters, programme(**parameters))


@pytest.mark.parametrize(
    ("plans", "years", "on", "expected"),
    [
        ({"2012": (5,), "2020": (3,)}, 4, ON, broken("plan_years")),
        ({"2012": (3,), "2025-03-01": (5,)}, 4, ON, broken("plan_years")),
        ({"2012": (3,), "2025-03-02": (5,)}, 4, ON, HOLDS),
        ({"2012": (3,), "2025-03~": (5,)}, 4, ON, undecided("plan_years")),
        (
            {"2012": (3,), "2025-03~": (5,)},
            4,
            date(2025, 3, 31),
            broken("plan_years") + undecided("plan_years"),
        ),
        ((3,), {"2012": 4, "2024": 2}, ON, broken("plan_years")),
        ({"2012": (3,), "2020": (2,)}, {"2020": 2}, ON, HOLDS),
        ({"2012": (3,), "2020~": (2,)}, {"2012": 3, "2020~": 2}, ON, undecided("plan_years")),
        ({"2012": (9,), "2020~": (8,)}, {"2012": 3, "2020~": 2}, date(2020, 6, 1), broken("plan_years") * 2),
    ],
)
def test_terms_fit_together_on_every_day_so_far(plans: Any, years: Any, on: date, expected: Found) -> None:
    """What is in force together fits; where it is not sure what is, it cannot be told; the future is not asked."""
    under = programme(plan_years=plans, term_years=years)

    assert sorted(expected) == sorted(find(programme_parameters, under, on=on))


def test_each_run_of_days_is_told_with_its_numbers() -> None:
    """A change makes a new run; what never changes is told of all time."""
    changing = {"plan_years": (3, 5), "term_years": {"2012": 4, "2020": 2}}
    always = {"min_youth_members": Range(2, 1)}
    reported = findings(programme_parameters, programme(**changing, **always))

    expected = [
        ("min_youth_members", Label("altid", "always"), 2, 1),
        ("plan_years", Days(date(2012, 1, 1), date(2019, 12, 31)), 5, 4),
        ("plan_years", Days(date(2020, 1, 1), ON), 5, 2),
    ]
    actual = [
        (finding.path[0], *(dict(finding.facts)[fact] for fact in ("when", "value", "limit")))
        for finding in reported
    ]
    assert expected == sorted(actual, key=lambda row: (row[0], -row[3]))


VOL_1 = Appropriation(id="vol-1", programme="ordning", name="Vol. 1", period=Period("2021/2028"))
GIRLS = Programme(id="piger", name="Pigepartnerskaber")
PAID = ("appropriation",)


@pytest.mark.parametrize(
    ("appropriation", "of", "under", "expected"),
    [
        ("vol-1", "ordning", None, HOLDS),
        ("vol-1", "piger", programme(), broken(*PAID)),
        ("vol-1", "piger", None, undecided("programme")),
        ("vol-1", "nowhere", programme(), undecided(*PAID)),
        ("vol-2", "ordning", programme(), undecided(*PAID)),
        (None, "ordning", programme(), undecided(*PAID)),
    ],
)
@pytest.mark.parametrize("on", [ON, date(2012, 1, 1)])
def test_an_appropriation_pays_for_its_own_programme(
    appropriation: str | None, of: str, under: Programme | None, expected: Found, on: date
) -> None:
    """On any day: another programme's is an error, and what is not recorded or not there cannot be told."""
    agreement = partnership(appropriation=appropriation)
    of_another = attrs.evolve(VOL_1, programme=of)

    assert expected == find(appropriation_programme, agreement, under, of_another, GIRLS, on=on)
