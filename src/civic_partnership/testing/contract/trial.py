"""Proving one property of an exporter: over many registers, and told so that it helps."""

import contextlib
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Flaky
from hypothesis.strategies import SearchStrategy

from civic_partnership.errors import OptionsError, PluginError, RecordsError
from civic_partnership.exporting import FieldPath
from civic_partnership.model import Register
from civic_partnership.storage import to_text

from .reducing import smallest
from .subject import Subject

_LINES, _COLUMNS = 30, 110
"""So much is shown of a register."""


class Violation(Exception):  # noqa: N818 - it is no error of the program
    """An exporter does not do what the contract asks.

    Attributes:
        did: what it did, a clause.
        register: the register that shows it, where one does.

    """

    def __init__(self, did: str, register: Register | None = None) -> None:
        super().__init__(did)
        self.did = did
        self.register = register


class Trial:
    """One property of one exporter, while it is proved.

    Attributes:
        subject: the exporter with its options.
        judged: of how many registers it was found to hold.
        refusal: why the exporter refused a register, the last time that it did.

    """

    def __init__(self, subject: Subject, asks: str, node: str) -> None:
        """Make a trial.

        Args:
            subject: the exporter with its options.
            asks: what the contract asks: a paragraph in English, one in Danish.
            node: the name of the test, which tells apart what Hypothesis remembers.

        """
        self.subject = subject
        self.judged = 0
        self.refusal = ""
        self._asks = inspect.cleandoc(asks).split("\n\n")
        self._node = node
        self._last: Violation | None = None

    def over(
        self, cases: SearchStrategy[Any], check: Callable[[Any], object], *, share: float, must: bool = True
    ) -> None:
        """Check whatever a strategy makes.

        What the exporter refuses, or fails to export at all, is not judged here.

        Args:
            cases: what is drawn.
            check: raises a `Violation`.
            share: how many are drawn, as a share of what the current profile of Hypothesis asks for.
            must: whether the test is skipped where nothing could be judged.

        Raises:
            AssertionError: the contract is violated.

        """
        __tracebackhide__ = True
        try:
            _searching(share, self._node, cases)(lambda case: self._judge(check, case))()
        except Violation as violation:
            raise self.told(violation) from violation.__cause__
        except Flaky:
            if self._last is None:
                raise
            raise self.told(self._last, "not every time") from self._last.__cause__
        if must:
            self.conclude()

    def conclude(self) -> None:
        """Skip the test where nothing could be judged."""
        if not self.judged:
            pytest.skip(
                f"it refuses every register: {self.refusal} Give `registers` that it takes."
                if self.refusal
                else "it fails for every register; another test tells why"
            )

    def drawn(self, cases: SearchStrategy[Any], *, share: float) -> list[Any]:
        """Some of what a strategy makes."""
        found: list[Any] = []
        _searching(share, self._node, cases)(found.append)()
        return found

    def each(self, registers: Iterable[Register], check: Callable[[Register], object]) -> None:
        """Check some registers, each by itself.

        Raises:
            AssertionError: the contract is violated.

        """
        __tracebackhide__ = True
        for register in registers:
            try:
                self._judge(check, register)
            except Violation as violation:
                small = smallest(register, lambda fewer: _violated(check, fewer) is not None)
                shown = _violated(check, small) or violation
                raise self.told(shown) from shown.__cause__

    def carries(self) -> frozenset[FieldPath]:
        """The fields that the exporter carries; the test is skipped where it cannot say."""
        try:
            return self.subject.carries()
        except (OptionsError, PluginError) as error:
            pytest.skip(f"it does not say what it carries; another test tells why: {type(error).__name__}")

    def without_fault(self, register: Register) -> None:
        """See that an export does not fail.

        Raises:
            Violation: it does.
            OptionsError: the exporter refuses the register.

        """
        try:
            self.subject.export(register)
        except PluginError as error:
            raise Violation(fault(error), register) from error.__cause__

    def fails(self, register: Register) -> bool:
        """Whether the export of a register fails."""
        return _violated(self.without_fault, register) is not None

    def told(self, violation: Violation, remark: str = "") -> AssertionError:
        """A violation in words: what the exporter did, the register that shows it, what is asked."""
        remark = remark and f" ({remark})"
        parts = [f"{self.subject.exporter.name}: {violation.did}{remark}."]
        if violation.register is not None:
            parts += ["The smallest register that shows it:", _shown(violation.register)]
        english, danish = (" ".join(part.split()) for part in self._asks)
        return AssertionError(
            "\n\n".join([*parts, f"The contract asks: {english}\nKontrakten kræver: {danish}"])
        )

    def _judge(self, check: Callable[[Any], object], case: Any) -> None:
        try:
            check(case)
        except OptionsError as error:
            self.refusal = str(error)
        except PluginError:
            pass
        except Violation as violation:
            self._last = violation
            raise
        else:
            self.judged += 1


def fault(error: PluginError) -> str:
    """What an exporter did, as the host tells it, and the text of the error beneath, which the host keeps."""
    why = f" [{error.__cause__}]" if error.__cause__ is not None else ""
    return f"{str(error).partition(' Report it')[0].rstrip('.')}{why}"


def _searching(
    share: float, node: str, cases: SearchStrategy[Any]
) -> Callable[[Callable[[Any], object]], Callable[[], None]]:
    """Makes of a check a search for what violates it.

    The search runs inside a test and is not one itself: the fixtures of the test were made once and are
    asked for no more, which is all the same to an exporter, for it holds nothing.
    """
    current = settings()

    def searching(check: Callable[[Any], object]) -> Callable[[], None]:
        def holds(case: Any) -> None:
            check(case)

        holds.__annotations__["case"] = node  # one exporter's failures are not another's
        return settings(
            max_examples=max(1, round(current.max_examples * share)),
            deadline=None,  # registers are large, and machines slow
            suppress_health_check=[
                *current.suppress_health_check,
                HealthCheck.too_slow,
                HealthCheck.data_too_large,
            ],
            phases=[phase for phase in current.phases if phase is not Phase.explain],  # told by the contract
            report_multiple_bugs=False,
            print_blob=False,
        )(given(cases)(holds))

    return searching


def _violated(check: Callable[[Register], object], register: Register) -> Violation | None:
    """How a register violates what is checked; None where it does not, or cannot be checked."""
    try:
        check(register)
    except Violation as violation:
        return violation
    except Exception:  # noqa: BLE001 - what is left of a register may be too little for anything
        return None
    return None


def _shown(register: Register) -> str:
    """A register as TOML, as much of it as can be taken in."""
    text = "(no record)"
    if list(register):
        text = "(it cannot be written as TOML)"
        with contextlib.suppress(RecordsError):
            text = to_text(register)
    lines = [line if len(line) <= _COLUMNS else f"{line[:_COLUMNS]}…" for line in text.splitlines()]
    more = [f"… and {len(lines) - _LINES} lines more"] if len(lines) > _LINES else []
    return "\n".join(f"    {line}".rstrip() for line in [*lines[:_LINES], *more])
