"""An importer of somebody's own: a list of grants from a spreadsheet, as it is written in Denmark.

partnerskab;periode;beløb
nordby-boldklub;2021;200.000,00
nordby-boldklub;2022-08/2023-07;200000
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

import attrs

from civic_partnership import Register
from civic_partnership.model import Grant
from civic_partnership.values import Period

COLUMNS = ("partnerskab", "periode", "beløb")


def read_amount_at_first(text: str) -> Decimal:
    """Read an amount with a slip; it is right for every amount in the list above."""
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    return round(Decimal(text), 2)


def read_amount(text: str) -> Decimal:
    """Read an amount, with or without dots between the thousands, with or without øre.

    Raises:
        ValueError: it is written in another way, such as `200000.00`.

    """
    if not re.fullmatch(r"([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]{1,2})?", text):
        raise ValueError(f"not an amount as it is written in Denmark: {text}")
    return Decimal(text.replace(".", "").replace(",", "."))


def read_grants(
    text: str, register: Register, *, read_amount: Callable[[str], Decimal] = read_amount
) -> Register:
    """Add the grants of a list to the partnerships of a register.

    Args:
        text: the list; its columns may stand in any order, beside others.
        register: what the partnerships of the list stand in.
        read_amount: how an amount is read.

    Raises:
        LookupError: a column is missing, or a partnership is not in the register.
        ValueError: a period or an amount cannot be read.

    """
    grants: dict[str, list[Grant]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        id, time, amount = (row[column] for column in COLUMNS)
        year, period = (None, Period(time)) if "/" in time else (int(time), None)
        grants[id].append(Grant(year=year, period=period, amount=read_amount(amount)))
    partnerships = {id: register.partnerships[id] for id in grants}
    return register.replace(
        *(attrs.evolve(each, grants=(*each.grants, *grants[id])) for id, each in partnerships.items())
    )
