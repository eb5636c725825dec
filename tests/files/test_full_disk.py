"""A small disk that is full: every command ends in a sentence and the old state."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from files import full_disk

MOUNT = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
"""Runs a command in which a small disk can be mounted, without the rights of an administrator."""


def run_on_small_disk(disk: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command while a disk of 64 KiB is mounted on a folder."""
    script = 'mount -t tmpfs -o size=64k none "$0" && exec "$@"'
    folders = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.run(
        [*MOUNT, script, str(disk), *command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": folders},
    )


@pytest.mark.parametrize("command", full_disk.COMMANDS)
def test_a_full_disk_keeps_the_old_state(tmp_path: Path, command: str) -> None:
    """With every number of free pages, the files are the old ones, or all are the new ones."""
    try:
        is_possible = run_on_small_disk(tmp_path, "true").returncode == 0
    except FileNotFoundError:
        is_possible = False
    if not is_possible:
        pytest.skip("this system mounts no disk for a test")

    done = run_on_small_disk(tmp_path, sys.executable, full_disk.__file__, str(tmp_path), command)

    assert 0 == done.returncode, done.stderr
    assert 0 < json.loads(done.stdout)
