"""Rules about the CVR numbers and the names of associations."""

import re
import unicodedata
from collections.abc import Iterator
from operator import mul

from civic_partnership.findings import Path, Verdict, at, broken, rule
from civic_partnership.model import Association, RecordKey, Register
from civic_partnership.values import normalize

from .context import Context

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
"""The weights of the digits of a CVR number."""
_LETTERS = "æøå"
"""Letters of their own, which lose no accent."""
_CLUB = frozenset({"bk", "boldklub", "boldklubben"})
"""Words that many names share and that some people leave out."""
_WORD = re.compile(r"\w+")
_ABBREVIATED = re.compile(r"(?<![\w.])b\.k\.?(?![\w.])")
"""`B.K.`, as a word of its own."""


@rule(
    about=Association,
    level="error",
    source="cvr-register",
    title="Et CVR-nummer passer med sit kontrolciffer.",
    da="""Kontrolcifferet i CVR-nummeret er forkert.
          Slå foreningen op i CVR-registeret, og ret nummeret.""",
    en="""The check digit of the CVR number does not fit.
          Look the association up in the CVR register, and correct the number.""",
)
def cvr_checksum(association: Association, _: Context) -> Iterator[Verdict]:
    """A CVR number passes its check digit.

    ## What it checks
    The eight digits, weighted 2, 7, 6, 5, 4, 3, 2 and 1, add up to a multiple of eleven; the first is not 0.

    ## Why
    Money is paid by this number. If two digits change places, it leads to another association, or to none.
    """
    cvr = association.cvr
    if cvr is not None and (cvr[0] == "0" or sum(map(mul, _WEIGHTS, map(int, cvr))) % 11 != 0):
        yield broken("cvr")


@rule(
    about=Register,
    level="warning",
    source="file-format, associations",
    title="Hver forening er registreret én gang, med sit eget CVR-nummer og navn.",
    da="""Foreningen har navn eller CVR-nummer fælles med {other}.
          Saml dem i én post, hvis det er den samme; tilføj succeeded_by, hvis den ene er videreført.""",
    en="""The association shares a name or its CVR number with {other}.
          Make one record of both if they are the same; add succeeded_by if one carries on the other.""",
)
def duplicate_association(_: Register, context: Context) -> Iterator[Verdict]:
    """Each association is recorded once, with a CVR number and names of its own.

    ## What it checks
    No two associations have the same CVR number, nor the same name, be it `name`, one of the `aliases`, or a
    number or name that an association had before (`former`). Two associations of which one carries on the
    other (`succeeded_by`) may share them. Two names are the same if they have the same words in any order.
    Capital letters and accents do not count (æ, ø and å are letters of their own), nor do the words BK, B.K.,
    Boldklub and Boldklubben, unless the name has no other words. Each association gets one finding for each
    number or name that it shares.

    ## Why
    An association that is recorded twice may be paid twice, and each record holds only half of what is known.
    """
    for name, sharing in context.sharing("associations", names):
        for one in sharing:
            others = (each for each in sharing if each is not one and not _is_succession(one, each, context))
            if (other := next(others, None)) is not None:
                path = next(path for path, each in _find_names(one) if each == name)
                yield at(RecordKey("associations", one.id), broken(*path, other=other.name))


def names(association: Association, _: object) -> set[str]:
    """Return all numbers and names of an association, as in `_find_names`."""
    return {name for _, name in _find_names(association)}


def _is_succession(one: Association, other: Association, context: Context) -> bool:
    """Return whether one of two associations carries on the work of the other."""
    return other.id in context.successors(one.id) or one.id in context.successors(other.id)


def _find_names(association: Association) -> Iterator[tuple[Path, str]]:
    """Yield the CVR numbers (`cvr=…`) and the names of an association, with their paths."""
    if association.cvr is not None:
        yield ("cvr",), f"cvr={association.cvr}"
    yield ("name",), split_name(association.name)
    for i, alias in enumerate(association.aliases):
        yield ("aliases", i), split_name(alias)
    for i, former in enumerate(association.former):
        if former.cvr is not None:
            yield ("former", i, "cvr"), f"cvr={former.cvr}"
        if former.name is not None:
            yield ("former", i, "name"), split_name(former.name)


def split_name(name: str) -> str:
    """Return the words, sorted, that tell a name from other names; if there are none, the whole name."""
    folded = normalize("NFC", name).casefold()
    plain = folded if folded.isascii() else "".join(map(_drop_accents, folded))
    if "b.k" in plain:
        plain = _ABBREVIATED.sub(" bk ", plain)
    words = {*_WORD.findall(plain)}
    return " ".join(sorted(words - _CLUB or words or {plain}))


def _drop_accents(letter: str) -> str:
    if letter in _LETTERS:
        return letter
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
