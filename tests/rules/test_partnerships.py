from datetime import date
from typing import Any

import attrs
import pytest
from rules.partnerships import HOLDS, ON, FoundAt, broken, find, partnership, programme, term, undecided

from civic_partnership.findings import Level
from civic_partnership.model import Contact, LeftOut, Partnership, Register, Term
from civic_partnership.rules import check
from civic_partnership.rules.partnerships import (
    consultant_assigned,
    one_partnership_at_a_time,
    shared_partnership,
)
from civic_partnership.values import Days, Period

ERROR: Level = "error"
WARNING: Level = "warning"
UNDECIDED: Level = "undecided"


def agreement(id: str, *periods: str | Period, by: str = "club", under: str = "ordning") -> Partnership:
    """Make a partnership of some associations, each a word, with some terms."""
    terms = [Term(period=p, kind="initial") if isinstance(p, Period) else term(p) for p in periods]
    return attrs.evolve(
        partnership(terms=terms), id=id, programme=under, associations=tuple(by.split()), consultant=None
    )


Found = list[tuple[str | None, Level, Any]]


def at_a_time(*agreements: Partnership, on: date = ON) -> Found:
    """Return the partnerships reported for running at the same time: how, and where."""
    report = check(Register().replace(*agreements), on=on, rules=(one_partnership_at_a_time,))
    assert report.failures == ()
    return [(each.record and each.record.id, each.level, each.path) for each in report.findings]


PERIOD, TERMS = ("terms", 0, "period"), ("terms",)
FIRST = agreement("a", "2021/2024")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (agreement("b", "2021/2024"), [("a", ERROR, PERIOD), ("b", ERROR, PERIOD)]),
        (agreement("b", "2024-12-31/2027"), [("a", ERROR, PERIOD), ("b", ERROR, PERIOD)]),
        (agreement("b", "2025/2028"), []),
        (agreement("b", "2017/2020"), []),
        (
            agreement("b", "2017/2020", "2023/2026"),
            [("a", ERROR, PERIOD), ("b", ERROR, ("terms", 1, "period"))],
        ),
        (
            agreement("b", "2021/2022", "2023/2026"),
            [("a", ERROR, PERIOD), ("b", ERROR, PERIOD), ("b", ERROR, ("terms", 1, "period"))],
        ),
        (
            agreement("b", "2023/2023", "2021/2021"),
            [*[("a", ERROR, PERIOD)] * 2, ("b", ERROR, PERIOD), ("b", ERROR, ("terms", 1, "period"))],
        ),
        (
            agreement("b", "2021/2022", "2023/.."),
            [("a", ERROR, PERIOD), ("b", ERROR, PERIOD), ("b", ERROR, ("terms", 1, "period"))],
        ),
        (
            agreement("b", "2020/..", "2023/2024"),
            [
                ("a", ERROR, PERIOD),
                ("a", UNDECIDED, PERIOD),
                ("b", UNDECIDED, PERIOD),
                ("b", ERROR, ("terms", 1, "period")),
            ],
        ),
        (
            agreement("b", "2021/2022", "2023~/2024"),
            [("a", ERROR, PERIOD), ("b", ERROR, PERIOD), ("b", ERROR, ("terms", 1, "period"))],
        ),
        (agreement("b", "2024~/2027"), [("a", ERROR, PERIOD), ("b", ERROR, PERIOD)]),
        (agreement("b", "2020/2021~"), [("a", ERROR, PERIOD), ("b", ERROR, PERIOD)]),
        (agreement("b", "2020/.."), [("a", UNDECIDED, PERIOD), ("b", UNDECIDED, PERIOD)]),
        (agreement("b", "2024-06/2024-12~", by="other"), []),
        (agreement("b", "2021/2024", under="another"), []),
        (agreement("b", "2021/2024", by="club other"), [("a", WARNING, PERIOD)]),
        (agreement("b", "2021/2024", by="other club"), [("a", WARNING, PERIOD)]),
        (agreement("b", "2020/..", by="club other"), [("a", UNDECIDED, PERIOD)]),
        (agreement("b", "2025/2028", by="club other"), []),
        (agreement("b", "2021/2024", by="club club"), [("a", ERROR, PERIOD), ("b", ERROR, PERIOD)]),
        (agreement("b"), [("b", UNDECIDED, TERMS)]),
        (agreement("b", by="club other"), [("b", UNDECIDED, TERMS)]),
    ],
)
def test_an_association_has_one_partnership_of_its_own_at_a_time(other: Partnership, expected: Found) -> None:
    """Report two own partnerships at once at both; report a shared one as a warning at the own one."""
    assert expected == at_a_time(FIRST, other)


@pytest.mark.parametrize(
    ("on", "level"),
    [
        (date(2022, 12, 31), None),
        (date(2023, 1, 1), ERROR),
        (date(2030, 1, 1), ERROR),
    ],
)
def test_only_days_that_have_come_are_asked(on: date, level: Any) -> None:
    """Report two partnerships from the first shared day on, and not before."""
    expected = [(id, level, PERIOD) for id in "ab"] if level else []

    assert expected == at_a_time(FIRST, agreement("b", "2023/2026"), on=on)


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2020, 12, 31), []), (date(2021, 1, 1), [("b", UNDECIDED, TERMS)])]
)
def test_one_without_terms_may_run_beside_one_that_has_begun(on: date, expected: Found) -> None:
    """Report nothing missing while the other partnership has not begun."""
    assert expected == at_a_time(FIRST, agreement("b"), on=on)


def test_terms_are_missed_once() -> None:
    """Report missing terms of each partnership once."""
    others = [agreement("b", by="club other"), agreement("c"), agreement("d", "2021/2024", by="other")]

    assert [("b", UNDECIDED, TERMS), ("c", UNDECIDED, TERMS)] == at_a_time(FIRST, *others)


def test_two_shared_partnerships_are_nobody_s_own() -> None:
    """An association may share in several partnerships."""
    assert [] == at_a_time(
        agreement("a", "2021/2024", by="club other"),
        agreement("b", "2021/2024", by="third club"),
        agreement("c", by="club x"),
    )


def test_says_with_which_and_on_which_days() -> None:
    """Each names the other, and the days that both have as far as they may have come."""
    register = Register().replace(FIRST, agreement("b", "2023/2026"))
    report = check(register, on=date(2023, 6, 1), rules=(one_partnership_at_a_time,))
    days = Days(date(2023, 1, 1), date(2023, 6, 1))

    assert [{"other": "b", "days": days}, {"other": "a", "days": days}] == [
        dict(each.facts) for each in report.findings
    ]


def test_of_more_than_three_beside_it_some_are_named_once() -> None:
    """Report each of many partnerships once; name three others and their number."""
    many = [agreement(f"p-{n:02}", "2021/2024") for n in range(60)]
    report = check(Register().replace(*many, FIRST), on=ON, rules=(one_partnership_at_a_time,))

    assert [each.id for each in (FIRST, *many)] == [
        each.record and each.record.id for each in report.findings
    ]
    assert {"error"} == {each.level for each in report.findings}
    assert report.findings[0].message.en.startswith(
        "The association has 61 partnerships in the programme; p-00, p-01, p-02 and others run at the same time "
        "(1 January 2021 to 31 December 2024)."
    )
    assert all(
        message.endswith(".") and "61" in message for each in report.findings for message in [each.message.da]
    )


def test_three_beside_it_are_named_each() -> None:
    """Report up to three other partnerships in a finding each."""
    four = [agreement(id, "2021/2024") for id in "abcd"]

    assert 12 == len(at_a_time(*four))
    assert [(id, ERROR, PERIOD) for id in "abcde"] == at_a_time(*four, agreement("e", "2024/2027"))


@pytest.mark.parametrize(
    ("period", "by", "level"),
    [("2020/..", "club", UNDECIDED), ("2020/2024", "club other", WARNING), ("2025/2028", "club", None)],
)
def test_many_are_told_as_few_are(period: str, by: str, level: Any) -> None:
    """Many partnerships keep the level that few of them have."""
    many = [agreement(f"p-{n}", period, by=by) for n in range(9)]
    reported = [row for row in at_a_time(FIRST, *many, on=date(2024, 12, 1)) if row[0] == "a"]

    assert reported == ([("a", level, PERIOD)] if level else [])


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("club", HOLDS),
        ("club other", HOLDS),
        ("club other third", HOLDS),
        ("club club", broken("associations", 1)),
        ("club other club", broken("associations", 2)),
        ("club other club club", [*broken("associations", 2), *broken("associations", 3)]),
        ("", undecided("associations")),
    ],
)
@pytest.mark.parametrize("on", [ON, date(2012, 1, 1)])
def test_those_who_share_are_not_one_and_the_same(by: str, expected: list[FoundAt], on: date) -> None:
    """Report an association that is named twice; leave open whose a partnership of nobody is."""
    assert expected == find(shared_partnership, agreement("a", "2021/2024", by=by), programme(), on=on)


def looked_after(consultant: str | None, *periods: str | Period) -> Partnership:
    """Make a partnership with a contact in the municipality, or without."""
    return attrs.evolve(agreement("a", *periods), consultant=consultant)


CONTACTS = (
    Contact(id="town", department="culture"),
    Contact(id="club", association="club"),
    Contact(id="neither"),
)
RUNNING, MAYBE, OVER = ("2024/2027",), ("2021/2025~",), ("2021/2024",)
NAMED = ("consultant",)


@pytest.mark.parametrize(
    ("consultant", "terms", "expected"),
    [
        ("town", RUNNING, HOLDS),
        ("town", MAYBE, HOLDS),
        ("town", (), HOLDS),
        (None, RUNNING, [FoundAt(WARNING, ())]),
        (None, MAYBE, undecided()),
        (None, OVER, HOLDS),
        (None, ("2026/2029",), HOLDS),
        (None, ("2021/2024", "2025/2028"), [FoundAt(WARNING, ())]),
        (None, (), undecided()),
        ("club", RUNNING, [FoundAt(WARNING, NAMED)]),
        ("club", MAYBE, undecided(*NAMED)),
        ("club", OVER, HOLDS),
        ("club", (), undecided(*NAMED)),
        ("neither", RUNNING, undecided(*NAMED)),
        ("neither", OVER, HOLDS),
        ("nowhere", RUNNING, undecided(*NAMED)),
        ("nowhere", OVER, HOLDS),
    ],
)
def test_a_running_partnership_has_a_contact_in_the_municipality(
    consultant: str | None, terms: tuple[str, ...], expected: list[FoundAt]
) -> None:
    """A contact of a department, while a term runs; of one that is not known it cannot be told."""
    assert expected == find(consultant_assigned, looked_after(consultant, *terms), None, *CONTACTS)


def test_a_contact_that_could_not_be_read_may_be_of_the_municipality() -> None:
    """It cannot be told of what was left out."""
    left_out = [LeftOut("contacts", "town")]

    assert undecided(*NAMED) == find(
        consultant_assigned, looked_after("town", *RUNNING), None, left_out=left_out
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2023, 12, 31), HOLDS),
        (date(2024, 1, 1), [FoundAt(WARNING, ())]),
        (date(2027, 12, 31), [FoundAt(WARNING, ())]),
        (date(2028, 1, 1), HOLDS),
    ],
)
def test_a_contact_is_asked_for_from_the_first_day_to_the_last(on: date, expected: list[FoundAt]) -> None:
    """Both days of a term belong to it."""
    assert expected == find(consultant_assigned, looked_after(None, *RUNNING), None, on=on)
