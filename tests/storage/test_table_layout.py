from collections import Counter

from attrs import field, frozen

from civic_partnership.model import KINDS, Area, Party, Register, Source, about
from civic_partnership.storage.table_layout import _may_be_blank, table_layouts
from civic_partnership.values import Dated, Table


def test_every_column_of_a_table_has_a_name_of_its_own() -> None:
    """Name all columns of a table differently."""
    for sheet in table_layouts().values():
        assert {1} == set(Counter(sheet.header).values()), sheet.name


def test_there_is_a_table_for_each_kind() -> None:
    """Lay out the municipality and every kind of record; every other table follows the one it belongs to."""
    names = list(table_layouts())

    assert {"municipality", *KINDS} == {
        name for name, sheet in table_layouts().items() if sheet.parent is None
    }
    for name, sheet in table_layouts().items():
        if sheet.parent is not None:
            assert names.index(sheet.parent.name) < names.index(name)


def test_headers_are_what_is_promised() -> None:
    """Put keys first, flatten parts, and give a part that may be blank a column for its presence."""
    assert ("id", "name", "unit", "gln", "note") == table_layouts()["departments"].header
    assert ("code", "name", "note") == table_layouts()["municipality"].header
    assert ("rule_levels", "value") == table_layouts()["municipality.rule_levels"].header
    assert (*("partnerships", "grants", "spending"), *("purpose", "amount", "text")) == table_layouts()[
        "partnerships.grants.spending"
    ].header
    assert (
        *("frameworks", "hearing.responses"),
        *("by.association", "by.department", "by.name", "by.person", "by.person.name"),
        *("answered", "answered_on", "text"),
    ) == table_layouts()["frameworks.hearing.responses"].header
    assert ("handover", "handover.on", "handover.note") == table_layouts()["partnerships.employments"].header[
        6:9
    ]
    assert ("programmes", "focus_areas", "number") == table_layouts()["programmes.focus_areas"].header[:3]


@frozen(kw_only=True)
class _OnlyLists:
    """A part that has nothing but lists, one of them required."""

    names: tuple[str, ...] = field(metadata=about("navne", "names"))
    parties: tuple[Party, ...] = field(default=(), metadata=about("parter", "parties"))


def test_what_may_be_blank_is_known() -> None:
    """Call a part with only lists possibly blank, and one with a required value not."""
    assert _may_be_blank(_OnlyLists)
    assert not _may_be_blank(Party)


def test_keys_are_written_as_numbers_and_names() -> None:
    """Number the rows of a list from 1, and give those of a table their keys."""
    sources = (Source(document="x"), Source(document="y"))
    area = Area(id="a", name="A", sources=sources, exempt=Table({"=x": Dated.always("y")}))
    register = Register().replace(area)

    assert [(("a", 1), sources[0]), (("a", 2), sources[1])] == list(
        table_layouts()["areas.sources"].rows(register)
    )
    assert [(("a", "=x"), Dated.always("y"))] == list(table_layouts()["areas.exempt"].rows(register))
