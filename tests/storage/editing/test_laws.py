import random
from typing import Any

from hypothesis import given, settings, strategies as st
from storage.editing.odd_layouts import Chunk, OddWriter

from civic_partnership.model import KINDS, Municipality, Register
from civic_partnership.storage import edit_files, read_files, to_dict
from civic_partnership.testing.any_registers import readable_registers as registers, records
from civic_partnership.testing.record_edits import (
    list_values,
    near_dicts,
    record_from_dict,
    record_to_dict,
)

MARK = b"\xef\xbb\xbf"
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
