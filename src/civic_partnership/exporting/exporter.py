"""Exporters: objects that turn a register into files of some format.

An exporter yields *artifacts*, which are files with a name, and *losses*, which name the values that the
exporter could not export.
"""

import re
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from attrs import frozen

from civic_partnership.findings import Path
from civic_partnership.model import KINDS, RecordKey, Register
from civic_partnership.rules import Report
from civic_partnership.values import InvalidValue, Label

OptionsT = TypeVar("OptionsT")

FieldPath = str
"""The kind of a record and names of fields, with dots between: `partnerships.grants.amount`.

A field path also stands for all fields below it: `partnerships.grants` includes `partnerships.grants.amount`.
"""

EVERYTHING: frozenset[FieldPath] = frozenset({"municipality", *KINDS})
"""The result of `carries` for an exporter that leaves nothing out."""


@frozen(kw_only=True)
class Artifact:
    """One file of an export.

    Attributes:
        name: the name of the file, with `/` between folders: `2025/partnerships.csv`.
        media_type: the media type of the file: `text/csv; charset=utf-8`.
        chunks: the bytes of the file, in pieces of any size. The writer asks for one piece after the other.
    """

    name: str
    media_type: str
    chunks: Iterable[bytes]


@frozen(kw_only=True)
class Loss:
    """One value that an exporter could not export, although it exports other values of that field.

    A loss includes everything below the value.

    Attributes:
        record: the key of the record that contains the value.
        path: the path to the value: `("grants", 0, "amount")`. For a dated value, the path ends at its field.
        reason: a clause that tells why; it does not repeat the value.
    """

    record: RecordKey
    path: Path
    reason: Label


@frozen(kw_only=True)
class NoOptions:
    """The options class of an exporter without options."""


class Format(Protocol[OptionsT]):
    """What every export format says about itself."""

    @property
    def name(self) -> str:
        """Return the name of the format, which users type: small letters, digits and hyphens."""
        ...

    @property
    def title(self) -> Label:
        """Return a description of the format in a few words."""
        ...

    @property
    def options(self) -> type[OptionsT]:
        """Return the options class: an attrs class with `about(…)` and a default for each field.

        An exporter without options returns `NoOptions`.
        """
        ...

    def carries(self, options: OptionsT, /) -> frozenset[FieldPath]:
        """Return the field paths that the format can hold; `EVERYTHING` if it leaves nothing out."""
        ...


class Exporter(Format[OptionsT], Protocol[OptionsT]):
    """An export format.

    Any object with these five attributes is an exporter; no base class is needed.
    """

    def export(self, register: Register, options: OptionsT, /) -> Iterable[Artifact | Loss]:
        """Yield the files of an export, and a loss for each value that cannot be exported.

        The method must not use files, sockets or the clock. The same register must give the same bytes. The
        writer reads all chunks of an artifact before it asks for the next artifact.
        """
        ...


class CheckedExporter(Format[OptionsT], Protocol[OptionsT]):
    """An export format that also shows what the check of the register has found.

    It has `export_checked` in place of `export`.
    """

    def export_checked(
        self, register: Register, report: Report, options: OptionsT, /
    ) -> Iterable[Artifact | Loss]:
        """Yield what `export` yields, and make the same bytes of the same register and report.

        The report is that of the whole register, as of the day `report.on`, with the rules of plugins.
        """
        ...


AnyExporter = Exporter[Any] | CheckedExporter[Any]


def call_exporter(
    exporter: AnyExporter, register: Register, report: Report, options: Any
) -> Iterable[Artifact | Loss]:
    """Call `export_checked` of an exporter that has it, and `export` of any other."""
    export_checked = getattr(exporter, "export_checked", None)
    if export_checked is not None:
        return export_checked(register, report, options)  # type: ignore[no-any-return] # see the protocol
    return exporter.export(register, options)  # type: ignore[union-attr] # it has one of the two


def check_exporter(thing: Any) -> AnyExporter:
    """Return the argument if it is an exporter.

    Raises:
        InvalidValue: the argument lacks something that an exporter has.
    """
    export = "export_checked" if hasattr(thing, "export_checked") else "export"
    return check_format(thing, ("name", "title", "options", "carries", export))  # type: ignore[no-any-return]


def check_format(thing: Any, parts: tuple[str, ...]) -> Any:
    """Return the argument if it is an exporter or importer.

    Args:
        thing: the object to check.
        parts: the names of the attributes that the object must have.

    Raises:
        InvalidValue: the object is a class, lacks an attribute, or has a wrong name or title.
    """
    if isinstance(thing, type):
        raise InvalidValue(
            f"det gav klassen {thing.__name__} selv; skriv {thing.__name__}()",
            f"it gave the class {thing.__name__} itself; write {thing.__name__}()",
        )
    for name in parts:
        if not hasattr(thing, name):
            raise InvalidValue(
                f"det gav en {type(thing).__name__}, der mangler {name}",
                f"it gave a {type(thing).__name__} that lacks {name}",
            )
    if type(thing.name) is not str or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", thing.name):
        raise InvalidValue(
            "et formats navn har små bogstaver a-z, cifre og enkelte bindestreger",
            "the name of a format has small letters a-z, digits and single hyphens",
        )
    if not isinstance(thing.title, Label) or not {str} == {type(thing.title.da), type(thing.title.en)}:
        raise InvalidValue(
            f"{thing.name} har ingen title som Label", f"{thing.name} has no title that is a Label"
        )
    return thing
