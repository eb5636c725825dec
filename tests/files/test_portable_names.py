import ntpath
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given, strategies as st

from civic_partnership.files import PortableNames
from civic_partnership.values import InvalidValue

MANIFEST = "civic-partnership.json"
LETTERS = st.sampled_from(
    ["a", "A", "æ", "Æ", "é", "e\u0301", "ß", "ss", "/", ".", " ", "con", "nul", "1", "¹"]
)
"""Of these many names come together that some system takes for one."""
CANDIDATES = st.lists(LETTERS, max_size=4).map("".join) | st.text(max_size=8)


def is_taken(names: PortableNames, name: Any) -> bool:
    """Return whether a name is accepted."""
    try:
        return bool(name == names.add(name))
    except InvalidValue:
        return False


def is_reserved(part: str) -> bool:
    """Return whether Windows reserves this name for a device."""
    newer: Any = getattr(ntpath, "isreserved", None)  # of Python 3.13, where the older way is deprecated
    return bool(newer(part) if newer else PureWindowsPath(part).is_reserved())


@given(st.text() | CANDIDATES)
def test_an_accepted_name_is_a_file_inside_on_every_system(name: str) -> None:
    """An accepted name is relative, stays inside, can be encoded, and is not reserved."""
    if not is_taken(PortableNames(MANIFEST), name):
        return

    for path in (PurePosixPath(name), PureWindowsPath(name)):
        assert not path.is_absolute()
        assert not path.drive
        assert tuple(name.split("/")) == path.parts
        assert ".." not in path.parts
    assert name.isprintable()
    assert len(name.encode()) <= 400
    for part in name.split("/"):
        assert not is_reserved(part)
        assert part == part.strip(" ").rstrip(".")
        assert not set(part) & set('\\<>:"|?*')


@given(st.lists(CANDIDATES, max_size=12))
def test_no_two_accepted_names_are_one_file_anywhere(candidates: list[str]) -> None:
    """Accepted names differ in more than case and normal form; none is a folder too."""
    names = PortableNames(MANIFEST)
    accepted = [name for name in candidates if is_taken(names, name)]
    folders = {"/".join(name.split("/")[:n]) for name in accepted for n in range(1, name.count("/") + 1)}

    for form in ("NFC", "NFD"):
        alike = [unicodedata.normalize(form, name.casefold()) for name in [*accepted, *folders, MANIFEST]]
        assert len(alike) == len(set(alike))


@pytest.mark.parametrize(
    "name",
    [
        "a", "a.txt", "2025/partnerships.csv", "deep/deeper/a", "æøå ÆØÅ.csv", "日本.txt", ".hidden", "a b", "a..b", "...a",
        "console.txt", "com", "com10", "nullable", "-a", "~", "$", "{}", "a" * 200, f"{'a' * 200}/{'b' * 199}", "😀",
    ],
)  # fmt: skip
def test_ordinary_names_are_accepted(name: str) -> None:
    """Accept names that every system allows."""
    assert name == PortableNames(MANIFEST).add(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "/", "/a", "//a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/..", "./a", "a/.", "C:", "C:/a", "C:a", "a:b",
        "\\a", "a\\b", "\\\\server\\share", "a\0", "a\nb", "a\tb", "\x1b[31m", "a\x7f", "a\u202eb", "a.", "a ", " a", "a./b",
        "a /b", "CON", "con", "Nul.txt", "nul.tar.gz", "a/prn/b", "COM1", "COM¹", "lpt9.x", "aux .txt", "conin$", "CONOUT$.a",
        "a" * 201, "ø" * 101, f"{'a' * 200}/{'b' * 200}", "a\ud800", "a<b", "a>b", 'a"b', "a|b", "a?", "a*",
        MANIFEST, MANIFEST.upper(), f"{MANIFEST}/a",
    ],
)  # fmt: skip
def test_names_that_some_system_does_not_take_are_refused(name: str) -> None:
    """Refuse a name that leaves the folder, is impossible somewhere, or is the export's own."""
    assert not is_taken(PortableNames(MANIFEST), name)


@pytest.mark.parametrize("name", [None, b"a.txt", Path("a.txt"), type("Text", (str,), {})("a")])
def test_only_a_text_is_a_name(name: object) -> None:
    """Refuse an object that is only like a text."""
    with pytest.raises(InvalidValue, match="no text"):
        PortableNames(MANIFEST).add(name)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a", "a"), ("a.txt", "A.TXT"), ("æ", "Æ"), ("é", "e\u0301"), ("É", "e\u0301"), ("straße", "STRASSE"),
        ("\u03c9\u0345\u0301", "\u03c9\u0301\u0345"),
        ("a", "a/b"), ("a/b", "a"), ("a/b", "A"), ("a/b/c", "a/B"), ("a/b", "A/c"), ("a/é/c", "a/e\u0301/d"),
    ],
)  # fmt: skip
def test_what_some_system_takes_for_the_same_is_refused(first: str, second: str) -> None:
    """Refuse the second of two names that some system takes for one."""
    names = PortableNames(MANIFEST)
    names.add(first)

    assert is_taken(PortableNames(MANIFEST), second)
    with pytest.raises(InvalidValue, match=r"was used before, or differs from one only in case$"):
        names.add(second)


def test_a_refused_name_takes_no_place() -> None:
    """A refused name does not block other names."""
    names = PortableNames(MANIFEST)

    assert [True, False, True, True] == [is_taken(names, name) for name in ("a", "A/b", "b", "c/d")]
    assert is_taken(names, "c/e")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../a\x1b[31m", 'the file name "../a�[31m" is not one that all systems take inside a folder'),
        ("0101701234/.", 'the file name "•••/." is not one that all systems take inside a folder'),
        ("Civic-Partnership.json", 'the file name "Civic-Partnership.json" is reserved'),
        (f"{'a' * 200}/{'b' * 200}", "a file name is longer than 400 bytes"),
    ],
)
def test_says_which_name_and_why(name: str, expected: str) -> None:
    """Show the name in a printable form."""
    with pytest.raises(InvalidValue) as caught:
        PortableNames(MANIFEST).add(name)

    assert expected == caught.value.reason.en
    assert caught.value.reason.da not in ("", expected)
