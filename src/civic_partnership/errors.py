"""What the package raises: one base class and few kinds.

Bad records are not raised but reported, as findings; see `civic_partnership.findings`. A single value
that is made of a wrong text raises `civic_partnership.values.Refused`, a `ValueError`.
"""

from collections.abc import Sequence
from typing import Any


class CivicPartnershipError(Exception):
    """The base of everything that reading, writing and checking raise on purpose.

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


class PathError(CivicPartnershipError):
    """A path is missing, forbidden, or not what was asked for."""


class RecordsError(CivicPartnershipError):
    """Records cannot be built, or cannot be written so that they read back the same.

    Attributes:
        findings: every finding, as `read` would have reported it.

    """

    def __init__(self, da: str, en: str, findings: Sequence[Any]) -> None:
        super().__init__(da, en, findings)
        self.findings = tuple(findings)
