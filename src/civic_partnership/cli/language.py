"""The language of one run, known before the command line is parsed, so that its faults are told in it too."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from civic_partnership.values import Language

LANGUAGES = ("da", "en")
VARIABLE = "CIVIC_PARTNERSHIP_LANG"
"""The environment variable that chooses a language where no option does."""


def chosen_language(arguments: Sequence[str]) -> "Language":
    """Return the language of the last `--lang`, else that of the environment, else Danish."""
    named = [os.environ.get(VARIABLE, "")]
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            named += arguments[place + 1 : place + 2]
        elif argument.startswith("--lang="):
            named.append(argument.removeprefix("--lang="))
    return cast("Language", next((name for name in reversed(named) if name in LANGUAGES), "da"))
