"""A good exporter, and what breaks the contract in its place, each in one way."""

import csv
import io
import itertools
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from civic_partnership import OptionsError, Register, to_text
from civic_partnership.exporting import count_personal
from civic_partnership.model import RecordKey, about
from civic_partnership.plugins import Artifact, FieldPath, Loss, NoOptions, guard_cell
from civic_partnership.storage import shared_converter
from civic_partnership.testing.filled_register import make_filled_register
from civic_partnership.values import Label

REASON = Label("ingen plads", "no room")
WHOLE = ("departments", "associations", "programmes", "partnerships")
"""The kinds of records that are carried whole."""
PERSONAL = frozenset(count_personal(make_filled_register()))
"""The paths of all personal fields."""


class Good:
    """Writes a line of JSON for each record: some kinds whole, of contacts the id and the role.

    Whatever is given takes the place of the member of that name.
    """

    name: Any = "good"
    title: Any = Label("til prøve", "for tests")
    options: type[Any] = NoOptions
    file = "lines.txt"
    media_type = "text/plain; charset=utf-8"

    def __init__(self, **members: Any) -> None:
        vars(self).update(members)

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Name what stands in the lines."""
        return frozenset({*WHOLE, "contacts.id", "contacts.role"})

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Write one file."""
        yield Artifact(name=self.file, media_type=self.media_type, chunks=[self.content(register)])

    def content(self, register: Register) -> Any:
        """Return all lines as bytes."""
        return "".join(f"{line}\n" for line in self.lines(register)).encode()

    def lines(self, register: Register) -> Iterator[str]:
        """Yield a line for each record."""
        for key, record in register:
            if key.kind in WHOLE:
                yield self.line([key.kind, key.id, shared_converter().unstructure(record)])
            elif key.kind == "contacts":
                yield self.line(self.contact(record))

    def contact(self, contact: Any) -> list[Any]:
        """Return what is carried of a contact."""
        return ["contacts", contact.id, contact.role]

    def line(self, row: Any) -> str:
        """Write a line."""
        return json.dumps(row, default=str, ensure_ascii=False)


class Table(Good):
    """Writes a table of departments, harmless to any spreadsheet."""

    file = "departments.csv"
    media_type = "text/csv; charset=utf-8"
    delimiter = ";"
    cell = staticmethod(guard_cell)

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Name the columns."""
        return frozenset({"departments.id", "departments.name"})

    def content(self, register: Register) -> Any:
        """Return the table."""
        out = io.StringIO(newline="")
        rows = ([each.id, self.cell(each.name)] for each in register.departments.values())
        csv.writer(out, delimiter=self.delimiter).writerows([["id", "name"], *rows])
        return out.getvalue().encode()


class Cutting(Good):
    """Cuts names of associations and their aliases, and tells of each."""

    tells_aliases = True

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Carry names and aliases."""
        return frozenset({"associations.id", "associations.name", "associations.aliases"})

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Give a loss for each name that is cut."""
        known = register.associations.values()
        rows = [
            self.line([each.id, each.name[:12], [alias[:12] for alias in each.aliases]]) for each in known
        ]
        yield Artifact(name="names.txt", media_type="text/plain", chunks=["\n".join(rows).encode()])
        for each in known:
            names: dict[Any, str] = {("name",): each.name}
            if self.tells_aliases:
                names |= {("aliases", i): alias for i, alias in enumerate(each.aliases)}
            for path, name in names.items():
                if len(name) > 12:
                    yield Loss(record=RecordKey("associations", each.id), path=path, reason=REASON)


class OnlyA(Good):
    """Refuses departments whose name does not begin with A."""

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Refuse others."""
        if any(not each.name.startswith("A") for each in register.departments.values()):
            refuse()
        return super().export(register, _)


class Remembering(Good):
    """Fills in names from earlier exports."""

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Carry names too."""
        return super().carries(_) | {"contacts.name"}

    def contact(self, contact: Any) -> list[Any]:
        """Return the last name that the contact had."""
        if contact.name is not None:
            vars(self)[contact.id] = contact.name
        return [*super().contact(contact), vars(self).get(contact.id)]


class RememberingInZip(Remembering):
    """Does so in a file that is packed into a zip."""

    file = "lines.zip"
    media_type = "application/zip"

    def content(self, register: Register) -> Any:
        """Pack the lines."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            info, lines = zipfile.ZipInfo("lines.txt"), super().content(register)
            archive.writestr(info, lines, compress_type=zipfile.ZIP_DEFLATED)
        return packed.getvalue()


def fail(*_: Any) -> Any:
    """Fail."""
    raise KeyError("carries")


def refuse(*_: Any) -> Any:
    """Refuse a register."""
    raise OptionsError("Skriv en kontoplan.", "Write a chart of accounts.")


def giving(*given: Any) -> Good:
    """Return an exporter that gives some things, whatever the register."""
    return Good(export=lambda *_: iter(given))


def write_file(name: str, *chunks: Any) -> Good:
    """Return an exporter that gives one file, whatever the register."""
    return giving(Artifact(name=name, media_type="text/plain", chunks=chunks))


def encode(declared: str, written: str) -> Good:
    """Return an exporter that declares one encoding and writes another."""

    def content(register: Register) -> bytes:
        return "\n".join(Good().lines(register)).encode(written, errors="xmlcharrefreplace")

    return Good(media_type=f"text/plain; charset={declared}", content=content)


def count_exports() -> Good:
    """Return an exporter that numbers its exports."""
    numbers = itertools.count()
    return Good(content=lambda _: str(next(numbers)).encode())


def change_register(register: Register) -> bytes:
    """Lengthen the notes of contacts, which are not carried."""
    for contact in register.contacts.values():
        object.__setattr__(contact, "note", f"{contact.note}, exported")
    return b""


def forget_order(register: Register) -> bytes:
    """Take the lines out of a set."""
    return "\n".join(set(Good().lines(register))).encode()


def fail_elsewhere(_: Register) -> bytes:
    """Fail in a process in another time zone."""
    if os.environ.get("TZ") == "Asia/Tokyo":
        raise RuntimeError
    return b""


def repeat_names(register: Register, _: Any) -> Iterator[Any]:
    """Repeat the names of contacts in the reason of a loss."""
    yield from Good().export(register, _)
    for contact in register.contacts.values():
        reason = Label(f"ikke plads til {contact.name}", f"no room for {contact.name}")
        yield Loss(record=RecordKey("contacts", contact.id), path=("role",), reason=reason)


def lose_others(register: Register, _: Any) -> Iterator[Any]:
    """Tell of a loss of what is never carried."""
    yield from Good().export(register, _)
    for contact in register.contacts.values():
        if contact.note is not None:
            yield Loss(record=RecordKey("contacts", contact.id), path=("note",), reason=REASON)


def leave_out_municipality() -> Good:
    """Return an exporter by the name of a format that is read, which leaves the municipality out."""

    def content(register: Register) -> bytes:
        rest = register if register.municipality is None else register.without(register.municipality)
        return to_text(rest, "json").encode()

    return Good(
        name="json",
        file="register.json",
        media_type="application/json",
        carries=lambda _: {"departments", *PERSONAL},
        content=content,
    )


@frozen(kw_only=True)
class Width:
    """An option as it should be."""

    width: int = field(default=30, metadata=about("bredde", "width"))


def _add_one(width: int) -> int:
    return width + 1


@frozen(kw_only=True)
class Creeping:
    """An option that grows whenever it is read."""

    width: int = field(default=30, converter=_add_one, metadata=about("bredde", "width"))


@frozen(kw_only=True)
class Unlabelled:
    """An option without a label."""

    width: int = 30


@frozen(kw_only=True)
class TakesAnything(Width):
    """An option that a hook of its own reads, whatever it is given."""


@frozen(kw_only=True)
class NamesNothing(Width):
    """An option that a hook of its own refuses without naming it."""


def _refuse_unnamed(raw: Any, _: Any) -> NamesNothing:
    """Refuse everything but nothing."""
    if raw:
        raise ValueError("no")
    return NamesNothing()


shared_converter().register_structure_hook(TakesAnything, lambda _, __: TakesAnything())
shared_converter().register_structure_hook(NamesNothing, _refuse_unnamed)


def _change(kind: type, change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that changes every value of a type in a tree of dicts and lists."""

    def walk(tree: Any) -> Any:
        if isinstance(tree, dict):
            tree = {key: walk(value) for key, value in tree.items()}
        elif isinstance(tree, list):
            tree = [walk(value) for value in tree]
        return change(tree) if isinstance(tree, kind) else tree

    return walk


def _without(name: str) -> Callable[[Any], Any]:
    """Return a function that leaves a field out everywhere."""
    return _change(dict, lambda table: {key: value for key, value in table.items() if key != name})


def _join(items: list[Any]) -> Any:
    return ", ".join(items) if all(isinstance(each, str) for each in items) else items


LOSSY: dict[str, Callable[[Any], Any]] = {
    "a text is cut": _change(str, lambda text: text[:12]),
    "blanks at the end go": _change(str, str.rstrip),
    "an approximate date is exact": _change(str, lambda text: text.replace("~", "")),
    "a month is its first day": _change(str, lambda text: f"{text}-01" if len(text) == 7 else text),
    "kroner are whole": _change(Decimal, round),
    "the last item is gone": _change(list, lambda items: items[:-1] or items),
    "items are joined": _change(list, _join),
    "items are sorted": _change(list, lambda items: sorted(items, key=str)),
    "whether citywide": _without("citywide"),
    "what is set aside": _without("exempt"),
    "changes of an amount": _without("annual_amount"),
}
"""What gets lost -> how the table of a record is changed."""


def lose(what: str) -> Good:
    """Return an exporter that loses something in silence."""

    def line(row: Any) -> str:
        kind, id, record = row
        return Good().line([kind, id, LOSSY[what](record) if kind in WHOLE else record])

    return Good(line=line)


def lose_id(row: Any) -> str:
    """Write a line without the id of the record."""
    return Good().line([row[0], *row[2:]])
