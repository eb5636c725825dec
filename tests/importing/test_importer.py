import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hosting.plugin_code import IMPORTER, Installed
from storage.conftest import Restricted

from civic_partnership.errors import OptionsError, PathError, PluginError
from civic_partnership.exporting import EXPORTERS, Artifact, Exporter, NoOptions
from civic_partnership.hosting import Host, hookimpl
from civic_partnership.importing import IMPORTERS, Imported, load_files
from civic_partnership.model import Area, Association, LeftOut, Register
from civic_partnership.storage import load
from civic_partnership.values import Label, Table

PAIRS = [*zip(EXPORTERS, IMPORTERS, strict=True)]
CSV, CSV_IMPORTER = next(pair for pair in PAIRS if pair[0].name == "csv")


def export(exporter: Exporter[NoOptions], register: Register) -> dict[str, bytes]:
    """Export a register: name -> content."""
    items = exporter.export(register, NoOptions())
    return {each.name: b"".join(each.chunks) for each in items if isinstance(each, Artifact)}


class FakeImporter:
    """An importer of whatever a function gives."""

    name = "made"
    title = Label("lavet til prøve", "made for a test")
    options = NoOptions

    def __init__(self, given: Any) -> None:
        self._given = given

    def read(self, files: Mapping[str, bytes], _: NoOptions) -> Any:
        """Return what the function gives for the files."""
        return self._given(files)


def host(*importers: Any) -> Host:
    """Make a host with these importers beside its own."""

    class Plugin:
        @hookimpl
        def civic_partnership_importers(self) -> list[Any]:
            return [*importers]

    return Host([Plugin()], discover=False)


@pytest.mark.parametrize(("exporter", "importer"), PAIRS, ids=[each.name for each, _ in PAIRS])
def test_what_is_exported_is_imported(exporter: Any, importer: Any, examples: Path) -> None:
    """Import each format of the package by the importer of the same name and title."""
    nordby = load(examples / "nordby")
    imported = importer.read(export(exporter, nordby), NoOptions())

    assert exporter.name == importer.name
    assert exporter.title == importer.title
    assert () == imported.findings
    assert nordby == imported.register


def test_the_host_reads_a_folder_or_a_file(examples: Path, tmp_path: Path) -> None:
    """Pass over other formats, hidden files and the manifest of an export."""
    register = load(examples / "nordby")
    Host(discover=False).export(
        register, "json", tmp_path / "out", on=date(2025, 3, 1), include_personal=True
    )
    (tmp_path / "out" / ".hidden.json").write_text("[")
    (tmp_path / "out" / "notes.txt").write_text("hej")

    assert register == Host(discover=False).read(tmp_path / "out", "json").register
    assert register == Host(discover=False).read(tmp_path / "out" / "register.json", "json").register
    assert register == Host(discover=False).read(examples / "nordby", "toml").register


def test_importers_are_found_and_named() -> None:
    """Find the importers of the package and of plugins, with their providers."""
    found = host(FakeImporter(lambda _: Imported(register=Register())))

    assert ["csv", "json", "made", "ndjson", "toml"] == list(found.importers)
    assert "civic-partnership" == found.importers["csv"].distribution
    assert () == found.problems


def test_a_format_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Suggest the closest format."""
    with pytest.raises(OptionsError, match=r"There is no format jso\. Did you mean json\?"):
        Host(discover=False).read(tmp_path, "jso")


@pytest.mark.parametrize(
    ("thing", "reason"),
    [
        (FakeImporter, "it gave the class FakeImporter itself"),
        (object(), "it gave a object that lacks name"),
        (CSV, "it gave a CsvFormat that lacks read"),
    ],
)
def test_what_is_no_importer_is_told(thing: Any, reason: str) -> None:
    """Report a problem of its plugin."""
    (problem,) = host(thing).problems

    assert reason in problem.en


def raising(_: Any) -> Any:
    """Fail."""
    raise ValueError("secret")


def leaving(_: Any) -> Any:
    """Leave the program."""
    sys.exit(0)


ODD: tuple[dict[str, Any], ...] = (
    {"register": None},
    {"register": {}},
    {"register": Register(left_out={"areas"})},  # type: ignore[arg-type] # the point
    {"register": Register(municipality=Area(id="a", name="A"))},  # type: ignore[arg-type] # the point
    {"register": Register(areas={"a": 5})},  # type: ignore[arg-type] # the point
    {"register": Register(areas=Table({"a": Association(id="a", name="A")}))},  # type: ignore[dict-item] # the point
    {"register": Register(), "findings": [3]},
)
"""What is no register, or no findings."""
LOST = Register(left_out=frozenset({LeftOut("areas", "a")}))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (raising, "it failed"),
        (lambda _: None, "it gave NoneType, not Imported"),
        (lambda _: Imported(register=LOST), "left records out and did not say why"),
        (lambda files: files.update(x=b""), "it failed"),
        (leaving, "it failed (SystemExit, "),
        *((lambda _, given=given: Imported(**given), "no record or no finding") for given in ODD),
        (lambda _: Imported(register=Register(), findings=None), "it failed (TypeError, "),  # type: ignore[arg-type] # the point
    ],
)
def test_an_importer_that_fails_is_told(tmp_path: Path, given: Any, reason: str) -> None:
    """Blame the plugin, without the text of its error."""
    (tmp_path / "a.txt").write_text("a")
    with pytest.raises(PluginError) as caught:
        host(FakeImporter(given)).read(tmp_path, "made")

    assert reason in caught.value.en
    assert "secret" not in caught.value.en


NORDBY = export(CSV, load(Path(__file__).parents[2] / "examples" / "nordby"))


@pytest.mark.parametrize("table", sorted(name for name in NORDBY if name.endswith(".csv")))
def test_no_table_is_missed_without_a_word(table: str) -> None:
    """Report a missing table, and one under an unknown name."""
    without = {name: data for name, data in NORDBY.items() if name != table}
    other = table.replace(".csv", " (1).csv")

    for files in (without, {**without, other: NORDBY[table]}):
        named = {finding.file for finding in CSV_IMPORTER.read(files, NoOptions()).findings}
        assert table in named
        assert (other in named) == (other in files)


def test_a_file_that_an_export_wrote_and_that_is_gone_is_told(tmp_path: Path) -> None:
    """Report a file that the manifest names, and load the rest without a manifest."""
    folder = tmp_path / "out"
    Host(discover=False).export(Register(), "csv", folder, on=date(2025, 3, 1))
    (folder / "municipality.csv").rename(folder / "municipality (1).csv")
    with pytest.raises(PathError, match=r"municipality\.csv cannot be read: the export wrote it"):
        load_files(folder)
    (folder / "civic-partnership.json").unlink()

    assert {"datapackage.json", "municipality (1).csv"} == load_files(folder).keys()


def test_files_together_may_not_be_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Limit the size of all files together."""
    monkeypatch.setattr("civic_partnership.importing.importer.MAX_TOTAL", 3)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("ab")

    with pytest.raises(PathError, match="the files have more than"):
        load_files(tmp_path)


def test_files_below_are_loaded(tmp_path: Path) -> None:
    """Load files by their paths with `/`, and no hidden ones."""
    (tmp_path / "b" / ".git").mkdir(parents=True)
    for name in ("b/c.txt", "a.txt", "b/.git/config", "~lock", "civic-partnership.json"):
        (tmp_path / name).write_text(name)

    assert {"a.txt": b"a.txt", "b/c.txt": b"b/c.txt"} == load_files(tmp_path)
    assert {"a.txt": b"a.txt"} == load_files(tmp_path / "a.txt")


def test_what_cannot_be_loaded_is_told(
    tmp_path: Path, open_folder: Path, restricted: Restricted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refuse missing, large, circular, too many and forbidden files."""
    with pytest.raises(PathError, match="no such file"):
        load_files(tmp_path / "nowhere")
    (tmp_path / "a.txt").write_text("abc")
    with pytest.raises(PathError, match="larger than 2 byte"):
        load_files(tmp_path, max_bytes=2)
    (tmp_path / "b.txt").write_text("abc")
    monkeypatch.setattr("civic_partnership.importing.importer.MAX_FILES", 1)
    with pytest.raises(PathError, match="more than 1 files"):
        load_files(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(PathError, match="circles"):
        load_files(tmp_path)
    forbidden = open_folder / "f.txt"
    forbidden.write_text("x")
    forbidden.chmod(0)
    with restricted(), pytest.raises(PathError, match="access is denied"):
        load_files(forbidden)


def test_it_is_found_by_its_entry_point(installed: Installed, tmp_path: Path) -> None:
    """Find the importer of an installed plugin."""
    installed("area-list", IMPORTER)
    (tmp_path / "areas.txt").write_text("havnen Havnen\n")

    assert "Havnen" == Host().read(tmp_path / "areas.txt", "area-list").register.areas["havnen"].name
