"""Failing tests show registers as TOML."""

import pytest
from hypothesis import Phase, given, settings

from civic_partnership import Register
from civic_partnership.model import Association
from civic_partnership.testing import BrokenRegister, broken_by, registers
from civic_partnership.testing.filled_register import make_filled_register
from civic_partnership.testing.register_text import format_register

SMALLEST = """format_version = 1

[municipality]
name = "Nordby Kommune"

[departments.culture]
name = "Kultur- og Fritidsforvaltningen"

[contacts.consultant]
role = "consultant"
department = "culture"

[associations.forening-0]
name = "Forening 0"

[programmes.ordning]
name = "Foreningspartnerskaber"
department = "culture"
since = "2005"
max_age = 25

[partnerships.partnerskab-0]
programme = "ordning"
partners = [
    { association = "forening-0" },
]
consultants = [
    { contact = "consultant" },
]
terms = [
    { period = "2005-01-01/2008-12-31", kind = "initial" },
]"""


def notes_of(error: BaseException) -> str:
    """Return what Hypothesis says of a failure, without indentation."""
    return "\n".join(line.strip() for note in getattr(error, "__notes__", []) for line in note.splitlines())


def test_a_failing_test_shows_the_smallest_register() -> None:
    """A register is TOML of what is filled, and the smallest has one partnership."""

    @settings(database=None, phases=[Phase.generate, Phase.shrink])
    @given(registers())
    def fails(register: Register) -> None:
        assert register == Register()

    with pytest.raises(AssertionError) as caught:
        fails()

    shown = "\n".join(line.strip() for line in SMALLEST.splitlines())
    assert shown in notes_of(caught.value)
    assert "Register(" not in notes_of(caught.value)


def test_a_failing_test_shows_what_broke_a_register() -> None:
    """Of a broken register the records that changed are shown, with the breaker and the place."""

    @settings(database=None, max_examples=5, phases=[Phase.generate])
    @given(broken_by("weekly-hours"))
    def fails(broken: BrokenRegister) -> None:
        assert broken.broken == broken.valid

    with pytest.raises(AssertionError) as caught:
        fails()

    text = notes_of(caught.value)
    assert "lower_hours breaks weekly-hours at partnerships.partnerskab-0.employments.0.weekly_hours" in text
    assert "\n[partnerships.partnerskab-0]\n" in text
    assert "[programmes" not in text


def test_not_everything_is_shown() -> None:
    """Long lines and long registers are cut, and an empty register says so."""
    long = format_register(Register().replace(Association(id="a", name="ø" * 1000)))

    assert max(map(len, long.splitlines())) < 120
    assert format_register(make_filled_register()).splitlines()[-1].startswith("# … and ")
    assert "# a register without any record" == format_register(Register())
    assert "# a register that cannot be written as TOML" == format_register(
        Register().replace(Association(id="a", name=""))
    )
