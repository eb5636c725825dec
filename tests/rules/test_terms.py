from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, FoundAt, broken, find, findings, undecided, warned
from rules.partnerships import partnership, programme, term

from civic_partnership.findings import Rule
from civic_partnership.model import Appropriation, Cancellation, Decision, LeftOut, Partnership, Term
from civic_partnership.rules.terms import (
    extension_decision,
    parameter_outdated,
    term_length,
    term_sequence,
    term_within_appropriation,
)
from civic_partnership.values import Period

FOUR = programme(term_years=4)
FROM_2024 = programme(term_years={"2012": 4, "2024": 3})
PERHAPS_FROM_2023 = programme(term_years={"2012": 4, "2023~": 3})
FIRST = ("terms", 0, "period")


@pytest.mark.parametrize(
    ("period", "under", "expected"),
    [
        ("2020-10/2024-09", FOUR, HOLDS),
        ("2021/2023", FOUR, broken(*FIRST)),
        ("2021/2023~", FOUR, broken(*FIRST)),
        ("2020-10/2024~", FOUR, undecided(*FIRST)),
        ("2021~/", FOUR, undecided(*FIRST)),
        ("2024/2027", FROM_2024, broken(*FIRST)),
        ("2023-06-01/2027-05-31", PERHAPS_FROM_2023, undecided(*FIRST)),
        ("2023-06-01/2025", PERHAPS_FROM_2023, broken(*FIRST)),
        ("2023-06-01/2025", programme(term_years={"2023~": 3}), undecided(*FIRST)),
    ],
)
def test_the_initial_term_lasts_the_years_in_force_on_its_first_day(
    period: str, under: Any, expected: Found
) -> None:
    """The initial term ends on the eve of its first day so many years later, where the programme says how many."""
    assert expected == find(term_length, partnership(terms=[term(period)]), under)


def test_an_extension_lasts_at_most_as_long_as_a_term() -> None:
    """An extension may be shorter; each term is asked at its own place, by the years in force when it began."""
    terms = [
        term("2027/2027", "extension"),
        term("2021/2024"),
        term("2024/2027"),
        term("2025/", "extension"),
    ]

    expected = broken("terms", 2, "period") + undecided("terms", 3, "period")
    assert expected == find(term_length, partnership(terms=terms), FROM_2024)


@pytest.mark.parametrize(
    ("effective", "expected"),
    [("2023-12-31", HOLDS), ("2026-12-31", HOLDS), ("2027-01-01", broken("terms", 0, "period"))],
)
def test_a_cancelled_term_is_not_asked_how_long_it_lasts(effective: str, expected: Found) -> None:
    """A term that was over before the agreement was cancelled is asked as ever."""
    cancelled = Cancellation(on=date(2022, 6, 1), effective=date.fromisoformat(effective))
    made = partnership(terms=[term("2021/2026")], cancelled=cancelled)

    assert expected == find(term_length, made, programme(term_years=4))


def initial(*periods: str) -> list[Any]:
    """Make a row of terms, the first of which is initial and all others extensions."""
    return [(period, "initial" if n == 0 else "extension") for n, period in enumerate(periods)]


def periods(level: Any, *places: int) -> Found:
    """Return one finding about the period of each of these terms."""
    return [FoundAt(level, ("terms", n, "period")) for n in places]


SECOND = ("terms", 1)
INITIAL, NEXT = initial("2021/2024", "2025/2028")
EXTENSION = ("2021/2024", "extension")


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([("2029/", "extension"), INITIAL, NEXT], HOLDS),
        ([NEXT, ("2021/2023", "initial")], periods("error", 0)),
        ([INITIAL, ("2025/2028", "initial")], broken(*SECOND, "kind")),
        ([EXTENSION, ("2025/2028", "initial")], broken("terms", 0, "kind") + broken(*SECOND, "kind")),
        (initial("2021/2024~", "2025/2028"), periods("undecided", 1)),
        (initial("2021/2024~", "2026/2028"), periods("error", 1)),
        (initial("2021/", "2021-01-02/"), periods("undecided", 1)),
        (
            [("2025/", "initial"), ("2021/2023", "extension")],
            broken("terms", 0, "kind") + periods("error", 0) + broken(*SECOND, "kind"),
        ),
        # two initial terms do not fit in any order
        ([("2021-03~/2021-03-28", "initial"), ("2021-03~/2021-03~", "initial")], broken(*SECOND, "kind")),
        # where the order is uncertain, it is not tried which one fits
        (initial("2021~/2024", "2021~/2024"), periods("undecided", 1)),
        ([("2021~/2024", "extension"), ("2021~/2024", "initial")], periods("undecided", 0)),
        (initial("2021/2024", "2025~/2026", "2025-07-01/2027", "2028/2028"), periods("undecided", 1, 2, 3)),
        (initial(*["2021~/2021~"] * 13), periods("undecided", *range(1, 13))),
        # but terms that start on one day are told, however many
        (initial(*["2021/2024"] * 13), periods("error", *range(1, 13))),
        ([EXTENSION] * 3, broken("terms", 0, "kind") + periods("error", 1, 2)),
    ],
)
def test_terms_follow_one_another(terms: list[Any], expected: Found) -> None:
    """In order of start each term begins on the day after the one before; the first alone is initial."""
    assert expected == find(term_sequence, partnership(terms=[term(*each) for each in terms]))


def test_the_sequence_is_told_with_the_term_before() -> None:
    """The message names the term and the one before it, or what kind it is; the first has none before."""
    agreement = partnership(terms=[term("2026/2028", "initial"), term("2021/2024", "extension")])
    kind, period, first = (finding.message for finding in findings(term_sequence, agreement))

    assert kind.da.startswith("Aftaleperioden 2026-2028 følger efter 2021-2024, men står som første periode.")
    assert period.en.startswith(
        "The term 2026-2028 does not begin on the day after the one before, 2021-2024."
    )
    assert first.da.startswith("Den første aftaleperiode, 2021-2024, står som forlængelse.")


DECIDED, PERIOD = ("terms", 0, "decision", "on"), ("terms", 0, "period")


@pytest.mark.parametrize(
    ("period", "decided_on", "on", "expected"),
    [
        ("2025/2028", date(2024, 12, 31), ON, HOLDS),
        ("2025/2028", date(2025, 1, 1), date(2024, 12, 31), HOLDS),
        ("2025/2028", date(2025, 1, 1), date(2025, 1, 1), broken(*DECIDED)),
        ("2025/2028", None, date(2025, 1, 1), undecided("terms", 0, "decision")),
        ("2024~/2028", date(2024, 7, 1), ON, undecided(*DECIDED)),
        ("2024~/2028", date(2024, 12, 31), ON, broken(*DECIDED)),
        ("2024~/2028", date(2024, 12, 31), date(2024, 12, 30), undecided(*DECIDED)),
    ],
)
def test_an_extension_is_decided_before_it_begins(
    period: str, decided_on: date | None, on: date, expected: Found
) -> None:
    """Once an extension has begun, the day of its decision lies before its first day; no other term has any."""
    decision = Decision(on=decided_on) if decided_on else None
    extended = partnership(terms=[term(period, "extension", decision=decision)])
    initial = partnership(terms=[term(period, decision=decision)])

    assert expected == find(extension_decision, extended, on=on)
    assert HOLDS == find(extension_decision, initial, on=on)


VOL_1 = Appropriation(id="vol-1", programme="ordning", name="Vol. 1", period=Period("2018/2021"))


def under(*terms: Term) -> Partnership:
    """Make a partnership with some terms that the appropriation pays for."""
    return partnership(terms=terms, appropriation="vol-1")


def find_paid(rule: Rule, paid: str, *terms: Term, on: date = ON) -> Found:
    """Return the findings about terms of a partnership that an appropriation pays for on some days."""
    paying = attrs.evolve(VOL_1, period=Period(paid))
    return find(rule, under(*terms), paying, on=on)


@pytest.mark.parametrize(
    ("period", "paid", "on", "expected"),
    [
        ("2021/2024", "2021/2024", ON, HOLDS),
        ("2021/2024", "2021-01-02/2024", ON, broken(*PERIOD)),
        ("2021/2024", "2021/2024-12-30", date(2024, 12, 31), HOLDS),
        ("2021/2024", "2021/2024-12-30", date(2025, 1, 1), broken(*PERIOD)),
        ("2021/2024", "2010/2020", date(2020, 12, 31), HOLDS),
        ("2021/2024", "2010/2020", date(2021, 1, 1), broken(*PERIOD)),
        ("2021/2024~", "2021/2024-11", ON, undecided(*PERIOD)),
        ("2021/2024", "2021/2024~", ON, undecided(*PERIOD)),
        ("2021/2024", "2021/2024~", date(2024, 12, 31), HOLDS),
        ("2021~/2024", "2021-06/2024", date(2021, 1, 1), undecided(*PERIOD)),
        ("2021/", "2021/2024", ON, undecided(*PERIOD)),
    ],
)
def test_a_term_lies_within_its_appropriation(period: str, paid: str, on: date, expected: Found) -> None:
    """A term that has begun did so while it was paid for, and one that is over ended so."""
    assert expected == find_paid(term_within_appropriation, paid, term(period), on=on)


@pytest.mark.parametrize(
    ("period", "paid", "on", "expected"),
    [
        ("2023/2026", "2023/2026", ON, HOLDS),
        ("2023/2026", "2023/2025", date(2020, 1, 1), warned(*PERIOD)),
        ("2023/2026", "2023/2025", date(2026, 12, 31), warned(*PERIOD)),
        ("2023/2026", "2023/2025", date(2027, 1, 1), HOLDS),
        ("2023/2026", "2023/2026~", ON, undecided(*PERIOD)),
        ("2023/2026~", "2023/2025", date(2026, 7, 1), undecided(*PERIOD)),
        ("2023/", "2023/2026", ON, undecided(*PERIOD)),
        ("2023/2026", "2023/", ON, undecided(*PERIOD)),
    ],
)
def test_a_term_does_not_outlast_its_appropriation(period: str, paid: str, on: date, expected: Found) -> None:
    """Until a term is over, a last day after that of the appropriation is told."""
    assert expected == find_paid(parameter_outdated, paid, term(period), on=on)


@pytest.mark.parametrize(
    ("rule", "not_asked_on"),
    [(term_within_appropriation, date(2020, 12, 31)), (parameter_outdated, date(2027, 1, 1))],
)
def test_without_its_appropriation_nothing_can_be_told(rule: Any, not_asked_on: date) -> None:
    """An appropriation that is not in the register, or is not named among others, is undecided once asked."""
    unnamed, other = partnership(terms=[term("2021/2026")]), attrs.evolve(VOL_1, id="vol-2")
    missing = under(term("2021/2026"))

    assert undecided("appropriation") == find(rule, missing)
    assert undecided("appropriation") == find(rule, unnamed, other)
    assert undecided("appropriation") == find(rule, unnamed, left_out=[LeftOut("appropriations", "vol-2")])
    assert HOLDS == find(rule, unnamed)
    assert HOLDS == find(rule, missing, other, on=not_asked_on)


@pytest.mark.parametrize("rule", [term_within_appropriation, parameter_outdated])
def test_a_term_may_have_an_appropriation_of_its_own(rule: Any) -> None:
    """The appropriation that a term names goes before that of the partnership."""
    own = term("2022/2025", appropriation="vol-2")
    paid = attrs.evolve(VOL_1, id="vol-2", period=Period("2022/2025"))

    assert HOLDS == find(rule, under(own), VOL_1, paid)
    assert undecided("terms", 0, "appropriation") == find(rule, under(own), VOL_1)


@pytest.mark.parametrize(
    ("effective", "on", "within", "outdated"),
    [
        (date(2023, 12, 31), date(2026, 1, 1), HOLDS, HOLDS),
        (date(2023, 12, 31), date(2023, 6, 1), HOLDS, HOLDS),
        (date(2024, 6, 30), date(2026, 1, 1), broken(*PERIOD), HOLDS),
        (date(2024, 6, 30), date(2024, 3, 1), HOLDS, warned(*PERIOD)),
    ],
)
def test_a_cancelled_term_ends_when_the_cancellation_takes_effect(
    effective: date, on: date, within: Found, outdated: Found
) -> None:
    """What the term was agreed to last beyond that day needs no appropriation."""
    cancelled = Cancellation(on=date(2021, 6, 1), effective=effective)
    made = attrs.evolve(under(term("2022/2025")), cancelled=cancelled)
    paid = attrs.evolve(VOL_1, period=Period("2022/2023"))

    assert within == find(term_within_appropriation, made, paid, on=on)
    assert outdated == find(parameter_outdated, made, paid, on=on)


def test_an_extension_after_the_cancellation_needs_no_decision() -> None:
    """The extension of a cancelled agreement never begins."""
    made = partnership(terms=[term("2021/2022"), term("2023/2024", "extension")])
    ended = [
        Cancellation(on=date(2022, 6, 1), effective=day) for day in (date(2022, 12, 31), date(2023, 1, 1))
    ]

    assert [HOLDS, undecided("terms", 1, "decision")] == [
        find(extension_decision, attrs.evolve(made, cancelled=each)) for each in ended
    ]
