"""The page about comparing and merging, and the promise that no field is named in the room."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from civic_partnership import merging
from civic_partnership.model import KINDS, Municipality, item_type

ROOM = Path(merging.__file__).parent


def classes(cls: Any) -> Iterator[Any]:
    """Yield a class of records, and the classes of its rows and parts, once or more."""
    yield cls
    for field in attrs.fields(cls):
        if attrs.has(part := item_type(field.type)):
            yield from classes(part)


ALL = [*dict.fromkeys(each for kind in (Municipality, *KINDS.values()) for each in classes(kind))]


def test_the_table_of_keys_is_what_the_classes_say() -> None:
    """The page names each class of rows that has a key; write the table anew from the failure."""
    lines = [
        f"| {cls.__name__} | {', '.join(f'`{name}`' for name in cls.ROW_KEY)} "
        f"| {', '.join(f'`{name}`' for name in getattr(cls, 'KEPT_APART_BY', ()))} |"
        for cls in sorted(ALL, key=lambda cls: str(cls.__name__))
        if hasattr(cls, "ROW_KEY")
    ]
    page = (ROOM / "README.md").read_text(encoding="utf-8")
    table = page.partition("<!-- keys -->\n")[2].partition("<!-- end of keys -->")[0]

    assert "\n".join(["| rows | are known by | and kept apart by |", "|---|---|---|", *lines, ""]) == table


def test_keys_are_fields() -> None:
    """Each name in a key is a field of its class."""
    for cls in ALL:
        names = {*getattr(cls, "ROW_KEY", ()), *getattr(cls, "KEPT_APART_BY", ())}
        assert names <= attrs.fields_dict(cls).keys()


def test_no_module_names_a_field() -> None:
    """A new field is compared and merged without a change here: no text in the code is the name of one."""
    fields = {field.name for cls in ALL for field in attrs.fields(cls)} - {"id"}
    for module in ROOM.glob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert set() == fields & texts, module.name
