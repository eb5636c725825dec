from datetime import date
from typing import Any

import attrs
import pytest
from rules.found import HOLDS, ON, Found, find, findings, undecided, warned
from rules.partnerships import partnership, programme, term

from civic_partnership.findings import Rule
from civic_partnership.model import Cancellation, LeftOut, Meeting, Partnership, RecordKey
from civic_partnership.rules.meetings import network_meetings, status_meetings
from civic_partnership.values import Range

TWO = programme(status_meetings_per_year=2, status_meetings_with_board=1)
THREE = programme(network_meetings_per_year=Range(3, 4))
LACKS, UNKNOWN = warned(), undecided()
BOARD: Any = ("resource-person", "board")


def status(*days: str, board: tuple[str, ...] = (), of: str = "nordby") -> list[Meeting]:
    """Make status meetings of a partnership, some of them with the board."""
    return [
        Meeting(
            id=f"{of}-{n}",
            on=date.fromisoformat(day),
            kind="status",
            partnership=of,
            participants=BOARD if day in board else ("resource-person",),
        )
        for n, day in enumerate(days)
    ]


def network(*days: str, of: str = "ordning") -> list[Meeting]:
    """Make network meetings of a programme."""
    return [
        Meeting(id=f"{of}-{n}", on=date.fromisoformat(day), kind="network", programme=of)
        for n, day in enumerate(days)
    ]


def make_agreement(*periods: str) -> Partnership:
    """Make the partnership in its programme, with some terms."""
    return partnership(terms=[term(period) for period in periods])


SPRING, AUTUMN = "2024-04-12", "2024-10-11"
BOTH = status(SPRING, AUTUMN, board=(AUTUMN,))


@pytest.mark.parametrize(
    ("terms", "meetings", "on", "expected"),
    [
        (["2024/2027"], BOTH, ON, HOLDS),
        (["2024/2027"], status(AUTUMN, board=(AUTUMN,)), ON, LACKS),
        (["2024/2027"], status(SPRING, AUTUMN), ON, LACKS),
        (["2024/2027"], status("2025-01-01"), date(2024, 12, 31), HOLDS),
        (["2024/2027"], status("2025-01-01"), date(2025, 1, 1), LACKS),
        (["2024-01-02/2027"], status(SPRING), ON, HOLDS),
        (["2020/2024-12-30"], status(*(f"{y}-0{m}-01" for y in range(2020, 2024) for m in (1, 2))), ON, LACKS * 4),
        (["2023-07/2024-06", "2024-07/2025"], status(SPRING), ON, LACKS),
        (["2023-07/2024-05", "2024-07/2025"], status(SPRING), ON, HOLDS),
        (["2024/2024-12~"], status(SPRING), ON, UNKNOWN),
        (["2024/"], BOTH, ON, HOLDS),
        (["2024/2027"], status(SPRING, of="another"), ON, UNKNOWN),
        (["2024/2027"], network(SPRING), ON, UNKNOWN),
        (["2025/2028"], [], ON, HOLDS),
        ([], [], ON, HOLDS),
    ],
)  # fmt: skip
def test_status_meetings_are_held_every_whole_year(
    terms: list[str], meetings: list[Meeting], on: date, expected: Found
) -> None:
    """In each year that is over and wholly in the terms there are enough meetings, and enough with the board."""
    assert expected == find(status_meetings, make_agreement(*terms), TWO, *meetings, on=on)


YEARLY = "network_meetings_per_year"


@pytest.mark.parametrize(
    ("rule", "asked", "expected"),
    [
        (status_meetings, {}, HOLDS),
        (status_meetings, {"status_meetings_per_year": 1}, HOLDS),
        (status_meetings, {"status_meetings_with_board": 1}, LACKS),
        (status_meetings, {"status_meetings_per_year": {"2012": 1, "2024": 2}}, LACKS),
        (status_meetings, {"status_meetings_per_year": {"2012": 1, "2024-01-02": 2}}, HOLDS),
        (status_meetings, {"status_meetings_per_year": {"2012": 1, "2024~": 2}}, UNKNOWN),
        (network_meetings, {}, HOLDS),
        (network_meetings, {YEARLY: {"2012": Range(1, 1), "2024": Range(2, 2)}}, LACKS),
        (network_meetings, {YEARLY: {"2012": Range(1, 1), "2024~": Range(2, 2)}}, UNKNOWN),
        (network_meetings, {YEARLY: {"2025": Range(2, 2)}}, HOLDS),
    ],
)
def test_meetings_are_asked_by_what_is_in_force_on_new_year_s_day(
    rule: Rule, asked: dict[str, Any], expected: Found
) -> None:
    """The numbers are those of 1 January; what is not set asks for nothing."""
    meetings = [*status(SPRING), *network(SPRING)]

    assert expected == find(rule, make_agreement("2024/2027"), programme(**asked), *meetings)


@pytest.mark.parametrize(
    ("terms", "meetings", "on", "expected"),
    [
        (["2024/2027"], network("2024-01-01", SPRING, AUTUMN, "2024-12-31"), ON, HOLDS),
        (["2024/2027"], network(SPRING, AUTUMN), ON, LACKS),
        (["2024/2027"], network("2024-01-01", SPRING, SPRING, AUTUMN, "2024-12-31"), ON, HOLDS),
        (["2024-01-02/2027"], network(SPRING), ON, HOLDS),
        (["2024/2024-12~"], network(SPRING), ON, UNKNOWN),
        (["2022/2024"], network(SPRING), ON, LACKS * 3),
        (["2022/2024"], network(SPRING, of="another"), ON, UNKNOWN),
        (["2025/2028"], [], ON, HOLDS),
    ],
)
def test_network_meetings_are_held_every_year_that_a_partnership_ran_throughout(
    terms: list[str], meetings: list[Meeting], on: date, expected: Found
) -> None:
    """In each such year there are at least as many as the programme sets; more are no fault."""
    assert expected == find(network_meetings, make_agreement(*terms), THREE, *meetings, on=on)


def test_one_partnership_that_ran_throughout_is_enough() -> None:
    """Partnerships of the same programme are asked together, those of another one are not."""
    records = make_agreement("2024/2024-12~"), THREE, *network(SPRING)
    other = attrs.evolve(make_agreement("2024/2027"), id="whole")

    assert LACKS == find(network_meetings, other, *records)
    assert UNKNOWN == find(network_meetings, attrs.evolve(other, programme="another"), *records)


def test_a_programme_is_told_of_its_own_meetings() -> None:
    """A finding about network meetings is the programme's."""
    (finding,) = findings(network_meetings, make_agreement("2024/2027"), THREE, *network(SPRING))

    assert RecordKey("programmes", "ordning") == finding.record
    assert finding.message.en.startswith(
        "1 network meeting was held in 2024; the programme asks for at least 3."
    )


def test_meetings_that_could_not_be_read_may_have_been_held() -> None:
    """Too few meetings cannot be told where some were not read."""
    agreement, left_out = make_agreement("2024/2027"), [LeftOut("meetings", "x")]

    assert UNKNOWN == find(status_meetings, agreement, TWO, *status(SPRING), left_out=left_out)
    assert HOLDS == find(status_meetings, agreement, TWO, *BOTH, left_out=left_out)
    assert UNKNOWN == find(network_meetings, agreement, THREE, *network(SPRING), left_out=left_out)


def test_no_meeting_is_asked_after_a_cancellation() -> None:
    """A year in which the agreement was cancelled is not asked, nor is a later one; cancelled meetings do not count."""
    agreement = attrs.evolve(
        make_agreement("2023/2026"), cancelled=Cancellation(on=date(2024, 1, 31), effective=date(2024, 6, 30))
    )
    off = [attrs.evolve(meeting, cancelled=True) for meeting in BOTH]
    held = status("2023-04-12", "2023-10-11", board=("2023-10-11",))

    assert HOLDS == find(status_meetings, agreement, TWO, *held)
    assert LACKS == find(status_meetings, agreement, TWO, *status("2023-04-12"))
    assert HOLDS == find(
        network_meetings, agreement, THREE, *network("2023-01-12", "2023-02-12", "2023-03-12")
    )
    assert LACKS == find(status_meetings, make_agreement("2024/2027"), TWO, *off)


def test_both_numbers_of_status_meetings_are_told_at_once() -> None:
    """Where a number with the board is asked, the finding names both numbers held and both asked."""
    (finding,) = findings(status_meetings, make_agreement("2024/2027"), TWO, *status(SPRING))

    assert "Der er holdt 1 statusmøde i 2024, 0 med bestyrelsen; krav: 2 og 1." in finding.message.da
