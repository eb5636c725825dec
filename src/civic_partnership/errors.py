"""The errors that the package raises: one base class and a few kinds.

The function `read` raises no error for wrong records in a file: it reports each as a
`civic_partnership.Finding`. The function `load` raises `RecordsError` for them. A wrong text for a single
value raises `civic_partnership.values.InvalidValue`, which is a `ValueError`.
"""

from collections.abc import Sequence
from typing import Any, Literal


class CivicPartnershipError(Exception):
    """The base class of all errors that the package raises on purpose.

    Attributes:
        da: the message in Danish.
        en: the message in English; `str(error)` returns the same text.
    """

    def __init__(self, da: str, en: str, *more: object) -> None:
        super().__init__(da, en, *more)
        self.da = da
        self.en = en

    def __str__(self) -> str:
        return self.en

    def in_language(self, lang: Literal["da", "en"]) -> str:
        """Return the message in Danish (`da`) or English (`en`)."""
        return self.da if lang == "da" else self.en


class PathError(CivicPartnershipError):
    """The error about a path that is missing, forbidden, or of the wrong kind."""


class RecordsError(CivicPartnershipError):
    """The error about records that cannot be built, or that files cannot hold unchanged.

    Attributes:
        findings: all findings about the records, in the form in which `read` reports them.
    """

    def __init__(self, da: str, en: str, findings: Sequence[Any]) -> None:
        super().__init__(da, en, findings)
        self.findings = tuple(findings)


class OptionsError(CivicPartnershipError):
    """The error about an unknown format or wrong options, or about a table without the column asked for."""


class ConflictError(CivicPartnershipError):
    """The error about an import that would change existing records without permission."""


class MappingError(CivicPartnershipError):
    """The error about a mapping that is wrong, or that does not fit the foreign file.

    A mapping says which column of the foreign file fills which field.
    """


class LossError(CivicPartnershipError):
    """The error about an export that would lose data although the caller forbade any loss.

    Attributes:
        report: the `ExportReport`, which names the data that would be lost.
    """

    def __init__(self, da: str, en: str, report: Any) -> None:
        super().__init__(da, en, report)
        self.report = report


class PluginError(CivicPartnershipError):
    """The error about a plugin that failed or returned something invalid; nothing was written.

    Attributes:
        distribution: the name of the installed distribution that contains the plugin.
    """

    def __init__(self, da: str, en: str, distribution: str) -> None:
        super().__init__(da, en, distribution)
        self.distribution = distribution
