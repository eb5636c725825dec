"""Streams: documents that are checked line by line against a base register, with flat memory.

`check_stream` checks lines, and `check_file` a file, in several processes if asked; both return a
`StreamCheck`. Other programs that cut a stream into parts of their own, such as Spark, use `DocumentChecker`
for each part and `WholeCheck` for the rules about the whole.
"""

from .document_checker import (
    CheckedLines as CheckedLines,
    DocumentChecker as DocumentChecker,
    ExemptRecord as ExemptRecord,
    KeyRow as KeyRow,
    RecordRow as RecordRow,
)
from .layered_register import DOCUMENT_KINDS as DOCUMENT_KINDS
from .pieces import is_plain_file as is_plain_file
from .stream_check import StreamCheck as StreamCheck, check_file as check_file, check_stream as check_stream
from .whole_check import WholeCheck as WholeCheck
