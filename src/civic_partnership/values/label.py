"""Texts that people read stand in two languages; a value that is refused says why in both."""

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
        """The text in the language `da` or `en`."""
        return self.da if lang == "da" else self.en


class InvalidValue(ValueError):  # noqa: N818 - it says what was done with the value
    """A value that no field of its kind can hold.

    Attributes:
        reason: what such a value must be, or what is wrong with this one: a clause in both
            languages that never repeats the value itself.

    """

    def __init__(self, da: str, en: str) -> None:
        super().__init__(da, en)
        self.reason = Label(da, en)

    def __str__(self) -> str:
        return self.reason.en


class WrongType(InvalidValue):
    """Not even the right kind of thing: a number where a text belongs, a text where a list belongs."""
