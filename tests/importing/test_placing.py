import os
import shutil
import stat
from pathlib import Path

import pytest
from importing.making import contents
from storage.conftest import Restricted

from civic_partnership import Register, load, write
from civic_partnership.errors import CivicPartnershipError, PathError, RecordsError
from civic_partnership.exporting import MANIFEST, system
from civic_partnership.importing import placing
from civic_partnership.importing.placing import home
from civic_partnership.model import Area, Association
from civic_partnership.storage import locking
from civic_partnership.storage.aside import new_beside
from civic_partnership.storage.documents import Unreadable
from civic_partnership.storage.folder import files
from civic_partnership.storage.locking import locked
from civic_partnership.values import Label

A, B = (Register().replace(Association(id=id, name=id.upper())) for id in "ab")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register that the package wrote."""
    write(A, tmp_path / "register")
    return tmp_path / "register"


def put(path: Path, register: Register = B) -> None:
    """Put a register into a folder."""
    with home(path) as place:
        place.put(register)


def names(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


def told(path: Path, kind: type[CivicPartnershipError] = PathError, *, dry_run: bool = False) -> str:
    """Why nothing can be put there; nothing is changed."""
    before = contents(path.parent) if path.parent.is_dir() else {}
    with pytest.raises(kind) as caught, home(path, dry_run=dry_run) as place:
        place.put(B)
    assert caught.value.da != caught.value.en
    assert before == (contents(path.parent) if path.parent.is_dir() else {})
    return caught.value.en


def test_a_register_takes_the_place_of_another(register: Path) -> None:
    """What stood there is known; afterwards there is the new one, and nothing beside it."""
    with home(register) as place:
        assert A == place.register
        place.put(B)

    assert B == load(register)
    assert ["register"] == names(register.parent)


@pytest.mark.parametrize("name", ["new", "deep/er/new"])
def test_a_new_folder_is_made(tmp_path: Path, name: str) -> None:
    """Those above it as well; if nothing is put into it, all are taken away again."""
    with home(tmp_path / name) as place:
        assert Register() == place.register
    assert [] == names(tmp_path)
    put(tmp_path / name)

    assert B == load(tmp_path / name)


def test_a_dry_run_makes_nothing(tmp_path: Path, register: Path) -> None:
    """Not even for a moment; what is there is told."""
    with home(tmp_path / "deep" / "new", dry_run=True) as place:
        assert ["register"] == names(tmp_path)
        assert Register() == place.register
    with home(register, dry_run=True) as place:
        assert A == place.register


def test_all_else_in_the_folder_stays(register: Path) -> None:
    """The very files, their modes and those of the register, folders, links and what is hidden."""
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


def test_a_file_is_copied_where_it_cannot_stand_twice(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some drives know no such thing."""

    def refuse(*_: object) -> None:
        raise PermissionError

    (register / "README.md").write_text("# Mit\n")
    monkeypatch.setattr(os, "link", refuse)
    put(register)

    assert ("# Mit\n", B) == ((register / "README.md").read_text(), load(register))


def test_a_kind_without_records_has_no_file(register: Path) -> None:
    """Its old one is gone."""
    put(register, Register().replace(Area(id="havnen", name="Havnen")))

    assert ["areas.toml", "municipality.toml"] == names(register)


def test_a_link_to_a_register_stays(tmp_path: Path, register: Path) -> None:
    """What it leads to is replaced."""
    (tmp_path / "link").symlink_to("register")
    put(tmp_path / "link")

    assert (Path("register"), B) == ((tmp_path / "link").readlink(), load(register))


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    """A file, links that lead nowhere or in circles, and a path through a file."""
    (tmp_path / "file").touch()
    (tmp_path / "nowhere").symlink_to("missing")
    (tmp_path / "loop").symlink_to("loop")

    assert "it is no folder. Choose a folder." in told(tmp_path / "file")
    assert "the link leads nowhere. Correct the link." in told(tmp_path / "nowhere")
    assert "the link leads in circles" in told(tmp_path / "loop")
    assert "a part of the path is not a folder" in told(tmp_path / "file" / "register")
    assert "characters that no folder can have" in told(tmp_path / "a\0b")


@pytest.mark.parametrize("dry_run", [False, True])
def test_an_export_is_no_register(register: Path, *, dry_run: bool) -> None:
    """Nor is a folder in one: the next export would not know it again."""
    (register / MANIFEST).write_text("{}")

    assert "it is an export. Import into the folder of the register itself." in told(
        register, dry_run=dry_run
    )
    assert "it is an export" in told(register / "inner", dry_run=dry_run)


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("associations.toml", "# Mine\n[associations.a]\nname = 'A'\n"),
        ("own.toml", 'format_version = 1\n\n[areas.a]\nname = "A"\n'),
        ("deep/areas.toml", 'format_version = 1\n\n[areas.a]\nname = "A"\n'),
        ("areas.toml", "format_version = 1\n"),
    ],
)
def test_what_was_written_by_hand_is_told_with_a_way_out(
    register: Path, name: str, text: str, *, dry_run: bool
) -> None:
    """Comments and layout would be lost; what to do instead works."""
    (register / name).parent.mkdir(exist_ok=True)
    (register / name).write_text(text)
    said = told(register, dry_run=dry_run)

    assert f"{register} cannot be written: {name} was written by hand, and an import would delete" in said
    assert f"delete {MANIFEST} in the export" in said


def test_tables_of_csv_are_no_register_to_import_into(tmp_path: Path) -> None:
    """An export to CSV whose manifest was deleted."""
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "areas.csv").write_text("id,name\nhavnen,Havnen\n")

    assert "areas.csv was written by hand" in told(tmp_path / "tables")


def test_something_else_than_a_register_is_told(tmp_path: Path) -> None:
    """Somebody's documents; what is hidden does not count."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.pdf").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".DS_Store").touch()

    assert "something else than a register is in it. Choose a new folder." in told(tmp_path / "documents")
    put(tmp_path / "empty")
    assert B == load(tmp_path / "empty")


def test_a_register_that_is_not_in_good_shape_is_told(register: Path) -> None:
    """As `load` tells it, also where a file cannot be read."""
    (register / "areas.toml").symlink_to("areas.toml")
    assert "1 error of shape" in told(register, RecordsError)
    (register / "areas.toml").unlink()
    (register / "areas.toml").write_text("[areas.a]\nnam = 'A'\n")
    assert "errors of shape" in told(register, RecordsError)


def test_the_folder_one_stands_in_is_not_replaced(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands there would stand nowhere."""
    monkeypatch.chdir(register)

    assert "you stand in it" in told(Path())


def test_a_register_that_would_not_read_back_is_not_put(register: Path) -> None:
    """The old one stays."""
    before = contents(register)
    with pytest.raises(RecordsError), home(register) as place:
        place.put(B.replace(Area(id="havnen", name="")))

    assert before == contents(register)
    assert ["register"] == names(register.parent)


def test_what_write_refuses_is_told_of_the_folder_itself(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not of the one beside it, which nobody has heard of."""

    def refuse(_: Register, folder: Path) -> None:
        raise PathError(f"{folder} kan ikke skrives.", f"{folder} cannot be written.")

    monkeypatch.setattr(placing, "write", refuse)

    assert f"{register} cannot be written." == told(register)


def test_where_nothing_may_be_written_it_is_told(open_folder: Path, restricted: Restricted) -> None:
    """In the folder, or beside it."""
    register = open_folder / "register"
    write(A, register)
    open_folder.chmod(0o755)
    register.chmod(0o777)
    with restricted():
        beside, new = told(register), told(open_folder / "new")
    open_folder.chmod(0o777)
    register.chmod(0o755)
    with restricted():
        inside = told(register)

    assert {"access is denied. Give access, or choose another place."} == {
        each.partition(": ")[2] for each in (beside, new, inside)
    }
    assert A == load(register)


def in_turn(one: Path, other: Path) -> bool:
    """Stands for a system that cannot exchange two folders in one step."""
    return False


def test_where_folders_cannot_be_exchanged_they_take_turns(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And where the new one cannot be put there, the old one is put back."""
    monkeypatch.setattr(system, "exchange", in_turn)
    put(register)
    assert B == load(register)
    real = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PathError, match="there is no room"), home(register) as place:
        place.put(A)

    assert B == load(register)
    assert ["register"] == names(register.parent)


def test_what_cannot_be_put_back_is_not_deleted(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays beside its place, and the next import puts it back."""
    monkeypatch.setattr(system, "exchange", in_turn)
    real = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name in ("new", "old"):
            raise OSError(28, "No space left on device")
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        with pytest.raises(PathError, match="there is no room"), home(register) as place:
            place.put(B)
        assert not register.exists()
    with home(register) as place:
        assert A == place.register


def test_what_could_not_be_read_for_a_moment_is_told(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is put where it is not known what stands there."""
    reason = Label("drevet svarer ikke", "the drive does not answer")
    unreadable = (register / "deep", Unreadable(reason, reason))
    monkeypatch.setattr(placing, "files", lambda folder, **how: [*files(folder, **how), unreadable])

    assert f"{register} cannot be written: the drive does not answer." == told(register)


def leftover(register: Path, name: str = "register") -> Path:
    """A folder that a killed import has left."""
    beside = register.with_name(f".{name}.0123456789abcdef.civic-partnership-import")
    beside.mkdir()
    return beside


def test_what_killed_imports_have_left_is_taken_away(register: Path) -> None:
    """But nothing of another register, and no link; a dry run leaves it."""
    write(B, leftover(register) / "new")
    other = leftover(register, "register-2")
    link = register.with_name(".register.1123456789abcdef.civic-partnership-import")
    link.symlink_to(other.name)
    with home(register, dry_run=True):
        pass
    assert 4 == len(names(register.parent))
    put(register)

    assert sorted(["register", other.name, link.name]) == names(register.parent)


def test_a_register_that_was_moved_aside_is_put_back(register: Path) -> None:
    """It is what the next import changes."""
    shutil.move(register, leftover(register) / "old")
    with home(register) as place:
        assert A == place.register

    assert A == load(register)


def test_names_that_are_long_are_told_apart(tmp_path: Path) -> None:
    """Also where they begin alike, and have letters of several bytes."""
    one, two = tmp_path / ("æ" * 100 + "1"), tmp_path / ("æ" * 100 + "2")
    put(one)
    put(two, A)

    assert new_beside(one).name[:40] != new_beside(two).name[:40]
    assert (B, A) == (load(one), load(two))


def test_a_register_behind_a_link_that_was_moved_aside_is_put_back(register: Path) -> None:
    """Until then the link leads nowhere."""
    link = register.with_name("link")
    link.symlink_to(register)
    shutil.move(register, leftover(register) / "old")
    with home(link) as place:
        assert A == place.register

    assert A == load(register)


def test_what_another_program_made_meanwhile_stays(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And so does what stood there before, which the next import leaves alone too; it is said where it is."""
    (register / "notes.txt").write_text("kept")
    rename = Path.rename

    def meddled(path: Path, target: Path) -> Path:
        moved = rename(path, target)
        if path == register:
            shutil.copytree(target, register)
        return moved

    monkeypatch.setattr(system, "exchange", in_turn)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", meddled)
        with pytest.raises(PathError) as caught:
            put(register)
    put(register)

    (old,) = register.parent.glob(".register.*/old")
    assert (A, B) == (load(old), load(register))
    assert "kept" == (old / "notes.txt").read_text()
    assert caught.value.da.endswith(f"Hvad der stod i den, ligger i {old}.")
    assert caught.value.en.endswith(f"What stood in it is in {old}.")


def test_somebody_else_holds_the_register(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has waited for long enough is told."""
    monkeypatch.setattr(locking, "locked", lambda folder: locked(folder, patience=0.05))
    with locked(register):
        assert "another program is using the place. Try again" in told(register)


def test_a_folder_whose_parent_cannot_be_listed(open_folder: Path, restricted: Restricted) -> None:
    """It may be open for writing and closed for reading: nothing is looked for there."""
    put(open_folder / "register")
    (open_folder / "register").chmod(0o777)
    open_folder.chmod(0o733)
    with restricted():
        put(open_folder / "register", A)
    open_folder.chmod(0o777)

    assert A == load(open_folder / "register")
