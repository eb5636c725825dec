"""The canonical order of the files of a register, put into the files that people wrote."""

import contextlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

from civic_partnership.files import make_and_lock_folder, path_error, system_path_error
from civic_partnership.values import Label

from .discovery import MAX_BYTES, find_files, read_bytes
from .editing import ImpossibleEditError, can_edit, format_text
from .parsing import Unreadable, decode, decode_text, encode_like
from .writing import replace_register_files

_EXTRA = Label(
    "at ordne filer kræver udvidelsen edit: pip install 'civic-partnership[edit]'",
    "to format files takes the extra edit: pip install 'civic-partnership[edit]'",
)
_IMPOSSIBLE = Label(
    "programmet kan ikke ordne den, så alt i den bliver. Ret den selv",
    "the program cannot put it in order so that all in it stays. Change it yourself",
)
_LINK = Label(
    "den er en genvej til en fil et andet sted. Ordn filen dér",
    "it is a link to a file elsewhere. Format that file",
)


@frozen
class FormattedFiles:
    """The result of formatting.

    Attributes:
        changed: the names of the files that were, or in a dry run would be, changed.
        refused: name of a file that stays as it is -> why.
    """

    changed: tuple[str, ...]
    refused: Mapping[str, Label]


def format_files(path: str | os.PathLike[str], *, dry_run: bool = False) -> FormattedFiles:
    """Put the TOML files of a register into canonical order, all in one step; a dry run only tells.

    The fields of a record stand in the order of their class; records stay where they are. Comments go with
    what they are about. The register that is read from the files is the same.

    Args:
        path: the folder of a register, or one TOML file.
        dry_run: whether to leave the files as they are.

    Raises:
        PathError: there is nothing at the path, it cannot be written, or the extra `edit` is not installed.
    """
    target = Path(path)
    if not can_edit():
        raise path_error(target, _EXTRA)
    found = list(find_files(target))
    try:
        folder = (target if target.is_dir() else target.parent).resolve()
        root = target if target.is_dir() else target.parent
        with contextlib.nullcontext() if dry_run else make_and_lock_folder(folder):
            present, new, refused = _read(root, found)
            if not dry_run:
                replace_register_files(folder, new, {name: present[name] for name in new})
    except OSError as error:
        raise system_path_error(target, error) from None
    return FormattedFiles(tuple(new), refused)


def _read(
    root: Path, found: Iterable[Path | tuple[Path, Unreadable]]
) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, Label]]:
    """Return the files, their new contents if these differ, and why a file is refused."""
    present: dict[str, bytes] = {}
    new: dict[str, bytes] = {}
    refused: dict[str, Label] = {}
    for each in found:
        file, error = each if isinstance(each, tuple) else (each, None)
        name = file.relative_to(root).as_posix()
        try:
            if error:
                raise error
            data = present[name] = read_bytes(file, MAX_BYTES)
            formatted = _format(data)
        except Unreadable as error:
            refused[name] = error.reason
        except ImpossibleEditError:
            refused[name] = _IMPOSSIBLE
        else:
            if formatted != data and file.resolve() != root.resolve() / name:
                refused[name] = _LINK
            elif formatted != data:
                new[name] = formatted
    return present, new, refused


def _format(data: bytes) -> bytes:
    """Return the bytes of a file in canonical order; a byte order mark stays."""
    decode(data, "toml")
    return encode_like(data, format_text(decode_text(data)))
