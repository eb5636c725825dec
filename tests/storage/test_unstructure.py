from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from registers import minimal, places

from civic_partnership.model import Register
from civic_partnership.storage import from_dict, to_dict
from civic_partnership.testing.any_registers import readable_registers as registers


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
