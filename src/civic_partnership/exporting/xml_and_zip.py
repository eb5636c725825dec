"""Tools for exporters to Office formats: texts safe in XML, and zip files without times."""

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
"""The time of every entry in the zip: the oldest time that a zip can hold."""


def plain_text(text: str) -> str:
    r"""Return a text with escapes for the characters that XML or Office would lose or change.

    An escape is `\u` and four hexadecimal digits. Escapes replace control characters (except tabs and line
    breaks), U+FFFE, U+FFFF, and the underscore of a text such as `_x0041_`, which Office reads as `A`. An
    escape also replaces a backslash that would look like the beginning of an escape. So two different texts
    stay different, and `restore_text` returns the original text.

    >>> plain_text("a\x01b")
    'a\\u0001b'
    """
    return _UNPLAIN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def restore_text(text: str) -> str:
    """Return the original text of a result of `plain_text`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def fixed_zip(data: bytes) -> bytes:
    """Return a zip with the same entries, sorted by name, all with the same fixed date.

    So the time of writing does not change the bytes. An entry `mimetype` stays first, as OpenDocument and
    EPUB demand. The compression method of each entry stays the same.

    Args:
        data: the bytes of a zip, such as a workbook or a document.

    Raises:
        zipfile.BadZipFile: the bytes are no zip.
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
