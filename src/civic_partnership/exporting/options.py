"""The options of an exporter: read as strictly as a file, from a table or from `key=value`."""

import datetime
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import attrs
from attrs import frozen

from civic_partnership.errors import OptionsError
from civic_partnership.findings import harmless, printable
from civic_partnership.model import FieldInfo, info, plain
from civic_partnership.storage import MAX_BYTES, reads_strictly, shared_converter
from civic_partnership.storage.documents import Unreadable, decode
from civic_partnership.storage.folder import content
from civic_partnership.storage.shapes import shapes
from civic_partnership.values import Label, PartialDate, Period, Refused

_TEXTS = (str, datetime.date, datetime.time, PartialDate, Period)
"""What is taken from a command line as it stands; all else is written as in JSON."""


@frozen(kw_only=True)
class Option:
    """One option of an exporter, as a command line offers it.

    Attributes:
        name: what it is set by: `--option name=value`.
        label: what it is.
        takes: what may be written: `true|false`, `comma|semicolon`.
        default: what holds where it is not given, empty for nothing; None where it must be given.

    """

    name: str
    label: Label
    takes: str
    default: str | None


def offered(cls: type[Any]) -> tuple[Option, ...]:
    """The options of an exporter's options class, in order.

    Raises:
        Refused: it is no attrs class, or a field lacks `about(…)` or is of a type that is not read strictly.

    """
    if not attrs.has(cls):
        raise Refused("dets options er ikke en attrs-klasse", "its options are no attrs class")
    for attribute in attrs.fields(cls):
        if FieldInfo not in attribute.metadata:
            raise Refused(
                f"tilvalget {attribute.name} mangler about(…)", f"the option {attribute.name} lacks about(…)"
            )
        if not reads_strictly(attribute.type):
            raise Refused(
                f"tilvalget {attribute.name} har en type, som ikke kan læses strengt",
                f"the option {attribute.name} has a type that cannot be read strictly",
            )
    return tuple(
        Option(name=each.name, label=info(each).label, takes=_takes(each.type), default=_default(each))
        for each in attrs.fields(cls)
    )


def read_options(cls: type[Any], given: Mapping[str, Any], name: str) -> Any:
    """The options of an exporter from a plain table.

    Args:
        cls: its options class.
        given: option -> value, of the same types as a TOML file holds.
        name: the exporter's name, for what is told.

    Raises:
        OptionsError: with a sentence for each thing that is wrong.

    """
    try:
        return shared_converter().structure(dict(given), cls)
    except Exception as error:  # noqa: BLE001 - what is not about shape is raised again
        told = [rule.finding(verdict).message for rule, verdict in shapes(error, given, cls)]
    raise OptionsError(
        f"Tilvalg til {name}: {' '.join(message.da for message in told)}",
        f"Options of {name}: {' '.join(message.en for message in told)}",
    )


def from_file(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The plain table of a TOML file, for `read_options`.

    Raises:
        OptionsError: it cannot be read.

    """
    try:
        _, ((table, _),) = decode(str(path), content(Path(path), MAX_BYTES), "toml")
    except Unreadable as error:
        place = ":".join(map(str, error.at or ()))
        where = printable(f"{path}{place and ':'}{place}")
        raise OptionsError(
            f"{where} kan ikke læses: {error.reason.da}. {error.remedy.da}",
            f"{where} cannot be read: {error.reason.en}. {error.remedy.en}",
        ) from None
    return table  # type: ignore[return-value] # what cannot be read was raised


def from_pairs(cls: type[Any], pairs: Iterable[str]) -> dict[str, Any]:
    """The plain table of `key=value` texts, for `read_options`.

    Where an option takes a text, the value stands as it is; all else is written as in JSON. An
    option that takes several is given several times.

    Raises:
        OptionsError: a text has no `=`, or an option that takes one value is given twice.

    """
    types = {attribute.name: attribute.type for attribute in attrs.fields(cls)}
    table: dict[str, Any] = {}
    for name, text in _split(pairs):
        annotation = plain(types.get(name, str))
        if get_origin(annotation) is tuple:
            table.setdefault(name, []).append(_value(get_args(annotation)[0], text))
        elif name in table:
            raise OptionsError(
                f"Tilvalget {harmless(name)} er givet to gange. Behold det ene.",
                f"The option {harmless(name)} is given twice. Keep one.",
            )
        else:
            table[name] = _value(annotation, text)
    return table


def as_json(options: Any) -> dict[str, Any]:
    """Options as JSON holds them: numbers with decimals, days and times as texts."""
    written = shared_converter().unstructure(options)
    return json.loads(json.dumps(written, default=str))  # type: ignore[no-any-return] # an object


def _split(pairs: Iterable[str]) -> Iterator[tuple[str, str]]:
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise OptionsError(
                f"Tilvalget {harmless(pair)} mangler en værdi. Skriv det som navn=værdi.",
                f"The option {harmless(pair)} lacks a value. Write it as name=value.",
            )
        yield name.strip().replace("-", "_"), text


def _value(annotation: Any, text: str) -> Any:
    kind = plain(annotation)
    if kind in _TEXTS or get_origin(kind) is Literal:
        return text
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return text


def _takes(annotation: Any) -> str:
    kind = plain(annotation)
    if get_origin(kind) is Literal:
        return "|".join(get_args(kind))
    if get_origin(kind) is tuple:
        return f"{_takes(get_args(kind)[0])} …"
    if kind is bool:
        return "true|false"
    if kind in (int, Decimal):
        return "123"
    return "…"


def _default(attribute: "attrs.Attribute[Any]") -> str | None:
    if attribute.default is attrs.NOTHING:
        return None
    if attribute.default is None:
        return ""
    written = shared_converter().unstructure(attribute.default)
    return written if isinstance(written, str) else json.dumps(written, ensure_ascii=False, default=str)
