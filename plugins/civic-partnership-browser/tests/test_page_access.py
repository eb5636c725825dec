"""Everybody can use the page: whoever sees badly, has no mouse, reads English, or has a small screen."""

from pathlib import Path

import pytest
from page_driver import DAY, EXAMPLES, OpenPage

pytestmark = pytest.mark.enable_socket

STATES = {
    "start": lambda page: page.page.evaluate("document.querySelector('#about details').open = true"),
    "findings": lambda page: page.choose(EXAMPLES / "nordby-broken"),
    "no errors": lambda page: page.choose(EXAMPLES / "nordby"),
    "what to fill in": lambda page: page.choose(EXAMPLES / "aarhus"),
    "import": lambda page: page.choose(EXAMPLES / "foreign" / "tilskud.csv"),
    "refusal": lambda page: page.choose(Path(__file__)),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_fault(opened: OpenPage, state: str) -> None:
    """Light and dark, with all that can be opened open."""
    STATES[state](opened)
    opened.page.evaluate(
        "document.querySelectorAll('#work details').forEach((each) => { each.open = true; })"
    )
    for scheme in ("light", "dark"):
        opened.page.emulate_media(color_scheme=scheme)
        assert opened.find_faults() == [], scheme


def test_axe_finds_no_fault_while_the_page_starts(fresh: OpenPage) -> None:
    """Its progress is said, and files may be chosen."""
    assert fresh.page.is_visible("#progress")
    assert fresh.find_faults() == []


@pytest.mark.parametrize("width", [320, 390, 1366])
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_wider_than_the_screen(opened: OpenPage, state: str, width: int) -> None:
    """A small screen, or letters four times as large, need no scrolling to the side."""
    opened.page.set_viewport_size({"width": width, "height": 800})
    STATES[state](opened)
    opened.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert width == opened.page.evaluate("document.documentElement.scrollWidth")


def test_the_keyboard_alone_leads_from_the_start_to_a_saved_file(opened: OpenPage) -> None:
    """Tab and Enter are enough, and what has the focus is seen to have it."""
    page = opened.page
    page.evaluate("document.getElementById('work').replaceChildren(); document.activeElement.blur()")
    page.evaluate("getSelection().removeAllRanges()")
    opened.tab_to("#choose-folder")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(EXAMPLES / "nordby")
    page.wait_for_selector("#result", timeout=60_000)
    assert "result-heading" == page.evaluate("document.activeElement.id")
    opened.tab_to("#export .buttons button")
    with opened.saving() as saved:
        page.keyboard.press("Enter")
    assert saved[0].suggested_filename.endswith(".xlsx")


def test_the_result_is_announced(opened: OpenPage) -> None:
    """A screen reader says the sentence that stands at the end of the command line's answer."""
    opened.choose(EXAMPLES / "nordby")
    opened.check_on(DAY)
    assert opened.texts("#announcement") == opened.texts("#result .summary")


def test_headings_lead_from_file_to_file_and_from_record_to_record(opened: OpenPage) -> None:
    """Below the result each file has a heading, and below it each record."""
    opened.choose(EXAMPLES / "nordby-broken")
    levels = opened.page.evaluate(
        "[...document.querySelectorAll('#findings :is(h3, h4)')].map((each) => each.tagName)"
    )
    assert ["H3", "H4"] == levels[:2]
    assert "nordby-broken/associations.toml" == opened.texts("#findings h3")[0]
    assert "forening nordby-boldklub" == opened.texts("#findings h4")[0]


def test_the_switch_of_language_changes_every_word_and_keeps_the_files(opened: OpenPage) -> None:
    """Only the address of the page remembers it."""
    opened.choose(EXAMPLES / "nordby-broken")
    opened.check_on(DAY)
    page = opened.page
    page.click("#language")
    page.wait_for_selector("text=The check digit of the CVR number is wrong.")
    assert page.url.endswith("#en")
    assert "en" == page.get_attribute("html", "lang")
    assert "Check a register" == page.title()
    assert (
        "22 errors, 7 warnings and 14 undecided; 35 records checked as of 1 March 2025."
        in page.inner_text("#result .summary")
    )
    assert DAY == page.input_value("#day")
    assert [] == page.context.cookies()
    assert 0 == page.evaluate("localStorage.length + sessionStorage.length")
    page.click("#language")
    page.wait_for_selector("text=Kontrolcifferet i CVR-nummeret er forkert.")
    assert "da" == page.get_attribute("html", "lang")


def test_every_word_stands_in_both_languages(opened: OpenPage) -> None:
    """And each differs, save for what has one name in both."""
    words = opened.page.evaluate("Object.entries(WORDS).map(([key, words]) => [key, ...words.map(String)])")
    assert {"format", "register"} == {key for key, da, en in words if da == en}
    assert [] == [key for key, *texts in words if len(texts) != 2 or not all(texts)]


def test_a_printed_page_holds_the_findings_and_no_buttons(opened: OpenPage) -> None:
    """Whoever has the paper reads what is wrong; nobody presses it."""
    opened.choose(EXAMPLES / "nordby-broken")
    opened.page.emulate_media(media="print")
    try:
        assert opened.page.is_visible("#findings .finding >> nth=0")
        assert not opened.page.is_visible("#choose")
        assert [] == [each for each in opened.page.locator("button").all() if each.is_visible()]
    finally:
        opened.page.emulate_media(media="screen")
