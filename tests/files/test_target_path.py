from pathlib import Path

import pytest

from civic_partnership.errors import PathError
from civic_partnership.files import refuse_dead_link, resolve_target


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
