"""One partnership under one programme, in few words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from civic_partnership.model import (
    ActionPlan,
    Employment,
    Grant,
    Partner,
    Partnership,
    Programme,
    Spending,
    Term,
)
from civic_partnership.values import Dated, PartialDate, Period


def dated(value: Any) -> Any:
    """Make a dated value: a constant, or `{"2012": 200_000, "2027": 212_000}` for changes on dates."""
    if isinstance(value, Mapping):
        return Dated.since({start: _exact(each) for start, each in value.items()})
    return Dated.always(_exact(value))


def _exact(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str) else value


def programme(**parameters: Any) -> Programme:
    """Make the programme with some parameters, each a constant or date -> value."""
    set_to = {name: dated(value) for name, value in parameters.items()}
    return Programme(id="ordning", name="Sociale partnerskaber", **set_to)


def partner(
    association: str, since: str | None = None, until: str | None = None, share: Any = None
) -> Partner:
    """Make a partner, perhaps from one date to another, perhaps with a share."""
    return Partner(
        association=association,
        since=None if since is None else PartialDate(since),
        until=None if until is None else PartialDate(until),
        share=None if share is None else Decimal(share),
    )


def partnership(by: str = "nordby-boldklub", **fields: Any) -> Partnership:
    """Make the partnership in that programme of some associations, each a word, with other fields.

    A list of terms, grants, employments or action plans may be any iterable.
    """
    made: dict[str, Any] = {"id": "nordby", "programme": "ordning", "partners": map(partner, by.split())}
    made |= fields
    lists = {name: tuple(each) for name, each in made.items() if isinstance(each, list | Iterator)}
    return Partnership(**made | lists)


def term(period: str, kind: Any = "initial", **fields: Any) -> Term:
    """Make a term."""
    return Term(period=Period(period), kind=kind, **fields)


def grant(period: int | str, amount: int | str, **spent: int | str) -> Grant:
    """Make a grant for a year or a period, and what it was spent on: `resource_person=200_000`."""
    purposes: Any = {on.replace("_", "-"): Decimal(each) for on, each in spent.items()}
    spending = tuple(Spending(purpose=on, amount=each) for on, each in purposes.items())
    days: dict[str, Any] = {"year": period} if isinstance(period, int) else {"period": Period(period)}
    return Grant(amount=Decimal(amount), spending=spending, **days)


def employment(period: str, hours: int | str | None = None, **fields: Any) -> Employment:
    """Make an employment."""
    return Employment(period=Period(period), weekly_hours=None if hours is None else Decimal(hours), **fields)


def plan(period: str, **fields: Any) -> ActionPlan:
    """Make an action plan."""
    return ActionPlan(period=Period(period), **fields)
