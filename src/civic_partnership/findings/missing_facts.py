"""The facts that are missing in a register: by kind, with how many open questions each kind settles."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, get_origin

import attrs
from attrs import frozen

from civic_partnership.model import KINDS, RecordKey, Register, info, item_type, unwrap_type
from civic_partnership.values import Label, Path, Table

from .finding import Finding
from .personal_data import format_text


@frozen(kw_only=True)
class MissingFact:
    """A kind of fact that records of one kind do not tell.

    Attributes:
        kind: the kind of the records: `partnerships`.
        field: the names of the fields that lead to the fact: `grants.spending`.
        records: the number of records that do not tell it.
        questions: the number of undecided findings that the fact would settle.
    """

    kind: str
    field: str
    records: int
    questions: int

    @property
    def label(self) -> Label:
        """A sentence such as `33 partnerskaber mangler ansættelser: afklarer 190 spørgsmål`."""
        one, many = KINDS[self.kind].LABEL, info(attrs.fields_dict(Register)[self.kind]).label
        records = one if self.records == 1 else many
        fact = self._fact
        return Label(
            f"{self.records} {records.da} mangler {fact.da}: afklarer {self.questions} spørgsmål",
            f"{self.records} {records.en} {'lacks' if self.records == 1 else 'lack'} {fact.en}: "
            f"settles {self.questions} {'question' if self.questions == 1 else 'questions'}",
        )

    @property
    def _fact(self) -> Label:
        """The rows of a list by their name, any other field as the field with a name."""
        *outer, attribute = _find_attributes(KINDS[self.kind], self.field.split("."))
        if attribute is None:
            return Label(f'feltet "{format_text(self.field)}"', f'the field "{format_text(self.field)}"')
        label = info(attribute).label
        if get_origin(unwrap_type(attribute.type)) not in (tuple, Table):
            label = Label(f'feltet "{label.da}"', f'the field "{label.en}"')
        if not outer:
            return label
        inside = info(outer[-1]).label
        return Label(f"{label.da} ({inside.da})", f"{label.en} ({inside.en})")

    def to_dict(self) -> dict[str, Any]:
        """Return the fact as `civic-partnership check --format json` prints it."""
        label = self.label
        return {
            "kind": self.kind,
            "field": format_text(self.field),
            "records": self.records,
            "questions": self.questions,
            "label": {"da": label.da, "en": label.en},
        }


def _find_attributes(cls: Any, names: Sequence[str]) -> "list[attrs.Attribute[Any] | None]":
    """Return the field that each name leads to; the last one is None if a name leads to nothing."""
    attributes: list[attrs.Attribute[Any] | None] = []
    for name in names:
        attribute = attrs.fields_dict(cls).get(name) if attrs.has(cls) else None
        attributes.append(attribute)
        if attribute is None:
            break
        cls = item_type(attribute.type)
    return attributes


class MissingFacts:
    """Counts the facts that findings lack, one finding after the other; those of a record come together."""

    def __init__(self) -> None:
        self._questions: Counter[tuple[str, str]] = Counter()
        self._records: Counter[tuple[str, str]] = Counter()
        self._before: Counter[tuple[str, str]] = Counter()
        self._last: dict[tuple[str, str], tuple[int, RecordKey]] = {}

    def add(self, finding: Finding, register: int = 0) -> None:
        """Add a finding of a register, which has a number. One about a whole register counts for nothing."""
        key = finding.record
        if finding.missing is None or key is None or key.kind not in KINDS:
            return
        fact = key.kind, join_names(finding.missing)
        self._questions[fact] += 1
        if self._last.get(fact) != (register, key):
            self._last[fact] = register, key
            self._records[fact] += 1

    def begin_again(self) -> None:
        """Begin to count records anew: findings from now on may be about records that were counted before.

        Of the two counts the greater one holds. It may be too small by records of which only one part of the
        findings lacks the fact.
        """
        self._before |= self._records
        self._records.clear()
        self._last.clear()

    def list(self) -> list[MissingFact]:
        """Return the facts, those that settle most questions first."""
        facts = [
            MissingFact(kind=kind, field=field, records=records, questions=self._questions[kind, field])
            for (kind, field), records in (self._before | self._records).items()
        ]
        return sorted(facts, key=lambda fact: (-fact.questions, fact.kind, fact.field))


def find_missing_facts(*registers: Iterable[Finding]) -> list[MissingFact]:
    """Return the facts that the findings of some registers lack, those that settle most questions first."""
    facts = MissingFacts()
    for number, findings in enumerate(registers):
        for finding in findings:
            facts.add(finding, number)
    return facts.list()


def join_names(path: Path) -> str:
    """Return the names of fields in a path, without the numbers of rows: `grants.spending`."""
    return ".".join(step for step in path if isinstance(step, str))
