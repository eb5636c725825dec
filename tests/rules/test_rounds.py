from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import partner, partnership, programme, term

from civic_partnership.model import (
    Application,
    ApplicationRound,
    Area,
    Association,
    LeftOut,
    Partnership,
    RecordKey,
)
from civic_partnership.rules.rounds import round_area, round_dates, round_outcome

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


RECEIVED = ("applications", 0, "received")


@pytest.mark.parametrize(
    ("asked", "on", "expected"),
    [
        (application_round(closes=date(2020, 8, 2)), ON, HOLDS),
        (application_round(closes=OPENS), ON, broken("closes")),
        (application_round(opens=CLOSES, closes=OPENS), ON, broken("closes")),
        (application_round(opens=None), ON, undecided("opens")),
        (application_round(closes=None), ON, undecided("closes")),
        # both days count for an application that has come in; its day is missed once the round is open
        (application_round(application(OPENS)), ON, HOLDS),
        (application_round(application(EVE)), ON, broken(*RECEIVED)),
        (application_round(application(AFTER)), AFTER, broken(*RECEIVED)),
        (application_round(application(AFTER)), CLOSES, HOLDS),
        (application_round(application()), OPENS, undecided(*RECEIVED)),
        (application_round(application()), EVE, HOLDS),
        # what lies outside by the one day that is recorded is an error, whatever the other is
        (application_round(application(AFTER), opens=None), ON, [*broken(*RECEIVED), *undecided("opens")]),
        (application_round(application(), opens=None), ON, [*undecided(*RECEIVED), *undecided("opens")]),
        (application_round(application(EVE), closes=None), ON, [*broken(*RECEIVED), *undecided("closes")]),
    ],
)
def test_a_round_closes_after_it_opens_and_applications_come_in_between(
    asked: ApplicationRound, on: date, expected: Found
) -> None:
    """Report days in the wrong order; a day that is not recorded is undecided."""
    assert expected == find(round_dates, asked, on=on)


def agreement(*periods: str, **other: Any) -> Partnership:
    """Make a partnership of the club with some terms."""
    return partnership(terms=[term(each) for each in periods], **other)


def selected(**days: date | None) -> ApplicationRound:
    """Make a round in which the club was selected."""
    return application_round(application(outcome="selected"), **days)


OUTCOME = ("applications", 0, "outcome")
OF_OTHER = (partner("other"),)
SHARED = (*OF_OTHER, partner("nordby-boldklub"))


@pytest.mark.parametrize(
    ("records", "on", "expected"),
    [
        # in the same programme, alone or shared, with a term that began after the round opened
        ([selected(), *THERE, agreement()], ON, HOLDS),
        ([selected(), *THERE, agreement("2021/2024", partners=SHARED)], ON, HOLDS),
        ([selected(), *THERE, agreement("2021/2024", partners=OF_OTHER)], ON, warned(*OUTCOME)),
        ([selected(), *THERE, agreement("2021/2024", programme="another")], ON, warned(*OUTCOME)),
        ([selected(), *THERE, agreement("2012/2019", "2020-09/2024")], ON, HOLDS),
        ([selected(), *THERE, agreement("2020-08-01/2024")], ON, warned(*OUTCOME)),
        ([selected(), *THERE, agreement("2020-08-02/2024")], ON, HOLDS),
        ([selected(), *THERE, agreement("2020~/2024")], ON, undecided(*OUTCOME)),
        ([selected(), *THERE, agreement("2020~/2024"), agreement("2021/2024", id="second")], ON, HOLDS),
        # any other outcome leads nowhere
        ([application_round(application(outcome="declined")), *THERE], ON, HOLDS),
        # before the last recorded day of the round nobody has been selected
        ([selected(), *THERE], BEFORE, HOLDS),
        ([selected(opens=None), *THERE], CLOSES, warned(*OUTCOME)),
        ([selected(closes=None), *THERE], EVE, HOLDS),
        ([selected(closes=None), *THERE], OPENS, warned(*OUTCOME)),
        # where it is not recorded when it opened, a term that began after it closed came of it
        ([selected(opens=None), *THERE, agreement("2020-10-02/2024")], ON, HOLDS),
        ([selected(opens=None), *THERE, agreement("2020-10-01/2024")], ON, undecided(*OUTCOME)),
        # where the programme or the association is not in the register, it cannot be told
        ([selected(), CLUB], ON, undecided(*OUTCOME)),
        ([selected(), programme()], ON, undecided(*OUTCOME)),
    ],
)
def test_who_was_selected_gets_a_partnership(records: list[Any], on: date, expected: Found) -> None:
    """Once its round has closed, a selected application leads to a partnership."""
    assert expected == find(round_outcome, *records, on=on)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2020-09", HOLDS),
        ("2020-08-02", HOLDS),
        ("2020-08-01", warned(*OUTCOME)),
        ("2020~", undecided(*OUTCOME)),
    ],
)
def test_whoever_was_selected_may_come_into_a_partnership(since: str, expected: Found) -> None:
    """An association may come into a partnership that began before the round."""
    partners = (*OF_OTHER, partner("nordby-boldklub", since))

    assert expected == find(round_outcome, selected(), *THERE, agreement("2012/2024", partners=partners))


def test_a_successor_takes_the_place_of_the_association() -> None:
    """The partnership may be that of an association that carries on the selected one."""
    old = attrs.evolve(CLUB, succeeded_by="other")
    mine = agreement("2021/2024", partners=OF_OTHER, appropriation="vol-1")

    assert HOLDS == find(round_outcome, selected(), programme(), old, OTHER, mine)
    assert [*warned("partners"), *warned(*OUTCOME)] == find(round_outcome, selected(), *THERE, mine)


WHERE = ("applications", 0)


@pytest.mark.parametrize(
    ("outcome", "club", "on", "expected"),
    [
        ("selected", {"areas": ("havnen", "parken")}, ON, HOLDS),
        ("selected", {"areas": ("parken",)}, ON, warned(*WHERE)),
        ("selected", {"areas": ("parken",), "citywide": True}, ON, HOLDS),
        ("selected", {"citywide": False}, ON, warned(*WHERE)),
        ("selected", {}, ON, undecided(*WHERE)),
        ("selected", None, ON, undecided(*WHERE, "association")),
        ("selected", {"areas": ("parken",)}, CLOSES, warned(*WHERE)),
        ("selected", {"areas": ("parken",)}, BEFORE, HOLDS),
        ("declined", {"areas": ("parken",)}, ON, HOLDS),
    ],
)
def test_who_was_selected_works_in_an_area_of_the_round(
    outcome: str | None, club: Any, on: date, expected: Found
) -> None:
    """Once a round has closed, an association that was selected works where the round looks for it."""
    past = attrs.evolve(application_round(application(outcome=outcome)), areas=("havnen", "nowhere"))
    association = None if club is None else attrs.evolve(CLUB, **club)

    assert expected == find(round_area, past, association, Area(id="havnen", name="Havnen"), on=on)
    assert HOLDS == find(round_area, attrs.evolve(past, areas=()), association, on=on)


ASSOCIATIONS = ("partners",)
PAID = agreement("2021/2024", appropriation="vol-1")
SECOND = attrs.evolve(
    application_round(application(), opens=date(2025, 1, 1), closes=date(2026, 1, 1)), id="second"
)


def applied(*by: str) -> ApplicationRound:
    """Make a round in which some associations applied, whatever came of it."""
    return application_round(*(application(outcome="declined", by=each) for each in by))


@pytest.mark.parametrize(
    ("records", "on", "expected"),
    [
        ([applied("other", "nordby-boldklub"), PAID], ON, HOLDS),
        ([applied("other"), PAID], ON, warned(*ASSOCIATIONS)),
        ([applied("other"), attrs.evolve(PAID, partners=SHARED)], ON, HOLDS),
        ([applied("other"), attrs.evolve(PAID, partners=())], ON, HOLDS),
        ([applied("other"), attrs.evolve(PAID, appropriation="vol-2")], ON, HOLDS),
        ([applied("nowhere"), PAID], ON, undecided(*ASSOCIATIONS)),
        (
            [applied("other"), attrs.evolve(PAID, partners=(partner("nowhere"),))],
            ON,
            undecided(*ASSOCIATIONS),
        ),
        # an application in a second round, even an open one, is enough; a round of no appropriation is none of it
        ([applied(), SECOND, PAID], ON, HOLDS),
        ([applied(), attrs.evolve(SECOND, appropriation=None), PAID], ON, warned(*ASSOCIATIONS)),
        # while the only round is open, whoever has a partnership may still apply
        ([applied(), PAID], BEFORE, HOLDS),
        ([applied(), PAID], CLOSES, warned(*ASSOCIATIONS)),
    ],
)
def test_who_has_a_partnership_applied_for_it(records: list[Any], on: date, expected: Found) -> None:
    """Where the appropriation had a round, one of the associations has an application there."""
    assert expected == find(round_outcome, *THERE, *records, on=on)


@pytest.mark.parametrize(
    ("records", "left_out", "expected"),
    [
        ([selected()], LeftOut("partnerships", "x"), undecided(*OUTCOME)),
        ([applied(), PAID], LeftOut("rounds", "x"), undecided(*ASSOCIATIONS)),
    ],
)
def test_what_is_missing_may_not_have_been_read(records: Any, left_out: LeftOut, expected: Found) -> None:
    """A missing partnership, or application, cannot be told while one could not be read."""
    assert expected == find(round_outcome, *THERE, *records, left_out=[left_out])


def test_each_is_told_of_its_own_record() -> None:
    """Report a missing partnership at the round, and a missing application at the partnership."""
    of_another = application_round(application(outcome="selected", by="other"))

    assert [(RecordKey("partnerships", "nordby"), ASSOCIATIONS), (RecordKey("rounds", "r"), OUTCOME)] == [
        (each.record, each.path) for each in findings(round_outcome, of_another, *THERE, PAID)
    ]
