"""The options of the format."""

from collections.abc import Container
from datetime import date
from typing import Literal

from attrs import field, frozen

from civic_partnership import OptionsError
from civic_partnership.model import about
from civic_partnership.values import Count

MOST_DAYS = 3650
"""The largest number of days between a reminder and its event: ten years."""


@frozen(kw_only=True)
class Options:
    """Options of the format `ical`."""

    since: date | None = field(default=None, metadata=about("første dag", "first day"))
    until: date | None = field(default=None, metadata=about("sidste dag", "last day"))
    alarm_days: tuple[Count, ...] = field(
        default=(), metadata=about("påmindelse så mange dage før", "reminder so many days before")
    )
    consultant: str | None = field(
        default=None,
        metadata=about("kun partnerskaber med denne konsulent", "only partnerships of this consultant"),
    )
    lang: Literal["da", "en"] = field(default="da", metadata=about("sprog", "language"))
    stamp: date = field(default=date(2000, 1, 1), metadata=about("kalenderens dato", "date of the calendar"))

    def takes(self, day: date) -> bool:
        """Tell whether a day lies between `since` and `until`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def check(self, contacts: Container[str]) -> None:
        """Raise an OptionsError if the options do not fit together, or name no contact of the register."""
        if self.consultant is not None and self.consultant not in contacts:
            raise OptionsError(
                "Tilvalg til ical: consultant nævner en kontakt, som ikke findes i registeret. Ret id'et.",
                "Options of ical: consultant names a contact that the register lacks. Correct the id.",
            )
        if self.since is not None and self.until is not None and self.until < self.since:
            raise OptionsError(
                "Tilvalg til ical: until ligger før since. Byt dem om, eller ret den ene.",
                "Options of ical: until lies before since. Exchange them, or correct one.",
            )
        if max(self.alarm_days, default=0) > MOST_DAYS:
            raise OptionsError(
                f"Tilvalg til ical: alarm_days kan højst være {MOST_DAYS}. Vælg færre dage.",
                f"Options of ical: alarm_days can be {MOST_DAYS} at most. Choose fewer days.",
            )
