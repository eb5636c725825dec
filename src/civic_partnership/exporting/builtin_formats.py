"""The built-in export formats: TOML, JSON and NDJSON here, CSV in `csv_format`."""

from collections.abc import Iterable, Iterator
from typing import Final

from civic_partnership.model import Register
from civic_partnership.storage import format_document_line, format_folder, format_json, to_dict
from civic_partnership.values import Label

from .csv_format import CSV
from .exporter import EVERYTHING, Artifact, Exporter, FieldPath, NoOptions

_CHUNK = 64 * 1024


class _PlainFormat:
    """The base class of formats that have no options and leave nothing out."""

    options: Final = NoOptions

    def carries(self, _: NoOptions, /) -> frozenset[FieldPath]:
        """Return all field paths, because these formats leave nothing out."""
        return EVERYTHING


class TomlFormat(_PlainFormat):
    """The exporter to a folder of TOML files, one for each kind of record, as `write` makes it."""

    name: Final = "toml"
    title: Final = Label("TOML, en fil for hver slags post", "TOML, one file for each kind of record")

    def export(self, register: Register, _: NoOptions, /) -> Iterable[Artifact]:
        """Yield a TOML file for each kind that has records, and a file for the municipality."""
        for name, text in format_folder(to_dict(register)):
            yield Artifact(name=name, media_type="application/toml", chunks=(text.encode(),))


class JsonFormat(_PlainFormat):
    """The exporter to one JSON document that follows the JSON Schema from `schema`."""

    name: Final = "json"
    title: Final = Label("JSON, ét dokument", "JSON, one document")

    def export(self, register: Register, _: NoOptions, /) -> Iterable[Artifact]:
        """Yield one file, `register.json`, with the whole register."""
        text = format_json(to_dict(register))
        yield Artifact(name="register.json", media_type="application/json", chunks=(text.encode(),))


class NdjsonFormat(_PlainFormat):
    """The exporter to NDJSON: a text with one line of JSON for each record."""

    name: Final = "ndjson"
    title: Final = Label("NDJSON, en linje for hver post", "NDJSON, a line for each record")

    def export(self, register: Register, _: NoOptions, /) -> Iterable[Artifact]:
        """Yield one file, `register.ndjson`, whose text is made while it is written."""
        yield Artifact(name="register.ndjson", media_type="application/x-ndjson", chunks=_lines(register))


def _lines(register: Register) -> Iterator[bytes]:
    """Yield the lines of all records as bytes, many lines in one chunk."""
    lines: list[str] = []
    size = 0
    for key, record in register:
        lines.append(format_document_line({key: record}))
        size += len(lines[-1])
        if size >= _CHUNK:
            yield "".join(lines).encode()
            lines, size = [], 0
    yield "".join(lines).encode()


TOML, JSON, NDJSON = TomlFormat(), JsonFormat(), NdjsonFormat()
"""The three exporters, ready for use."""

EXPORTERS: tuple[Exporter[NoOptions], ...] = (CSV, TOML, JSON, NDJSON)
"""The exporters of the package itself, in the order in which programs list them."""
