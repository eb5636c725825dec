import csv
import io
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from importing.making import LIST_MAPPING as MAPPING, import_bytes, names, new_folder
from storage.conftest import Restricted

from civic_partnership.errors import PathError
from civic_partnership.files import MANIFEST, replace_files
from civic_partnership.importing import Reason
from civic_partnership.importing.mapping import open_source
from civic_partnership.importing.rejection_rules import (
    FOREIGN_LETTERS,
    NO_REASONS,
    PART_OF_BROKEN_ROW,
    STILL_BROKEN,
    UNMATCHED_QUOTES,
    unreadable_row,
)
from civic_partnership.importing.source import Row, open_rejects
from civic_partnership.storage import SEMICOLON_TABLE
from civic_partnership.values import Label, Language

HEADINGS = ["Forening", "CVR"]
REASON = Reason("a-rule", Label('Ret "den"; nu.', "Correct it."))
FRONT = "\ufeffAfvist: linje;Afvist: regel;Afvist: fordi (' foran = + - @ hører ikke med til cellen);"
BEGINS = f"{FRONT}Forening;CVR\r\n".encode()


def open_new(path: Path, *, source: Path | None = None, into: Path | None = None, **how: Any) -> Any:
    """Open a file for rejected rows."""
    source, into = source or path.parent / "source.csv", into or path.parent / "register"
    settings: dict[str, Any] = {"headings": HEADINGS, "lang": "da", "dry_run": False}
    return open_rejects(path, source, into, **settings | how)


def write_rows(path: Path, *rows: Row, **how: Any) -> None:
    """Write rejected rows into a file."""
    with open_new(path, **how) as rejects:
        for row in rows:
            rejects.add(row, (REASON, REASON, Reason("other", Label("Østers.", "Oysters."))))
        replace_files(path.resolve().parent, (), [rejects.complete()])


def refusals(path: Path, *, source: Path | None = None, into: Path | None = None) -> set[str]:
    """Return why the file cannot be written, in a dry run too."""
    messages = set()
    for dry_run in (False, True):
        with (
            pytest.raises(PathError) as caught,
            open_new(path, source=source, into=into, dry_run=dry_run),
        ):
            pass
        messages.add(caught.value.en.partition(": ")[2])
    return messages


@pytest.mark.parametrize(
    ("lang", "front"),
    [("da", '7;a-rule, other;"Ret ""den""; nu. Østers.";'), ("en", "7;a-rule, other;Correct it. Oysters.;")],
)
def test_a_row_stands_behind_line_rules_and_sentences(tmp_path: Path, lang: Language, front: str) -> None:
    """Write each reason once, in the language of the run, and guard each cell."""
    write_rows(tmp_path / "rejects.csv", Row(7, ['A "B"', "=1", "x,-y", "2\n3"]), lang=lang)

    _, _, row = (tmp_path / "rejects.csv").read_bytes().decode().partition("CVR\r\n")
    assert f'{front}"A ""B""";\'=1;x,\'-y;"2\n3"\r\n' == row


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (Row(2, [], UNMATCHED_QUOTES, raw='A;"b"c'), '"\'Rå tekst: A;""b""c"'),
        (Row(2, ["\\"], FOREIGN_LETTERS, raw="a\\\udcff\0\\xff"), "'Rå tekst: a\\\\\\xff\\x00\\\\xff"),
        (Row(2, ["A"], doubtful=True, raw="A"), "'Rå tekst: A"),
        (Row(2, [], UNMATCHED_QUOTES, raw="=1,=1"), "'Rå tekst: =1,'=1"),
        (Row(2, [], UNMATCHED_QUOTES, raw="x" * 30_000), f"'Rå tekst: {'x' * 29_990};{'x' * 10}"),
    ],
    ids=["quotes", "bytes", "doubtful", "formula", "long"],
)
def test_a_row_that_cannot_be_parsed_stands_as_raw_text(tmp_path: Path, row: Row, cell: str) -> None:
    """Write the raw text into one cell, or several where it is long, and restore it."""
    path = tmp_path / "rejects.csv"
    broken = row.broken or PART_OF_BROKEN_ROW
    with open_new(path) as rejects:
        rejects.add(row, (unreadable_row(broken),))
        replace_files(tmp_path, (), [rejects.complete()])
    _, restored = open_source(path, MAPPING).rows

    assert path.read_bytes().decode().endswith(f";{cell}\r\n")
    assert Row(2, [], broken, raw=row.raw) == restored


def rows_of(folder: Path, text: str, front: str = FRONT) -> list[Row]:
    """Read a file of rejects."""
    path = folder / "rejects.csv"
    path.write_text(f"{front}Forening;'-CVR\n{text}", encoding="utf-8", newline="")
    table = open_source(path, MAPPING)
    assert table.holds_rejects
    return list(table.rows)


@pytest.mark.parametrize(
    "front", [FRONT, "Rejected: line;Rejected: rule;Rejected: why (' before = + - @ is no part of the cell);"]
)
def test_rejects_come_back_without_their_reasons_and_guards(tmp_path: Path, front: str) -> None:
    """Restore rows in both languages, without a byte order mark, and with added rows."""
    rows = rows_of(tmp_path, '12;a;"Fordi; ""x"".";A;\'=1\n13;"b, c";F.;"B\nb";2\n14;d;e;;\n;;;C;3', front)

    assert [(1, ["Forening", "-CVR"]), (2, ["A", "=1"]), (3, ["B\nb", "2"]), (6, ["C", "3"])] == [
        (row.number, row.cells) for row in rows
    ]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("2;unreadable-row;x;A;1", Row(2, ["A", "1"])),
        ("3;cpr-number;x;'Raw text: \\\\;;", Row(2, [], STILL_BROKEN, raw="\\")),
        ("A;1", Row(2, [], NO_REASONS, raw="A;1")),
        ("A;1;2;3", Row(2, [], NO_REASONS, raw="A;1;2;3")),
        ("a;b", Row(2, [], NO_REASONS, raw="a;b")),
        ('1;a;b;"C;3', Row(2, [], UNMATCHED_QUOTES, raw='1;a;b;"C;3')),
    ],
    ids=["raw text in columns", "raw text", "without front", "with another front", "short", "quotes"],
)
def test_a_row_that_came_back_may_still_be_broken(tmp_path: Path, line: str, row: Row) -> None:
    """Read a raw text that was spread over its columns; lose nothing of any other row."""
    assert [row] == rows_of(tmp_path, f"{line}\n")[1:]


TEXTS = st.text(st.sampled_from([*"=+-@'a1;, \t\"\n"]), max_size=6)


@given(st.lists(st.tuples(st.sampled_from("ab"), TEXTS), max_size=5))
def test_no_text_becomes_a_formula_and_all_come_back(cells: list[tuple[str, str]]) -> None:
    """Guard every text, and read it back unchanged."""
    with new_folder() as folder:
        write_rows(folder / "rejects.csv", *(Row(number, row) for number, row in enumerate(cells, 2)))
        text = (folder / "rejects.csv").read_bytes().decode("utf-8-sig")
        restored = list(open_source(folder / "rejects.csv", MAPPING).rows)[1:]

    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        assert all(cell == SEMICOLON_TABLE.guard(SEMICOLON_TABLE.unguard(cell)) for cell in row)
    assert cells == [tuple(row.cells) for row in restored]


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """Make the file private from its first byte, whatever the old one allowed."""
    path = tmp_path / "rejects.csv"
    path.touch(0o666)
    with open_new(path):
        assert {0o600} == {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir() if each != path}
    write_rows(path)

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_it_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    """Replace an earlier file of rejects at the end only; keep a link to it."""
    path = tmp_path / "rejects.csv"
    (tmp_path / "link").symlink_to("rejects.csv")
    for before in (BEGINS + b"x", BEGINS.removeprefix(b"\xef\xbb\xbf"), b'"Rejected: line"\tx', b""):
        path.write_bytes(before)
        with open_new(tmp_path / "link") as rejects:
            assert before == path.read_bytes()
            replace_files(tmp_path, (), [rejects.complete()])
        assert BEGINS == path.read_bytes()

    assert (tmp_path / "link").is_symlink()
    assert ["link", "rejects.csv"] == names(tmp_path)


def test_where_something_fails_or_nothing_is_to_be_written_the_old_one_stays(tmp_path: Path) -> None:
    """Leave no file beside the old one."""
    path = tmp_path / "rejects.csv"
    path.write_bytes(BEGINS + b"x")
    with pytest.raises(ValueError, match="x"), open_new(path):
        raise ValueError("x")
    with open_new(path, dry_run=True) as rejects:
        assert rejects is None

    assert BEGINS + b"x" == path.read_bytes()
    assert ["rejects.csv"] == names(tmp_path)


def test_it_never_lies_in_a_register_or_an_export(tmp_path: Path) -> None:
    """Refuse a place from which the file could be passed on to others."""
    register, export = tmp_path / "register", tmp_path / "export"
    (export / "deep").mkdir(parents=True)
    (export / MANIFEST).write_text("{}")
    (tmp_path / "link").symlink_to("register")

    inside = {"it must not lie in the folder of the register."}
    assert inside == refusals(register / "rejects.csv", into=register)
    assert inside == refusals(register, into=register)
    assert inside == refusals(tmp_path / "link" / "deep" / "rejects.csv", into=register)
    assert inside == refusals(register / "rejects.csv", into=tmp_path / "link")
    assert {"it must not lie in an export that others get."} == refusals(export / "rejects.csv") | refusals(
        export / "deep" / "rejects.csv"
    )


def test_it_takes_no_place_of_anything_else(tmp_path: Path) -> None:
    """Refuse to replace the imported file, or anybody's file, folder or pipe."""
    source = tmp_path / "source.csv"
    source.write_bytes(BEGINS)
    (tmp_path / "link").symlink_to("source.csv")
    (tmp_path / "mine.csv").write_text("Forening\nAfvist: linje\n")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    assert {"it is the file that is imported."} == refusals(source) | refusals(
        tmp_path / "link", source=source
    )
    foreign = {"something that the program did not write is there. Choose a new name."}
    assert foreign == refusals(tmp_path / "mine.csv") | refusals(tmp_path / "folder") | refusals(
        tmp_path / "pipe"
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("file/a.csv", "a part of the path is not a folder. Correct the path."),
        ("missing/a.csv", "there is no such file or folder. Correct the path."),
        ("loop", "the link leads in circles. Correct the link."),
        ("nowhere", "the link leads nowhere. Correct the link."),
        ("a\0b", "the name has characters that no folder can have. Correct the name."),
    ],
)
def test_a_path_that_is_none_is_told(tmp_path: Path, name: str, why: str) -> None:
    """Refuse a path through a file or a missing folder, bad links, and an impossible name."""
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nowhere").symlink_to("missing.csv")

    assert {why} == refusals(tmp_path / name)


def test_a_place_where_nothing_may_be_written_is_told(open_folder: Path, restricted: Restricted) -> None:
    """Report a place without access, in a dry run too."""
    (open_folder / "closed").mkdir(0o700)
    (open_folder / "a.csv").touch(0o600)
    with restricted():
        told = [refusals(open_folder / name) for name in ("new.csv", "a.csv", "closed/a.csv")]

    assert [{"access is denied. Give access, or choose another place."}] * 3 == told


def test_what_killed_imports_have_left_is_taken_away(tmp_path: Path) -> None:
    """Remove what killed imports left; keep that of an import that still runs."""
    (tmp_path / ".rejects.csv.0123456789abcdef.civic-partnership").write_text("x")
    (tmp_path / ".other.csv.0123456789abcdef.civic-partnership").write_text("x")
    with open_new(tmp_path / "rejects.csv"):
        assert 2 == len(names(tmp_path))
        write_rows(tmp_path / "rejects.csv")

    assert [".other.csv.0123456789abcdef.civic-partnership", "rejects.csv"] == names(tmp_path)


ASSOCIATIONS = {"records": [{"kind": "associations", "fields": {"name": "Forening", "citywide": "By"}}]}


def test_there_is_one_for_each_import_with_headings_at_least(tmp_path: Path) -> None:
    """Write the headings even where no row is rejected, and replace the earlier file."""
    path = tmp_path / "file-rejects.csv"
    import_bytes(tmp_path, b"Forening,By\nA,x\n", ASSOCIATIONS)
    assert f"{FRONT}Forening;By\r\n".encode() == path.read_bytes()
    import_bytes(tmp_path, b"Forening,By\nB,?\n", ASSOCIATIONS)
    assert (
        '2;invalid-value;"Kolonnen By har ""?"": der skal stå ja eller nej.";B;?\r\n'
        in path.read_bytes().decode()
    )


def test_where_the_register_cannot_be_written_no_rows_are_rejected(tmp_path: Path) -> None:
    """Write no file of rejects where the register cannot be written."""
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "areas.csv").write_text("id,name\n")
    with pytest.raises(PathError, match="is a table in CSV"):
        import_bytes(tmp_path, b"Forening;By\nA;?\n", ASSOCIATIONS)

    assert not (tmp_path / "file-rejects.csv").exists()
