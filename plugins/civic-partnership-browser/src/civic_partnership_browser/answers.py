"""Answers of the checker: results that JSON can hold, and errors as sentences in two languages."""

from collections.abc import Callable
from typing import Any

from civic_partnership.errors import CivicPartnershipError
from civic_partnership.isolation import describe_error

Answer = dict[str, Any]
"""What a method returns: values that JSON can hold, and bytes; or only an `error` in `da` and `en`."""


def answer(work: Callable[[], Answer]) -> Answer:
    """Return what a work returns, or `{"error": {"da": …, "en": …}}` if it raises an error."""
    try:
        return work()
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
