"""Rules about associations."""

from collections.abc import Iterator

from civic_partnership.findings import Verdict, broken, rule
from civic_partnership.model import Association

from .context import Context


@rule(
    about=Association,
    level="error",
    source="cvr-register",
    title="Et CVR-nummer passer med sit kontrolciffer.",
    da="""CVR-nummerets kontrolciffer passer ikke.
          Slå foreningen op i CVR-registeret, og ret nummeret.""",
    en="""The check digit of the CVR number does not fit.
          Look the association up in the CVR register, and correct the number.""",
)
def cvr_checksum(association: Association, _: Context) -> Iterator[Verdict]:
    """A CVR number passes its check digit.

    ## What it checks
    The eight digits, weighted 2, 7, 6, 5, 4, 3, 2 and 1, add up to a multiple of eleven, and the first
    is not 0.

    ## Why
    Money is paid by this number. Two digits that changed places lead to another association, or to
    none.
    """
    from stdnum.dk import cvr  # noqa: PLC0415 - only where a number is to be checked

    if association.cvr is not None and not cvr.is_valid(association.cvr):
        yield broken("cvr")
