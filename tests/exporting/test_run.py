import datetime
import itertools
import json
import resource
import signal
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from exporting.exporters import GOOD, ON, FunctionExporter, export_with_defaults, exporter_of, file

from civic_partnership.errors import LossError, OptionsError, PathError, PluginError, RecordsError
from civic_partnership.exporting import EVERYTHING, Artifact, ExportReport, FileEntry, Loss
from civic_partnership.exporting.manifest import find_difference, read_manifest
from civic_partnership.files import MANIFEST
from civic_partnership.model import Area, Contact, RecordKey, Register, about
from civic_partnership.values import Label, Money, Table

pytestmark = pytest.mark.usefixtures("in_time")

REGISTER = Register().replace(
    Area(id="havnen", name="Havnen"),
    Contact(id="a", role="chair", name="Anders And", phone="11 22 33 44"),
)
AREA = RecordKey("areas", "havnen")
LOSS = Loss(record=AREA, path=("name",), reason=Label("der er ikke plads", "there is no room"))


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return everything in a folder and below, hidden things too: name -> content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Make an export, alone in the folder that it stands in."""
    folder = tmp_path / "parent" / "out"
    export_with_defaults(exporter_of(file("old.txt", b"old")), REGISTER, folder)
    return folder


def failing(error: BaseException, *before: Any) -> Iterator[Any]:
    """Yield these, then fail."""
    yield from before
    raise error


def at_once(error: BaseException) -> Any:
    """Make a function that raises before it gives anything."""

    def export(_: Register) -> None:
        raise error

    return export


def file_of(chunks: Any) -> Artifact:
    """Make a file of an iterable of chunks."""
    return Artifact(name="a", media_type="text/plain", chunks=chunks)


SECRET = "Anders And"
MISBEHAVING: dict[str, FunctionExporter] = {
    "raises at once": FunctionExporter(at_once(ValueError(SECRET))),
    "leaves at once": FunctionExporter(at_once(SystemExit(0))),
    "raises in the middle": FunctionExporter(lambda _: failing(OSError(28, SECRET), file())),
    "raises in a chunk": FunctionExporter(lambda _: [file(), file_of(failing(RecursionError(SECRET), b"x"))]),
    "raises when asked what it carries": exporter_of(file(), carries=lambda: 1 / 0),
    "carries what is not there": exporter_of(file(), carries={"area"}),
    "a name outside": exporter_of(file(), file("../outside.txt")),
    "endless bytes": exporter_of(file_of(itertools.repeat(b"x" * 4096))),
}


@pytest.mark.parametrize("exporter", MISBEHAVING.values(), ids=MISBEHAVING)
def test_an_exporter_that_misbehaves_writes_nothing(old: Path, exporter: FunctionExporter) -> None:
    """Name the plugin, keep the old export, leave nothing beside it, and let the next one work."""
    before = read_folder(old.parent)
    with pytest.raises(PluginError) as caught:
        export_with_defaults(exporter, REGISTER, old, max_bytes=1_000_000)

    assert "made-plugin" == caught.value.distribution
    assert "made-plugin" in caught.value.en
    assert SECRET not in caught.value.da + caught.value.en
    assert before == read_folder(old.parent)
    assert [old] == list(old.parent.iterdir())

    export_with_defaults(GOOD, REGISTER, old)
    assert {"a.txt", "deep/b.txt", MANIFEST} == read_folder(old).keys()
    assert find_difference(old) is None


@pytest.mark.parametrize("made_of_it", [None, SystemExit(0), ValueError()])
def test_an_interruption_writes_nothing(old: Path, made_of_it: BaseException | None) -> None:
    """Let Ctrl-C through, whatever an exporter makes of it, and ask for nothing more."""
    before = read_folder(old.parent)
    requests: list[str] = []

    def export(_: Register) -> Iterator[Artifact]:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            if made_of_it:
                raise made_of_it from None
        yield file()
        requests.append("more")

    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            export_with_defaults(FunctionExporter(export), REGISTER, old)
    finally:
        signal.signal(signal.SIGINT, handler)

    assert requests == []
    assert before == read_folder(old.parent)


def test_what_the_progress_raises_passes(old: Path) -> None:
    """Raise it as it is: it is no fault of the plugin."""

    def stop(*_: object) -> None:
        raise ZeroDivisionError

    before = read_folder(old.parent)
    with pytest.raises(ZeroDivisionError):
        export_with_defaults(GOOD, REGISTER, old, progress=stop)

    assert before == read_folder(old.parent)


def test_the_report_tells_what_was_written(tmp_path: Path) -> None:
    """Name format, folder, files and what is not in them."""
    out = tmp_path / "out"
    report = export_with_defaults(
        exporter_of(LOSS, file("a", b"abc"), carries=EVERYTHING - {"contacts"}), REGISTER, out, errors=3
    )

    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert report == ExportReport(
        format="made",
        out=out,
        files=(FileEntry(name="a", media_type="text/plain", size=3, sha256=digest),),
        not_carried=Table({"contacts": 1}),
        losses=(LOSS,),
        withheld=Table({"contacts.name": 1, "contacts.phone": 1}),
        errors=3,
    )


@pytest.mark.parametrize("include", [True, False])
def test_the_exporter_sees_personal_data_only_when_asked(tmp_path: Path, include: bool) -> None:  # noqa: FBT001 - a case
    """Give it a register with everything else."""
    seen: list[Register] = []

    def export(register: Register) -> list[Artifact]:
        seen.append(register)
        return [file()]

    report = export_with_defaults(
        FunctionExporter(export), REGISTER, tmp_path / "out", include_personal=include
    )

    assert [REGISTER if include else REGISTER.replace(Contact(id="a", role="chair"))] == seen
    assert Table({} if include else {"contacts.name": 1, "contacts.phone": 1}) == report.withheld


def test_no_civil_registration_number_is_exported_unasked(tmp_path: Path) -> None:
    """Write nothing if a text holds one, and tell how many there are; write all where they are asked for."""
    register = Register().replace(Area(id="a", name="Ring 010190-1234"), Area(id="b", name="010190-1234"))

    with pytest.raises(RecordsError) as refused:
        export_with_defaults(GOOD, register, tmp_path / "out")

    assert "The register holds civil registration numbers (2), and nothing was written." in str(refused.value)
    assert "010190" not in str(refused.value)
    assert not (tmp_path / "out").exists()
    export_with_defaults(GOOD, register, tmp_path / "out", include_personal=True)


@pytest.mark.parametrize(
    ("exporter", "lost"),
    [
        (exporter_of(file(), carries=EVERYTHING - {"areas"}), {"areas": 1}),
        (exporter_of(LOSS, file()), {"areas.name": 1}),
        (exporter_of(LOSS, file(), carries=EVERYTHING - {"contacts"}), {"areas.name": 1, "contacts": 1}),
    ],
)
def test_nothing_is_written_where_something_would_be_lost(
    old: Path, exporter: FunctionExporter, lost: dict[str, int]
) -> None:
    """Refuse if that was asked for, and report the losses and no files."""
    before = read_folder(old.parent)
    with pytest.raises(LossError) as caught:
        export_with_defaults(exporter, REGISTER, old, fail_on_loss=True)

    assert before == read_folder(old.parent)
    assert (Table(lost), ()) == (caught.value.report.lost, caught.value.report.files)
    assert "made would lose something, and nothing was written." in caught.value.en
    assert "made ville tabe noget, og intet er skrevet." in caught.value.da
    assert Table(lost) == export_with_defaults(exporter, REGISTER, old).lost


@frozen(kw_only=True)
class Options:
    """Options that JSON has no types for."""

    rate: Money = field(default=Decimal(1), metadata=about("sats", "rate"))
    day: datetime.date = field(default=ON, metadata=about("dag", "day"))


def test_the_manifest_tells_how_it_was_made(tmp_path: Path) -> None:
    """Write the same for the same export, and find it unchanged."""
    out = tmp_path / "out"
    options = Options(rate=Decimal("1.50"), day=datetime.date(2024, 2, 29))
    exporter = exporter_of(LOSS, file("a", b"abc"), carries=EVERYTHING - {"contacts"}, options=Options)
    report = export_with_defaults(exporter, REGISTER, out, options=options, errors=2)
    manifest = read_manifest(out)

    assert manifest is not None
    assert find_difference(out) is None
    assert {"rate": "1.5", "day": "2024-02-29"} == manifest.options
    assert ("made", ON, 2) == (manifest.format, manifest.on, manifest.errors)
    assert {"civic-partnership": "1.0", "made-plugin": "2.0"} == manifest.versions
    assert {"areas.name": 1, "contacts": 1} == manifest.lost
    assert {"contacts.name": 1, "contacts.phone": 1} == manifest.withheld
    assert report.files == manifest.files

    first = read_folder(out)
    export_with_defaults(exporter, REGISTER, out, options=options, errors=2)
    assert first == read_folder(out)
    assert "Anders" not in json.dumps([data.decode() for data in first.values()])


def test_the_largest_manifest_can_be_read(tmp_path: Path) -> None:
    """Replace an export of as many files, with as long names, as are allowed."""
    most = 300  # of 10,000, each as large as may be: in proportion, well below the manifest's limit of 16 MiB
    names = (f"{'ø' * 100}/{'ø' * 97}{n:05}" for n in range(most))
    out = tmp_path / "out"
    export_with_defaults(exporter_of(*(file(name, media_type="x" * 200) for name in names)), REGISTER, out)

    assert (out / MANIFEST).stat().st_size / most * 10_000 < 12 * 1024 * 1024
    assert find_difference(out) is None


REFUSAL = OptionsError("der mangler en konto", "an account is missing")


@pytest.mark.parametrize(
    "exporter",
    [
        exporter_of(file(), carries=lambda: at_once(REFUSAL)(REGISTER)),
        FunctionExporter(at_once(REFUSAL)),
        FunctionExporter(lambda _: failing(REFUSAL)),
    ],
    ids=["carries", "export", "the first file"],
)
def test_options_may_be_refused_for_what_the_register_holds(
    exporter: FunctionExporter, tmp_path: Path
) -> None:
    """Raise the refusal as it stands, and write nothing: it is no fault of the plugin."""
    with pytest.raises(OptionsError) as caught:
        export_with_defaults(exporter, REGISTER, tmp_path / "out")

    assert REFUSAL is caught.value
    assert [] == list(tmp_path.iterdir())


def test_options_are_refused_before_a_file_is_begun(tmp_path: Path) -> None:
    """Report a refusal in the middle of a file as a fault."""
    with pytest.raises(PluginError, match="it failed"):
        export_with_defaults(exporter_of(file_of(failing(REFUSAL))), REGISTER, tmp_path / "out")


def test_a_full_disk_is_told(old: Path) -> None:
    """Keep the old export where there is no more room."""
    before = read_folder(old.parent)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, usual[1]))
    try:
        with pytest.raises(PathError) as caught:
            export_with_defaults(exporter_of(file("a", *[b"x" * 4096] * 100)), REGISTER, old)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)

    assert f"{old} cannot be written: the file becomes too large. Choose another place." == caught.value.en
    assert before == read_folder(old.parent)
