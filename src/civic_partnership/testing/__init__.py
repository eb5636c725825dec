"""Strategies for values, records and registers, registers that break one rule, and contracts of formats.

Strategies: `readable_registers`, `records`, `texts`, `programmes`, `registers`, `amounts`, `cprs`, `cvrs`,
`mail_addresses`, `phone_numbers`, `dated`, `partial_dates`, `periods`, `ranges`, `slugs`, `tables`.
Rules: `Breaker`, `BrokenRegister`, `RegisterChange`, `breaks`, `broken_by`, `change_field`, `set_in`.
Formats: `ExporterContract`, `ImporterContract`.

`import hypothesis` finds the strategies by itself: `st.from_type(Partnership)` makes any partnership
that a file can hold, `st.from_type(Register)` a register in which nothing is wrong. Each name is loaded
when somebody first asks for it.
"""

from civic_partnership.lazy_names import attach_names

__getattr__, __dir__, __all__ = attach_names(__name__, __path__[0])
