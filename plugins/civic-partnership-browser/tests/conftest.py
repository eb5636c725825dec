"""The page in one file, made once, and a browser in which it is open."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_driver import OpenPage

IS_INSTALLED = importlib.util.find_spec("civic_partnership_browser") is not None
collect_ignore_glob = [] if IS_INSTALLED else ["test_[!i]*.py"]  # test_installation.py says why


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the page in a file."""
    from civic_partnership_browser import page  # noqa: PLC0415 - it may not be installed

    if not (Path(page.__file__).parent / "parts").is_dir():
        pytest.skip(
            "The parts of the page were not built: python plugins/civic-partnership-browser/build_parts.py"
        )
    path = tmp_path_factory.mktemp("page") / "tjek.html"
    path.write_bytes(page.make_page())
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Run Chromium, driven by Playwright."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed.")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("There is no Chromium: install the package chromium of the system.")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def opened_once(browser: Any, page_file: Path) -> Iterator[OpenPage]:
    """Open the page and start its engine, which all tests share."""
    opened = OpenPage(browser, page_file)
    opened.wait_until_ready()
    yield opened
    opened.close()


@pytest.fixture
def opened(opened_once: OpenPage) -> OpenPage:
    """Return the same, as it is before files are chosen."""
    opened_once.begin_anew()
    return opened_once


@pytest.fixture
def fresh(browser: Any, page_file: Path) -> Iterator[OpenPage]:
    """Open the page, which is starting."""
    opened = OpenPage(browser, page_file)
    yield opened
    opened.close()
