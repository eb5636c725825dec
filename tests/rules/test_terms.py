from datetime import date
from typing import Any

import pytest
from rules.found import HOLDS, Found, FoundAt, broken, find, findings, undecided
from rules.partnerships import partnership, programme, term

from civic_partnership.rules.terms import term_length, term_sequence

FOUR = programme(term_years=4)
FROM_2024 = programme(term_years={"2012": 4, "2024": 3})
PERHAPS_FROM_2023 = programme(term_years={"2012": 4, "2023~": 3})
FIRST = ("terms", 0, "period")


@pytest.mark.parametrize(
    ("period", "under", "expected"),
    [
        ("2020-10/2024-09", FOUR, HOLDS),
        ("2020-02-29/2024-02-28", FOUR, HOLDS),
        ("2021/2023", FOUR, broken(*FIRST)),
        ("2021-01-02/2024", FOUR, broken(*FIRST)),
        ("2020-02-29/2024-02-29", FOUR, broken(*FIRST)),
        ("2021/2023~", FOUR, broken(*FIRST)),
        ("2020-10/2024~", FOUR, undecided(*FIRST)),
        ("2021-01-01~/2024-12-31~", FOUR, HOLDS),
        ("2021~/..", FOUR, undecided(*FIRST)),
        ("2023/2026", FROM_2024, HOLDS),
        ("2024/2027", FROM_2024, broken(*FIRST)),
        ("2011-12-31/2012", FROM_2024, HOLDS),
        ("2023-06-01/2027-05-31", PERHAPS_FROM_2023, undecided(*FIRST)),
        ("2023-06-01/2025", PERHAPS_FROM_2023, broken(*FIRST)),
        ("2023-06-01/2025", programme(term_years={"2023~": 3}), undecided(*FIRST)),
        ("2021~/..", programme(), HOLDS),
    ],
)
def test_the_initial_term_lasts_the_years_in_force_on_its_first_day(
    period: str, under: Any, expected: Found
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


def test_the_day_of_checking_does_not_change_a_length() -> None:
    """A term is as long before it begins as after it has ended."""
    for on in (date(2000, 1, 1), date(2022, 1, 1), date(2190, 1, 1)):
        assert broken(*FIRST) == find(term_length, partnership(terms=[term("2021/2023")]), FOUR, on=on)


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
        ([], HOLDS),
        ([INITIAL, NEXT], HOLDS),
        ([("2029/..", "extension"), INITIAL, NEXT], HOLDS),
        (initial("2021/2024-02-29", "2024-03-01/2028"), HOLDS),
        (initial("2021~/2024", "2025/2028"), HOLDS),
        (initial("2021/2024", "2024/2028"), periods("error", 1)),
        (initial("2021/2024", "2025-01-02/2028"), periods("error", 1)),
        (initial("2021/2024", "2022/2023"), periods("error", 1)),
        (initial("2021/2024", "2025/2028", "2030/2031"), periods("error", 2)),
        ([NEXT, ("2021/2023", "initial")], periods("error", 0)),
        ([INITIAL, ("2025/2028", "initial")], broken(*SECOND, "kind")),
        ([NEXT, EXTENSION], broken(*SECOND, "kind")),
        ([EXTENSION, ("2025/2028", "initial")], broken("terms", 0, "kind") + broken(*SECOND, "kind")),
        (initial("2021/2024~", "2025/2028"), periods("undecided", 1)),
        (initial("2021/2024", "2025~/2028"), periods("undecided", 1)),
        (initial("2021/2024~", "2024~/2028"), periods("undecided", 1)),
        (initial("2021/2024~", "2026/2028"), periods("error", 1)),
        (initial("2021/..", "2021-01-02/.."), periods("undecided", 1)),
        (
            [("2025/..", "initial"), ("2021/2023", "extension")],
            broken("terms", 0, "kind") + periods("error", 0) + broken(*SECOND, "kind"),
        ),
        (initial("2020-01-10/2020-01-20", "2020-01~/2020"), periods("undecided", 1)),
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


def test_where_a_term_stands_in_the_sequence_is_not_guessed() -> None:
    """A term that may stand between two others leaves it open whether these two follow one another."""
    around = [term("2020-01-10/2020-01-20"), term("2020-03-11/2020", "extension")]
    certain, uncertain = (term(f"{start}/2020-03-10", "extension") for start in ("2020-01-21", "2020~"))

    assert HOLDS == find(term_sequence, partnership(terms=[certain, *around]))
    assert "error" not in {level for level, _ in find(term_sequence, partnership(terms=[uncertain, *around]))}


def test_the_sequence_is_told_with_the_term_before() -> None:
    """The message names the term and the one before it, or what kind it is; the first has none before."""
    agreement = partnership(terms=[term("2026/2028", "initial"), term("2021/2024", "extension")])
    kind, period, first = (finding.message for finding in findings(term_sequence, agreement))

    assert kind.da.startswith("Aftaleperioden 2026/2028 følger efter 2021/2024, men står som første periode.")
    assert period.en.startswith(
        "The term 2026/2028 does not begin on the day after the one before, 2021/2024."
    )
    assert first.da.startswith("Den første aftaleperiode, 2021/2024, står som forlængelse.")
