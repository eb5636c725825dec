"""The distribution brings a command; where it is not installed, nothing of it is tested."""

import subprocess
import sys

import pytest


def test_the_command_is_among_those_of_the_package() -> None:
    """It is found by the metadata of the distribution."""
    pytest.importorskip(
        "civic_partnership_browser",
        reason="The page is not tested, for it is not installed: pip install plugins/civic-partnership-browser",
    )
    command = [sys.executable, "-m", "civic_partnership", "--lang", "en", "--help"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "  browser  Write a page in one file that checks registers in a browser." in printed
