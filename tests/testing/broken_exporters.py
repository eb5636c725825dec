"""Exporters that do what the contract forbids, each as little else as it can; and good ones to compare."""

import csv
import io
import json
import os
import random
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from attrs import field, frozen
from civic_partnership.testing.contract.filled import filled_register

from civic_partnership import OptionsError, Register, to_text
from civic_partnership.exporting import count_personal
from civic_partnership.model import Association, RecordKey, about
from civic_partnership.plugins import Artifact, FieldPath, Loss, NoOptions, guard_cell
from civic_partnership.storage import shared_converter
from civic_partnership.values import Label


class Good:
    """Lines of JSON: some kinds whole, of contacts the id and the role."""

    name = "good"
    title = Label("til prøve", "for tests")
    options: type[Any] = NoOptions
    media_type = "text/plain; charset=utf-8"
    file = "lines.txt"
    whole: frozenset[str] = frozenset({"departments", "associations"})

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """What stands in the lines."""
        return frozenset({*self.whole, "contacts.id", "contacts.role"})

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """One file."""
        yield Artifact(name=self.file, media_type=self.media_type, chunks=self.chunks(register))

    def chunks(self, register: Register) -> Iterator[Any]:
        """The lines as bytes."""
        yield b"good\n"
        for line in self.lines(register):
            yield f"{line}\n".encode()

    def lines(self, register: Register) -> Iterator[str]:
        """A line for each record that is carried."""
        for key, record in register:
            if key.kind in self.whole:
                yield self.line([key.kind, key.id, shared_converter().unstructure(record)])
        for contact in register.contacts.values():
            yield self.line(["contacts", contact.id, self.of_contact(contact)])

    def of_contact(self, contact: Any) -> Any:
        """What is carried of a contact."""
        return contact.role

    def line(self, of: Any) -> str:
        """A line of anything."""
        return json.dumps(of, default=str, ensure_ascii=False)


class Table(Good):
    """A table of departments, harmless to any spreadsheet."""

    media_type = "text/csv; charset=utf-8"
    file = "departments.csv"
    delimiter = ";"

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """What stands in the columns."""
        return frozenset({"departments.id", "departments.name"})

    def chunks(self, register: Register) -> Iterator[Any]:
        """The table in one piece."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=self.delimiter)
        writer.writerow(["id", "name"])
        for department in register.departments.values():
            writer.writerow([department.id, self.cell(department.name)])
        yield out.getvalue().encode()

    def cell(self, text: str) -> str:
        """A text as it stands in a cell."""
        return guard_cell(text)


class Unguarded(Table):
    """Lets a spreadsheet run what a text holds."""

    def cell(self, text: str) -> str:
        """The text as it is."""
        return text


class UnguardedTabs(Unguarded):
    """The same between tabs, known by its name alone."""

    media_type = "application/octet-stream"
    file = "departments.TSV"
    delimiter = "\t"


# What it says it is


class Untitled(Good):
    """Has a text for a title."""

    title: Any = "for tests"


class NoSuchField(Good):
    """Carries a field that there is not."""

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """A slip."""
        return frozenset({"departments.nam"})


class NoCarries(Good):
    """Fails when it is asked what it carries."""

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Nothing comes of it."""
        raise KeyError("carries")


# Its options


@frozen(kw_only=True)
class Width:
    """An option as it should be."""

    width: int = field(default=30, metadata=about("bredde", "width"))


def _one_more(width: int) -> int:
    return width + 1


@frozen(kw_only=True)
class Creeping:
    """An option that grows whenever it is read."""

    width: int = field(default=30, converter=_one_more, metadata=about("bredde", "width"))


@frozen(kw_only=True)
class Unlabelled:
    """An option without a label."""

    width: int = 30


@frozen(kw_only=True)
class TakesAnything:
    """Options that are read by a hook of its own, which looks at nothing."""

    width: int = field(default=30, metadata=about("bredde", "width"))


@frozen(kw_only=True)
class TellsNothing:
    """Options that are read by a hook of its own, which does not tell what is wrong."""

    width: int = field(default=30, metadata=about("bredde", "width"))


def _closely(raw: Any, _: Any) -> TellsNothing:
    if raw:
        raise ValueError("no")
    return TellsNothing()


shared_converter().register_structure_hook(TakesAnything, lambda _, __: TakesAnything())
shared_converter().register_structure_hook(TellsNothing, _closely)


class WithOptions(Good):
    """Has options of some class."""

    def __init__(self, options: type[Any]) -> None:
        self.options = options


# What it exports, and what the host takes


class NeedsOne(Good):
    """Fails where there is no department."""

    def lines(self, register: Register) -> Iterator[str]:
        """The first one first."""
        yield f"first: {list(register.departments)[0]}"  # noqa: RUF015 - it fails by IndexError
        yield from super().lines(register)


class RefusesAll(Good):
    """Wants what no register has."""

    def export(self, *_: Any) -> Iterable[Any]:
        """Nothing."""
        raise OptionsError("Skriv en kontoplan.", "Write a chart of accounts.")


class RefusesSome(Good):
    """Takes registers with one partnership at most."""

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Nothing, where there are more."""
        if len(register.partnerships) > 1:
            raise OptionsError("For mange.", "Too many.")
        return super().export(register, _)


class OnlyA(Good):
    """Takes departments of one name."""

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """Nothing, where there is another."""
        if any(each.name != "A" for each in register.departments.values()):
            raise OptionsError("Kun A.", "Only A.")
        return super().export(register, _)


class Giving(Good):
    """Gives these instead."""

    def __init__(self, *given: Any) -> None:
        self.given = given

    def export(self, *_: Any) -> Iterable[Any]:
        """What it was made with."""
        return iter(self.given)


def file(name: Any = "a.txt", *chunks: Any, media_type: Any = "text/plain") -> Artifact:
    """An artifact of these chunks."""
    return Artifact(name=name, media_type=media_type, chunks=chunks)


NO_REASON = Label("ingen plads", "no room")
NOWHERE = Loss(record=RecordKey("departments", "nowhere"), path=(), reason=NO_REASON)


# Texts


class FailsFor(Good):
    """Fails where a line holds a certain text, or is too long."""

    def __init__(self, text: str, longest: int = 10**9) -> None:
        self.text = text
        self.longest = longest

    def line(self, of: Any) -> str:
        """No line for it."""
        line = json.dumps(of, default=str, ensure_ascii=False)
        if self.text in line or max(map(len, line.split('"'))) > self.longest:
            raise ValueError("no place for it")
        return line


class Encoded(Good):
    """Says one encoding and writes another."""

    def __init__(self, said: str, written: str) -> None:
        self.media_type = f"text/plain; charset={said}" if said else "application/json"
        self.written = written

    def chunks(self, register: Register) -> Iterator[Any]:
        """Lines in the encoding, letters that it lacks as numbers."""
        for line in self.lines(register):
            yield f"{line}\n".encode(self.written, errors="xmlcharrefreplace")


# The same bytes


class Counting(Good):
    """Numbers its exports."""

    def __init__(self) -> None:
        self.exports = 0

    def lines(self, register: Register) -> Iterator[str]:
        """The number first."""
        self.exports += 1
        yield f"export {self.exports}"
        yield from super().lines(register)


class SharedRows(Good):
    """Keeps its rows where another export finds them."""

    rows: Iterable[str] = ()

    def chunks(self, register: Register) -> Iterator[Any]:
        """The rows, after the first piece."""
        self.rows = list(self.lines(register))
        yield b"rows\n"
        for row in self.rows:
            yield f"{row}\n".encode()


class Asking(Good):
    """Asks something beside the register, and makes nothing of it."""

    def __init__(self, what: str) -> None:
        self.what = what

    def lines(self, register: Register) -> Iterator[str]:
        """The question first."""
        QUESTIONS[self.what]()
        return super().lines(register)


def _file() -> None:
    with open(__file__, encoding="utf-8") as source:  # noqa: PTH123 - it is what is forbidden
        source.read(1)


QUESTIONS: dict[str, Callable[[], object]] = {
    "open": _file,
    "os.getcwd": os.getcwd,
    "os.stat": lambda: os.path.exists("/"),  # noqa: PTH110 - it is what is forbidden
    "os.environ": lambda: os.environ.get("HOME"),
    "os.urandom": uuid.uuid4,
    "socket.gethostname": socket.gethostname,
    "subprocess.Popen": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
    "time.time": time.time,
    "time.strftime": lambda: time.strftime("%Y"),
    "time.gmtime": lambda: time.gmtime(),  # noqa: PLW0108 - what `time` holds then
    "time.localtime": lambda: time.localtime(0),
    "datetime.now": datetime.now,
    "date.today": date.today,
    "random.random": random.random,
    "random.getrandbits": lambda: random.choice("ab"),
}
"""What is told -> something that asks it."""


class Changing(Good):
    """Changes the register that it reads."""

    def lines(self, register: Register) -> Iterator[str]:
        """Contacts get a longer note, which stands in no line."""
        for contact in register.contacts.values():
            object.__setattr__(contact, "note", f"{contact.note}, exported")
        return super().lines(register)


# The same everywhere


class Unordered(Good):
    """Takes its lines out of a set."""

    def chunks(self, register: Register) -> Iterator[Any]:
        """The lines in any order."""
        yield b"".join(f"{line}\n".encode() for line in set(self.lines(register)))


class LocalTime(Good):
    """Tells a time as it is where the export is made."""

    def lines(self, register: Register) -> Iterator[str]:
        """The beginning of an era first."""
        yield f"{datetime.fromtimestamp(0).isoformat()}"  # noqa: DTZ006 - it is what is forbidden
        yield from super().lines(register)


class LocalEncoding(Good):
    """Writes in the encoding of the machine."""

    def chunks(self, register: Register) -> Iterator[Any]:
        """All lines."""
        out = io.BytesIO()
        text = io.TextIOWrapper(out, errors="xmlcharrefreplace", newline="")
        text.writelines(f"{line}\n" for line in self.lines(register))
        text.flush()
        yield out.getvalue()


class Elsewhere(Good):
    """Fails in any process but this."""

    def __init__(self) -> None:
        self.home = "here"

    def __setstate__(self, state: Any) -> None:
        """Remember that it was handed over."""
        self.file = "con"


class Homesick(Elsewhere):
    """Cannot be made again in another process."""

    def __setstate__(self, state: Any) -> None:
        """Fail."""
        raise RuntimeError("this is not home")


class ByLambda(Good):
    """Cannot be handed to another process."""

    def __init__(self) -> None:
        self.line = lambda of: json.dumps(of, default=str)  # type: ignore[method-assign]


# Personal data


class Telling(Good):
    """Writes the names of persons, and does not say so."""

    def of_contact(self, contact: Any) -> Any:
        """Too much."""
        return [contact.role, contact.name]


class Repeating(Good):
    """Repeats a name where it tells why it is lost."""

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """The name too."""
        return frozenset({"contacts.id", "contacts.role", "contacts.name"})

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """One file, and a loss for each name."""
        yield file(
            "contacts.txt",
            *(f"{self.line([each.id, each.role])}\n".encode() for each in register.contacts.values()),
        )
        for contact in register.contacts.values():
            if contact.name is not None:
                reason = Label(f"ikke plads til {contact.name}", f"no room for {contact.name}")
                yield Loss(record=RecordKey("contacts", contact.id), path=("name",), reason=reason)


class Remembering(Good):
    """Fills in names that it has seen before."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """The name too."""
        return frozenset({"contacts.id", "contacts.role", "contacts.name"})

    def lines(self, register: Register) -> Iterator[str]:
        """Contacts by the names that they once had."""
        for contact in register.contacts.values():
            if contact.name is not None:
                self.names[contact.id] = contact.name
            yield self.line([contact.id, contact.role, self.names.get(contact.id)])


# Losses


def _of_texts(change: Callable[[str], str]) -> Callable[[Any], Any]:
    """A change of every text in what a line is made of."""

    def changed(of: Any) -> Any:
        if isinstance(of, dict):
            return {key: changed(value) for key, value in of.items()}
        if isinstance(of, list):
            return [changed(value) for value in of]
        return change(of) if isinstance(of, str) else of

    return changed


def _of_lists(change: Callable[[list[Any]], Any]) -> Callable[[Any], Any]:
    """A change of every list below what a line is made of."""

    def changed(of: Any) -> Any:
        if isinstance(of, dict):
            return {key: changed(value) for key, value in of.items()}
        return change([changed(value) for value in of]) if isinstance(of, list) else of

    return lambda of: [of[0], of[1], changed(of[2])]


def _rounded(of: Any) -> Any:
    if isinstance(of, dict):
        return {key: _rounded(value) for key, value in of.items()}
    if isinstance(of, list):
        return [_rounded(value) for value in of]
    return round(of) if isinstance(of, Decimal) else of


def _without(field: str) -> Callable[[Any], Any]:
    def changed(of: Any) -> Any:
        if isinstance(of, dict):
            return {key: changed(value) for key, value in of.items() if key != field}
        return [changed(value) for value in of] if isinstance(of, list) else of

    return changed


LOSSY: dict[str, Callable[[Any], Any]] = {
    "a text is cut": _of_texts(lambda text: text[:12]),
    "blanks at the end go": _of_texts(str.rstrip),
    "an approximate date is exact": _of_texts(lambda text: text.replace("~", "")),
    "a month is its first day": _of_texts(lambda text: f"{text}-01" if len(text) == 7 else text),
    "kroner are whole": _rounded,
    "the last item is gone": _of_lists(lambda items: items[:-1] or items),
    "items are joined": _of_lists(
        lambda items: ", ".join(items) if items and all(isinstance(each, str) for each in items) else items
    ),
    "items are sorted": _of_lists(lambda items: sorted(items, key=str)),
    "whether citywide": _without("citywide"),
    "who approved a plan": _without("approved_by"),
    "the number of a focus area": _without("number"),
    "what is set aside": _without("exempt"),
    "changes of an amount": _without("annual_amount"),
    "the record's id": lambda of: [of[0], *of[2:]],
}
"""What gets lost -> how a line is changed."""


class Lossy(Good):
    """Loses something in silence."""

    whole = frozenset({"departments", "associations", "programmes", "partnerships"})

    def __init__(self, what: str) -> None:
        self.what = what

    def line(self, of: Any) -> str:
        """A line of what is left."""
        return super().line(LOSSY[self.what](of) if isinstance(of[2], dict) else of)


class Cutting(Good):
    """Cuts names, and tells so, for records and rows alike."""

    tells = True

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Names of associations."""
        return frozenset({"associations.id", "associations.name", "associations.aliases"})

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """One file, and a loss for each name that is cut."""
        cut = [self.cut(each) for each in register.associations.values()]
        yield file("names.txt", *(f"{self.line(each)}\n".encode() for each in cut))
        for each in register.associations.values():
            if len(each.name) > 12:
                yield Loss(record=RecordKey("associations", each.id), path=("name",), reason=NO_REASON)
            for place, alias in enumerate(each.aliases):
                if len(alias) > 12 and self.tells:
                    yield Loss(
                        record=RecordKey("associations", each.id), path=("aliases", place), reason=NO_REASON
                    )

    def cut(self, association: Association) -> list[Any]:
        """What there is room for."""
        return [association.id, association.name[:12], [alias[:12] for alias in association.aliases]]


class CuttingAliases(Cutting):
    """Tells only of names."""

    tells = False


class LosingOthers(Good):
    """Tells that it loses what it never carries."""

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """A loss for each note of a contact."""
        yield from super().export(register, _)
        for contact in register.contacts.values():
            if contact.note is not None:
                yield Loss(record=RecordKey("contacts", contact.id), path=("note",), reason=NO_REASON)


class Wrong(Good):
    """Goes by the name of a format that is read, and leaves the municipality out."""

    name = "json"

    def carries(self, _: Any, /) -> frozenset[FieldPath]:
        """Less than is in it."""
        return frozenset({"departments", "contacts", *count_personal(filled_register())})

    def export(self, register: Register, _: Any, /) -> Iterable[Any]:
        """One document."""
        left = register if register.municipality is None else register.without(register.municipality)
        yield file("register.json", to_text(left, "json").encode(), media_type="application/json")
