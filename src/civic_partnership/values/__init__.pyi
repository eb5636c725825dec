from .danish_dates import parse_date as parse_date
from .danish_periods import (
    END_LABELS as END_LABELS,
    NO_END as NO_END,
    UNKNOWN_END as UNKNOWN_END,
    has_no_end as has_no_end,
    is_provisional as is_provisional,
    parse_end as parse_end,
    parse_period as parse_period,
    parse_start as parse_start,
)
from .date_types import danish_date as danish_date, iso_date as iso_date
from .dated import Dated as Dated, InForce as InForce
from .dated_type import DatedType as DatedType, Reason as Reason, ReasonType as ReasonType
from .identifiers import (
    CaseNumber as CaseNumber,
    CodeType as CodeType,
    Cvr as Cvr,
    Damaged as Damaged,
    DigitsType as DigitsType,
    Gln as Gln,
    Kle as Kle,
    MunicipalityCode as MunicipalityCode,
    Slug as Slug,
    make_slug as make_slug,
    parse_digits as parse_digits,
    refuse_damaged as refuse_damaged,
)
from .label import Label as Label, Language as Language
from .list_and_table import ListType as ListType, Table as Table
from .number_texts import (
    canonical as canonical,
    danish_number as danish_number,
    plain_number as plain_number,
    point_to_comma as point_to_comma,
)
from .numbers import (
    Count as Count,
    Hours as Hours,
    Money as Money,
    Percent as Percent,
    Year as Year,
)
from .partial_date import FIRST_YEAR as FIRST_YEAR, LAST_YEAR as LAST_YEAR, PartialDate as PartialDate
from .period import (
    OPEN as OPEN,
    Days as Days,
    Interval as Interval,
    Period as Period,
    months_after as months_after,
    years_after as years_after,
)
from .ranges import Range as Range
from .text_and_boolean_types import TextType as TextType, normalize as normalize
from .timeline import (
    Lasting as Lasting,
    Present as Present,
    sweep as sweep,
)
from .uncertainty import Answer as Answer, Bounds as Bounds
from .value_type import (
    Cell as Cell,
    Check as Check,
    ContainerType as ContainerType,
    Dialect as Dialect,
    InvalidValue as InvalidValue,
    Misfit as Misfit,
    Path as Path,
    Schema as Schema,
    ValueType as ValueType,
    WrongType as WrongType,
)
from .value_types import (
    VALUE_TYPES as VALUE_TYPES,
    find_value_type as find_value_type,
    get_value_type as get_value_type,
    strip_none as strip_none,
)
