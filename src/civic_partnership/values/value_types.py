"""The list of all value types, and the functions that find the value type of an annotation."""

from datetime import date, time
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from .date_types import DayType, PartialDateType, TimeType
from .dated import Dated
from .dated_type import DatedType
from .list_and_table import ListType, Table, TableType
from .numbers import IntegerType
from .partial_date import PartialDate
from .period import Period, PeriodType
from .ranges import Range, RangeType
from .text_and_boolean_types import BooleanType, ChoiceType, TextType
from .value_type import ContainerType, ValueType

VALUE_TYPES: dict[Any, ValueType[Any]] = {
    str: TextType(),
    bool: BooleanType(),
    int: IntegerType(),
    date: DayType(),
    time: TimeType(),
    PartialDate: PartialDateType(),
    Period: PeriodType(),
    Range: RangeType(),
}
"""The value types of annotations that are a plain Python class.

All other value types stand inside `Annotated[…]`.
"""
_CONTAINER_TYPES: dict[Any, type[ContainerType[Any]]] = {tuple: ListType, Table: TableType, Dated: DatedType}


def strip_none(annotation: Any) -> Any:
    """Return `X` for the annotation `X | None`; return any other annotation unchanged."""
    if get_origin(annotation) in (Union, UnionType):
        others = [each for each in get_args(annotation) if each is not NoneType]
        if len(others) == 1:
            return others[0]
    return annotation


def find_value_type(annotation: Any) -> ValueType[Any] | None:
    """Return the value type of an annotation `X` or `X | None`; None if it has none, as a record has not."""
    annotation = strip_none(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return next((note for note in annotation.__metadata__ if isinstance(note, ValueType)), None)
    if origin is Literal:
        return ChoiceType(*arguments)
    if origin in _CONTAINER_TYPES and arguments[1:] in ((), (...,)):
        return _CONTAINER_TYPES[origin](arguments[0], find_value_type(arguments[0]))
    return VALUE_TYPES.get(annotation)


def get_value_type(annotation: Any) -> ValueType[Any]:
    """Return the value type as `find_value_type` does; raise `TypeError` if the annotation has none."""
    found = find_value_type(annotation)
    if found is None:
        raise TypeError(f"no value type reads {annotation}")
    return found
