"""Exporters that break the contract, each in one way, and good ones beside them."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from civic_partnership import OptionsError, Register, to_text
from civic_partnership.exporting import count_personal
from civic_partnership.model import RecordKey, about
from civic_partnership.plugins import Artifact, FieldPath, Loss, NoOptions, guard_cell
from civic_partnership.rules import Report
from civic_partnership.storage import shared_converter
from civic_partnership.testing.filled_register import make_filled_register
from civic_partnership.values import Label

REASON = Label("ingen plads", "no room")
WHOLE = ("departments", "associations", "programmes", "partnerships")
"""The kinds of records that are carried whole."""


class Good:
    """Writes a line of JSON for each record: some kinds whole, of contacts the id and the role."""

    name: Any = "good"
    title: Any = Label("til prøve", "for tests")
    options: type[Any] = NoOptions
    file = "lines.txt"
    media_type = "text/plain; charset=utf-8"

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

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Name the columns."""
        return frozenset({"departments.id", "departments.name"})

    def content(self, register: Register) -> Any:
        """Return the table."""
        out = io.StringIO(newline="")
        rows = ([each.id, self.cell(each.name)] for each in register.departments.values())
        csv.writer(out, delimiter=self.delimiter).writerows([["id", "name"], *rows])
        return out.getvalue().encode()

    def cell(self, text: str) -> str:
        """Return a text as it stands in a cell."""
        return guard_cell(text)


def change(name: str, **members: Any) -> Any:
    """Return a class of exporters that is good but for some members."""
    return type(name, (Good,), members)


Untitled = change("Untitled", title="for tests")
NoSuchField = change("NoSuchField", carries=lambda *_: frozenset({"departments.nam"}))
Telling = change("Telling", contact=lambda _, contact: [contact.id, contact.role, contact.name])
"""Writes the names of persons, and does not say that it carries them."""


class Unguarded(Table):
    """Lets a spreadsheet run a text."""

    def cell(self, text: str) -> str:
        """Return the text as it is."""
        return text


class UnguardedTabs(Unguarded):
    """Lets a spreadsheet run a text between tabs, in a file known by its name alone."""

    file = "departments.TSV"
    media_type = "application/octet-stream"
    delimiter = "\t"


class NoCarries(Good):
    """Fails when it is asked what it carries."""

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Fail."""
        raise KeyError("carries")


@frozen(kw_only=True)
class Width:
    """An option as it should be."""

    width: int = field(default=30, metadata=about("bredde", "width"))


def _add_one(width: int) -> int:
    """Add one."""
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
class TakesAnything:
    """An option that a hook of its own reads, whatever it is given."""

    width: int = field(default=30, metadata=about("bredde", "width"))


@frozen(kw_only=True)
class NamesNothing:
    """An option that a hook of its own refuses without naming it."""

    width: int = field(default=30, metadata=about("bredde", "width"))


def _refuse(raw: Any, _: Any) -> NamesNothing:
    """Refuse everything but nothing."""
    if raw:
        raise ValueError("no")
    return NamesNothing()


shared_converter().register_structure_hook(TakesAnything, lambda _, __: TakesAnything())
shared_converter().register_structure_hook(NamesNothing, _refuse)


class WithOptions(Good):
    """Has options of some class."""

    def __init__(self, options: type[Any]) -> None:
        self.options = options


class NeedsOne(Good):
    """Fails where there is no department."""

    def lines(self, register: Register) -> Iterator[str]:
        """Ask for the first department."""
        yield list(register.departments)[0]  # noqa: RUF015 - it fails by IndexError
        yield from super().lines(register)


class NeedsFinding(Good):
    """Fails where the check has found nothing."""

    def export_checked(self, register: Register, report: Report, options: Any, /) -> Iterable[Any]:
        """Ask for the first finding."""
        report.findings[0]
        return self.export(register, options)


class RefusesAll(Good):
    """Refuses every register."""

    def export(self, *_: Any) -> Iterable[Any]:
        """Refuse."""
        raise OptionsError("Skriv en kontoplan.", "Write a chart of accounts.")


class OnlyA(Good):
    """Refuses departments whose name does not begin with A."""

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Refuse others."""
        if any(not each.name.startswith("A") for each in register.departments.values()):
            raise OptionsError("Kun A.", "Only A.")
        return super().export(register, _)


class Giving(Good):
    """Gives what it was made with."""

    def __init__(self, *given: Any) -> None:
        self.given = given

    def export(self, *_: Any) -> Iterable[Any]:
        """Give it."""
        return iter(self.given)


class Encoded(Good):
    """Declares one encoding and writes another."""

    def __init__(self, declared: str, written: str) -> None:
        self.media_type = f"text/plain; charset={declared}"
        self.written = written

    def content(self, register: Register) -> Any:
        """Encode the lines, letters that the encoding lacks as numbers."""
        return "\n".join(self.lines(register)).encode(self.written, errors="xmlcharrefreplace")


class Counting(Good):
    """Numbers its exports."""

    exports = 0

    def content(self, register: Register) -> Any:
        """Put the number first."""
        self.exports += 1
        return str(self.exports).encode() + super().content(register)


class Changing(Good):
    """Changes the register that it reads."""

    def lines(self, register: Register) -> Iterator[str]:
        """Lengthen the notes of contacts, which stand in no line."""
        for contact in register.contacts.values():
            object.__setattr__(contact, "note", f"{contact.note}, exported")
        return super().lines(register)


class Unordered(Good):
    """Takes its lines out of a set."""

    def content(self, register: Register) -> Any:
        """Write the lines in any order."""
        return "\n".join(set(self.lines(register))).encode()


class Homesick(Good):
    """Fails in any process but this."""

    def __getstate__(self) -> dict[str, str]:
        """Take a bad name of a file along."""
        return {"file": "con"}


class Lost(Good):
    """Cannot be made again in another process."""

    def __getstate__(self) -> dict[str, str]:
        """Take something along."""
        return {"home": "here"}

    def __setstate__(self, _: Any) -> None:
        """Fail."""
        raise RuntimeError("this is not home")


class ByLambda(Good):
    """Cannot be pickled."""

    def __init__(self) -> None:
        self.line = lambda row: json.dumps(row, default=str)  # type: ignore[method-assign]


class Repeating(Good):
    """Repeats a name in the reason of its loss."""

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Carry names too."""
        return super().carries(_) | {"contacts.name"}

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Give a loss for each name."""
        yield from super().export(register, _)
        for contact in register.contacts.values():
            if contact.name is not None:
                reason = Label(f"ikke plads til {contact.name}", f"no room for {contact.name}")
                yield Loss(record=RecordKey("contacts", contact.id), path=("name",), reason=reason)


class Remembering(Good):
    """Fills in names from earlier exports."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Carry names too."""
        return super().carries(_) | {"contacts.name"}

    def contact(self, contact: Any) -> list[Any]:
        """Return the last name that the contact had."""
        if contact.name is not None:
            self.names[contact.id] = contact.name
        return [*super().contact(contact), self.names.get(contact.id)]


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


def _map_values(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that changes every value in a tree of tables and lists."""

    def walk(tree: Any) -> Any:
        if isinstance(tree, dict):
            return change({key: walk(value) for key, value in tree.items()})
        return change([walk(value) for value in tree] if isinstance(tree, list) else tree)

    return walk


def _for(kind: type, change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that changes every value of a type in a tree."""
    return _map_values(lambda value: change(value) if isinstance(value, kind) else value)


def _without(name: str) -> Callable[[Any], Any]:
    """Return a function that leaves a field out everywhere."""
    return _for(dict, lambda table: {key: value for key, value in table.items() if key != name})


LOSSY: dict[str, Callable[[Any], Any]] = {
    "a text is cut": _for(str, lambda text: text[:12]),
    "blanks at the end go": _for(str, str.rstrip),
    "an approximate date is exact": _for(str, lambda text: text.replace("~", "")),
    "a month is its first day": _for(str, lambda text: f"{text}-01" if len(text) == 7 else text),
    "kroner are whole": _for(Decimal, round),
    "the last item is gone": _for(list, lambda items: items[:-1] or items),
    "items are joined": _for(
        list, lambda items: ", ".join(items) if all(isinstance(each, str) for each in items) else items
    ),
    "items are sorted": _for(list, lambda items: sorted(items, key=str)),
    "whether citywide": _without("citywide"),
    "who approved a plan": _without("approved_by"),
    "the number of a focus area": _without("number"),
    "what is set aside": _without("exempt"),
    "changes of an amount": _without("annual_amount"),
}
"""What gets lost -> how the table of a record is changed."""


class Lossy(Good):
    """Loses something silently."""

    def __init__(self, what: str) -> None:
        self.what = what

    def line(self, row: Any) -> str:
        """Write a line of what is left."""
        kind, id, record = row
        return super().line([kind, id, LOSSY[self.what](record) if kind in WHOLE else record])


class Nameless(Good):
    """Loses the ids of records silently."""

    def line(self, row: Any) -> str:
        """Write a line without the id."""
        return super().line([row[0], *row[2:]])


class Cutting(Good):
    """Cuts names of associations, and reports each as a loss."""

    tells_aliases = True

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Carry names and aliases."""
        return frozenset({"associations.id", "associations.name", "associations.aliases"})

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Give a loss for each name that is cut."""
        rows = [
            self.line([each.id, each.name[:12], [alias[:12] for alias in each.aliases]])
            for each in register.associations.values()
        ]
        yield Artifact(name="names.txt", media_type="text/plain", chunks=["\n".join(rows).encode()])
        for each in register.associations.values():
            names = [(("name",), each.name)]
            if self.tells_aliases:
                names += [(("aliases", i), alias) for i, alias in enumerate(each.aliases)]  # type: ignore[misc] # paths of both lengths
            for path, name in names:
                if len(name) > 12:
                    yield Loss(record=RecordKey("associations", each.id), path=path, reason=REASON)


class CuttingAliases(Cutting):
    """Tells only of names that are cut."""

    tells_aliases = False


class LosingOthers(Good):
    """Tells that it loses what it never carries."""

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Give a loss for each note of a contact."""
        yield from super().export(register, _)
        for contact in register.contacts.values():
            if contact.note is not None:
                yield Loss(record=RecordKey("contacts", contact.id), path=("note",), reason=REASON)


class Wrong(Good):
    """Goes by the name of a format that is read, and leaves the municipality out."""

    name = "json"

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Carry less than there is."""
        return frozenset({"departments", *count_personal(make_filled_register())})

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Write one document."""
        rest = register if register.municipality is None else register.without(register.municipality)
        content = to_text(rest, "json").encode()
        yield Artifact(name="register.json", media_type="application/json", chunks=[content])
