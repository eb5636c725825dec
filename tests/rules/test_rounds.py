from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import partnership, programme, term

from civic_partnership.model import (
    Application,
    ApplicationRound,
    Association,
    LeftOut,
    Partnership,
    RecordKey,
)
from civic_partnership.rules.rounds import round_dates, round_outcome

EVE, OPENS = date(2020, 7, 31), date(2020, 8, 1)
BEFORE, CLOSES, AFTER = date(2020, 9, 30), date(2020, 10, 1), date(2020, 10, 2)
CLUB, OTHER = (Association(id=id, name=id) for id in ("nordby-boldklub", "other"))
THERE = (programme(), CLUB, OTHER)


def application_round(
    *applications: Application, opens: date | None = OPENS, closes: date | None = CLOSES
) -> ApplicationRound:
    """Make a round with some applications."""
    base = ApplicationRound(id="r", programme="ordning", appropriation="vol-1", applications=applications)
    return attrs.evolve(base, opens=opens, closes=closes)


def application(
    received: date | None = None, outcome: Any = None, by: str = "nordby-boldklub"
) -> Application:
    """Make an application of an association."""
    return Application(association=by, received=received, outcome=outcome)


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (OPENS, date(2020, 8, 2), HOLDS),
        (OPENS, OPENS, broken("closes")),
        (CLOSES, OPENS, broken("closes")),
        (None, CLOSES, undecided("opens")),
        (OPENS, None, undecided("closes")),
    ],
)
def test_a_round_closes_after_it_opens(opens: date | None, closes: date | None, expected: Found) -> None:
    """Report a round that closes on the day it opens or before; missing days are undecided."""
    assert expected == find(round_dates, application_round(opens=opens, closes=closes))


RECEIVED = ("applications", 0, "received")


@pytest.mark.parametrize(
    ("received", "on", "expected"),
    [
        (OPENS, ON, HOLDS),
        (CLOSES, ON, HOLDS),
        (EVE, ON, broken(*RECEIVED)),
        (AFTER, AFTER, broken(*RECEIVED)),
        (AFTER, CLOSES, HOLDS),
        (None, OPENS, undecided(*RECEIVED)),
        (None, EVE, HOLDS),
    ],
)
def test_applications_come_in_while_the_round_is_open(
    received: date | None, on: date, expected: Found
) -> None:
    """Both days count; the day is asked of those that have come in, and missed once the round is open."""
    assert expected == find(round_dates, application_round(application(received)), on=on)


@pytest.mark.parametrize(
    ("opens", "closes", "received", "expected"),
    [
        (None, CLOSES, OPENS, undecided("opens")),
        (None, CLOSES, AFTER, [*broken(*RECEIVED), *undecided("opens")]),
        (None, CLOSES, None, [*undecided(*RECEIVED), *undecided("opens")]),
        (OPENS, None, CLOSES, undecided("closes")),
        (OPENS, None, EVE, [*broken(*RECEIVED), *undecided("closes")]),
        (None, None, None, [*undecided("closes"), *undecided("opens")]),
        (None, None, OPENS, [*undecided("closes"), *undecided("opens")]),
    ],
)
def test_half_a_round_is_asked_as_far_as_it_is_known(
    opens: date | None, closes: date | None, received: date | None, expected: Found
) -> None:
    """What lies outside by the one day that is recorded is an error, whatever the other is."""
    assert expected == find(round_dates, application_round(application(received), opens=opens, closes=closes))


def agreement(*periods: str, **other: Any) -> Partnership:
    """Make a partnership of the club with some terms."""
    return attrs.evolve(partnership(terms=[term(each) for each in periods]), **other)


OUTCOME = ("applications", 0, "outcome")
SELECTED = application_round(application(outcome="selected"))
FORGOTTEN = warned(*OUTCOME)


@pytest.mark.parametrize(
    ("agreements", "expected"),
    [
        ([agreement()], HOLDS),
        ([agreement("2021/2024", associations=("other", "nordby-boldklub"))], HOLDS),
        ([agreement("2021/2024", associations=("other",))], FORGOTTEN),
        ([agreement("2021/2024", programme="another")], FORGOTTEN),
        ([agreement("2012/2019", "2020-09/2024")], HOLDS),
        ([agreement("2020-08-01/2024")], FORGOTTEN),
        ([agreement("2020-08-02/2024")], HOLDS),
        ([agreement("2020~/2024")], undecided(*OUTCOME)),
        ([agreement("2020~/2024"), agreement("2021/2024", id="second")], HOLDS),
    ],
)
def test_who_was_selected_gets_a_partnership(agreements: list[Partnership], expected: Found) -> None:
    """In the same programme, alone or shared, with a term that began after the round opened."""
    assert expected == find(round_outcome, SELECTED, *THERE, *agreements)


@pytest.mark.parametrize("outcome", ["declined", "pending", None])
def test_who_was_not_selected_is_not_asked(outcome: Any) -> None:
    """Any other outcome leads nowhere."""
    assert HOLDS == find(round_outcome, application_round(application(outcome=outcome)), *THERE)


@pytest.mark.parametrize(
    ("on", "opens", "closes", "expected"),
    [
        (BEFORE, OPENS, CLOSES, HOLDS),
        (CLOSES, None, CLOSES, FORGOTTEN),
        (EVE, OPENS, None, HOLDS),
        (OPENS, OPENS, None, FORGOTTEN),
    ],
)
def test_a_selection_is_asked_once_the_round_has_closed(
    on: date, opens: date | None, closes: date | None, expected: Found
) -> None:
    """Before its last recorded day nobody has been selected."""
    selected = application_round(application(outcome="selected"), opens=opens, closes=closes)

    assert expected == find(round_outcome, selected, *THERE, on=on)


@pytest.mark.parametrize(
    ("period", "expected"), [("2020-10-02/2024", HOLDS), ("2020-10-01/2024", undecided(*OUTCOME))]
)
def test_when_a_round_opened_may_not_be_known(period: str, expected: Found) -> None:
    """A term that began after the round closed came of it; of an earlier one it cannot be told."""
    selected = application_round(application(outcome="selected"), opens=None)

    assert expected == find(round_outcome, selected, *THERE, agreement(period))


@pytest.mark.parametrize(
    ("records", "left_out"),
    [([CLUB], []), ([programme()], []), (THERE, [LeftOut("partnerships", "x")])],
)
def test_a_partnership_may_be_missing_only_from_what_is_here(records: Any, left_out: Any) -> None:
    """Where the programme, the association or some partnership is not in the register, it cannot be told."""
    assert undecided(*OUTCOME) == find(round_outcome, SELECTED, *records, left_out=left_out)


ASSOCIATIONS = ("associations",)
PAID = agreement("2021/2024", appropriation="vol-1")


@pytest.mark.parametrize(
    ("agreement", "by", "expected"),
    [
        (PAID, ["other", "nordby-boldklub"], HOLDS),
        (PAID, ["other"], warned(*ASSOCIATIONS)),
        (attrs.evolve(PAID, associations=("nordby-boldklub", "other")), ["other"], HOLDS),
        (attrs.evolve(PAID, associations=()), ["other"], HOLDS),
        (attrs.evolve(PAID, appropriation="vol-2"), ["other"], HOLDS),
        (attrs.evolve(PAID, appropriation=None), ["other"], HOLDS),
        (PAID, ["nowhere"], undecided(*ASSOCIATIONS)),
        (attrs.evolve(PAID, associations=("nowhere",)), ["other"], undecided(*ASSOCIATIONS)),
    ],
)
def test_who_has_a_partnership_applied_for_it(agreement: Partnership, by: list[str], expected: Found) -> None:
    """Where the appropriation had a round, one of the associations has an application there, whatever came of it."""
    applications = [application(outcome="declined", by=each) for each in by]

    assert expected == find(round_outcome, application_round(*applications), *THERE, agreement)


@pytest.mark.parametrize(("appropriation", "expected"), [("vol-1", HOLDS), (None, warned(*ASSOCIATIONS))])
def test_any_round_of_the_appropriation_counts(appropriation: str | None, expected: Found) -> None:
    """An application in a second round, even an open one, is enough; a round of no appropriation is none of it."""
    still_open = application_round(application(), opens=date(2025, 1, 1), closes=date(2026, 1, 1))
    second = attrs.evolve(still_open, id="second", appropriation=appropriation)

    assert expected == find(round_outcome, application_round(), second, *THERE, PAID)


@pytest.mark.parametrize(
    ("on", "left_out", "expected"),
    [
        (BEFORE, [], HOLDS),
        (CLOSES, [], warned(*ASSOCIATIONS)),
        (CLOSES, [LeftOut("rounds", "x")], undecided(*ASSOCIATIONS)),
    ],
)
def test_an_application_is_asked_for_once_a_round_has_closed(
    on: date, left_out: Any, expected: Found
) -> None:
    """While a round is open whoever has a partnership may still apply; one that was not read may hold it."""
    assert expected == find(round_outcome, application_round(), *THERE, PAID, on=on, left_out=left_out)


def test_each_is_told_of_its_own_record() -> None:
    """Report a missing partnership at the round, and a missing application at the partnership."""
    selected = application_round(application(outcome="selected", by="other"))

    assert [(RecordKey("partnerships", "nordby"), ASSOCIATIONS), (RecordKey("rounds", "r"), OUTCOME)] == [
        (each.record, each.path) for each in findings(round_outcome, selected, *THERE, PAID)
    ]
