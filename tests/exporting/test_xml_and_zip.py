"""Texts and zip files for exporters to Office formats."""

import io
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import pytest
from hypothesis import example, given, strategies as st

from civic_partnership.plugins import fixed_zip, plain_text, restore_text

pieces = st.sampled_from(
    ["_x0041_", "_x0041", "x0042_", "\\u0041", "\\", "u005c", "\x00", "\x1f", "\ufffe", "\n", "a"]
)


@given(st.lists(pieces).map("".join) | st.text())
@example("_x0041_x0042_")
def test_xml_can_hold_every_plain_text(text: str) -> None:
    """The text can be parsed in XML, nothing in it looks like an escape of Office, and it comes back."""
    cleaned = plain_text(text)

    document = ElementTree.fromstring(
        f"<a>{cleaned.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</a>"
    )
    assert cleaned.replace("\r\n", "\n").replace("\r", "\n") == (document.text or "")
    assert plain_text("_x0041_") not in text or text == restore_text(cleaned)
    assert text == restore_text(cleaned)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nordby\tBoldklub\r\n", "Nordby\tBoldklub\r\n"),
        ("a\x01b", "a\\u0001b"),
        ("_x0041_x0042_", "\\u005fx0041\\u005fx0042_"),
        ("C:\\users", "C:\\users"),
        ("\\u0041", "\\u005cu0041"),
        ("😀\uffff", "😀\\uffff"),
    ],
)
def test_only_what_cannot_be_held_is_escaped(text: str, expected: str) -> None:
    """Ordinary texts stay as they are."""
    assert expected == plain_text(text)


def pack_names(*entries: tuple[str, int], year: int) -> bytes:
    """Return a zip whose entries hold their names."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, kind in entries:
            info = ZipInfo(name, (year, 1, 1, 0, 0, 0))
            info.compress_type = kind
            archive.writestr(info, name)
    return out.getvalue()


def test_a_fixed_zip_has_no_clock_and_one_order() -> None:
    """The same entries give the same bytes; a mimetype stays first, and stored as it was."""
    one = pack_names(("b", ZIP_DEFLATED), ("a", ZIP_STORED), ("mimetype", ZIP_STORED), year=2024)
    other = pack_names(("mimetype", ZIP_STORED), ("a", ZIP_STORED), ("b", ZIP_DEFLATED), year=2025)
    entries = ZipFile(io.BytesIO(fixed_zip(one))).infolist()

    assert fixed_zip(one) == fixed_zip(other)
    assert ["mimetype", "a", "b"] == [entry.filename for entry in entries]
    assert [ZIP_STORED, ZIP_STORED, ZIP_DEFLATED] == [entry.compress_type for entry in entries]
    assert b"b" == ZipFile(io.BytesIO(fixed_zip(one))).read("b")
    with pytest.raises(BadZipFile):
        fixed_zip(b"no zip")
