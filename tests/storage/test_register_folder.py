import stat
from pathlib import Path
from typing import Never

import pytest
from importing.making import contents, names
from storage.conftest import Restricted

from civic_partnership import Register, load, write
from civic_partnership.errors import CivicPartnershipError, PathError, RecordsError
from civic_partnership.files import JOURNAL, MANIFEST, lock_folder, locks
from civic_partnership.model import Area, Association, Department
from civic_partnership.storage import register_folder as module
from civic_partnership.storage.discovery import find_files
from civic_partnership.storage.parsing import Unreadable
from civic_partnership.storage.register_folder import open_register_folder
from civic_partnership.values import Label

A, B = (Register().replace(Association(id=id, name=id.upper())) for id in "ab")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Write a register."""
    write(A, tmp_path / "register")
    return tmp_path / "register"


def put(path: Path, register: Register = B) -> None:
    """Put a register into a folder."""
    with open_register_folder(path) as place:
        place.replace(register)


def refusal(path: Path, kind: type[CivicPartnershipError] = PathError, register: Register = B) -> str:
    """Return why a register cannot be put there; a dry run says the same, and nothing is changed."""
    before = contents(path.parent) if path.parent.is_dir() else {}
    messages = []
    for dry_run in (True, False):
        with pytest.raises(kind) as caught, open_register_folder(path, dry_run=dry_run) as place:
            place.replace(register, dry_run=dry_run)
        assert caught.value.da != caught.value.en
        assert before == (contents(path.parent) if path.parent.is_dir() else {})
        messages.append(caught.value.en)
    assert messages[0] == messages[1]
    return messages[0]


def test_a_register_takes_the_place_of_another(register: Path) -> None:
    """Read the old register and replace it; leave nothing beside it."""
    with open_register_folder(register) as place:
        assert A == place.register
        place.replace(B)

    assert B == load(register)
    assert ["register"] == names(register.parent)


@pytest.mark.parametrize("name", ["new", "deep/er/new"])
def test_a_new_folder_is_made(tmp_path: Path, name: str) -> None:
    """Make the folders above it as well; remove all where nothing is put into them."""
    with open_register_folder(tmp_path / name) as place:
        assert Register() == place.register
    assert [] == names(tmp_path)
    put(tmp_path / name)

    assert B == load(tmp_path / name)


def test_a_dry_run_makes_nothing(tmp_path: Path, register: Path) -> None:
    """Make no folder, not even for a moment, and read the register that is there."""
    with open_register_folder(tmp_path / "deep" / "new", dry_run=True) as place:
        assert ["register"] == names(tmp_path)
        assert Register() == place.register
    with open_register_folder(register, dry_run=True) as place:
        assert A == place.register


def test_all_else_in_the_folder_stays(register: Path) -> None:
    """Keep other files, folders, links and hidden files, and the modes of all."""
    (register / "README.md").write_text("# Mit\n")
    (register / ".git").mkdir()
    (register / ".git" / "HEAD").write_text("x")
    (register / "link").symlink_to("README.md")
    (register / "associations.toml").chmod(0o600)
    register.chmod(0o750)
    before = (register / "README.md").stat().st_ino
    put(register, B.replace(Area(id="havnen", name="Havnen")))

    assert before == (register / "README.md").stat().st_ino
    assert ("x", Path("README.md")) == (
        (register / ".git" / "HEAD").read_text(),
        (register / "link").readlink(),
    )
    assert (0o600, 0o750) == tuple(
        stat.S_IMODE(each.stat().st_mode) for each in (register / "associations.toml", register)
    )
    assert (register / "areas.toml").exists()


def test_a_kind_without_records_has_no_file(register: Path) -> None:
    """Remove the file of a kind that has no records any more."""
    put(register, Register().replace(Area(id="havnen", name="Havnen")))

    assert ["areas.toml", "municipality.toml"] == names(register)


def test_a_link_to_a_register_stays(tmp_path: Path, register: Path) -> None:
    """Replace the register that a link leads to."""
    (tmp_path / "link").symlink_to("register")
    put(tmp_path / "link")

    assert (Path("register"), B) == ((tmp_path / "link").readlink(), load(register))


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    """Refuse a file, bad links, a path through a file, and an impossible name."""
    (tmp_path / "file").touch()
    (tmp_path / "nowhere").symlink_to("missing")
    (tmp_path / "loop").symlink_to("loop")

    assert "it is no folder. Choose a folder." in refusal(tmp_path / "file")
    assert "the link leads nowhere. Correct the link." in refusal(tmp_path / "nowhere")
    assert "the link leads in circles" in refusal(tmp_path / "loop")
    assert "a part of the path is not a folder" in refusal(tmp_path / "file" / "register")
    assert "characters that no folder can have" in refusal(tmp_path / "a\0b")


def test_a_folder_above_may_be_closed(open_folder: Path, restricted: Restricted) -> None:
    """Write only into the register's own folder."""
    register = open_folder / "register"
    write(A, register)
    register.chmod(0o777)
    with restricted():
        put(register)

    assert B == load(register)


def test_an_export_is_no_register(register: Path) -> None:
    """Refuse an export, and a folder in one."""
    (register / MANIFEST).write_text("{}")

    assert "it is an export. Use the folder of the register itself." in refusal(register)
    assert "it is an export" in refusal(register / "inner")


BY_HAND = [
    ("associations.toml", "# Mine\n[associations.a]\nname = 'A'\n"),
    ("own.toml", 'format_version = 1\n\n[areas.a]\nname = "A"\n'),
    ("deep/areas.toml", 'format_version = 1\n\n[areas.a]\nname = "A"\n'),
    ("areas.toml", "format_version = 1\n"),
]
"""A name and a text in a register; none of them is as the program would write it."""


@pytest.mark.parametrize(("name", "text"), BY_HAND)
def test_what_was_written_by_hand_is_told_where_the_extra_is_missing(
    register: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refuse to delete comments and layout, and say what to do instead."""
    monkeypatch.setattr(module, "can_edit", lambda: False)
    (register / name).parent.mkdir(exist_ok=True)
    (register / name).write_text(text)
    message = refusal(register)

    assert (
        f"{register} cannot be written: {name} was written by hand, and the program would delete" in message
    )
    assert "takes the extra edit: pip install 'civic-partnership[edit]'" in message


@pytest.mark.parametrize(("name", "text"), BY_HAND)
def test_what_was_written_by_hand_is_edited(register: Path, name: str, text: str) -> None:
    """Change records in the files where they stand, and keep all other bytes and files."""
    (register / name).parent.mkdir(exist_ok=True)
    (register / name).write_text(text)
    before = contents(register)
    with open_register_folder(register) as place:
        after = place.register.replace(Association(id="a", name="Å"), Association(id="b", name="B"))
        place.replace(after)

    own = before["associations.toml"].replace(b'"A"', '"Å"'.encode()).replace(b"'A'", '"Å"'.encode())
    assert after == load(register)
    assert before | {"associations.toml": own + b'\n[associations.b]\nname = "B"\n'} == contents(register)


def test_a_file_in_a_folder_below_is_edited(register: Path) -> None:
    """Edit files in folders, make a new file, and remove what a killed command left in them."""
    (register / "deep").mkdir()
    (register / "deep" / "departments.toml").write_text("[departments.d] # d\nname = 'D'\n")
    (register / "deep" / ".x.toml.0123456789abcdef.civic-partnership").touch()
    with open_register_folder(register) as place:
        place.replace(place.register.replace(Department(id="d", name="E"), Area(id="havnen", name="Havnen")))

    assert ["departments.toml"] == names(register / "deep")
    assert '[departments.d] # d\nname = "E"\n' == (register / "deep" / "departments.toml").read_text()
    assert 'format_version = 1\n\n[areas.havnen]\nname = "Havnen"\n' == (register / "areas.toml").read_text()


def test_what_a_link_leads_to_is_not_edited(tmp_path: Path, register: Path) -> None:
    """Refuse to change a file elsewhere; change the files beside a link to it."""
    (tmp_path / "elsewhere.toml").write_text("[areas.havnen]\nname = 'Havnen'\n")
    (register / "areas.toml").symlink_to(tmp_path / "elsewhere.toml")
    with open_register_folder(register) as place:
        place.replace(place.register.replace(Association(id="b", name="B")))
    before = contents(tmp_path)

    assert {"a", "b"} == {*load(register).associations}
    with pytest.raises(PathError) as caught, open_register_folder(register) as place:
        place.replace(place.register.replace(Area(id="byen", name="Byen")))
    assert "areas.toml is a link to a file elsewhere. Put the file itself into the folder." in caught.value.en
    assert before == contents(tmp_path)


def test_an_edit_that_cannot_be_made_changes_nothing(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write no file if one of them cannot be edited."""

    def fail(*_: object, **__: object) -> Never:
        raise PathError("da", "en")

    (register / "areas.toml").write_text("# Mine\n")
    monkeypatch.setattr(module, "find_edits", fail)

    assert "en" == refusal(register)


def test_tables_of_csv_are_no_register_to_import_into(tmp_path: Path) -> None:
    """Refuse an export to CSV whose manifest was deleted."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "areas.csv").write_text("id,name\nhavnen,Havnen\n")
    message = refusal(tmp_path / "tables")

    assert "areas.csv is a table in CSV, and the program would delete the layout in it" in message
    assert f"delete {MANIFEST} in the export" in message


def test_something_else_than_a_register_is_told(tmp_path: Path) -> None:
    """Refuse a folder with documents; accept a new repository, and the files of a desktop."""
    for name in ("documents/a.pdf", "home/.ssh/id", "home/.profile", "empty/.DS_Store", "empty/.git/HEAD"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    for name in ("documents", "home"):
        assert "something else than a register is in it. Choose a new folder." in refusal(tmp_path / name)
    put(tmp_path / "empty")
    assert B == load(tmp_path / "empty")


def test_a_register_that_is_not_in_good_shape_is_told(register: Path) -> None:
    """Raise the errors of `load`, also where a file cannot be read."""
    (register / "areas.toml").symlink_to("areas.toml")
    assert "1 error of shape" in refusal(register, RecordsError)
    (register / "areas.toml").unlink()
    (register / "areas.toml").write_text("[areas.a]\nnam = 'A'\n")
    assert "errors of shape" in refusal(register, RecordsError)


@pytest.mark.parametrize("name", ["associations.toml", "areas.toml"])
def test_a_file_that_another_program_saves_meanwhile_stays(register: Path, name: str) -> None:
    """Name a file that was changed or added meanwhile, and replace no file."""
    before = contents(register)
    with open_register_folder(register) as place:
        (register / name).write_text("# saved")
        with pytest.raises(PathError) as caught:
            place.replace(B.replace(Area(id="havnen", name="Havnen")))

    assert f"another program has changed {name} meanwhile. Try again" in caught.value.en
    assert before | {name: b"# saved"} == contents(register)


def test_a_journal_of_another_hand_is_told(register: Path) -> None:
    """Refuse a journal that this package did not write."""
    (register / JOURNAL).write_text("{}")

    assert f"{JOURNAL} is not as the program writes it" in refusal(register)


def test_where_nothing_may_be_written_it_is_told(open_folder: Path, restricted: Restricted) -> None:
    """Report a folder without access, and a new one beside it."""
    register = open_folder / "register"
    write(A, register)
    open_folder.chmod(0o755)
    with restricted():
        inside, new = refusal(register), refusal(open_folder / "new")

    assert {"access is denied. Give access, or choose another place."} == {
        each.partition(": ")[2] for each in (inside, new)
    }
    assert A == load(register)


def test_what_could_not_be_read_for_a_moment_is_told(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write nothing where a file could not be read."""
    reason = Label("drevet svarer ikke", "the drive does not answer")
    unreadable = (register / "deep", Unreadable(reason, reason))
    monkeypatch.setattr(module, "find_files", lambda folder, **how: [*find_files(folder, **how), unreadable])

    assert f"{register} cannot be written: the drive does not answer." == refusal(register)


def test_somebody_else_holds_the_register(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up after waiting for another program."""
    monkeypatch.setattr(locks, "lock_folder", lambda folder: lock_folder(folder, patience=0.05))
    with lock_folder(register):
        assert "another program is using the place. Try again" in refusal(register)


def test_write_goes_back_into_the_files_that_people_wrote(tmp_path: Path) -> None:
    """Edit only the value that differs; a new folder is written as by `write`."""
    folder = tmp_path / "register"
    folder.mkdir()
    text = '# Mine\n[associations.a]\nname = "A"   # still\n'
    (folder / "mine.toml").write_text(text)
    write(B.without(*B.associations.values()).replace(Association(id="a", name="B")), into=folder)

    assert text.replace('"A"', '"B"') == (folder / "mine.toml").read_text()
    write(B, into=tmp_path / "new")
    assert B == load(tmp_path / "new")


@pytest.mark.parametrize("text", ["# Mine\n[associations.a]\nname = 'A'\n", None])
def test_a_register_may_be_one_file(tmp_path: Path, text: str | None) -> None:
    """Change only this file, whoever wrote it; a new kind of record gets no file of its own."""
    file = tmp_path / "mine.toml"
    write(A, file)
    if text:
        file.write_text(text)
    (tmp_path / "other.toml").write_text("x = [")
    more = A.replace(Area(id="havnen", name="Havnen"))
    write(more, into=file)

    assert more == load(file)
    assert file.read_text().startswith(text or "format_version = 1")
    assert ["mine.toml", "other.toml"] == names(tmp_path)


@pytest.mark.parametrize("places", [{}, {"path": "a.toml", "into": "b"}])
def test_write_takes_one_place(tmp_path: Path, places: dict[str, str]) -> None:
    """Refuse no place, and two."""
    with pytest.raises(TypeError, match="either a path or into="):
        write(A, **{name: tmp_path / each for name, each in places.items()})
