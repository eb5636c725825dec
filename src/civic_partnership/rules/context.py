"""What a rule may look at beside its record: the register, the day, and what was worked out once."""

from datetime import date

from civic_partnership.findings import CannotTell
from civic_partnership.model import Entry, Meeting, Partnership, Programme, Register


class Context:
    """The surroundings of a check.

    Attributes:
        register: the register that is checked.
        on: the day as of which it is checked.

    """

    def __init__(self, register: Register, on: date) -> None:
        self.register = register
        self.on = on

    def programme(self, partnership: Partnership) -> Programme:
        """The programme that a partnership stands under.

        Raises:
            CannotTell: it is not in the register, so that its terms are not known.

        """
        programme = self.register.programmes.get(partnership.programme)
        if programme is None:
            raise CannotTell("programme")
        return programme

    def programme_of(self, record: Entry) -> Programme | None:
        """The programme that a record belongs to: itself, the one it names, or its partnership's."""
        if isinstance(record, Programme):
            return record
        if isinstance(record, Meeting) and record.partnership is not None:
            partnership = self.register.partnerships.get(record.partnership)
            return None if partnership is None else self.programme_of(partnership)
        return self.register.programmes.get(getattr(record, "programme", None) or "")
