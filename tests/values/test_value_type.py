import pickle
from decimal import Decimal
from typing import Annotated, Any

import pytest
from attrs import field, frozen
from hypothesis import given, settings

from civic_partnership.exporting.options import list_options, parse_option_pairs
from civic_partnership.importing.mapping.cell_readers import is_readable, reader_of
from civic_partnership.importing.mapping.definition import FieldSource
from civic_partnership.model import about, find_invalid_values
from civic_partnership.storage import make_converter, reads_strictly
from civic_partnership.storage.cells import DANISH, cell_of
from civic_partnership.testing.any_registers import samples
from civic_partnership.values import (
    Count,
    Dated,
    DigitsType,
    InvalidValue,
    Label,
    Period,
    Table,
    ValueType,
    WrongType,
    find_value_type,
    get_value_type,
)

PostalCode = Annotated[str, DigitsType(4, "et postnummer har 4 cifre", "a postal code has 4 digits")]
"""A value type of somebody else's, which no file of the package knows."""


@frozen(kw_only=True)
class Address:
    """A class of another package with fields of this type."""

    postal_code: PostalCode | None = field(default=None, metadata=about("postnummer", "postal code"))
    others: tuple[PostalCode, ...] = field(default=(), metadata=about("andre", "others"))


ANNOTATION: Any = PostalCode | None


def test_a_new_type_is_read_and_written() -> None:
    """A record with it goes through the converter; another form is refused with the sentence of the type."""
    converter = make_converter()
    address = Address(postal_code="0999", others=("8000", "1000"))
    plain_table = {"postal_code": "0999", "others": ["8000", "1000"]}

    assert plain_table == converter.unstructure(address)
    assert address == converter.structure(plain_table, Address)
    with pytest.raises(InvalidValue, match="a postal code has 4 digits"):
        converter.structure("999", ANNOTATION)


def test_a_new_type_is_described() -> None:
    """It has a schema, and options of it are list_options and taken as texts."""
    assert get_value_type(ANNOTATION).schema(dict) == {
        "type": "string",
        "pattern": "^(?:[0-9]{4})$",
        "not": {"type": "string", "pattern": r"\n"},
    }
    assert reads_strictly(Address)
    assert ["…", "… …"] == [option.takes for option in list_options(Address)]
    assert {"postal_code": "0999", "others": ["8000"]} == parse_option_pairs(
        Address, ["postal_code=0999", "others=8000"]
    )


def test_a_new_type_stands_in_cells() -> None:
    """It goes into the cells of plain and Danish tables and back, and is read from foreign ones."""
    plain_table, danish = cell_of(ANNOTATION), cell_of(ANNOTATION, DANISH)
    assert plain_table.write is not None
    assert danish.write is not None

    assert plain_table.write("0999") == "0999" == plain_table.read("0999")
    assert danish.write("0999") == "'0999"
    assert danish.read("'0999") == "0999"
    assert is_readable(ANNOTATION)
    assert reader_of(ANNOTATION, FieldSource())("09 99") == "0999"
    assert reader_of(tuple[PostalCode, ...], FieldSource())("0999; 8000") == ["0999", "8000"]
    with pytest.raises(InvalidValue, match="a spreadsheet may have dropped zeros"):
        reader_of(ANNOTATION, FieldSource())("999")


@settings(max_examples=20)
@given(samples(Address))
def test_a_new_type_has_samples(address: Address) -> None:
    """Any record with it is drawn, fits, and reads back."""
    converter = make_converter()

    assert [] == list(find_invalid_values(address, Address))
    assert address == converter.structure(converter.unstructure(address), Address)


def test_what_does_not_fit_a_new_type_is_found_in_python() -> None:
    """A record made with a wrong value says where and why."""
    wrong = Address(postal_code="999", others=("8000", 1000))  # type: ignore[arg-type]

    assert [
        (("postal_code",), "a postal code has 4 digits"),
        (("others", 1), "a text"),
    ] == [(path, str(error)) for path, error, _ in find_invalid_values(wrong, Address)]


class Unfinished(ValueType[int]):
    """A value type without a reader and a cell."""


def test_a_text_is_parsed_as_it_stands() -> None:
    """Return the text of a foreign cell unchanged."""
    assert "1.10.2020" == get_value_type(str).parse("1.10.2020")


def test_a_type_must_say_how_it_is_read() -> None:
    """A type without a reader is refused by its name, as is one without a cell."""
    with pytest.raises(NotImplementedError, match="Unfinished"):
        Unfinished().read(1)
    with pytest.raises(TypeError, match="no cell holds a Unfinished"):
        cell_of(Annotated[int, Unfinished()])


@pytest.mark.parametrize("annotation", [tuple[Address, ...], Dated[Address], Table[str], Address])
def test_parts_and_tables_have_no_cell(annotation: Any) -> None:
    """Refuse a cell for parts and tables, and a Danish cell for periods."""
    with pytest.raises(TypeError, match="no cell holds a"):
        cell_of(annotation)
    with pytest.raises(TypeError, match="no cell holds a"):
        cell_of(Period, DANISH)
    assert not is_readable(annotation)


@pytest.mark.parametrize(
    "annotation", [Decimal, float, int | str, Table, Dated, tuple[int, str], Annotated[int, ""]]
)
def test_other_annotations_have_no_value_type(annotation: Any) -> None:
    """Refuse an unknown annotation."""
    assert find_value_type(annotation) is None
    with pytest.raises(TypeError, match="no value type reads"):
        get_value_type(annotation)


def test_a_container_knows_what_it_holds() -> None:
    """The annotation of what stands in a list, a table or a dated value is at hand."""
    assert (Count,) == get_value_type(tuple[Count, ...]).inner == get_value_type(Table[Count]).inner
    assert (tuple[Count, ...],) == get_value_type(Dated[tuple[Count, ...]] | None).inner


@pytest.mark.parametrize("kind", [InvalidValue, WrongType])
def test_a_refusal_gives_its_reason_and_pickles(kind: type[InvalidValue]) -> None:
    """A refusal is a `ValueError` with a reason in both languages; its text is English."""
    error = kind("et helt tal", "a whole number")
    again = pickle.loads(pickle.dumps(error))

    assert issubclass(kind, ValueError)
    assert kind is type(again)
    assert Label("et helt tal", "a whole number") == again.reason == error.reason
    assert str(error) == "a whole number" == str(again)
    assert ("et helt tal", "a whole number") == (
        error.reason.in_language("da"),
        error.reason.in_language("en"),
    )
