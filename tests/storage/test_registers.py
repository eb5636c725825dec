from collections.abc import Callable, Iterable
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.strategies import SearchStrategy
from model.places import classes
from registers import MINIMAL, minimal

from civic_partnership.model import KINDS
from civic_partnership.storage import from_dict
from civic_partnership.testing.any_registers import readable_registers as registers, records

SEARCH = settings(
    max_examples=2_000, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck)
)


def find_all(
    facts: set[Any], strategy: SearchStrategy[Any], describe: Callable[[Any], Iterable[Any]]
) -> None:
    """Draw examples until each of these facts is one of some example."""
    missing = set(facts)

    def is_last(example: Any) -> bool:
        missing.difference_update(describe(example))
        return not missing

    find(strategy, is_last, settings=SEARCH)


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_every_field_of_every_class_is_reached(cls: Any) -> None:
    """Fill each field of each class in some record, and leave it out in another where it may be absent."""
    fields = attrs.fields(cls)
    facts = {(each.name, False) for each in fields}
    facts |= {(each.name, True) for each in fields if each.default is not attrs.NOTHING}

    find_all(
        facts, records(cls), lambda record: [(f.name, getattr(record, f.name) == f.default) for f in fields]
    )


def test_registers_hold_every_kind() -> None:
    """Draw each kind of record in some register, and some empty registers."""
    facts = {"municipality", None, *KINDS}

    find_all(facts, registers(), lambda register: [key.kind for key, _ in register] or [None])


@pytest.mark.parametrize("kind", MINIMAL)
def test_minimal_records_hold_no_more_than_they_must(kind: str) -> None:
    """Read a minimal record without a finding, and none with a field less."""
    assert () == from_dict(minimal(kind)).findings
    for name in MINIMAL[kind]:
        lacking = {each: value for each, value in MINIMAL[kind].items() if each != name}
        assert from_dict({kind: lacking if kind == "municipality" else {"a": lacking}}).findings
