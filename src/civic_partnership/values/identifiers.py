"""Ids and codes: texts of one form, such as a CVR number; and ids made from names."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from .label import InvalidValue
from .normalization import normalize
from .text import TextType, require_text
from .value_type import written_schema

_OWN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})


class Damaged(InvalidValue):
    """A text that a spreadsheet has changed into something else."""


def refuse_damaged(text: str) -> str:
    """Return a text that no spreadsheet took for a number such as `4991E+13`.

    Raises:
        Damaged: one did.

    """
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+", text):
        raise Damaged(
            "et regneark har gjort teksten til et tal; skriv den igen i en kolonne med format Tekst",
            "a spreadsheet made a number of the text; write it again in a column of the format Text",
        )
    return text


def parse_digits(text: str, length: int) -> str:
    """Return a code of so many digits without blanks; a text of anything else as it is.

    Raises:
        Damaged: a spreadsheet has dropped zeros in front, or made another number of it.

    """
    bare = "".join(refuse_damaged(text).split())
    if not (bare.isascii() and bare.isdigit()):
        return text
    if len(bare) < length:
        raise Damaged(
            f"der skal være {length} cifre; et regneark kan have fjernet nuller foran",
            f"there must be {length} digits; a spreadsheet may have dropped zeros in front",
        )
    return bare


def make_slug(text: str) -> str:
    """Make an id of a name, the same on every machine: `Brønshøj Boldklub` is `broenshoej-boldklub`.

    Raises:
        InvalidValue: there is no letter or digit that an id can have.

    """
    folded = normalize("NFC", text).casefold().translate(_OWN)
    plain = normalize("NFKD", folded).encode("ascii", "ignore").decode()
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        raise InvalidValue(
            "der er ingen bogstaver eller cifre at lave et id af",
            "there are no letters or digits to make an id of",
        )
    return slug


class CodeType(TextType):
    """A text of one form."""

    def __init__(self, pattern: str, da: str, en: str) -> None:
        """Take the pattern of the whole text, and a clause that describes it in both languages."""
        self.pattern = pattern
        self.plain_schema = written_schema(pattern)
        self._refusal = da, en

    def read(self, raw: Any, _: Any = None) -> str:
        """Read a code: return the text as it is, and refuse a text of another form."""
        text = require_text(raw)
        if not re.fullmatch(self.pattern, text):
            raise InvalidValue(*self._refusal)
        return text

    def parse(self, text: str) -> str:
        """Return the text, unless a spreadsheet has made a number of it."""
        return refuse_damaged(text)

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a strategy for texts of this form."""
        return st.from_regex(self.pattern, fullmatch=True)


class DigitsType(CodeType):
    """A code of so many digits, kept as a text."""

    def __init__(self, length: int, da: str, en: str) -> None:
        """Take the number of digits, and a clause that says it in both languages."""
        super().__init__(f"[0-9]{{{length}}}", da, en)
        self.length = length

    def parse(self, text: str) -> str:
        """Return the digits without blanks."""
        return parse_digits(text, self.length)


class SlugType(CodeType):
    """The id of a record."""

    def parse(self, text: str) -> str:
        """Return the id made of a text."""
        return make_slug(refuse_damaged(text))


class CvrType(DigitsType):
    """A CVR number."""

    def parse(self, text: str) -> str:
        """Return the number without `DK` or `CVR-nr.` before it."""
        prefix = r"^(?:dk|cvr)[-.:\s]*(?:nr\.?)?[-.:\s]*"
        return super().parse(re.sub(prefix, "", text, flags=re.IGNORECASE))


class GlnType(DigitsType):
    """A GLN, whose last digit is the GS1 check digit."""

    def read(self, raw: Any, _: Any = None) -> str:
        """Return the number."""
        number = super().read(raw)
        if _weighted_sum(number) % 10:
            raise InvalidValue(
                "GLN-nummerets kontrolciffer passer ikke", "the check digit of the GLN does not fit"
            )
        return number

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a strategy for numbers with their check digit."""
        twelve = st.text("0123456789", min_size=12, max_size=12)
        return twelve.map(lambda digits: f"{digits}{-_weighted_sum(digits) % 10}")


def _weighted_sum(digits: str) -> int:
    """Return the sum of digits that GS1 takes one by one with the weights 1 and 3."""
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))


Slug = Annotated[
    str,
    SlugType(
        "[a-z0-9]+(-[a-z0-9]+)*",
        "et id har små bogstaver a-z, cifre og enkelte bindestreger, som broenshoej-boldklub",
        "an id has small letters a-z, digits and single hyphens, such as broenshoej-boldklub",
    ),
]
"""The id of a record, unique within its kind."""
Cvr = Annotated[str, CvrType(8, "et CVR-nummer har 8 cifre", "a CVR number has 8 digits")]
"""A number in the Danish business register (CVR); its check digit is a rule's business."""
MunicipalityCode = Annotated[
    str, DigitsType(4, "en kommunekode har 4 cifre", "a municipality code has 4 digits")
]
"""A municipality code (kommunekode), kept as text: `0101`."""
Gln = Annotated[str, GlnType(13, "et GLN-nummer har 13 cifre", "a GLN has 13 digits")]
"""A location number for electronic invoices (GLN, formerly EAN), with its check digit."""
Kle = Annotated[
    str,
    CodeType(
        r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}",
        "et KLE-nummer skrives som 18.15.05",
        "a KLE number is written 18.15.05",
    ),
]
"""A subject in KLE, the municipalities' common journal plan."""
CaseNumber = Annotated[
    str,
    CodeType(
        r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[A-ZÆØÅ][0-9]{2}-[0-9]+-[0-9]{2}",
        "et journalnummer skrives som 18.15.05-P20-1-21",
        "a journal number is written 18.15.05-P20-1-21",
    ),
]
"""A journal number (journalnummer): KLE number, facet, serial number, year."""
