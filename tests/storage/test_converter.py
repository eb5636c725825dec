import datetime
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Optional

import attrs
import cattrs
import pytest
from cattrs import BaseValidationError, Converter
from hypothesis import given, settings
from registers import minimal, places

from civic_partnership.model import KINDS, Area, Register
from civic_partnership.storage import configure_converter, from_dict, make_converter, reads_strictly, to_dict
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Count, Dated, InvalidValue, Money, PartialDate, Period, Range, Table


@attrs.frozen
class Letter:
    """A class of another package that holds records."""

    areas: Table[Area]
    sent: PartialDate
    read_at: datetime.datetime | None = None


@pytest.mark.parametrize("converter", [make_converter(), configure_converter(Converter())])
def test_records_go_through_a_converter_and_back(converter: Converter) -> None:
    """Any converter with the package's hooks unstructures a register and structures it back."""

    @settings(max_examples=20, deadline=None)
    @given(registers())
    def check(register: Register) -> None:
        tables = converter.unstructure(register)
        for kind, table in tables.items():
            cls: Any = attrs.fields_dict(Register)[kind].type
            assert getattr(register, kind) == converter.structure(table, cls)

    check()


def test_teaches_a_converter_of_ones_own() -> None:
    """A converter keeps its hooks, is returned itself, and reads classes that hold records."""
    own = Converter()
    own.register_structure_hook(datetime.datetime, lambda value, _: datetime.datetime.fromisoformat(value))

    assert own is configure_converter(own)
    assert own.structure(
        {"areas": {"a": {"name": "Havnen"}}, "sent": "2024-01~", "read_at": "2024-02-01T12:00:00+00:00"},
        Letter,
    ) == Letter(
        Table({"a": Area(id="a", name="Havnen")}),
        PartialDate("2024-01~"),
        datetime.datetime(2024, 2, 1, 12, tzinfo=datetime.UTC),
    )


def test_a_record_by_itself_has_its_id() -> None:
    """Write and read a single record with its id."""
    own = configure_converter(Converter())
    havnen = Area(id="havnen", name="Havnen", note="Æ")

    assert {"id": "havnen", "name": "Havnen", "note": "Æ"} == own.unstructure(havnen)
    assert havnen == own.structure(own.unstructure(havnen), Area)


@pytest.mark.parametrize(
    "wrong", [{"name": "A"}, {"id": "A", "name": "A"}, {"id": 5, "name": "A"}, {"id": "a"}, "a"]
)
def test_a_record_by_itself_is_read_as_strictly(wrong: object) -> None:
    """Refuse a single record with a wrong id, or without a required field."""
    with pytest.raises((BaseValidationError, InvalidValue)):
        configure_converter(Converter()).structure(wrong, Area)


@pytest.mark.parametrize(
    "wrong", [{"name": 1}, {"name": "x", "nam": "x"}, {}, {"name": "x", "id": "a"}, None]
)
def test_a_converter_of_ones_own_is_as_strict(wrong: object) -> None:
    """A lenient converter with the package's hooks refuses what every reader refuses."""
    with pytest.raises(BaseValidationError):
        configure_converter(Converter(detailed_validation=False)).structure({"a": wrong}, Table[Area])


def test_converters_are_apart() -> None:
    """Adding hooks to one converter changes no other converter."""
    ours, other = make_converter(), make_converter()
    ours.register_structure_hook(str, lambda _, __: "changed")

    assert "A" == other.structure({"a": {"name": "A"}}, Table[Area])["a"].name
    assert "Havnen" == from_dict(minimal("areas")).register.areas["a"].name
    assert "1" == cattrs.structure(1, str)


@attrs.frozen
class Loose:
    """A class of another package with a field that cattrs converts."""

    when: datetime.datetime


@attrs.frozen
class Strict:
    """A class of another package with the package's own types only."""

    name: str
    few: tuple[Range | None, ...] = ()


@pytest.mark.parametrize(
    "annotation",
    [
        *(str, bool, int, date, time, PartialDate, Period, Range, Area, Strict),
        *(Count, Money, Literal["a", "b"], str | None, Optional[Count], Strict | None),  # noqa: UP045 - both forms
        *(tuple[str, ...], tuple[Strict, ...], Table[Area], Table[str], Dated[Range], Dated[tuple[int, ...]]),
        *(cls for cls in KINDS.values()),
    ],
)
def test_knows_what_is_read_strictly(annotation: Any) -> None:
    """Recognise the package's types, and types made of them, as strict."""
    assert reads_strictly(annotation)
    with pytest.raises((BaseValidationError, InvalidValue)):
        make_converter().structure(object(), annotation)


@pytest.mark.parametrize(
    "annotation",
    [
        *(float, bytes, datetime.datetime, Decimal, list, dict[str, str], list[str], set[int], Any, Loose),
        *(str | int, str | int | None, float | None, tuple[float, ...], Table[Loose], Dated[bytes]),
        *(tuple[Loose | None, ...], Annotated[int, "a note"], Path),
    ],
)
def test_knows_what_is_not_read_strictly(annotation: Any) -> None:
    """Recognise that a type is not strict if any part of it is converted by cattrs."""
    assert not reads_strictly(annotation)


@pytest.mark.parametrize(
    ("kind", "name", "given_as", "expected"),
    [
        ("programmes", "annual_amount", "200000.00", 200_000),
        ("programmes", "annual_amount", Decimal("2E+5"), 200_000),
        ("programmes", "annual_amount", "199999.50", Decimal("199999.5")),
        ("programmes", "annual_amount", {"2027": "1.50", "2012": 2}, {"2012": 2, "2027": Decimal("1.5")}),
        ("programmes", "network_meetings_per_year", [3, 3], 3),
        ("programmes", "network_meetings_per_year", [3, 4], [3, 4]),
        ("programmes", "since", date(2021, 1, 1), "2021-01-01"),
        ("programmes", "rule_levels", {"b": "off", "a": "error"}, {"a": "error", "b": "off"}),
        ("appropriations", "period", "2012/..", "2012/.."),
        ("meetings", "on", "2024-01-31", date(2024, 1, 31)),
        ("meetings", "starts", "17:30:00", time(17, 30)),
        ("initiatives", "beside_chain", True, True),
    ],
)
def test_writes_in_one_way(kind: str, name: str, given_as: object, expected: object) -> None:
    """However a value was written, it is written in one way: whole numbers as such, tables by key."""
    output = to_dict(from_dict(minimal(kind, **{name: given_as})).register)[kind]["a"][name]

    assert (repr(expected), type(expected)) == (repr(output), type(output))


def test_leaves_out_what_is_absent() -> None:
    """Lists that are empty and facts that are at their default are not written."""
    sparse = minimal("initiatives", beside_chain=False, sources=[], exempt={})

    assert minimal("initiatives") == to_dict(from_dict(sparse).register)
    assert {} == to_dict(Register())


def test_writes_shared_fields_last() -> None:
    """A record's own fields come first, in the order of its class, then sources, note and exempt."""
    table = minimal(
        "meetings", note="n", sources=[{"document": "d"}], exempt={"x": "y"}, place="p", kind="theme"
    )
    output = to_dict(from_dict(table).register)["meetings"]["a"]

    assert ["on", "kind", "place", "sources", "note", "exempt"] == list(output)


@settings(max_examples=30, deadline=None)
@given(registers())
def test_writes_nothing_but_what_a_toml_file_holds(register: Register) -> None:
    """Plain tables hold no values of the package, no tuples and nothing that is absent."""
    plain_types: tuple[Any, ...] = (str, bool, int, Decimal, date, time, list, dict)

    for way, value in places(to_dict(register)):
        assert type(value) in plain_types
        assert {str, int} >= {type(step) for step in way}
