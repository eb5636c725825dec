"""The page as a file: the same bytes each time, with its policy, written over nothing but a page."""

import base64
import gzip
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from civic_partnership.errors import CivicPartnershipError, PathError, PluginError
from civic_partnership_browser.page import make_page, write_page

MOST_BYTES = 12_000_000


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that installs a plugin: its name, its files, and more of its metadata."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name: str, files: dict[str, str], metadata: str = "") -> None:
        package = name.replace("-", "_")
        facts = tmp_path / f"{package}-1.0.dist-info"
        for folder in (tmp_path / package, facts):
            folder.mkdir()
        for file, text in files.items():
            (tmp_path / package / file).write_text(text)
        (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{metadata}")
        (facts / "entry_points.txt").write_text(f"[civic_partnership]\nrules = {package}\n")

    return install


def read_packages(page: bytes) -> dict[str, bytes]:
    """Return name -> bytes of the Python packages in a page."""
    found = re.search(rb'data-part="packages.zip">([^<]+)<', page)
    assert found is not None
    with zipfile.ZipFile(io.BytesIO(gzip.decompress(base64.b64decode(found[1])))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_page_is_the_same_each_time_and_small_enough_to_be_sent(page_file: Path) -> None:
    """It holds no clock and no path of this machine."""
    page = page_file.read_bytes()
    assert page == make_page()
    assert len(page) < MOST_BYTES
    assert str(Path(__file__).parents[2]).encode() not in page


def test_the_policy_allows_the_scripts_that_are_there_and_no_network(page_file: Path) -> None:
    """Each script stands in it by its digest."""
    text = page_file.read_text(encoding="utf-8")
    policy = re.search('Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digests = {base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts}
    assert digests == set(re.findall("'sha256-([^']+)'", policy[1]))
    assert policy[1].startswith("default-src 'none';")
    assert "http" not in policy[1]
    assert "connect-src" not in policy[1]


def test_the_packages_are_those_that_are_installed(page_file: Path) -> None:
    """The core, its plugins with their entry points, what they require, and the modules of the page."""
    packages = read_packages(page_file.read_bytes())
    import civic_partnership.rules as rules  # noqa: PLC0415, PLR0402 - its file is what is compared

    assert Path(rules.__file__).read_bytes() == packages["civic_partnership/rules/__init__.py"]
    assert (
        b"civic_partnership_report" in packages["civic_partnership_report-0.1.0.dist-info/entry_points.txt"]
    )
    assert {"tree_sitter.py", "tree_sitter_toml.py", "attrs/__init__.pyc", "stdnum/dk/cvr.py"} <= {*packages}
    assert not [name for name in packages if name.startswith("civic_partnership/cli/")]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nordby-rules", "The package nordby-rules is not installed."),
        ("pytest", "The plugin pytest cannot be taken along: it requires "),
        ("attrs", "attrs is no plugin of civic-partnership."),
        ("nordby-compiled", "The plugin nordby-compiled cannot be taken along: nordby_compiled/fast.so is"),
        ("nordby-hungry", "The plugin nordby-hungry cannot be taken along: it requires numpy, which"),
    ],
)
def test_a_plugin_that_cannot_come_along_is_told(
    page_file: Path, install: Callable[..., None], name: str, sentence: str
) -> None:
    """It is not installed, is none, requires what is not there, or is compiled."""
    assert page_file.is_file()
    install("nordby-compiled", {"__init__.py": "", "fast.so": ""})
    install("nordby-hungry", {"__init__.py": ""}, "Requires-Dist: numpy>=2\n")
    with pytest.raises(PluginError) as error:
        make_page([name])
    assert sentence in error.value.en


def test_a_plugin_comes_along(page_file: Path, install: Callable[..., None]) -> None:
    """Its files and its entry points are in the page, and nothing that Python makes of them."""
    install("nordby-rules", {"__init__.py": "x = 1\n", "rules.toml": "", "README.md": "", "a.pyc": ""})
    requires = "Requires-Dist: civic-partnership>=0.1\nRequires-Dist: pytest; extra == 'test'\n"
    install("nordby-more", {"__init__.py": ""}, requires)

    packages = read_packages(make_page(["nordby_rules", "nordby-more"]))

    more = set(packages) - set(read_packages(page_file.read_bytes()))
    assert {
        "nordby_rules/__init__.py",
        "nordby_rules/rules.toml",
        "nordby_rules-1.0.dist-info/METADATA",
        "nordby_rules-1.0.dist-info/entry_points.txt",
        "nordby_more/__init__.py",
        "nordby_more-1.0.dist-info/METADATA",
        "nordby_more-1.0.dist-info/entry_points.txt",
    } == more


def test_only_a_page_is_written_over(tmp_path: Path, page_file: Path) -> None:
    """A file of somebody else stays."""
    page = page_file.read_bytes()
    path = tmp_path / "tjek.html"
    write_page(path, page)
    write_page(path, page)
    assert page == path.read_bytes()
    for foreign in (tmp_path, tmp_path / "letter.txt", tmp_path / "nowhere" / "tjek.html"):
        if not foreign.exists() and foreign.parent == tmp_path:
            foreign.write_text("Dear treasurer")
        with pytest.raises(PathError):
            write_page(foreign, page)
    assert "Dear treasurer" == (tmp_path / "letter.txt").read_text()


def test_without_its_parts_there_is_no_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The sentence says how to get them."""
    monkeypatch.setattr("civic_partnership_browser.page._PARTS", tmp_path)
    with pytest.raises(CivicPartnershipError, match="Install civic-partnership-browser again"):
        make_page()
