"""Count what `git merge-file` makes of four hundred pairs of edits, and what a merge by their meaning makes of them.

    python tests/merging/git_figures.py

Each side is edited in the files as people wrote them, as far as that is possible; comments and layout stay.
"""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from merging.edits import EXAMPLES
from merging.pairs import BASES, Pair, apply, make_corpus
from merging.test_corpus import judge

from civic_partnership.errors import PathError
from civic_partnership.merging import diff
from civic_partnership.storage import edit_files, read_files

NUMBER = 400


def merge_by_git(pair: Pair) -> str:
    """Say how git merges a pair of edits, file by file."""
    base = BASES[pair.base]
    files = {path.name: path.read_bytes() for path in sorted((EXAMPLES / pair.base).glob("*.toml"))}
    sides = [edit_files(files, base, apply(base, edit)) for edit in (pair.ours, pair.theirs)]
    merged: dict[str, bytes] = {}
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            paths = [Path(folder, side) for side in ("ours", "base", "theirs")]
            for path, contents in zip(paths, (sides[0][name], data, sides[1][name]), strict=True):
                path.write_bytes(contents)
            run = subprocess.run(["git", "merge-file", "-p", *paths], capture_output=True, check=False)
            if run.returncode:
                return "conflict" if pair.is_conflict else "false conflict"
            merged[name] = run.stdout
    reading = read_files(merged)
    if pair.is_conflict:
        return "contradiction is not told"
    if reading.findings:
        return "unreadable file, silently"
    if not diff(pair.expected, reading.register):
        return "right"
    is_twice = pair.ours.what == "add" and pair.ours.value == pair.theirs.value
    return "silent duplicate" if is_twice else "other register, silently"


def main() -> None:
    """Print the figures."""
    counter: Counter[str] = Counter()
    for pair in make_corpus(NUMBER):
        counter[f"here: {judge(pair)}"] += 1
        try:
            counter[f"git: {merge_by_git(pair)}"] += 1
        except PathError:
            counter["git: cannot be edited in place"] += 1
    for outcome, number in counter.most_common():
        print(f"{number:5} {outcome}")


if __name__ == "__main__":
    main()
