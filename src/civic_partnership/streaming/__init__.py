"""Streams: documents that are checked line by line against a base register, with flat memory.

`check_stream` checks lines, and `check_file` a file, in several processes if asked; both return a
`StreamCheck`. Other programs that cut a stream into parts of their own, such as Spark, use `DocumentChecker`
for each part, and `WholeCheck` for the rules about the whole; `find_needs` tells which documents these
look at.
"""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
