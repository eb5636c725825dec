"""Imports into copies of the examples in which people have written comments: only what is meant is changed."""

from pathlib import Path
from typing import Any

import pytest
from importing.making import contents, import_bytes

from civic_partnership import Register, load, write
from civic_partnership.importing import Imported, import_file, import_register
from civic_partnership.model import Area

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
