"""What Danish cells mean: from text to the plain value that a file of the register would hold.

Nothing is guessed: a text that is not written in one of the ways that are listed here is refused,
with what is asked for.
"""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from civic_partnership.model import unwrap_type
from civic_partnership.storage import shared_converter
from civic_partnership.values import Dated, InvalidValue, PartialDate, Period, Range, Scalar

from .dates import partial_date, period, time
from .field_source import FieldSource
from .numbers import number, percent, span, whole
from .slugs import slug

Reader = Callable[[str], Any]
"""From what stands in a cell, trimmed and not empty, to a plain value; None where that means empty."""

NOT_COMPUTED = "#FORMEL!"
"""What stands for a formula whose result a workbook does not hold."""

_CACHED = 4096
"""So many different cells of a column are remembered: most columns repeat themselves."""

_LONGEST = 500
"""The most characters of a cell in which a number, a day, a period or a code is looked for: ten times
as many as the longest has. How long looking takes grows faster than the text."""

_ERRORS = frozenset(
    {
        *("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        *("#REFERENCE!", "#I/T", "#NAVN?", "#VÆRDI!", "#DIVISION/0!", "#NUL!", "#OVERLØB!", "#BEREGN!"),
        NOT_COMPUTED,
    }
)
_DAMAGED = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
_TRUE = frozenset({"ja", "j", "x", "sand", "true", "yes", "1"})
_FALSE = frozenset({"nej", "n", "falsk", "false", "no", "0"})
_CVR = re.compile(r"^(?:dk|cvr)[-.:\s]*(?:nr\.?)?[-.:\s]*", re.IGNORECASE)


class Damaged(InvalidValue):
    """A text of which a spreadsheet has made something else."""


def reader_of(annotation: Any, source: FieldSource) -> Reader:
    """The reader of a field's cells; what it gives is what the field can hold.

    Args:
        annotation: the field's type.
        source: where the value comes from, with what stands between several, and what words mean.

    """
    cls = unwrap_type(annotation)
    if get_origin(cls) is Dated:
        return reader_of(get_args(cls)[0], source)
    if get_origin(cls) is not tuple:
        return lru_cache(_CACHED)(_one(annotation, source))
    one = _one(get_args(cls)[0], source)
    between = source.between or ";"

    def several(text: str) -> list[Any] | None:
        read = (one(part) for each in text.split(between) if (part := each.strip()))
        return [value for value in read if value is not None] or None

    return lru_cache(_CACHED)(several)


def id_reader(source: FieldSource) -> Callable[[str], str]:
    """The reader of cells of which ids are made: the same on every run.

    What it is given may be refused: it has no letter or digit, or was damaged by a spreadsheet.
    """
    code = _digits(source.digits) if source.digits else None

    def read(text: str) -> str:
        _refuse_error(text)
        _refuse_damaged(text)
        return slug(code(text) if code else text)

    return read


def truth(text: str) -> bool:
    """Yes or no: `ja`, `nej`, `x`, `sand`, `falsk`, `1`, `0`.

    Raises:
        InvalidValue: it is neither.

    """
    folded = text.casefold()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise InvalidValue("der skal stå ja eller nej", "it must be ja or nej")


def _one(annotation: Any, source: FieldSource) -> Reader:
    """The reader of one value."""
    words = {" ".join(key.casefold().split()): meant for key, meant in source.words.items()}
    read = _digits(source.digits) if source.digits else _reader(annotation)
    fit: Callable[[Any, Any], Any] = shared_converter().get_structure_hook(annotation)

    def one(text: str) -> Any:
        if text[0] == "#":
            _refuse_error(text)
        if words:
            text = words.get(" ".join(text.casefold().split()), text)
        if not text:
            return None
        value = read(_short(text)) if read is not str else text
        try:
            fit(value, annotation)
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None
        return value

    return one


def _short(text: str) -> str:
    if len(text) > _LONGEST:
        raise InvalidValue(
            f"der står mere end {_LONGEST} tegn; det er ikke et tal, en dag, en periode eller en kode",
            f"there are more than {_LONGEST} characters; that is no number, day, period or code",
        )
    return text


def _reader(annotation: Any) -> Reader:
    alone = (annotation, *get_args(annotation))  # or of `Cvr | None`
    notes = (note for each in alone for note in getattr(each, "__metadata__", ()))
    if scalar := next((note for note in notes if isinstance(note, Scalar)), None):
        return _SCALARS[scalar.name]
    cls = unwrap_type(annotation)
    if get_origin(cls) is Literal:
        return _words(get_args(cls))
    return _READERS[cls]


def _words(known: tuple[str, ...]) -> Reader:
    meant = {word.casefold(): word for word in known}
    return lambda text: meant.get(text.casefold(), text)  # what is none of them does not fit the field


def _refuse_error(text: str) -> None:
    if text in _ERRORS or not text.strip("#"):
        raise Damaged(
            "regnearket viser en fejl eller intet resultat; skriv værdien selv",
            "the spreadsheet shows an error or no result; write the value itself",
        )


def _refuse_damaged(text: str) -> None:
    if _DAMAGED.fullmatch(text):
        raise Damaged(
            "et regneark har gjort teksten til et tal; skriv den igen i en kolonne med format Tekst",
            "a spreadsheet made a number of the text; write it again in a column of the format Text",
        )


def _code(text: str) -> str:
    _refuse_damaged(text)
    return text


def _digits(length: int) -> Callable[[str], str]:
    """A code of so many digits, of which a spreadsheet may have dropped the zeros in front."""

    def read(text: str) -> str:
        _refuse_damaged(text)
        bare = "".join(text.split())
        if not (bare.isascii() and bare.isdigit()):
            return text
        if len(bare) < length:
            raise Damaged(
                f"der skal være {length} cifre; et regneark kan have fjernet nuller foran",
                f"there must be {length} digits; a spreadsheet may have dropped zeros in front",
            )
        return bare

    return read


_EIGHT_DIGITS = _digits(8)


def _cvr(text: str) -> str:
    return _EIGHT_DIGITS(_CVR.sub("", text))


_SCALARS: dict[str, Reader] = {
    "Slug": id_reader(FieldSource()),
    "Count": whole,
    "Year": whole,
    "Money": number,
    "Hours": number,
    "Percent": percent,
    "Cvr": _cvr,
    "MunicipalityCode": _digits(4),
    "Gln": _digits(13),
    "Kle": _code,
    "CaseNumber": _code,
}
_READERS: dict[Any, Reader] = {
    str: str,
    bool: truth,
    int: whole,
    Decimal: number,
    datetime.date: partial_date,
    datetime.time: time,
    PartialDate: partial_date,
    Period: period,
    Range: span,
}


def is_readable(annotation: Any) -> bool:
    """Whether a field of this type can be filled from one cell: no part, and no table of names."""
    cls = unwrap_type(annotation)
    if get_origin(cls) in (tuple, Dated):
        return is_readable(get_args(cls)[0])
    return cls in _READERS or get_origin(cls) is Literal
