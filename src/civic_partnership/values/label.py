"""Texts in Danish and English."""

from typing import Literal, NamedTuple

Language = Literal["da", "en"]


class Label(NamedTuple):
    """A text in two languages: Danish (`da`) and English (`en`)."""

    da: str
    en: str

    def in_language(self, lang: Language) -> str:
        """Return the Danish text for `da`, and the English text for `en`."""
        return self.da if lang == "da" else self.en
