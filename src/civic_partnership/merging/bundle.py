"""Bundles: the records that changed since what another desk has, each with what it was based on."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomli_w
from attrs import field, frozen

from civic_partnership.errors import RecordsError
from civic_partnership.exporting import refuse_civil_registration_numbers, remove_personal
from civic_partnership.findings import UNREADABLE_FILE, Finding, broken, format_path
from civic_partnership.model import RecordKey, Register
from civic_partnership.storage import (
    FORMAT_VERSION,
    MAX_BYTES,
    Unreadable,
    decode,
    from_dict,
    prepare_tables,
    read_bytes,
)
from civic_partnership.values import Label

from .differences import diff

BUNDLE_VERSION = 1
"""The newest version of the format of bundles that this version of the package knows."""

_COMMENT = """\
# Ændringer i et register: posterne, som de er nu (changed), og som de var før (base).
# En post, der kun står under base, er slettet. Tag dem ind med: civic-partnership merge --bundle FIL
#
# Changes of a register: the records as they are now (changed), and as they were before (base).
# A record that stands only in base was removed. Take them in with: civic-partnership merge --bundle FILE
"""
_NO_BUNDLE = Label("den er ingen pakke fra bundle", "it is no bundle")
_NEWER = Label(
    f"den har et nyere format end {BUNDLE_VERSION}; brug en nyere version af civic-partnership",
    f"its format is newer than {BUNDLE_VERSION}; use a newer version of civic-partnership",
)
_ALTERED = Label(
    "noget mangler i den, eller den er ændret undervejs; bed om at få den sendt igen",
    "something in it is missing, or was changed on the way; ask to get it sent again",
)


@frozen
class Bundle:
    """The records that changed since what another desk has.

    Attributes:
        revision: the commit of the sender from which the changes are counted.
        has_personal: whether personal data are in it.
        base: the records as the other desk has them, without those that are new.
        changed: the records as they are now, without those that were removed.
    """

    revision: str
    has_personal: bool
    base: Register = field(repr=False)
    changed: Register = field(repr=False)

    @property
    def keys(self) -> list[RecordKey]:
        """The keys of all records in the bundle."""
        return list(dict.fromkeys(key for register in (self.base, self.changed) for key, _ in register))

    def to_text(self) -> str:
        """Write the bundle as TOML.

        Raises:
            RecordsError: no file can hold some of the records.
        """
        tables = [prepare_tables(each) for each in (self.base, self.changed)]
        header = {
            "bundle_version": BUNDLE_VERSION,
            "format_version": FORMAT_VERSION,
            "revision": self.revision,
            "has_personal": self.has_personal,
            "sha256": self._digest(tables),
        }
        base, changed = tables
        return f"{_COMMENT}\n{tomli_w.dumps({**header, 'changed': changed, 'base': base})}"

    def _digest(self, tables: Sequence[Any]) -> str:
        """Return a hash of what the bundle says, whatever its layout and line endings."""
        facts = {"revision": self.revision, "personal": self.has_personal, "records": tables}
        return hashlib.sha256(tomli_w.dumps(facts).encode()).hexdigest()


def make_bundle(
    known: Register,
    register: Register,
    revision: str,
    *,
    earlier: Bundle | None = None,
    include_personal: bool = False,
) -> Bundle:
    """Pack the records of a register that changed since a register that another desk has.

    Args:
        known: the register that the other desk has.
        register: the register as it is now.
        revision: the commit from which the changes are counted.
        earlier: a bundle that the other desk has since this commit. Its records are packed again, so that the
            new bundle can be such an earlier one too; what did not change since then changes nothing.
        include_personal: whether personal data are packed.

    Raises:
        RecordsError: a text has a civil registration number, and `include_personal` is false.
    """
    if not include_personal:
        known, register = remove_personal(known), remove_personal(register)
    keys = dict.fromkeys(difference.record for difference in diff(known, register))
    base = known
    if earlier is not None:
        keys |= dict.fromkeys(earlier.keys)
        gone = [key for key in earlier.keys if known.get(key) is register.get(key) is None]
        base = _select(earlier.base, gone, known)
    before, after = (_select(each, keys, Register()) for each in (base, register))
    if not include_personal:
        refuse_civil_registration_numbers(before)
        refuse_civil_registration_numbers(after)
    return Bundle(revision, include_personal, before, after)


def find_withheld(known: Register, register: Register) -> list[RecordKey]:
    """Return the keys of the records of which only personal data changed."""
    others = {each.record for each in diff(remove_personal(known), remove_personal(register))}
    return [key for key in dict.fromkeys(each.record for each in diff(known, register)) if key not in others]


def load_bundle(path: str | os.PathLike[str]) -> Bundle:
    """Read a bundle from a file, and check that it is whole.

    Raises:
        RecordsError: it is no bundle, of a newer format, or changed on the way; its records cannot be read.
    """
    name = format_path(os.fspath(path))
    try:
        text = read_bytes(Path(path), MAX_BYTES)
    except Unreadable as error:
        raise _error(name, error.reason, [_unreadable(name, error)]) from None
    return read_bundle(text, name)


def read_bundle(text: bytes, name: str) -> Bundle:
    """Read a bundle, and check that it is whole.

    Args:
        text: the contents of the file.
        name: the name of the file in messages.

    Raises:
        RecordsError: it is no bundle, of a newer format, or changed on the way; its records cannot be read.
    """
    try:
        tables = decode(text, "toml")
    except Unreadable as error:
        raise _error(name, error.reason, [_unreadable(name, error)]) from None
    match tables:
        case {"bundle_version": int(version)} if version > BUNDLE_VERSION:
            raise _error(name, _NEWER)
        case {
            "bundle_version": 1,
            "revision": str(revision),
            "has_personal": bool(has_personal),
            "sha256": str(digest),
            "base": dict(base),
            "changed": dict(changed),
        }:
            pass
        case _:
            raise _error(name, _NO_BUNDLE)
    readings = [from_dict(each) for each in (base, changed)]
    findings = [finding for reading in readings for finding in reading.findings]
    if findings:
        raise _error(name, findings[0].message, findings)
    bundle = Bundle(revision, has_personal, *(reading.register for reading in readings))
    if bundle._digest([prepare_tables(each) for each in (bundle.base, bundle.changed)]) != digest:  # noqa: SLF001
        raise _error(name, _ALTERED)
    return bundle


def _select(records: Register, keys: Any, rest: Register) -> Register:
    """Return a register with the records of some keys as one register has them, and the others of another."""
    found = {key: records.get(key) for key in keys}
    gone = [record for key in found if (record := rest.get(key)) is not None]
    return rest.without(*gone).replace(*(each for each in found.values() if each is not None))


def _unreadable(name: str, error: Unreadable) -> Finding:
    verdict = broken(reason=error.reason, remedy=error.remedy)
    return UNREADABLE_FILE.finding(verdict, file=name, at=error.at)


def _error(name: str, reason: Label, findings: Sequence[Finding] = ()) -> RecordsError:
    """Return the error that a file cannot be taken in as a bundle."""
    da, en = reason.da.rstrip("."), reason.en.rstrip(".")
    return RecordsError(f"{name} kan ikke tages ind: {da}.", f"{name} cannot be taken in: {en}.", findings)
