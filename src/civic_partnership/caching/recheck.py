"""The check of a register of which some files have changed since the last check."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from civic_partnership.findings import Rule, finding_sort_key
from civic_partnership.model import Entry, Meeting, Partnership, Programme, RecordKey, Register
from civic_partnership.rules import RuleRun
from civic_partnership.storage import InputFile, Loader, Reading, read_loaded
from civic_partnership.streaming import RecordRow, StoredContext

from .checked_files import CheckedFiles
from .documents import is_base, is_wide
from .encoding import decode, encode
from .file_index import FileIndex, Rows

MOST = 0.5
"""If more than this share of the files or records must be looked at again, all are: it takes no longer."""

_UNKNOWN_REFERENCE = "unknown-reference"
"""The rule that looks at the ids of all records, for the one that was meant."""


def is_sound(reading: Reading) -> bool:
    """Tell whether files can be checked one by one: nothing is wrong, and no record needs a line or a row."""
    return not reading.findings and all(file.format in ("toml", "json") for file in reading.files.values())


def make_index(reading: Reading, rules: Iterable[Rule]) -> tuple[bytes, bytes]:
    """Return the index of files with which nothing is wrong, and what wide rules see of them, encoded."""
    index = FileIndex()
    base = {key for key, record in reading.register if is_base(record)}
    parts = index.add_files(_list_files(reading), base, _name_local(rules))
    index.finish()
    return index.encode(), encode(parts)


def check_again(
    before: CheckedFiles,
    names: Collection[str],
    files: Sequence[Loader],
    load_parts: Callable[[], bytes | None],
    *,
    on: date,
    rules: Sequence[Rule],
) -> CheckedFiles | None:
    """Check what may have changed: the documents of what changed, and if wide rules see it, what these see.

    Args:
        before: what the last check has found, with an index.
        names: the names of the files that have changed, come or gone.
        files: all files that are there now.
        load_parts: loads what `make_index` returned; None if that is lost.
        on: the day as of which is checked, as it was in the last check.
        rules: the rules of the last check, all of them of the package.

    Returns:
        what is found now; None if that may have changed anywhere, so that all must be checked.
    """
    if len(names) > MOST * len(files):
        return None
    index, local = FileIndex(before.index), _name_local(rules)
    base_files = index.find_base()
    reading = read_loaded([row for row in files if row[0] in {*names, *base_files}], keep_text=False)
    if not is_sound(reading):
        return None
    base = {key: record for key, record in reading.register if is_base(record)}
    old, old_wide = index.list_documents(names), index.list_wide(names)
    touched = index.find_documents(old)
    index.remove_files(names)
    index.add_files((row for row in _list_files(reading) if row[0].name in names), base.keys(), local)
    new = index.list_documents(names)
    if index.find_base() != base_files or index.has_twice():
        return None
    if old != new:  # another id may be the closest one now
        touched |= {
            each.record for each in before.findings if each.record and each.rule == _UNKNOWN_REFERENCE
        }
    context = FilesContext(Register().replace(*base.values()), on, index, files, reading, load_parts)
    touched = index.find_documents(touched | new)
    if len(touched) > MOST * index.count_all():
        return None
    asked = {key: record for key in touched if (record := context.read(key))}
    if old != new or old_wide != index.list_wide(names) or index.has_exempt():
        asked |= base
    else:
        rules = [rule for rule in rules if rule.name in local]
    run = RuleRun(context, rules)
    with run.protect():
        run.ask_all(Register().replace(*asked.values()))
    if run.failures:
        return None
    names_asked = {rule.name for rule in rules}
    past = touched | asked.keys()
    kept = [
        each
        for each in before.findings
        if each.rule not in names_asked or (each.rule in local and each.record not in past)
    ]
    findings = sorted([*kept, *run.findings], key=finding_sort_key)
    return CheckedFiles(findings, index.count_all(), index=index.encode())


class FilesContext(StoredContext):
    """The context of rules about a base register, and records of documents that are read when asked for.

    Of a record that was not read in full before, wide rules see their part.

    Args:
        base: the base register.
        on: the day as of which it is checked.
        index: the index of the files.
        files: the files; nothing is wrong with any of them.
        reading: what was read of them so far.
        load_parts: loads what wide rules see of the files that have not changed since all were checked.
    """

    def __init__(
        self,
        base: Register,
        on: date,
        index: FileIndex,
        files: Iterable[Loader],
        reading: Reading,
        load_parts: Callable[[], bytes | None],
    ) -> None:
        super().__init__(base, on, index, self._load, ())
        self._files = index
        self._loaders = dict(files)
        self._records = dict(reading.register)
        self._load_parts = load_parts

    @cached_property
    def _parts(self) -> dict[bytes, bytes]:
        parts: dict[bytes, bytes] = decode(self._load_parts() or encode({}))
        return parts

    def read(self, key: RecordKey) -> Entry | None:
        """Return a record of a document in full; None if there is none."""
        row = self._files.find(key.kind, key.id or "")
        if row is None:
            return None
        if key not in self._records:
            name, _ = self._files.find_file(row)
            self._records |= self._read_file(name)
        return self._records[key]

    def _load(self, row: RecordRow) -> Entry:
        key = RecordKey(row.kind, row.id)
        if key not in self._records:
            name, wide = self._files.find_file(row)
            part = self._parts.get(wide)
            self._records |= self._read_file(name) if part is None else decode(part)
        return self._records[key]

    def _read_file(self, name: str) -> Register:
        return read_loaded([(name, self._loaders[name])], keep_text=False).register

    def meetings(self, kind: str, owner: Partnership | Programme) -> Sequence[Meeting]:
        """Return the meetings of a kind that belong to a partnership or a programme."""
        below = super().meetings(kind, owner)
        if isinstance(owner, Programme):
            return below  # those of a document belong to its partnership
        ids = self._files.beside(RecordKey("partnerships", owner.id), "meetings")
        own = [each for each in map(self.register.meetings.__getitem__, ids) if each.kind == kind]
        return sorted([*own, *below], key=lambda meeting: meeting.id)


def _list_files(reading: Reading) -> Iterator[tuple[InputFile, Rows]]:
    """Yield each file with its records; nothing is wrong with any of them."""
    rows: dict[str, list[tuple[RecordKey, Entry]]] = defaultdict(list)
    for key, record in reading.register:
        rows[reading.origins[key].file.name].append((key, record))
    return ((file, rows[name]) for name, file in reading.files.items())


def _name_local(rules: Iterable[Rule]) -> set[str]:
    return {rule.name for rule in rules if not is_wide(rule)}
