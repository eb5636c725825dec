"""Texts in Danish and English, and errors that refuse a value with a reason in each language."""

from typing import Literal

from .immutable import Immutable

Language = Literal["da", "en"]


class Label(Immutable):
    """A text in two languages.

    Attributes:
        da: the Danish text.
        en: the English text.

    """

    __slots__ = ("da", "en")
    da: str
    en: str

    def __init__(self, da: str, en: str) -> None:
        self._fill(da=da, en=en)

    def in_language(self, lang: Language) -> str:
        """Return the Danish text for `da`, and the English text for `en`."""
        return self.da if lang == "da" else self.en


class InvalidValue(ValueError):  # noqa: N818 - a refusal of a value, no fault of the program
    """The refusal of a value that a field of its type cannot hold.

    Attributes:
        reason: a clause in Danish and English that tells the required form, or the fault of this value. The
            clause never repeats the value.

    """

    def __init__(self, da: str, en: str) -> None:
        super().__init__(da, en)
        self.reason = Label(da, en)

    def __str__(self) -> str:
        return self.reason.en


class WrongType(InvalidValue):
    """The refusal of a value of the wrong type, such as a number in a field for texts."""
