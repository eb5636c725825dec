"""Strategies for values, records and registers, registers that break one rule, the contract of exporters.

`import hypothesis` finds the strategies by itself: `st.from_type(Partnership)` makes any partnership
that a file can hold, `st.from_type(Register)` a register in which nothing is wrong. The names below
are loaded when they are first asked for, so that finding them costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .breaking import (
        Break as Break,
        Breaker as Breaker,
        Broken as Broken,
        Change as Change,
        breaks as breaks,
        broken_by as broken_by,
        changed as changed,
        placed as placed,
    )
    from .contract.importing import ImporterContract as ImporterContract
    from .contract.proving import ExporterContract as ExporterContract
    from .readable import (
        readable_registers as readable_registers,
        records as records,
        texts as texts,
    )
    from .sound import (
        programmes as programmes,
        registers as registers,
    )
    from .values import (
        amounts as amounts,
        cprs as cprs,
        cvrs as cvrs,
        dated as dated,
        mail_addresses as mail_addresses,
        partial_dates as partial_dates,
        periods as periods,
        phone_numbers as phone_numbers,
        ranges as ranges,
        slugs as slugs,
        tables as tables,
    )

_MODULES = {
    "Break": "breaking",
    "Breaker": "breaking",
    "Broken": "breaking",
    "Change": "breaking",
    "breaks": "breaking",
    "broken_by": "breaking",
    "changed": "breaking",
    "placed": "breaking",
    "ExporterContract": "contract.proving",
    "ImporterContract": "contract.importing",
    "readable_registers": "readable",
    "records": "readable",
    "texts": "readable",
    "programmes": "sound",
    "registers": "sound",
    "amounts": "values",
    "cprs": "values",
    "cvrs": "values",
    "mail_addresses": "values",
    "phone_numbers": "values",
    "dated": "values",
    "partial_dates": "values",
    "periods": "values",
    "ranges": "values",
    "slugs": "values",
    "tables": "values",
}

__all__ = list(_MODULES)


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{module}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
