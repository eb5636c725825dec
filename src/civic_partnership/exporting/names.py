"""Which names an artifact may have: those that every system takes, and that stay inside the export."""

import re
import unicodedata

from civic_partnership.findings import sanitize
from civic_partnership.values import InvalidValue

from .manifest import MANIFEST

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?")
"""What Windows takes for devices, whatever their suffix."""
_LONGEST_PART, _LONGEST = 200, 400
"""In bytes of UTF-8: shorter than what any common system takes."""


class Names:
    """The names of an export's artifacts so far."""

    def __init__(self) -> None:
        self._files = {_alike(MANIFEST)}
        self._folders: dict[str, str] = {}

    def take(self, name: object) -> str:
        """A name that is fit for a file and not taken yet; it is taken now.

        Raises:
            InvalidValue: why it is not.

        """
        if type(name) is not str:
            raise InvalidValue("et filnavn er ikke en tekst", "a file name is no text")
        for part in name.split("/"):
            if not _is_portable(part):
                raise InvalidValue(
                    f'filnavnet "{sanitize(name)}" er ikke et, som alle systemer kan bruge inde i en mappe',
                    f'the file name "{sanitize(name)}" is not one that all systems take inside a folder',
                )
        if len(name.encode()) > _LONGEST:
            raise InvalidValue(
                f"et filnavn er længere end {_LONGEST} byte", f"a file name is longer than {_LONGEST} bytes"
            )
        if _alike(name) == _alike(MANIFEST):
            raise InvalidValue(f'filnavnet "{name}" er optaget', f'the file name "{name}" is reserved')
        parts = name.split("/")
        folders = {_alike(above): above for above in ("/".join(parts[:n]) for n in range(1, len(parts)))}
        if (
            _alike(name) in self._files | self._folders.keys()
            or folders.keys() & self._files
            or any(self._folders.get(alike, above) != above for alike, above in folders.items())
        ):
            raise InvalidValue(
                f'filnavnet "{sanitize(name)}" er brugt før, eller kun store og små bogstaver adskiller det',
                f'the file name "{sanitize(name)}" was used before, or differs from one only in case',
            )
        self._files.add(_alike(name))
        self._folders |= folders
        return name


def _alike(name: str) -> str:
    """The same text for all names that some system takes for one and the same."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def _is_portable(part: str) -> bool:
    try:
        length = len(part.encode())
    except UnicodeEncodeError:
        return False
    return (
        0 < length <= _LONGEST_PART
        and part.isprintable()
        and not re.search(r'[<>:"|?*\\]', part)
        and not part.endswith((".", " "))
        and not part.startswith(" ")
        and not _RESERVED.fullmatch(part.casefold())
    )
