"""Rules about what associations are called and known by."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterator

from civic_partnership.findings import Path, Verdict, at, broken, rule
from civic_partnership.model import Association, RecordKey, Register
from civic_partnership.values import normalize

from .context import Context

_LETTERS = "æøå"
"""Letters of their own, not others with a mark."""
_CLUB = frozenset({"bk", "boldklub", "boldklubben"})
"""What many names have in common, and some people leave out."""
_WORD = re.compile(r"\w+")
_ABBREVIATED = re.compile(r"(?<![\w.])b\.k\.?(?![\w.])")
"""`B.K.`, as a word of its own."""


@rule(
    about=Register,
    level="warning",
    source="file-format, associations",
    title="Ikke to foreninger har samme CVR-nummer, navn eller andet navn.",
    da="""Foreningen har navn eller CVR-nummer fælles med {other}.
          Saml dem i én post, hvis det er den samme forening; ret ellers det, der er forvekslet.""",
    en="""The association shares a name or its CVR number with {other}.
          Make one record of both if they are the same association; else correct what was mixed up.""",
)
def duplicate_association(register: Register, _: Context) -> Iterator[Verdict]:
    """No two associations share a CVR number, a name or an alias.

    ## What it checks
    No `cvr` stands in two associations. Nor does a name, be it `name` or one of the `aliases`: two
    names are the same if they have the same words in any order, without regard to capital letters,
    to accents (æ, ø and å are letters of their own), and to the words BK, B.K., Boldklub and
    Boldklubben, unless there are no others. Each association is told of one that it shares with.

    ## Why
    Who appears twice may be paid twice, and half of what is known of them stands in each record.
    """
    known: dict[Hashable, dict[str, Path]] = defaultdict(dict)
    for id, association in register.associations.items():
        for path, name in _find_names(association):
            known[name].setdefault(id, path)
    for sharing in known.values():
        if len(sharing) > 1:
            first, second = list(sharing)[:2]
            for id, path in sharing.items():
                other = register.associations[second if id == first else first].name
                yield at(RecordKey("associations", id), broken(*path, other=other))


def _find_names(association: Association) -> Iterator[tuple[Path, Hashable]]:
    """Yield the CVR number and the names of an association, with their places."""
    if association.cvr is not None:
        yield ("cvr",), association.cvr
    yield ("name",), split_name(association.name)
    for i, alias in enumerate(association.aliases):
        yield ("aliases", i), split_name(alias)


def split_name(name: str) -> frozenset[str]:
    """Return the words that tell a name from others; the name itself where it has none."""
    folded = normalize("NFC", name).casefold()
    plain = folded if folded.isascii() else "".join(map(_drop_accents, folded))
    words = frozenset(_WORD.findall(_ABBREVIATED.sub(" bk ", plain)))
    return words - _CLUB or words or frozenset({plain})


def _drop_accents(letter: str) -> str:
    """Return a letter without its accents."""
    if letter in _LETTERS:
        return letter
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
