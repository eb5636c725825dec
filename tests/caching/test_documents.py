"""What rules see: one document and the base."""

from datetime import date
from typing import Any

from hypothesis import given, strategies as st

from civic_partnership import check
from civic_partnership.caching.documents import is_base, is_wide
from civic_partnership.caching.file_index import FileIndex
from civic_partnership.findings import Finding
from civic_partnership.model import Register
from civic_partnership.rules import CATALOGUE, Context
from civic_partnership.storage import InputFile
from civic_partnership.testing import broken_by, registers

ON = date(2050, 1, 1)
ELSEWHERE = {"unused-exemption", "unknown-reference"}
"""Rules that also look at what wide rules have found, or at all ids: `check_again` sees to that."""
LOCAL = [rule for rule in CATALOGUE if not is_wide(rule) and rule.name not in ELSEWHERE]
several = st.integers(2, 4)
sound = several.flatmap(lambda number: registers(partnerships=number))
at_fault = st.sampled_from([rule.name for rule in CATALOGUE]).flatmap(
    lambda name: broken_by(name, valid=registers(partnerships=3, complete=True)).map(lambda case: case.broken)
)
anything = st.one_of(sound, at_fault)


def without_meetings(register: Register) -> Register:
    """Return the register without meetings, which rules then miss in every year."""
    return register.without(*register.meetings.values())


def find(register: Register, rules: list[Any]) -> list[Finding]:
    """Return what rules find on a day on which every duty is due."""
    report = check(register, on=ON, rules=rules)

    assert () == report.failures
    return list(report.findings)


@given(anything | anything.map(without_meetings))
def test_local_rules_see_one_document_and_the_base_alone(register: Register) -> None:
    """About a document they find the same if no other document is there."""
    records = dict(register)
    base = {key: record for key, record in register if is_base(record)}
    index = FileIndex()
    index.add_files(
        [(InputFile(name="a", format="toml"), [*register])],
        Context(Register().replace(*base.values()), ON),
        {rule.name for rule in CATALOGUE},
    )
    everything = find(register, LOCAL)
    for key in records.keys() - base:
        document = index.find_documents([key]) & records.keys()
        alone = find(Register().replace(*base.values(), *map(records.__getitem__, document)), LOCAL)
        expected = [each for each in everything if each.record in document]

        assert expected == [each for each in alone if each.record in document]
