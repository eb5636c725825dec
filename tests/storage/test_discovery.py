import itertools
import os
import stat
from pathlib import Path

import pytest
from storage.conftest import Restricted

from civic_partnership.errors import PathError
from civic_partnership.files import JOURNAL
from civic_partnership.storage.discovery import find_files, missing_tables, read_bytes
from civic_partnership.storage.parsing import Unreadable


def create_files(folder: Path, *names: str) -> None:
    """Create empty files under a folder."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def walk_files(folder: Path) -> tuple[list[str], dict[str, str]]:
    """Return the files under a folder in order, and the reason for each path that cannot be walked."""
    files, refusals = [], {}
    for each in find_files(folder):
        if isinstance(each, tuple):
            refusals[each[0].relative_to(folder).as_posix()] = each[1].reason.en
        else:
            files.append(each.relative_to(folder).as_posix())
    return files, refusals


def test_a_tree_that_is_too_large_is_not_walked_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Report once that there is too much, and read what was seen before."""
    create_files(tmp_path, "a.toml", "b/c/d/e.toml", "b/c/d/f/g.toml", "z/h.toml")
    monkeypatch.setattr("civic_partnership.storage.discovery.MAX_ENTRIES", 4)
    files, refusals = walk_files(tmp_path)

    assert "a.toml" == files[0]
    assert [True] == ["files and folders below" in reason for reason in refusals.values()]


def test_what_the_system_hands_out_as_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_time: None
) -> None:
    """Do not wait for a file that has no more to read yet, such as the kernel's log or a pipe."""
    os.mkfifo(tmp_path / "kmsg")
    held_open = os.open(tmp_path / "kmsg", os.O_RDWR)
    monkeypatch.setattr(stat, "S_ISREG", lambda _: True)
    with pytest.raises(Unreadable) as caught:
        read_bytes(tmp_path / "kmsg", 100)
    os.close(held_open)

    assert "it is not an ordinary file" == caught.value.reason.en


@pytest.mark.parametrize("order", list(itertools.permutations(["b.toml", "a/z.toml", "a.toml", "B.toml"])))
def test_takes_files_in_the_order_of_their_names(tmp_path: Path, order: tuple[str, ...]) -> None:
    """Find files in the order of their names, folder by folder."""
    create_files(tmp_path, *order)

    assert (["B.toml", "a/z.toml", "a.toml", "b.toml"], {}) == walk_files(tmp_path)


def test_takes_toml_files_only(tmp_path: Path) -> None:
    """Find files with the suffix in any case, and pass over hidden and other files."""
    create_files(
        tmp_path, "a.toml", "b.TOML", "c.Toml", "d.json", "e.toml.bak", "toml", "f.toml~", "README.md"
    )
    create_files(
        tmp_path,
        ".hidden.toml",
        ".toml",
        "~open.toml",
        "~/n.toml",
        ".git/g.toml",
        "h/.cache/i.toml",
        "x.toml/j.toml",
        "x.toml/k.md",
    )

    assert (["a.toml", "b.TOML", "c.Toml", "x.toml/j.toml"], {}) == walk_files(tmp_path)


def test_takes_a_file_as_it_is(tmp_path: Path) -> None:
    """Take a path that is no folder, whatever its name and kind."""
    create_files(tmp_path, ".hidden", "x")

    assert [tmp_path / ".hidden"] == list(find_files(tmp_path / ".hidden"))
    assert [Path(os.devnull)] == list(find_files(Path(os.devnull)))


@pytest.mark.parametrize("names", [[], ["a.json"], [".a.toml"], ["b/c.md"], ["b/.toml"]])
def test_tells_a_folder_without_records(tmp_path: Path, names: list[str]) -> None:
    """Report a folder with nothing to read: it may be the wrong one."""
    create_files(tmp_path, *names)

    assert ([], {".": "the folder has no .toml or .csv file"}) == walk_files(tmp_path)


def test_walks_links_once(tmp_path: Path) -> None:
    """Report a link that leads in a circle, and read all else once."""
    create_files(tmp_path, "a/1.toml", "b/2.toml", "c.toml")
    (tmp_path / "a" / "b").symlink_to(tmp_path / "b")
    (tmp_path / "b" / "a").symlink_to(tmp_path / "a")
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "self.toml").symlink_to("self.toml")
    (tmp_path / "dangling.toml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    files, refusals = walk_files(tmp_path)

    assert ["1.toml", "2.toml", "c.toml"] == sorted(Path(name).name for name in files)
    assert {"a/b/a", "b", "up", "self", "self.toml", "dangling.toml"} == set(refusals)
    assert {refusals[name] for name in ("a/b/a", "b", "up")} == {"the link leads to a folder read already"}
    assert "the link leads nowhere" == refusals["dangling.toml"]
    assert "the link leads in circles" == refusals["self"]


@pytest.mark.parametrize(
    "path", ["missing", "missing/x.toml", "file.toml/x", "x" * 300, "nul\0byte", "loop", "\ud800"], ids=ascii
)
def test_raises_for_a_path_that_leads_nowhere(tmp_path: Path, path: str) -> None:
    """Raise an error, in Danish and English, only for a path that is missing or may not be looked at."""
    create_files(tmp_path, "file.toml")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(PathError) as raised:
        list(find_files(tmp_path / path))

    assert raised.value.da != raised.value.en == str(raised.value)


@pytest.mark.parametrize("kind", ["fifo", "socket", "device", "folder"])
@pytest.mark.usefixtures("in_time")
def test_reads_no_content_but_of_ordinary_files(tmp_path: Path, kind: str) -> None:
    """Never open anything but an ordinary file, so that nothing waits for it."""
    path = tmp_path / "x.toml"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        os.mknod(path, stat.S_IFSOCK | 0o600)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    with pytest.raises(Unreadable) as raised:
        read_bytes(path, 100)

    assert "it is not an ordinary file" == raised.value.reason.en


@pytest.mark.parametrize(
    ("size", "limit", "message"),
    [
        (11, 10, "the file is larger than 10 byte"),
        (2**20 + 1, 2**20, "the file is larger than 1 MiB"),
        (2**20 * 3 // 2 + 1, 2**20 * 3 // 2, "the file is larger than 1.5 MiB"),
    ],
)  # fmt: skip
def test_reads_no_more_than_the_limit(tmp_path: Path, size: int, limit: int, message: str) -> None:
    """Read a file of as many bytes as the limit, and refuse one of one byte more."""
    (tmp_path / "small").write_bytes(b"#" * (size - 1))
    (tmp_path / "large").write_bytes(b"#" * size)
    with pytest.raises(Unreadable) as raised:
        read_bytes(tmp_path / "large", limit)

    assert b"#" * (size - 1) == read_bytes(tmp_path / "small", limit)
    assert message == raised.value.reason.en


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system has no such file")
def test_reads_no_more_than_the_limit_of_a_file_that_hides_its_size() -> None:
    """Refuse a file that claims to be empty and is larger than the limit."""
    with pytest.raises(Unreadable, match="larger"):
        read_bytes(Path("/proc/self/status"), 10)


JOURNAL_TEXT = """[["areas.toml", "0123456789abcdef", null,
"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]]"""


def test_what_a_killed_command_began_is_finished_before_reading(tmp_path: Path) -> None:
    """Finish an interrupted writing first, so that no reader sees a part of it."""
    (tmp_path / JOURNAL).write_text(JOURNAL_TEXT)
    (tmp_path / ".areas.toml.0123456789abcdef.civic-partnership").touch()

    assert [tmp_path / "areas.toml"] == list(find_files(tmp_path))
    assert [tmp_path / "areas.toml"] == list(tmp_path.iterdir())


def test_what_cannot_be_finished_is_told(open_folder: Path, restricted: Restricted) -> None:
    """Report a writing that cannot be finished, and read the files all the same."""
    (open_folder / JOURNAL).write_text(JOURNAL_TEXT)
    (open_folder / ".areas.toml.0123456789abcdef.civic-partnership").touch()
    (open_folder / "associations.toml").touch()
    with restricted():
        first, *others = find_files(open_folder)

    assert isinstance(first, tuple)
    journal, unreadable = first
    assert open_folder / JOURNAL == journal
    assert "writing into the folder was interrupted and cannot be finished (access is denied)" == (
        unreadable.reason.en
    )
    assert [open_folder / "associations.toml"] == others


def test_a_folder_that_cannot_be_looked_at_is_told(open_folder: Path, restricted: Restricted) -> None:
    """Report a folder whose name can be read, but nothing else of it: there may be records in it."""
    create_files(open_folder, "a.toml", "locked/b/c.toml")
    (open_folder / "locked").chmod(0o744)
    with restricted():
        files, refusals = walk_files(open_folder)
    (open_folder / "locked").chmod(0o755)

    assert ["a.toml"] == files
    assert {"locked/b": "access is denied"} == refusals


DESCRIPTION = (
    b'{"resources": [{"path": "areas.csv"}, {"path": "programmes.csv"}, {"data": []}, {"path": ["x"]}]}'
)


def test_tables_that_are_described_and_not_there_are_told() -> None:
    """Find missing tables beside each description, whatever the case of names."""
    files = {"datapackage.json": DESCRIPTION, "AREAS.csv": b"", "below/DataPackage.JSON": DESCRIPTION}

    assert ["below/areas.csv", "below/programmes.csv", "programmes.csv"] == sorted(missing_tables(files))
    assert {} == missing_tables({"areas.csv": b""})


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b"1", b'{"resources": 1}', b'{"resources": [1]}', b"[" * 100_000, b"\xff"]
)
def test_what_is_no_description_says_nothing(data: bytes) -> None:
    """Pass over a description of another kind."""
    assert {} == missing_tables({"datapackage.json": data})
