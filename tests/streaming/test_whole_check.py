"""What concerns the whole of a stream, and the base register."""

from datetime import date

from streaming.streams import split_register

from civic_partnership.model import Programme, Register
from civic_partnership.storage import parse
from civic_partnership.streaming import check_stream

ON = date(2025, 3, 1)
BUDGET = """
[programmes.a]
name = "Sociale partnerskaber"
annual_budget = 100000
[associations.klub]
name = "Nordby Boldklub"
"""
PARTNERSHIP = """
[partnerships.%s]
programme = "a"
partners = [{ association = "klub" }]
terms = [{ kind = "initial", period = "2022/2024" }]
"""


def test_what_concerns_the_whole_has_the_place_of_its_record() -> None:
    """A finding about a partnership of a stream names file and line, whichever rule found it."""
    register = parse(BUDGET + PARTNERSHIP % "p" + PARTNERSHIP % "q").register
    base, lines = split_register(register)
    found = [each for each in check_stream(lines, base, on=ON) if each.rule == "budget-overspent"]

    assert [("<stream>", 1), ("<stream>", 2)] == [(each.file, each.at and each.at[0]) for each in found]


def test_a_base_made_in_python_is_checked_for_its_shape_too() -> None:
    """What no file can hold gives a finding, as in the check of a register, and no rule is asked about it."""
    base = Register().replace(Programme(id="a", name=7))  # type: ignore[arg-type]
    stream = check_stream([], base, on=ON)

    assert ["wrong-type"] == [each.rule for each in stream]
    assert () == stream.failures
