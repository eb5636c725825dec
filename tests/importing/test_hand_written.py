"""Imports into copies of the examples in which people have written comments: only what is meant is changed."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from importing.making import contents, import_bytes, new_folder
from storage.conftest import Restricted

from civic_partnership import Register, load, write
from civic_partnership.errors import PathError
from civic_partnership.importing import Imported, import_file, import_register
from civic_partnership.model import Area, Association
from civic_partnership.storage import read_files

ROOT = Path(__file__).parents[2] / "examples"
FOREIGN = ["foreninger.csv", "tilskud.csv", "ressourcepersoner.xlsx"]
EXAMPLES = sorted(
    path.parent for path in ROOT.glob("*/municipality.toml") if path.parent.name != "nordby-broken"
)
MARK = b"\xef\xbb\xbf"


def with_comments(data: bytes, newline: str, mark: bytes) -> bytes:
    """Write a comment behind each line and above it, but not inside of texts with several lines."""
    written, is_in_text = [], False
    for number, line in enumerate(data.decode().removesuffix("\n").split("\n")):
        was_in_text, is_in_text = is_in_text, is_in_text != (line.count('"""') % 2 == 1)
        above = "" if was_in_text else f"  # over {number}\n"
        behind = "" if is_in_text else f"  # bag {number}"
        written.append(f"{above}{line}{behind}\n")
    return mark + "".join(written).replace("\n", newline).encode()


def is_subsequence(part: list[bytes], whole: list[bytes]) -> bool:
    """Tell whether all lines of a file are in another one, in the same order."""
    lines = iter(whole)
    return all(line in lines for line in part)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
@pytest.mark.parametrize(("newline", "mark"), [("\n", b""), ("\r\n", MARK)], ids=["unix", "windows"])
def test_every_line_of_an_example_stays(tmp_path: Path, example: Path, newline: str, mark: bytes) -> None:
    """Import the foreign examples; a dry run tells the same before, and each file that changes is told."""
    register = tmp_path / "register"
    register.mkdir()
    for path in example.glob("*.toml"):
        (register / path.name).write_bytes(with_comments(path.read_bytes(), newline, mark))
    assert load(example) == load(register)
    for name in FOREIGN:
        before = contents(register)
        how = (ROOT / "foreign" / name, (ROOT / "foreign" / name).with_suffix(".toml"), register)
        dry, wet = (
            import_file(*how, tmp_path / f"{name}-rejects.csv", update=True, dry_run=dry_run)
            for dry_run in (True, False)
        )
        after = contents(register)

        assert wet.result.register == load(register) == dry.result.register
        assert (dry.result, dry.first, dry.files) == (wet.result, wet.first, wet.files)
        assert {file.name for file in wet.files} == {
            name for name in after if before.get(name) != after[name]
        }
        assert sum(wet.result.new.values()) == sum(file.added for file in wet.files)
        for file, data in before.items():
            kept, now = data.split(b"\n"), after[file].split(b"\n")
            assert is_subsequence([line for line in kept if line], now)
            assert now.count(b"") <= kept.count(b"") + len(now) - len(kept)
            is_windows = b"\r\n" in data  # a new file of an import before has the other line ends
            assert after[file].count(b"\r\n") == (after[file].count(b"\n") if is_windows else 0)
            assert after[file].startswith(MARK) == data.startswith(MARK)
    assert [*dry.summary("da").splitlines()[:-1]] == [
        line.replace("Filer, der er ændret:", "Filer, der ville blive ændret:")
        for line in wet.summary("da").splitlines()
    ]


def test_the_summary_says_where_new_and_changed_records_are(tmp_path: Path) -> None:
    """Name each file once, with how many records are new and changed in it; name a new file as such."""
    register = tmp_path / "register"
    register.mkdir()
    (register / "mine.toml").write_text("[associations.a] # a\nname = 'A'\n[associations.b]\nname = 'B'\n")
    mapping: dict[str, Any] = {
        "records": [
            {"kind": "associations", "fields": {"name": "Forening", "activity": "Aktivitet"}},
            {"kind": "areas", "optional": True, "fields": {"name": "Område"}},
        ]
    }
    text = "Forening;Aktivitet;Område\nA;dans;\nB;;\nC;;\nD;;Havnen\n".encode()
    told = "  mine.toml: 2 nye poster, 1 ændret post\n  areas.toml: ny fil, 1 ny post"
    dry = import_bytes(tmp_path, text, mapping, update=True, dry_run=True)
    wet = import_bytes(tmp_path, text, mapping, update=True)
    again = import_bytes(tmp_path, text, mapping, update=True)

    assert f"Filer, der ville blive ændret:\n{told}\nRegisteret er ikke ændret." in dry.summary("da")
    assert wet.summary("da").endswith(f"Filer, der er ændret:\n{told}")
    assert (
        "  mine.toml: 2 new records, 1 changed record\n  areas.toml: new file, 1 new record"
        in wet.summary("en")
    )
    assert ((), ()) == (again.files, import_bytes(tmp_path / "..", text, mapping, dry_run=True).files)[:1] * 2


def test_a_register_that_is_imported_names_its_files(tmp_path: Path) -> None:
    """Tell the files also where a whole register comes; none where the program writes all of them."""
    write(Register().replace(Area(id="a", name="A")), tmp_path / "own")
    (tmp_path / "by-hand").mkdir()
    (tmp_path / "by-hand" / "areas.toml").write_text("[areas.a]\nname = 'A'\n[areas.b]\nname = 'B'\n")
    imported = Imported(register=Register().replace(Area(id="a", name="Å"), Area(id="b", name="Æ")))
    own, by_hand = (import_register(imported, tmp_path / name, update=True) for name in ("own", "by-hand"))

    assert () == own.files
    assert "Filer" not in own.summary("da")
    assert "Files that were changed:\n  areas.toml: 2 changed records" in by_hand.summary("en")


MAPPING: dict[str, Any] = {
    "records": [{"kind": "associations", "fields": {"name": "Forening", "activity": "Aktivitet"}}]
}


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_link_is_told_before_and_while_it_is_written(tmp_path: Path, *, dry_run: bool) -> None:
    """Refuse to edit what a link leads to, also in a dry run; leave all files, and no rejects."""
    (tmp_path / "register").mkdir()
    (tmp_path / "elsewhere.toml").write_text("[associations.a]\nname = 'A'\n")
    (tmp_path / "register" / "associations.toml").symlink_to(tmp_path / "elsewhere.toml")
    before = contents(tmp_path)
    with pytest.raises(PathError) as caught:
        import_bytes(tmp_path, b"Forening;Aktivitet\nB;\n", MAPPING, dry_run=dry_run)

    assert "associations.toml er en genvej" in caught.value.da
    assert before == {name: data for name, data in contents(tmp_path).items() if name != "file.csv"}


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_closed_folder_is_told_before_and_while_it_is_written(
    open_folder: Path, restricted: Restricted, *, dry_run: bool
) -> None:
    """Refuse to edit where nothing may be written: no file is half written. A file for reading alone is replaced."""
    deep = open_folder / "register" / "deep"
    deep.mkdir(parents=True)
    (deep / "associations.toml").write_text("[associations.a] # mine\nname = 'A'\n")
    (open_folder / "register" / "areas.toml").write_text("[areas.a]\nname = 'A'\n")
    (deep / "associations.toml").chmod(0o444)
    for folder in (open_folder, open_folder / "register"):
        folder.chmod(0o777)
    before = contents(open_folder)
    with restricted(), pytest.raises(PathError) as caught:
        import_bytes(open_folder, b"Forening;Aktivitet\nB;\n", MAPPING, dry_run=dry_run)
    after = contents(open_folder)
    deep.chmod(0o777)
    with restricted():
        report = import_bytes(open_folder, b"Forening;Aktivitet\nB;\n", MAPPING, dry_run=dry_run)

    assert "access is denied" in caught.value.en
    assert before == {name: data for name, data in after.items() if name != "file.csv"}
    assert [("deep/associations.toml", False, 1, 0)] == [tuple(file) for file in report.files]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("abcdef"), unique=True), st.integers(1, 3), st.data())
def test_records_of_one_kind_in_several_files_stay_where_they_are(
    ids: list[str], parts: int, data: st.DataObject
) -> None:
    """Change each where it stands; put new ones into one file, the last; keep every other line."""
    names = [f"{'xyz'[number]}.toml" for number in range(parts)]
    homes = {id: data.draw(st.sampled_from(names)) for id in ids}
    chance = random.Random(data.draw(st.integers(0, 99)))
    files = {}
    for name in names:
        text = "# top\n" + "".join(record_text(id, chance) for id in ids if homes[id] == name)
        files[name] = text.replace("\n", chance.choice(["\n", "\r\n"])).encode()
    changed = {id: data.draw(st.sampled_from(["", "dans"])) for id in "abcdefg"}
    rows = "".join(f"Klub {id};{activity}\n" for id, activity in changed.items())
    with new_folder() as folder:
        (folder / "register").mkdir()
        for name, contents_ in files.items():
            (folder / "register" / name).write_bytes(contents_)
        before = read_files(files).register
        report = import_bytes(folder, f"Forening;Aktivitet\n{rows}".encode(), MAPPING, update=True)
        after = contents(folder / "register")

    found = read_files(after).register
    assert report.result.register == found
    for id, activity in changed.items():
        assert (
            Association(id=f"klub-{id}", name=f"Klub {id}", activity=activity or None)
            == found.associations[f"klub-{id}"]
        )
    home = max((homes[id] for id in ids), default="associations.toml")
    for name, file in after.items():
        tables = read_files({name: file}).register.associations
        assert {id for id in tables if id in before.associations} == {
            f"klub-{id}" for id in ids if homes[id] == name
        }
        assert len(tables) == sum(homes[id] == name for id in ids) + (7 - len(ids)) * (name == home)
        assert is_subsequence(files.get(name, b"").split(), file.split())


def record_text(id: str, chance: random.Random) -> str:
    """Write an association in one of the ways of TOML."""
    return chance.choice(
        [
            f"[associations.klub-{id}]  # {id}\nname = 'Klub {id}'\n\n",
            f'[associations."klub-{id}"]\n# {id}\n"name" = """Klub {id}"""\n',
            f"  [ associations . klub-{id} ]\n\n\tname='Klub {id}' # {id}\n",
        ]
    )
