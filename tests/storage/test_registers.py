import contextlib
from collections.abc import Callable, Iterable
from typing import Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis.errors import NoSuchExample
from hypothesis.strategies import SearchStrategy
from registers import MINIMAL, minimal

from civic_partnership.model import KINDS, Municipality, Register, unwrap_type
from civic_partnership.storage import from_dict
from civic_partnership.testing.any_registers import readable_registers as registers, records


def _nested(annotation: Any) -> set[Any]:
    """Yield the classes in an annotation, and all that their fields hold."""
    if attrs.has(cls := unwrap_type(annotation)):
        return {cls}.union(*(_nested(field.type) for field in attrs.fields(cls)))
    return set().union(*(_nested(part) for part in get_args(cls) if isinstance(part, type) or get_args(part)))


CLASSES = sorted(set().union(*map(_nested, [Municipality, *KINDS.values()])), key=lambda cls: cls.__name__)


def collect_facts(
    strategy: SearchStrategy[Any], wanted: set[Any], describe: Callable[[Any], Iterable[Any]]
) -> set[Any]:
    """Collect the facts about as many examples as it takes to reach the wanted ones, within reason."""
    seen: set[Any] = set()

    def is_enough(example: Any) -> bool:
        seen.update(describe(example))
        return wanted <= seen

    with contextlib.suppress(NoSuchExample):
        find(
            strategy,
            is_enough,
            settings=settings(
                max_examples=2_000,
                phases=[Phase.generate],
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    return seen


@pytest.mark.parametrize("cls", CLASSES)
def test_every_field_of_every_class_is_reached(cls: Any) -> None:
    """Fill each field of each class in some record, and leave it out in another where it may be absent."""
    fields = attrs.fields(cls)
    wanted = {(field.name, False) for field in fields}
    wanted |= {(field.name, True) for field in fields if field.default is not attrs.NOTHING}

    assert wanted == collect_facts(
        records(cls), wanted, lambda record: [(f.name, getattr(record, f.name) == f.default) for f in fields]
    )


def test_registers_hold_every_kind() -> None:
    """Draw each kind of record in some register, and some empty registers."""
    wanted = {"municipality", None, *KINDS}

    assert wanted == collect_facts(
        registers(), wanted, lambda register: [key.kind for key, _ in register] or [None]
    )


@pytest.mark.parametrize("kind", MINIMAL)
def test_minimal_records_hold_no_more_than_they_must(kind: str) -> None:
    """Read a minimal record without a finding, and none with a field less."""
    assert () == from_dict(minimal(kind)).findings
    for name in MINIMAL[kind]:
        lacking = {each: value for each, value in MINIMAL[kind].items() if each != name}
        assert from_dict({kind: lacking if kind == "municipality" else {"a": lacking}}).findings


@settings(max_examples=20, deadline=None)
@given(registers())
def test_registers_are_registers(register: Register) -> None:
    """Draw every record into the table of its kind, under its own id."""
    for key, record in register:
        assert key.id == getattr(record, "id", None)
        assert type(record) is (Municipality if key.kind == "municipality" else KINDS[key.kind])
