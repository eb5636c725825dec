import os
import stat
from pathlib import Path

import pytest
from importing.making import imported
from storage.conftest import Restricted

from civic_partnership.errors import PathError
from civic_partnership.exporting import MANIFEST
from civic_partnership.files import replace_files
from civic_partnership.importing import Reason, import_file
from civic_partnership.importing.reading import mapping_of
from civic_partnership.importing.rejects import rejecting
from civic_partnership.importing.tables import Row, Written
from civic_partnership.values import Label

WRITTEN = Written(encoding="cp1252", delimiter=";", end=b"\n")
HEADINGS = Row(1, ["Forening"], b"Forening\r\n")
REASON = Reason("a-rule", Label('Ret "den"; nu.', "Correct it."))
BEGINS = b"Afvist: linje;Afvist: regel;Afvist: fordi;Forening\r\n"


def written(path: Path, *rows: Row, written: Written = WRITTEN, dry_run: bool = False) -> None:
    """Write rejected rows into a file."""
    source, into = path.parent / "source.csv", path.parent / "register"
    with rejecting(path, source, into, written=written, headings=HEADINGS, dry_run=dry_run) as rejects:
        for row in rows:
            rejects.add(row, (REASON, REASON, Reason("other", Label("Østers.", "Oysters."))))
        replace_files(path.resolve().parent, (), rejects.complete())


def names(folder: Path) -> list[str]:
    """What stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


def told(path: Path, *, source: Path | None = None, into: Path | None = None) -> set[str]:
    """Why the file cannot be written, of a dry run too."""
    said = set()
    for dry_run in (False, True):
        with (
            pytest.raises(PathError) as caught,
            rejecting(
                path,
                source or path.parent / "source.csv",
                into or path.parent / "register",
                written=WRITTEN,
                headings=HEADINGS,
                dry_run=dry_run,
            ),
        ):
            pass
        said.add(caught.value.en.partition(": ")[2])
    return said


def test_rows_stand_as_they_were_behind_why_they_are_rejected(tmp_path: Path) -> None:
    """Line, rules and sentences, each once, in the encoding of the file; a last line gets its end."""
    rows = (Row(7, ["A"], b'"A\xc3";x;"\r\n'), Row(9, [], b"\xff\x00"))
    written(tmp_path / "rejects.csv", *rows)

    said = 'a-rule, other;"Ret ""den""; nu. Østers.";'.encode("cp1252")
    assert (
        BEGINS + b"7;" + said + rows[0].raw + b"9;" + said + rows[1].raw + b"\n"
        == (tmp_path / "rejects.csv").read_bytes()
    )


def test_letters_that_an_encoding_lacks_are_replaced(tmp_path: Path) -> None:
    """A sentence may have some, the rows have none."""
    reason = Reason("a", Label("→", "→"))
    with rejecting(
        tmp_path / "a.csv", tmp_path, tmp_path / "r", written=WRITTEN, headings=HEADINGS, dry_run=False
    ) as rejects:
        rejects.add(Row(1, [], b"x\n"), (reason,))
        replace_files(tmp_path, (), rejects.complete())

    assert BEGINS + b"1;a;?;x\n" == (tmp_path / "a.csv").read_bytes()


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """Whatever was allowed of the one that stood there before."""
    (tmp_path / "rejects.csv").touch(0o666)
    written(tmp_path / "rejects.csv")

    assert 0o600 == stat.S_IMODE((tmp_path / "rejects.csv").stat().st_mode)


def test_it_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    """Also where Excel has saved that; a link to one stays. Until all is done the old one stands there."""
    path = tmp_path / "rejects.csv"
    path.write_bytes(b'\xef\xbb\xbf"Afvist: linje";x\n')
    (tmp_path / "link").symlink_to("rejects.csv")
    with rejecting(
        tmp_path / "link", tmp_path, tmp_path / "r", written=WRITTEN, headings=HEADINGS, dry_run=False
    ) as rejects:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        replace_files(tmp_path, (), rejects.complete())

    assert BEGINS == path.read_bytes()
    assert (tmp_path / "link").is_symlink()
    assert ["link", "rejects.csv"] == names(tmp_path)


def test_where_something_fails_the_old_one_stays(tmp_path: Path) -> None:
    """And nothing stands beside it."""
    path = tmp_path / "rejects.csv"
    path.write_bytes(BEGINS + b"x")
    with (
        pytest.raises(ValueError, match="x"),
        rejecting(path, tmp_path, tmp_path / "r", written=WRITTEN, headings=HEADINGS, dry_run=False),
    ):
        raise ValueError("x")

    assert BEGINS + b"x" == path.read_bytes()
    assert ["rejects.csv"] == names(tmp_path)


def test_a_dry_run_writes_none(tmp_path: Path) -> None:
    """Nor for a moment."""
    written(tmp_path / "rejects.csv", Row(1, [], b"x\n"), dry_run=True)

    assert [] == names(tmp_path)


def test_it_never_lies_in_a_register_or_an_export(tmp_path: Path) -> None:
    """Where it would be taken along to others."""
    register, export = tmp_path / "register", tmp_path / "export"
    (export / "deep").mkdir(parents=True)
    (export / MANIFEST).write_text("{}")
    (tmp_path / "link").symlink_to("register")

    inside = {"it must not lie in the folder of the register."}
    assert inside == told(register / "rejects.csv", into=register)
    assert inside == told(register, into=register)
    assert inside == told(tmp_path / "link" / "deep" / "rejects.csv", into=register)
    assert inside == told(register / "rejects.csv", into=tmp_path / "link")
    assert {"it must not lie in an export that others get."} == told(export / "rejects.csv") | told(
        export / "deep" / "rejects.csv"
    )


def test_it_takes_no_place_of_anything_else(tmp_path: Path) -> None:
    """Not of what is imported, not of somebody's file or folder or pipe."""
    source = tmp_path / "source.csv"
    source.write_bytes(BEGINS)
    (tmp_path / "link").symlink_to("source.csv")
    (tmp_path / "mine.csv").write_text("Forening\nAfvist: linje\n")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    assert {"it is the file that is imported."} == told(source) | told(tmp_path / "link", source=source)
    foreign = {"something by another hand is there. Choose a new name."}
    assert foreign == told(tmp_path / "mine.csv") | told(tmp_path / "folder") | told(tmp_path / "pipe")


def test_a_path_that_is_none_is_told(tmp_path: Path) -> None:
    """Through a file, to nowhere, in circles, and a name that no file can have."""
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("missing")

    assert {"a part of the path is not a folder. Correct the path."} == told(tmp_path / "file" / "a.csv")
    assert {"the link leads in circles. Correct the link."} == told(tmp_path / "loop")
    assert {"the link leads nowhere. Correct the link."} == told(tmp_path / "nowhere")
    assert {"the path does not end with the name of a file."} == told(
        Path("/"), source=tmp_path, into=tmp_path
    )
    assert {"the name has characters that no folder can have. Correct the name."} == told(tmp_path / "a\0b")
    with pytest.raises(PathError, match="there is no such file or folder"):
        written(tmp_path / "missing" / "a.csv")


def test_a_place_where_nothing_may_be_written_is_told(open_folder: Path, restricted: Restricted) -> None:
    """And one that may not be looked at."""
    (open_folder / "closed").mkdir(0o700)
    (open_folder / "a.csv").touch(0o600)
    with restricted():
        for path in (open_folder / "new.csv", open_folder / "a.csv", open_folder / "closed" / "a.csv"):
            with pytest.raises(PathError, match="access is denied"):
                written(path)


def test_what_killed_imports_have_left_is_taken_away(tmp_path: Path) -> None:
    """It may hold personal data; that of an import that still runs stays."""
    (tmp_path / ".rejects.csv.0123456789abcdef.civic-partnership").write_text("x")
    (tmp_path / ".other.csv.0123456789abcdef.civic-partnership").write_text("x")
    with rejecting(
        tmp_path / "rejects.csv", tmp_path, tmp_path / "r", written=WRITTEN, headings=HEADINGS, dry_run=False
    ):
        assert 2 == len(names(tmp_path))
        written(tmp_path / "rejects.csv")

    assert [".other.csv.0123456789abcdef.civic-partnership", "rejects.csv"] == names(tmp_path)


MAPPING = {"records": [{"kind": "associations", "fields": {"name": "Forening", "citywide": "By"}}]}


def test_there_is_one_for_each_import_with_headings_at_least(tmp_path: Path) -> None:
    """An earlier one that is not true any more does not stay."""
    imported(tmp_path, b"Forening,By\nA,x\n", MAPPING)
    assert (
        b"Afvist: linje,Afvist: regel,Afvist: fordi,Forening,By\n"
        == (tmp_path / "file-rejects.csv").read_bytes()
    )
    imported(tmp_path, b"Forening,By\nB,?\n", MAPPING)
    said = "2,invalid-value,Kolonnen By: der skal stå ja eller nej.,B,?\n"
    assert said in (tmp_path / "file-rejects.csv").read_text(encoding="utf-8")


def test_where_the_register_cannot_be_written_no_rows_are_rejected(tmp_path: Path) -> None:
    """The file of an earlier import stays: nothing was taken in that the new one would presuppose."""
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "areas.toml").write_text("# mine\n")
    with pytest.raises(PathError, match="was written by hand"):
        imported(tmp_path, b"Forening;By\nA;?\n", MAPPING)

    assert not (tmp_path / "file-rejects.csv").exists()


def test_rejects_that_come_back_never_replace_themselves(tmp_path: Path) -> None:
    """A new name is asked for."""
    imported(tmp_path, b"Forening;By\nA;?\n", MAPPING)
    path = tmp_path / "file-rejects.csv"

    with pytest.raises(PathError, match="it is the file that is imported"):
        import_file(path, mapping_of(MAPPING), tmp_path / "register", path)
