"""The options of export and import formats, which are read as strictly as the fields of a record.

Options come as a dict, from a TOML file, or as texts `key=value` from a command line.
"""

import datetime
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from civic_partnership.errors import OptionsError
from civic_partnership.findings import MISSING_FIELD, format_path, sanitize
from civic_partnership.model import FieldInfo, info
from civic_partnership.storage import (
    Unreadable,
    decode,
    find_structure_errors,
    read_bytes,
    reads_strictly,
    shared_converter,
)
from civic_partnership.values import (
    InvalidValue,
    Label,
    ListType,
    Table,
    ValueType,
    find_value_type,
    strip_none,
)

_MAX_BYTES = 1024 * 1024
"""The largest options file that can be read: 1 MiB."""
_NOT_TAKEN = Label("Formatet tager ikke disse værdier.", "The format does not take these values.")


@frozen(kw_only=True)
class FormatOption:
    """One option of an exporter or importer, as a command line shows it.

    Attributes:
        name: the name of the option, as in `--option name=value`.
        label: a description of the option in a few words.
        takes: the form of a value: `true|false`, `comma|semicolon`.
        default: the text of the default; empty if the default is nothing, None if the user must give a value.
    """

    name: str
    label: Label
    takes: str
    default: str | None


def list_options(cls: Any) -> tuple[FormatOption, ...]:
    """Return the options of an options class, in the order of its fields.

    Raises:
        InvalidValue: the class is no attrs class. Or a field lacks `about(…)`, has a default that a function
            makes, or has a type that cannot be read strictly.
    """
    if not isinstance(cls, type) or not attrs.has(cls):
        raise InvalidValue("dets options er ikke en attrs-klasse", "its options are no attrs class")
    options = []
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
        value_type = find_value_type(each.type)
        takes = value_type.hint if value_type else "…"
        options.append(
            FormatOption(name=each.name, label=info(each).label, takes=takes, default=_format_default(each))
        )
    return tuple(options)


def read_options(cls: type[Any], given: Any, name: str) -> Any:
    """Return an instance of the options class of a format.

    Args:
        cls: the options class.
        given: a dict from option to value, with values as TOML holds them; or an instance of the class.
        name: the name of the format, for error messages.

    Raises:
        OptionsError: an option is unknown, missing or wrong; the message has a sentence for each fault.
    """
    if isinstance(given, cls):
        try:
            given = shared_converter().unstructure(given)
        except Exception:  # noqa: BLE001 - what a class of a plugin's holds may raise anything
            raise _options_error(name, [_NOT_TAKEN]) from None
    if given and not attrs.fields(cls):
        raise OptionsError(f"Formatet {name} har ingen tilvalg.", f"The format {name} has no options.")
    try:
        return shared_converter().structure(dict(given), cls)
    except Exception as error:  # noqa: BLE001 - reported below, whatever it is
        messages = list(_explain(error, given, cls))
    raise _options_error(name, messages)


def _options_error(name: str, messages: Iterable[Label]) -> OptionsError:
    return OptionsError(
        " ".join([f"Tilvalg til {name}:", *(message.da for message in messages)]),
        " ".join([f"Options of {name}:", *(message.en for message in messages)]),
    )


def _explain(error: Exception, given: Mapping[str, Any], cls: type[Any]) -> Iterator[Label]:
    """Yield a sentence for each fault in the options."""
    try:
        for rule, verdict in find_structure_errors(error, given, cls):
            message = rule.finding(verdict).message
            steps = [sanitize(step) for step in verdict.path if isinstance(step, str)]
            is_inside = len(steps) > 1 or (steps and rule is MISSING_FIELD)  # that names only what is missing
            place = f"{'.'.join(steps)}: " if is_inside else ""
            yield Label(f"{place}{message.da}", f"{place}{message.en}")
    except Exception:  # noqa: BLE001 - a class of a plugin's may raise anything
        yield _NOT_TAKEN


def read_options_file(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Return the options in a TOML file as a dict, for `read_options`.

    Raises:
        OptionsError: the file does not exist or cannot be read.
    """
    shown = format_path(os.fspath(path))
    if not os.path.isfile(path):  # noqa: PTH113 - it raises for no path
        raise OptionsError(
            f"Der findes ingen fil {shown}. Ret stien.", f"There is no file {shown}. Correct the path."
        )
    try:
        table = decode(read_bytes(Path(path), _MAX_BYTES), "toml")
    except Unreadable as error:
        where = ":".join([shown, *map(str, error.at or ())])
        raise OptionsError(
            f"{where} kan ikke læses: {error.reason.da}. {error.remedy.da}",
            f"{where} cannot be read: {error.reason.en}. {error.remedy.en}",
        ) from None
    return table


def parse_option_pairs(cls: type[Any], pairs: Iterable[str]) -> dict[str, Any]:
    """Return a dict of options for texts such as `key=value`, for `read_options`.

    If the option is a text, the value is taken as it stands. All other values are read as JSON. A value that
    is no JSON stays a text, and `read_options` refuses it. For an option that is a list, each pair adds one
    item.

    Raises:
        OptionsError: a text has no `=`, or an option that is no list is given twice.
    """
    types = {attribute.name: attribute.type for attribute in attrs.fields(cls)}
    table: dict[str, Any] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        name = key.strip().replace("-", "_")
        if not equals:
            shown = f" {name}" if name in types else ""  # else it may be any text, which is not repeated
            raise OptionsError(
                f"Tilvalget{shown} mangler en værdi. Skriv det som navn=værdi.",
                f"The option{shown} lacks a value. Write it as name=value.",
            )
        value_type = find_value_type(types.get(name, str))
        if isinstance(value_type, ListType):
            table.setdefault(name, []).append(_parse_value(find_value_type(value_type.inner[0]), text))
        elif name in table:
            raise OptionsError(
                f"Tilvalget {sanitize(name)} er givet to gange. Behold det ene.",
                f"The option {sanitize(name)} is given twice. Keep one.",
            )
        else:
            table[name] = _parse_value(value_type, text)
    return table


def _parse_value(value_type: ValueType[Any] | None, text: str) -> Any:
    if value_type and value_type.is_text:
        return text
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return text


def options_to_json(options: Any) -> dict[str, Any]:
    """Return options as a dict that JSON can hold: decimal numbers, days and times become texts."""
    table = shared_converter().unstructure(options)
    return json.loads(json.dumps(table, default=_to_text))  # type: ignore[no-any-return] # an object


def _to_text(value: Decimal | datetime.date | datetime.time) -> str:
    return format(value, "f") if isinstance(value, Decimal) else value.isoformat()


def _format_default(attribute: "attrs.Attribute[Any]") -> str | None:
    """Return the text of an option's default; empty if it is nothing, None if there is no default."""
    if attribute.default is attrs.NOTHING:
        return None
    if attribute.default in (None, (), Table()):
        return ""
    plain = shared_converter().unstructure(attribute.default, strip_none(attribute.type))
    values = plain if isinstance(plain, list) else [plain]
    return ", ".join(
        json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, bool | dict) else str(value)
        for value in values
    )
