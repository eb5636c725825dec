"""The check of a register of which some files have changed since the last check."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from civic_partnership.findings import Rule, finding_sort_key
from civic_partnership.model import Entry, Meeting, Partnership, Programme, RecordKey, Register
from civic_partnership.rules import Context, RuleRun
from civic_partnership.storage import InputFile, Loader, Reading, read_loaded
from civic_partnership.streaming import RecordRow, StoredContext

from .checked_files import CheckedFiles
from .documents import is_base, is_wide
from .file_index import FileIndex, Rows

MOST = 0.5
"""If more than this share of the files or records must be looked at again, all are: it takes no longer."""

_UNKNOWN_REFERENCE = "unknown-reference"
"""The rule that looks at the ids of all records, for the one that was meant."""


def is_sound(reading: Reading) -> bool:
    """Tell whether files can be checked one by one: nothing is wrong, and no record needs a line or a row."""
    return not reading.findings and all(file.format in ("toml", "json") for file in reading.files.values())


def make_index(reading: Reading, on: date, rules: Iterable[Rule]) -> bytes:
    """Return the index of files with which nothing is wrong, encoded."""
    index = FileIndex()
    index.add_files(_list_files(reading), _find_base(reading, on), _name_local(rules))
    index.finish()
    return index.encode()


def check_again(
    before: CheckedFiles,
    names: Collection[str],
    files: Sequence[Loader],
    *,
    on: date,
    rules: Sequence[Rule],
) -> CheckedFiles | None:
    """Check what may have changed: the documents of what changed, and all that wide rules look at.

    Args:
        before: what the last check has found, with an index.
        names: the names of the files that have changed, come or gone.
        files: all files that are there now.
        on: the day as of which is checked, as it was in the last check.
        rules: the rules of the last check, all of them of the package.

    Returns:
        what is found now; None if that may have changed anywhere, so that all must be checked.
    """
    index, local = FileIndex(before.index), _name_local(rules)
    base_files = index.find_base()
    if len(names) > MOST * len(files) or not base_files.isdisjoint(names):
        return None
    reading = read_loaded([row for row in files if row[0] in base_files.union(names)], keep_text=False)
    if not is_sound(reading):
        return None
    base = _find_base(reading, on)
    old = index.list_documents(names)
    touched = index.find_documents(old)
    index.remove_files(names)
    index.add_files((row for row in _list_files(reading) if row[0].name in names), base, local)
    new = index.list_documents(names)
    if index.find_base() != base_files or index.has_twice():
        return None
    if old != new:  # another id may be the closest one now
        touched |= {
            each.record for each in before.findings if each.record and each.rule == _UNKNOWN_REFERENCE
        }
    context = FilesContext(base, index, files, reading)
    touched = index.find_documents(touched | new)
    if len(touched) > MOST * index.count_all():
        return None
    asked = [record for key in touched if (record := context.register.get(key))]
    run = RuleRun(context, rules)
    with run.protect():
        run.ask_all(base.register.replace(*asked))
    if run.failures:
        return None
    past = touched | dict(base.register).keys()
    kept = [each for each in before.findings if each.rule in local and each.record not in past]
    findings = sorted([*kept, *run.findings], key=finding_sort_key)
    return CheckedFiles(findings, index.count_all(), index=index.encode())


class FilesContext(StoredContext):
    """The context of rules about a base register, and records of documents that are read when asked for.

    Args:
        base: the context of the base register alone.
        index: the index of the files.
        files: the files; nothing is wrong with any of them.
        reading: what was read of them so far.
    """

    def __init__(self, base: Context, index: FileIndex, files: Iterable[Loader], reading: Reading) -> None:
        super().__init__(base, index, self._load, ())
        self._files = index
        self._loaders = dict(files)
        self._records = dict(reading.register)

    def _load(self, row: RecordRow) -> Entry:
        key = RecordKey(row.kind, row.id)
        if key not in self._records:
            name = self._files.find_file(row)
            self._records |= read_loaded([(name, self._loaders[name])], keep_text=False).register
        return self._records[key]

    def meetings(self, kind: str, owner: Partnership | Programme) -> Sequence[Meeting]:
        """Return the meetings of a kind that belong to a partnership or a programme."""
        below = super().meetings(kind, owner)
        if isinstance(owner, Programme):
            return below  # those of a document belong to its partnership
        ids = self._files.beside(RecordKey("partnerships", owner.id), "meetings")
        own = [each for each in map(self.register.meetings.__getitem__, ids) if each.kind == kind]
        return sorted([*own, *below], key=lambda meeting: meeting.id)


def _find_base(reading: Reading, on: date) -> Context:
    """Return the context of the records of the base alone."""
    return Context(Register().replace(*(each for _, each in reading.register if is_base(each))), on)


def _list_files(reading: Reading) -> Iterator[tuple[InputFile, Rows]]:
    """Yield each file with its records; nothing is wrong with any of them."""
    rows: dict[str, list[tuple[RecordKey, Entry]]] = defaultdict(list)
    for key, record in reading.register:
        rows[reading.origins[key].file.name].append((key, record))
    return ((file, rows[name]) for name, file in reading.files.items())


def _name_local(rules: Iterable[Rule]) -> set[str]:
    return {rule.name for rule in rules if not is_wide(rule)}
