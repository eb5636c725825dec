"""One property of a contract, checked over many registers; a failure shows a small register."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from civic_partnership.errors import OptionsError, PluginError
from civic_partnership.model import Register
from civic_partnership.values import InvalidValue

from .any_registers import readable_registers
from .memory_export import describe_fault
from .register_reduction import reduce_register
from .register_text import format_register
from .valid_registers import registers

RegisterCheck = Callable[[Register], object]


class Violation(Exception):  # noqa: N818 - it is no error of the program
    """A plugin does not do what a contract asks.

    Attributes:
        fault: the sentence, without a full stop, that says what it did.
        register: the register that shows it, where one does.
        check: what shows it again for a smaller register; by default the check that found it.

    """

    def __init__(
        self, fault: str, register: Register | None = None, check: RegisterCheck | None = None
    ) -> None:
        super().__init__(fault)
        self.fault = fault
        self.register = register
        self.check = check


class PropertyCheck:
    """One property of one plugin, while it is checked.

    Attributes:
        pass_count: the number of registers that hold the property.
        refusal: why the exporter refused the last register that it refused.

    """

    def __init__(self, plugin: str, demand: str) -> None:
        """Begin with no register.

        Args:
            plugin: the name of the plugin's format.
            demand: what the property asks: a paragraph in English, one in Danish.

        """
        self.pass_count = 0
        self.refusal = ""
        self._plugin = plugin
        self._english, _, self._danish = inspect.cleandoc(demand).partition("\n\n")

    def check_each(self, some: Iterable[Register], check: RegisterCheck) -> None:
        """Check some registers.

        A register that the exporter refuses, or fails to export at all, is not checked.

        Raises:
            AssertionError: one violates the property.

        """
        __tracebackhide__ = True
        for register in some:
            if violation := self._run_check(check, register):
                raise self.fail(violation, check) from violation.__cause__

    def check_drawn(self, cases: SearchStrategy[Any], check: Callable[[Any], object], share: float) -> None:
        """Check what a strategy draws.

        Args:
            cases: the strategy.
            check: the check of one case.
            share: how many are drawn, as a share of what the profile of Hypothesis asks for.

        Raises:
            AssertionError: one violates the property.

        """
        __tracebackhide__ = True
        violations: list[Violation] = []

        def search(case: Any) -> None:
            if not violations and (violation := self._run_check(check, case)):
                violations.append(violation)

        profile = settings()
        settings(
            max_examples=max(1, round(profile.max_examples * share)),
            deadline=None,
            database=None,
            phases=[Phase.generate],  # a violation is made smaller by dropping what it does not need
            suppress_health_check=list(HealthCheck),
        )(given(cases)(search))()
        for violation in violations:
            raise self.fail(violation, check) from violation.__cause__

    def check_all(
        self, check: RegisterCheck, some: Iterable[Register], cases: SearchStrategy[Register], share: float
    ) -> None:
        """Check some registers and those that a strategy draws; skip the test where none could be checked.

        Raises:
            AssertionError: one violates the property.

        """
        __tracebackhide__ = True
        self.check_each(some, check)
        self.check_drawn(cases, check, share)
        self.skip_if_unchecked()

    def check_plugin(self, check: Callable[[], int | None]) -> None:
        """Check something of the plugin that needs no register, or many registers at once.

        Args:
            check: the check; it returns how many registers hold the property, where it counts them.

        Raises:
            AssertionError: the plugin violates the property.

        """
        __tracebackhide__ = True
        try:
            self.pass_count += check() or 0
        except Violation as violation:
            raise self.fail(violation) from violation.__cause__
        except InvalidValue as error:
            raise self.fail(Violation(error.reason.en)) from None
        except PluginError as error:
            raise self.fail(Violation(describe_fault(error))) from error.__cause__

    def skip_if_unchecked(self) -> None:
        """Skip the test where no register could be checked."""
        if not self.pass_count:
            pytest.skip(
                f"it refuses every register: {self.refusal} Give `registers` that it takes."
                if self.refusal
                else "it fails for every register; another test tells why"
            )

    def fail(self, violation: Violation, check: RegisterCheck | None = None) -> AssertionError:
        """Return the failure: what the plugin did, the smallest register that shows it, and the demand."""
        check = violation.check or check
        if violation.register is not None and check is not None:
            shows = check
            small = reduce_register(violation.register, lambda fewer: _violation_of(shows, fewer) is not None)
            violation = _violation_of(check, small) or violation
        parts = [f"{self._plugin}: {violation.fault}."]
        if violation.register is not None:
            shown = "\n".join(
                f"    {line}".rstrip() for line in format_register(violation.register).split("\n")
            )
            parts += ["The smallest register that shows it:", shown]
        parts.append(f"The contract asks: {self._english}\nKontrakten kræver: {self._danish}")
        return AssertionError("\n\n".join(parts))

    def _run_check(self, check: Callable[[Any], object], case: Any) -> Violation | None:
        """Check a case, and return how it violates the property."""
        try:
            check(case)
        except OptionsError as error:
            self.refusal = str(error)
        except PluginError:
            pass
        except Violation as violation:
            return violation
        else:
            self.pass_count += 1
        return None


def _violation_of(check: RegisterCheck, register: Register) -> Violation | None:
    """Return how a register violates a check; None where it does not, or cannot be checked."""
    try:
        check(register)
    except Violation as violation:
        return violation
    except Exception:  # noqa: BLE001 - what is left of a register may be too little for anything
        return None
    return None


class Contract:
    """The common part of the contracts: registers, and properties that are excused.

    Attributes:
        registers: a strategy for registers, where the format takes only some; by default any that a file
            can hold.
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
        """Return why a test is excused; None where it is not.

        Raises:
            LookupError: a name in `EXCUSED` is none of a property.

        """
        properties = {
            name.removeprefix("test_")
            for base in cls.__mro__
            if Contract in base.__bases__
            for name in vars(base)
            if name.startswith("test_")
        }
        if unknown := sorted(cls.EXCUSED.keys() - properties):
            raise LookupError(
                f"EXCUSED names {', '.join(unknown)}, but the properties are {', '.join(sorted(properties))}"
            )
        return cls.EXCUSED.get(test.removeprefix("test_"))

    def register_strategy(self) -> SearchStrategy[Register]:
        """Return the strategy for registers that properties are checked with."""
        return (readable_registers() | registers()) if self.registers is None else self.registers
