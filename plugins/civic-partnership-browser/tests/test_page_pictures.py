"""The pictures of pages are golden files: they hold the words that the pages have today.

`python tests/write_golden_files.py` draws them anew where this package and a browser are.
"""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from example_registers import EXAMPLES, ON
from page_driver import OpenPage
from page_pictures import draw_page, find_words

from civic_partnership import export, load

PICTURES = EXAMPLES / "pictures"

pytestmark = pytest.mark.enable_socket  # Playwright talks to the browser


def assert_shows(picture: Path, drawn: str) -> None:
    """Assert that a picture has the words of what was just drawn; how letters are drawn depends on the machine."""
    if "WRITE_GOLDEN" in os.environ:
        picture.write_text(drawn, encoding="utf-8")
    assert find_words(drawn) == find_words(picture.read_text(encoding="utf-8"))


def test_the_picture_of_the_checker_shows_what_it_finds(browser: Any, page_file: Path) -> None:
    """It shows the first findings in the register that has a slip of each kind."""
    opened = OpenPage(browser, page_file)
    opened.wait_until_ready()
    opened.choose(EXAMPLES / "nordby-broken")
    opened.check_on(ON)
    rest = ", ".join(f"#findings {each}" for each in ("h3 ~ h3", "h4 ~ h4 ~ h4", "ol ~ ol ~ ol", "~ *"))

    drawn = draw_page(opened.page, "Tjek et register", rest=f"{rest}, #result ~ *, .hint, option + option")
    opened.close()

    assert_shows(PICTURES / "checker.svg", drawn)


def test_the_picture_of_the_report_shows_its_figures(browser: Any, tmp_path: Path) -> None:
    """It shows the figures of the year, and the timeline."""
    folder = tmp_path / "report"
    export(load(EXAMPLES / "nordby"), "report", folder, on=date.fromisoformat(ON))
    page = browser.new_page()
    page.goto((folder / "report.html").as_uri())

    drawn = draw_page(page, "Rapport om Nordby Kommune", rest="main > :nth-child(n+3), footer, details")
    page.close()

    assert_shows(PICTURES / "report.svg", drawn)
