import errno
import os
from pathlib import Path

import pytest

from civic_partnership.files import os_reason, system_path_error

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
