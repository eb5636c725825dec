from collections import Counter, defaultdict
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from model.places import least, value_at, walk_record

from civic_partnership.model import (
    Association,
    Employment,
    FieldFinder,
    FocusArea,
    Grant,
    Handover,
    Municipality,
    Partner,
    Partnership,
    Programme,
    Reference,
    Register,
    Spending,
    collect_fields,
    field_at,
    info,
    item_type,
    parts,
    references,
    unwrap_type,
    values_at,
    walk_path,
)
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Count, Dated, Period, Table

WAYS: FieldFinder[str] = FieldFinder(lambda field: info(field).refers_to)


@given(registers(max_size=5))
def test_goes_along_every_path_to_its_field_and_its_value(register: Register) -> None:
    """The types lead every path of any register to its field, and each step of it to what stands there."""
    for _, record in register:
        for path, field, value in walk_record(record):
            expected = [value_at(record, path[:end]) for end in range(len(path) + 1)]
            dated = [isinstance(each, Dated) for each in expected[:-1]]

            assert field_at(type(record), path) == field, path
            assert (
                list(walk_path(record, path)) == expected[: dated.index(True) + 1 if True in dated else None]
            )
            assert value == expected[-1]


@pytest.mark.parametrize(
    ("cls", "path", "name"),
    [
        (Register, ("partnerships", "nordby", "grants", 2, "spending", 0, "amount"), "amount"),
        (Programme, ("annual_amount", "2027"), "annual_amount"),
        (Programme, ("plan_years", 0), "plan_years"),
        (Programme, ("min_youth_members", 1), "min_youth_members"),
        (Programme, ("min_youth_members", "2027", 1), "min_youth_members"),
        (Programme, ("plan_years", "2027", 0), "plan_years"),
        (Programme, ("focus_areas", "parents", "since"), "since"),
        (Municipality, ("rule_levels", "term-length"), "rule_levels"),
        (Partnership, ("terms", 7), "terms"),
    ],
)
def test_finds_the_field_that_holds_what_a_path_leads_to(cls: type[Any], path: Any, name: str) -> None:
    """A row or an entry belongs to the field of its list or table, whether it is there or not."""
    result = field_at(cls, path)

    assert result is not None
    assert name == result.name


@pytest.mark.parametrize(
    ("cls", "path"),
    [
        (Partnership, ()),
        (Partnership, ("term",)),
        (Partnership, ("terms", 0, "perid")),
        (Partnership, ("programme", "name")),
        (Partnership, (0,)),
        (Programme, ("term_years", "2024", 0)),
        (int, ("terms",)),
        (None, ("terms",)),
    ],
)
def test_finds_no_field_where_there_is_none(cls: Any, path: Any) -> None:
    """A path that is empty, misspelt or goes on below a single value leads to no field."""
    assert field_at(cls, path) is None


@pytest.mark.parametrize(
    ("path", "length"),
    [
        (("terms",), 1),
        (("focus_areas", "items", "name"), 2),
        (("rule_levels", 0), 2),
        (("member_counts", 5, "on"), 2),
    ],
)
def test_goes_along_as_far_as_a_path_leads(path: Any, length: int) -> None:
    """Stop the walk at the last value that exists."""
    assert length == len(list(walk_path(least(Programme), path)))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (str, str),
        (str | None, str),
        (Count, int),
        (Count | None, int),
        (Annotated[Decimal, "any"], Decimal),
        (tuple[Count, ...], tuple[Count, ...]),
        (Dated[Count] | None, Dated[Count]),
    ],
)
def test_plain_types_have_neither_none_nor_annotations(written: Any, expected: Any) -> None:
    """Remove `None` and annotations from the outside of a type, not from its items."""
    assert expected == unwrap_type(written)


@given(registers(max_size=5))
def test_names_every_id_that_stands_in_a_record(register: Register) -> None:
    """The references of a record are the texts in fields that refer to something, in order or by their kinds."""
    for _, record in register:
        expected = [
            Reference(path, refers_to, value)
            for path, field, value in walk_record(record)
            if (refers_to := info(field).refers_to) and isinstance(value, str)
        ]
        by_kind: dict[str, Counter[str]] = defaultdict(Counter)
        for each in expected:
            by_kind[each.kind][each.id] += 1

        assert list(references(record)) == expected
        assert {kind: Counter(ids) for kind, ids in collect_fields(record, WAYS).items() if ids} == by_kind


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (str | None, str),
        (Count, int),
        (tuple[Grant, ...], Grant),
        (tuple[Count, ...] | None, Count),
        (Table[FocusArea], FocusArea),
        (Dated[Count] | None, Dated[Count]),
        (Grant | None, Grant),
    ],
)
def test_knows_what_a_field_holds(written: Any, expected: Any) -> None:
    """The class of rows and entries, else the plain type itself; dated values hold no parts."""
    assert expected == item_type(written)


SPENDING = (
    Spending(purpose="administration", amount=Decimal(1)),
    Spending(purpose="activities", amount=Decimal(2)),
)
GRANTS = (
    Grant(year=2023, amount=Decimal(3), spending=SPENDING[:1]),
    Grant(year=2024, amount=Decimal(4)),
    Grant(year=2025, amount=Decimal(5), spending=SPENDING),
)
FOCUS = FocusArea(id="parents", number=1, name="Parents")
PARTNERSHIP = Partnership(
    id="p",
    programme="a",
    partners=(Partner(association="a"), Partner(association="b")),
    grants=GRANTS,
    employments=(Employment(period=Period("2024/2025"), handover=Handover(note="done")),),
)
ASSOCIATION = Association(id="a", name="AB", aliases=("A", "B"))
PROGRAMME = Programme(
    id="s",
    name="S",
    focus_areas=Table({"parents": FOCUS}),
    rule_levels=Table({"term-length": "off"}),
    term_years=Dated.since({"2020": 4, "2024": 5}),
)


@pytest.mark.parametrize(
    ("record", "way", "expected"),
    [
        (PARTNERSHIP, (), [PARTNERSHIP]),
        (PARTNERSHIP, ("grants",), list(GRANTS)),
        (PARTNERSHIP, ("grants", "amount"), [Decimal(3), Decimal(4), Decimal(5)]),
        (PARTNERSHIP, ("grants", "spending"), [SPENDING[0], *SPENDING]),
        (PARTNERSHIP, ("grants", "spending", "purpose"), ["administration", "administration", "activities"]),
        (PARTNERSHIP, ("grants", "period"), []),
        (PARTNERSHIP, ("terms",), []),
        (PARTNERSHIP, ("terms", "period"), []),
        (PARTNERSHIP, ("partners", "association"), ["a", "b"]),
        (ASSOCIATION, ("aliases",), [("A", "B")]),
        (PARTNERSHIP, ("employments", "handover"), [Handover(note="done")]),
        (PARTNERSHIP, ("employments", "handover", "note"), ["done"]),
        (PARTNERSHIP, ("employments", "handover", "on"), []),
        (PROGRAMME, ("focus_areas",), [FOCUS]),
        (PROGRAMME, ("focus_areas", "name"), ["Parents"]),
        (PROGRAMME, ("rule_levels",), [Table({"term-length": "off"})]),
        (PROGRAMME, ("term_years",), [Dated.since({"2020": 4, "2024": 5})]),
        (PROGRAMME, ("exempt",), []),
        (PROGRAMME, ("note",), []),
    ],
)
def test_finds_every_value_where_a_way_leads(record: Any, way: tuple[str, ...], expected: list[Any]) -> None:
    """Through lists, tables and parts; a list of texts, a table of texts and a dated value are one value each."""
    assert expected == list(values_at(record, way))


def test_parts_are_terms_and_grants_each_with_its_path() -> None:
    """The record itself comes first."""
    grant = Grant(year=2024, amount=Decimal(1))
    club = Partnership(id="a", programme="b", partners=(Partner(association="c"),), grants=(grant,))

    assert [((), club), (("grants", 0), grant)] == list(parts(club))
