"""The exporter that is proved, asked as the host asks it."""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from attrs import frozen

from civic_partnership.exporting import AnyExporter, FieldPath, Loss, PluginGuard
from civic_partnership.exporting.artifact_writer import ArtifactWriter
from civic_partnership.exporting.field_coverage import check_field_paths
from civic_partnership.model import Register
from civic_partnership.values import Label


class File(NamedTuple):
    """One file of an export.

    Attributes:
        media_type: what it is.
        data: its bytes.

    """

    media_type: str
    data: bytes


@frozen
class Export:
    """What an exporter gave, once the host has taken it.

    Attributes:
        files: name -> file, in order.
        losses: what it could not carry.

    """

    files: Mapping[str, File]
    losses: tuple[Loss, ...]


@frozen
class Subject:
    """An exporter with the options that it is proved with.

    Attributes:
        exporter: the exporter.
        options: an instance of its options class.

    """

    exporter: AnyExporter
    options: Any

    @property
    def guard(self) -> PluginGuard:
        """Tells what it does wrong."""
        name = getattr(self.exporter, "name", type(self.exporter).__name__)
        home = type(self.exporter).__module__.partition(".")[0]
        return PluginGuard(Label(f"Formatet {name}", f"The format {name}"), home)

    @property
    def home(self) -> Path:
        """The folder that its code lies in."""
        module = sys.modules[type(self.exporter).__module__]
        return Path(getattr(module, "__file__", None) or "-").parent.absolute()

    def carries(self) -> frozenset[FieldPath]:
        """The fields that it carries.

        Raises:
            OptionsError: it refuses the options.
            PluginError: it does not say so as it should.

        """
        with self.guard.catch_errors(may_refuse=True):
            return check_field_paths(self.exporter.carries(self.options))

    def export(self, register: Register) -> Export:
        """What it makes of a register, taken as the host takes it.

        Raises:
            OptionsError: it refuses the options, or this register with them.
            PluginError: it failed, or gave what no exporter may.

        """
        with tempfile.TemporaryDirectory() as name:
            drain = ArtifactWriter(Path(name), self.guard, lambda _name, _size: None)
            drain.write_all(self.exporter, register, self.options)
            files = {
                entry.name: File(entry.media_type, Path(name, entry.name).read_bytes())
                for entry in drain.files
            }
        return Export(files, tuple(drain.losses))

    def drain(self, register: Register, between: Callable[[], object] = lambda: None) -> Export:
        """The same in memory and on trust, so that nothing is touched but by the exporter.

        Args:
            register: what is exported.
            between: called once, in the middle of it.

        Raises:
            OptionsError: it refuses the options, or this register with them.
            PluginError: it failed.

        """
        files: dict[str, File] = {}
        losses: list[Loss] = []
        for item in self._items(register):
            if isinstance(item, Loss):
                losses.append(item)
                continue
            pieces = []
            for piece in self.guard.iterate(item.chunks):
                pieces.append(piece)
                if not files and len(pieces) == 1:
                    between()
            files[item.name] = File(item.media_type, b"".join(pieces))
        return Export(files, tuple(losses))

    def losses_if_alike(self, register: Register, other: Export) -> tuple[Loss, ...] | None:
        """The losses of an export whose files are those of another one; None as soon as one is not.

        Raises:
            OptionsError: it refuses the options, or this register with them.
            PluginError: it failed.

        """
        losses: list[Loss] = []
        waiting = list(other.files.items())
        for item in self._items(register):
            if isinstance(item, Loss):
                losses.append(item)
                continue
            file = File(item.media_type, b"".join(self.guard.iterate(item.chunks)))
            if not waiting or waiting.pop(0) != (item.name, file):
                return None
        return None if waiting else tuple(losses)

    def _items(self, register: Register) -> Iterator[Any]:
        """What the exporter gives, as it gives it."""
        with self.guard.catch_errors(may_refuse=True):
            items = self.exporter.export(register, self.options)
        return self.guard.iterate(items, may_refuse=True)


def difference(one: Export, other: Export) -> str:
    """Where two exports first differ, in words; empty where they are the same."""
    names = [*one.files]
    if names != [*other.files]:
        return f"the files are {', '.join(names)} and {', '.join(other.files)}"
    for name in names:
        (kind, data), (other_kind, other_data) = one.files[name], other.files[name]
        if kind != other_kind:
            return f"{name} is {kind} and {other_kind}"
        if data != other_data:
            pairs = enumerate(zip(data, other_data, strict=False))
            at = next((place for place, (a, b) in pairs if a != b), min(len(data), len(other_data)))
            around = slice(max(0, at - 20), at + 20)
            return f"{name} differs from byte {at} on: {data[around]!r} and {other_data[around]!r}"
    return "" if one.losses == other.losses else "the losses are others"
