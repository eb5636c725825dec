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
from civic_partnership.storage.json_schema import schema

EXAMPLES = Path(__file__).parents[2] / "examples"
CLEAN = ("aarhus", "copenhagen", "nordby", "slagelse", "soenderhavn")
SCHEMA = "civic-partnership.schema.json"
NO_TIMES = ("starts = 17", 'starts = "kl. 17"', "starts = true", "starts = [17]", "on = 17:00:00")
Errors = set[tuple[str, str]]
"""Errors that a program finds: the name of the file and the message."""


def run_program(folder: Path, *command: str) -> str:
    """Run a program in a folder and return its output; the exit status alone does not tell its verdict."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode in (0, 1, 123), done.stderr
    return done.stdout + done.stderr


def list_files(folder: Path, suffix: str = ".toml") -> list[str]:
    """List the names of a register's files in a folder."""
    return sorted(file.name for file in folder.glob(f"*{suffix}") if file.name != SCHEMA)


def find_program(name: str) -> str:
    """Return the path of a program that is installed beside Python."""
    return str(Path(sysconfig.get_path("scripts")) / name)


def check_jsonschema(folder: Path, suffix: str = ".toml") -> Errors:
    """Run check-jsonschema with the schema as an argument; return its errors."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", SCHEMA, "--output-format", "json"]
    report = json.loads(run_program(folder, *command, *list_files(folder, suffix)))
    assert not report.get("parse_errors")
    return {(each["filename"], each["message"]) for each in report.get("errors", ())}


def tombi(folder: Path) -> Errors:
    """Run tombi, which finds the schema by the comment; return its errors."""
    options = ("--offline", "--diagnostics-format", "json-lines", "--diagnostics-file", "errors.jsonl")
    output = run_program(folder, find_program("tombi"), "lint", *options, *list_files(folder))
    assert re.search("file(s)? (failed|linted)", output), output
    lines = (folder / "errors.jsonl").read_text("utf-8").splitlines()
    return {(each["path"], each["message"]) for each in map(json.loads, lines)}


def taplo(folder: Path) -> Errors:
    """Run taplo, which finds the schema by the comment; return its errors."""
    output = run_program(folder, find_program("taplo"), "lint", "--colors", "never", *list_files(folder))
    assert "found files" in output
    return {
        (Path(file).name, message)
        for message, file in re.findall(r"^error: (.*)\n.*┌─ (.*?):", output, re.MULTILINE)
    }


VALIDATORS = (check_jsonschema, tombi, taplo)


def copy_examples(tmp_path: Path, *examples: str) -> Path:
    """Copy the files of examples beside the schema, each with a comment that names the schema."""
    (tmp_path / SCHEMA).write_text(json.dumps(schema()), "utf-8")
    for example in examples:
        for file in (EXAMPLES / example).glob("*.toml"):
            text = f"#:schema ./{SCHEMA}\n{file.read_text('utf-8')}"
            (tmp_path / f"{example}-{file.name}").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("validator", VALIDATORS)
def test_nothing_is_wrong_with_the_examples(tmp_path: Path, validator: Callable[[Path], Errors]) -> None:
    """No program finds an error in the files of a valid example."""
    assert set() == validator(copy_examples(tmp_path, *CLEAN))


def test_nothing_is_wrong_with_the_examples_in_json(tmp_path: Path) -> None:
    """A JSON document that names its schema has no error either, and is read like any other."""
    copy_examples(tmp_path)
    for example in CLEAN:
        document = {"$schema": f"./{SCHEMA}", **json.loads(to_text(load(EXAMPLES / example), "json"))}
        (tmp_path / f"{example}.json").write_text(json.dumps(document), "utf-8")

    assert set() == check_jsonschema(tmp_path, ".json")
    assert [load(EXAMPLES / each) for each in CLEAN] == [load(tmp_path / f"{each}.json") for each in CLEAN]


@pytest.mark.parametrize("validator", VALIDATORS)
def test_finds_the_slips_of_shape(tmp_path: Path, validator: Callable[[Path], Errors]) -> None:
    """Each program finds exactly the mistakes of shape that a schema can express."""
    folder = copy_examples(tmp_path, "nordby-broken")
    errors = {
        (file, re.sub(r".*(actvity|formand|kind|integer).*", r"\1", message.lower()))
        for file, message in validator(folder)
    }
    shapes = {finding.rule for finding in read(folder).findings}

    assert {
        ("nordby-broken-associations.toml", "actvity"),
        ("nordby-broken-meetings.toml", "kind"),
        ("nordby-broken-municipality.toml", "formand"),
        ("nordby-broken-survey.toml", "integer"),
    } == errors
    assert {"unknown-field", "missing-field", "wrong-type", "invalid-value", "duplicate-id"} == shapes


@pytest.mark.parametrize("validator", VALIDATORS)
def test_finds_what_is_no_day_and_no_time(tmp_path: Path, validator: Callable[[Path], Errors]) -> None:
    """Each program refuses a time that is a number, a list or a text of another form."""
    copy_examples(tmp_path)
    for number, line in enumerate(NO_TIMES):
        day = "" if line.startswith("on") else "on = 2024-04-12\n"
        text = f'#:schema ./{SCHEMA}\n[meetings.a]\nkind = "status"\n{day}{line}\n'
        (tmp_path / f"{number}.toml").write_text(text, "utf-8")

    assert {f"{number}.toml" for number in range(len(NO_TIMES))} == {file for file, _ in validator(tmp_path)}
