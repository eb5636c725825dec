"""The page shows what the command line prints, in the same words and places."""

from pathlib import Path

import pytest
from example_registers import EXAMPLES, ON, run
from page_driver import OpenPage

pytestmark = pytest.mark.enable_socket

_LINES = """
() => {
  const lines = [];
  let record = "";
  for (const element of document.querySelectorAll("#findings :is(h3, h4, .finding p, .excerpt)")) {
    const text = element.textContent;
    if (element.tagName === "H3") record = "";
    else if (element.tagName === "H4") record = text;
    else if (element.className === "place") lines.push(`  ${text}${record && ` · ${record}`}`);
    else lines.push(element.parentElement.firstElementChild === element ? text : `  ${text}`);
  }
  return lines;
}
"""


def _print_findings(name: str, *options: str) -> list[str]:
    """Return the lines of the terminal, without those that only underline."""
    printed = run("check", name, "--on", ON, *options)
    return [line for line in printed.splitlines() if set(line) - set(" │^")]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_words_are_those_of_the_terminal(opened: OpenPage, language: str) -> None:
    """Level, message, place, line, remedy, rule and source; and the sentence at the end."""
    opened.choose(EXAMPLES / "nordby-broken")
    opened.check_on(ON)
    opened.use_language(language)
    printed = _print_findings("nordby-broken", "--lang", language)
    shown = opened.page.evaluate(_LINES)
    assert printed[: len(shown)] == shown
    assert 29 == len(opened.texts("#findings .finding"))
    assert printed[-1].startswith(" ".join(opened.texts("#result .summary p")))


def test_no_error_is_said_in_so_many_words(opened: OpenPage) -> None:
    """The heading says it, the sentence counts."""
    opened.choose(EXAMPLES / "nordby")
    opened.check_on(ON)
    assert ["Ingen fejl"] == opened.texts("#result h2")
    assert _print_findings("nordby") == opened.texts("#result .summary p")


def test_what_is_undecided_is_closed_and_what_to_fill_in_is_listed(opened: OpenPage) -> None:
    """The undecided stand in details; the list is that of the terminal."""
    opened.choose(EXAMPLES / "copenhagen")
    opened.check_on("2023-03-31")
    assert not opened.page.is_visible("#undecided .finding >> nth=0")
    opened.page.click("#undecided summary")
    opened.page.wait_for_selector("#undecided .finding >> nth=0")
    facts = opened.texts("#to-fill-in li")
    assert "25 partnerskaber mangler ansættelser: afklarer 150 spørgsmål" == facts[0]


def test_levels_and_rules_can_be_chosen(opened: OpenPage) -> None:
    """And what is shown is announced."""
    opened.choose(EXAMPLES / "nordby-broken")
    opened.check_on(ON)
    page = opened.page
    page.uncheck("text=Fejl (22)")
    assert 7 == page.locator("#findings .finding").count()
    assert "Viser 7 af 29." == page.inner_text("#announcement")
    page.select_option("#rule", "plan-outside-term")
    assert 2 == page.locator("#findings .finding").count()
    page.select_option("#rule", "cvr-checksum")
    assert "Intet passer til det, du har valgt at vise." == page.inner_text("#findings")
    page.check("text=Fejl (22)")
    page.select_option("#rule", "")
    assert 29 == page.locator("#findings .finding").count()


def test_another_day_checks_again_and_keeps_the_focus(opened: OpenPage) -> None:
    """A year later there is more to say."""
    opened.choose(EXAMPLES / "nordby-broken")
    opened.check_on(ON)
    opened.check_on("2026-03-01")
    assert "pr. 1. marts 2026" in opened.page.inner_text("#result .summary")
    assert "day" == opened.page.evaluate("document.activeElement.id")


def test_the_list_of_findings_can_be_saved(opened: OpenPage, tmp_path: Path) -> None:
    """It is the table that the command line writes."""
    opened.choose(EXAMPLES / "nordby-broken")
    opened.check_on(ON)
    with opened.saving(tmp_path / "list.csv"):
        opened.press("Gem listen (CSV)")
    assert (
        run("check", "nordby-broken", "--on", ON, "--format", "csv").encode()
        == (tmp_path / "list.csv").read_bytes()
    )
