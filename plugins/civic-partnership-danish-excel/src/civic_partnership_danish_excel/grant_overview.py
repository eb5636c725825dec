"""The grant overview: a line for each grant, with everything that concerns it side by side.

All of it is in the tables too; the overview saves people who work with grants from looking it up.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from attrs import evolve, field, frozen

from civic_partnership import OptionsError, Register
from civic_partnership.model import Grant, Partnership, Programme, about
from civic_partnership.values import PartialDate, Period

from .danish_tables import DanishColumn, danish_columns
from .partners_of_year import join_words
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


@frozen
class _Owner:
    """A partnership in its register, with the values that all its grants share."""

    register: Register
    functions: Mapping[str, str]
    partnership: Partnership

    def municipality_code(self) -> str | None:
        return None if self.register.municipality is None else self.register.municipality.code

    def municipality(self) -> str | None:
        return None if self.register.municipality is None else self.register.municipality.name

    def associations(self) -> str:
        known = self.register.associations
        return join_words([known[id].name if id in known else id for id in self._partners])

    def cvr_numbers(self) -> str | None:
        known = self.register.associations
        numbers = [known[id].cvr if id in known else None for id in self._partners]
        return join_words([number or "?" for number in numbers]) if any(numbers) else None

    def programme(self) -> str:
        programme = self._programme
        return self.partnership.programme if programme is None else programme.name

    def kle(self) -> str | None:
        if self.partnership.case is not None:
            return self.partnership.case[:_KLE_LENGTH]
        return None if self._programme is None else self._programme.kle

    def function(self) -> str | None:
        return self.functions.get(self.partnership.programme, self.functions.get(""))

    @property
    def _partners(self) -> list[str]:
        """The ids of all partners, each once."""
        return list(dict.fromkeys(partner.association for partner in self.partnership.partners))

    @property
    def _programme(self) -> Programme | None:
        return self.register.programmes.get(self.partnership.programme)


@lru_cache
def _first(days: Period) -> PartialDate:
    """Return the first day of a period; an approximate date stays as it is written."""
    return days.start if days.start.approximate else PartialDate.of(days.start.earliest)


@lru_cache
def _last(days: Period) -> PartialDate | None:
    """Return the last day of a period likewise; None if the period has no end."""
    end = days.end
    return end if end is None or end.approximate else PartialDate.of(end.latest)


def _status(grant: Grant) -> str | None:
    if grant.payments:
        return "udbetalt"
    return None if grant.awarded_on is None else "tilsagn givet"


class _Column(NamedTuple):
    """A column of the overview.

    Attributes:
        heading: its name in Danish.
        name: its name in English.
        like: the column of a table that has the same form of cells.
        of_owner: the function to its value, if all grants of a partnership share the value.
        of_grant: the function to its value, if each grant has its own value.
    """

    heading: str
    name: str
    like: str
    of_owner: Callable[[_Owner], Any] | None = None
    of_grant: Callable[[Grant], Any] | None = None


_GRANT = "partnerships.grants"
_COLUMNS: Final = (
    _Column("Kommunekode", "municipality_code", "municipality.code", _Owner.municipality_code),
    _Column("Kommune", "municipality", "municipality.name", _Owner.municipality),
    _Column("Partnerskab-id", "partnership", "meetings.partnership", lambda owner: owner.partnership.id),
    _Column("Forening", "associations", "associations.name", _Owner.associations),
    _Column("CVR", "cvr", "associations.cvr", _Owner.cvr_numbers),
    _Column("Ordning", "programme", "programmes.name", _Owner.programme),
    _Column("Tilsagn", "amount", f"{_GRANT}.amount", of_grant=lambda grant: grant.amount),
    _Column("Valuta", "currency", "programmes.name", lambda _: "DKK"),
    _Column("Regnskabsår", "fiscal_year", f"{_GRANT}.year", of_grant=grant_year),
    _Column("Startdato", "start", f"{_GRANT}.period.start", of_grant=lambda grant: _first(grant.days)),
    _Column("Slutdato", "end", f"{_GRANT}.period.end", of_grant=lambda grant: _last(grant.days)),
    _Column("KLE-nummer", "kle", "programmes.kle", _Owner.kle),
    _Column("Funktion", "function", "programmes.kle", _Owner.function),
    _Column("Status", "status", "programmes.name", of_grant=_status),
)

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
        """Yield a list of values for each grant; None stands for a missing value."""
        for partnership in register.partnerships.values():
            owner = _Owner(register, self.functions, partnership)
            shared = [column.of_owner and column.of_owner(owner) for column in _COLUMNS]
            for grant in partnership.grants:
                yield [
                    column.of_grant(grant) if column.of_grant else value
                    for column, value in zip(_COLUMNS, shared, strict=True)
                ]


@cache
def _columns() -> tuple[DanishColumn, ...]:
    known = danish_columns()
    return tuple(evolve(known[each.like], name=each.name, heading=each.heading) for each in _COLUMNS)
