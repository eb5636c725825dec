"""A record that is put together from checked values is the one that a file gives."""

from typing import Any, get_origin

import attrs
import pytest
from hypothesis import given, settings

from civic_partnership.model import KINDS, Register, has_confirmed_shape, item_type, unwrap_type
from civic_partnership.storage import make_record_builder, make_row_builder, shared_converter
from civic_partnership.storage.record_compiler import Doubt
from civic_partnership.testing.any_registers import readable_registers as registers


def lists_of_rows(kind: str) -> dict[str, Any]:
    """Return each list of rows in records of a kind -> the class of the rows."""
    fields = [each for each in attrs.fields(KINDS[kind]) if get_origin(unwrap_type(each.type)) is tuple]
    return {each.name: item_type(each.type) for each in fields if attrs.has(item_type(each.type))}


@settings(max_examples=30, deadline=None)
@given(registers())
def test_a_record_is_put_together_from_rows_that_are_built(register: Register) -> None:
    """Build the rows of lists first, then the record around them: it is the one that a file gives."""
    for key, record in register:
        if key.id is None:
            continue
        raw = shared_converter().unstructure(record)
        lists = {name: cls for name, cls in lists_of_rows(key.kind).items() if name in raw}
        rows = {name: [make_row_builder(cls, row)(row) for row in raw[name]] for name, cls in lists.items()}
        build = make_record_builder(KINDS[key.kind], raw, lists)
        built = build({**raw, **rows}, key.id)

        assert record == built
        assert has_confirmed_shape(built)


GRANT = {"year": 2024, "amount": 5}


@pytest.mark.parametrize(
    "table",
    [
        {"programme": "a", "partners": [{"association": "a"}]},
        {"programme": "a"},
        {"programme": "a", "partners": [], "note": "x"},
    ],
    ids=["row not built", "required field missing", "field that may not be filled"],
)
def test_a_record_that_may_be_wrong_is_not_put_together(table: dict[str, Any]) -> None:
    """Leave everything doubtful to the reader that explains."""
    build = make_record_builder(KINDS["partnerships"], {"programme", "partners"}, {"partners"})
    with pytest.raises(Doubt):
        build(table, "a")


@pytest.mark.parametrize(
    ("row", "filled"),
    [({**GRANT, "period": "2024/2024"}, {"year", "period", "amount"}), ({"amount": 5}, {"amount"})],
    ids=["too many of a choice", "none of a choice"],
)
def test_a_row_that_may_be_wrong_is_not_built(row: dict[str, Any], filled: set[str]) -> None:
    """Count the fields of a choice among those that may be filled."""
    grants = lists_of_rows("partnerships")["grants"]

    assert 5 == make_row_builder(grants, GRANT)(GRANT).amount
    with pytest.raises(Doubt):
        make_row_builder(grants, filled)(row)
