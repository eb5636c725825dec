"""Texts in Danish and English."""

from typing import Literal

from .immutable import Immutable, set_field

Language = Literal["da", "en"]


class Label(Immutable):
    """A text in two languages: Danish (`da`) and English (`en`)."""

    __slots__ = __match_args__ = ("da", "en")
    da: str
    en: str

    def __init__(self, da: str, en: str) -> None:
        set_field(self, "da", da)
        set_field(self, "en", en)

    def in_language(self, lang: Language) -> str:
        """Return the Danish text for `da`, and the English text for `en`."""
        return self.da if lang == "da" else self.en

    @property
    def capitalized(self) -> "Label":
        """The texts, each with a capital letter first."""
        return Label(*(f"{text[:1].upper()}{text[1:]}" for text in (self.da, self.en)))

    def to_dict(self) -> dict[str, str]:
        """Return the texts as JSON holds them."""
        return {"da": self.da, "en": self.en}
