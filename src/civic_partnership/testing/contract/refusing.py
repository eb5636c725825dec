"""Options that no exporter takes, and how they are refused."""

from typing import Any

import attrs

from civic_partnership.errors import OptionsError
from civic_partnership.exporting import list_options, read_options
from civic_partnership.storage import shared_converter
from civic_partnership.values import InvalidValue

from .subject import Subject

_WRONG: tuple[Any, ...] = (1.5, "\x00", {"no": "such"}, [[]])
"""No option takes all of these."""
_UNKNOWN = "no_such_option"


def misread_options(subject: Subject) -> str:
    """What is wrong with how the options of an exporter are read, a clause; empty where nothing is."""
    exporter, options = subject.exporter, subject.options
    try:
        list_options(exporter.options)
        again = read_options(exporter.options, options, exporter.name)
    except InvalidValue as refused:
        return refused.reason.en
    except OptionsError as error:
        return f"its own options are refused: {error}"
    if again != options:
        return "its own options come back otherwise when they are read"
    names = [each.name for each in attrs.fields(exporter.options)]
    given = shared_converter().unstructure(options)
    for name, values in {_UNKNOWN: (1,), **dict.fromkeys(names, _WRONG)}.items():
        refusals = list(filter(None, (_refusal(subject, {**given, name: value}) for value in values)))
        if not refusals:
            return f"the option {name} takes whatever it is given"
        if names and not all(name in each.da and name in each.en for each in refusals):
            return f"it refuses a wrong {name} without naming it"
    return ""


def _refusal(subject: Subject, given: dict[str, Any]) -> OptionsError | None:
    """How options are refused; None where they are taken."""
    try:
        read_options(subject.exporter.options, given, subject.exporter.name)
    except OptionsError as error:
        return error
    return None
