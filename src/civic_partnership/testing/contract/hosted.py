"""Exports through the host's own path, with personal data and without."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from civic_partnership.exporting import run_export
from civic_partnership.model import Register

from .judging import holds
from .leaves import with_people
from .subject import File, Subject, difference
from .trial import Violation

_LETTERS = "ᚁᚂᚃᚄᚅᚆᚇᚈᚉᚊᚋᚌᚍᚎᚏᚐᚑᚒᚓᚔ"
"""Letters of Ogham: nothing else in a register is likely to have several of them in a row."""
SOMEBODY = ("ᚁᚂᚃᚄ", "ᚅᚆᚇᚈ")
NAMES = st.text(_LETTERS, min_size=4, max_size=8)


def people(registers: SearchStrategy[Register]) -> SearchStrategy[tuple[str, str, Register]]:
    """Two texts, and a register in whose personal fields either may stand."""
    names = st.lists(NAMES, min_size=2, max_size=2, unique=True)
    return st.builds(lambda two, register: (*two, register), names, registers)


def hosted(subject: Subject, register: Register, *, include_personal: bool) -> dict[str, File]:
    """Every file that the host writes, its manifest too.

    Raises:
        OptionsError: the exporter refuses the register.
        PluginError: the exporter fails.

    """
    with tempfile.TemporaryDirectory() as name:
        out = Path(name, "out")
        run_export(
            subject.exporter,
            register,
            out,
            on=date(2024, 6, 1),
            options=subject.options,
            guard=subject.guard,
            versions={},
            include_personal=include_personal,
        )
        return {
            path.relative_to(out).as_posix(): File("", path.read_bytes())
            for path in sorted(out.rglob("*"))
            if path.is_file()
        }


def keep_to_itself(subject: Subject, one: str, other: str, register: Register) -> None:
    """See that personal data get out only where they are asked for and said to be carried.

    Raises:
        Violation: they get out elsewhere.
        OptionsError: the exporter refuses the register.
        PluginError: the exporter fails.

    """
    carries = subject.carries()
    first, second = (with_people(register, name, carries) for name in (one, other))
    told = difference(subject.export(first), subject.export(second))
    if told and not difference(subject.export(first), subject.export(first)):  # else it never gives the same
        did = f"personal data that it does not say it carries show in what it gives: {told}"
        raise Violation(did, first)
    filled = with_people(register, one)
    for loss in subject.export(filled).losses:
        if one in loss.reason.da or one in loss.reason.en:
            raise Violation("the reason of a loss repeats a personal value", filled)
    hosted(subject, filled, include_personal=True)
    for name, file in hosted(subject, filled, include_personal=False).items():
        if holds(file, one) or one in name:
            did = f"{name} holds personal data that nobody asked for, kept from an earlier export"
            raise Violation(did, filled)
