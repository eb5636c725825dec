import decimal
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exporting.exporters import GUARD

from civic_partnership.errors import PluginError
from civic_partnership.values import InvalidValue

SECRET = "Anders And"


class OwnError(Exception):
    """A plugin's own exception, which cannot even be shown."""

    def __str__(self) -> str:
        raise ValueError(SECRET)


def endless(number: int = 0) -> int:
    """Call itself until Python has enough."""
    return endless(number + 1) + 1


def fail(error: BaseException | None) -> None:
    """Raise an error, or one about recursion."""
    if error:
        raise error
    endless()


FAULTS: dict[str, BaseException | None] = {
    "ValueError": ValueError(SECRET),
    "SystemExit": SystemExit(SECRET),
    "KeyboardInterrupt": KeyboardInterrupt(SECRET),
    "BaseException": BaseException(SECRET),
    "StopIteration": StopIteration(SECRET),
    "PluginError": PluginError(SECRET, SECRET, SECRET),
    "OwnError": OwnError(SECRET),
    "RecursionError": None,
}
"""The name of what is raised -> the error."""


@pytest.mark.parametrize("name", FAULTS)
def test_whatever_a_plugin_raises_is_its_own_fault(name: str) -> None:
    """Name the plugin, the kind of exception and its place, but not its text; keep it as the cause."""
    raised = FAULTS[name]
    with pytest.raises(PluginError) as caught, GUARD.catch_errors():
        fail(raised)

    error = caught.value
    line = fail.__code__.co_firstlineno + 3 if raised else endless.__code__.co_firstlineno + 2
    location = f"({name}, {__file__}:{line})"
    assert raised is None or raised is error.__cause__
    assert "made-plugin" == error.distribution
    assert (
        f"The format made from made-plugin does not work: it failed {location}. "
        "Report it to those who publish made-plugin." == error.en
    )
    assert (
        f"Formatet made fra made-plugin virker ikke: det fejlede {location}. "
        "Meld det til dem, der udgiver made-plugin." == error.da
    )
    assert SECRET not in error.da + error.en


def test_a_refusal_tells_its_reason() -> None:
    """Say why a value is refused, in words that do not repeat it."""
    with pytest.raises(PluginError) as caught, GUARD.catch_errors():
        raise InvalidValue("et navn mangler", "a name is missing")

    assert "Formatet made fra made-plugin virker ikke: et navn mangler. " in caught.value.da
    assert "The format made from made-plugin does not work: a name is missing. " in caught.value.en


def test_gives_each_thing_until_the_iterable_ends_or_fails() -> None:
    """Yield what the plugin gives, be it None."""
    numbers = GUARD.iterate(n if n < 3 else 1 // 0 for n in range(9))

    assert [1, None, 3] == list(GUARD.iterate([1, None, 3]))
    assert [0, 1, 2] == [next(numbers) for _ in range(3)]
    with pytest.raises(PluginError, match="ZeroDivisionError"):
        next(numbers)


class Unwilling:
    """Fails when it is asked for its iterator."""

    def __iter__(self) -> Iterator[int]:
        raise KeyError(SECRET)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (None, "it gave NoneType, which is not iterable."),
        (3, "it gave int, which is not iterable."),
        (Unwilling(), "it failed (KeyError,"),
    ],
)
def test_what_gives_nothing_one_by_one_is_told(items: Any, expected: str) -> None:
    """Report a function without `yield` and `return`, which gives None."""
    with pytest.raises(PluginError) as caught:
        list(GUARD.iterate(items))

    assert expected in caught.value.en


def test_an_error_of_whoever_asks_is_not_the_plugins() -> None:
    """Guard only the plugin's own code, not what is done with its result."""
    numbers = GUARD.iterate([1])
    with pytest.raises(ValueError, match="mine 1"):  # noqa: PT012 - the loop is what raises
        for number in numbers:
            raise ValueError(f"mine {number}")


def test_a_plugin_changes_nothing_of_the_process(tmp_path: Path) -> None:
    """Keep the folder that others write to, and the rounding of their amounts."""
    before = Path.cwd(), decimal.getcontext().prec

    def moving() -> Iterator[int]:
        os.chdir(tmp_path)
        decimal.getcontext().prec = 1
        yield 1

    with GUARD.catch_errors():
        next(moving())
    assert before == (Path.cwd(), decimal.getcontext().prec)

    for _ in GUARD.iterate(moving()):
        assert before == (Path.cwd(), decimal.getcontext().prec)
