"""The setup of a repository, by which git merges and compares registers by their records."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from attrs import frozen

from civic_partnership.errors import PathError
from civic_partnership.files import replace_file, system_path_error
from civic_partnership.storage import MAX_BYTES, Unreadable, read_bytes, read_files, run_git

from .git_repository import find_repository, list_files

ATTRIBUTES = ".gitattributes"
_DRIVER = "civic-partnership"
_ANCESTORS = f"{_DRIVER}-ancestors"
"""The name of the driver by which git merges several common ancestors into one."""
_ENDING = f"merge={_DRIVER} diff={_DRIVER}"


@frozen
class GitSetup:
    """What is added to a repository, or taken out of it.

    Attributes:
        repository: its top folder.
        folders: the folders of its registers, with `/` between names; empty for the top folder itself.
        lines: the lines for `.gitattributes`.
        settings: name -> value, for the settings of this repository.
        attributes: the new contents of `.gitattributes`; None if the file is not needed any more.
    """

    repository: Path
    folders: tuple[str, ...]
    lines: tuple[str, ...]
    settings: Mapping[str, str]
    attributes: bytes | None


def plan_install(path: Path) -> GitSetup:
    """Find what a repository lacks, so that git merges and compares the files of its registers by records.

    Raises:
        PathError: git is missing, there is no repository, no register in it, or a file cannot be read.
    """
    repository = find_repository(path)
    folders = find_registers(repository)
    if not folders:
        raise PathError(
            "I depotet er der ingen .toml-fil med poster. Læg registeret i det først.",
            "In the repository there is no .toml file with records. Put the register into it first.",
        )
    text = _read_attributes(repository)
    present = {line.strip() for line in text.split("\n")}
    lines = [line for line in map(_attributes_line, folders) if line not in present]
    settings = {
        name: value
        for name, value in _settings(_find_command()).items()
        if _read_setting(repository, name) != value
    }
    return GitSetup(repository, folders, tuple(lines), settings, _encode(_add_lines(text, lines)))


def plan_uninstall(path: Path) -> GitSetup:
    """Find what `plan_install` once put into a repository; all else in its files stays.

    Raises:
        PathError: git is missing, there is no repository, or a file cannot be read.
    """
    repository = find_repository(path)
    text = _read_attributes(repository)
    all_lines = text.split("\n")
    kept = [line for line in all_lines if not line.strip().endswith(f" {_ENDING}")]
    lines = [line.strip() for line in all_lines if line not in kept]
    present = {name: _read_setting(repository, name) for name in _settings("")}
    settings = {name: value for name, value in present.items() if value is not None}
    rest = "\n".join(kept)
    return GitSetup(repository, (), tuple(lines), settings, _encode(rest) if rest or not lines else None)


def install(setup: GitSetup) -> None:
    """Write the settings and then the lines; raise a PathError if that is not possible."""
    for name, value in setup.settings.items():
        _change_settings(setup.repository, "--replace-all", name, value)
    _write_attributes(setup)


def uninstall(setup: GitSetup) -> None:
    """Take out the lines and then the settings; raise a PathError if that is not possible."""
    _write_attributes(setup)
    for name in setup.settings:
        _change_settings(setup.repository, "--unset-all", name)


def find_registers(repository: Path) -> tuple[str, ...]:
    """Return the folders of the registers in a repository, with `/` between names.

    A folder with a file that holds records is that of a register, unless it lies in another such folder.
    """
    names = [PurePosixPath(name) for name in list_files(repository, "*.toml")]
    visible = [name for name in names if not any(part.startswith((".", "~")) for part in name.parts)]
    folders = {name.parent for name in visible if _holds_records(repository / name)}
    top = [folder for folder in folders if not folders.intersection(folder.parents)]
    return tuple(sorted("" if folder == PurePosixPath() else str(folder) for folder in top))


def find_register_of(repository: Path, name: str) -> str:
    """Return the folder of the register that holds a file: the topmost one with a file that holds records."""
    above = PurePosixPath(name).parents
    folders = (str(folder) for folder in reversed(above) if _has_records(repository / folder))
    return next(folders, str(above[0]))


def _has_records(folder: Path) -> bool:
    return any(map(_holds_records, sorted(folder.glob("*.toml"))))


def _holds_records(file: Path) -> bool:
    try:
        return any(read_files({"file.toml": read_bytes(file, MAX_BYTES)}).register)
    except Unreadable:
        return False


def _find_command() -> str:
    """Return the words by which a shell starts this program."""
    if shutil.which(_DRIVER):
        return _DRIVER
    return f"{shlex.quote(sys.executable)} -m civic_partnership"


def _settings(command: str) -> dict[str, str]:
    """Return the settings of the drivers, which run a command: name -> value."""
    versions = "%O %A %B %P"  # git replaces these
    by_lines = "{ s=$?; [ $s = 127 ] || exit $s; git merge-file %A %O %B; }"  # 127: the program is not found
    merge = f"{command.replace('%', '%%')} git merge-file"
    return {
        f"merge.{_DRIVER}.name": "records and fields of a register",
        f"merge.{_DRIVER}.driver": f"{merge} -- {versions} || {by_lines}",
        f"merge.{_DRIVER}.recursive": _ANCESTORS,
        f"merge.{_ANCESTORS}.name": "records and fields of a register, for common ancestors",
        f"merge.{_ANCESTORS}.driver": f"{merge} --ancestors -- {versions} || {by_lines}",
        f"diff.{_DRIVER}.command": f"{command} git diff-file",
        f"diff.{_DRIVER}.textconv": f"{command} git list-file",
    }


def _attributes_line(folder: str) -> str:
    """Return the line for the files of a register: its pattern is quoted as git quotes names."""
    escaped = "".join(f"\\{letter}" if letter in "\\*?[" else letter for letter in folder)
    pattern = f"/{escaped}/**/*.toml" if folder else "*.toml"
    if any(letter in ' "\t' for letter in pattern):
        pattern = '"{}"'.format(pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t"))
    return f"{pattern} {_ENDING}"


def _add_lines(text: str, lines: Iterable[str]) -> str:
    """Return a text with more lines at its end, which end as its other lines do."""
    *before, last = text.split("\n")
    ending = "\r" if before and before[-1].endswith("\r") else ""
    new = [f"{line}{ending}" for line in lines]
    return "\n".join([*before, last, *new] if last else [*before, *new, ""])


def _read_attributes(repository: Path) -> str:
    try:
        return (repository / ATTRIBUTES).read_bytes().decode(errors="surrogateescape")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise system_path_error(repository / ATTRIBUTES, error) from None


def _write_attributes(setup: GitSetup) -> None:
    if not setup.lines:
        return
    path = setup.repository / ATTRIBUTES
    try:
        if setup.attributes is None:
            path.unlink()
        else:
            replace_file(path, setup.attributes)
    except OSError as error:
        raise system_path_error(path, error) from None


def _read_setting(repository: Path, name: str) -> str | None:
    done = run_git(repository, "config", "--local", "--null", "--get", name)
    return None if done.returncode else os.fsdecode(done.stdout).removesuffix("\0")


def _change_settings(repository: Path, *arguments: str) -> None:
    done = run_git(repository, "config", "--local", *arguments)
    if done.returncode:
        words = " ".join(os.fsdecode(done.stderr).split())
        raise PathError(
            f"git kan ikke ændre depotets indstillinger: {words}. Giv adgang, og prøv igen.",
            f"git cannot change the settings of the repository: {words}. Give access, and try again.",
        )


def _encode(text: str) -> bytes:
    return text.encode(errors="surrogateescape")
