"""Imports into registers that people wrote: each file that changes is told, in a dry run too."""

from pathlib import Path
from typing import Any

from importing.making import contents, import_bytes

from civic_partnership import Register, write
from civic_partnership.importing import Imported, import_register
from civic_partnership.model import Area


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
    before = contents(register)
    dry = import_bytes(tmp_path, text, mapping, update=True, dry_run=True)
    assert before == contents(register)
    wet = import_bytes(tmp_path, text, mapping, update=True)
    again = import_bytes(tmp_path, text, mapping, update=True)

    assert "[associations.a] # a\nname = 'A'\n" in (register / "mine.toml").read_text()
    assert (dry.result, dry.first, dry.files) == (wet.result, wet.first, wet.files)
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
