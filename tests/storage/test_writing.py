import contextlib
import os
import random
import re
import resource
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from storage.conftest import Restricted

from civic_partnership.errors import PathError, RecordsError
from civic_partnership.files import lock_folder
from civic_partnership.model import Area, Department, Grant, Municipality, Partner, Partnership, Register
from civic_partnership.storage import Format, from_dict, load, parse, read, to_dict, to_text, write
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Dated, Table

EXAMPLES = sorted(
    path.parent for path in (Path(__file__).parents[2] / "examples").glob("*/municipality.toml")
)
FORMATS: tuple[Format, ...] = ("toml", "json", "ndjson")
TARGETS = ("one.toml", "one.json", "one.ndjson", "folder")
HAVNEN, BYEN = Area(id="havnen", name="Havnen"), Area(id="byen", name="Byen 😀")
SMALL = Register().replace(Municipality(name="Nordby"), HAVNEN, BYEN, Department(id="kultur", name="Kultur"))


def folder_contents(folder: Path) -> dict[str, bytes]:
    """Read all files under a folder: name -> content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def comes_back(register: Register, folder: Path) -> None:
    """Write and read a register in every way; get the same register and the same bytes."""
    assert register == from_dict(to_dict(register)).register
    for format in FORMATS:
        reading = parse(to_text(register, format), format)
        assert ((), register) == (reading.findings, reading.register)
        assert to_text(register, format) == to_text(reading.register, format)
    for name in TARGETS:
        write(register, folder / name)
        assert register == load(folder / name)
    before = folder_contents(folder)
    for name in TARGETS:
        write(load(folder / name), folder / name)
    assert before == folder_contents(folder)


@settings(max_examples=25, deadline=None)
@given(registers())
def test_read_and_write_are_inverse(tmp_path_factory: pytest.TempPathFactory, register: Register) -> None:
    """Read a register back from tables, texts, files and a folder, and write it alike again."""
    comes_back(register, tmp_path_factory.mktemp("written"))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_examples_come_back(folder: Path, tmp_path: Path) -> None:
    """Read each example back from wherever it is written."""
    register = read(folder).register
    comes_back(
        Register(municipality=register.municipality).replace(*[r for k, r in register if k.id]), tmp_path
    )


@settings(max_examples=30, deadline=None)
@given(registers(), st.randoms(use_true_random=False))
def test_bytes_do_not_depend_on_the_order_of_making(register: Register, order: random.Random) -> None:
    """Write the same bytes whatever the order of records and of tables inside them."""
    rows = [record for _, record in register]
    order.shuffle(rows)
    shuffled = to_dict(register)
    order.shuffle(keys := list(shuffled))
    again = from_dict({key: dict(reversed(shuffled[key].items())) for key in keys}).register

    for format in FORMATS:
        assert (
            to_text(register, format) == to_text(Register().replace(*rows), format) == to_text(again, format)
        )


def test_a_small_register_as_text() -> None:
    """Write a small register: the version first, then kind by kind, by id, exact numbers."""
    grant = Grant(year=2021, amount=Decimal("200000.50"))
    register = SMALL.replace(
        Partnership(id="p", programme="s", partners=(Partner(association="æ"),), grants=(grant,))
    )

    assert """\
format_version = 1

[municipality]
name = "Nordby"

[departments.kultur]
name = "Kultur"

[areas.byen]
name = "Byen 😀"

[areas.havnen]
name = "Havnen"

[partnerships.p]
programme = "s"
partners = [
    { association = "æ" },
]
grants = [
    { year = 2021, amount = 200000.5 },
]
""" == to_text(register)
    assert """\
{
  "format_version": 1,
  "partnerships": {
    "p": {
      "programme": "s",
      "partners": [],
      "grants": [
        {
          "year": 2021,
          "amount": 200000.5
        }
      ]
    }
  }
}
""" == to_text(Register().replace(Partnership(id="p", programme="s", partners=(), grants=(grant,))), "json")
    assert "format_version = 1\n" == to_text(Register())
    assert '"exempt": {\n        "æ": "ø 😀"' in to_text(
        Register().replace(Area(id="a", name="A", exempt=Table({"æ": Dated.always("ø 😀")}))), "json"
    )


def test_a_folder_has_one_file_a_kind(tmp_path: Path) -> None:
    """Write a file for each kind and for the municipality, and remove stale ones."""
    target = tmp_path / "new" / "register"
    write(SMALL, target)
    assert ["areas.toml", "departments.toml", "municipality.toml"] == list(folder_contents(target))
    assert all(
        tomllib.loads(text.decode())["format_version"] == 1 for text in folder_contents(target).values()
    )

    write(Register(), target)
    assert {"municipality.toml": b"format_version = 1\n"} == folder_contents(target)
    assert Register() == load(target)


@pytest.mark.parametrize("name", ["other.toml", "areas.toml", "areas.TOML", "below/areas.toml", "Areas.toml"])
def test_refuses_a_folder_with_other_records(tmp_path: Path, name: str) -> None:
    """Refuse a folder with records of another hand; hidden and other files do not matter."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("# kept")
    with pytest.raises(PathError, match="holds a file that the program did not write"):
        write(SMALL, tmp_path)
    assert {name: b"# kept"} == folder_contents(tmp_path)

    (tmp_path / name).rename(tmp_path / "README.md")
    (tmp_path / ".hidden.toml").touch()
    write(SMALL, tmp_path)
    assert {"README.md", ".hidden.toml"} < set(folder_contents(tmp_path))


def test_a_folder_is_a_folder_whatever_it_is_called(tmp_path: Path) -> None:
    """Write into an existing folder, though its name ends like that of a file."""
    for name in ("x.toml", "v1.2"):
        (tmp_path / name).mkdir()
        write(SMALL, tmp_path / name)
        assert SMALL == load(tmp_path / name)


@pytest.mark.parametrize("name", ["x.csv", "x.toml.bak", "x.TOM"])
def test_refuses_a_suffix_that_it_does_not_know(tmp_path: Path, name: str) -> None:
    """Refuse to write a file of another suffix."""
    with pytest.raises(PathError, match="suffix is not known"):
        write(SMALL, tmp_path / name)
    assert {} == folder_contents(tmp_path)


def test_writes_through_a_link(tmp_path: Path) -> None:
    """Write the file that a link leads to, and keep the link."""
    (tmp_path / "link.toml").symlink_to(tmp_path / "one.toml")
    write(SMALL, tmp_path / "link.toml")

    assert (tmp_path / "link.toml").is_symlink()
    assert SMALL == load(tmp_path / "one.toml")


@pytest.mark.parametrize(
    "target",
    ["file/one.toml", "file/below/one.toml", "file", "nul\0.toml", "nul\0", "x" * 300, "loop.toml"],
    ids=ascii,
)
def test_refuses_a_target_that_leads_nowhere(tmp_path: Path, target: str) -> None:
    """Say in both languages that nothing can be written, and leave nothing behind."""
    (tmp_path / "file").write_text("kept")
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    with pytest.raises(PathError) as raised:
        write(SMALL, tmp_path / target)

    assert raised.value.da != raised.value.en
    assert not re.search(
        "[Ll]oop|[Dd]irectory|[Nn]ull|File", raised.value.da.replace(str(tmp_path / target), "")
    )
    assert {"file": b"kept"} == folder_contents(tmp_path)


@pytest.mark.parametrize(
    "name", ["x.JSON", "new/below/one.toml", "new/below/one.json", "new/below/one.ndjson", "new/folder"]
)
def test_makes_the_folders_above(tmp_path: Path, name: str) -> None:
    """Make the missing folders above a file or a folder; take a suffix in any case."""
    write(SMALL, tmp_path / name)

    assert SMALL == load(tmp_path / name)
    assert Path(name).suffix == "" or (tmp_path / name).is_file()


@pytest.mark.parametrize("kind", ["fifo", "folder"])
def test_leaves_what_is_no_file(tmp_path: Path, kind: str) -> None:
    """Replace no file where something else has the name of one of them."""
    write(SMALL, tmp_path)
    before = {**folder_contents(tmp_path)}
    del before["municipality.toml"]
    (tmp_path / "municipality.toml").unlink()
    os.mkfifo(tmp_path / "municipality.toml") if kind == "fifo" else (tmp_path / "municipality.toml").mkdir()
    with pytest.raises(PathError):
        write(SMALL.without(HAVNEN), tmp_path)

    assert not (tmp_path / "municipality.toml").is_file()
    assert before == folder_contents(tmp_path)


@contextlib.contextmanager
def small_files(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", TARGETS)
def test_a_full_disk_harms_nothing(tmp_path: Path, name: str) -> None:
    """Leave the old files alone where the disk fills up while writing."""
    write(SMALL, tmp_path / name)
    before = folder_contents(tmp_path)
    larger = SMALL.replace(Area(id="stor", name="x" * 5000), Municipality(name="Ny"))
    with small_files(4096), pytest.raises(PathError, match="the file becomes too large"):
        write(larger, tmp_path / name)

    assert before == folder_contents(tmp_path)
    write(larger, tmp_path / name)
    assert larger == load(tmp_path / name)


@pytest.mark.parametrize("name", ["one.toml", "folder"])
def test_a_forbidden_target_harms_nothing(open_folder: Path, restricted: Restricted, name: str) -> None:
    """Leave the old files alone where nothing may be written."""
    write(SMALL, open_folder / name)
    before = folder_contents(open_folder)
    for path in (open_folder / name, open_folder):
        path.chmod(0o555)
    with restricted(), pytest.raises(PathError, match="cannot be written: access is denied") as raised:
        write(Register(), open_folder / name)

    assert str(open_folder / name) in raised.value.da
    assert before == folder_contents(open_folder)


def test_a_file_that_was_edited_by_hand_is_not_replaced(tmp_path: Path) -> None:
    """Replace a file only where it is as `write` left it."""
    write(SMALL, tmp_path)
    write(SMALL, tmp_path)
    edited = (tmp_path / "areas.toml").read_text() + "# by hand\n"
    (tmp_path / "areas.toml").write_text(edited)

    with pytest.raises(PathError, match=r"did not write, areas\.toml"):
        write(SMALL.without(HAVNEN), tmp_path)
    assert edited == (tmp_path / "areas.toml").read_text()


def test_a_link_under_the_name_of_its_own_file_is_not_replaced(tmp_path: Path) -> None:
    """Refuse a folder in which a file that `write` left has become a link."""
    write(SMALL, tmp_path / "register")
    link = tmp_path / "register" / "areas.toml"
    link.symlink_to(link.rename(tmp_path / "elsewhere.toml"))

    with pytest.raises(PathError, match=r"did not write, areas\.toml"):
        write(SMALL, tmp_path / "register")
    assert link.is_symlink()


def test_an_amount_may_be_a_whole_number() -> None:
    """Accept a plain int as an amount, and refuse floats, truth values and monstrous numbers."""

    def paid(amount: Any) -> Register:
        grant = Grant(year=2021, amount=amount)
        return Register().replace(Partnership(id="p", programme="x", partners=(), grants=(grant,)))

    assert paid(Decimal(200_000)) == parse(to_text(paid(200_000))).register
    for amount in (200_000.0, True, Decimal("1E+20000000")):
        with pytest.raises(RecordsError, match="partnerships/p"):
            to_text(paid(amount))


def test_waits_for_another_who_writes(tmp_path: Path) -> None:
    """Write into a folder only when no other program writes there."""
    with ThreadPoolExecutor() as threads:
        with lock_folder(tmp_path):
            writing = threads.submit(write, SMALL, tmp_path)
            assert not wait([writing], timeout=0.3).done
        writing.result()

    assert SMALL == load(tmp_path)
