"""Exporters: they turn a register into named artifacts, and report what they could not carry."""

import re
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from attrs import frozen

from civic_partnership.findings import Path
from civic_partnership.model import KINDS, RecordKey, Register
from civic_partnership.values import InvalidValue, Label

OptionsT = TypeVar("OptionsT")

FieldPath = str
"""Kind and fields, with dots between: `partnerships.grants.amount`; a node includes everything below it."""

EVERYTHING: frozenset[FieldPath] = frozenset({"municipality", *KINDS})
"""What an exporter carries that leaves nothing out."""


@frozen(kw_only=True)
class Artifact:
    """One file of an export.

    Attributes:
        name: its name inside the export, with `/` between folders: `2025/partnerships.csv`.
        media_type: what it is: `text/csv; charset=utf-8`.
        chunks: its bytes, in pieces of any size; made only when they are asked for.

    """

    name: str
    media_type: str
    chunks: Iterable[bytes]


@frozen(kw_only=True)
class Loss:
    """One value, or all there is below it, that an exporter carries in general but could not carry here.

    Attributes:
        record: the record it stands in.
        path: where in the record: `("grants", 0, "amount")`; a dated value is named as a whole.
        reason: why, a clause that does not repeat the value.

    """

    record: RecordKey
    path: Path
    reason: Label


@frozen(kw_only=True)
class NoOptions:
    """The options of an exporter that has none."""


class Exporter(Protocol[OptionsT]):
    """A format that a register can be exported to; any object with these five is one."""

    @property
    def name(self) -> str:
        """The name that it is asked for by: small letters, digits and hyphens."""
        ...

    @property
    def title(self) -> Label:
        """The format in a few words."""
        ...

    @property
    def options(self) -> type[OptionsT]:
        """An attrs class, each field made with `about(…)` and a default; `NoOptions` where there are none."""
        ...

    def carries(self, options: OptionsT, /) -> frozenset[FieldPath]:
        """Return the fields that it carries; `EVERYTHING` where it leaves nothing out."""
        ...

    def export(self, register: Register, options: OptionsT, /) -> Iterable[Artifact | Loss]:
        """Yield the files of an export, one after the other, and what they could not carry.

        Touch no file, socket or clock, and give the same bytes for the same register.
        Each artifact is drained before the next is asked for.
        """
        ...


AnyExporter = Exporter[Any]


def check_exporter(thing: Any) -> AnyExporter:
    """Return a thing, once it is sure that it is an exporter.

    Raises:
        InvalidValue: it lacks what an exporter has.

    """
    return check_format(thing, ("name", "title", "options", "carries", "export"))  # type: ignore[no-any-return]


def check_format(thing: Any, parts: tuple[str, ...]) -> Any:
    """Return an exporter or importer, once it is sure that it has all its parts.

    Raises:
        InvalidValue: it lacks something.

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
