import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from civic_partnership.files import (
    JOURNAL,
    ChangedMeanwhileError,
    DamagedJournalError,
    Replacement,
    finish_interrupted,
    replace_files,
    special_renames,
    stage_file,
)

OLD = {"changed": b"old", "removed": b"gone", "kept": b"kept"}
NEW = {"changed": b"new", "made": b"made", "kept": b"kept"}
TOKEN = "0123456789abcdef"


def sha(data: bytes | None) -> str | None:
    """Return the hash of contents."""
    return None if data is None else hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(mechanism: None, tmp_path: Path) -> Path:
    """Make a folder with the old files."""
    (tmp_path / "folder").mkdir()
    for name, data in OLD.items():
        (tmp_path / "folder" / name).write_bytes(data)
    return tmp_path / "folder"


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def replacements() -> list[Replacement]:
    """Return the replacements from the old files to the new ones."""
    return [Replacement(name, sha(OLD.get(name)), NEW.get(name)) for name in sorted({*OLD, *NEW})]


def test_files_are_replaced_together(folder: Path) -> None:
    """Make, change and remove files, one elsewhere too; touch no other, and leave nothing else."""
    kept = (folder / "kept").stat().st_ino
    with stage_file(folder.parent / "elsewhere") as staged:
        staged.file.write(b"x")
        staged.complete()
        replace_files(folder, replacements(), [staged])

    assert NEW == contents(folder)
    assert kept == (folder / "kept").stat().st_ino
    assert [b"x"] == [path.read_bytes() for path in folder.parent.iterdir() if path.is_file()]


def test_a_power_cut_loses_no_file_that_was_replaced(
    folder: Path, unsynced: Callable[[Path], list[str]]
) -> None:
    """Every new file is on the disk, and the folder that names it."""
    replace_files(folder, replacements())

    assert ["kept"] == unsynced(folder)


def test_nothing_to_replace_writes_nothing(folder: Path) -> None:
    """Write not even a journal."""
    folder.chmod(0o500)
    replace_files(folder, [Replacement("kept", sha(b"kept"), b"kept")])

    assert OLD == contents(folder)


@pytest.mark.parametrize(
    ("name", "saved"),
    [("changed", b"saved"), ("changed", None), ("removed", b"saved"), ("removed", None), ("made", b"saved")],
)
def test_what_another_program_changed_stays(folder: Path, name: str, saved: bytes | None) -> None:
    """Name the file that was saved, removed or made, and leave all others as they were."""
    if saved is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(saved)
    before = contents(folder)
    with pytest.raises(ChangedMeanwhileError) as caught:
        replace_files(folder, replacements())

    assert folder / name == caught.value.path
    assert before == contents(folder)


def test_the_last_of_many_saves_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a program saves while its first save is being put back."""
    (tmp_path / "changed").write_bytes(b"old")
    real, saves = special_renames.exchange, [b"first", b"second", b"third"]

    def late(one: Path, other: Path) -> bool:
        if saves:
            (tmp_path / "saved").write_bytes(saves.pop(0))
            (tmp_path / "saved").replace(tmp_path / "changed")
        return real(one, other)

    monkeypatch.setattr(special_renames, "exchange", late)
    with pytest.raises(ChangedMeanwhileError):
        replace_files(tmp_path, [Replacement("changed", sha(b"old"), b"new")])

    assert {"changed": b"third"} == contents(tmp_path)


def interrupt_at(folder: Path, done: set[str]) -> None:
    """Leave what a kill leaves once these files have changed places."""
    lines = []
    for name in ("made", "changed", "removed"):
        old, new = OLD.get(name), NEW.get(name)
        lines.append([name, TOKEN, sha(old), sha(new)])
        target, beside = folder / name, folder / f".{name}.{TOKEN}.civic-partnership"
        for path, data in ((target, new), (beside, old)) if name in done else ((target, old), (beside, new)):
            path.unlink(missing_ok=True)
            if data is not None:
                path.write_bytes(data)
    (folder / JOURNAL).write_text(json.dumps(lines))


@pytest.mark.parametrize(
    "done", [set(), {"made"}, {"made", "changed"}, {"made", "changed", "removed"}], ids=len
)
@pytest.mark.parametrize("name", ["changed", "removed", "made"])
def test_what_was_saved_since_decides(folder: Path, done: set[str], name: str) -> None:
    """Take all back if a file was saved before it changed places; else finish, though the folder was moved."""
    interrupt_at(folder, done)
    (folder / name).write_bytes(b"saved")
    folder = folder.rename(folder.with_name("moved"))
    finish_interrupted(folder)

    assert (NEW if name in done else OLD) | {name: b"saved"} == contents(folder)


@pytest.mark.parametrize("is_moved_in", [False, True])
def test_an_exchange_by_renames_may_be_interrupted(folder: Path, *, is_moved_in: bool) -> None:
    """Lose nothing where the old contents stand under a third name, and the new ones beside or in their place."""
    interrupt_at(folder, {"made"})
    (folder / "changed").rename(folder / f".changed.{TOKEN[::-1]}.civic-partnership")
    if is_moved_in:
        (folder / f".changed.{TOKEN}.civic-partnership").rename(folder / "changed")
    finish_interrupted(folder)

    assert NEW == contents(folder)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "[1]",
        "[" * 100_000,
        f'[["a", "x", null, "{sha(b"")}"]]',
        f'[["a", "{TOKEN}", null, null]]',
        f'[["a", "{TOKEN}", null, "x"]]',
        f'[["..", "{TOKEN}", null, "{sha(b"")}"]]',
        f'[["../a", "{TOKEN}", null, "{sha(b"")}"]]',
        f'[[1, "{TOKEN}", null, "{sha(b"")}"]]',
    ],
)
def test_a_damaged_journal_is_told(folder: Path, text: str) -> None:
    """Do nothing with what it says."""
    (folder / JOURNAL).write_text(text)
    with pytest.raises(DamagedJournalError) as caught:
        finish_interrupted(folder)

    assert folder / JOURNAL == caught.value.path
    assert OLD | {JOURNAL: text.encode()} == contents(folder)
    (folder / JOURNAL).unlink()
    (folder / JOURNAL).symlink_to("kept")
    with pytest.raises(DamagedJournalError):
        finish_interrupted(folder)


@pytest.mark.parametrize(
    ("before", "after"), [(None, b"precious"), (None, b"evil"), (b"precious", None), (b"precious", b"evil")]
)
def test_a_journal_from_elsewhere_moves_nothing_of_mine(
    folder: Path, before: bytes | None, after: bytes | None
) -> None:
    """Keep all files outside the folder, even if their contents are known: it may come from anybody."""
    mine = folder.parent / "mine"
    mine.write_bytes(b"precious")
    lines = [[str(mine), TOKEN, sha(before), sha(after)], ["changed", TOKEN, sha(b"other"), sha(b"x")]]
    (folder / f".changed.{TOKEN}.civic-partnership").write_bytes(b"x")
    (folder / JOURNAL).write_text(json.dumps(lines))
    finish_interrupted(folder)

    assert b"precious" == mine.read_bytes()
    assert OLD == contents(folder)


def test_what_cannot_be_taken_back_waits_for_the_next_command(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keep the journal then, and what stands beside the files."""
    real = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == JOURNAL:
            raise OSError(5, "Input/output error")
        real(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(OSError, match="Input/output"):
            replace_files(folder, replacements())
        assert (folder / JOURNAL).exists()
    finish_interrupted(folder)

    assert contents(folder) in (OLD, NEW)
