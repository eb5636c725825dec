"""What is due when: the deadlines that the records of a register make, as of a day.

`find_deadlines` returns each `Deadline` of some days, and all that are overdue by then. `DEADLINE_KINDS`
names the kinds of deadline in Danish and English.
"""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
