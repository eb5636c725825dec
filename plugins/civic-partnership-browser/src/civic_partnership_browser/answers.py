"""Answers of the checker: results that JSON can hold, and errors as sentences in two languages."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from civic_partnership.errors import CivicPartnershipError
from civic_partnership.isolation import describe_error

S = TypeVar("S")
P = ParamSpec("P")

Answer = dict[str, Any]
"""What a method returns: values that JSON can hold, and bytes; or only an `error` in `da` and `en`."""


def answers(method: Callable[Concatenate[S, P], Answer]) -> Callable[Concatenate[S, P], Answer]:
    """Let a method return `{"error": {"da": …, "en": …}}` instead of raising an error."""

    @functools.wraps(method)
    def answer(self: S, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
        try:
            return method(self, *args, **kwargs)
        except CivicPartnershipError as error:
            return {"error": {"da": error.da, "en": error.en}}
        except MemoryError:
            return {
                "error": {
                    "da": "Filerne er for store til en browser. Kontrollér dem med civic-partnership check.",
                    "en": "The files are too large for a browser. Check them with civic-partnership check.",
                }
            }
        except Exception as error:  # noqa: BLE001 - a page shows sentences, and never a traceback
            name, place = describe_error(error)
            return {
                "error": {
                    "da": f"Programmet fejlede ({name}, {place}), og intet er ændret. Indlæs siden igen.",
                    "en": f"The program failed ({name}, {place}); nothing was changed. Load the page again.",
                }
            }

    return answer
