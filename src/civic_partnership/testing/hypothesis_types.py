"""The strategies that Hypothesis knows by type: `st.from_type(Partnership)` makes partnerships."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from hypothesis.vendor.pretty import for_type_by_name

from civic_partnership import model
from civic_partnership.model import Entry, Record, Register
from civic_partnership.values import Dated, PartialDate, Period, Range, Table


def register() -> None:
    """Register the strategies of values and records; each is loaded when it is first asked for."""
    st.register_type_strategy(PartialDate, _load("values", "partial_dates"))
    st.register_type_strategy(Period, _load("values", "periods"))
    st.register_type_strategy(Range, _load("values", "ranges"))
    st.register_type_strategy(Dated, _load("values", "dated", takes_what_it_holds=True))
    st.register_type_strategy(Table, _load("values", "tables", takes_what_it_holds=True))
    st.register_type_strategy(Register, _load("valid_registers", "registers"))
    for cls in vars(model).values():
        if attrs.has(cls) and cls not in (Entry, Record, Register):
            st.register_type_strategy(cls, _load("any_registers", "records", takes_itself=True))
    for_type_by_name(Register.__module__, "Register", _print_register)


def _load(
    room: str, name: str, *, takes_itself: bool = False, takes_what_it_holds: bool = False
) -> Callable[[Any], SearchStrategy[Any]]:
    """Return a function that loads a strategy of this room by its name."""

    def strategy(cls: Any) -> SearchStrategy[Any]:
        make = getattr(import_module(f"civic_partnership.testing.{room}"), name)
        if takes_what_it_holds:
            return make(st.from_type(cls.__args__[0]))  # type: ignore[no-any-return]
        return make(cls) if takes_itself else make()  # type: ignore[no-any-return]

    return strategy


def _print_register(*arguments: Any) -> None:
    """Print a register as TOML; the module that can do it is loaded when a test fails."""
    import_module("civic_partnership.testing.register_text").print_register(*arguments)
