from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st
from rules.found import HOLDS, ON, Found, broken, find, findings, undecided, warned
from rules.partnerships import partner, partnership, programme, term
from strategies import DAY, days_from

from civic_partnership.findings import Level
from civic_partnership.model import Cancellation, Consultant, Contact, Partnership
from civic_partnership.rules.parallel_partnerships import one_partnership_at_a_time
from civic_partnership.rules.partnerships import consultant_assigned, partner_shares, shared_partnership
from civic_partnership.values import Days, PartialDate

ERROR: Level = "error"
WARNING: Level = "warning"
UNDECIDED: Level = "undecided"


def agreement(id: str, *periods: str, by: str = "club", under: str = "ordning") -> Partnership:
    """Make a partnership of some associations, each a word, with some terms."""
    return partnership(by, id=id, programme=under, terms=map(term, periods))


Told = list[tuple[str | None, Level, Any]]


def at_a_time(*agreements: Partnership, on: date = ON) -> Told:
    """Return the partnerships reported for running at the same time: how, and where."""
    reported = findings(one_partnership_at_a_time, *agreements, on=on)
    return [(each.record and each.record.id, each.level, each.path) for each in reported]


PERIOD, SECOND, TERMS = ("terms", 0, "period"), ("terms", 1, "period"), ("terms",)
FIRST = agreement("a", "2021/2024")
BOTH = [("a", ERROR, PERIOD), ("b", ERROR, PERIOD)]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (agreement("b", "2024-12-31/2027"), BOTH),
        (agreement("b", "2017/2020", "2023/2026"), [("a", ERROR, PERIOD), ("b", ERROR, SECOND)]),
        (agreement("b", "2023/2023", "2021/2021"), [BOTH[0], *BOTH, ("b", ERROR, SECOND)]),
        (
            agreement("b", "2020/", "2023/2024"),
            [BOTH[0], ("a", UNDECIDED, PERIOD), ("b", UNDECIDED, PERIOD), ("b", ERROR, SECOND)],
        ),
        (agreement("b", "2021/2022", "2023~/2024"), [*BOTH, ("b", ERROR, SECOND)]),
        (agreement("b", "2020/2021~"), BOTH),
        (agreement("b", "2020/"), [("a", UNDECIDED, PERIOD), ("b", UNDECIDED, PERIOD)]),
        (agreement("b", "2021/2024", by="other"), []),
        (agreement("b", "2021/2024", under="another"), []),
        (agreement("b", "2021/2024", by="other club"), [("a", WARNING, PERIOD)]),
        (agreement("b", "2020/", by="club other"), [("a", UNDECIDED, PERIOD)]),
        (agreement("b", "2025/2028", by="club other"), []),
        (agreement("b", "2021/2024", by="club club"), BOTH),
        (agreement("b"), [("b", UNDECIDED, TERMS)]),
    ],
)
def test_an_association_has_one_partnership_of_its_own_at_a_time(other: Partnership, expected: Told) -> None:
    """Report two own partnerships at once at both; report a shared one as a warning at the own one."""
    assert expected == at_a_time(FIRST, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2020/2024", "club"), ("2020/2024", "club"), BOTH),
        (("ordning", "club/2"), ("ordning", "club/2"), BOTH),
        (('"', "]"), ('"', "]"), BOTH),
        (("x/y", "club"), ("x", "y/club"), []),
    ],
)
def test_what_a_partnership_names_may_hold_any_sign(
    one: tuple[str, str], other: tuple[str, str], expected: Told
) -> None:
    """Programme and association are told apart, even where such an id cannot be that of a record."""
    both = [agreement(id, "2021/2024", under=each[0], by=each[1]) for id, each in (("a", one), ("b", other))]

    assert expected == at_a_time(*both)


@pytest.mark.parametrize(
    ("others", "on", "expected"),
    [
        # from the first day that both may share, and not before
        ([agreement("b", "2023/2026")], date(2022, 12, 31), []),
        ([agreement("b", "2023/2026")], date(2023, 1, 1), BOTH),
        ([agreement("b")], date(2020, 12, 31), []),
        ([agreement("b")], date(2021, 1, 1), [("b", UNDECIDED, TERMS)]),
        # missing terms are told of each partnership once
        (
            [agreement("b", by="club other"), agreement("c"), agreement("d", "2021/2024", by="other")],
            ON,
            [("b", UNDECIDED, TERMS), ("c", UNDECIDED, TERMS)],
        ),
    ],
)
def test_only_days_that_have_come_are_asked(others: list[Partnership], on: date, expected: Told) -> None:
    """Report two partnerships, or one without terms, once both may have begun."""
    assert expected == at_a_time(FIRST, *others, on=on)


def test_two_shared_partnerships_are_nobody_s_own() -> None:
    """An association may share in several partnerships."""
    one, two = (agreement(id, "2021/2024", by=f"{id} club") for id in "ab")

    assert [] == at_a_time(one, two, agreement("c", by="club x"))


def test_of_more_than_three_beside_it_some_are_named_once() -> None:
    """Report each of many partnerships once; name three others and their number."""
    many = [agreement(f"p-{n:02}", "2021/2024") for n in range(60)]
    reported = findings(one_partnership_at_a_time, *many, FIRST)

    assert [(each.id, ERROR) for each in (FIRST, *many)] == [
        (each.record and each.record.id, each.level) for each in reported
    ]
    assert reported[0].message.en.startswith(
        "The association has 61 partnerships in the programme; p-00, p-01, p-02 and others run at the same time "
        "(2021-2024)."
    )
    assert all(each.message.da.endswith(".") and "61" in each.message.da for each in reported)


def test_three_beside_it_are_named_each() -> None:
    """Report up to three other partnerships in a finding each."""
    four = [agreement(id, "2021/2024") for id in "abcd"]

    assert 12 == len(at_a_time(*four))
    assert [(id, ERROR, PERIOD) for id in "abcde"] == at_a_time(*four, agreement("e", "2024/2027"))


@pytest.mark.parametrize(
    ("period", "by", "expected"),
    [
        ("2020/", "club", [("a", UNDECIDED, PERIOD)]),
        ("2020/2024", "club other", [("a", WARNING, PERIOD)]),
        ("2025/2028", "club", []),
    ],
)
def test_many_are_told_as_few_are(period: str, by: str, expected: Told) -> None:
    """Many partnerships keep the level that few of them have."""
    many = [agreement(f"p-{n}", period, by=by) for n in range(9)]

    assert expected == [each for each in at_a_time(FIRST, *many, on=date(2024, 12, 1)) if each[0] == "a"]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("club", HOLDS),
        ("club other third", HOLDS),
        ("club other club club", [*broken("partners", 2), *broken("partners", 3)]),
        ("", undecided("partners")),
    ],
)
@pytest.mark.parametrize("on", [ON, date(2012, 1, 1)])
def test_those_who_share_are_not_one_and_the_same(by: str, expected: Found, on: date) -> None:
    """Report an association that is named twice; leave open whose a partnership of nobody is."""
    assert expected == find(shared_partnership, agreement("a", "2021/2024", by=by), programme(), on=on)


def looked_after(consultant: str | None, *periods: str) -> Partnership:
    """Make a partnership with a contact in the municipality, or without."""
    consultants = (Consultant(contact=consultant),) if consultant else ()
    return attrs.evolve(agreement("a", *periods), consultants=consultants)


TOWN = Contact(id="town", department="culture")
CONTACTS = (TOWN, Contact(id="club", association="club"), Contact(id="neither"))
RUNNING, MAYBE, OVER = ("2024/2027",), ("2021/2025~",), ("2021/2024",)
NAMED = ("consultants",)
UNKNOWN = ("consultants", 0, "contact")


@pytest.mark.parametrize(
    ("consultant", "terms", "on", "expected"),
    [
        ("town", MAYBE, ON, HOLDS),
        ("town", (), ON, HOLDS),
        (None, MAYBE, ON, undecided()),
        (None, ("2021/2024", "2025/2028"), ON, warned()),
        (None, (), ON, undecided()),
        ("club", RUNNING, ON, warned(*NAMED)),
        ("club", MAYBE, ON, undecided(*NAMED)),
        # of a contact that is not known, or of whom no side is, it cannot be told
        ("neither", RUNNING, ON, undecided(*NAMED)),
        ("nowhere", RUNNING, ON, undecided(*UNKNOWN)),
        ("nowhere", OVER, ON, HOLDS),
        # both days of a term belong to it
        (None, RUNNING, date(2023, 12, 31), HOLDS),
        (None, RUNNING, date(2024, 1, 1), warned()),
        (None, RUNNING, date(2027, 12, 31), warned()),
        (None, RUNNING, date(2028, 1, 1), HOLDS),
    ],
)
def test_a_running_partnership_has_a_contact_in_the_municipality(
    consultant: str | None, terms: tuple[str, ...], on: date, expected: Found
) -> None:
    """While a term runs, the partnership names a contact of a department."""
    assert expected == find(consultant_assigned, looked_after(consultant, *terms), *CONTACTS, on=on)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(None, "2024", warned(*NAMED)), ("2025", None, HOLDS), ("2025~", None, undecided(*NAMED))],
)
def test_only_the_contacts_of_the_day_are_asked(
    since: str | None, until: str | None, expected: Found
) -> None:
    """A contact that has stopped, or has not begun, is none on the day."""
    days = {"since": since and PartialDate(since), "until": until and PartialDate(until)}
    consultants = (Consultant(contact="town", **days),)  # type: ignore[arg-type]
    made = attrs.evolve(agreement("a", *RUNNING), consultants=consultants)

    assert expected == find(consultant_assigned, made, *CONTACTS)


def test_a_cancelled_partnership_needs_no_contact() -> None:
    """After its last day, a partnership that was cancelled is not asked."""
    cancelled = Cancellation(on=date(2024, 6, 1), effective=date(2024, 12, 31))

    made = attrs.evolve(looked_after(None, *RUNNING), cancelled=cancelled)

    assert HOLDS == find(consultant_assigned, made, on=ON)
    assert warned() == find(consultant_assigned, made, on=date(2024, 12, 31))


PartnerRow = tuple[str, str | None, str | None]


def with_partners(id: str, *rows: PartnerRow, terms: tuple[str, ...] = ("2021/2024",)) -> Partnership:
    """Make a partnership of some associations, each from one date to another."""
    return partnership(id=id, terms=map(term, terms), partners=[partner(*each) for each in rows])


def days_at_a_time(*agreements: Partnership, on: date = ON) -> list[tuple[str | None, Level, Any]]:
    """Return the partnerships reported for running at the same time: how, and on which days."""
    reported = findings(one_partnership_at_a_time, *agreements, on=on)
    return [(each.record and each.record.id, each.level, dict(each.facts).get("days")) for each in reported]


NEXT_YEARS = Days(date(2023, 1, 1), date(2024, 12, 31))
LATER = with_partners("b", ("club", None, None), terms=("2023/2026",))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # shared until the middle
        (
            [("club", None, None), ("other", None, "2023")],
            [
                ("a", ERROR, Days(date(2024, 1, 1), date(2024, 12, 31))),
                ("b", ERROR, Days(date(2024, 1, 1), date(2024, 12, 31))),
                ("b", WARNING, Days(date(2023, 1, 1), date(2023, 12, 31))),
            ],
        ),
        # nobody knows when the other left, or the club came
        (
            [("club", None, None), ("other", None, "2023~")],
            [("a", UNDECIDED, NEXT_YEARS), ("b", WARNING, NEXT_YEARS)],
        ),
        (
            [("other", None, "2022"), ("club", "2024~", None)],
            [
                ("a", ERROR, Days(date(2024, 1, 1), date(2024, 12, 31))),
                ("b", ERROR, Days(date(2024, 1, 1), date(2024, 12, 31))),
            ],
        ),
    ],
)
def test_only_the_days_as_the_only_partner_count(rows: list[PartnerRow], expected: Any) -> None:
    """Shared days, and days on which the association is no partner, are no days of its own."""
    assert expected == days_at_a_time(with_partners("a", *rows), LATER, on=date(2026, 1, 1))


def test_days_after_a_cancelled_agreement_do_not_count() -> None:
    """A partnership that was cancelled runs until its last day."""
    club = ("club", None, None)
    cancelled = Cancellation(on=date(2022, 6, 1), effective=date(2022, 12, 31))
    made = attrs.evolve(with_partners("a", club), cancelled=cancelled)
    never = attrs.evolve(made, cancelled=attrs.evolve(cancelled, effective=date(2020, 12, 31)))
    middle = attrs.evolve(cancelled, effective=date(2022, 12, 15))
    uncertain = attrs.evolve(with_partners("a", club, terms=("2022-12~/2024",)), cancelled=middle)

    assert [] == days_at_a_time(made, LATER) == days_at_a_time(never, agreement("b", "2021/2024"))
    assert [UNDECIDED] * 2 == [each[1] for each in days_at_a_time(uncertain, agreement("b", "2012/2024"))]


@pytest.mark.parametrize(
    ("rows", "on", "expected"),
    [
        ([("club", None, "2022"), ("other", "2023-02", None)], ON, broken("partners")),
        ([("club", "2021-02", None)], ON, broken("partners")),
        ([("club", None, "2023")], date(2023, 12, 31), HOLDS),
        ([("club", None, "2023")], date(2024, 1, 1), broken("partners")),
        ([("club", None, "2023-12~"), ("other", "2024", None)], ON, undecided("partners")),
    ],
)
def test_there_is_always_a_partner(rows: list[PartnerRow], on: date, expected: Found) -> None:
    """On each day of the terms so far, some association is a partner."""
    assert expected == find(shared_partnership, with_partners("a", *rows), on=on)


def test_nobody_is_missed_after_a_cancelled_agreement() -> None:
    """After its last day, a partnership that was cancelled needs no partner, and says no more shares."""
    cancelled = Cancellation(on=date(2022, 6, 1), effective=date(2022, 12, 31))
    alone = with_partners("a", ("club", None, "2022"))
    shared = sharing((100, None, "2022"), (60, "2023", None))

    assert HOLDS == find(shared_partnership, attrs.evolve(alone, cancelled=cancelled))
    assert HOLDS == find(partner_shares, attrs.evolve(shared, cancelled=cancelled))
    assert broken("partners") == find(partner_shares, shared)


def sharing(
    *rows: tuple[Any, str | None, str | None], terms: tuple[str, ...] = ("2021/2024",)
) -> Partnership:
    """Make a partnership of associations with shares, each from one date to another."""
    partners = [partner(f"club-{n}", since, until, share) for n, (share, since, until) in enumerate(rows)]
    return partnership(id="a", terms=map(term, terms), partners=partners)


ALWAYS = (None, None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(None, *ALWAYS), (None, *ALWAYS)], HOLDS),
        ([(60, *ALWAYS), (40, None, "2021"), (30, "2022", None)], broken("partners")),
        (
            [(60, *ALWAYS), (40, None, "2021"), (30, "2022", "2022"), (20, "2023", None)],
            broken("partners") * 2,
        ),
        # shares with decimals are rounded, whole ones are not
        ([("33.3", *ALWAYS)] * 3, HOLDS),
        ([("33.33", *ALWAYS)] * 3, HOLDS),
        ([(33, *ALWAYS)] * 3, broken("partners")),
        ([("49.5", *ALWAYS), (50, *ALWAYS)], broken("partners")),
        # without a share of one it is not known, unless the others have too much
        ([(60, *ALWAYS), (None, *ALWAYS)], undecided("partners", 1, "share")),
        ([(None, *ALWAYS), (60, *ALWAYS), (None, *ALWAYS)], undecided("partners", 0, "share")),
        ([(60, *ALWAYS), (60, *ALWAYS), (None, *ALWAYS)], broken("partners")),
        # while it is not sure who is a partner
        ([(60, *ALWAYS), (40, None, "2022-06~"), (40, "2022-06~", None)], undecided("partners")),
        (
            [(None, None, "2022-06~"), (60, "2022-06~", None)],
            [*broken("partners"), *undecided("partners", 0, "share")],
        ),
        ([(100, "2025-01~", None)], HOLDS),
    ],
)
def test_the_shares_of_a_day_are_all_of_it(rows: Any, expected: Found) -> None:
    """On each day of the terms, the shares of the partners of that day add up to 100."""
    assert expected == find(partner_shares, sharing(*rows))


def test_without_terms_the_shares_of_the_day_count() -> None:
    """Without terms only the day of checking is known; with an uncertain term its days may not count."""
    rows = [(60, None, "2024"), (40, *ALWAYS)]

    assert broken("partners") == find(partner_shares, sharing(*rows, terms=()))
    assert HOLDS == find(partner_shares, sharing(*rows, terms=()), on=date(2024, 12, 31))
    assert undecided("partners") == find(
        partner_shares, sharing((60, None, "2025-01-01"), rows[1], terms=("2021/2025~",))
    )
    (finding,) = findings(partner_shares, sharing((50, *ALWAYS), (40, *ALWAYS)))
    assert "tilsammen 90 procent (2021-2024)" in finding.message.da


FIRST_DAY = date(2024, 2, 20)
windows = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)
partner_windows = st.lists(st.tuples(st.sampled_from(["club", "other"]), windows), min_size=1, max_size=3)


def day_after(number: int) -> str:
    """Return the day so many days after the first one."""
    return (FIRST_DAY + number * DAY).isoformat()


def in_windows(id: str, terms: Any, partners: Any) -> Partnership:
    """Make a partnership whose terms and partners last from one numbered day to another."""
    rows = [(name, day_after(start), day_after(end)) for name, (start, end) in partners]
    return with_partners(
        id, *rows, terms=tuple(f"{day_after(start)}/{day_after(end)}" for start, end in terms)
    )


def partners_on(day: int, terms: Any, partners: Any) -> set[str]:
    """Return the partners on a numbered day, if it lies in a term."""
    runs = any(start <= day <= end for start, end in terms)
    return {name for name, (start, end) in partners if start <= day <= end} if runs else set()


two_partnerships = st.tuples(*[st.tuples(st.lists(windows, min_size=1, max_size=2), partner_windows)] * 2)


@given(two_partnerships, st.integers(-1, 14))
def test_each_day_is_judged_by_the_partners_of_that_day(both: Any, until: int) -> None:
    """Day by day: alone beside alone is an error for both, alone beside shared a warning for the first."""
    expected: dict[tuple[str, Level], set[date]] = {}
    for n in range(until + 1):
        sides = [partners_on(n, *each) for each in both]
        for id, own, other in (("a", sides[0], sides[1]), ("b", sides[1], sides[0])):
            for name in own & other if len(own) == 1 else ():
                level: Level = ERROR if len(other) == 1 else WARNING
                expected.setdefault((id, level), set()).add(FIRST_DAY + n * DAY)
                assert name in own
    made = [in_windows(id, *each) for id, each in zip("ab", both, strict=True)]
    found: dict[Any, set[date]] = {}
    for owner, found_level, days in days_at_a_time(*made, on=FIRST_DAY + until * DAY):
        found.setdefault((owner, found_level), set()).update(days_from(*days))

    assert expected == found


@given(windows, st.lists(st.tuples(windows, st.sampled_from([None, 40, 60, 100])), min_size=1, max_size=4))
def test_the_shares_of_each_day_are_added_up(term_days: Any, rows: Any) -> None:
    """Day by day: shares other than 100 are told; where one of several is missing, it cannot be told."""
    partners = [(share, day_after(start), day_after(end)) for (start, end), share in rows]
    period = f"{day_after(term_days[0])}/{day_after(term_days[1])}"
    reported = findings(partner_shares, sharing(*partners, terms=(period,)))
    wrong: set[date] = set()
    is_open = False
    for n in range(term_days[0], term_days[1] + 1):
        shares = [share for (start, end), share in rows if start <= n <= end]
        total = sum(share or 0 for share in shares)
        if shares and any(share is not None for share in shares):
            if None in shares and total <= 100:
                is_open = True
            elif total != 100:
                wrong.add(FIRST_DAY + n * DAY)
    facts = [dict(each.facts)["days"] for each in reported if each.level == ERROR]

    assert wrong == {day for days in facts for day in days_from(*days)}
    assert is_open == any(each.level == UNDECIDED for each in reported)
