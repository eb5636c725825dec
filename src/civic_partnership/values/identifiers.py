"""Ids and codes of a fixed form, such as CVR numbers; and how to make an id from a name."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from .text_and_boolean_types import TextType, no_text, normalize
from .value_type import InvalidValue, written_schema

_OWN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})


class Damaged(InvalidValue):
    """The refusal of a text that a spreadsheet has damaged, such as a code without its first zeros."""


def refuse_damaged(text: str) -> str:
    """Return a text; refuse a number such as `4991E+13`, which a spreadsheet made of a code, as `Damaged`."""
    may_be_number = text[:1].isdigit() and ("E" in text or "e" in text)  # quick: it is asked of most cells
    if may_be_number and re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+", text):
        raise Damaged(
            "et regneark har gjort teksten til et tal; skriv den igen i en kolonne med format Tekst",
            "a spreadsheet made a number of the text; write it again in a column of the format Text",
        )
    return text


def parse_digits(text: str, length: int) -> str:
    """Remove the blanks from a code of digits; return any other text unchanged.

    A code with too many digits is returned too, and refused later.

    Raises:
        Damaged: a spreadsheet has removed zeros in front, or has made a number such as `4991E+13`.

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
    """Make an id from a name: `Brønshøj Boldklub` becomes `broenshoej-boldklub`.

    The same name gives the same id on every computer.

    Raises:
        InvalidValue: the name has no letter or digit that an id can contain.

    """
    plain = normalize("NFC", text).casefold()
    if not plain.isascii():
        plain = normalize("NFKD", plain.translate(_OWN)).encode("ascii", "ignore").decode()
    slug = re.sub("[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        raise InvalidValue(
            "der er ingen bogstaver eller cifre at lave et id af",
            "there are no letters or digits to make an id of",
        )
    return slug


class CodeType(TextType):
    """The value type of texts that must match a pattern."""

    def __init__(self, pattern: str, da: str, en: str) -> None:
        """Set the pattern that the whole text must match, and describe the form in Danish and English."""
        self.pattern = pattern
        self._fullmatch = re.compile(pattern).fullmatch
        self.plain_schema = written_schema(pattern)
        self._refusal = da, en

    def read(self, raw: Any, _: Any = None) -> str:
        """Return the text unchanged if it matches the pattern; refuse any other text."""
        if type(raw) is not str:
            raise no_text()
        if not self._fullmatch(raw):
            raise InvalidValue(*self._refusal)
        return raw

    def parse(self, text: str) -> str:
        """Return the text unchanged; refuse a text that a spreadsheet has changed into a number."""
        return refuse_damaged(text)

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for texts that match the pattern."""
        return st.from_regex(self.pattern, fullmatch=True)


class DigitsType(CodeType):
    """The value type of codes with a fixed number of digits, kept as texts."""

    def __init__(self, length: int, da: str, en: str) -> None:
        """Set the number of digits, and describe the form in Danish and English."""
        super().__init__(f"[0-9]{{{length}}}", da, en)
        self.length = length

    def parse(self, text: str) -> str:
        """Return the code without blanks; refuse a code that a spreadsheet has damaged."""
        return parse_digits(text, self.length)


class CvrType(DigitsType):
    """The value type of CVR numbers: numbers in the Danish business register."""

    def parse(self, text: str) -> str:
        """Return the CVR number without blanks, and without `DK` or `CVR-nr.` in front."""
        if not text[:1].isdigit():
            text = re.sub(r"^(?:dk|cvr)[-.:\s]*(?:nr\.?)?[-.:\s]*", "", text, flags=re.IGNORECASE)
        return super().parse(text)


class GlnType(DigitsType):
    """The value type of GLNs. The last digit of a GLN is a check digit by the GS1 standard."""

    def read(self, raw: Any, _: Any = None) -> str:
        """Return a GLN of 13 digits; refuse a GLN with a wrong check digit."""
        number = super().read(raw)
        if _weighted_sum(number) % 10:
            raise InvalidValue(
                "GLN-nummerets kontrolciffer passer ikke", "the check digit of the GLN does not fit"
            )
        return number

    def samples(self, st: Any, _: Callable[[Any], Any]) -> Any:
        """Return a Hypothesis strategy for GLNs with a correct check digit."""
        twelve = st.text("0123456789", min_size=12, max_size=12)
        return twelve.map(lambda digits: f"{digits}{-_weighted_sum(digits) % 10}")


def _weighted_sum(digits: str) -> int:
    """Add up the digits; multiply every second digit by 3, as the GS1 standard says."""
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))


Slug = Annotated[
    str,
    CodeType(
        "[a-z0-9]+(-[a-z0-9]+)*",
        "et id har små bogstaver a-z, cifre og enkelte bindestreger, som broenshoej-boldklub",
        "an id has small letters a-z, digits and single hyphens, such as broenshoej-boldklub",
    ),
]
"""The id of a record; no two records of one kind have the same id."""
Cvr = Annotated[str, CvrType(8, "et CVR-nummer har 8 cifre", "a CVR number has 8 digits")]
"""A number in the Danish business register (CVR). A rule, not this type, checks the check digit."""
MunicipalityCode = Annotated[
    str, DigitsType(4, "en kommunekode har 4 cifre", "a municipality code has 4 digits")
]
"""A municipality code (kommunekode), kept as text: `0101`."""
Gln = Annotated[str, GlnType(13, "et GLN-nummer har 13 cifre", "a GLN has 13 digits")]
"""A location number for electronic invoices (GLN, formerly EAN), with its check digit."""
_KLE_PATTERN = r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}"
Kle = Annotated[
    str, CodeType(_KLE_PATTERN, "et KLE-nummer skrives som 18.15.05", "a KLE number is written 18.15.05")
]
"""A subject number in KLE, the common subject plan of Danish municipalities."""
CaseNumber = Annotated[
    str,
    CodeType(
        rf"{_KLE_PATTERN}-[A-ZÆØÅ][0-9]{{2}}-[0-9]+-[0-9]{{2}}",
        "et journalnummer skrives som 18.15.05-P20-1-21",
        "a journal number is written 18.15.05-P20-1-21",
    ),
]
"""A journal number (journalnummer): KLE number, facet, serial number, year."""
