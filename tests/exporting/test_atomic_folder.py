import contextlib
import json
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from exporting import killing
from exporting.killing import MECHANISMS, EnoughError, beside, export, restored, version_of, write
from storage.conftest import Restricted

from civic_partnership.errors import PathError
from civic_partnership.exporting.atomic_folder import staged
from civic_partnership.files import Exchange, exchange

MEMORY = Path("/dev/shm")

ALL = pytest.mark.parametrize("mechanism", MECHANISMS)


def run(work: str, target: Path, *arguments: object, before: tuple[str, ...] = ()) -> dict[str, int]:
    """What a process saw that did this to a target."""
    done = subprocess.run(
        [*before, sys.executable, killing.__file__, work, str(target), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


@pytest.fixture
def quick() -> Iterator[Path]:
    """A target that does not exist, in memory where there is such a drive: a disk takes most of the time."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        yield Path(name) / "report"


@ALL
def test_a_kill_at_a_random_moment_leaves_one_whole_version(quick: Path, mechanism: str) -> None:
    """Hundreds of exports are killed; the old one or the new one is there, or put back by the next."""
    found = run("at_random", quick, mechanism, 300)

    assert 300 <= found["killed"] + found["ended"]
    assert 100 <= found["killed"]
    assert 10 <= min(found["before"], found["after"], found["left behind"])
    assert (mechanism == "in turn") == (found.get("absent", 0) > 0)


@ALL
@pytest.mark.parametrize("there", ["export", "empty", "nothing"])
@pytest.mark.parametrize("how", ["kill", "interrupt", "fail"])
def test_a_stop_at_any_step_leaves_one_whole_version(
    quick: Path, mechanism: str, how: str, there: str
) -> None:
    """Before each thing in turn that it asks of the system an export is killed, interrupted, or told no.

    Told no, it either says so and has changed nothing, or it is written all the same.
    """
    found = run("at_every_step", quick, mechanism, how, there)

    assert 20 < found["steps"]
    assert 0 < min(found["before"], found["after"])
    assert (found["absent"] > 0) == ((mechanism, how, there) == ("in turn", "kill", "export"))


@ALL
@pytest.mark.parametrize("number", [2, 4])
def test_exports_into_one_target_at_once_never_mix(tmp_path: Path, mechanism: str, number: int) -> None:
    """Each is written or refused; whoever looks sees one whole version at every moment."""
    found = run("rivals", tmp_path / "report", mechanism, number)

    assert number * 60 == found["wrote"] + found.get("refused", 0)
    assert 60 <= found["wrote"]
    assert 100 <= found["whole"]
    assert mechanism == "in turn" or "absent" not in found


def test_who_loses_its_staging_folder_to_another_takes_a_new_one(quick: Path) -> None:
    """Another process that clears up at the same time may take a folder that is not locked yet."""
    assert {"times": 3} == run("contended", quick, 3)
    assert 2 == version_of(quick)


def test_who_loses_every_staging_folder_gives_up(quick: Path) -> None:
    """It says so, and does not try for ever."""
    found = run("contended", quick, 1000)
    (sentence,) = found.keys() - {"times"}

    assert sentence.endswith("another program is using the place. Try again, or choose another place.")
    assert version_of(quick) is None


def test_a_lock_that_cannot_be_had_leaves_nothing(quick: Path) -> None:
    """Where the system has no more to give, it is told in its words."""
    assert {
        f"{quick} cannot be written: the system says: Too many open files. Choose another place.": 1
    } == run("spent", quick)
    assert [] == list(quick.parent.iterdir())


TOO_LARGE = "{} cannot be written: the file becomes too large. Choose another place."
NO_ROOM = "{} cannot be written: there is no room. Make room, or choose another place."


def test_a_file_that_may_not_grow_is_told(quick: Path) -> None:
    """Where there is no room for the new version, the old one stays."""
    assert {TOO_LARGE.format(quick): 1} == run("limited", quick)


def test_a_full_drive_is_told(tmp_path: Path) -> None:
    """The same on a drive that is full."""
    apart = ("unshare", "--user", "--map-root-user", "--mount")
    with contextlib.suppress(FileNotFoundError):
        if subprocess.run([*apart, "true"], check=False, capture_output=True).returncode == 0:
            assert {NO_ROOM.format(tmp_path / "report"): 1} == run("full", tmp_path / "report", before=apart)
            return
    pytest.skip("this system lets nobody mount a small drive")


@ALL
@pytest.mark.parametrize("there", ["export", "empty", "nothing", "nothing, nor the folders above"])
def test_what_is_filled_takes_the_place(tmp_path: Path, mechanism: str, there: str) -> None:
    """The folder is empty at first; the target is untouched until the end, and nothing else is left."""
    target = tmp_path / "a" / "b" / "report"
    if "above" not in there:
        target.parent.mkdir(parents=True)
    if there in {"export", "empty"}:
        target.mkdir()
    if there == "export":
        write(target, 1)
    with staged(target, exchange=MECHANISMS[mechanism]) as folder:
        assert [] == list(folder.iterdir())
        write(folder, 2)
        assert (1 if there == "export" else None) == version_of(target)

    assert 2 == version_of(target)
    assert [] == beside(target)


def broken_off(
    target: Path,
    error: type[BaseException] | None,
    meanwhile: Callable[[], None] = lambda: None,
    exchange: Exchange = exchange,
) -> None:
    """Export, let something happen meanwhile, and raise this at the end of the block."""
    with staged(target, exchange=exchange) as folder:
        write(folder, 2)
        meanwhile()
        if error:
            raise error


@pytest.mark.parametrize("error", [EnoughError, KeyboardInterrupt, SystemExit, ValueError])
@pytest.mark.parametrize("name", ["report", "new", "a/b/new"])
def test_what_the_block_raises_comes_through(target: Path, error: type[BaseException], name: str) -> None:
    """The target stays as it was, and nothing is left behind, not even the folders above it."""
    place = target.parent / name
    with pytest.raises(error):
        broken_off(place, error)

    assert (1, []) == (version_of(target), beside(target))


def test_folders_above_are_left_to_others(tmp_path: Path) -> None:
    """A folder that was made for an export stays if somebody else has used it meanwhile."""
    with pytest.raises(EnoughError):
        broken_off(tmp_path / "a" / "b" / "report", EnoughError, (tmp_path / "a" / "mine").touch)

    assert ["mine"] == [path.name for path in (tmp_path / "a").iterdir()]


@ALL
def test_the_mode_of_the_folder_is_kept(target: Path, mechanism: str) -> None:
    """Who may enter an export may enter the next one, and nobody else."""
    target.chmod(0o2751)
    export(target, 2, MECHANISMS[mechanism])

    assert 0o2751 == stat.S_IMODE(target.stat().st_mode)


def test_a_new_folder_has_the_usual_mode(tmp_path: Path) -> None:
    """It is like any folder that is made there; what is being written is nobody else's to see."""
    (tmp_path / "usual").mkdir()
    with staged(tmp_path / "report") as folder:
        assert 0o700 == stat.S_IMODE(folder.parent.stat().st_mode)

    assert (tmp_path / "usual").stat().st_mode == (tmp_path / "report").stat().st_mode


def test_what_is_changed_while_an_export_runs_is_not_replaced(target: Path) -> None:
    """It was fit to be replaced at first; it is looked at again at the end, and not touched."""

    def never(one: Path, other: Path) -> bool:
        pytest.fail("exchanged")

    with pytest.raises(PathError, match="mine"):
        broken_off(target, None, (target / "mine").touch, never)

    (target / "mine").unlink()
    assert (1, []) == (version_of(target), beside(target))


@ALL
def test_what_is_changed_at_the_last_moment_is_put_back(target: Path, mechanism: str) -> None:
    """What was exchanged is looked at once more, and if it is not to be deleted it comes back."""
    moments = [Path.touch]

    def late(one: Path, other: Path) -> bool:
        for change in moments:
            change(other / "mine")
        moments.clear()
        return MECHANISMS[mechanism](one, other)

    with pytest.raises(PathError, match="mine"):
        export(target, 2, late)

    (target / "mine").unlink()
    assert (1, []) == (version_of(target), beside(target))


@ALL
def test_what_is_gone_at_the_last_moment_is_not_waited_for(target: Path, mechanism: str) -> None:
    """Where the old one was moved away by somebody, the new one takes the place that is free."""

    def late(one: Path, other: Path) -> bool:
        other.rename(other.with_name("moved"))
        return MECHANISMS[mechanism](one, other)

    export(target, 2, late)

    assert (2, 1) == (version_of(target), version_of(target.with_name("moved")))
    assert ["moved"] == beside(target)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (FileNotFoundError(2, "gone"), "another program is using the place"),
        (OSError(5, "Input/output error"), "the drive is faulty"),
    ],
)
def test_an_exchange_that_fails_changes_nothing(target: Path, error: OSError, sentence: str) -> None:
    """It is told, and the old version is there."""

    def fail(one: Path, other: Path) -> bool:
        raise error

    with pytest.raises(PathError, match=sentence):
        export(target, 2, fail)

    assert (1, []) == (version_of(target), beside(target))


def test_an_export_that_changes_while_it_is_looked_at_is_looked_at_again(quick: Path) -> None:
    """What is seen of two exports that change places is a mix, and no reason to refuse."""
    assert {"times": 1} == run("turned", quick, 1)
    assert 2 == version_of(quick)


def test_an_export_that_never_holds_still_is_told(quick: Path) -> None:
    """It is not looked at for ever."""
    found = run("turned", quick, 1000)
    (sentence,) = found.keys() - {"times"}

    assert "another program is using the place" in sentence


def test_who_is_overtaken_tries_again(quick: Path) -> None:
    """Where another export came into the place that was free for a moment, it is replaced in turn."""
    assert {"times": 1} == run("overtaken", quick)
    assert (2, []) == (version_of(quick), beside(quick))


def test_the_last_to_end_is_there(target: Path) -> None:
    """An export that still runs is left alone by the next, and may end after it."""
    with staged(target) as slow:
        write(slow, 3)
        export(target, 2)
        assert (2, [slow.parent.name]) == (version_of(target), beside(target))

    assert (3, []) == (version_of(target), beside(target))


def left_behind(target: Path) -> Path:
    """What a killed export into this target would have left behind."""
    staging = target.with_name(f".{target.name}.0123456789abcdef.civic-partnership")
    (staging / "new").mkdir(parents=True)
    (staging / "new" / "half.csv").touch()
    return staging


def test_what_was_left_behind_is_cleared_away(target: Path) -> None:
    """Even by an export that then fails, and even without a lock."""
    left_behind(target)

    assert (1, []) == (restored(target), beside(target))


def test_what_was_set_aside_is_put_back(target: Path) -> None:
    """Whatever it is: it stood there before."""
    staging = left_behind(target)
    (target / "mine").touch()
    target.rename(staging / "aside")

    with pytest.raises(PathError, match="mine"):
        restored(target)
    (target / "mine").unlink()
    assert (1, []) == (version_of(target), beside(target))


def test_what_was_set_aside_and_is_no_export_is_never_deleted(target: Path) -> None:
    """Where the place is taken, what somebody may miss stays where it is."""
    staging = left_behind(target)
    (staging / "aside").mkdir()
    (staging / "aside" / "mine").touch()
    export(target, 2)

    assert (2, [staging.name]) == (version_of(target), beside(target))
    assert [staging / "aside", staging / "aside" / "mine"] == sorted(staging.rglob("*"))


def test_what_others_left_there_is_left_alone(target: Path) -> None:
    """Only what an export into this very target made is cleared away, and no link is followed."""
    others = [
        left_behind(target.with_name(name)) for name in ("report2", "report.0123456789abcdef", "Xreport")
    ]
    (link := target.with_name(".report.0000000000000000.civic-partnership")).symlink_to(others[0])
    (file := target.with_name(".report.1111111111111111.civic-partnership")).touch()
    locked = target.with_name(".report.2222222222222222.civic-partnership")
    locked.mkdir()
    (locked / "lock").symlink_to(target.with_name("made"))
    export(target, 2)

    assert sorted(path.name for path in (*others, link, file, locked)) == beside(target)
    assert all((each / "new" / "half.csv").exists() for each in others)


def test_a_name_may_be_as_long_as_the_system_lets_it(tmp_path: Path) -> None:
    """What stands beside it has a shorter name, and one of its own."""
    longs = [tmp_path / ("æ" * 127 + end) for end in "ab"]
    with staged(longs[0]) as one, staged(longs[1]) as other:
        write(one, 1)
        write(other, 2)
        assert one.parent.name[:60] != other.parent.name[:60]

    assert [1, 2] == [version_of(each) for each in longs]
    assert sorted(each.name for each in longs) == sorted(path.name for path in tmp_path.iterdir())


def test_a_folder_that_is_closed_to_the_eye_can_be_written(open_folder: Path, restricted: Restricted) -> None:
    """Where names cannot be listed nothing is cleared away, and all else works."""
    open_folder.chmod(0o733)
    with restricted():
        export(open_folder / "report", 1)

    assert 1 == version_of(open_folder / "report")


def test_a_folder_that_is_closed_meanwhile_is_told(open_folder: Path, restricted: Restricted) -> None:
    """What cannot be taken away then is taken away by the next export."""
    target = open_folder / "inner" / "report"
    open_folder.chmod(0o777)
    with restricted():
        export(target, 1)
        with pytest.raises(PathError, match="access is denied"):
            broken_off(target, None, lambda: target.parent.chmod(0o555))
        assert (1, 1) == (version_of(target), len(beside(target)))
        target.parent.chmod(0o755)
        assert (1, []) == (restored(target), beside(target))


def test_a_file_that_cannot_be_brought_to_the_disk_is_told(tmp_path: Path) -> None:
    """Nothing takes the place that is not wholly written: a link to nothing, say."""
    with pytest.raises(PathError), staged(tmp_path / "report") as folder:
        (folder / "link").symlink_to("nowhere")

    assert [] == list(tmp_path.iterdir())
