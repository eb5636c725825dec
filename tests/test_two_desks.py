"""The example of two desks: what its script prints is what its README shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

from civic_partnership import load
from civic_partnership.merging import merge

WRITE_GOLDEN = "WRITE_GOLDEN" in os.environ
"""Whether the output on the page is written anew."""


def test_the_script_prints_what_the_readme_shows(examples: Path, tmp_path: Path) -> None:
    """Git alone makes two grants of one, the driver one; the conflict is told and settled."""
    folder = examples / "two-desks"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", str(folder / "two_desks.sh")],
        env={**os.environ, "PATH": path, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    output = done.stdout.decode()
    page = folder / "README.md"
    text = page.read_text(encoding="utf-8")
    if WRITE_GOLDEN:
        text = re.sub(
            r"```text\n.*?^```$", lambda _: f"```text\n{output}```", text, flags=re.MULTILINE | re.DOTALL
        )
        page.write_text(text, encoding="utf-8")

    assert 0 == done.returncode, output
    assert [output] == re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert ["2", "1"] == re.findall(r"^-> Grants of 2025 in the register: (\d+)$", output, re.MULTILINE)
    assert [] == [*tmp_path.iterdir()]


def test_the_files_merge_without_a_conflict(examples: Path) -> None:
    """Merged by records, in either order, the two desks have one grant of 2025."""
    start, ane, bo = (load(examples / "two-desks" / f"{name}.toml") for name in ("start", "ane", "bo"))

    for ours, theirs in ((ane, bo), (bo, ane)):
        merged = merge(start, ours, theirs)
        grants = merged.register.partnerships["havnens-boldklub"].grants
        assert () == merged.conflicts
        assert {2024, 2025} == {grant.year for grant in grants}
        assert 2 == len(grants)
