"""From what an exporter yields to files in a folder, with nothing of it taken on trust."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from civic_partnership.model import Register, along

from .exporter import AnyExporter, Artifact, Loss
from .guarding import Guard
from .manifest import FileEntry
from .names import Names

MAX_BYTES = 4 * 1024**3
"""The largest export that is written unless asked otherwise: 4 GiB."""
MAX_ITEMS = 1_000_000
"""The most files, and the most losses, that an exporter may give."""
_EMPTY_CHUNK = 1024
"""What an empty chunk counts for, so that a stream of these ends too."""

Progress = Callable[[str, int], object]
"""Told the name of the file that is being written, and the bytes of the export so far."""


class Drain:
    """Writes every artifact of an export, one drained before the next is asked for.

    Attributes:
        files: the files that were written, in order.
        losses: what the exporter could not carry.

    """

    def __init__(self, folder: Path, guard: Guard, max_bytes: int, progress: Progress) -> None:
        self.files: list[FileEntry] = []
        self.losses: list[Loss] = []
        self._folder = folder
        self._guard = guard
        self._names = Names()
        self._left = max_bytes
        self._spent = 0
        self._progress = progress

    def run(self, exporter: AnyExporter, register: Register, options: Any) -> None:
        """Ask the exporter for all it has.

        Raises:
            PluginError: it raised, or yielded what no exporter may.
            OSError: a file cannot be written.

        """
        with self._guard.asking():
            items = exporter.export(register, options)
        for item in self._guard.each(items):
            if isinstance(item, Artifact):
                self._write(item)
            elif isinstance(item, Loss):
                self._note(item, register)
            else:
                raise self._guard.fault(
                    f"det gav en {type(item).__name__} og ikke en Artifact eller Loss",
                    f"it gave a {type(item).__name__} and no Artifact or Loss",
                )
            if max(len(self.files), len(self.losses)) > MAX_ITEMS:
                raise self._guard.fault(
                    f"det gav mere end {MAX_ITEMS} filer eller tab",
                    f"it gave more than {MAX_ITEMS} files or losses",
                )
        if not self.files:
            raise self._guard.fault("det gav ingen filer", "it gave no files")

    def _write(self, artifact: Artifact) -> None:
        with self._guard.asking():
            name = self._names.take(artifact.name)
        if not isinstance(artifact.media_type, str):
            raise self._guard.fault("en media_type er ikke en tekst", "a media_type is no text")
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        size = 0
        with path.open("xb") as file:
            for chunk in self._guard.each(artifact.chunks):
                self._weigh(chunk)
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
                self._progress(name, self._spent)
        entry = FileEntry(name=name, media_type=artifact.media_type, size=size, sha256=digest.hexdigest())
        self.files.append(entry)

    def _weigh(self, chunk: object) -> None:
        if type(chunk) is not bytes:
            raise self._guard.fault(
                f"chunks gav en {type(chunk).__name__} og ikke bytes",
                f"chunks gave a {type(chunk).__name__} and no bytes",
            )
        self._spent += len(chunk)
        self._left -= len(chunk) or _EMPTY_CHUNK
        if self._left < 0:
            raise self._guard.fault("det blev større end grænsen", "it grew larger than the limit")

    def _note(self, loss: Loss, register: Register) -> None:
        with self._guard.asking():
            record = register.get(loss.record)
            found = record is not None and len(list(along(record, loss.path))) == len(loss.path) + 1
        if not found:
            raise self._guard.fault("et tab nævner noget, der ikke findes", "a loss names what is not there")
        self.losses.append(loss)
