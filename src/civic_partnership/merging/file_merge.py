"""Merge one TOML file of a register, of which git has three versions, by record, row and field."""

from collections import Counter

from attrs import field, frozen

from civic_partnership.errors import PathError, RecordsError
from civic_partnership.model import Register
from civic_partnership.storage import SyntaxTree, can_edit, decode_text, find_edits, read_files

from .differences import diff
from .three_way_merge import Conflict, merge


class NoRegisterError(Exception):
    """The error that a version of a file is no register, or has something wrong in it."""


class NoEditError(Exception):
    """The error that our version cannot be edited so that it holds the merged records."""


@frozen
class MergedFile:
    """The result of the merge of a file.

    Attributes:
        contents: our version with the changes of both sides; in the place of a conflict our value.
        conflicts: the places that somebody must decide.
        lost_comments: how many comments that only their version has are not in the contents.
    """

    contents: bytes = field(repr=False)
    conflicts: tuple[Conflict, ...]
    lost_comments: int = 0


def merge_file(name: str, base: bytes, ours: bytes, theirs: bytes, by_lines: bytes) -> MergedFile:
    """Merge three versions of a file, each of which holds a register.

    The merge by lines is taken if it holds the merged records, because it has the comments of both sides.
    Otherwise our version is edited in place: its comments and its layout stay.

    Args:
        name: the name of the file in messages.
        base: the version from which both come; empty if there is none.
        ours: our version.
        theirs: their version.
        by_lines: what git makes of the three line by line, with our lines in each place of a conflict.

    Raises:
        NoRegisterError: a version is no register, or has something wrong in it.
        NoEditError: our version cannot be edited, or the packages for it are not installed.
    """
    before, our_register, their_register = map(_read, (base, ours, theirs))
    merged = merge(before, our_register, their_register)
    if _holds(by_lines, merged.register):
        return MergedFile(by_lines, merged.conflicts)
    if merged.register == our_register:
        contents = ours
    else:
        if not can_edit():
            raise NoEditError
        try:
            edits = find_edits({name: ours}, our_register, merged.register, home=name)
        except (PathError, RecordsError):
            raise NoEditError from None
        contents = edits[name].contents
    return MergedFile(contents, merged.conflicts, _count_lost_comments(base, theirs, contents))


def _read(data: bytes) -> Register:
    reading = read_files({"file.toml": data})
    if reading.findings:
        raise NoRegisterError
    return reading.register


def _holds(data: bytes, register: Register) -> bool:
    """Tell whether a file holds a register; the order of its rows does not matter."""
    try:
        return not diff(_read(data), register)
    except NoRegisterError:
        return False


def _count_lost_comments(base: bytes, theirs: bytes, contents: bytes) -> int:
    """Count the comments that their side has added and that are not in the merged file."""
    added = _comments(theirs) - _comments(base)
    return (added - _comments(contents)).total()


def _comments(data: bytes) -> "Counter[bytes]":
    if not can_edit():
        return Counter()
    return Counter(SyntaxTree(decode_text(data), "toml").comments())
