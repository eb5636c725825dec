import hashlib
import itertools
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from exporting.exporters import GUARD, ON, FunctionExporter, exporter_of, file
from hypothesis import given, settings, strategies as st
from model.places import walk_record

from civic_partnership.errors import PluginError
from civic_partnership.exporting import Artifact, FileEntry, Loss, artifact_writer
from civic_partnership.exporting.artifact_writer import ArtifactWriter
from civic_partnership.files import MANIFEST
from civic_partnership.model import (
    Employment,
    FocusArea,
    Grant,
    Municipality,
    Partner,
    Partnership,
    Programme,
    RecordKey,
    Register,
    walk_path,
)
from civic_partnership.rules import Report
from civic_partnership.testing.any_registers import readable_registers as registers
from civic_partnership.values import Dated, Label, Period, Table

pytestmark = pytest.mark.usefixtures("in_time")

GRANT = Grant(year=2024, amount=Decimal(200_000))
REGISTER = Register().replace(
    Municipality(name="Nordby"),
    Partnership(
        id="p",
        programme="s",
        partners=(Partner(association="a"),),
        grants=(GRANT,),
        employments=(Employment(period=Period("2024/2025")),),
    ),
    Programme(
        id="s",
        name="S",
        focus_areas=Table({"name": FocusArea(id="name", number=1, name="N")}),
        term_years=Dated.since({"2020": 4}),
    ),
)
P = RecordKey("partnerships", "p")
REASON = Label("der er ikke plads", "there is no room")


def silent(*_: object) -> None:
    """Do nothing."""


def write_all(
    exporter: FunctionExporter,
    folder: Path,
    progress: Any = silent,
    register: Register = REGISTER,
) -> ArtifactWriter:
    """Write all that an exporter yields; return the writer."""
    writer = ArtifactWriter(folder, GUARD, progress, max_bytes=100_000)
    writer.write_all(exporter, register, Report(on=ON, findings=()), None)
    return writer


def fault(exporter: FunctionExporter, folder: Path) -> str:
    """Return the message about an exporter that breaks a rule."""
    with pytest.raises(PluginError) as caught:
        write_all(exporter, folder)
    da, en = caught.value.da, caught.value.en
    assert da.startswith("Formatet made fra made-plugin virker ikke: ")
    prefix, suffix = (
        "The format made from made-plugin does not work: ",
        ". Report it to those who publish made-plugin.",
    )
    assert en.startswith(prefix)
    assert en.endswith(suffix)
    return en.removeprefix(prefix).removesuffix(suffix)


@settings(max_examples=40)
@given(
    st.dictionaries(st.integers(0, 99), st.lists(st.binary(max_size=9), max_size=4), min_size=1, max_size=5)
)
def test_files_hold_their_chunks(
    tmp_path_factory: pytest.TempPathFactory, contents: dict[int, list[bytes]]
) -> None:
    """Write the bytes that were given, in order, and note their number and hash."""
    folder = tmp_path_factory.mktemp("new")
    names = {number: f"{number % 3}/{number}.txt" for number in contents}
    files = write_all(exporter_of(*(file(names[n], *chunks) for n, chunks in contents.items())), folder).files

    assert [
        FileEntry(
            name=names[n],
            media_type="text/plain",
            size=sum(map(len, chunks)),
            sha256=hashlib.sha256(b"".join(chunks)).hexdigest(),
        )
        for n, chunks in contents.items()
    ] == files
    for n, chunks in contents.items():
        assert b"".join(chunks) == (folder / names[n]).read_bytes()


def test_one_is_drained_before_the_next_is_asked_for(tmp_path: Path) -> None:
    """Write one file completely before asking for the next."""
    seen: list[str] = []

    def chunks(name: str) -> Iterator[bytes]:
        for n in (1, 2):
            seen.append(f"{name}{n}")
            yield b"x" * n
        seen.append(f"{name} done")

    def export(_: Register) -> Iterator[Artifact]:
        for name in ("a", "b"):
            seen.append(f"ask {name}")
            yield Artifact(name=name, media_type="text/plain", chunks=chunks(name))

    def progress(name: str, size: int) -> None:
        seen.append(f"{name}: {size}")

    write_all(FunctionExporter(export), tmp_path, progress)

    assert [
        *("ask a", "a1", "a: 1", "a2", "a: 3", "a done"),
        *("ask b", "b1", "b: 4", "b2", "b: 6", "b done"),
    ] == seen


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((), "it gave no files"),
        ((None,), "it gave NoneType, not Artifact or Loss"),
        (([file()],), "it gave list, not Artifact or Loss"),
        ((file(None),), "a file name is no text"),
        ((file("../a"),), 'the file name "../a" is not one that all systems take inside a folder'),
        ((file(MANIFEST),), f'the file name "{MANIFEST}" is reserved'),
        ((file("a"), file("A")), 'the file name "A" was used before, or differs from one only in case'),
        *(
            ((file(media_type=media_type),), "a media_type is no short ASCII text")
            for media_type in (None, b"text/plain", "", "tekst/æ", "text\n", "\ud800", "x" * 201)
        ),
        ((file("a", "text"),), "chunks gave str, not bytes"),
        ((file("a", b"", bytearray(b"a")),), "chunks gave bytearray, not bytes"),
        ((Artifact(name="a", media_type="t", chunks=b"abc"),), "chunks gave int, not bytes"),  # type: ignore[arg-type] # on purpose
        ((Artifact(name="a", media_type="t", chunks=None),), "it gave NoneType, which is not iterable"),  # type: ignore[arg-type] # on purpose
    ],
)
def test_what_no_exporter_may_give_is_told(tmp_path: Path, items: Any, expected: str) -> None:
    """Say what was wrong and what was expected."""
    assert expected == fault(exporter_of(*items), tmp_path)


def forever(make: Callable[[int], Any]) -> FunctionExporter:
    """Make an exporter that gives a file and never comes to an end."""
    return FunctionExporter(lambda _: itertools.chain([file()], map(make, itertools.count())))


@pytest.mark.parametrize(
    ("exporter", "expected"),
    [
        (exporter_of(file("a", *[b"x" * 1000] * 101)), "it gave more than 100000 bytes"),
        (forever(lambda n: file(f"{n}", b"x" * 60_000)), "it gave more than 100000 bytes"),
        (forever(lambda n: file(f"{n}")), "it gave more than 3 files"),
    ],
)
def test_what_never_ends_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exporter: FunctionExporter, expected: str
) -> None:
    """Limit bytes and files, and name the limit."""
    monkeypatch.setattr(artifact_writer, "MAX_FILES", 3)

    assert expected == fault(exporter, tmp_path)


def test_limits_can_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Accept as much as the limit."""
    monkeypatch.setattr(artifact_writer, "MAX_FILES", 2)
    writer = write_all(exporter_of(*[file(name, b"x" * 50_000) for name in "ab"]), tmp_path)

    assert ["a", "b"] == [each.name for each in writer.files]


@settings(max_examples=25)
@given(registers(4))
def test_a_loss_may_name_whatever_is_there(
    tmp_path_factory: pytest.TempPathFactory, register: Register
) -> None:
    """Accept every record, field, row and entry; a dated value counts as one."""
    losses = [
        Loss(record=key, path=path, reason=REASON)
        for key, record in register
        for path in [(), *(path for path, _, _ in walk_record(record) if not is_dated(record, path))]
    ]
    writer = write_all(exporter_of(file(), *losses), tmp_path_factory.mktemp("new"), register=register)

    assert losses == writer.losses


def is_dated(record: Any, path: Any) -> bool:
    """Return whether a path leads into a dated value."""
    return any(isinstance(value, Dated) for value in [*walk_path(record, path)][: len(path)])


@pytest.mark.parametrize(
    ("record", "path"),
    [
        (RecordKey("partnerships", "q"), ()),
        (RecordKey("partnership", "p"), ()),
        (RecordKey("partnerships", None), ()),
        (RecordKey("partnerships", 3), ()),  # type: ignore[arg-type] # on purpose
        (RecordKey("replace", "p"), ()),
        (("partnerships", "p"), ()),
        (None, ()),
        (P, None),
        (P, ["grants"]),
        (P, ("grant",)),
        (P, ("grants", 1)),
        (P, ("grants", -1)),
        (P, ("grants", False)),
        (P, ("grants", slice(None))),
        (P, ("grants", 0, "amount", "real")),
        (P, ("__class__",)),
        (RecordKey("programmes", "s"), ("focus_areas", 0)),
        (RecordKey("programmes", "s"), ("term_years", "2020")),
    ],
)
def test_a_loss_names_only_what_is_there(tmp_path: Path, record: Any, path: Any) -> None:
    """Refuse a loss whose record, row or field does not exist."""
    exporter = exporter_of(file(), Loss(record=record, path=path, reason=REASON))

    assert "a loss names what is not there" == fault(exporter, tmp_path)


NUMBERS: Any = (1, 2)


@pytest.mark.parametrize(
    "reason", [None, "no room", Label("", "no room"), Label("ingen plads", ""), Label(*NUMBERS)]
)
def test_a_loss_has_a_reason_in_both_languages(tmp_path: Path, reason: Any) -> None:
    """Refuse a loss that the report cannot explain to people."""
    exporter = exporter_of(file(), Loss(record=P, path=("grants",), reason=reason))

    assert "a loss has no reason" == fault(exporter, tmp_path)
