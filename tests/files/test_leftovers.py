import subprocess
import sys
from pathlib import Path

from civic_partnership.files import clear_leftovers, is_leftover, stage_file

KILLED = """\
import os, pathlib, signal, sys
from civic_partnership.files import stage_file

with stage_file(pathlib.Path(sys.argv[1])):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_files_of_a_killed_process_are_removed(tmp_path: Path) -> None:
    """Keep what a living process is writing, and anything else of a like name."""
    for name in ("a", "b"):
        subprocess.run([sys.executable, "-c", KILLED, tmp_path / name], check=False)
    (left,) = [path for path in tmp_path.iterdir() if is_leftover(path, tmp_path / "a")]
    folder, link = (tmp_path / f".{name}.0123456789abcdef.civic-partnership" for name in "cd")
    folder.mkdir()
    link.symlink_to("a")
    with stage_file(tmp_path / "a") as alive:
        clear_leftovers(tmp_path, tmp_path / "a")
        assert alive.path.exists()
        assert not left.exists()
        assert 4 == len(list(tmp_path.iterdir()))
        clear_leftovers(tmp_path)
        assert {alive.path, folder, link} == set(tmp_path.iterdir())


def test_a_long_name_is_shortened(tmp_path: Path) -> None:
    """Tell names apart that begin alike."""
    one, two = (tmp_path / ("æ" * 120 + end) for end in "12")
    with stage_file(one) as staged:
        assert is_leftover(staged.path, one)
        assert not is_leftover(staged.path, two)
