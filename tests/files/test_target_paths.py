import errno
import os
from pathlib import Path

import pytest

from civic_partnership.errors import PathError
from civic_partnership.files import os_reason, refuse_dead_link, resolve_target, system_path_error

COMMON = (
    *("EACCES", "EPERM", "ENOENT", "ELOOP", "ENOSPC", "EROFS", "EISDIR"),
    *("ENOTDIR", "ENAMETOOLONG", "EFBIG", "EDQUOT", "EIO"),
)


@pytest.mark.parametrize("name", COMMON)
def test_tells_common_errors_in_words_of_its_own(name: str) -> None:
    """Report common errors in Danish and English, without words of the system."""
    code = getattr(errno, name)
    label = os_reason(OSError(code, os.strerror(code)))

    assert label.da != label.en
    for text in (label.da, label.en):
        assert os.strerror(code).lower() not in text.lower()
        assert name not in text


@pytest.mark.parametrize(
    ("error", "da", "en"),
    [
        (OSError(errno.EXDEV, "Invalid link"), "systemet svarer EXDEV", "the system says: Invalid link"),
        (OSError(errno.EXDEV, None), "systemet svarer EXDEV", "the system says: EXDEV"),
        (OSError("of its own"), "systemet svarer ?", "the system says: ?"),
        (RuntimeError("Symlink loop from x"), "genvejen fører i ring", "the link leads in circles"),
        (ValueError("embedded null byte"), "stien er ikke gyldig", "the path is not valid"),
    ],
)
def test_tells_all_others(error: OSError | RuntimeError | ValueError, da: str, en: str) -> None:
    """Report rare errors by their name in Danish, without English words."""
    label = os_reason(error)

    assert (da, en) == (label.da, label.en)


def test_an_error_says_why_and_what_to_do() -> None:
    """Name the path and the remedy in both languages."""
    error = system_path_error(Path("report"), OSError(errno.EIO, "Input/output error"))

    assert "report cannot be written: the drive is faulty. Choose another place." == error.en
    assert "report kan ikke skrives: der er fejl på drevet. Vælg et andet sted." == error.da
    unknown = system_path_error(Path("report"), OSError(errno.EXDEV, "Invalid link"))
    assert "report cannot be written: the system says: Invalid link. Choose another place." == unknown.en


def test_a_target_is_where_links_lead(tmp_path: Path) -> None:
    """Follow a link whether or not anything is there."""
    (tmp_path / "link").symlink_to("folder")

    assert tmp_path / "folder" == resolve_target(tmp_path / "link")


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    """Name the path, and say what to do."""
    with pytest.raises(PathError, match="characters that no folder can have"):
        resolve_target(tmp_path / name)


@pytest.mark.parametrize("name", ["x" * 256, "x/" * 3000, "file/report", "link/report"])
def test_a_path_that_the_system_refuses_is_an_error(tmp_path: Path, name: str) -> None:
    """Find out before anything is written that it is too long, or leads through a file."""
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    with pytest.raises(OSError, match=r"File name too long|Not a directory"):
        resolve_target(tmp_path / name)


def test_a_dead_link_is_refused(tmp_path: Path) -> None:
    """Refuse a link that leads nowhere, or in circles, and no other."""
    (tmp_path / "dead").symlink_to("nowhere")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "good").symlink_to("dead", target_is_directory=False)
    with pytest.raises(PathError, match=r"the link leads nowhere\. Correct the link\."):
        refuse_dead_link(tmp_path / "dead")
    with pytest.raises(OSError, match="Too many levels"):
        refuse_dead_link(tmp_path / "circle")
    (tmp_path / "nowhere").mkdir()
    refuse_dead_link(tmp_path / "good")
    refuse_dead_link(tmp_path / "missing")
