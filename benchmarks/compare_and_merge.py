"""How long comparing and merging large registers take, beside what reading them again would take.

Run: python benchmarks/compare_and_merge.py [PARTNERSHIPS]

A register and two copies, in each of which a hundred partnerships were changed in their files, are read: one
after the other, and together, so that files with the same bytes are parsed once. Prints the median over
several rounds, and the ratios, each taken round by round.
"""

import sys
import tempfile
from pathlib import Path
from shutil import copytree
from statistics import median

from big_register import PER_FILE, make_files, write_files
from measuring import measure_rounds, median_ratio

from civic_partnership import read
from civic_partnership.merging import diff, merge
from civic_partnership.model import Register
from civic_partnership.storage import KnownFiles

ROUNDS = 3
EDITS = 100
TITLES = ("read one", "read three together", "diff", "merge")


def read_together(*folders: Path) -> list[Register]:
    """Read registers; files with the same bytes once."""
    known: KnownFiles = {}
    return [read(folder, known=known).register for folder in folders]


def write_copy(folder: Path, copy: Path, partnerships: int, *, first: int, text: str) -> Path:
    """Copy a register, and change the note of a hundred partnerships next to one another."""
    copytree(folder, copy)
    for number in range(first, min(first + EDITS, partnerships)):
        path = copy / f"partnerships-{number // PER_FILE * PER_FILE:07}.toml"
        old, new = (f'activity = "{each}"\n' for each in ("fodbold", text))
        head, name, rest = path.read_text(encoding="utf-8").partition(f"[associations.forening-{number}]")
        path.write_text(head + name + rest.replace(old, new, 1), encoding="utf-8")
    return copy


def main() -> None:
    """Measure side by side, round by round."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "base")
        write_files(folder, make_files(partnerships))
        ours = write_copy(folder, Path(name, "ours"), partnerships, first=0, text="håndbold")
        theirs = write_copy(folder, Path(name, "theirs"), partnerships, first=partnerships // 2, text="skak")
        sides = read_together(folder, ours, theirs)
        assert len(diff(sides[0], merge(*sides).register)) == 2 * EDITS
        times = measure_rounds(
            ROUNDS,
            lambda: read(folder),
            lambda: read_together(folder, ours, theirs),
            lambda: diff(sides[0], sides[1]),
            lambda: merge(*sides),
        )
        alone = [read(each).register for each in (folder, ours, theirs)]
        times += measure_rounds(ROUNDS, lambda: diff(alone[0], alone[1]), lambda: merge(*alone))
        titles = (*TITLES, "diff, read apart", "merge, read apart")
        for title, seconds in zip(titles, times, strict=True):
            ratio = median_ratio(seconds, times[0])
            print(f"{title:20} {median(seconds):7.3f} s {ratio:7.3f} of reading one")


if __name__ == "__main__":
    main()
