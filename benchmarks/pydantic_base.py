"""The records that all partnerships share as pydantic models: the programme and what it asks for."""

import json
import tomllib
from decimal import Decimal
from typing import Literal

from pydantic_values import Count, Hours, Model, Money, Percent, Period


class FocusArea(Model):
    """A subject of a programme."""

    number: Count
    name: str
    since: Period


class Programme(Model):
    """What a programme asks for."""

    name: str
    department: str
    annual_amount: dict[str, Money]
    min_weekly_hours: Hours
    term_years: Count
    plan_years: tuple[Count, ...]
    min_youth_members: Count
    resource_person_share: Percent
    status_meetings_per_year: Count
    focus_areas: dict[str, FocusArea]

    def amount_of(self, year: int) -> Decimal | None:
        """Return the annual amount in force in a year."""
        begun = [int(since) for since in self.annual_amount if int(since) <= year]
        return self.annual_amount[str(max(begun))] if begun else None


class Appropriation(Model):
    """Money set aside for partnerships."""

    programme: str
    name: str
    period: Period


class Department(Model):
    """A department."""

    name: str


class Contact(Model):
    """A person to turn to."""

    role: str
    department: str | None = None
    association: str | None = None


class Municipality(Model):
    """The municipality."""

    code: str
    name: str


class Base(Model):
    """What all partnerships share."""

    format_version: Literal[1]
    municipality: Municipality
    departments: dict[str, Department]
    contacts: dict[str, Contact]
    programmes: dict[str, Programme]
    appropriations: dict[str, Appropriation]

    @classmethod
    def read(cls, text: str) -> "Base":
        """Read the base from TOML."""
        return cls.model_validate_json(json.dumps(tomllib.loads(text)))
