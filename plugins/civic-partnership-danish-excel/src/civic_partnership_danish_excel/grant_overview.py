"""The grant overview: a line for each grant, with everything that concerns it side by side.

All of it is in the tables too; the overview saves people who work with grants from looking it up.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from attrs import evolve, field, frozen

from civic_partnership import OptionsError, Register
from civic_partnership.model import Grant, about
from civic_partnership.values import PartialDate, Period

from .danish_tables import DanishColumn, danish_columns
from .partners_of_year import partner_cvr_numbers, partner_names
from .partnership_years import grant_year

_FUNCTION = re.compile(r"(?:([a-z0-9]+(?:-[a-z0-9]+)*)=)?([0-9]\.[0-9]{2}\.[0-9]{2})")
_KLE_LENGTH = len("18.15.05")


@frozen(kw_only=True)
class OverviewOptions:
    """The options of the grant overview.

    A function is written `3.38.73`; the function of one programme only, `girls=3.38.76`.
    """

    function: tuple[str, ...] = field(
        default=(),
        metadata=about(
            "kontoplanens funktion: 3.38.73; for en enkelt ordning ordningens-id=3.38.73",
            "function of the chart of accounts: 3.38.73; for one programme id-of-the-programme=3.38.73",
        ),
    )


def read_functions(options: OverviewOptions) -> dict[str, str]:
    """Return id of a programme -> function of the chart of accounts; the function of all others under "".

    Raises:
        OptionsError: a function is written wrongly, or given twice.
    """
    by_programme: dict[str, str] = {}
    for text in options.function:
        match = _FUNCTION.fullmatch(text)
        if match is None:
            raise OptionsError(
                "Tilvalget function skrives som 3.38.73, eller for én ordning som ordningens-id=3.38.73.",
                "The option function is written 3.38.73, or for one programme id-of-the-programme=3.38.73.",
            )
        programme, function = match[1] or "", match[2]
        if programme in by_programme:
            raise OptionsError(
                f"Tilvalget function er givet to gange for {programme or 'alle ordninger'}. Behold det ene.",
                f"The option function is given twice for {programme or 'all programmes'}. Keep one.",
            )
        by_programme[programme] = function
    return by_programme


def _first(days: Period) -> PartialDate:
    """Return the first day of a period; an approximate date stays as it is written."""
    return days.start if days.start.approximate else PartialDate.of(days.start.earliest)


def _last(days: Period) -> PartialDate | None:
    """Return the last day of a period likewise; None if the period has no end."""
    end = days.end
    return end if end is None or end.approximate else PartialDate.of(end.latest)


def _status(grant: Grant) -> str | None:
    if grant.payments:
        return "udbetalt"
    return None if grant.awarded_on is None else "tilsagn givet"


_GRANT = "partnerships.grants"
_COLUMNS: Final = (
    ("Kommunekode", "municipality_code", "municipality.code"),
    ("Kommune", "municipality", "municipality.name"),
    ("Partnerskab-id", "partnership", "meetings.partnership"),
    ("Forening", "associations", "associations.name"),
    ("CVR", "cvr", "associations.cvr"),
    ("Ordning", "programme", "programmes.name"),
    ("Tilsagn", "amount", f"{_GRANT}.amount"),
    ("Valuta", "currency", "programmes.name"),
    ("Regnskabsår", "fiscal_year", f"{_GRANT}.year"),
    ("Startdato", "start", f"{_GRANT}.period.start"),
    ("Slutdato", "end", f"{_GRANT}.period.end"),
    ("KLE-nummer", "kle", "programmes.kle"),
    ("Funktion", "function", "programmes.kle"),
    ("Status", "status", "programmes.name"),
)
"""The columns: name in Danish, name in English, and the column of a table that has the same form of cells."""

NAME: Final = "tilskudsoversigt"
"""The name of its file, without suffix."""
TITLE: Final = "Tilskudsoversigt"
"""Its title."""


@frozen(kw_only=True)
class GrantOverview:
    """The grant overview as one more table, with the result of `read_functions`."""

    functions: Mapping[str, str]
    name: str = NAME
    title: str = TITLE
    keys: tuple[DanishColumn, ...] = ()

    @classmethod
    def create(cls, options: OverviewOptions, register: Register) -> "GrantOverview":
        """Create the overview; raise an OptionsError for a wrong function or an unknown programme."""
        functions = read_functions(options)
        for programme in functions:
            if programme and programme not in register.programmes:
                raise OptionsError(
                    f"Tilvalget function nævner ordningen {programme}, som registeret ikke har. Ret dens id.",
                    f"The option function names the programme {programme}, which the register does not have. "
                    "Correct its id.",
                )
        return cls(functions=functions)

    @property
    def columns(self) -> tuple[DanishColumn, ...]:
        """The columns of the overview."""
        return _columns()

    def rows(self, register: Register) -> Iterator[list[Any]]:
        """Yield a list of values for each grant, as `columns` names them; None stands for a missing value."""
        for partnership in register.partnerships.values():
            programme = register.programmes.get(partnership.programme)
            beginning = [
                register.municipality and register.municipality.code,
                register.municipality and register.municipality.name,
                partnership.id,
                partner_names(partnership, register.associations, None),
                partner_cvr_numbers(partnership, register.associations, None),
                programme.name if programme else partnership.programme,
            ]
            kle = partnership.case[:_KLE_LENGTH] if partnership.case else programme and programme.kle
            function = self.functions.get(partnership.programme, self.functions.get(""))
            for grant in partnership.grants:
                days = [grant_year(grant), _first(grant.days), _last(grant.days)]
                yield [*beginning, grant.amount, "DKK", *days, kle, function, _status(grant)]


@cache
def _columns() -> tuple[DanishColumn, ...]:
    known = danish_columns()
    return tuple(evolve(known[like], name=name, heading=heading) for heading, name, like in _COLUMNS)
