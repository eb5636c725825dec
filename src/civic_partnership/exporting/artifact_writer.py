"""Writing the artifacts (files) of an exporter into a folder.

An exporter may come from a plugin, so the code here checks everything that the exporter yields.
"""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from civic_partnership.errors import PluginError
from civic_partnership.files import MANIFEST, PortableNames
from civic_partnership.model import KINDS, RecordKey, Register, field_at, walk_path
from civic_partnership.rules import Report
from civic_partnership.values import Label

from .exporter import AnyExporter, Artifact, Loss, call_exporter
from .manifest import FileEntry
from .plugin_guard import PluginGuard

MAX_BYTES = 4 * 1024**3
"""The largest size of an export by default: 4 GiB."""
MAX_FILES = 10_000
"""The most files of one export. With more, the manifest would be too large to read."""

Progress = Callable[[str, int], object]
"""A function that takes the name of the current file, and the bytes of the export so far."""


class ArtifactWriter:
    """The writer of all artifacts of one export.

    The writer finishes each file before it asks the exporter for the next artifact.

    Attributes:
        files: the files written so far, in order.
        losses: the values that the exporter could not export.
    """

    def __init__(
        self, folder: Path, guard: PluginGuard, progress: Progress, *, max_bytes: int = MAX_BYTES
    ) -> None:
        self.files: list[FileEntry] = []
        self.losses: list[Loss] = []
        self._folder = folder
        self._guard = guard
        self._progress = progress
        self._names = PortableNames(reserved=MANIFEST)
        self._max_bytes = max_bytes
        self._bytes_written = 0

    def write_all(self, exporter: AnyExporter, register: Register, report: Report, options: Any) -> None:
        """Write all artifacts of an exporter, and collect all losses.

        Raises:
            PluginError: the exporter failed, or yielded something that is not allowed.
            OptionsError: the exporter refused its options.
            OSError: a file cannot be written.
        """
        with self._guard.catch_errors(may_refuse=True):
            items = call_exporter(exporter, register, report, options)
        for item in self._guard.iterate(items, may_refuse=True):
            if isinstance(item, Artifact):
                self._write(item)
            elif isinstance(item, Loss):
                self._note(item, register)
            else:
                kind = type(item).__name__
                raise self._guard.plugin_error(
                    f"det gav {kind} og ikke Artifact eller Loss", f"it gave {kind}, not Artifact or Loss"
                )
        if not self.files:
            raise self._guard.plugin_error("det gav ingen filer", "it gave no files")

    def _write(self, artifact: Artifact) -> None:
        if len(self.files) == MAX_FILES:
            raise self._too_many(MAX_FILES, Label("filer", "files"))
        with self._guard.catch_errors():
            name = self._names.add(artifact.name)
            media_type, chunks = artifact.media_type, artifact.chunks
        if type(media_type) is not str or not re.fullmatch(r"[ -~]{1,200}", media_type):
            raise self._guard.plugin_error(
                "en media_type er ikke en kort ASCII-tekst", "a media_type is no short ASCII text"
            )
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        size = 0
        with path.open("xb") as file:
            for chunk in self._guard.iterate(chunks):
                self._count(chunk)
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                self._progress(name, self._bytes_written)
        entry = FileEntry(name=name, media_type=media_type, size=size, sha256=digest.hexdigest())
        self.files.append(entry)

    def _count(self, chunk: object) -> None:
        """Add the size of a chunk to the size of the export, which must not become too large."""
        if type(chunk) is not bytes:
            kind = type(chunk).__name__
            raise self._guard.plugin_error(
                f"chunks gav {kind} og ikke bytes", f"chunks gave {kind}, not bytes"
            )
        self._bytes_written += len(chunk)
        if self._bytes_written > self._max_bytes:
            raise self._too_many(self._max_bytes, Label("byte", "bytes"))

    def _note(self, loss: Loss, register: Register) -> None:
        """Add a loss, which is a value that an export left out, to `losses`.

        Raises:
            PluginError: the loss names nothing in the register, or has no reason.
        """
        with self._guard.catch_errors():
            is_there = _is_there(loss, register)
        if not is_there:
            raise self._guard.plugin_error(
                "et tab nævner noget, der ikke findes", "a loss names what is not there"
            )
        if not _is_reason(loss.reason):
            raise self._guard.plugin_error("et tab har ingen grund", "a loss has no reason")
        self.losses.append(loss)

    def _too_many(self, most: int, unit: Label) -> PluginError:
        return self._guard.plugin_error(
            f"det gav mere end {most} {unit.da}", f"it gave more than {most} {unit.en}"
        )


def _is_there(loss: Loss, register: Register) -> bool:
    """Tell whether the record and the field that a loss names exist in the register."""
    key: object = loss.record
    path: object = loss.path
    if not isinstance(key, RecordKey) or type(path) is not tuple:
        return False
    if not (key.kind in KINDS and type(key.id) is str) and key != RecordKey("municipality", None):
        return False
    record = register.get(key)
    if record is None or not all(type(step) is str or (type(step) is int and step >= 0) for step in path):
        return False
    # The types tell fields from what else a class has; the values tell whether a row is there.
    is_field = not path or field_at(type(record), path) is not None
    return is_field and len(list(walk_path(record, path))) == len(path) + 1


def _is_reason(reason: object) -> bool:
    """Tell whether a reason is a label with a Danish and an English text."""
    return isinstance(reason, Label) and all(type(text) is str and text for text in (reason.da, reason.en))
