"""Files and registers: reading, writing, and where in a file something stands."""

from .converter import configure_converter, make_converter, reads_strictly, shared_converter
from .documents import FORMAT_VERSION, Format
from .folder import MAX_BYTES
from .positions import Excerpt
from .reading import Reading, from_dict, load, parse, read
from .schema import schema
from .writing import ensure_writable, to_dict, to_text, write

__all__ = [
    "FORMAT_VERSION",
    "MAX_BYTES",
    "Excerpt",
    "Format",
    "Reading",
    "configure_converter",
    "ensure_writable",
    "from_dict",
    "load",
    "make_converter",
    "parse",
    "read",
    "reads_strictly",
    "schema",
    "shared_converter",
    "to_dict",
    "to_text",
    "write",
]
