"""How a register is shown: as of which day, for which years, and in which language."""

from datetime import date
from decimal import Decimal

from attrs import frozen

from civic_partnership.findings import format_fact
from civic_partnership.model import Partnership, Register
from civic_partnership.values import (
    Answer,
    Bounds,
    Days,
    Interval,
    Label,
    Language,
    danish_number,
    plain_number,
)

NOT_RECORDED = Label("ikke registreret", "not recorded")


@frozen
class View:
    """A register, and how it is shown.

    Attributes:
        register: the register, or the part of it that is shown.
        on: the day of the report.
        language: the language of the words.
        years: the years of the pictures; None for the years that the records tell of.
    """

    register: Register
    on: date
    language: Language
    years: range | None = None

    def say(self, label: Label, **facts: object) -> str:
        """Return words, with the facts that they name in braces."""
        text = label.in_language(self.language)
        return text.format_map(facts) if facts else text

    def tell(self, fact: date | Decimal | Days | Interval) -> str:
        """Return a day, a number or a period as a text."""
        return format_fact(fact, self.language)

    def count(self, number: int) -> str:
        """Return a whole number, with its digits in groups."""
        return format_fact(number, self.language, grouped=True)

    def write_kroner(self, amount: Bounds | Decimal | None) -> str:
        """Return an amount as a text, such as `200.000 kr.`; say of none that it is not recorded."""
        if amount is None:
            return self.say(NOT_RECORDED)
        return f"{format_fact(amount, self.language, grouped=True)} kr."

    def write_number(self, number: Decimal) -> str:
        """Return a number with the decimal sign of the language, and without zeros at the end: `83,3`."""
        return danish_number(number) if self.language == "da" else plain_number(number)

    def name(self, partnership: Partnership) -> str:
        """Return the names of the associations that are partners on the day; of all, if none is.

        An association that the register lacks is called by its id, and a partnership without partners too.
        """
        present = [each for each in partnership.partners if each.days.covers(self.on) is not Answer.BROKEN]
        ids = dict.fromkeys(each.association for each in present or partnership.partners)
        known = self.register.associations
        return " / ".join(known[id].name if id in known else id for id in ids) or partnership.id
