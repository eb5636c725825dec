"""The command `resolve`."""

import contextlib
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from cli.terminal import Run

from civic_partnership import Register, load, read, write
from civic_partnership.merging import merge_into_folder
from civic_partnership.model import RecordKey

KEY = RecordKey("partnerships", "nordby-boldklub")
PLACE = "partnerships.nordby-boldklub.grants[2024].amount"
NOTE = "partnerships.nordby-boldklub.note"


def make_conflicts(base: Register, folder: Path) -> None:
    """Merge two registers that differ in an amount and in a note, in one step, into a folder."""
    sides: list[Register] = []
    for number in (1, 2):
        club: Any = base.get(KEY)
        grants = tuple(
            attrs.evolve(each, amount=each.amount + number) if each.year == 2024 else each
            for each in club.grants
        )
        sides.append(base.replace(attrs.evolve(club, grants=grants, note=f"note {number}")))
    ours, theirs = sides
    merge_into_folder(base, ours, theirs, folder)


@pytest.fixture
def folder(tmp_path: Path, examples: Path) -> Path:
    """Give the folder of a register with two open conflicts."""
    make_conflicts(load(examples / "nordby"), tmp_path / "register")
    return tmp_path / "register"


def club_in(folder: Path) -> tuple[int, str]:
    """Return the two values that are in conflict, as the register holds them now."""
    club: Any = read(folder).register.get(KEY)
    return int(club.grants[3].amount), club.note


def test_open_conflicts_are_listed(run: Run, folder: Path) -> None:
    """Without a choice, each open conflict is told with its three values; a pattern selects some."""
    text = f"""\
1 åben konflikt; i registeret står vores værdi, medmindre den er rettet siden:
  {NOTE} (bemærkning)
    før    (ikke udfyldt)
    vores  note 1
    deres  note 2
Afgør dem med resolve PATTERN og --ours, --theirs eller --value V.
"""
    assert (1, text, "") == run("resolve", "*.note", "--register", folder)
    status, out, _ = run("resolve", "--register", folder, "--lang", "en")
    assert (1, True) == (status, out.startswith("2 open conflicts; the register holds our value"))


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (["--ours"], (200_001, "note 1")),
        (["--theirs"], (200_002, "note 2")),
        (["*", "--theirs"], (200_002, "note 2")),
    ],
)
def test_all_are_settled_at_once(run: Run, folder: Path, choice: list[str], expected: Any) -> None:
    """The register holds the chosen values, and the file of conflicts is gone."""
    status, out, err = run("resolve", *choice, "--register", folder)

    text = f"Afgjort: {PLACE}\nAfgjort: {NOTE}\nIngen konflikt er åben.\n"
    assert (0, sorted(text.splitlines()), "") == (status, sorted(out.splitlines()), err)
    assert expected == club_in(folder)
    assert not (folder / "conflicts.toml").exists()
    assert () == read(folder).findings
    assert (0, "Ingen konflikt er åben.\n", "") == run("resolve", "--register", folder)
    assert 0 == run("resolve", "--theirs", "--register", folder)[0]


def test_one_is_settled_by_its_pattern(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others stay open; a value is typed as in `set`, and the register is the current folder."""
    monkeypatch.chdir(folder)
    how = ("resolve", "partnerships.*.grants[2024].amount", "--value", "210.000")

    dry = run(*how, "--dry-run")
    assert (1, f"Ville blive afgjort: {PLACE}\n1 konflikt er åben.\n", "") == dry
    assert (200_001, "note 1") == club_in(folder)

    assert (1, f"Settled: {PLACE}\n1 conflict is open.\n", "") == run(*how, "--lang", "en")
    assert (210_000, "note 1") == club_in(folder)
    (finding,) = read(folder).findings
    assert ("open-conflict", ("note",)) == (finding.rule, finding.path)


def test_comments_stay(run: Run, folder: Path) -> None:
    """A file that people wrote is edited where it stands."""
    file = folder / "partnerships.toml"
    file.write_bytes(b"# hand\n" + file.read_bytes())
    before = file.read_text()

    assert 1 == run("resolve", PLACE, "--theirs", "--register", folder)[0]

    assert before.replace("200001", "200002") == file.read_text()


def test_a_place_changed_by_hand_is_kept_or_replaced(run: Run, folder: Path) -> None:
    """What stands there now is ours; their value replaces it."""
    file = folder / "partnerships.toml"
    file.write_text(file.read_text().replace("200001", "200009"))
    run("resolve", NOTE, "--ours", "--register", folder)

    assert (200_009, "note 1") == club_in(folder)

    assert 0 == run("resolve", PLACE, "--theirs", "--register", folder)[0]
    assert (200_002, "note 1") == club_in(folder)


def test_a_place_that_is_gone_is_told(run: Run, folder: Path) -> None:
    """Their value is not lost: the conflict stays open until somebody closes it."""
    register = read(folder).register
    text = (folder / "conflicts.toml").read_text()
    (folder / "conflicts.toml").unlink()
    write(register.without(register.partnerships["nordby-boldklub"]), folder)
    (folder / "conflicts.toml").write_text(text)

    status, out, _ = run("resolve", "--theirs", "--register", folder, "--lang", "en")

    assert (1, 2) == (status, out.count("is no longer in the register"))
    assert out.endswith("2 conflicts are open.\n")
    assert text == (folder / "conflicts.toml").read_text()
    assert [None, None] == [finding.record for finding in read(folder).findings]
    assert 0 == run("resolve", "--ours", "--register", folder)[0]
    assert () == read(folder).findings


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--ours", "--theirs"], "Vælg ét af --ours, --theirs og --value."),
        (["*", "--ours", "--value", "1"], "Vælg ét af --ours, --theirs og --value."),
        (["--value", "1"], "Giv også PATTERN"),
        (["areas.*", "--ours"], "Ingen åben konflikt passer til areas.*"),
        ([PLACE, "--value", "mange"], "amount (beløb)"),
        ([PLACE, "--value", ""], "amount (beløb)"),
    ],
)
def test_wrong_use_is_told(run: Run, folder: Path, arguments: list[str], words: str) -> None:
    """A choice is one of three, a pattern fits something, and a file could hold the value."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    status, out, err = run("resolve", *arguments, "--register", folder)

    assert (2, "") == (status, out)
    assert words in err
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


@contextlib.contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, as on a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def test_a_full_disk_leaves_the_old_state(run: Run, folder: Path) -> None:
    """Neither the register nor the file of conflicts changes, and nothing is left beside them."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    with full_disk(100):
        status, _, err = run("resolve", NOTE, "--theirs", "--register", folder, "--lang", "en")

    assert (3, True) == (status, "cannot be written" in err)
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert 1 == run("resolve", NOTE, "--theirs", "--register", folder)[0]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_without_a_register_is_told(run: Run, tmp_path: Path, *, is_there: bool) -> None:
    """A wrong path is not told as a register without conflicts."""
    if is_there:
        (tmp_path / "empty").mkdir()

    status, out, err = run("resolve", "--register", tmp_path / "empty", "--lang", "en")

    assert (3, "", True) == (status, out, "there is no register" in err)
    assert is_there == (tmp_path / "empty").exists()


def test_a_damaged_file_of_conflicts_is_told(run: Run, folder: Path) -> None:
    """It is told like any file, and the register stays."""
    with (folder / "conflicts.toml").open("a") as file:
        file.write("what = 1\n")

    status, _, err = run("resolve", "--ours", "--register", folder, "--lang", "en")

    assert (1, True) == (status, 'There is no "what" here.' in err)
    (folder / "conflicts.toml").write_bytes(b"\xff")
    assert 3 == run("resolve", "--register", folder)[0]


def test_a_link_is_not_replaced(run: Run, folder: Path, tmp_path: Path) -> None:
    """Where the file of conflicts is a link to a file elsewhere, nothing is written."""
    elsewhere = tmp_path / "elsewhere.toml"
    (folder / "conflicts.toml").rename(elsewhere)
    (folder / "conflicts.toml").symlink_to(elsewhere)
    before = elsewhere.read_bytes()

    status, _, err = run("resolve", "--ours", "--register", folder, "--lang", "en")

    assert (3, before) == (status, elsewhere.read_bytes())
    assert "conflicts.toml is a link to a file elsewhere" in err
    assert (folder / "conflicts.toml").is_symlink()
