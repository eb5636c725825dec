"""Texts in two languages, and the errors that refuse a value with a reason in both."""

from typing import Literal

from .immutable import Immutable

Language = Literal["da", "en"]


class Label(Immutable):
    """A text in Danish and English.

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
        """Return the text in the language `da` or `en`."""
        return self.da if lang == "da" else self.en


class InvalidValue(ValueError):  # noqa: N818 - a refusal of a value, no fault of the program
    """A value that no field of its kind can hold.

    Attributes:
        reason: a clause in both languages about what such a value must be, or what is wrong with
            this one. It never repeats the value.

    """

    def __init__(self, da: str, en: str) -> None:
        super().__init__(da, en)
        self.reason = Label(da, en)

    def __str__(self) -> str:
        return self.reason.en


class WrongType(InvalidValue):
    """A value of the wrong kind: a number where a text belongs, a text where a list belongs."""
