from datetime import date
from typing import Any

import attrs
import pytest
from rules.partnerships import HOLDS, ON, FoundAt, broken, partnership, programme, term, undecided

from civic_partnership.findings import Finding, Level, Rule
from civic_partnership.model import (
    Application,
    ApplicationRound,
    Association,
    LeftOut,
    Partnership,
    RecordKey,
    Register,
)
from civic_partnership.rules import check
from civic_partnership.rules.rounds import round_dates, round_outcome

OPENS, CLOSES = date(2020, 8, 1), date(2020, 10, 1)
CLUB, OTHER = (Association(id=id, name=id) for id in ("nordby-boldklub", "other"))
THERE = (programme(), CLUB, OTHER)
WARNING: Level = "warning"
UNDECIDED: Level = "undecided"


def application_round(
    *applications: Application, opens: date | None = OPENS, closes: date | None = CLOSES
) -> ApplicationRound:
    """Make a round with some applications."""
    return ApplicationRound(
        id="r",
        programme="ordning",
        appropriation="vol-1",
        opens=opens,
        closes=closes,
        applications=applications,
    )


def application(
    received: date | None = None, outcome: Any = None, by: str = "nordby-boldklub"
) -> Application:
    """Make an application of an association."""
    return Application(association=by, received=received, outcome=outcome)


def check_records(rule: Rule, *records: Any, on: date = ON, left_out: Any = ()) -> tuple[Finding, ...]:
    """Return the findings of a rule about some records."""
    register = attrs.evolve(Register().replace(*records), left_out=frozenset(left_out))
    report = check(register, on=on, rules=(rule,))
    assert report.failures == ()
    return report.findings


def find(rule: Rule, *records: Any, on: date = ON, left_out: Any = ()) -> list[FoundAt]:
    """Return the findings of a rule about some records, by level and place."""
    return [
        FoundAt(each.level, each.path) for each in check_records(rule, *records, on=on, left_out=left_out)
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (OPENS, CLOSES, HOLDS),
        (OPENS, date(2020, 8, 2), HOLDS),
        (OPENS, OPENS, broken("closes")),
        (CLOSES, OPENS, broken("closes")),
        (None, CLOSES, undecided("opens")),
        (OPENS, None, undecided("closes")),
    ],
)
def test_a_round_closes_after_it_opens(
    opens: date | None, closes: date | None, expected: list[FoundAt]
) -> None:
    """Report a round that closes on the day it opens or before; missing days are undecided."""
    assert expected == find(round_dates, application_round(opens=opens, closes=closes))


RECEIVED = ("applications", 0, "received")


@pytest.mark.parametrize(
    ("received", "on", "expected"),
    [
        (OPENS, ON, HOLDS),
        (CLOSES, ON, HOLDS),
        (date(2020, 7, 31), ON, broken(*RECEIVED)),
        (date(2020, 10, 2), ON, broken(*RECEIVED)),
        (date(2020, 10, 2), date(2020, 10, 2), broken(*RECEIVED)),
        (date(2020, 10, 2), date(2020, 10, 1), HOLDS),
        (None, ON, undecided(*RECEIVED)),
        (None, OPENS, undecided(*RECEIVED)),
        (None, date(2020, 7, 31), HOLDS),
    ],
)
def test_applications_come_in_while_the_round_is_open(
    received: date | None, on: date, expected: list[FoundAt]
) -> None:
    """Both days count; the day is asked of those that have come in, and missed once the round is open."""
    assert expected == find(round_dates, application_round(application(received)), on=on)


@pytest.mark.parametrize(
    ("opens", "closes", "received", "expected"),
    [
        (None, CLOSES, OPENS, undecided("opens")),
        (None, CLOSES, date(2020, 10, 2), [*broken(*RECEIVED), *undecided("opens")]),
        (None, CLOSES, None, [*undecided(*RECEIVED), *undecided("opens")]),
        (OPENS, None, CLOSES, undecided("closes")),
        (OPENS, None, date(2020, 7, 31), [*broken(*RECEIVED), *undecided("closes")]),
        (OPENS, None, None, [*undecided(*RECEIVED), *undecided("closes")]),
    ],
)
def test_half_a_round_is_asked_as_far_as_it_is_known(
    opens: date | None, closes: date | None, received: date | None, expected: list[FoundAt]
) -> None:
    """What lies outside by the one day that is recorded is an error, whatever the other is."""
    assert expected == find(round_dates, application_round(application(received), opens=opens, closes=closes))


def test_a_round_without_days_asks_nothing_of_its_applications() -> None:
    """Report nothing about applications of a round without days."""
    neither = application_round(application(), application(OPENS), opens=None, closes=None)

    assert [*undecided("closes"), *undecided("opens")] == find(round_dates, neither)


def agreement(*periods: str, **other: Any) -> Partnership:
    """Make a partnership of the club with some terms."""
    return attrs.evolve(partnership(terms=[term(each) for each in periods]), **other)


OUTCOME = ("applications", 0, "outcome")
SELECTED = application_round(application(outcome="selected"))
FORGOTTEN = [FoundAt(WARNING, OUTCOME)]


@pytest.mark.parametrize(
    ("agreements", "expected"),
    [
        ([], FORGOTTEN),
        ([agreement("2021/2024")], HOLDS),
        ([agreement()], HOLDS),
        ([agreement("2021/2024", associations=("other", "nordby-boldklub"))], HOLDS),
        ([agreement("2021/2024", associations=("other",))], FORGOTTEN),
        ([agreement("2021/2024", programme="another")], FORGOTTEN),
        ([agreement("2012/2019")], FORGOTTEN),
        ([agreement("2012/2019", "2020-09/2024")], HOLDS),
        ([agreement("2020-08-01/2024")], FORGOTTEN),
        ([agreement("2020-08-02/2024")], HOLDS),
        ([agreement("2020~/2024")], [FoundAt(UNDECIDED, OUTCOME)]),
        ([agreement("2020~/2024"), agreement("2021/2024", id="second")], HOLDS),
        ([agreement("2030/2033")], HOLDS),
    ],
)
def test_who_was_selected_gets_a_partnership(agreements: list[Partnership], expected: list[FoundAt]) -> None:
    """In the same programme, alone or shared, with a term that began after the round opened."""
    assert expected == find(round_outcome, SELECTED, *THERE, *agreements)


@pytest.mark.parametrize("outcome", ["declined", "withdrawn", "pending", None])
def test_who_was_not_selected_is_not_asked(outcome: Any) -> None:
    """Any other outcome leads nowhere."""
    assert HOLDS == find(round_outcome, application_round(application(outcome=outcome)), *THERE)


@pytest.mark.parametrize(
    ("on", "opens", "closes", "expected"),
    [
        (date(2020, 9, 30), OPENS, CLOSES, HOLDS),
        (CLOSES, OPENS, CLOSES, FORGOTTEN),
        (date(2020, 9, 30), None, CLOSES, HOLDS),
        (CLOSES, None, CLOSES, FORGOTTEN),
        (date(2020, 7, 31), OPENS, None, HOLDS),
        (OPENS, OPENS, None, FORGOTTEN),
    ],
)
def test_a_selection_is_asked_once_the_round_has_closed(
    on: date, opens: date | None, closes: date | None, expected: list[FoundAt]
) -> None:
    """Before its last recorded day nobody has been selected."""
    selected = application_round(application(outcome="selected"), opens=opens, closes=closes)

    assert expected == find(round_outcome, selected, *THERE, on=on)


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2020-10-02/2024", HOLDS), ("2020-10-01/2024", [FoundAt(UNDECIDED, OUTCOME)])],
)
def test_when_a_round_opened_may_not_be_known(period: str, expected: list[FoundAt]) -> None:
    """A term that began after the round closed came of it; of an earlier one it cannot be told."""
    selected = application_round(application(outcome="selected"), opens=None)
    mine = agreement(period)

    assert expected == find(round_outcome, selected, *THERE, mine)


@pytest.mark.parametrize(
    ("records", "left_out"),
    [
        ([CLUB], []),
        ([programme()], []),
        (THERE, [LeftOut("partnerships", "x")]),
        (THERE, [LeftOut(None, None)]),
    ],
)
def test_a_partnership_may_be_missing_only_from_what_is_here(records: Any, left_out: Any) -> None:
    """Where the programme, the association or some partnership is not in the register, it cannot be told."""
    assert [FoundAt(UNDECIDED, OUTCOME)] == find(round_outcome, SELECTED, *records, left_out=left_out)


ASSOCIATIONS = ("associations",)
PAID = agreement("2021/2024", appropriation="vol-1")


@pytest.mark.parametrize(
    ("agreement", "by", "expected"),
    [
        (PAID, ["nordby-boldklub"], HOLDS),
        (PAID, ["other", "nordby-boldklub"], HOLDS),
        (PAID, ["other"], [FoundAt(WARNING, ASSOCIATIONS)]),
        (PAID, [], [FoundAt(WARNING, ASSOCIATIONS)]),
        (attrs.evolve(PAID, associations=("nordby-boldklub", "other")), ["other"], HOLDS),
        (attrs.evolve(PAID, associations=()), ["other"], HOLDS),
        (attrs.evolve(PAID, appropriation="vol-2"), ["other"], HOLDS),
        (attrs.evolve(PAID, appropriation=None), ["other"], HOLDS),
        (PAID, ["nowhere"], [FoundAt(UNDECIDED, ASSOCIATIONS)]),
        (attrs.evolve(PAID, associations=("nowhere",)), ["other"], [FoundAt(UNDECIDED, ASSOCIATIONS)]),
    ],
)
def test_who_has_a_partnership_applied_for_it(
    agreement: Partnership, by: list[str], expected: list[FoundAt]
) -> None:
    """Where the appropriation had a round, one of the associations has an application there, whatever came of it."""
    applications = [application(outcome="declined", by=each) for each in by]

    assert expected == find(round_outcome, application_round(*applications), *THERE, agreement)


def test_any_round_of_the_appropriation_counts() -> None:
    """An application in a second round, even an open one, is enough; a round of no appropriation is none of it."""
    second = attrs.evolve(
        application_round(application(), opens=date(2025, 1, 1), closes=date(2026, 1, 1)), id="second"
    )

    assert HOLDS == find(round_outcome, application_round(), second, *THERE, PAID)
    assert [FoundAt(WARNING, ASSOCIATIONS)] == find(
        round_outcome, application_round(), attrs.evolve(second, appropriation=None), *THERE, PAID
    )


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2020, 9, 30), HOLDS), (CLOSES, [FoundAt(WARNING, ASSOCIATIONS)])]
)
def test_an_application_is_asked_for_once_a_round_has_closed(on: date, expected: list[FoundAt]) -> None:
    """While the only round is open, whoever has a partnership may still apply."""
    assert expected == find(round_outcome, application_round(), *THERE, PAID, on=on)


@pytest.mark.parametrize("left_out", [LeftOut("rounds", "x"), LeftOut(None, None)])
def test_an_application_may_stand_in_a_round_that_could_not_be_read(left_out: LeftOut) -> None:
    """A missing application is undecided while a round could not be read."""
    assert [FoundAt(UNDECIDED, ASSOCIATIONS)] == find(
        round_outcome, application_round(), *THERE, PAID, left_out=[left_out]
    )


def test_each_is_told_of_its_own_record() -> None:
    """Report a missing partnership at the round, and a missing application at the partnership."""
    selected = application_round(application(outcome="selected", by="other"))

    assert {
        (RecordKey("rounds", "r"), OUTCOME),
        (RecordKey("partnerships", "nordby"), ASSOCIATIONS),
    } == {(each.record, each.path) for each in check_records(round_outcome, selected, *THERE, PAID)}
