"""The page in a real browser: without a fault of access, without a request, and printed without a cut row."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python  # type: ignore[import-untyped] # it ships no types
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from report_files import export_example, load_example

from civic_partnership.checking import format_missing, is_listed, split_message

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAGES = [
    ("nordby", None),
    ("copenhagen", None),
    ("livsforloeb", None),
    ("nordby", "nordby-boldklub"),
    ("copenhagen", "fremad-valby"),
]
"""Examples: the one that fills every field, the largest, and the one with most years; or a partnership in one."""

pytestmark = [
    pytest.mark.enable_socket,  # playwright talks to the browser
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
of_each_page = pytest.mark.parametrize(("name", "partnership"), PAGES, ids=lambda each: each or "all")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser of the system."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def open_page(browser: Browser, folder: Path, name: str, partnership: str | None) -> Page:
    """Open the page of an example in a browser without a network."""
    file = folder / "report.html"
    file.write_text(export_example(name, partnership=partnership), encoding="utf-8")
    # what a test looks with is no part of the page, and the page allows no script
    context = browser.new_context(offline=True, bypass_csp=True)
    page = context.new_page()
    page.goto(file.as_uri())
    return page


def squeeze(text: str) -> str:
    """Return a text without white space, as lines are broken anywhere."""
    return "".join(text.split())


def print_page(page: Page, folder: Path) -> list[str]:
    """Print a page to PDF; return the text of each sheet without white space, in the order of the page."""
    page.pdf(path=folder / "report.pdf", prefer_css_page_size=True)
    run = subprocess.run(["pdftotext", "-raw", folder / "report.pdf", "-"], capture_output=True, check=True)
    return [squeeze(sheet) for sheet in run.stdout.decode().split("\f")[:-1]]


@of_each_page
def test_a_page_has_no_fault_of_access_and_is_no_wider_than_the_screen(
    browser: Browser, tmp_path: Path, name: str, partnership: str | None
) -> None:
    """Let axe find nothing in light, and in dark no colours too much alike; let nobody scroll sideways."""
    page = open_page(browser, tmp_path, name, partnership)
    page.evaluate(AXE)
    violations = page.evaluate("axe.run().then(found => found.violations)")
    page.emulate_media(color_scheme="dark")
    violations += page.evaluate("axe.run({ runOnly: ['color-contrast'] }).then(found => found.violations)")

    assert [] == [(each["id"], each["nodes"][0]["html"]) for each in violations]
    for width in (320, 390, 768, 1366):
        page.set_viewport_size({"width": width, "height": 800})
        assert width == page.evaluate("document.documentElement.scrollWidth")


def test_a_page_asks_for_nothing(browser: Browser, tmp_path: Path) -> None:
    """Make one request, for the page itself, and say nothing on the console."""
    file = tmp_path / "report.html"
    file.write_text(export_example("nordby"), encoding="utf-8")
    page = browser.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(file.as_uri(), wait_until="networkidle")

    assert ([file.as_uri()], []) == (requests, messages)


@needs_poppler
@pytest.mark.parametrize("name", ["copenhagen", "nordby"])
def test_every_finding_is_printed(browser: Browser, tmp_path: Path, name: str) -> None:
    """Print what is wrong, what to do, and the rule; of what is not recorded, the fact and the rule."""
    printed = "".join(print_page(open_page(browser, tmp_path, name, None), tmp_path))
    for finding in load_example(name)[1].findings:
        is_alone = is_listed(finding, undecided=True)
        texts = split_message(finding, "da") if is_alone else (format_missing(finding, "da"),)
        assert [] == [text for text in (*texts, finding.rule) if squeeze(text) not in printed]


@needs_poppler
@of_each_page
def test_no_row_is_cut_in_print(browser: Browser, tmp_path: Path, name: str, partnership: str | None) -> None:
    """Print each row of a table, and each finding, whole on one sheet."""
    page = open_page(browser, tmp_path, name, partnership)
    sheets = print_page(page, tmp_path)
    page.emulate_media(media="print")
    texts: list[str] = page.evaluate(
        "[...document.querySelectorAll('tbody tr, .finding, .facts li')]"
        ".filter(each => each.checkVisibility()).map(each => each.innerText)"
    )
    assert [] == [text for text in texts if not any(squeeze(text) in sheet for sheet in sheets)]


@needs_poppler
def test_a_status_page_is_one_sheet(browser: Browser, tmp_path: Path) -> None:
    """Print an ordinary partnership on one sheet of A4, with room for signatures."""
    (sheet,) = print_page(open_page(browser, tmp_path, "nordby", "nordby-boldklub"), tmp_path)

    assert "Datoogforening" in sheet
