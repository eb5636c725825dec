"""One thing that is wrong or undecided, and its place in a file."""

from collections.abc import Callable
from typing import Any, Literal

from attrs import field, frozen

from civic_partnership.model import RecordKey
from civic_partnership.values import Label

from .sentences import format_text, mask, mask_path

Level = Literal["error", "warning", "undecided"]
"""`error` or `warning` where a rule is broken, `undecided` where it cannot be told."""

Path = tuple[str | int, ...]
"""The path to a field inside a record: names of fields, and places in lists counted from 0."""


@frozen(kw_only=True)
class Location:
    """A place in a file.

    Attributes:
        file: the name of the file when it was read.
        line: counted from 1; None where only the file is known.
        column: counted from 1, in characters; None where only the file is known.

    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """`file:line:column`, as far as known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


def _shown(value: object) -> str:
    """Return the representation of a value, with stars for what looks personal in it."""
    return mask(repr(value))


@frozen(kw_only=True)
class Finding:
    """One thing that is wrong, or that cannot be told.

    Attributes:
        rule: the stable name of the rule: `term-length`.
        level: how bad it is.
        record: the record; None where the finding is about a whole file.
        path: the path in the record, or in the file where there is no record.
        message: what is wrong and what to do, in Danish and English.
        remedy: what to do, alone.
        source: the document that demands it, and the place in it.
        file: the file, of a finding made while reading; `Reading.locate` finds that of any other.
        at: line and column in that file, where the text could not be parsed.
        facts: the numbers, dates and names in the message.

    """

    rule: str
    level: Level
    record: RecordKey | None = field(default=None, repr=_shown)
    path: Path = field(default=(), repr=_shown)
    message: Label
    remedy: Label
    source: str
    file: str | None = field(default=None, repr=_shown)
    at: tuple[int, int] | None = None
    facts: tuple[tuple[str, Any], ...] = field(default=(), repr=False)

    def to_dict(self, locate: "Locate | None" = None) -> dict[str, Any]:
        """Return the finding as `civic-partnership check --format json` prints it.

        Stars cover what looks personal in ids, paths and names of files.

        Args:
            locate: finds the place, as `Reading.locate` does; without it, file, line and column are those
                of the finding itself.

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
            "path": [step if type(step) is int else format_text(str(step)) for step in self.path],
            "file": place and mask_path(place.file),
            "line": place and place.line,
            "column": place and place.column,
            "message": {"da": self.message.da, "en": self.message.en},
            "source": self.source,
        }


Locate = Callable[[Finding], Location | None]
"""A finding -> its place; None where it has none in the files."""


def finding_sort_key(finding: Finding) -> Any:
    """Return a key that sorts findings by record, by place in it, and by rule."""
    kind, id = finding.record or ("", "")
    path = tuple((isinstance(step, str), step) for step in finding.path)
    return kind, id or "", path, finding.rule, finding.file or "", finding.level, finding.message.en
