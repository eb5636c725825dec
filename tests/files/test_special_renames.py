import ctypes
from pathlib import Path

import pytest

from civic_partnership.files.special_renames import exchange, move_to_free_name


def test_two_folders_change_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Find each where the other was, with all that it holds; a relative path is one, too."""
    one, other = tmp_path / "one", tmp_path / "ø" / "other"
    for folder in (one, other):
        folder.mkdir(parents=True)
        (folder / folder.name).touch()
    monkeypatch.chdir(tmp_path)

    assert exchange(Path("one"), other)
    assert [one / "other", other / "one"] == [*one.iterdir(), *other.iterdir()]


def test_what_cannot_be_exchanged_stays(tmp_path: Path) -> None:
    """Return False and change nothing: a folder has no place in itself."""
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)

    assert not exchange(inner.parent, inner)
    assert inner.is_dir()


def test_what_is_missing_cannot_be_exchanged(tmp_path: Path) -> None:
    """Raise an error that names both."""
    (tmp_path / "one").mkdir()
    with pytest.raises(FileNotFoundError) as caught:
        exchange(tmp_path / "one", tmp_path / "other")

    assert (str(tmp_path / "one"), str(tmp_path / "other")) == (
        caught.value.filename,
        caught.value.filename2,
    )


@pytest.fixture(params=["renameat2", "no such call"])
def _system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run on a system that has the call, and on one that has none."""
    if request.param != "renameat2":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())


@pytest.mark.usefixtures("_system")
def test_a_file_moves_to_a_free_name_only(tmp_path: Path) -> None:
    """Keep what has the name already, even a link that leads nowhere."""
    one, other, link = tmp_path / "one", tmp_path / "other", tmp_path / "link"
    one.write_text("1")
    move_to_free_name(one, other)
    assert "1" == other.read_text()
    one.write_text("2")
    link.symlink_to("nowhere")

    for taken in (other, link):
        with pytest.raises(FileExistsError):
            move_to_free_name(one, taken)
    assert ("1", "2") == (other.read_text(), one.read_text())


def test_a_system_without_the_call_exchanges_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Return False, and touch neither."""
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())

    assert not exchange(tmp_path / "one", tmp_path / "other")
