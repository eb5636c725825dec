"""No message, in any format, holds what is personal: with names, addresses and numbers that are made up."""

import contextlib
import io
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from model.places import map_fields

from civic_partnership import Host, Register, check, parse, read, write
from civic_partnership.cli import main
from civic_partnership.model import (
    Alliance,
    Contact,
    CooperationFramework,
    Employment,
    Hearing,
    Member,
    Partner,
    Partnership,
    Party,
    Person,
    Response,
    SteeringGroup,
    info,
)
from civic_partnership.testing import broken_by, cprs, mail_addresses, phone_numbers, readable_registers
from civic_partnership.testing.breakers import BREAKERS
from civic_partnership.values import Period

FORMATS = ["text", "json", "ndjson", "sarif", "github", "csv"]
ON = date(2025, 3, 1)
RULES = sorted({breaker.rule for breaker in BREAKERS})

letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ", min_size=6, max_size=9)
names = st.builds("{} {}".format, letters, letters)


@st.composite
def telling(draw: st.DrawFn) -> tuple[Register, list[str]]:
    """Draw a register with something wrong, people in personal fields, and CPR numbers in texts."""
    register = draw(
        st.sampled_from(RULES).flatmap(broken_by).map(lambda broken: broken.broken) | readable_registers(4)
    )
    secrets = [draw(names), draw(mail_addresses()), draw(phone_numbers()), draw(cprs())]
    filled = {"name": secrets[0], "person": secrets[0], "email": secrets[1], "phone": secrets[2]}
    filled["reason"] = secrets[0]

    def change(field: Any, value: Any) -> Any:
        if info(field).personal:
            return filled[field.name]
        if (
            field.type == str | None
            and value is not None
            and info(field).refers_to is None
            and draw(st.booleans())
        ):
            return f"ring {secrets[2]} eller se {secrets[3]} her"
        if field.name == "name" and field.type is str and draw(st.booleans()):
            return f"{value[:20]} {secrets[3]}"
        return value

    changed: Register = map_fields(register, change)
    alone = Employment(period=Period("2021/2022"), person=secrets[0])
    return changed.replace(
        Contact(id="somebody", name=secrets[0], email=secrets[1], phone=secrets[2]),
        Partnership(
            id="somebody-s",
            programme="nowhere",
            partners=(Partner(association="nobody"),),
            employments=(alone, alone),
        ),
    ), secrets


def printed(*arguments: str) -> str:
    """Run the command; return what it writes to both streams."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit):
        main(list(arguments))
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return "".join(texts)


@settings(max_examples=settings().max_examples // 3)
@given(telling(), st.sampled_from(FORMATS), st.sampled_from(["da", "en"]))
def test_no_message_holds_anything_of_a_person(
    told: tuple[Register, list[str]], format_: str, lang: str
) -> None:
    """Whatever is wrong with a register, no answer holds a name, a mail address, a phone or CPR number in it."""
    register, secrets = told
    with tempfile.TemporaryDirectory() as folder:
        write(register, f"{folder}/register")
        said = printed("check", f"{folder}/register", "--undecided", "--format", format_, "--lang", lang)
        said += printed("year", f"{folder}/register", f"{ON.year}", "--on", f"{ON}", "--lang", lang)

    assert "unknown-reference" in said
    assert [] == [secret for secret in secrets if secret in said]


MARKS = ("qzyxna", "wvjkqe", "xkwzpo", "zjqvhi")
"""What stands in no other text."""


def marked(register: Register) -> Register:
    """Put marked texts into every personal field of a register, also of persons who are parties."""
    one, other = MARKS[0].title(), MARKS[1].upper()
    filled = {"name": f"{one} {other}", "person": f"{other} {one}", "email": f"{MARKS[2]}@{MARKS[3]}.dk"}

    def change(field: Any, value: Any) -> Any:
        return filled.get(field.name, f"+45 {MARKS[2]}") if info(field).personal else value

    chair = Party(person=Person(name=filled["name"]))
    filled_in: Register = map_fields(register, change)
    return filled_in.replace(
        Contact(id="somebody", name=filled["name"], email=filled["email"]),
        CooperationFramework(
            id="f",
            title="F",
            steering_group=SteeringGroup(chair=chair, members=(chair,)),
            hearing=Hearing(consulted=(chair,), responses=(Response(by=chair, text="ja"),)),
        ),
        Alliance(id="a", name="A", members=(Member(person=chair.person), Member(person=chair.person))),
    )


def told_of(texts: Iterable[str]) -> set[str]:
    """Return the marks that texts show, in any case of letters."""
    return {mark for text in texts for mark in MARKS if mark in text.casefold()}


def written(folder: Path) -> Iterator[str]:
    """Yield the contents of the files of a folder, and of the files packed in them."""
    for path in folder.rglob("*"):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                yield from (packed.read(name).decode() for name in packed.namelist())
        elif path.is_file():
            yield path.read_text("utf-8", errors="replace")


@settings(max_examples=settings().max_examples // 15)
@given(readable_registers(4).map(marked), st.sampled_from(["da", "en"]))
def test_nothing_of_a_person_leaves_unasked(register: Register, lang: str) -> None:
    """Not by what is shown, by exports with their manifests and reports, or by what stands for things in Python."""
    texts = [repr(register), repr(list(register)), repr(check(register, on=ON))]
    with tempfile.TemporaryDirectory() as folder:
        write(register, f"{folder}/register")
        reading = read(f"{folder}/register")
        texts += [repr(reading), printed("show", f"{folder}/register", "--lang", lang)]
        texts += [
            printed("year", f"{folder}/register", year, "--on", f"{ON}", "--format", format_, "--lang", lang)
            for year in (f"{ON.year}", f"{ON.year - 1}")
            for format_ in ("text", "json", "csv")
        ]
        texts += [
            printed("show", f"{folder}/register", *words, "--lang", lang)
            for words in [("frameworks.f",), ("contacts.somebody",), ("--select", "*.*.*")]
        ]
        records = [key for key, _ in register if key.kind == "partnerships"]
        texts += [
            printed("show", f"{folder}/register", ".".join(map(str, key)), "--lang", lang) for key in records
        ]
        for format_ in Host().exporters:
            out = f"{folder}/{format_}"
            more = ("--to", format_, "--out", out, "--allow-errors", "--lang", lang)
            texts.append(printed("export", f"{folder}/register", *more))
            texts += written(Path(out))
        spoilt = Path(f"{folder}/register/contacts.toml").read_text("utf-8")
        texts += [repr(each) for each in parse(f"{spoilt}[").findings]

    assert "somebody" in "".join(texts)
    assert set() == told_of(texts)
