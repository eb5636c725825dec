"""Findings: what is wrong or undecided, and where."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from attrs import field, frozen

from civic_partnership.model import RecordKey
from civic_partnership.values import Days, Label, PartialDate, Path, Range, canonical

from .personal_data import format_text, mask, mask_path

Level = Literal["error", "warning", "undecided"]
"""`error` or `warning` if a rule is broken; `undecided` if the records do not tell enough."""


@frozen(kw_only=True)
class Location:
    """A place in a file: line and column count from 1 and are None if only the file is known."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return `file:line:column`, or fewer parts if line and column are not known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class UsedParameter(NamedTuple):
    """A value that a rule has asked for, such as the annual amount.

    Attributes:
        name: the field of the programme that holds the value: `term_years`.
        value: the value.
        since: the date since when the value is in force; None if the record does not tell.
        owner: the kind of the record that sets the value: `partnerships` if a term sets it.
    """

    name: str
    value: Any
    since: PartialDate | None
    owner: Literal["programmes", "partnerships"] = "programmes"

    def to_dict(self) -> dict[str, Any]:
        """Return the parameter as `civic-partnership check --format json` prints it."""
        since = None if self.since is None else self.since.text
        return {"name": self.name, "value": _plain(self.value), "since": since}


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it; an amount that is not whole as a text."""
    match value:
        case Decimal():
            number = canonical(value)
            return int(number) if number == number.to_integral_value() else str(number)
        case Range():
            return [value.least, value.most]
        case tuple():
            return [_plain(each) for each in value]
    return value


def _shown(value: object) -> str:
    return mask(repr(value))


@frozen(kw_only=True)
class Finding:
    """One thing that is wrong, or that cannot be decided because the records do not say enough.

    Attributes:
        rule: the name of the rule, which never changes: `term-length`.
        level: how serious the finding is.
        record: the key of the record; None if the finding is about a whole file.
        path: the path of the field in the record; if there is no record, the path in the file.
        message: what is wrong and what to do, in Danish and English.
        remedy: only what to do.
        document: the document that demands the rule: the short name of one that the package knows, or the
            title that the programme names for the value.
        place: the place in that document; None if none is named.
        parameters: the values that the rule has asked for.
        missing: the path of the fact that is not recorded, if the finding is undecided for lack of it.
        file: the file, if the finding was made while reading. For other findings, call `Reading.locate`.
        at: line and column in the file, if the file could not be parsed there.
        facts: the names and values of the numbers, dates and texts in the message.
    """

    rule: str
    level: Level
    record: RecordKey | None = field(default=None, repr=_shown)
    path: Path = field(default=(), repr=_shown)
    message: Label
    remedy: Label
    document: str
    place: str | None = None
    parameters: tuple[UsedParameter, ...] = ()
    missing: Path | None = field(default=None, repr=_shown)
    file: str | None = field(default=None, repr=_shown)
    at: tuple[int, int] | None = None
    facts: tuple[tuple[str, Any], ...] = field(default=(), repr=False)

    @property
    def source(self) -> str:
        """The document, a comma, and the place; without a place only the document."""
        return self.document if self.place is None else f"{self.document}, {self.place}"

    def to_dict(self, locate: "Locate | None" = None) -> dict[str, Any]:
        """Return the finding as `civic-partnership check --format json` prints it.

        Stars replace personal data in ids, paths and file names. The function `locate`, such as
        `Reading.locate`, finds the place; without it the place is what the finding itself knows.
        """
        if locate is None:
            line, column = self.at or (None, None)
            place = Location(file=self.file, line=line, column=column) if self.file else None
        else:
            place = locate(self)
        id = self.record and self.record.id
        return {
            "rule": self.rule,
            "level": self.level,
            "record": self.record and {"kind": self.record.kind, "id": id and format_text(id)},
            "path": mask_steps(self.path),
            "file": place and mask_path(place.file),
            "line": place and place.line,
            "column": place and place.column,
            "message": {"da": self.message.da, "en": self.message.en},
            "source": self.source,
            "document": self.document,
            "place": self.place,
            "parameters": [parameter.to_dict() for parameter in self.parameters],
            "missing": None if self.missing is None else mask_steps(self.missing),
        }


def mask_steps(path: Path) -> list[str | int]:
    """Return a path as JSON holds it, with stars for personal data."""
    return [step if type(step) is int else format_text(str(step)) for step in path]


Locate = Callable[[Finding], Location | None]
"""A function from a finding to its place; the result is None if the finding has no place."""


def finding_sort_key(finding: Finding) -> Any:
    """Return a key that sorts findings by record, then by path in the record, by rule, and by time."""
    kind, id = finding.record or ("", "")
    path = tuple([(isinstance(step, str), step) for step in finding.path])
    days = [fact.first for _, fact in finding.facts if isinstance(fact, Days)]
    first = days[0] if days else date.min
    return kind, id or "", path, finding.rule, finding.file or "", finding.level, first, finding.message.en
