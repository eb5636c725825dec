"""A check with a cache finds the same as one without, whatever has changed."""

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings, strategies as st

from civic_partnership import check, read, to_text
from civic_partnership.caching import CacheFolder, CheckedFiles, cached_check, check_with_cache
from civic_partnership.findings import Rule
from civic_partnership.model import Partnership, Register
from civic_partnership.rules import CATALOGUE, Context, Verdict, broken, rule
from civic_partnership.testing import BrokenRegister, broken_by, readable_registers, registers

ON = date(2025, 3, 1)


class Desk:
    """A folder with a register, and one with a cache, for the time of one test."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        self.register = folder / "register"
        self.register.mkdir(parents=True)
        self.cache = CacheFolder(folder / "cache")

    def write(self, register: Register, files: int) -> None:
        """Write the records into so many files; each record stands in the same file every time."""
        records: dict[int, list[Any]] = defaultdict(list)
        for key, record in register:
            records[crc32("/".join(filter(None, key)).encode()) % files].append(record)
        for number in range(files):
            path = self.register / f"{number}.toml"
            path.write_text(to_text(Register().replace(*records[number])), encoding="utf-8", newline="\n")

    def check(self, on: date = ON, rules: Sequence[Rule] = CATALOGUE, **versions: str) -> CheckedFiles:
        """Check with the cache."""
        return check_with_cache(self.register, on=on, rules=rules, versions=versions, folder=self.cache)

    def compare(self, on: date = ON, rules: Sequence[Rule] = CATALOGUE) -> None:
        """Check with the cache and without, and compare all that is shown."""
        cached = self.check(on, rules)
        reading = read(self.register)
        report = check(reading.register, on=on, rules=rules)
        findings = [*reading.findings, *report.findings]

        assert findings == list(cached.findings)
        assert report.failures == tuple(cached.failures)
        assert [reading.locate(each) for each in findings] == [cached.locate(each) for each in findings]
        assert [reading.excerpt(each) for each in findings] == [cached.excerpt(each) for each in findings]
        assert (reading.number_of_records, reading.left_out) == (cached.number_of_records, cached.left_out)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the desks of this module, one after the other."""
    return tmp_path_factory.mktemp("desk")


@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.name)
def test_what_a_change_breaks_or_mends_is_found(rule: Rule, folder: Path) -> None:
    """Break a rule in one of three partnerships and mend it again; each time the findings are the same."""

    @settings(max_examples=max(3, settings.default.max_examples // 20))
    @given(broken_by(rule, valid=registers(partnerships=3, complete=True)), st.integers(1, 40))
    def run(case: BrokenRegister, files: int) -> None:
        desk = Desk(folder)
        for register in (case.valid, case.broken, case.valid):
            desk.write(register, files)
            desk.compare(case.on)

    run()


def edit(path: Path, rng: Random, others: Sequence[str]) -> None:
    """Change something about a file."""
    text = path.read_text(encoding="utf-8")
    new = path.with_name(f"{rng.randrange(100)}.{rng.choice(['toml', 'toml', 'csv', 'txt'])}")
    match rng.randrange(7):
        case 0:
            path.unlink()
        case 1:
            path.replace(new)
        case 2:
            path.write_text(f"{text}\n= broken", encoding="utf-8")
        case 3:
            path.write_text(f"# a comment\n{text}", encoding="utf-8")
        case 4:
            new.write_text(text, encoding="utf-8")
        case 5:
            lines = text.split("\n")
            del lines[rng.randrange(len(lines))]
            path.write_text("\n".join(lines), encoding="utf-8")
        case _:
            path.write_text(rng.choice(others), encoding="utf-8")


@given(
    registers() | readable_registers(),
    registers(partnerships=2, complete=True),
    st.integers(1, 30),
    st.randoms(),
)
def test_any_changes_of_files_are_found(
    folder: Path, first: Register, second: Register, files: int, rng: Random
) -> None:
    """Change, add, rename, break and delete files; after each change the findings are the same."""
    desk = Desk(folder)
    desk.write(second, files)
    others = [path.read_text(encoding="utf-8") for path in sorted(desk.register.iterdir())]
    desk.write(first, files)
    others += [path.read_text(encoding="utf-8") for path in sorted(desk.register.iterdir())]
    desk.compare()
    for _ in range(4):
        paths = sorted(desk.register.iterdir())
        for path in rng.sample(paths, min(len(paths), rng.randrange(1, 3))):
            edit(path, rng, others)
        desk.compare()
