"""The values of the pydantic models: periods as whole numbers, amounts, numbers of a fixed form.

A constraint stands twice in a type, for pydantic and for msgspec: `peer_readers.py` derives Structs from the models.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from msgspec import Meta
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

OPEN = date.max.toordinal()
"""The last day of a period until further notice."""


class Days(NamedTuple):
    """Days from the first to the last, as ordinals."""

    first: int
    last: int


@lru_cache(maxsize=10_000)
def parse_period(text: str) -> Days:
    """Read `2021/2024`, `2021-07/2022-06`, `2021-01-15/..` or `2021`.

    Raises:
        ValueError: it is no period.
    """
    start, slash, end = text.partition("/")
    last = OPEN if end == ".." else _bounds(end if slash else start).last
    if last < (first := _bounds(start).first):
        raise ValueError("a period ends before it begins")
    return Days(first, last)


def _bounds(text: str) -> Days:
    parts = [int(part) for part in text.split("-")]
    match parts:
        case [year]:
            return Days(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
        case [year, month]:
            after = date(year + month // 12, month % 12 + 1, 1)
            return Days(date(year, month, 1).toordinal(), (after - timedelta(1)).toordinal())
        case [year, month, day]:
            return Days(*[date(year, month, day).toordinal()] * 2)
    raise ValueError("no date")


def _period(value: Any) -> Days:
    if not isinstance(value, str):
        raise ValueError("a period is a text")  # noqa: TRY004 - pydantic asks for it
    return parse_period(value)


CVR = r"^\d{8}$"
CASE = r"^\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}-\d+-\d{2}$"

Period = Annotated[Days, BeforeValidator(_period)]
Money = Annotated[Decimal, Field(ge=0), Meta(ge=0)]
Hours = Annotated[Decimal, Field(ge=0, le=168), Meta(ge=0, le=168)]
Percent = Annotated[Decimal, Field(ge=0, le=100), Meta(ge=0, le=100)]
Count = Annotated[int, Field(ge=0), Meta(ge=0)]
Year = Annotated[int, Field(ge=1000, le=9998), Meta(ge=1000, le=9998)]
Cvr = Annotated[str, Field(pattern=CVR), Meta(pattern=CVR)]
CaseNumber = Annotated[str, Field(pattern=CASE), Meta(pattern=CASE)]


class Model(BaseModel):
    """A record or a part of one: no field but these, and no number for a text."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
