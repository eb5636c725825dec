"""Write every golden file, table and output on a page anew: `python tests/write_golden_files.py`.

Read the changes with `git diff` before you commit them.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Write the table of rules, then run all tests that name golden files; return the exit status."""
    subprocess.run([sys.executable, "tests/rules/readme.py"], cwd=ROOT, check=True)
    tests = [
        path
        for path in (*ROOT.glob("tests/**/test_*.py"), *ROOT.glob("plugins/*/tests/test_*.py"))
        if "golden" in path.read_text(encoding="utf-8").lower()
    ]
    environment = {**os.environ, "WRITE_GOLDEN": "1"}
    command = [sys.executable, "-m", "pytest", "--quiet", *map(str, sorted(tests))]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
