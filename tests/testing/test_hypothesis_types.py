import subprocess
import sys
from decimal import Decimal
from types import ModuleType
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st
from model.places import classes

from civic_partnership import testing
from civic_partnership.model import FocusArea, Register
from civic_partnership.storage import from_dict, to_dict
from civic_partnership.values import Dated, PartialDate, Period, Range, Table


@pytest.mark.parametrize(
    "cls", [*classes(), Register, PartialDate, Period, Range, Dated[Decimal], Table[FocusArea]]
)
@settings(max_examples=settings().max_examples // 10)
@given(st.data())
def test_hypothesis_knows_every_value_and_record(cls: Any, data: st.DataObject) -> None:
    """`st.from_type` makes any value and record, and a table or a dated value of any."""
    assert isinstance(data.draw(st.from_type(cls)), getattr(cls, "__origin__", cls))


@given(st.from_type(Register))
def test_a_register_is_sound_and_reads_back(register: Register) -> None:
    """What `st.from_type(Register)` makes can be written and read."""
    assert from_dict(to_dict(register)).register == register


@attrs.frozen
class Case:
    """Somebody's own class with a period and a partial date in it."""

    when: Period
    since: PartialDate | None


@given(st.from_type(Case))
def test_classes_of_others_are_made_with_them(case: Case) -> None:
    """The values are found in the annotations of somebody's own class."""
    assert isinstance(case.when, Period)


def test_importing_hypothesis_loads_no_rule_and_no_strategy() -> None:
    """The entry point for Hypothesis loads the records and nothing else."""
    loaded = subprocess.run(
        [sys.executable, "-c", "import hypothesis, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert "civic_partnership.testing.hypothesis_types" in loaded
    assert not {"civic_partnership.rules", "civic_partnership.storage", "cattrs", "stdnum"} & {*loaded}
    assert {"civic_partnership.testing", "civic_partnership.testing.hypothesis_types"} == {
        name for name in loaded if name.startswith("civic_partnership.testing")
    }


def test_the_face_of_the_room_holds_what_it_says() -> None:
    """Every name is there, is listed, and no other is."""
    assert [] == [name for name in dir(testing) if isinstance(getattr(testing, name), ModuleType)]
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = testing.nothing  # type: ignore[attr-defined]
