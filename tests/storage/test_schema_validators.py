"""The schema in the hands of other programs, such as editors use: they find what is wrong, and no more."""

import json
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from civic_partnership.storage import load, read, to_text
from civic_partnership.storage.schema import schema

EXAMPLES = Path(__file__).parents[2] / "examples"
CLEAN = ("aarhus", "copenhagen", "nordby", "slagelse", "soenderhavn")
SCHEMA = "civic-partnership.schema.json"
Told = set[tuple[str, str]]
"""Names of files, and what is said of them."""


def printed(folder: Path, *command: str) -> str:
    """What a program says that is run in a folder; whether it is content must show in what it says."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1, 123), done.stderr
    return done.stdout + done.stderr


def files(folder: Path, suffix: str = ".toml") -> list[str]:
    """The files of a register in a folder."""
    return sorted(file.name for file in folder.glob(f"*{suffix}") if file.name != SCHEMA)


def program(name: str) -> str:
    """A program that was installed beside Python."""
    return str(Path(sysconfig.get_path("scripts")) / name)


def check_jsonschema(folder: Path, suffix: str = ".toml") -> Told:
    """What check-jsonschema says, which is told of the schema by an argument."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", SCHEMA, "--output-format", "json"]
    report = json.loads(printed(folder, *command, *files(folder, suffix)))
    assert not report.get("parse_errors")
    return {(each["filename"], each["message"]) for each in report.get("errors", ())}


def tombi(folder: Path) -> Told:
    """What tombi says, which finds the schema by the comment."""
    options = ("--offline", "--diagnostics-format", "json-lines", "--diagnostics-file", "told.jsonl")
    output = printed(folder, program("tombi"), "lint", *options, *files(folder))
    assert re.search("file(s)? (failed|linted)", output), output
    lines = (folder / "told.jsonl").read_text("utf-8").splitlines()
    return {(each["path"], each["message"]) for each in map(json.loads, lines)}


def taplo(folder: Path) -> Told:
    """What taplo says, which finds the schema by the comment."""
    output = printed(folder, program("taplo"), "lint", "--colors", "never", *files(folder))
    assert "found files" in output
    return {
        (Path(file).name, message)
        for message, file in re.findall(r"^error: (.*)\n.*┌─ (.*?):", output, re.MULTILINE)
    }


VALIDATORS = (check_jsonschema, tombi, taplo)


def prepared(tmp_path: Path, example: str) -> Path:
    """The folder of an example, with the schema in it and a comment in each file that names it."""
    (tmp_path / SCHEMA).write_text(json.dumps(schema()), "utf-8")
    for file in (EXAMPLES / example).glob("*.toml"):
        text = f"#:schema ./{SCHEMA}\n{file.read_text('utf-8')}"
        (tmp_path / file.name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("validator", VALIDATORS)
@pytest.mark.parametrize("example", CLEAN)
def test_nothing_is_wrong_with_the_examples(
    tmp_path: Path, example: str, validator: Callable[[Path], Told]
) -> None:
    """No file of an example that is in order is told to be wrong; the comment is none to reading."""
    folder = prepared(tmp_path, example)

    assert set() == validator(folder)
    assert load(EXAMPLES / example) == load(folder)


@pytest.mark.parametrize("example", CLEAN)
def test_nothing_is_wrong_with_the_examples_in_json(tmp_path: Path, example: str) -> None:
    """The same as one document of JSON, which names its schema."""
    (tmp_path / SCHEMA).write_text(json.dumps(schema()), "utf-8")
    register = load(EXAMPLES / example)
    document = {"$schema": f"./{SCHEMA}", **json.loads(to_text(register, "json"))}
    (tmp_path / "register.json").write_text(json.dumps(document), "utf-8")

    assert set() == check_jsonschema(tmp_path, ".json")
    assert register == load(tmp_path / "register.json")


@pytest.mark.parametrize("validator", VALIDATORS)
def test_finds_the_slips_of_shape(tmp_path: Path, validator: Callable[[Path], Told]) -> None:
    """Of the example with mistakes just the slips of shape are told that a schema can say."""
    folder = prepared(tmp_path, "nordby-broken")
    told = {
        (file, re.sub(r".*(actvity|kind|integer).*", r"\1", said.lower())) for file, said in validator(folder)
    }
    shapes = {finding.rule for finding in read(folder).findings}

    assert {("associations.toml", "actvity"), ("meetings.toml", "kind"), ("survey.toml", "integer")} == told
    assert {"unknown-field", "missing-field", "wrong-type", "invalid-value", "duplicate-id"} == shapes


@pytest.mark.parametrize("validator", VALIDATORS)
@pytest.mark.parametrize(
    "line", ["starts = 17", 'starts = "kl. 17"', "starts = true", "starts = [17]", "on = 17:00:00"]
)
def test_finds_what_is_no_day_and_no_time(
    tmp_path: Path, line: str, validator: Callable[[Path], Told]
) -> None:
    """A number, a text of another form or a list is no time, whatever a program makes of times."""
    folder = prepared(tmp_path, "slagelse")
    day = "" if line.startswith("on") else "on = 2024-04-12\n"
    text = f'#:schema ./{SCHEMA}\n[meetings.a]\nkind = "status"\n{day}{line}\n'
    (folder / "meetings.toml").write_text(text, "utf-8")

    assert {"meetings.toml"} == {file for file, _ in validator(folder)}
