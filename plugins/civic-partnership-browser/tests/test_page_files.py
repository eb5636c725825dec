"""Files are taken however they come, and what cannot be read is told in a sentence."""

from pathlib import Path
from typing import Any

import pytest
from example_registers import EXAMPLES, ON, run
from page_driver import OpenPage

pytestmark = pytest.mark.enable_socket


def _make(path: Path, data: bytes = b"", *, size: int = 0) -> Path:
    with path.open("wb") as file:
        file.write(data)
        if size:
            file.truncate(size)
    return path


REFUSED = {
    "tal.csv": (b"", "er på 200 MB; siden læser filer på højst 64 MB. Del den i flere."),
    "kvittering.JPG": (
        b"?",
        "er et billede; der er intet at kontrollere i det. Vælg den fil, tallene står i.",
    ),
    "brev.docx": (
        b"PK",
        "kan ikke læses her. Vælg en fil, der ender på .toml, .json, .ndjson, .csv, .xlsx eller .ods.",
    ),
    "gammel.xls": (b"?", "er i et ældre format. Åbn den i Excel, og gem den som .xlsx."),
    "nordby-csv-da.zip": (b"PK", "er pakket. Pak den ud, og vælg mappen."),
    "tom.toml": (b"", "er tom. Vælg en fil med indhold."),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    opened: OpenPage, tmp_path: Path, name: str
) -> None:
    """It is told what to do instead, and a screen reader says it."""
    data, sentence = REFUSED[name]
    opened.choose(_make(tmp_path / name, data, size=200_000_000 if name == "tal.csv" else 0))
    assert [f"{name} {sentence}"] == opened.texts(".refusal p")
    assert [f"{name} {sentence}"] == opened.texts("#announcement")


def test_a_file_that_is_not_utf_8_is_told_as_the_command_line_does(opened: OpenPage, tmp_path: Path) -> None:
    """The engine reads it, and says so."""
    opened.choose(_make(tmp_path / "latin.toml", "[associations.å]\nname = 'Ål'\n".encode("latin-1")))
    assert "UTF-8" in opened.texts("#findings .problem")[0]


def test_a_damaged_workbook_is_refused_in_a_sentence(opened: OpenPage, tmp_path: Path) -> None:
    """No traceback, no silence."""
    opened.choose(_make(tmp_path / "ark.xlsx", b"PK\x03\x04 this is none"))
    assert opened.texts(".refusal p")[0].startswith("ark.xlsx ")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("\n", "Der er ingen poster i filerne"), ("[file]\nheader = 1\n", "Det er en kolonneopsætning.")],
)
def test_a_file_without_records_is_not_called_right(
    opened: OpenPage, tmp_path: Path, text: str, sentence: str
) -> None:
    """There is nothing in it to check."""
    opened.choose(_make(tmp_path / "fil.toml", text.encode()))
    assert opened.texts("#work .refusal p")[0].startswith(sentence)


def test_after_a_breakdown_the_page_begins_anew(opened: OpenPage, tmp_path: Path) -> None:
    """A file with levels without end breaks Python in the browser; the next files are checked as ever."""
    opened.choose(_make(tmp_path / "dyb.json", b"[" * 200_000))
    assert opened.texts("#work .refusal p")[0].startswith("Programmet brød sammen (RangeError)")
    opened.begin_anew()
    opened.choose(EXAMPLES / "nordby")
    assert 1 == opened.page.locator("#result").count()


@pytest.mark.parametrize("format", ["csv-da", "xlsx"])
def test_what_the_page_has_saved_is_read_back(opened: OpenPage, tmp_path: Path, format: str) -> None:
    """As the register that it is, and not as a spreadsheet to import."""
    run("export", "nordby", "--to", format, "--out", str(tmp_path / format), "--on", ON)
    opened.choose(tmp_path / format)
    opened.check_on(ON)
    assert opened.texts("#result .summary p")[0].startswith("0 fejl, 0 advarsler og 0 uafklarede; 41 poster")
    assert 0 == opened.page.locator("#import").count()


def test_an_empty_folder_is_told(opened: OpenPage, tmp_path: Path) -> None:
    """As is a folder with nothing that the page reads."""
    (tmp_path / "tom").mkdir()
    opened.drop(tmp_path / "tom")
    opened.page.wait_for_selector(".refusal >> text=Der er ingen filer i mappen, som siden kan læse.")
    (tmp_path / "billeder").mkdir()
    _make(tmp_path / "billeder" / "a.png", b"x")
    opened.choose(tmp_path / "billeder")
    assert opened.texts(".refusal p")[0].startswith("Der er ingen filer i mappen, som siden kan læse.")


def test_a_folder_can_be_dropped(opened: OpenPage) -> None:
    """Its files keep their paths; what is no register is passed over, and told."""
    opened.drop(EXAMPLES / "nordby-broken")
    opened.page.wait_for_selector("#result", timeout=60_000)
    assert "nordby-broken/associations.toml" == opened.texts("#findings h3")[0]
    assert ["Sprunget over i mappen, for siden læser dem ikke: README.md."] == opened.texts("#taken .hint")


def test_a_part_of_a_register_is_told_from_the_whole(opened: OpenPage) -> None:
    """Whoever has chosen one file of a folder is told to choose the folder."""
    hint = "Noget, der henvises til, står ikke i det, du valgte."
    opened.choose(EXAMPLES / "nordby" / "partnership.toml")
    assert opened.texts("#result .hint")[0].startswith(hint)
    opened.choose(EXAMPLES / "nordby-broken")
    assert [] == [text for text in opened.texts("#result .hint") if text.startswith(hint)]


def test_files_that_are_chosen_while_the_page_starts_are_checked_once_it_is_ready(fresh: OpenPage) -> None:
    """Nobody waits to choose."""
    fresh.page.set_input_files("#folder", EXAMPLES / "nordby-broken")
    fresh.page.wait_for_selector("text=Filerne kontrolleres, så snart siden er klar.")
    fresh.wait_until_ready()
    fresh.page.wait_for_selector("#result", timeout=60_000)
    fresh.check_on(ON)
    assert fresh.texts("#result .summary p")[0].startswith("22 fejl, 7 advarsler og 14 uafklarede")


def test_a_browser_without_webassembly_is_told(browser: Any, page_file: Path) -> None:
    """The sentence says which browser to take."""
    opened = OpenPage(browser, page_file, before="delete globalThis.WebAssembly")
    opened.wait_until_ready()
    assert opened.texts(".refusal p")[0].startswith("Siden kan ikke starte: browseren er for gammel")
    opened.close()


def test_a_browser_without_scripts_is_told(browser: Any, page_file: Path) -> None:
    """As is one that is too old to understand them."""
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert page.is_visible(
        "text=Siden kan ikke vises: browseren er for gammel, eller JavaScript er slået fra."
    )
    assert not page.is_visible("#page")
    context.close()
