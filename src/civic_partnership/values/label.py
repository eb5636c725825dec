"""Texts in Danish and English."""

from typing import Literal

from attrs import frozen

Language = Literal["da", "en"]


@frozen
class Label:
    """A text in two languages: Danish (`da`) and English (`en`)."""

    da: str
    en: str

    def in_language(self, lang: Language) -> str:
        """Return the Danish text for `da`, and the English text for `en`."""
        return self.da if lang == "da" else self.en
