"""The edit of the files of a register, so that they hold another register."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import tomli

from civic_partnership.files import path_error
from civic_partnership.findings import Path, sanitize
from civic_partnership.model import KINDS, Entry, RecordKey, Register
from civic_partnership.storage.converter import shared_converter
from civic_partnership.storage.parsing import decode_text, encode_like
from civic_partnership.storage.reading import parse
from civic_partnership.storage.writing import ensure_writable, format_folder, to_dict
from civic_partnership.values import Label

from .changes import Comparison
from .toml_editor import ImpossibleEditError, TomlEditor

_MUNICIPALITY = "municipality"
_MOST_NAMED = 5
"""The most records that a sentence names."""


class FileEdit(NamedTuple):
    """The new contents of a file, and the keys of the records in it that are new, changed or removed."""

    contents: bytes
    records: tuple[RecordKey, ...]


def can_edit() -> bool:
    """Tell whether the packages of the extra `edit` are installed."""
    return all(map(find_spec, ("tomlrt", "tree_sitter", "tree_sitter_toml")))


def edit_files(files: Mapping[str, bytes], before: Register, after: Register) -> dict[str, bytes]:
    """Edit the TOML files of a register so that they hold another register.

    Values are changed, added and removed where they stand. Every other byte stays: comments, order, blank
    lines, line endings, byte order mark. A comment stays unless it stands inside a value that is removed or
    replaced. A new record goes to the end of the file that has records of its kind, or else into the file
    that `write` would put it in. If several files have records of its kind, that with the name that `write`
    gives is taken, or else the last one.

    Args:
        files: name -> contents. Names are relative to the folder, with `/` between folders.
        before: the register that was read from these files, without a finding.
        after: the register that they are to hold.

    Returns:
        All files, edited or not, and the new ones.

    Raises:
        RecordsError: the new register would not read back the same.
        PathError: a change cannot be made so that every other byte of a file stays.
    """
    edits = find_edits(files, before, after)
    return {**files, **{name: edit.contents for name, edit in edits.items()}}


def find_edits(
    files: Mapping[str, bytes], before: Register, after: Register, *, home: str | None = None
) -> dict[str, FileEdit]:
    """Return only the files that `edit_files` edits or makes: name -> edit. It raises the same errors.

    New records go into the file `home`; without it, where those of their kind are.
    """
    ensure_writable(after)
    homes = dict(_homes(files))
    new_homes = {kind: home or _home_of_new(kind, homes, files) for kind in (_MUNICIPALITY, *KINDS)}
    changed: dict[str, list[RecordKey]] = {}
    for key in dict.fromkeys(key for register in (before, after) for key, _ in register):
        if before.get(key) != after.get(key):
            changed.setdefault(homes.setdefault(key, new_homes[key.kind]), []).append(key)
    records: dict[str, list[Entry]] = {name: [] for name in changed}
    for key, name in homes.items():
        if name in changed and (record := after.get(key)) is not None:
            records[name].append(record)
    edits: dict[str, FileEdit] = {}
    for name, keys in changed.items():
        expected = Register().replace(*records[name])
        if name in files:
            contents = _edit_file(name, files[name], keys, before, expected)
        else:
            contents = dict(format_folder(to_dict(expected)))[name].encode()
        edits[name] = FileEdit(contents, tuple(keys))
    return edits


def _homes(files: Mapping[str, bytes]) -> Iterator[tuple[RecordKey, str]]:
    """Yield the records in some files, each with the name of its file."""
    for name, data in sorted(files.items()):
        tables = tomli.loads(decode_text(data))
        for kind in KINDS:
            for id in tables.get(kind, {}):
                yield RecordKey(kind, id), name
        if _MUNICIPALITY in tables:
            yield RecordKey(_MUNICIPALITY, None), name


def _home_of_new(kind: str, homes: Mapping[RecordKey, str], files: Iterable[str]) -> str:
    """Return the name of the file for a new record of a kind."""
    own = f"{kind}.toml"
    same_name = [name for name in files if name.lower() == own]
    same_kind = sorted({name for key, name in homes.items() if key.kind == kind})
    both = [name for name in same_name if name in same_kind]
    return [own, *same_name, *same_kind, *both][-1]


def _edit_file(
    name: str, data: bytes, keys: Sequence[RecordKey], before: Register, expected: Register
) -> bytes:
    """Edit a file that holds records so that it holds the expected ones.

    Raises:
        PathError: a change cannot be made so that every other byte stays.
    """
    try:
        text = _edit_records(TomlEditor(decode_text(data)), keys, before, expected)
        is_right = _holds(text, expected)
    except (ImpossibleEditError, LookupError):  # the second where `before` is not what the files hold
        is_right = False
    if not is_right:
        raise path_error(FilePath(name), _impossible(keys))
    return encode_like(data, text)


def _holds(text: str, register: Register) -> bool:
    """Tell whether a text reads back as exactly this register."""
    reading = parse(text)
    return not reading.findings and reading.register == register


def _edit_records(editor: TomlEditor, keys: Sequence[RecordKey], before: Register, after: Register) -> str:
    """Return the text of a file with the changes of its records; new ones stand at the end."""
    converter = shared_converter()
    comparison = Comparison(editor.tree)
    new_tables: dict[str, Any] = {}
    for kind, id in keys:
        path: Path = (kind,) if id is None else (kind, id)
        old, new = (converter.unstructure(register.get(RecordKey(kind, id))) for register in (before, after))
        if new is None:
            comparison.remove(path)
        elif old is not None:
            table = editor.tables[kind] if id is None else editor.tables[kind][id]
            comparison.compare(table, old, new, path, path)
        elif editor.tree.is_inline((kind,)):
            comparison.add(new, path)
        elif id is None:
            new_tables[kind] = new
        else:
            new_tables.setdefault(kind, {})[id] = new
    return editor.edit(comparison.changes, new_tables)


def _impossible(keys: Sequence[RecordKey]) -> Label:
    names = ", ".join(sanitize("/".join(filter(None, key))) for key in keys[:_MOST_NAMED])
    names += " …" if len(keys) > _MOST_NAMED else ""
    return Label(
        f"programmet kan ikke rette {names} i den uden at ændre andet. Ret dem selv, og prøv igen",
        f"the program cannot change {names} in it without changing more. Change them yourself, and try again",
    )
