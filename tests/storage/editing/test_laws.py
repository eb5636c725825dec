import random
import re
from pathlib import Path
from typing import Any

from hypothesis import given, settings, strategies as st
from storage.editing.odd_layouts import Chunk, OddWriter

from civic_partnership.model import KINDS, Municipality, Register
from civic_partnership.storage import SyntaxTree, edit_files, read_files, to_dict
from civic_partnership.storage.syntax_tree import value_node
from civic_partnership.testing.any_registers import readable_registers as registers, records
from civic_partnership.testing.record_edits import (
    list_values,
    near_dicts,
    record_from_dict,
    record_to_dict,
)

MARK = b"\xef\xbb\xbf"
EXAMPLES = [
    {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*.toml")}
    for place in sorted((Path(__file__).parents[3] / "examples").iterdir())
    if (place / "municipality.toml").exists() and place.name != "nordby-broken"
]
RANDOMS = st.integers(0, 2**32).map(random.Random)
"""Seeds: a Random of Hypothesis is too slow for so many choices."""


def odd_files(register: Register, rng: random.Random) -> tuple[dict[str, bytes], dict[str, list[Chunk]]]:
    """Write a register into one to three files in odd layouts; return the files, and the records in them."""
    writer = OddWriter(rng)
    homes: dict[str, list[Chunk]] = {f"{name}.toml": [] for name in rng.sample(["b", "areas", "deep/a"], 3)}
    for chunk in writer.chunks(to_dict(register)):
        rng.choice([*homes.values()]).append(chunk)
    files = {}
    for name, chunks in homes.items():
        newline, mark = rng.choice(["\n", "\r\n"]), rng.choice([b"", MARK])
        text = f"{writer.comment()}\n" + "".join(chunk.text for chunk in chunks)
        text = text.removesuffix("\n") if rng.random() < 0.2 else text
        files[name] = mark + text.replace("\n", newline).encode()
        homes[name] = [each._replace(text=each.text.rstrip().replace("\n", newline)) for each in chunks]
    return files, homes


def near_record(record: Any, rng: random.Random) -> Any:
    """Return a record that differs a little; the same one if no near one can be found."""
    tree = record_to_dict(record)
    paths = [path for path, _ in list_values(tree) if path and path != ("id",)]
    for path in rng.sample(paths, min(5, len(paths))):
        for near in rng.sample(found := [*near_dicts(tree, path)], min(3, len(found))):
            other = record_from_dict(near, type(record))
            if other is not None:
                return other
    return record


def changed(register: Register, others: list[Any], rng: random.Random) -> Register:
    """Return a register with some records changed a little or much, some removed and some added."""
    for _, record in register:
        choice = rng.random()
        if choice < 0.4:
            register = register.replace(near_record(record, rng))
        elif choice < 0.5:
            register = register.without(record)
    return register.replace(*others)


@settings(deadline=None)
@given(
    registers(),
    st.lists(st.one_of([records(cls) for cls in (*KINDS.values(), Municipality)]), max_size=3),
    RANDOMS,
)
def test_only_what_is_changed_is_different(register: Register, others: list[Any], rng: random.Random) -> None:
    """Read the register that is meant from the edited files; find all else as it was."""
    files, homes = odd_files(register, rng)
    assert register == read_files(files).register
    after = changed(register, others, rng)

    edited = edit_files(files, register, after)

    assert after == read_files(edited).register
    for name, chunks in homes.items():
        same = [chunk for chunk in chunks if register.get(chunk.key) == after.get(chunk.key)]
        text = edited[name].decode()
        assert is_part_of_text([chunk.text for chunk in same], text)
        kept = [chunk for chunk in chunks if after.get(chunk.key) is not None]
        assert is_part_of_text([each for chunk in kept for each in chunk.comments], text)
        is_windows = b"\r\n" in files[name]
        assert edited[name].count(b"\r\n") == (edited[name].count(b"\n") if is_windows else 0)
        assert files[name].startswith(MARK) == edited[name].startswith(MARK)


def is_part_of_text(parts: list[str], text: str) -> bool:
    """Tell whether a text holds all these parts, one after the other."""
    place = 0
    for part in parts:
        place = text.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def is_subsequence(part: str, whole: str) -> bool:
    """Tell whether all letters of a text are in another one, in the same order."""
    letters = iter(whole)
    return all(letter in letters for letter in part)


def comments(text: str) -> list[bytes]:
    """Return the comments of a file."""
    return [*SyntaxTree(text, "toml").comments()]


def without_one(register: Register, rng: random.Random) -> Register:
    """Return a register without a record, a field, or a row of a list with several."""
    _, record = rng.choice([*register])
    tree = record_to_dict(record)
    found = [*list_values(tree)]
    several = {path for path, value in found if isinstance(value, list) and len(value) > 1}
    paths = [
        path
        for path, _ in found
        if path[:-1] in several or (path and path != ("id",) and all(_is_field(step) for step in path[-1:]))
    ]
    for path in rng.sample(paths, min(len(paths), 10)):
        smaller = record_from_dict(next(iter(near_dicts(tree, path))), type(record))
        if smaller is not None:
            return register.replace(smaller)
    return register.without(record)


def _is_field(step: object) -> bool:
    """Tell whether a step is the name of a field, not a date or a row."""
    return isinstance(step, str) and re.fullmatch("[a-z_]+", step) is not None


@settings(deadline=None)
@given(registers() | st.sampled_from(EXAMPLES), RANDOMS)
def test_what_goes_and_what_comes(source: Register | dict[str, bytes], rng: random.Random) -> None:
    """Remove one thing, and only take bytes away; add it again, and only add bytes."""
    files = source if isinstance(source, dict) else odd_files(source, rng)[0]
    register = read_files(files).register
    if not [*register]:
        return
    smaller = without_one(register, rng)
    without = edit_files(files, register, smaller)
    again = edit_files(without, smaller, register)

    assert (smaller, register) == (read_files(without).register, read_files(again).register)
    for name in files:
        before, between, after = (each[name].decode() for each in (files, without, again))
        assert is_subsequence(between, before)
        assert is_subsequence(between, after)
        assert comments(between) == comments(after)
    assert len([name for name in files if files[name] != without[name]]) == 1
    assert sum(again.get(name) != data for name, data in without.items()) <= 1


@settings(deadline=None)
@given(registers() | st.sampled_from(EXAMPLES), RANDOMS)
def test_another_value_stands_where_the_old_one_stood(
    source: Register | dict[str, bytes], rng: random.Random
) -> None:
    """Change one text, number or date, and only the bytes of it."""
    files = source if isinstance(source, dict) else odd_files(source, rng)[0]
    register = read_files(files).register
    for key, record in rng.sample(rows := [*register], min(len(rows), 1)):
        tree = record_to_dict(record)
        paths = [path for path, value in list_values(tree) if not isinstance(value, dict | list)]
        for path in rng.sample(paths, min(len(paths), 3)):
            for near in rng.sample(found := [*near_dicts(tree, path)][1:], min(len(found), 3)):
                other = record_from_dict(near, type(record))
                if path == ("id",) or other is None or other == record:
                    continue
                if path in dict(list_values(record_to_dict(other))):  # a default is not written, but goes
                    edited = edit_files(files, register, register.replace(other))
                    assert register.replace(other) == read_files(edited).register
                    ((old, new),) = ((data, edited[n]) for n, data in files.items() if data != edited[n])
                    before, after = value_around(old, (*filter(None, key), *path))
                    assert (True, True) == (new.startswith(before), new.endswith(after))


def value_around(data: bytes, path: tuple[str | int, ...]) -> tuple[bytes, bytes]:
    """Return the bytes before and after a value; of a value that may stand elsewhere, those of its record."""
    text = data.removeprefix(MARK)
    tree = SyntaxTree(text.decode(), "toml")
    while (node := tree.node(path)) is None:
        path = path[:-1]
    value = value_node(node)
    mark = MARK if data.startswith(MARK) else b""
    return mark + text[: value.start_byte], text[value.end_byte :]
