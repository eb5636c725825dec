"""Comparisons of registers: records that were added, removed and changed, and findings that come and go."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from merging.edits import NORDBY, edits

from civic_partnership import Finding, RecordsError, Register, check, parse
from civic_partnership.merging import ABSENT, compare_findings, compare_records, diff, merge
from civic_partnership.model import Area, Association, LeftOut, RecordKey

ON = date(2025, 3, 1)
HAVNEN = RecordKey("areas", "havnen")


@given(edits(), edits())
def test_a_comparison_has_every_difference_once(old: Register, new: Register) -> None:
    """The differences are grouped by record; what happened to each follows from where it is."""
    comparison = compare_records(old, new)

    assert diff(old, new) == tuple(each for changed in comparison.records for each in changed.differences)
    for each in comparison.records:
        change = {(False, True): "added", (True, False): "removed", (True, True): "changed"}
        assert change[old.get(each.record) is not None, new.get(each.record) is not None] == each.change
    assert () == comparison.not_compared


@given(edits(), edits())
def test_findings_that_come_one_way_go_the_other(old: Register, new: Register) -> None:
    """Swapped sides swap what appears and what is gone; the same register has neither."""
    before, after = (check(register, on=ON).findings for register in (old, new))
    there, back = compare_findings(before, after), compare_findings(after, before)

    assert (there.appeared, there.gone) == (back.gone, back.appeared)
    assert len(after) - len(before) == len(there.appeared) - len(there.gone)
    assert ((), ()) == attrs.astuple(compare_findings(before, before), recurse=False)


def test_the_order_of_names_does_not_count() -> None:
    """Two lists with the same names in another order are no difference."""
    one, other = (Association(id="a", name="A", aliases=names) for names in (("x", "y"), ("y", "x")))

    assert () == diff(Register().replace(one), Register().replace(other))


def test_a_finding_about_a_row_elsewhere_is_the_same() -> None:
    """A row that stands in another place of the list makes no finding new."""
    rows = ['{ period = "2021/2022", kind = "initial" }', '{ period = "2030/2022", kind = "initial" }']

    def find(order: list[str]) -> tuple[Finding, ...]:
        text = f'[partnerships.p]\nprogramme = "x"\npartners = []\nterms = [{", ".join(order)}]\n'
        return parse(text).findings

    assert find(rows)
    assert ((), ()) == attrs.astuple(compare_findings(find(rows), find(rows[::-1])), recurse=False)


@pytest.mark.parametrize(
    "left_out", [LeftOut("areas", "havnen"), LeftOut("areas", None), LeftOut(None, None)]
)
def test_a_record_that_could_not_be_read_is_no_difference(left_out: LeftOut) -> None:
    """A record is neither new nor gone if the other side may have it in what could not be read."""
    full = NORDBY.replace(Area(id="havnen", name="Havnen"))
    part = attrs.evolve(NORDBY, left_out=frozenset({left_out}))

    for sides in ((full, part), (part, full)):
        comparison = compare_records(*sides)
        assert ((), (HAVNEN,)) == (comparison.records, comparison.not_compared)


def test_what_both_could_read_is_compared() -> None:
    """Other records that could not be read do not matter."""
    part = attrs.evolve(NORDBY, left_out=frozenset({LeftOut("areas", "other")}))

    [changed] = compare_records(part, NORDBY.replace(Area(id="havnen", name="Havnen"))).records

    assert (HAVNEN, "added", ABSENT) == (changed.record, changed.change, changed.differences[0].old)


@pytest.mark.parametrize("side", range(3))
def test_a_register_of_which_records_could_not_be_read_is_not_merged(side: int) -> None:
    """A merge would remove the record."""
    registers = [NORDBY, NORDBY, NORDBY]
    registers[side] = parse('[areas.havnen]\nnavn = "Havnen"\n').register

    with pytest.raises(RecordsError, match="1 records could not be read and would count as removed"):
        merge(*registers)
