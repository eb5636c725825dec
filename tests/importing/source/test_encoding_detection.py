"""Encodings that are not UTF-8 are told apart by the Danish letters, or refused."""

import pytest
from hypothesis import given, strategies as st

from civic_partnership.importing.source.encoding_detection import detect_encoding

NAMES = (
    *("Østerby Boldklub", "Havnens Svømmeklub", "Ærøgade Dans", "Rødovre Håndbold", "Åbyhøj Læseklub"),
    *("LÆSØ IDRÆT", "ældre på gulv", "Næstved", "Sæby Café", "Fåborg Ældreråd"),
)
CODECS = ("cp1252", "mac_roman", "cp850", "cp865")


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=9, unique=True), st.sampled_from(CODECS))
def test_danish_names_tell_the_encoding(names: list[str], codec: str) -> None:
    """Decode the names as they were."""
    data = "\n".join(names).encode(codec)
    found = detect_encoding(data)

    assert found is not None
    assert "\n".join(names) == data.decode(found)


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("name", NAMES)
def test_one_name_is_read_rightly_or_refused(name: str, codec: str) -> None:
    """Decode one name as it was, or none."""
    found = detect_encoding(name.encode(codec))

    assert found is None or name == name.encode(codec).decode(found)


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        ("Boys\u2019 Club".encode("cp1252"), "cp1252"),
        ("\u2018Klub\u2019".encode("cp1252"), "cp1252"),
        ("José Müller, 1 € \u2013 ½ §".encode("cp1252"), "cp1252"),
        ("Nike® 2¾".encode("cp1252"), "cp1252"),
        ("José".encode("mac_roman"), None),
        (b"a\xff", None),
        ("ÆÅ".encode("cp850"), "cp850"),
        (b"", "cp1252"),
    ],
)
def test_without_danish_letters_only_what_is_usual_is_read(data: bytes, codec: str | None) -> None:
    """Take usual signs for Windows-1252; give up on others."""
    assert codec == detect_encoding(data)
