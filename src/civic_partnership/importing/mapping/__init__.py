"""Mappings: which columns of a foreign file fill which fields, and the readers of the cells there."""

from .columns import Columns as Columns, find_columns as find_columns, open_source as open_source
from .definition import (
    FieldSource as FieldSource,
    Mapping as Mapping,
    PartMapping as PartMapping,
    RecordMapping as RecordMapping,
)
from .field_readers import (
    Cells as Cells,
    FieldReaders as FieldReaders,
    Ids as Ids,
    make_id_reader as make_id_reader,
)
from .mapping_reader import read_mapping as read_mapping
from .part_readers import make_part_readers as make_part_readers
