"""All value types, and how the value type of an annotation is found."""

from datetime import date, time
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from .date_types import DayType, PartialDateType, TimeType
from .dated import Dated, DatedType
from .numbers import IntegerType
from .partial_date import PartialDate
from .period import Period, PeriodType
from .range import Range, RangeType
from .standard_types import BooleanType, ListType
from .table import Table, TableType
from .text import ChoiceType, TextType
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
"""The value types of annotations that are one class; any other stands in `Annotated[…]`."""
_CONTAINER_TYPES: dict[Any, type[ContainerType[Any]]] = {tuple: ListType, Table: TableType, Dated: DatedType}


def strip_none(annotation: Any) -> Any:
    """Return an annotation without `None`; any other stays as it is."""
    if get_origin(annotation) in (Union, UnionType):
        others = [each for each in get_args(annotation) if each is not NoneType]
        if len(others) == 1:
            return others[0]
    return annotation


def find_value_type(annotation: Any) -> ValueType[Any] | None:
    """Return the value type of an annotation, with or without `None`; None for records and all others."""
    annotation = strip_none(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return next((note for note in annotation.__metadata__ if isinstance(note, ValueType)), None)
    if origin is Literal:
        return ChoiceType(*arguments)
    if origin in _CONTAINER_TYPES and arguments[1:] in ((), (...,)):
        return _CONTAINER_TYPES[origin](arguments[0], find_value_type(arguments[0]))
    return VALUE_TYPES.get(annotation)


def value_type(annotation: Any) -> ValueType[Any]:
    """Return the value type of an annotation, with or without `None`.

    Raises:
        TypeError: it has none.

    """
    found = find_value_type(annotation)
    if found is None:
        raise TypeError(f"no value type reads {annotation}")
    return found
