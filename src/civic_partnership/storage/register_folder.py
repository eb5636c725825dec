"""The folder or file of a register that is changed: lock it, read it, and replace its files."""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from civic_partnership.files import (
    MANIFEST,
    StagedFile,
    clear_leftovers,
    finish_interrupted,
    is_leftover,
    make_and_lock_folder,
    path_error,
    refuse_dead_link,
    replace_files,
    resolve_target,
    system_path_error,
)
from civic_partnership.findings import OPEN_CONFLICT, format_path
from civic_partnership.model import Register
from civic_partnership.values import Label

from .discovery import NO_FILES, find_files
from .editing import can_edit, find_edits
from .open_conflicts import CONFLICTS
from .parsing import decode_text
from .reading import read, refuse_findings
from .writing import (
    check_replaceable,
    format_folder,
    format_toml,
    prepare_tables,
    replace_register_files,
    to_dict,
    write_files,
)

_BESIDE_A_REGISTER = {".git", ".gitattributes", ".gitignore", ".DS_Store", "desktop.ini", "Thumbs.db"}
"""Names that an empty folder may hold: those of a new repository, and files that desktops leave anywhere."""

_EXPORT = Label(
    "det er en eksport. Brug registerets egen mappe",
    "it is an export. Use the folder of the register itself",
)
_SOMETHING_ELSE = Label(
    "der ligger noget andet end et register i den. Vælg en ny mappe",
    "something else than a register is in it. Choose a new folder",
)
_TAKEN = Label(
    "der er allerede et register i den. Vælg en ny mappe",
    "there is a register in it already. Choose a new folder",
)
_NO_FOLDER = Label("det er ikke en mappe. Vælg en mappe", "it is no folder. Choose a folder")


class FileChange(NamedTuple):
    """A change of a file that people wrote, or of a new file beside it.

    Attributes:
        name: the name of the file in the folder of the register.
        is_new: whether the file is new.
        added: how many new records it gets.
        changed: how many of its records are changed.
    """

    name: str
    is_new: bool
    added: int
    changed: int


class RegisterFolder:
    """The folder of a register, locked against other users of this package.

    A register may also be one TOML file in the folder; everything else in the folder is then left alone.

    Attributes:
        register: the register in it; an empty one in a new folder.
        conflicts: the text of the file with its open conflicts; empty if there is none.
    """

    def __init__(self, path: Path, folder: Path, only: str | None = None) -> None:
        self._path = path
        self._folder = folder
        self._only = only
        self._present: dict[str, bytes] = {}
        self._is_by_hand = False
        self.register = Register()
        self.conflicts = ""

    @property
    def is_new(self) -> bool:
        """Whether the folder holds no file of a register yet."""
        return not self._present

    def read(self) -> None:
        """Load the register of the folder; refuse other things, and files that cannot be edited."""
        found = list(find_files(self._folder / (self._only or ""), tables=True))
        if found == [(self._folder, NO_FILES)]:
            others = (each for each in self._folder.iterdir() if each.name not in _BESIDE_A_REGISTER)
            if not all(map(is_leftover, others)):
                raise path_error(self._path, _SOMETHING_ELSE)
            return
        reading = read(self._path)
        refuse_findings(self._path, [each for each in reading.findings if each.rule != OPEN_CONFLICT.name])
        self.register = reading.register
        own = dict(self._format(to_dict(self.register)))
        for file in found:
            if isinstance(file, tuple):  # could not be read, and then could
                raise path_error(self._path, file[1].reason)
            name, data = file.relative_to(self._folder).as_posix(), file.read_bytes()
            self._present[name] = data
            if name == CONFLICTS:
                self.conflicts = decode_text(data)  # UTF-8, for it was read before
            elif _is_link(file) or data != own.get(name, "").encode():
                self._is_by_hand = True
                if file.suffix.lower() != ".toml":
                    raise path_error(self._path, _tables(format_path(name)))
                if not can_edit():
                    raise path_error(self._path, _by_hand(format_path(name)))
        for folder in {(self._folder / name).parent for name in self._present} - {self._folder}:
            clear_leftovers(folder)

    def replace(
        self,
        register: Register | None,
        elsewhere: Sequence[StagedFile] = (),
        *,
        conflicts: str | None = None,
        dry_run: bool = False,
    ) -> tuple[FileChange, ...]:
        """Replace the register (None keeps it), and files elsewhere, in one step; all other files stay.

        Files that people wrote are edited, so that what is not changed stays as it is. A dry run makes all
        new contents and raises the same errors, but writes nothing.

        Args:
            register: the new register.
            elsewhere: new files for other folders.
            conflicts: the new text of the file with the open conflicts; an empty text removes the file, and
                None keeps it.
            dry_run: whether to write nothing.

        Returns:
            The changes of files that people wrote; none where the program writes all files itself.
        """
        try:
            if register is None:
                replace_files(self._folder, (), elsewhere)
                return ()
            new, changes = self._make_files(register)
            new |= self._make_conflicts(conflicts)
            if dry_run:
                changed = [name for name, data in new.items() if data != self._present.get(name)]
                check_replaceable(self._folder, new, changed)
            else:
                replace_register_files(self._folder, new, self._present, elsewhere)
        except OSError as error:
            raise system_path_error(self._path, error) from None
        return changes

    def start(self, files: Mapping[str, str]) -> None:
        """Write the first files of a register; raise a PathError if there is one already."""
        self.require_new()
        replace_register_files(self._folder, {name: text.encode() for name, text in files.items()}, {})

    def require_new(self) -> None:
        """Make sure that there is no register in the folder; raise a PathError if there is one."""
        if self._present:
            raise path_error(self._path, _TAKEN)

    def _make_files(self, register: Register) -> tuple[dict[str, bytes], tuple[FileChange, ...]]:
        """Make the files that hold a register; refuse to edit what a link leads to."""
        if not self._is_by_hand:
            texts = self._format(prepare_tables(register))
            return {name: text.encode() for name, text in texts}, ()
        edited = {name: data for name, data in self._present.items() if name != CONFLICTS}
        edits = find_edits(edited, self.register, register, home=self._only)
        changes = []
        for name, edit in edits.items():
            if name in self._present and _is_link(self._folder / name):
                raise path_error(self._path, _link(format_path(name)))
            added = sum(self.register.get(key) is None for key in edit.records)
            changes.append(FileChange(name, name not in self._present, added, len(edit.records) - added))
        return {**edited, **{name: edit.contents for name, edit in edits.items()}}, tuple(changes)

    def _make_conflicts(self, text: str | None) -> dict[str, bytes]:
        """Make the file with the open conflicts, if there are any; None stands for those that are there."""
        if text is None:
            return {name: data for name, data in self._present.items() if name == CONFLICTS}
        if CONFLICTS in self._present and _is_link(self._folder / CONFLICTS):
            raise path_error(self._path, _link(CONFLICTS))
        return {CONFLICTS: text.encode()} if text else {}

    def _format(self, tables: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        """Return the names and texts of the files that the program itself writes."""
        return [(self._only, format_toml(tables))] if self._only else format_folder(tables)


@contextlib.contextmanager
def open_register_folder(
    path: Path, *, dry_run: bool = False, may_be_file: bool = False
) -> Iterator[RegisterFolder]:
    """Lock and read the folder of a register; refuse a folder that holds an export or something else.

    A new folder is made with the folders above it, but not in a dry run, and removed if it stays empty. With
    `may_be_file` the path may also be a TOML file that is there, which is then the register.
    """
    try:
        folder, only = resolve_target(path), None
        refuse_dead_link(path)
        if may_be_file and folder.is_file() and folder.suffix.lower() == ".toml":
            folder, only = folder.parent, folder.name
        if folder.exists() and not folder.is_dir():
            raise path_error(path, _NO_FOLDER)
        if any((each / MANIFEST).exists() for each in (folder, *folder.parents)):
            raise path_error(path, _EXPORT)
        register_folder = RegisterFolder(path, folder, only)
        if dry_run and not folder.exists():
            yield register_folder
            return
        with make_and_lock_folder(folder):
            finish_interrupted(folder)
            register_folder.read()
            yield register_folder
    except OSError as error:
        raise system_path_error(path, error) from None


def write(
    register: Register,
    path: str | os.PathLike[str] | None = None,
    *,
    into: str | os.PathLike[str] | None = None,
) -> None:
    """Write a register into a file or a folder, or back into the files that people wrote.

    Everything else in a folder stays. All files are replaced in one step, or none is. If two programs
    write into one folder at the same time, one waits for the other.

    Args:
        register: the register.
        path: where to write it anew. A path that ends in `.toml`, `.json` or `.ndjson` is one file. Any other
            path is a folder with one TOML file for each kind. Files of an earlier `write` are replaced; a
            folder with other TOML files is refused. Folders above are made.
        into: in place of `path`, the folder or TOML file of a register that is there. Files that people wrote
            are edited: only records that differ change, and comments and layout stay. This takes the extra
            `edit`. A new folder is written as by `path`.

    Raises:
        TypeError: neither or both of `path` and `into` are given.
        RecordsError: the register would not read back the same, or records were left out of it.
        PathError: it cannot be written there, or not without a change of something else.
    """
    if (path is None) == (into is None):
        raise TypeError("write takes either a path or into=")
    if path is not None:
        write_files(register, path)
    if into is not None:
        with open_register_folder(Path(into), may_be_file=True) as folder:
            folder.replace(register)


def _is_link(file: Path) -> bool:
    """Tell whether a file in the folder of a register, or a folder on the way to it, is a link."""
    return os.path.realpath(file) != str(file)


def _by_hand(name: str) -> Label:
    extra = "pip install 'civic-partnership[edit]'"
    return Label(
        f"{name} er skrevet i hånden, og programmet ville slette bemærkninger og opsætning i den. "
        f"At rette i den, så de bliver stående, kræver udvidelsen edit: {extra}",
        f"{name} was written by hand, and the program would delete the comments and layout in it. "
        f"To edit it so that they stay takes the extra edit: {extra}",
    )


def _tables(name: str) -> Label:
    return Label(
        f"{name} er en tabel i CSV, og programmet ville slette opsætningen i den. "
        "Lav en mappe, som programmet selv har skrevet: eksportér til toml med --include-personal, "
        f"slet {MANIFEST} i eksporten, og brug den",
        f"{name} is a table in CSV, and the program would delete the layout in it. "
        "Make a folder that the program wrote: export to toml with --include-personal, "
        f"delete {MANIFEST} in the export, and use that",
    )


def _link(name: str) -> Label:
    return Label(
        f"{name} er en genvej til en fil et andet sted. Læg selve filen i mappen",
        f"{name} is a link to a file elsewhere. Put the file itself into the folder",
    )
