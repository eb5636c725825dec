from typing import Any

import pytest
from exporting.exporters import export_with_defaults, is_exportable
from hypothesis import given, settings

from civic_partnership.exporting import EVERYTHING, Artifact, NoOptions
from civic_partnership.exporting.builtin_formats import JSON, NDJSON, TOML
from civic_partnership.files import MANIFEST
from civic_partnership.model import Area, Municipality, Register
from civic_partnership.storage import parse, read, to_text, write
from civic_partnership.testing.any_registers import readable_registers as registers

FORMATS = (TOML, JSON, NDJSON)


def artifacts(format: Any, register: Register) -> list[Artifact]:
    """Return the files that a format makes of a register, with their chunks."""
    results = format.export(register, NoOptions())
    return [
        Artifact(name=each.name, media_type=each.media_type, chunks=tuple(each.chunks)) for each in results
    ]


def text(artifact: Artifact) -> str:
    """Return the text of a file."""
    return b"".join(artifact.chunks).decode()


@settings(max_examples=25)
@given(registers())
def test_one_file_holds_the_same_register(register: Register) -> None:
    """Read JSON and NDJSON back as they were; write what `to_text` gives."""
    for format, name in ((JSON, "json"), (NDJSON, "ndjson")):
        (artifact,) = artifacts(format, register)
        reading = parse(text(artifact), name)  # type: ignore[arg-type] # one of the two

        assert f"register.{name}" == artifact.name
        assert ((), register) == (reading.findings, reading.register)
        assert to_text(register, name) == text(artifact)  # type: ignore[arg-type] # the same


@settings(max_examples=25)
@given(registers())
def test_a_line_of_ndjson_is_a_register_of_one_record(register: Register) -> None:
    """Write line by line, in the order of the register."""
    (artifact,) = artifacts(NDJSON, register)
    lines = text(artifact).split("\n")

    assert "" == lines.pop()
    assert [Register().replace(record) for _, record in register] == [
        parse(line, "json").register for line in lines
    ]


@settings(max_examples=15)
@given(registers().filter(is_exportable))
def test_toml_is_what_write_writes(tmp_path_factory: pytest.TempPathFactory, register: Register) -> None:
    """Write the same bytes as `write`, beside the manifest."""
    folder = tmp_path_factory.mktemp("toml")
    write(register, folder / "written")
    export_with_defaults(TOML, register, folder / "exported", include_personal=True)
    contents = [
        {path.name: path.read_bytes() for path in (folder / name).iterdir() if path.name != MANIFEST}
        for name in ("written", "exported")
    ]

    assert contents[0] == contents[1]
    assert register == read(folder / "exported").register


def test_ndjson_comes_in_pieces() -> None:
    """Make only so much at a time, in whole lines, however many records there are."""
    areas = [Area(id=f"a-{n}", name="Havnen" * 20) for n in range(3000)]
    (artifact,) = artifacts(NDJSON, Register().replace(Municipality(name="Nordby"), *areas))
    chunks = list(artifact.chunks)

    assert 5 < len(chunks) < 20
    assert max(map(len, chunks)) < 70_000
    assert all(chunk.endswith(b"}\n") for chunk in chunks)
    assert 3001 == sum(chunk.count(b"\n") for chunk in chunks)


@pytest.mark.parametrize(
    ("format", "media_types"),
    [(TOML, {"application/toml"}), (JSON, {"application/json"}), (NDJSON, {"application/x-ndjson"})],
)
def test_they_carry_everything_and_say_what_they_are(format: Any, media_types: set[str]) -> None:
    """Carry all kinds, and give a media type for every file."""
    register = Register().replace(Area(id="havnen", name="Havnen"))

    assert EVERYTHING == format.carries(NoOptions())
    assert media_types == {each.media_type for each in artifacts(format, register)}
