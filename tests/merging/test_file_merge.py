"""The merge of one file of a register, of which there are three versions."""

import pytest
import tomlrt
from hypothesis import given, reject, settings
from merging.edits import NORDBY, edits
from merging.repositories import CLUB

from civic_partnership import RecordsError, Register, parse
from civic_partnership.merging import diff, file_merge, merge
from civic_partnership.merging.file_merge import NoEditError, NoRegisterError, merge_file
from civic_partnership.storage import to_text

OURS = CLUB.replace("200_000, awarded", "210_000, awarded")
THEIRS = CLUB.replace("12-07", "12-08")
MARKERS = b"<<<<<<< ours\n"


def merge_texts(base: str, ours: str, theirs: str, by_lines: bytes = MARKERS) -> str:
    """Merge three texts; by lines git finds a conflict."""
    return merge_file("klub.toml", base.encode(), ours.encode(), theirs.encode(), by_lines).contents.decode()


def to_toml(register: Register) -> str:
    """Write a register as one TOML file."""
    return to_text(register, "toml")


@settings(max_examples=15)
@given(edits(), edits())
def test_the_file_holds_what_the_merge_of_registers_gives(ours: Register, theirs: Register) -> None:
    """Whatever both sides changed, the merged file reads back as the merged register, or it is refused."""
    merged = merge(NORDBY, ours, theirs)
    try:
        versions = to_toml(NORDBY), to_toml(ours), to_toml(theirs)
    except RecordsError:
        reject()  # no file holds such a register
    try:
        text = merge_texts(*versions)
    except NoEditError:
        return

    assert () == diff(merged.register, parse(text).register)


def test_the_merge_by_lines_is_taken_if_it_is_right() -> None:
    """It is not taken if it holds other records, though git saw no conflict."""
    right = OURS.replace("12-07", "12-08").replace("# Klubben", "# fra git")
    wrong = right.replace("2023,", "2022,")

    assert right == merge_texts(CLUB, OURS, THEIRS, right.encode())
    assert OURS.replace("12-07", "12-08") == merge_texts(CLUB, OURS, THEIRS, wrong.encode())


def test_a_new_record_of_any_kind_goes_into_the_file() -> None:
    """Their records go to the end of our file, not into files of their own."""
    text = merge_texts(CLUB, OURS, f'{CLUB}\n[areas.havnen]\nname = "Havnen"\n')

    assert f'{OURS}\n[areas.havnen]\nname = "Havnen"\n' == text


def test_ours_stays_as_it_is_if_theirs_brings_nothing() -> None:
    """A conflict alone changes no byte of our file."""
    merged = merge_file(
        "a", CLUB.encode(), OURS.encode(), CLUB.replace("200_000, a", "190_000, a").encode(), b"x"
    )

    assert OURS.encode() == merged.contents
    assert 1 == len(merged.conflicts)
    assert 0 == merged.lost_comments


@pytest.mark.parametrize("wrong", ["x", "[project]\n", "[areas.a]\nname = 1\n", "\x00"])
def test_a_version_that_is_no_register_is_refused(wrong: str) -> None:
    """Then nothing can be said of its records."""
    for versions in ((wrong, CLUB, OURS), (CLUB, wrong, OURS), (CLUB, OURS, wrong)):
        with pytest.raises(NoRegisterError):
            merge_texts(*versions)


def test_without_the_extra_only_a_right_merge_by_lines_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our file cannot be edited without its packages, and comments cannot be counted."""
    monkeypatch.setattr(file_merge, "can_edit", lambda: False)
    right = OURS.replace("12-07", "12-08")

    assert right == merge_texts(CLUB, OURS, THEIRS, right.encode())
    assert OURS == merge_texts(CLUB, OURS, CLUB.replace("200_000, a", "190_000, a"))
    with pytest.raises(NoEditError):
        merge_texts(CLUB, OURS, THEIRS)


def test_an_impossible_edit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else in the file may change, so that there is no merged file."""
    monkeypatch.setattr(tomlrt.Document, "render", lambda _: "")

    with pytest.raises(NoEditError):
        merge_texts(CLUB, OURS, CLUB.replace("12-07 }", '12-07, note = "N" }'))
