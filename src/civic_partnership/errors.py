"""The errors that the package raises: one base class and few kinds.

Bad records are not raised but reported, as findings; see `civic_partnership.Finding`. A wrong text for a
single value raises `civic_partnership.values.InvalidValue`, a `ValueError`.
"""

from collections.abc import Sequence
from typing import Any, Literal


class CivicPartnershipError(Exception):
    """The base of all errors that the package raises on purpose.

    Attributes:
        da: the sentence in Danish.
        en: the sentence in English, which is also its `str`.

    """

    def __init__(self, da: str, en: str, *more: object) -> None:
        super().__init__(da, en, *more)
        self.da = da
        self.en = en

    def __str__(self) -> str:
        return self.en

    def in_language(self, lang: Literal["da", "en"]) -> str:
        """Return the sentence in a language."""
        return self.da if lang == "da" else self.en


class PathError(CivicPartnershipError):
    """A path is missing, forbidden, or of the wrong kind."""


class RecordsError(CivicPartnershipError):
    """Records cannot be built, or cannot be written so that they read back the same.

    Attributes:
        findings: every finding, as `read` would have reported it.

    """

    def __init__(self, da: str, en: str, findings: Sequence[Any]) -> None:
        super().__init__(da, en, findings)
        self.findings = tuple(findings)


class OptionsError(CivicPartnershipError):
    """There is no such format, or it does not take these options."""


class ConflictError(CivicPartnershipError):
    """An import would change records that are there, and was not asked to."""


class MappingError(CivicPartnershipError):
    """The mapping of a foreign file is wrong, or does not fit the file."""


class LossError(CivicPartnershipError):
    """An export would lose something, and was asked to lose nothing.

    Attributes:
        report: what it would have lost.

    """

    def __init__(self, da: str, en: str, report: Any) -> None:
        super().__init__(da, en, report)
        self.report = report


class PluginError(CivicPartnershipError):
    """A plugin failed, or gave something that no plugin may give; nothing was written.

    Attributes:
        distribution: the distribution that it comes from.

    """

    def __init__(self, da: str, en: str, distribution: str) -> None:
        super().__init__(da, en, distribution)
        self.distribution = distribution
