"""The same register again: exported twice, in other processes, and read back."""

import copy
from collections.abc import Sequence

from civic_partnership.hosting import ProvidedImporter
from civic_partnership.model import Register

from .elsewhere import WORLDS, CannotPassError, Outcome, outcome, outcomes
from .subject import Export, Subject, difference
from .trial import Violation
from .watching import touched

_HOW = "define its class and that of its options at the top of a module, with no lambda or open file in them"


def repeat(subject: Subject, other: Register, register: Register) -> None:
    """See that a register gives the same files again, though another one is exported before and meanwhile.

    Raises:
        Violation: it does not.
        OptionsError: the exporter refuses the register.
        PluginError: the exporter fails.

    """
    first = subject.export(register)
    outcome(subject, other)
    again = subject.drain(register, between=lambda: outcome(subject, other))
    if told := difference(first, again):
        raise Violation(f"exported twice, {told}", register)


def touch_nothing(subject: Subject, register: Register) -> None:
    """See that an export asks for nothing but the register, and leaves it as it was.

    Raises:
        Violation: it does not.
        OptionsError: the exporter refuses the register.
        PluginError: the exporter fails.

    """
    given = (register, subject.options)
    before = copy.deepcopy(given)
    subject.export(register)  # what libraries load, they load now
    if found := touched(lambda: subject.drain(register), subject.home):
        raise Violation(f"it asks for more than the register: {found[0]}", register)
    if given != before:
        raise Violation("it changes the register or its options", before[0])


def be_the_same_everywhere(subject: Subject, registers: Sequence[Register]) -> int:
    """See that some registers give the same files in other processes, and tell how many give any.

    Raises:
        Violation: they do not, or the exporter cannot be handed to another process.

    """
    try:
        made = outcomes(subject, registers)
    except CannotPassError as error:
        raise Violation(f"it cannot be handed to another process ({error}): {_HOW}") from error.__cause__
    here = [outcome(subject, register) for register in registers]
    for world, there in zip(WORLDS, made, strict=True):
        for register, one, other in zip(registers, here, there, strict=True):
            if told := _otherwise(one, other):
                where = ", ".join(f"{name}={value}" for name, value in world.items())
                raise Violation(f"in a process with {where} {told}", register)
    return sum(isinstance(each, Export) for each in here)


def _otherwise(one: Outcome, other: Outcome) -> str:
    """How an export in another process went otherwise; empty where it did not."""
    if isinstance(one, Export) and isinstance(other, Export):
        return difference(one, other)
    if one == other:
        return ""
    return f"it fails: {other}" if isinstance(other, str) else "it does not fail as it does here"


def read_back(subject: Subject, importer: ProvidedImporter, register: Register) -> None:
    """See that what is exported without loss is read as the register that it was.

    Raises:
        Violation: it is not.
        OptionsError: the exporter refuses the register.
        PluginError: the exporter or the importer fails.

    """
    export = subject.export(register)
    imported = importer.read({name: file.data for name, file in export.files.items()}, {})
    if not export.losses and imported.register != register:
        raise Violation("what is read is another register than the one that was exported", register)
