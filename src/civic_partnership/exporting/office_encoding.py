"""Helpers for exporters to Office formats: texts that such a file can hold, and a zip without a clock."""

import io
import re
from zipfile import ZipFile, ZipInfo

_UNPLAIN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"  # XML 1.0 has no such characters
    r"|_(?=x[0-9a-fA-F]{4}_)"  # Office reads _x0041_ as A
    r"|\\(?=u[0-9a-f]{4})"  # a text that looks like what stands for one of these
)
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_CLOCKLESS = (1980, 1, 1, 0, 0, 0)
"""The oldest time that a zip can hold."""


def plain_text(text: str) -> str:
    r"""Return a text as XML and Office files can hold it.

    What they cannot hold, or read as something else, stands as `\u` and four hexadecimal digits: a control
    character, U+FFFE and U+FFFF, the underscore of `_x0041_`, and the backslash of what looks like such an
    escape. So two different texts stay different, and `restore_text` brings each back.

    >>> plain_text("a\x01b")
    'a\\u0001b'
    """
    return _UNPLAIN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def restore_text(text: str) -> str:
    """Return the text that `plain_text` was given."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def fixed_zip(data: bytes) -> bytes:
    """Return a zip with the same entries in the order of their names, all of one date.

    An entry `mimetype` stays first, as OpenDocument and EPUB want it. How an entry is packed stays too.

    Args:
        data: a zip: a workbook, a document, an archive.

    Raises:
        zipfile.BadZipFile: it is none.

    """
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(out, "w") as target:
        for entry in sorted(
            source.infolist(), key=lambda entry: (entry.filename != "mimetype", entry.filename)
        ):
            fixed = ZipInfo(entry.filename, _CLOCKLESS)
            fixed.compress_type = entry.compress_type
            fixed.create_system = 3  # else that of this machine
            target.writestr(fixed, source.read(entry))
    return out.getvalue()
