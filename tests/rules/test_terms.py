from datetime import date
from typing import Any

import pytest
from rules.partnerships import HOLDS, FoundAt, broken, find, partnership, programme, term, undecided

from civic_partnership.model import LeftOut, Register
from civic_partnership.rules import check
from civic_partnership.rules.terms import term_length, term_sequence

FOUR = programme(term_years=4)
FIRST = ("terms", 0, "period")
FROM_2024 = programme(term_years={"2012": 4, "2024": 3})


@pytest.mark.parametrize(
    ("period", "under", "expected"),
    [
        ("2021/2024", FOUR, HOLDS),
        ("2020-10/2024-09", FOUR, HOLDS),
        ("2020-02-29/2024-02-28", FOUR, HOLDS),
        ("2023-02-28/2027-02-27", FOUR, HOLDS),
        ("2024-02-29/2025-02-28", programme(term_years=1), HOLDS),
        ("2021-03-01/2024-02-29", programme(term_years=3), HOLDS),
        ("2021/2023", FOUR, broken(*FIRST)),
        ("2021/2025", FOUR, broken(*FIRST)),
        ("2021-01-01/2024-12-30", FOUR, broken(*FIRST)),
        ("2021-01-02/2024", FOUR, broken(*FIRST)),
        ("2020-02-29/2024-02-29", FOUR, broken(*FIRST)),
        ("2021~/2023", FOUR, broken(*FIRST)),
        ("2021/2023~", FOUR, broken(*FIRST)),
        ("2020-10/2024~", FOUR, undecided(*FIRST)),
        ("2021~/2024", FOUR, undecided(*FIRST)),
        ("2021-01-01~/2024-12-31~", FOUR, HOLDS),
        ("2021/..", FOUR, undecided(*FIRST)),
        ("2021~/..", FOUR, undecided(*FIRST)),
        ("2023/2026", FROM_2024, HOLDS),
        ("2024/2026", FROM_2024, HOLDS),
        ("2024/2027", FROM_2024, broken(*FIRST)),
        ("2023/2025", FROM_2024, broken(*FIRST)),
        ("2011/2014", FROM_2024, HOLDS),
        ("2012/2014", FROM_2024, broken(*FIRST)),
        ("2011-12-31/2012", FROM_2024, HOLDS),
        ("2023-06-01/2027-05-31", programme(term_years={"2012": 4, "2023~": 3}), undecided(*FIRST)),
        ("2023-06-01/2025", programme(term_years={"2012": 4, "2023~": 3}), broken(*FIRST)),
        ("2023-06-01/2025", programme(term_years={"2023~": 3}), undecided(*FIRST)),
        ("2021/2021", programme(), HOLDS),
        ("2021~/..", programme(), HOLDS),
    ],
)
def test_the_initial_term_lasts_the_years_in_force_on_its_first_day(
    period: str, under: Any, expected: list[FoundAt]
) -> None:
    """The initial term ends on the eve of its first day so many years later, where the programme says how many."""
    assert expected == find(term_length, partnership(terms=[term(period)]), under)


def test_an_extension_may_last_as_long_as_it_likes() -> None:
    """Only initial terms are asked, each at its own place and by the years in force when it began."""
    terms = [
        term("2027/2027", "extension"),
        term("2021/2024"),
        term("2024/2027"),
        term("2025/..", "extension"),
    ]

    assert broken("terms", 2, "period") == find(term_length, partnership(terms=terms), FROM_2024)
    assert find(term_length, partnership(), FOUR) == HOLDS


def test_under_an_unknown_programme_no_length_is_asked() -> None:
    """Where the programme is not there, or could not be built, its years cannot be told."""
    agreement = partnership(terms=[term("2021/2023")])

    assert undecided("programme") == find(term_length, agreement, None)
    assert undecided("programme") == find(
        term_length, agreement, None, left_out=[LeftOut("programmes", "ordning")]
    )


def test_the_day_of_checking_does_not_change_a_length() -> None:
    """A term is as long before it begins as after it has ended."""
    for on in (date(2000, 1, 1), date(2022, 1, 1), date(2190, 1, 1)):
        assert broken(*FIRST) == find(term_length, partnership(terms=[term("2021/2023")]), FOUR, on=on)


SECOND = ("terms", 1)
INITIAL, NEXT = ("2021/2024", "initial"), ("2025/2028", "extension")


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([], HOLDS),
        ([INITIAL], HOLDS),
        ([INITIAL, NEXT], HOLDS),
        ([NEXT, INITIAL], HOLDS),
        ([("2029/..", "extension"), INITIAL, NEXT], HOLDS),
        ([("2021/2024-02-29", "initial"), ("2024-03-01/2028", "extension")], HOLDS),
        ([INITIAL, ("2026/2028", "extension")], broken(*SECOND, "period")),
        ([INITIAL, ("2024/2028", "extension")], broken(*SECOND, "period")),
        ([INITIAL, ("2025-01-02/2028", "extension")], broken(*SECOND, "period")),
        ([INITIAL, ("2024-12-31/2028", "extension")], broken(*SECOND, "period")),
        ([INITIAL, ("2022/2023", "extension")], broken(*SECOND, "period")),
        ([INITIAL, NEXT, ("2030/2031", "extension")], broken("terms", 2, "period")),
        ([NEXT, ("2021/2023", "initial")], broken("terms", 0, "period")),
        ([INITIAL, ("2025/2028", "initial")], broken(*SECOND, "kind")),
        ([("2021/2024", "extension")], broken("terms", 0, "kind")),
        ([("2021/2024", "extension"), NEXT], broken("terms", 0, "kind")),
        ([NEXT, ("2021/2024", "extension")], broken("terms", 1, "kind")),
        (
            [("2021/2024", "extension"), ("2025/2028", "initial")],
            broken("terms", 0, "kind") + broken(*SECOND, "kind"),
        ),
        ([("2021/2024~", "initial"), NEXT], undecided(*SECOND, "period")),
        ([INITIAL, ("2025~/2028", "extension")], undecided(*SECOND, "period")),
        ([("2021/2024~", "initial"), ("2024-07-01/2028", "extension")], undecided(*SECOND, "period")),
        ([("2021/2024~", "initial"), ("2024~/2028", "extension")], undecided(*SECOND, "period")),
        ([("2021/2024~", "initial"), ("2026/2028", "extension")], broken(*SECOND, "period")),
        ([("2021/..", "initial"), NEXT], undecided(*SECOND, "period")),
        ([("2021/..", "initial"), ("2021-01-02/..", "extension")], undecided(*SECOND, "period")),
        (
            [("2025/..", "initial"), ("2021/2023", "extension")],
            [
                FoundAt("error", ("terms", 0, "kind")),
                FoundAt("error", ("terms", 0, "period")),
                FoundAt("error", ("terms", 1, "kind")),
            ],
        ),
        ([("2021~/2024", "initial"), NEXT], HOLDS),
        (
            [("2020-01-10/2020-01-20", "initial"), ("2020-01~/2020", "extension")],
            undecided(*SECOND, "period"),
        ),
        # two initial terms do not fit in any order
        ([("2021-03~/2021-03-28", "initial"), ("2021-03~/2021-03~", "initial")], broken(*SECOND, "kind")),
        # where the order is uncertain, it is not tried which one fits
        ([("2021~/2024", "initial"), ("2021~/2024", "extension")], undecided(*SECOND, "period")),
        ([("2021~/2024", "extension"), ("2021~/2024", "initial")], undecided("terms", 0, "period")),
        (
            [("2021/2021", "initial"), ("2023~/2023~", "extension"), ("2023~/2023~", "extension")],
            undecided(*SECOND, "period") + undecided("terms", 2, "period"),
        ),
        (
            [
                INITIAL,
                ("2025~/2026", "extension"),
                ("2025-07-01/2027", "extension"),
                ("2028/2028", "extension"),
            ],
            [FoundAt("undecided", ("terms", n, "period")) for n in (1, 2, 3)],
        ),
        (
            [("2021~/2021~", "initial"), *[("2021~/2021~", "extension")] * 12],
            [FoundAt("undecided", ("terms", n, "period")) for n in range(1, 13)],
        ),
        # but terms that start on one day are told, however many
        (
            [INITIAL, *[("2021/2024", "extension")] * 12],
            [FoundAt("error", ("terms", n, "period")) for n in range(1, 13)],
        ),
        (
            [("2021/2024", "extension")] * 3,
            [
                FoundAt("error", ("terms", 0, "kind")),
                *(FoundAt("error", ("terms", n, "period")) for n in (1, 2)),
            ],
        ),
    ],
)
def test_terms_follow_one_another(terms: list[Any], expected: list[FoundAt]) -> None:
    """In order of start each term begins on the day after the one before; the first alone is initial."""
    rows = partnership(terms=[term(*each) for each in terms])

    assert expected == find(term_sequence, rows, programme())


def test_where_a_term_stands_in_the_sequence_is_not_guessed() -> None:
    """A term that may stand between two others leaves it open whether these two follow one another."""
    terms = [
        term("2020~/2020-03-10", "extension"),
        term("2020-01-10/2020-01-20", "initial"),
        term("2020-03-11/2020", "extension"),
    ]
    valid_terms = [term("2020-01-21/2020-03-10", "extension"), *terms[1:]]

    assert find(term_sequence, partnership(terms=valid_terms), None) == HOLDS
    assert "error" not in {level for level, _ in find(term_sequence, partnership(terms=terms), None)}


def test_the_sequence_is_told_with_the_term_before() -> None:
    """The message names the term and the one before it, or what kind it is; the first has none before."""
    agreement = partnership(terms=[term("2026/2028", "initial"), term("2021/2024", "extension")])
    report = check(Register().replace(agreement), on=date(2025, 3, 1), rules=(term_sequence,))
    kind, period, first = (finding.message for finding in report.findings)

    assert kind.da.startswith("Aftaleperioden 2026/2028 følger efter 2021/2024, men står som første periode.")
    assert period.en.startswith(
        "The term 2026/2028 does not begin on the day after the one before, 2021/2024."
    )
    assert first.da.startswith("Den første aftaleperiode, 2021/2024, står som forlængelse.")
