"""Mutating files: bytes, tokens, lines and what they mean, also inside the parts of a workbook; the same for a seed."""

import contextlib
import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from fuzz.inputs import KINDS, Files, seeds

_TOKEN = re.compile(rb'"[^"\n]*"|<[^<>]*>|[0-9][0-9_.:-]*|[A-Za-z_][A-Za-z_-]*|\s+|.', re.DOTALL)
_STRAY = (
    *(b'"', b"'", b'"""', b"'''", b"[", b"]", b"[[", b"]]", b"{", b"}", b"=", b":", b".", b",", b";", b"#", b"\\"),
    *(b" ", b"", b"\n", b"\r\n", b"\r", b"\t", b"|", b"\x00", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xff\xfe"),
    *("😀".encode(), b"\xe2\x80\xa8", b"\xe2\x80\x8b", b"\\u0000", b"\\ud800", b"true", b"null", b"nan", b"NaN"),
    *(b"-inf", b"1e400", b"1E999999999", b"0x1F", b"-0", b"-1", b"99999999999999999999", b"2024-02-30", b"0000"),
    *(b"1979-05-27T07:32:00Z", b"17:00:00", b"[areas.a]", b"[[partnerships.a.grants]]", b"a.b.c = 1", b"id = 1"),
    *(b"name = ", b"municipality = ", b'"2024~/.."', b"=1+1", b"'=1", b"<", b">", b"/>", b"&#0;", b"&lol;", b"<v>", b"<c/>"),
    *(b'r="XFD1048576"', b'r="A9999999999"', b't="s"', b't="d"', b's="99"', b"<f>1</f>", b"<!DOCTYPE a>"),
)  # fmt: skip
_NUMBER = re.compile(rb"[0-9]+")
_QUOTED = re.compile(rb'"[^"\n<>]*"')
_VALUES = (
    *(b"", b"0", b"-1", b"1", b"99", b"1e999", b"nan", b"1048577", b"9999999999", b"x", b"s", b"d", b"b", b"e", b"str"),
    *(b"A1:XFD1048576", b"XFD1", b"1.5", b"2024-02-30", b"General", b"0000", b"rId99", b"../../x", b" ", b"=1+1", b"\xff"),
)  # fmt: skip
_BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, RuntimeError, EOFError, OSError)
"""What reading an archive raises that was mutated before; it is mutated again as bytes."""
_JSON_VALUES: tuple[Any, ...] = (
    *(None, True, [], {}, "", "2024", "2024~/..", "-", -1, 1e300, 2**70, [[]], {"": 1}, {"2024": 1}, "=1", "\ud800"),
)  # fmt: skip


def mutate(number: int, seed: int = 0) -> tuple[str, Files]:
    """Return the kind and the files of the mutated input of this number."""
    chance = random.Random(f"{seed}:{number}")
    kind = KINDS[number % len(KINDS)]
    files = dict(chance.choice(seeds(kind)))
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        name = chance.choice(sorted(files))
        if chance.random() < 0.03 and kind in ("csv", "csv-da"):
            _mutate_folder(files, name, chance)
        else:
            files[name] = mutate_file(name, files[name], chance)
    return kind, files


def _mutate_folder(files: dict[str, bytes], name: str, chance: random.Random) -> None:
    """Take a file away, rename it, or give it the content of another."""
    match chance.randrange(4):
        case 0 if len(files) > 1:
            del files[name]
        case 1:
            stem, _, suffix = name.rpartition(".")
            files[f"{stem} (1).{suffix}"] = files.pop(name)
        case 2:
            files[f"copy-{name}"] = files[name]
        case _:
            files[name] = files[chance.choice(sorted(files))]


def mutate_file(name: str, data: bytes, chance: random.Random) -> bytes:
    """Mutate the contents of a file in one of the ways for its kind."""
    if name.endswith(".xlsx") and chance.random() < 0.9:
        with contextlib.suppress(*_BROKEN_ARCHIVE):
            return _mutate_archive(data, chance)
    if name.endswith(".json") and chance.random() < 0.4:
        with contextlib.suppress(ValueError, RecursionError):
            return _mutate_values(data, chance)
    return chance.choice(_WAYS)(data, chance)


def _mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    """Flip, put in, take out or cut off some bytes."""
    at = chance.randrange(len(data) + 1)
    match chance.randrange(5):
        case 0:
            return data[:at] + chance.randbytes(chance.randint(1, 4)) + data[at:]
        case 1:
            return data[:at] + data[at + chance.randint(1, 8) :]
        case 2:
            return data[:at]
        case 3:
            return data[:at] + chance.choice(_STRAY) * chance.choice((1, 2, 100, 3000)) + data[at:]
        case _:
            flipped = bytes(each ^ (1 << chance.randrange(8)) for each in data[at : at + 1])
            return data[:at] + flipped + data[at + 1 :]


def _mutate_values_in_text(data: bytes, chance: random.Random) -> bytes:
    """Put another number in the place of one, or another text between two quotation marks."""
    matches = [*chance.choice((_NUMBER, _QUOTED)).finditer(data)]
    if not matches:
        return data
    one = chance.choice(matches)
    other = chance.choice((*_VALUES, chance.choice(matches)[0].strip(b'"')))
    quote = b'"' if one[0][:1] == b'"' else b""
    return data[: one.start()] + quote + other + quote + data[one.end() :]


def _mutate_parts(parts: list[bytes], chance: random.Random) -> bytes:
    """Take out, double, exchange or replace some of the parts of a file."""
    at, other = (chance.randrange(len(parts)) if parts else 0 for _ in range(2))
    match chance.randrange(6):
        case 0:
            del parts[at : at + chance.randint(1, 3)]
        case 1:
            parts[at:at] = parts[other : other + chance.randint(1, 3)] * chance.choice((1, 1, 1, 50))
        case 2 if parts:
            parts[at], parts[other] = parts[other], parts[at]
        case 3 if parts:
            parts[at] = parts[other]
        case 4:
            parts[at : at + 1] = [chance.choice(_STRAY)]
        case _:
            parts.insert(at, chance.choice(_STRAY))
    return b"".join(parts)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _mutate_bytes,
    lambda data, chance: _mutate_parts(_TOKEN.findall(data), chance),
    lambda data, chance: _mutate_parts(data.splitlines(keepends=True), chance),
    _mutate_values_in_text,
    _mutate_values_in_text,
)


def _mutate_archive(data: bytes, chance: random.Random) -> bytes:
    """Mutate a part of a workbook, or take it out, rename or double it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = chance.choice(sorted(names))
        if chance.random() < 0.7:  # most of what is read stands in these
            usual = [name for name in names if "sheet" in name.lower() or "styles" in name]
            chosen = chance.choice(usual or names)
        how = chance.random()
        for name in names:
            part = old.read(name)
            if name != chosen:
                new.writestr(name, part)
            elif how < 0.9:
                new.writestr(name, chance.choice(_WAYS)(part, chance))
            elif how < 0.93:
                new.writestr(f"x{name}", part)
            elif how < 0.96:
                new.writestr(name, old.read(chance.choice(names)))
    return out.getvalue()


def _mutate_values(data: bytes, chance: random.Random) -> bytes:
    """Replace a value in a JSON document by another."""
    document = json.loads(data)
    places = list(_places(document))
    if not places:  # another mutation has emptied it
        return data
    holder, key = chance.choice(places)
    other_holder, other_key = chance.choice(places)
    if isinstance(holder, dict) and chance.random() < 0.3:
        name = chance.choice(("", "name", "id", "2024", "\u0000", "format_version"))
        holder[name] = holder.pop(key) if chance.random() < 0.5 else chance.choice(_JSON_VALUES)
    else:
        holder[key] = chance.choice(_JSON_VALUES) if chance.random() < 0.6 else other_holder[other_key]
    return json.dumps(document).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in plain values as its container and its key."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from _places(inner)
