"""The result of `diff`: two registers, what differs in their records, and which findings come and go."""

from collections.abc import Sequence
from typing import Any

import attrs
from attrs import frozen

from civic_partnership.checking import format_document, record_to_dict
from civic_partnership.exporting import remove_personal
from civic_partnership.findings import format_text, mask_steps
from civic_partnership.merging import (
    ABSENT,
    ChangedRecord,
    Comparison,
    Difference,
    FindingChanges,
    place_type,
)
from civic_partnership.storage import shared_converter
from civic_partnership.values import Label, strip_none

from .compared_side import ComparedSide
from .difference_words import label_place


@frozen
class DiffResult:
    """The result of one run of `diff`.

    Attributes:
        old, new: the two registers that were compared.
        comparison: the records that differ.
        findings: the findings that only one of them has.
        remarks: sentences about what was not compared.
        problems: sentences about rules that could not be asked.
    """

    old: ComparedSide
    new: ComparedSide
    comparison: Comparison
    findings: FindingChanges
    remarks: Sequence[Label] = ()
    problems: Sequence[Label] = ()

    @property
    def is_different(self) -> bool:
        """Tell whether any record or finding differs."""
        return bool(self.comparison.records or self.findings.appeared or self.findings.gone)

    @property
    def is_unread(self) -> bool:
        """Tell whether some records could not be read."""
        return bool(self.old.register.left_out or self.new.register.left_out)

    def to_json(self) -> str:
        """Return the result as one JSON document; values of personal fields are not in it."""
        document = {
            "records": [self._describe_record(each) for each in self.comparison.records],
            "not_compared": [record_to_dict(key) for key in self.comparison.not_compared],
            "findings": {
                "appeared": [each.to_dict(self.new.locate) for each in self.findings.appeared],
                "gone": [each.to_dict(self.old.locate) for each in self.findings.gone],
            },
            "remarks": [each.to_dict() for each in self.remarks],
            "problems": [each.to_dict() for each in self.problems],
        }
        return f"{format_document(document, indent=2)}\n"

    def _describe_record(self, changed: ChangedRecord) -> dict[str, Any]:
        record = self.old.register.get(changed.record)
        return {
            **record_to_dict(changed.record),
            "change": changed.change,
            "differences": [_describe_difference(each, record) for each in changed.differences],
        }


def _describe_difference(difference: Difference, record: Any) -> dict[str, Any]:
    """Return a difference as JSON can hold it; of a personal value only the place."""
    place = difference.place
    annotation, _, withheld = place_type(difference)
    return {
        "place": format_text(place.address),
        "path": mask_steps(place.path),
        "label": label_place(difference, record).to_dict(),
        "old": None if withheld else _plain(difference.old, annotation),
        "new": None if withheld else _plain(difference.new, annotation),
        "personal": withheld,
    }


def _plain(value: Any, annotation: Any) -> Any:
    """Return a value as the files hold it, without personal data; None for what is not there."""
    if value is ABSENT or value is None:
        return None
    if attrs.has(type(value)):
        value, annotation = remove_personal(value), type(value)
    return _mask(shared_converter().unstructure(value, unstructure_as=strip_none(annotation)))


def _mask(plain: Any) -> Any:
    """Put stars for personal data into the texts of a plain value."""
    if isinstance(plain, dict):
        return {format_text(key): _mask(each) for key, each in plain.items()}
    if isinstance(plain, list | tuple):
        return [_mask(each) for each in plain]
    return format_text(plain) if isinstance(plain, str) else plain
