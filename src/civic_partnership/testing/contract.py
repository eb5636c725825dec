"""The common part of the contracts: properties, and failures that show a small register."""

import contextlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.exporting import read_options
from civic_partnership.model import Register
from civic_partnership.storage import shared_converter
from civic_partnership.values import InvalidValue

from .any_registers import readable_registers
from .memory_export import describe_fault
from .record_edits import reduce_register
from .register_text import format_register
from .valid_registers import registers

Check = Callable[[Any], object]
"""A function that raises a `Violation` for a register, or another case, that does not hold a property."""


class Violation(Exception):  # noqa: N818 - it is no error of the program
    """A plugin does not do what a contract asks.

    Attributes:
        fault: a sentence without a full stop that says what the plugin did.
        register: the register that shows the fault, if a register shows it.
        check: the check that shows the fault again; by default the check that found it.
    """

    def __init__(self, fault: str, register: Register | None = None, check: Check | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.register = register
        self.check = check


class PropertyCheck:
    """The check of one property of one exporter or importer.

    Attributes:
        plugin: the exporter or importer.
        options: the options that the plugin is asked with.
        pass_count: the number of registers that hold the property.
        refusal: the reason why the plugin refused the last register that it refused.
    """

    def __init__(self, plugin: Any, options: Any, demand: str | None) -> None:
        """Begin with no register.

        Args:
            plugin: the exporter or importer.
            options: the options that the plugin is asked with.
            demand: what the property asks: a paragraph in English and a paragraph in Danish.
        """
        self.plugin = plugin
        self.options = options
        self.pass_count = 0
        self.refusal = ""
        self._english, _, self._danish = inspect.cleandoc(demand or "").partition("\n\n")

    def check_each(self, cases: Iterable[Any], check: Check) -> None:
        """Check some registers, or other cases that a check takes.

        A register that the plugin refuses, or fails to export at all, is not checked.
        """
        __tracebackhide__ = True
        for case in cases:
            try:
                check(case)
            except OptionsError as error:
                self.refusal = str(error)
            except PluginError:
                continue
            except Violation as violation:
                raise self.fail(violation, check) from violation.__cause__
            else:
                self.pass_count += 1

    @contextlib.contextmanager
    def report_faults(self) -> Iterator[None]:
        """Fail by whatever the plugin does wrong in the block."""
        __tracebackhide__ = True
        try:
            yield
        except Violation as violation:
            raise self.fail(violation) from violation.__cause__
        except InvalidValue as error:
            raise self.fail(Violation(error.reason.en)) from None
        except PluginError as error:
            raise self.fail(Violation(describe_fault(error))) from error.__cause__

    def skip_if_unchecked(self) -> None:
        """Skip the test if no register could be checked."""
        if not self.pass_count:
            pytest.skip(
                f"it refuses every register: {self.refusal} Give `registers` that it takes."
                if self.refusal
                else "it fails for every register; another test tells why"
            )

    def fail(self, violation: Violation, check: Check | None = None) -> AssertionError:
        """Return the failure: what the plugin did, the smallest register that shows it, and the demand."""
        shows = violation.check or check
        if violation.register is not None and shows is not None:
            small = reduce_register(
                violation.register, lambda fewer: _find_violation(shows, fewer) is not None
            )
            violation = _find_violation(shows, small) or violation
        name = getattr(self.plugin, "name", type(self.plugin).__name__)
        parts = [f"{name}: {violation.fault}."]
        if violation.register is not None:
            lines = format_register(violation.register).split("\n")
            shown = "\n".join(f"    {line}".rstrip() for line in lines)
            parts += ["The smallest register that shows it:", shown]
        parts.append(f"The contract asks: {self._english}\nKontrakten kræver: {self._danish}")
        return AssertionError("\n\n".join(parts))


def draw_cases(cases: SearchStrategy[Any], share: float) -> list[Any]:
    """Return what a strategy draws.

    Args:
        cases: the strategy.
        share: the number of cases, as a share of what the profile of Hypothesis asks for.
    """
    drawn: list[Any] = []

    def collect(case: Any) -> None:
        drawn.append(case)

    settings(
        max_examples=max(1, round(settings().max_examples * share)),
        deadline=None,
        database=None,
        phases=[Phase.generate],  # a failure makes the register smaller, also one that was not drawn
        suppress_health_check=list(HealthCheck),
    )(given(cases)(collect))()
    return drawn


def _find_violation(check: Check, register: Register) -> Violation | None:
    """Return how a register violates a check; None if it does not, or cannot be checked."""
    try:
        check(register)
    except Violation as violation:
        return violation
    except Exception:  # noqa: BLE001 - what is left of a register may be too little for anything
        return None
    return None


def check_options(plugin: Any, options: Any) -> None:
    """Check that options are read as they are, and that wrong options are refused by name."""
    cls, name = plugin.options, plugin.name
    try:
        again = read_options(cls, options, name)
    except OptionsError as error:
        raise Violation(f"its own options are refused: {error}") from None
    if again != options:
        raise Violation("its own options come back otherwise when they are read")
    names = [field.name for field in attrs.fields(cls)]
    given_options = shared_converter().unstructure(options)
    wrong_values: list[Any] = [1.5, "\x00", {"no": "such"}, [[]]]  # no option takes all of them
    for option in ("no_such_option", *names):
        refusals = []
        for value in wrong_values:
            try:
                read_options(cls, {**given_options, option: value}, name)
            except OptionsError as error:
                refusals.append(error)
        if not refusals:
            raise Violation(f"the option {option} takes whatever it is given")
        if names and not all(option in each.da and option in each.en for each in refusals):
            raise Violation(f"it refuses a wrong {option} without naming it")


class Contract:
    """The common part of the contracts: registers, and properties that are excused.

    Attributes:
        registers: a strategy for registers, if the format takes only some; by default any that a file can
            hold.
        EXCUSED: property, without `test_`, -> the reason why this format cannot hold it.
    """

    registers: ClassVar[SearchStrategy[Register] | None] = None
    EXCUSED: ClassVar[Mapping[str, str]] = {}

    @pytest.fixture(autouse=True)
    def _skip_excused(self, request: pytest.FixtureRequest) -> None:
        """Skip a property that is excused, with its reason."""
        reason = self.reason_excused(request.function.__name__)
        if reason is not None:
            pytest.skip(f"excused: {reason}")

    @classmethod
    def reason_excused(cls, test: str) -> str | None:
        """Return why a test is excused; None if it is not.

        Raises:
            LookupError: a name in `EXCUSED` is not the name of a property.
        """
        for name in cls.EXCUSED:
            if not hasattr(cls, f"test_{name}"):
                raise LookupError(f"EXCUSED names {name}, but there is no test_{name}")
        return cls.EXCUSED.get(test.removeprefix("test_"))

    def register_strategy(self) -> SearchStrategy[Register]:
        """Return the strategy for the registers that properties are checked with."""
        return (readable_registers() | registers()) if self.registers is None else self.registers

    def draw_registers(self, share: float) -> list[Register]:
        """Draw registers to check a property with; `share` is as in `draw_cases`."""
        return draw_cases(self.register_strategy(), share)
