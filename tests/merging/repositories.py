"""Repositories of git in which two desks change a register, without anybody's own settings."""

import os
import subprocess
from pathlib import Path

import pytest

from civic_partnership.merging import install, plan_install

CLUB = """\
format_version = 1

# Klubben
[partnerships.klub]
programme = "ordning"
partners = [{ association = "klub" }]
grants = [
  { year = 2023, amount = 200_000 },
  { year = 2024, amount = 200_000, awarded_on = 2023-12-07 },  # efter budget
]
"""
"""A file of a register."""


class Repository:
    """A work tree with a register in `register/klub.toml`, whose drivers are set up."""

    def __init__(self, folder: Path, text: str | bytes = CLUB, *, drivers: bool = True) -> None:
        self.folder = folder
        self.file = folder / "register" / "klub.toml"
        self.conflicts = folder / "register" / "conflicts.toml"
        self.file.parent.mkdir(parents=True)
        self.git("init", "--initial-branch=main")
        self.write(text)
        if drivers:
            install(plan_install(folder))
        self.commit("start")

    def git(self, *arguments: str, status: int = 0) -> str:
        """Run git; return what it prints, with its errors."""
        words = ("git", "-c", "user.name=Ane", "-c", "user.email=ane@nordby.example", *arguments)
        done = subprocess.run(
            words, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        text = done.stdout.decode()
        assert status == done.returncode, text
        return text

    def write(self, text: str | bytes, name: str = "klub.toml") -> None:
        """Write a file of the register."""
        data = text if isinstance(text, bytes) else text.encode()
        (self.folder / "register" / name).write_bytes(data)

    def change(self, old: str, new: str) -> None:
        """Change a text that stands once in the file."""
        data = self.file.read_bytes()
        assert data.count(old.encode()) == 1
        self.file.write_bytes(data.replace(old.encode(), new.encode()))

    def commit(self, message: str) -> None:
        """Commit all files."""
        self.git("add", "--all")
        self.git("commit", "--message", message)

    def branch(self, name: str) -> None:
        """Begin a branch at the first commit."""
        self.git("switch", "--create", name, "main")

    def unmerged(self) -> set[str]:
        """Return the names of the files that somebody must still merge."""
        return set(self.git("diff", "--name-only", "--diff-filter=U").split())

    def text(self) -> str:
        """Return the text of the file."""
        return self.file.read_bytes().decode()


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let git read no settings but those of the repository."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_EDITOR", "true")
    monkeypatch.setenv("LC_ALL", "C")
