"""The readers of foreign cells: from text to the value that a file of the register would hold.

Nothing is guessed. A text that the type of its field cannot hold raises `InvalidValue`.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, get_args

import attrs

from civic_partnership.importing.source import NOT_COMPUTED, normalize_heading
from civic_partnership.model import info, item_type
from civic_partnership.storage import shared_converter
from civic_partnership.values import (
    NO_END,
    UNKNOWN_END,
    Damaged,
    DatedType,
    InvalidValue,
    ListType,
    Period,
    Range,
    Table,
    find_value_type,
    get_value_type,
    has_no_end,
    make_slug,
    parse_digits,
    parse_period,
    point_to_comma,
    refuse_damaged,
    strip_none,
)

from .definition import FieldSource

Reader = Callable[[str], Any]
"""A function from a cell's text, trimmed and not empty, to a value; None if the text means empty."""

_CACHED = 4096
"""So many different cells of a column are remembered: most columns repeat themselves."""

_LONGEST = 500
"""The most characters of a cell with a number, a day, a period or a code: ten times as many as the longest
has. Parsing takes time that grows faster than the text."""

_NUMBERS = frozenset({int, Decimal, Range})
"""The Python types of numbers in cells."""

_ERRORS = frozenset(
    {
        *("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#REFERENCE!", "#I/T", "#NAVN?", "#VÆRDI!", "#DIVISION/0!", "#NUL!", "#OVERLØB!", "#BEREGN!"),
        NOT_COMPUTED,
    }
)


def reader_of(annotation: Any, source: FieldSource) -> Reader:
    """Return the reader of the cells of a field; it returns only values that the field can hold."""
    cls = strip_none(annotation)
    found = get_value_type(cls)
    if isinstance(found, DatedType):
        return reader_of(found.inner[0], source)
    if not isinstance(found, ListType):
        return lru_cache(_CACHED)(_reader_of_one(cls, source))
    read_one = _reader_of_one(found.inner[0], source)
    between = source.between or ";"

    def read(text: str) -> list[Any] | None:
        values = (read_one(part) for each in text.split(between) if (part := each.strip()))
        return [value for value in values if value is not None] or None

    return lru_cache(_CACHED)(read)


def id_reader(source: FieldSource) -> Reader:
    """Return the function that makes an id from the text of a cell; None if the text means empty."""
    return translate(partial(make_id, source=source), source)


def make_id(text: str, source: FieldSource) -> str:
    """Make an id from a text.

    Raises:
        InvalidValue: the text has no letter or digit for an id. `Damaged`, if a spreadsheet shows an error
            there or has made a number of a code.

    """
    _refuse_error(text)
    refuse_damaged(text)
    return make_slug(parse_digits(text, source.digits) if source.digits else text)


def is_readable(annotation: Any) -> bool:
    """Tell whether one cell can fill a field of this type; a list of rows, for example, needs several."""
    found = find_value_type(annotation)
    return found is not None and found.has_cell


def is_number(annotation: Any) -> bool:
    """Tell whether the cells of a field hold numbers, or several numbers."""
    found = find_value_type(annotation)
    if isinstance(found, (DatedType, ListType)):
        return is_number(found.inner[0])
    return found is not None and not _NUMBERS.isdisjoint(found.python_types)


def has_decimal_points(annotation: Any, source: FieldSource) -> bool:
    """Tell whether the cells that fill a field are numbers with a point before their decimals."""
    return source.decimal == "." and is_number(annotation)


def end_if_empty(source: FieldSource) -> str:
    """Return the end of a period without one."""
    return NO_END if source.empty_end == "open" else UNKNOWN_END


def _parser_of(annotation: Any, source: FieldSource) -> Reader:
    """Return the function from a text to a plain value."""
    parse = get_value_type(annotation).parse
    if annotation is Period:
        return partial(
            parse_period,
            empty_end=end_if_empty(source),
            empty_start=str(source.empty_start) if source.empty_start else None,
            season=source.season,
        )
    if has_decimal_points(annotation, source):
        return lambda text: parse(point_to_comma(text))
    return parse


def _reader_of_one(annotation: Any, source: FieldSource) -> Reader:
    """Return the reader of one value."""
    digits = source.digits
    parse = _parser_of(annotation, source)
    structure: Callable[[Any, Any], Any] = shared_converter().get_structure_hook(annotation)

    def read(text: str) -> Any:
        if text[0] == "#":
            _refuse_error(text)
        if digits:
            value = parse_digits(_refuse_long(text), digits)
        else:
            value = text if annotation is str else parse(_refuse_long(text))
        try:
            structure(value, annotation)
        except BaseExceptionGroup as errors:
            raise errors.exceptions[0] from None
        return value

    return translate(read, source)


def _refuse_long(text: str) -> str:
    if len(text) > _LONGEST:
        raise InvalidValue(
            f"der står mere end {_LONGEST} tegn; det er ikke et tal, en dag, en periode eller en kode",
            f"there are more than {_LONGEST} characters; that is no number, day, period or code",
        )
    return text


def _refuse_error(text: str) -> None:
    if text in _ERRORS or not text.strip("#"):
        raise Damaged(
            "regnearket viser en fejl eller intet resultat; skriv værdien selv",
            "the spreadsheet shows an error or no result; write the value itself",
        )


def make_word_reader(read: Reader, attribute: Any) -> Reader:
    """Make the reader of words from a fixed list; it refuses others with the words as people write them."""
    labels = info(attribute).words
    *others, last = (labels[word] for word in get_args(item_type(attribute.type)))
    refusal = InvalidValue(
        f"der kan stå {', '.join(each.da for each in others)} eller {last.da}; "
        "andre ord kan forklares i words i kolonneopsætningen",
        f"it may be {', '.join(each.en for each in others)} or {last.en}; "
        "other words can be explained in words in the mapping",
    )

    def read_word(text: str) -> Any:
        try:
            return read(text)
        except Damaged:
            raise
        except InvalidValue:
            raise refusal from None

    return read_word


def make_until_reader(annotation: Any, source: FieldSource) -> Reader:
    """Make the reader of a last date that is left out if there is none: `indtil videre` means nothing."""
    read = reader_of(annotation, attrs.evolve(source, words=Table()))
    return translate(lambda text: None if has_no_end(text) else read(text), source)


def translate(read: Reader, source: FieldSource) -> Reader:
    """Make a reader that first replaces a text by its meaning in the mapping, which may be nothing."""
    words = {normalize_heading(word): meaning for word, meaning in source.words.items()}

    def read_meaning(text: str) -> Any:
        text = words.get(normalize_heading(text), text)
        return read(text) if text else None

    return read_meaning if words else read
