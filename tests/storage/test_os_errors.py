import errno
import os

import pytest

from civic_partnership.storage.os_errors import os_reason

COMMON = (
    *("EACCES", "EPERM", "ENOENT", "ELOOP", "ENOSPC", "EROFS", "EISDIR"),
    *("ENOTDIR", "ENAMETOOLONG", "EFBIG", "EDQUOT", "EIO"),
)


@pytest.mark.parametrize("name", COMMON)
def test_tells_common_errors_in_words_of_its_own(name: str) -> None:
    """What systems often answer is said in Danish and English, with no word of the system's."""
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
    """What is rare goes by its name in Danish, and no English stands in it."""
    label = os_reason(error)

    assert (da, en) == (label.da, label.en)
