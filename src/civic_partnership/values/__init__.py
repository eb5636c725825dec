"""What one field can hold: values that never change, check themselves, and admit what is not known."""

from .answer import Answer
from .bounds import Bounds
from .dated import Dated, InForce
from .label import InvalidValue, Label, Language, WrongType
from .normal import normalize
from .partial_date import FIRST_YEAR, LAST_YEAR, PartialDate
from .period import OPEN, Interval, Period, years_after
from .range import Range
from .scalars import (
    CaseNumber,
    Count,
    Cvr,
    Gln,
    Hours,
    Kle,
    Money,
    MunicipalityCode,
    Percent,
    Scalar,
    Slug,
    Year,
    canonical,
)
from .table import Table
from .timeline import Days, Standing, timeline
from .written import danish_date, danish_number, iso_date, plain_number

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "OPEN",
    "Answer",
    "Bounds",
    "CaseNumber",
    "Count",
    "Cvr",
    "Dated",
    "Days",
    "Gln",
    "Hours",
    "InForce",
    "Interval",
    "InvalidValue",
    "Kle",
    "Label",
    "Language",
    "Money",
    "MunicipalityCode",
    "PartialDate",
    "Percent",
    "Period",
    "Range",
    "Scalar",
    "Slug",
    "Standing",
    "Table",
    "WrongType",
    "Year",
    "canonical",
    "danish_date",
    "danish_number",
    "iso_date",
    "normalize",
    "plain_number",
    "timeline",
    "years_after",
]
