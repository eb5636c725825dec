import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from exporting.killing import NAMES, beside, export, version_of, write
from storage.conftest import Restricted

from civic_partnership.errors import PathError
from civic_partnership.exporting.atomic_folder import staged
from civic_partnership.exporting.target_checks import busy, obstacle, refused

pytestmark = pytest.mark.usefixtures("in_time")


def told(target: Path) -> PathError:
    """What is said of a place where nothing can be written, before anything is made."""
    with pytest.raises(PathError) as caught, staged(target):
        pytest.fail("the block is run")
    shown = "".join(sign if sign.isprintable() else "�" for sign in str(target))
    assert caught.value.da.startswith(f"{shown} kan ikke skrives: ")
    assert caught.value.en.startswith(f"{shown} cannot be written: ")
    return caught.value


def all_there(folder: Path) -> dict[str, bytes | None]:
    """All that a folder holds."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def foreign_file(target: Path) -> None:
    """Somebody put a file into the export."""
    (target / "notes.txt").write_text("mine")


def changed_file(target: Path) -> None:
    """Somebody changed a file of the export."""
    (target / NAMES[0]).write_text("mine")


def missing_file(target: Path) -> None:
    """Somebody took a file out of the export."""
    (target / NAMES[1]).unlink()


def foreign_folder(target: Path) -> None:
    """Somebody made a folder in the export."""
    (target / "deep" / "empty").mkdir()


def no_manifest(target: Path) -> None:
    """Somebody removed the manifest."""
    (target / "civic-partnership.json").unlink()


def odd_name(target: Path) -> None:
    """Somebody added a name that no terminal should be asked to show."""
    (target / "A\x1b[2J\udcff").touch()


CHANGES: list[tuple[Callable[[Path], None], str]] = [
    (foreign_file, "notes.txt"),
    (changed_file, "a.csv"),
    (missing_file, "deep/er/"),
    (foreign_folder, "deep/empty/"),
    (no_manifest, "a.csv"),
    (odd_name, "A�[2J�"),
]


@pytest.mark.parametrize(("change", "name"), CHANGES)
def test_what_somebody_changed_is_not_replaced(
    target: Path, change: Callable[[Path], None], name: str
) -> None:
    """It is named, and all stays as it is."""
    change(target)
    before = all_there(target.parent)

    assert (
        f"{target} cannot be written: {name} in it is not as an export wrote it. "
        "Choose a new folder, or move this one away."
    ) == told(target).en
    assert (
        f"{target} kan ikke skrives: {name} i den er ikke, som en eksport har skrevet det. "
        "Vælg en ny mappe, eller flyt den."
    ) == told(target).da
    assert before == all_there(target.parent)


@pytest.mark.parametrize("put", [Path.touch, os.mkfifo])
def test_what_is_no_folder_is_not_replaced(tmp_path: Path, put: Callable[[Path], None]) -> None:
    """A file or a pipe in the way stays there."""
    put(tmp_path / "report")

    assert "not a folder. Choose another name." in told(tmp_path / "report").en
    assert ["report"] == [path.name for path in tmp_path.iterdir()]


def test_a_link_to_a_folder_stays(tmp_path: Path, target: Path) -> None:
    """The folder that it leads to is replaced, and the link leads to the new one."""
    link = tmp_path / "elsewhere" / "link"
    link.parent.mkdir()
    link.symlink_to("../report")
    export(link, 2)

    assert (Path("../report"), 2) == (link.readlink(), version_of(target))
    assert (["elsewhere"], []) == (beside(target), beside(link))


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """Nothing is made where it leads."""
    (tmp_path / "link").symlink_to("nowhere")

    assert told(tmp_path / "link").en.endswith("the link leads nowhere. Correct the link.")
    assert ["link"] == [path.name for path in tmp_path.iterdir()]


def test_a_link_in_circles_is_told(tmp_path: Path) -> None:
    """It is not followed for ever."""
    (tmp_path / "one").symlink_to("other")
    (tmp_path / "other").symlink_to("one")

    assert told(tmp_path / "one").en.endswith("the link leads in circles. Correct the link.")


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_folder_can_have_is_told(tmp_path: Path, name: str) -> None:
    """Signs that the system knows not are no reason to fail otherwise."""
    assert "characters that no folder can have" in told(tmp_path / name).en


@pytest.mark.parametrize("name", ["x" * 256, "x/" * 3000])
def test_a_name_that_is_too_long_is_told(tmp_path: Path, name: str) -> None:
    """It is told before anything is written."""
    assert told(tmp_path / name).en.endswith("the name is too long. Choose a shorter one.")
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["file/report", "file/deep/report", "link/report"])
def test_a_path_through_a_file_is_told(tmp_path: Path, name: str) -> None:
    """Below what is no folder there is nothing."""
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")

    assert told(tmp_path / name).en.endswith("a part of the path is not a folder. Correct the path.")


@pytest.mark.parametrize("name", [".", "", "..", "../..", "/", "deep/.."])
def test_the_folder_one_stands_in_is_not_replaced(
    target: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Nor one around it, whatever it is called: whoever stands there would stand nowhere."""
    monkeypatch.chdir(target)

    assert "you stand in it" in told(Path(name)).en
    assert 1 == version_of(target)


def test_who_stands_in_a_folder_that_is_gone_can_write_elsewhere(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a path that begins there is told."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    try:
        export(target, 2)
        assert told(Path("report")).en.endswith("there is no such file or folder. Correct the path.")
    finally:
        os.chdir(tmp_path)
    assert 2 == version_of(target)


@pytest.mark.skipif(sys.platform != "linux", reason="the place of a drive is known on Linux only")
def test_a_whole_drive_is_not_replaced() -> None:
    """It cannot be moved."""
    assert "is a whole drive" in told(Path("/proc")).en


def test_a_folder_that_may_not_be_written_is_told(open_folder: Path, restricted: Restricted) -> None:
    """An export that was made read-only is as safe as one in a read-only folder."""
    target = open_folder / "report"
    target.mkdir(0o755)
    write(target, 1)
    open_folder.chmod(0o777)
    with restricted():
        locked = told(target)
    open_folder.chmod(0o755)
    with restricted():
        closed = told(open_folder / "new")
        deeper = told(open_folder / "new" / "deep")

    for error in (locked, closed, deeper):
        assert error.en.endswith("access is denied. Give access, or choose another place.")
    assert (1, []) == (version_of(target), beside(target))


def test_a_folder_that_cannot_be_looked_at_is_told(open_folder: Path, restricted: Restricted) -> None:
    """What cannot be known to be an export is not replaced."""
    target = open_folder / "closed" / "report"
    target.mkdir(parents=True)
    target.parent.chmod(0)
    with restricted():
        error = told(target)

    assert error.en.endswith("access is denied. Give access, or choose another place.")


def test_an_unknown_reason_is_told_in_the_words_of_the_system(tmp_path: Path) -> None:
    """No error is without a sentence."""
    error = refused(tmp_path, OSError(5, "Input/output error"))

    assert f"{tmp_path} cannot be written: the drive is faulty. Choose another place." == error.en
    assert f"{tmp_path} kan ikke skrives: der er fejl på drevet. Vælg et andet sted." == error.da
    assert "Try again, or choose another place." in refused(tmp_path, busy()).en


def test_nothing_and_an_empty_folder_are_in_nobodys_way(tmp_path: Path) -> None:
    """Neither could be missed."""
    assert obstacle(tmp_path / "report") is None
    assert obstacle(tmp_path) is None
