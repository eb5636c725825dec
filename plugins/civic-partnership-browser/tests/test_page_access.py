"""Everybody can use the page: whoever sees badly, has no mouse, reads English, or has a small screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from example_registers import EXAMPLES, ON
from page_driver import OpenPage

pytestmark = pytest.mark.enable_socket  # Playwright talks to the browser

_OPEN_ALL = """
async () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  await new Promise((resolve) => setTimeout(resolve)); // what is in them is made when they open
}
"""


def _import(opened: OpenPage) -> None:
    opened.choose(EXAMPLES / "foreign" / "tilskud.csv")
    opened.press("Læs alle rækker ind")
    opened.page.wait_for_selector("text=Gem de afviste rækker")


def _make_report(opened: OpenPage) -> None:
    opened.choose(EXAMPLES / "nordby")
    opened.press("Lav rapporten")
    opened.page.wait_for_selector("#report iframe", timeout=60_000)
    opened.press("Gem")
    opened.page.wait_for_selector("#export .refusal")


STATES: dict[str, Callable[[OpenPage], None]] = {
    "start": lambda _: None,
    "findings": lambda opened: opened.choose(EXAMPLES / "nordby-broken"),
    "no errors": lambda opened: opened.choose(EXAMPLES / "nordby"),
    "what to fill in": lambda opened: opened.choose(EXAMPLES / "aarhus"),
    "report": _make_report,
    "import": _import,
    "refusal": lambda opened: opened.choose(Path(__file__)),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_fault_and_nothing_is_wider_than_a_small_screen(opened: OpenPage, state: str) -> None:
    """Light and dark, with all that can be opened open."""
    STATES[state](opened)
    opened.page.evaluate(_OPEN_ALL)
    for scheme in ("light", "dark"):
        opened.page.emulate_media(color_scheme=scheme)
        assert [] == opened.find_faults(), scheme
    for width in (320, 390, 1366):
        opened.page.set_viewport_size({"width": width, "height": 800})
        assert width == opened.page.evaluate("document.documentElement.scrollWidth")


def test_axe_finds_no_fault_while_the_page_starts(fresh: OpenPage) -> None:
    """Its progress is said, and files may be chosen."""
    assert fresh.page.is_visible("#progress")
    assert [] == fresh.find_faults()


def test_the_keyboard_alone_leads_from_the_start_to_a_saved_file(opened: OpenPage, tmp_path: Path) -> None:
    """Tab and Enter are enough."""
    page = opened.page
    opened.tab_to("#choose-folder")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(EXAMPLES / "nordby")
    page.wait_for_selector("#result", timeout=60_000)
    assert "result-heading" == page.evaluate("document.activeElement.id")
    opened.tab_to("#despite-errors")  # what was planned after 2025 never came
    page.keyboard.press("Space")
    opened.tab_to("#export .buttons button")
    with opened.saving(tmp_path):
        page.keyboard.press("Enter")
    assert ["partnerskaber.xlsx"] == [path.name for path in tmp_path.iterdir()]


def test_the_result_is_announced(opened: OpenPage) -> None:
    """A screen reader says the sentence that the command line ends with."""
    opened.choose(EXAMPLES / "nordby")
    assert opened.texts("#result .summary p") == opened.texts("#announcement")


def test_headings_lead_from_file_to_file_and_from_record_to_record(opened: OpenPage) -> None:
    """Below the result each file has a heading, and below it each record."""
    opened.choose(EXAMPLES / "nordby-broken")
    headings = "(all) => all.map((each) => `${each.tagName} ${each.textContent}`)"
    assert ["H3 nordby-broken/associations.toml", "H4 forening nordby-boldklub"] == opened.page.locator(
        "#findings :is(h3, h4)"
    ).evaluate_all(headings)[:2]


def test_the_switch_of_language_changes_every_word_and_keeps_the_files(opened: OpenPage) -> None:
    """Only the address of the page remembers it."""
    opened.choose(EXAMPLES / "nordby-broken")
    opened.check_on(ON)
    page = opened.page
    page.click("#language")
    page.wait_for_selector("text=The check digit of the CVR number does not fit.")
    assert page.url.endswith("#en")
    assert ("en", "Check a register") == (page.get_attribute("html", "lang"), page.title())
    assert opened.texts("#result .summary p")[0].startswith("22 errors, 7 warnings and 14 undecided")
    assert ON == page.input_value("#day")
    assert [] == page.context.cookies()
    assert 0 == page.evaluate("localStorage.length + sessionStorage.length")
    page.click("#language")
    page.wait_for_selector("text=Kontrolcifferet i CVR-nummeret er forkert.")
    assert "da" == page.get_attribute("html", "lang")


def test_every_word_stands_in_both_languages(opened: OpenPage) -> None:
    """They differ, save for what has one name in both."""
    words = opened.page.evaluate("Object.entries(WORDS).map(([key, words]) => [key, ...words.map(String)])")
    assert [] == [key for key, *texts in words if len(texts) != 2 or not all(texts)]
    assert ["format", "register"] == [key for key, danish, english in words if danish == english]


def test_a_printed_page_holds_the_findings_and_no_buttons(opened: OpenPage) -> None:
    """Whoever has the paper reads what is wrong, and presses nothing."""
    opened.choose(EXAMPLES / "nordby-broken")
    opened.page.emulate_media(media="print")
    assert opened.page.is_visible("#findings .finding >> nth=0")
    hidden = ("#about", "#choose", "#report", "#export", "#day", "button >> nth=0")
    assert [] == [selector for selector in hidden if opened.page.is_visible(selector)]


def test_nothing_leaves_the_page(opened: OpenPage) -> None:
    """It asks for one thing, itself, and does nothing that its policy forbids; the report in it neither."""
    opened.choose(EXAMPLES / "copenhagen")
    opened.press("Lav rapporten")
    opened.page.wait_for_selector("#report iframe", timeout=60_000)
    opened.page.wait_for_timeout(500)
    assert [opened.page.url.partition("#")[0]] == opened.requests
    assert [] == opened.page.evaluate("window.violations")
    assert [] == opened.complaints
    assert "default-src 'none'" in opened.page.text_content("#policy")
