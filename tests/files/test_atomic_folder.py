import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from storage.conftest import Restricted

from civic_partnership.errors import PathError
from civic_partnership.files import replace_folder, special_renames

NAMES = {"a.txt", "deep/b.txt"}
IN_USE = "another program is using the place. Try again, or choose another place."


def write(folder: Path, version: int) -> None:
    """Fill a folder with a version."""
    (folder / "deep").mkdir(exist_ok=True)
    for name in NAMES:
        (folder / name).write_text(f"{version}")


def find_difference(folder: Path) -> str | None:
    """Return the first name in a folder that is none of a version, or is missing."""
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*")} - {"deep"}
    return min(names ^ NAMES, default=None)


def replace(
    target: Path,
    version: int = 2,
    meanwhile: Callable[[], object] = lambda: None,
    error: type[BaseException] | None = None,
) -> None:
    """Replace a folder by a version; let something happen before the end of the block, or raise an error."""
    with replace_folder(target, find_difference) as folder:
        write(folder, version)
        meanwhile()
        if error:
            raise error


def refusal(target: Path, **how: object) -> PathError:
    """Return the error that refuses to replace a target."""
    with pytest.raises(PathError) as caught:
        replace(target, **how)  # type: ignore[arg-type] # what `replace` takes
    assert caught.value.da not in ("", caught.value.en)
    return caught.value


def version_of(target: Path) -> int | None:
    """Return the version that stands at a target; None where nothing does."""
    if not target.exists() or not any(target.iterdir()):
        return None
    assert find_difference(target) is None
    (version,) = {int((target / name).read_text()) for name in NAMES}
    return version


def beside(target: Path) -> list[str]:
    """Return the names of what stands beside a target."""
    return sorted(path.name for path in target.parent.iterdir() if path != target)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Make a folder that holds the first version."""
    folder = tmp_path / "report"
    folder.mkdir()
    write(folder, 1)
    return folder


@pytest.mark.usefixtures("mechanism")
@pytest.mark.parametrize("name", ["report", "empty", "new", "a/b/new", "æ" * 127 + "a"])
def test_a_filled_folder_takes_the_place(target: Path, name: str) -> None:
    """Give an empty folder, also for the longest name; leave the target untouched until the end."""
    (target.parent / "empty").mkdir()
    path = target.parent / name
    with replace_folder(path, find_difference) as folder:
        assert [] == list(folder.iterdir())
        write(folder, 2)
        assert (1 if path == target else None) == version_of(path)

    assert 2 == version_of(path)
    assert {*beside(target), "report"} == {"report", "empty", name.split("/", maxsplit=1)[0]}


def test_a_power_cut_loses_nothing_that_took_a_place(
    target: Path, unsynced: Callable[[Path], list[str]]
) -> None:
    """Every file and folder is on the disk, and the folder that names the target."""
    replace(target)

    assert [] == unsynced(target.parent)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, ValueError])
@pytest.mark.parametrize("name", ["report", "new", "a/b/new"])
def test_an_error_in_the_block_changes_nothing(target: Path, error: type[BaseException], name: str) -> None:
    """Raise it, and leave nothing behind, not even the folders above."""
    with pytest.raises(error):
        replace(target.parent / name, error=error)

    assert (1, []) == (version_of(target), beside(target))


def test_folders_above_that_others_use_stay(tmp_path: Path) -> None:
    """Keep a folder that was made for the target once somebody else has put something into it."""
    with pytest.raises(EOFError):
        replace(tmp_path / "a" / "b" / "report", 2, (tmp_path / "a" / "mine").touch, EOFError)

    assert ["mine"] == [path.name for path in (tmp_path / "a").iterdir()]


@pytest.mark.usefixtures("mechanism")
def test_the_mode_of_the_folder_is_kept(target: Path) -> None:
    """Let those enter who may enter the old folder; a new one has the usual mode, and is private meanwhile."""
    target.chmod(0o2751)
    replace(target)
    assert 0o2751 == stat.S_IMODE(target.stat().st_mode)

    (target.parent / "usual").mkdir()
    with replace_folder(target.parent / "new", find_difference) as folder:
        assert 0o700 == stat.S_IMODE(folder.parent.stat().st_mode)
    assert (target.parent / "usual").stat().st_mode == (target.parent / "new").stat().st_mode


@pytest.mark.usefixtures("mechanism")
def test_a_file_is_no_difference_where_it_comes_later(target: Path) -> None:
    """Let the last of two that run at once stay, and leave the other's folder alone meanwhile."""
    with replace_folder(target, find_difference) as slow:
        write(slow, 3)
        replace(target, 2)
        assert (2, [slow.parent.name]) == (version_of(target), beside(target))

    assert (3, []) == (version_of(target), beside(target))


# Somebody changes the target meanwhile.


def assert_put_back(target: Path, error: PathError) -> None:
    """Check that the target is the first version, and a file of another program in it was the obstacle."""
    assert "mine in it is not as" in error.en
    (target / "mine").unlink()
    assert (1, []) == (version_of(target), beside(target))


def test_a_target_that_is_changed_meanwhile_is_not_touched(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Look at it again before the end."""
    monkeypatch.setattr(special_renames, "exchange", lambda *_: pytest.fail("exchanged"))

    assert_put_back(target, refusal(target, meanwhile=(target / "mine").touch))


def at_last_moment(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen just before the two folders change places."""
    actions, real = [act], special_renames.exchange

    def exchange(one: Path, other: Path) -> bool:
        while actions:
            actions.pop()()
        return real(one, other)

    monkeypatch.setattr(special_renames, "exchange", exchange)


@pytest.mark.usefixtures("mechanism")
def test_a_target_that_is_changed_at_the_last_moment_is_put_back(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Look at the old folder once more before it is deleted."""
    at_last_moment(monkeypatch, (target / "mine").touch)

    assert_put_back(target, refusal(target))


@pytest.mark.usefixtures("mechanism")
def test_a_target_that_is_moved_away_at_the_last_moment_is_left_alone(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refuse, and put nothing into the place."""
    at_last_moment(monkeypatch, lambda: target.rename(target.with_name("moved")))

    assert refusal(target).en.endswith(IN_USE)
    assert (None, ["moved"]) == (version_of(target), beside(target))
    assert 1 == version_of(target.with_name("moved"))


def test_a_place_that_is_taken_at_the_last_moment_is_left_alone(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refuse where another program makes a folder while the target is missing."""
    real = Path.rename

    def rename(path: Path, other: Path) -> Path:
        moved = real(path, other)
        if other.name == "old" and path == target:
            (target / "mine").mkdir(parents=True)
        return moved

    monkeypatch.setattr(special_renames, "_rename", lambda *_, **__: False)
    monkeypatch.setattr(Path, "rename", rename)

    assert refusal(target).en.endswith(IN_USE)
    assert ["mine"] == [path.name for path in target.iterdir()]


# A process was killed.


def left_behind(target: Path) -> Path:
    """Make what a killed process would have left beside a target."""
    folder = target.with_name(f".{target.name}.0123456789abcdef.civic-partnership")
    (folder / "new").mkdir(parents=True)
    (folder / "new" / "half.csv").touch()
    return folder


def clear(target: Path) -> None:
    """Begin to replace a target, and give up."""
    with pytest.raises(EOFError):
        replace(target, error=EOFError)


def test_a_missing_target_is_put_back(target: Path) -> None:
    """Put it back whatever it is, for it stood there before."""
    folder = left_behind(target)
    (target / "mine").touch()
    target.rename(folder / "old")

    assert_put_back(target, refusal(target))


def test_an_old_folder_that_somebody_may_miss_is_never_deleted(target: Path) -> None:
    """Leave it where it is if the place is taken."""
    folder = left_behind(target)
    (folder / "old").mkdir()
    (folder / "old" / "mine").touch()
    replace(target)

    assert (2, [folder.name]) == (version_of(target), beside(target))
    assert [folder / "old", folder / "old" / "mine"] == sorted(folder.rglob("*"))


def test_folders_of_others_are_left_alone(target: Path) -> None:
    """Clear only what belongs to this very target, and follow no link."""
    others = [
        left_behind(target.with_name(name)) for name in ("report2", "report.0123456789abcdef", "Xreport")
    ]
    (link := target.with_name(".report.0000000000000000.civic-partnership")).symlink_to(others[0])
    (file := target.with_name(".report.1111111111111111.civic-partnership")).touch()
    linked = target.with_name(".report.2222222222222222.civic-partnership")
    linked.mkdir()
    (linked / "lock").symlink_to(target.with_name("made"))
    replace(target)

    assert sorted(path.name for path in (*others, link, file, linked)) == beside(target)
    assert all((each / "new" / "half.csv").exists() for each in others)


def test_a_folder_above_that_may_not_be_listed_is_written(open_folder: Path, restricted: Restricted) -> None:
    """Clear and lock nothing there; all else works."""
    open_folder.chmod(0o733)
    with restricted():
        replace(open_folder / "report", 1)

    assert 1 == version_of(open_folder / "report")


def test_a_folder_above_that_is_closed_meanwhile_is_refused(
    open_folder: Path, restricted: Restricted
) -> None:
    """Leave to the next command what cannot be removed then."""
    target = open_folder / "inner" / "report"
    open_folder.chmod(0o777)
    with restricted():
        replace(target, 1)
        closed = refusal(target, meanwhile=lambda: target.parent.chmod(0o555))
        assert (1, 1) == (version_of(target), len(beside(target)))
        target.parent.chmod(0o755)
        clear(target)

    assert "access is denied" in closed.en
    assert (1, []) == (version_of(target), beside(target))


# A target must not be replaced.


@pytest.mark.parametrize(
    ("change", "name", "shown"),
    [
        (Path.touch, "notes.txt", "notes.txt"),
        (Path.unlink, "deep/b.txt", "deep/b.txt"),
        (Path.touch, "A\x1b[2J\udcff", "A�[2J�"),
    ],
)
def test_a_changed_folder_is_not_replaced(
    target: Path, change: Callable[[Path], None], name: str, shown: str
) -> None:
    """Name the change, fit for a terminal, and leave all as it is."""
    change(target / name)
    before = sorted(target.parent.rglob("*"))
    error = refusal(target)

    assert (
        f"{target} cannot be written: {shown} in it is not as an export wrote it. "
        "Choose a new folder, or move this one away."
    ) == error.en
    assert (
        f"{target} kan ikke skrives: {shown} i den er ikke, som en eksport har skrevet det. "
        "Vælg en ny mappe, eller flyt den."
    ) == error.da
    assert before == sorted(target.parent.rglob("*"))


@pytest.mark.parametrize("put", [Path.touch, os.mkfifo])
def test_only_a_folder_is_replaced(tmp_path: Path, put: Callable[[Path], None]) -> None:
    """Leave a file or a pipe where it is."""
    put(tmp_path / "report")

    assert "not a folder. Choose another name." in refusal(tmp_path / "report").en
    assert ["report"] == [path.name for path in tmp_path.iterdir()]


def test_a_link_to_a_folder_stays(tmp_path: Path, target: Path) -> None:
    """Replace the folder that it leads to."""
    link = tmp_path / "elsewhere" / "link"
    link.parent.mkdir()
    link.symlink_to("../report")
    replace(link)

    assert (Path("../report"), 2) == (link.readlink(), version_of(target))
    assert (["elsewhere"], []) == (beside(target), beside(link))


@pytest.mark.parametrize("name", [".", "", "..", "../..", "/", "deep/.."])
def test_a_folder_around_the_process_is_not_replaced(
    target: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Refuse it whatever it is called: the process would stand nowhere."""
    monkeypatch.chdir(target)

    assert "you stand in it" in refusal(Path(name)).en
    assert 1 == version_of(target)


def test_a_process_in_a_folder_that_is_gone_can_write_elsewhere(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refuse only a path that begins there."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    try:
        replace(target)
        assert refusal(Path("report")).en.endswith("there is no such file or folder. Correct the path.")
    finally:
        os.chdir(tmp_path)
    assert 2 == version_of(target)


@pytest.mark.skipif(sys.platform != "linux", reason="the place of a drive is known on Linux only")
def test_a_whole_drive_is_not_replaced() -> None:
    """Refuse what cannot be moved."""
    assert "is a whole drive" in refusal(Path("/proc")).en


def test_a_folder_that_may_not_be_written_is_not_replaced(open_folder: Path, restricted: Restricted) -> None:
    """Keep a folder that somebody made read-only, and all in a read-only folder."""
    target = open_folder / "report"
    target.mkdir(0o755)
    write(target, 1)
    open_folder.chmod(0o777)
    with restricted():
        errors = [refusal(target)]
    open_folder.chmod(0o755)
    with restricted():
        errors += [refusal(open_folder / "new"), refusal(open_folder / "new" / "deep")]
    open_folder.chmod(0)
    with restricted():
        errors.append(refusal(target))
    open_folder.chmod(0o755)

    assert all(each.en.endswith("access is denied. Give access, or choose another place.") for each in errors)
    assert (1, []) == (version_of(target), beside(target))
