"""The language of one run, known before the command line is parsed, so that errors in it can be told."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from civic_partnership.values import Language

LANGUAGES = ("da", "en")
VARIABLE = "CIVIC_PARTNERSHIP_LANG"
"""The environment variable that chooses a language where no option does."""


def choose_language(arguments: Sequence[str]) -> "Language":
    """Return the language of the last `--lang`, else that of the environment, else Danish."""
    languages = [os.environ.get(VARIABLE, "")]
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            languages += arguments[place + 1 : place + 2]
        elif argument.startswith("--lang="):
            languages.append(argument.removeprefix("--lang="))
    return cast("Language", next((each for each in reversed(languages) if each in LANGUAGES), "da"))
