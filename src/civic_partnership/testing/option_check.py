"""Whether the options of an exporter or importer are read strictly."""

from typing import Any

import attrs

from civic_partnership.errors import OptionsError
from civic_partnership.exporting import list_options, read_options
from civic_partnership.storage import shared_converter
from civic_partnership.values import InvalidValue

from .property_check import Violation

_WRONG: tuple[Any, ...] = (1.5, "\x00", {"no": "such"}, [[]])
"""Values that no option takes all of."""
_UNKNOWN = "no_such_option"


def check_options(plugin: Any, options: Any) -> None:
    """Check that options come back as they are, and that a sentence that names them refuses wrong ones.

    Args:
        plugin: the exporter or importer.
        options: an instance of its options class.

    Raises:
        Violation: they are read otherwise.

    """
    cls, name = plugin.options, plugin.name
    try:
        list_options(cls)
        again = read_options(cls, options, name)
    except InvalidValue as error:
        raise Violation(error.reason.en) from None
    except OptionsError as error:
        raise Violation(f"its own options are refused: {error}") from None
    if again != options:
        raise Violation("its own options come back otherwise when they are read")
    names = [field.name for field in attrs.fields(cls)]
    given = shared_converter().unstructure(options)
    for option, values in {_UNKNOWN: (1,), **dict.fromkeys(names, _WRONG)}.items():
        refusals = [_refusal(cls, {**given, option: value}, name) for value in values]
        if not any(refusals):
            raise Violation(f"the option {option} takes whatever it is given")
        if names and not all(option in each.da and option in each.en for each in refusals if each):
            raise Violation(f"it refuses a wrong {option} without naming it")


def _refusal(cls: type, given: dict[str, Any], name: str) -> OptionsError | None:
    """Return how options are refused; None where they are taken."""
    try:
        read_options(cls, given, name)
    except OptionsError as error:
        return error
    return None
