"""Mappings: which columns of a foreign file fill which fields, and the readers of the cells there."""

from .cell_readers import (
    has_decimal_points as has_decimal_points,
    is_number as is_number,
    reader_of as reader_of,
)
from .column_search import (
    find_columns as find_columns,
    join_headings as join_headings,
    open_source as open_source,
)
from .columns import (
    Columns as Columns,
    columns_of_record as columns_of_record,
    named_columns as named_columns,
)
from .days_from_1904 import write_days_from_1904 as write_days_from_1904
from .definition import (
    YEAR as YEAR,
    FieldSource as FieldSource,
    Mapping as Mapping,
    RecordMapping as RecordMapping,
    filled_fields as filled_fields,
)
from .field_readers import (
    Cells as Cells,
    FieldReaders as FieldReaders,
    Ids as Ids,
    make_id_reader as make_id_reader,
)
from .mapping_reader import parse_mapping as parse_mapping, read_mapping as read_mapping
from .mapping_schema import mapping_schema as mapping_schema
from .part_readers import make_part_readers as make_part_readers
