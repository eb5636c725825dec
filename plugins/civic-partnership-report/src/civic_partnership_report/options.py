"""The options of the format."""

import re
from datetime import date
from typing import Literal

from attrs import field, frozen

from civic_partnership import OptionsError, Register
from civic_partnership.model import about
from civic_partnership.values import FIRST_YEAR, LAST_YEAR

_YEARS = re.compile("((?:19|20|21)[0-9]{2})(?:/((?:19|20|21)[0-9]{2}))?")


@frozen(kw_only=True)
class Options:
    """Options of the format `report`."""

    lang: Literal["da", "en"] = field(default="da", metadata=about("sprog", "language"))
    programme: str | None = field(default=None, metadata=about("kun denne ordning", "only this programme"))
    appropriation: str | None = field(
        default=None, metadata=about("kun denne bevilling", "only this appropriation")
    )
    partnership: str | None = field(
        default=None,
        metadata=about("statusrapport på én side for dette partnerskab", "one page about this partnership"),
    )
    years: str | None = field(
        default=None, metadata=about("år i billederne, fx 2023/2026", "years in the pictures, as 2023/2026")
    )

    @property
    def year_range(self) -> range | None:
        """The years that are asked for; None for the years that the records tell of."""
        match = _YEARS.fullmatch(self.years or "")
        return range(int(match[1]), int(match[2] or match[1]) + 1) if match else None

    def check(self, register: Register, on: date) -> None:
        """Raise an OptionsError if the options do not fit together, or name what the register lacks.

        A day outside the years that records can hold is refused, too.
        """
        if not FIRST_YEAR <= on.year < LAST_YEAR:
            raise OptionsError(
                f"En rapport laves pr. en dag fra {FIRST_YEAR} til {LAST_YEAR - 1}. Ret dagen.",
                f"A report is made as of a day from {FIRST_YEAR} to {LAST_YEAR - 1}. Correct the day.",
            )
        for option, known in (
            ("programme", register.programmes),
            ("appropriation", register.appropriations),
            ("partnership", register.partnerships),
        ):
            id = getattr(self, option)
            if id is not None and id not in known:
                raise OptionsError(
                    f"Tilvalg til report: {option} nævner et id, som ikke findes i registeret. Ret id'et.",
                    f"Options of report: {option} names an id that the register lacks. Correct the id.",
                )
        if self.partnership is not None and (self.programme, self.appropriation) != (None, None):
            raise OptionsError(
                "Tilvalg til report: partnership står alene. Udelad programme og appropriation.",
                "Options of report: partnership stands alone. Leave out programme and appropriation.",
            )
        if self.years is not None and not self.year_range:
            raise OptionsError(
                "Tilvalg til report: years skrives 2025 eller 2023/2026. Ret årene.",
                "Options of report: years is written 2025 or 2023/2026. Correct the years.",
            )
