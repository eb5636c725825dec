"""The options of an exporter: read as strictly as a file, from a table or from `key=value`."""

import datetime
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import attrs
from attrs import frozen

from civic_partnership.errors import OptionsError
from civic_partnership.findings import MISSING_FIELD, sanitize, shown_path
from civic_partnership.model import FieldInfo, info, unwrap_type
from civic_partnership.storage import reads_strictly, shared_converter
from civic_partnership.storage.discovery import read_bytes
from civic_partnership.storage.parsing import Unreadable, decode
from civic_partnership.storage.structure_errors import structure_errors
from civic_partnership.values import InvalidValue, Label, PartialDate, Period, Table

_TEXTS: dict[Any, str] = {
    str: "…",
    datetime.date: "2024-01-31",
    datetime.time: "17:30:00",
    PartialDate: "2024-01",
    Period: "2024/2025",
}
"""What is taken from a command line as it stands, and how it may look; all else is written as in JSON."""
_OTHERS: dict[Any, str] = {bool: "true|false", int: "123", Decimal: "123.45"}
_MAX_BYTES = 1024 * 1024
"""The largest file of options that is read: 1 MiB."""
_NOT_TAKEN = Label("Formatet tager ikke disse værdier.", "The format does not take these values.")


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


def offered(cls: Any) -> tuple[Option, ...]:
    """The options of an exporter's options class, in order.

    Raises:
        InvalidValue: it is no attrs class, or a field lacks `about(…)`, makes its default anew each time, or
            is of a type that is not read strictly.

    """
    if not isinstance(cls, type) or not attrs.has(cls):
        raise InvalidValue("dets options er ikke en attrs-klasse", "its options are no attrs class")
    for each in attrs.fields(cls):
        if FieldInfo not in each.metadata:
            raise InvalidValue(
                f"tilvalget {each.name} mangler about(…)", f"the option {each.name} lacks about(…)"
            )
        if not reads_strictly(each.type):
            raise InvalidValue(
                f"tilvalget {each.name} har en type, som ikke kan læses strengt",
                f"the option {each.name} has a type that cannot be read strictly",
            )
        if hasattr(each.default, "takes_self"):  # only what makes a default has this
            raise InvalidValue(
                f"tilvalget {each.name} laver sin default; skriv den som en værdi",
                f"the option {each.name} makes its default; write it as a value",
            )
    return tuple(
        Option(name=each.name, label=info(each).label, takes=_takes(each.type), default=_default(each))
        for each in attrs.fields(cls)
    )


def read_options(cls: type[Any], given: Any, name: str) -> Any:
    """The options of an exporter from a plain table, or from an instance, which is read as strictly.

    Args:
        cls: its options class.
        given: option -> value, of the same types as a TOML file holds; or an instance.
        name: the exporter's name, for what is told.

    Raises:
        OptionsError: with a sentence for each thing that is wrong.

    """
    if isinstance(given, cls):
        try:
            given = shared_converter().unstructure(given)
        except Exception:  # noqa: BLE001 - what a class of a plugin's holds may raise anything
            raise OptionsError(
                f"Tilvalg til {name}: {_NOT_TAKEN.da}", f"Options of {name}: {_NOT_TAKEN.en}"
            ) from None
    if given and not attrs.fields(cls):
        raise OptionsError(f"Formatet {name} har ingen tilvalg.", f"The format {name} has no options.")
    try:
        return shared_converter().structure(dict(given), cls)
    except Exception as error:  # noqa: BLE001 - told below, whatever it is
        told = list(_told(error, given, cls))
    raise OptionsError(
        f"Tilvalg til {name}: {' '.join(message.da for message in told)}",
        f"Options of {name}: {' '.join(message.en for message in told)}",
    )


def from_file(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The plain table of a TOML file, for `read_options`.

    Raises:
        OptionsError: it cannot be read.

    """
    if not os.path.isfile(path):  # noqa: PTH113 - it raises for no path
        shown = shown_path(os.fspath(path))
        raise OptionsError(
            f"Der findes ingen fil {shown}. Ret stien.", f"There is no file {shown}. Correct the path."
        )
    try:
        ((table, _),) = decode(read_bytes(Path(path), _MAX_BYTES), "toml")
    except Unreadable as error:
        place = ":".join(map(str, error.at or ()))
        where = f"{shown_path(os.fspath(path))}{place and ':'}{place}"
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
    for name, text in _split(pairs, types):
        annotation = unwrap_type(types.get(name, str))
        if get_origin(annotation) is tuple:
            table.setdefault(name, []).append(_value(get_args(annotation)[0], text))
        elif name in table:
            raise OptionsError(
                f"Tilvalget {sanitize(name)} er givet to gange. Behold det ene.",
                f"The option {sanitize(name)} is given twice. Keep one.",
            )
        else:
            table[name] = _value(annotation, text)
    return table


def as_json(options: Any) -> dict[str, Any]:
    """Options as JSON holds them: numbers with decimals, days and times as texts."""
    written = shared_converter().unstructure(options)
    return json.loads(json.dumps(written, default=_plain))  # type: ignore[no-any-return] # an object


def _plain(value: Decimal | datetime.date | datetime.time) -> str:
    return format(value, "f") if isinstance(value, Decimal) else value.isoformat()


def _told(error: Exception, given: Mapping[str, Any], cls: type[Any]) -> Iterator[Label]:
    """A sentence for each thing that is wrong; what an options class itself refuses is told in general."""
    try:
        for rule, verdict in structure_errors(error, given, cls):
            message = rule.finding(verdict).message
            steps = [sanitize(step) for step in verdict.path if isinstance(step, str)]
            is_inside = len(steps) > 1 or (steps and rule is MISSING_FIELD)  # that names only what is missing
            place = f"{'.'.join(steps)}: " if is_inside else ""
            yield Label(f"{place}{message.da}", f"{place}{message.en}")
    except Exception:  # noqa: BLE001 - a class of a plugin's may raise anything
        yield _NOT_TAKEN


def _split(pairs: Iterable[str], known: Collection[str]) -> Iterator[tuple[str, str]]:
    for pair in pairs:
        written, equals, text = pair.partition("=")
        name = written.strip().replace("-", "_")
        if not equals:
            shown = f" {name}" if name in known else ""  # else it may be any text, which is not repeated
            raise OptionsError(
                f"Tilvalget{shown} mangler en værdi. Skriv det som navn=værdi.",
                f"The option{shown} lacks a value. Write it as name=value.",
            )
        yield name, text


def _value(annotation: Any, text: str) -> Any:
    kind = unwrap_type(annotation)
    if kind in _TEXTS or get_origin(kind) is Literal:
        return text
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return text


def _takes(annotation: Any) -> str:
    kind = unwrap_type(annotation)
    if get_origin(kind) is Literal:
        return "|".join(get_args(kind))
    if get_origin(kind) is tuple:
        return f"{_takes(get_args(kind)[0])} …"
    return {**_TEXTS, **_OTHERS}.get(kind, "…")


def _default(attribute: "attrs.Attribute[Any]") -> str | None:
    if attribute.default is attrs.NOTHING:
        return None
    if attribute.default in (None, (), Table()):
        return ""
    written = shared_converter().unstructure(attribute.default, unwrap_type(attribute.type))
    return ", ".join(map(_shown, written if isinstance(written, list) else [written]))


def _shown(value: Any) -> str:
    """A value as it is written on a command line."""
    as_json = isinstance(value, (bool, dict))
    return json.dumps(value, ensure_ascii=False, default=str) if as_json else str(value)
