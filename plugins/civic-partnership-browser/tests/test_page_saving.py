"""What the page saves is what the command line writes."""

import re
import zipfile
from pathlib import Path

import pytest
from example_registers import EXAMPLES, ON, run
from page_driver import OpenPage

from civic_partnership.files import MANIFEST

pytestmark = pytest.mark.enable_socket  # Playwright talks to the browser


def _read_files(path: Path) -> dict[str, bytes]:
    """Return name -> bytes of the files in an archive or a folder; not the manifest, which names versions."""
    if path.is_dir():
        paths = (each for each in path.rglob("*") if each.is_file())
        found = {each.relative_to(path).as_posix(): each.read_bytes() for each in paths}
    else:
        with zipfile.ZipFile(path) as archive:
            found = {name: archive.read(name) for name in archive.namelist()}
    return {name: data for name, data in found.items() if name != MANIFEST}


def suggest(name: str) -> str:
    """Return the mapping that the command line suggests, without the lines that tell of the next command."""
    lines = run("import", f"foreign/{name}", "--suggest").splitlines(keepends=True)
    assert "--preview" in lines[2]
    return "".join(lines[:1] + lines[3:])


@pytest.mark.parametrize(("format_", "personal"), [("csv-da", False), ("toml", True)])
def test_an_export_of_several_files_is_an_archive_of_them(
    opened: OpenPage, tmp_path: Path, format_: str, *, personal: bool
) -> None:
    """Byte for byte, with personal data only where the box is ticked."""
    opened.choose(EXAMPLES / "nordby")
    opened.check_on(ON)
    opened.page.select_option("#format", format_)
    opened.page.set_checked("#personal", personal)
    with opened.saving(tmp_path / "saved.zip"):
        opened.press("Gem")
    option = ["--include-personal"] if personal else []
    run("export", "nordby", "--to", format_, "--out", str(tmp_path / "out"), "--on", ON, *option)
    assert _read_files(tmp_path / "out") == _read_files(tmp_path / "saved.zip")
    assert opened.texts("#export .summary") == [
        f"Gemt: nordby-{format_}.zip. Filen ligger i mappen Overførsler, hvis browseren ikke spørger om andet."
    ]


def test_a_register_with_errors_is_saved_only_if_somebody_says_so(opened: OpenPage, tmp_path: Path) -> None:
    """The sentence names the box to tick."""
    opened.choose(EXAMPLES / "copenhagen")
    opened.check_on(ON)
    opened.page.select_option("#format", "json")
    opened.press("Gem")
    opened.page.wait_for_selector("#export .refusal >> text=Gem, selv om der er fejl")
    opened.page.check("#despite-errors")
    with opened.saving(tmp_path):
        opened.press("Gem")
    run("export", "copenhagen", "--to", "json", "--out", str(tmp_path / "out"), "--on", ON, "--allow-errors")
    assert (tmp_path / "out" / "register.json").read_bytes() == (tmp_path / "register.json").read_bytes()


def test_a_register_that_could_not_be_read_whole_is_not_saved(opened: OpenPage) -> None:
    """Something would be missing."""
    opened.choose(EXAMPLES / "nordby-broken")
    opened.page.check("#despite-errors")
    opened.press("Gem")
    opened.page.wait_for_selector("#export .refusal >> text=så noget ville mangle")


def test_the_report_is_shown_without_scripts_and_saved(opened: OpenPage, tmp_path: Path) -> None:
    """It is the page that the format `report` makes."""
    opened.choose(EXAMPLES / "nordby")
    opened.check_on(ON)
    opened.press("Lav rapporten")
    opened.page.wait_for_selector("#report iframe", timeout=60_000)
    assert "" == opened.page.get_attribute("#report iframe", "sandbox")
    report = opened.page.frames[1]
    report.click("nav a >> nth=-1")
    assert report.url.endswith("#records")
    with opened.saving(tmp_path / "report.html"):
        opened.press("Gem rapporten")
    run("export", "nordby", "--to", "report", "--out", str(tmp_path / "out"), "--on", ON)
    (page,) = (tmp_path / "out").glob("*.html")
    assert page.read_bytes() == (tmp_path / "report.html").read_bytes()


def test_a_spreadsheet_is_previewed_imported_and_checked(opened: OpenPage, tmp_path: Path) -> None:
    """What comes of it is what `import` makes; the sums and the rejects too."""
    sheet, mapping = (EXAMPLES / "foreign" / name for name in ("foreninger.csv", "foreninger.toml"))
    opened.choose(sheet, mapping)
    assert mapping.read_text(encoding="utf-8") == opened.page.input_value("#mapping")
    opened.press("Vis, hvad rækkerne bliver til")
    opened.page.wait_for_selector("text=De første rækker")
    options = ("foreign/foreninger.csv", "--mapping", "foreign/foreninger.toml")
    printed = run("import", *options, "--preview")
    lines = re.findall(r"^Linje \d+", printed, re.MULTILINE)
    assert lines == opened.texts("#import h4")
    assert re.findall(r"Linje \d+: afvises\. (.*)", printed) == [
        text.removeprefix("Rækken afvises. ") for text in opened.texts("#import .refusal p")
    ]
    assert "forening oesterby-boldklub" == opened.texts("#import .record strong")[0]
    assert "navn: Østerby Boldklub" == opened.texts("#import .record li")[0]
    opened.press("Læs alle rækker ind")
    opened.page.wait_for_selector("#import h3:text-is('Læst ind')")
    rejects, out = tmp_path / "rejects.csv", tmp_path / "out"
    printed = run("import", *options, "--into", str(out), "--rejects", str(rejects))
    assert printed.strip() == opened.texts("#import .preview")[0]
    with opened.saving(tmp_path / "saved.csv"):
        opened.press("Gem de afviste rækker")
    assert rejects.read_bytes() == (tmp_path / "saved.csv").read_bytes()
    with opened.saving(tmp_path / "saved.zip"):
        opened.press("Gem registeret")
    assert _read_files(out) == _read_files(tmp_path / "saved.zip")
    opened.press("Kontrollér det, der er læst ind")
    opened.page.wait_for_selector("#result")
    assert not opened.page.is_visible("#import")
    assert ["Det skal rettes"] == opened.texts("#result h2")  # the rejected row, at least
    assert [
        "1 række i foreninger.csv blev afvist. Den er ikke med her og er ikke kontrolleret."
    ] == opened.texts("#result .refusal")
    with opened.saving(tmp_path / "again.csv"):
        opened.press("Gem de afviste rækker")
    assert rejects.read_bytes() == (tmp_path / "again.csv").read_bytes()


def test_a_suggested_mapping_can_be_edited_and_saved(opened: OpenPage, tmp_path: Path) -> None:
    """What it is not sure of is listed, and leads to its place."""
    opened.choose(EXAMPLES / "foreign" / "tilskud.csv")
    suggested = suggest("tilskud.csv")
    assert suggested == opened.page.input_value("#mapping")
    opened.press("Skriv ordningens id og navn i de to linjer")
    selected = opened.page.evaluate(
        "byId('mapping').value.slice(byId('mapping').selectionStart).split('\\n')[0]"
    )
    assert "# Usikkert: skriv ordningens id og navn i de to linjer" == selected
    changed = suggested.replace('id.value = "ordning"', 'id.value = "sociale-partnerskaber"')
    opened.page.fill("#mapping", changed)
    with opened.saving(tmp_path):
        opened.press("Gem opsætningen")
    assert changed == (tmp_path / "kolonneopsætning.toml").read_text(encoding="utf-8")
    opened.page.fill("#mapping", "[[records]")
    opened.press("Læs alle rækker ind")
    opened.page.wait_for_selector("#import .refusal")
    opened.page.set_input_files("#own-mapping", tmp_path / "kolonneopsætning.toml")
    opened.press("Læs alle rækker ind")
    opened.page.wait_for_selector("#import h3:text-is('Læst ind')")


def test_spreadsheets_go_one_after_the_other_into_the_register(opened: OpenPage, tmp_path: Path) -> None:
    """Each has a mapping of its own; what is recorded changes only where that is ticked."""
    names = ("foreninger", "tilskud")
    sheets = [EXAMPLES / "foreign" / f"{name}{end}" for name in names for end in (".csv", ".toml")]
    opened.choose(*sheets)
    rejects, into = tmp_path / "rejects.csv", tmp_path / "out"
    for number, name in enumerate(names):
        if number == 0:
            opened.page.select_option("#table", "tilskud.csv")
            opened.page.select_option("#table", "foreninger.csv")
        else:
            opened.page.check("#update")
        mapping = (EXAMPLES / "foreign" / f"{name}.toml").read_text(encoding="utf-8")
        assert mapping == opened.page.input_value("#mapping")
        opened.press("Læs alle rækker ind")
        opened.page.wait_for_selector("#import h3:text-is('Læst ind')")
        with opened.saving(tmp_path / "saved.zip"):
            opened.press("Gem registeret")
        options = ("--mapping", f"foreign/{name}.toml", "--into", str(into), "--rejects", str(rejects))
        run("import", f"foreign/{name}.csv", *options, *(["--update"] if number else []))
        assert _read_files(into) == _read_files(tmp_path / "saved.zip")
        opened.press("Kontrollér det, der er læst ind")
        opened.page.wait_for_selector("#result .refusal")


def test_of_several_registers_one_is_chosen(opened: OpenPage, tmp_path: Path) -> None:
    """All are checked together; a report and an export are of one."""
    opened.drop(EXAMPLES / "nordby", EXAMPLES / "livsforloeb")
    opened.page.wait_for_selector("#result", timeout=60_000)
    opened.check_on(ON)
    opened.page.select_option("#report-register", "livsforloeb")
    assert "livsforloeb" == opened.page.input_value("#export-register")
    opened.page.select_option("#format", "json")
    with opened.saving(tmp_path):
        opened.press("Gem")
    run("export", "livsforloeb", "--to", "json", "--out", str(tmp_path / "out"), "--on", ON)
    assert (tmp_path / "out" / "register.json").read_bytes() == (tmp_path / "register.json").read_bytes()


@pytest.mark.parametrize("name", ["oversigt.xlsx", "ressourcepersoner.xlsx"])
def test_a_workbook_is_read_as_the_command_line_reads_it(opened: OpenPage, name: str) -> None:
    """Its sheet, its headings and what is not sure."""
    opened.choose(EXAMPLES / "foreign" / name)
    assert suggest(name) == opened.page.input_value("#mapping")
