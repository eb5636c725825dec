"""Portable names of files: every system accepts them, and they lead to no place outside their folder."""

import re
import unicodedata

from civic_partnership.findings import sanitize
from civic_partnership.values import InvalidValue

_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\..*)?")
"""Names that mean a device on Windows, with any suffix."""
_LONGEST_PART, _LONGEST = 200, 400
"""In bytes of UTF-8: shorter than the limit of any common system."""


class PortableNames:
    """The names of the files in a folder so far."""

    def __init__(self, reserved: str) -> None:
        """Start with no names; no file may have the reserved name."""
        self._reserved = _normalize(reserved)
        self._files = {self._reserved}
        self._folders: dict[str, str] = {}

    def add(self, name: object) -> str:
        """Check that a name is portable and new, add the name, and return it.

        Args:
            name: a relative path with `/` between folders.

        Raises:
            InvalidValue: the name is no text, not portable, reserved, or used before.
        """
        if type(name) is not str:
            raise InvalidValue("et filnavn er ikke en tekst", "a file name is no text")
        parts = name.split("/")
        if not all(map(_is_portable, parts)):
            raise InvalidValue(
                f'filnavnet "{sanitize(name)}" er ikke et, som alle systemer kan bruge inde i en mappe',
                f'the file name "{sanitize(name)}" is not one that all systems take inside a folder',
            )
        if len(name.encode()) > _LONGEST:
            raise InvalidValue(
                f"et filnavn er længere end {_LONGEST} byte", f"a file name is longer than {_LONGEST} bytes"
            )
        file = _normalize(name)
        if file == self._reserved:
            raise InvalidValue(f'filnavnet "{name}" er optaget', f'the file name "{name}" is reserved')
        folders = {_normalize(above): above for above in ("/".join(parts[:n]) for n in range(1, len(parts)))}
        if (
            file in self._files | self._folders.keys()
            or folders.keys() & self._files
            or any(self._folders.get(folder, above) != above for folder, above in folders.items())
        ):
            raise InvalidValue(
                f'filnavnet "{sanitize(name)}" er brugt før, eller kun store og små bogstaver adskiller det',
                f'the file name "{sanitize(name)}" was used before, or differs from one only in case',
            )
        self._files.add(file)
        self._folders |= folders
        return name


def _normalize(name: str) -> str:
    """Return a form of a name that is the same for all names that any system treats as one."""
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
        and not _DEVICE.fullmatch(part.casefold())
    )
