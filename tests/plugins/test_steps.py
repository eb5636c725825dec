"""The page about plugins, followed step by step: its commands run in one session, its files written."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parent.parent.parent

_BLOCK = re.compile(r"^```(\S*) ?(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_END = "== end of step, status "
_KEPT = (
    "PIP_",
    "HTTP_",
    "HTTPS_",
    "NO_PROXY",
    "SSL_",
    "http_",
    "https_",
    "no_proxy",
    "TMPDIR",
    "HOME",
    "XDG_CACHE",
)
"""What decides where pip finds packages, and keeps them; all else of the environment stays outside."""


@frozen
class Step:
    """One step of a page.

    Attributes:
        command: what is run.
        output: what it prints, errors too.
    """

    command: str
    output: str


def steps(page: str) -> list[Step]:
    """Return the steps of a page in order: the commands of its sessions, and the files that it shows.

    Raises:
        ValueError: a block is neither, or a session holds something else than commands and outputs.
    """
    steps = []
    for language, name, text in _BLOCK.findall(page):
        if language == "console" and text.startswith("$ "):
            steps += [Step(command, output) for command, output in _COMMAND.findall(text)]
        elif language in {"python", "toml"} and name:
            path = shlex.quote(name)
            steps.append(Step(f"mkdir -p \"$(dirname {path})\" && cat > {path} <<'== end'\n{text}== end", ""))
        else:
            raise ValueError(f"no step: {language} {name}")
    return steps


def followed(page: str, start: Path, temporary: Path) -> list[tuple[Step, Step]]:
    """Follow a page; return each step that went otherwise: as the page has it, and as it went.

    Args:
        page: the page, in Markdown.
        start: the folder in which the reader begins.
        temporary: where new folders are made.
    """
    expected = steps(page)
    script = "".join(f'{{ {step.command}\n}} 2>&1\necho "{_END}$?"\n' for step in expected)
    run = subprocess.run(
        ["bash", "--noprofile", "--norc", "-c", script],
        cwd=start,
        env=_environment(temporary),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        timeout=600,
        check=False,
    )
    outputs = re.split(rf"{_END}(\d+)\n", run.stdout.decode())
    went = [
        Step(step.command, output if status == "0" else f"{output}(status {status})\n")
        for step, output, status in zip(expected, outputs[::2], outputs[1::2], strict=False)
    ]
    missing = [Step(step.command, "(not run)\n") for step in expected[len(went) :]]
    return [(wanted, was) for wanted, was in zip(expected, went + missing, strict=True) if wanted != was]


def _environment(temporary: Path) -> dict[str, str]:
    """Return an environment that is nearly empty: programs, where pip finds packages, plain settings."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(_KEPT)}
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.base_prefix, "bin")), os.defpath]),
        "TMPDIR": str(temporary),
        "LANG": "C.UTF-8",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_QUIET": "1",
    }


def test_the_page_works_as_it_stands(tmp_path: Path) -> None:
    """Follow the page in an empty environment; write its outputs anew where WRITE_GOLDEN is set."""
    path = ROOT / "plugins" / "README.md"
    page = path.read_text(encoding="utf-8")
    differences = followed(page, ROOT, tmp_path)
    if "WRITE_GOLDEN" in os.environ:
        for wanted, was in differences:
            page = page.replace(f"$ {wanted.command}\n{wanted.output}", f"$ {was.command}\n{was.output}")
        path.write_text(page, encoding="utf-8")
    else:
        assert [] == differences


def test_the_page_names_no_host() -> None:
    """Where packages come from is pip's business."""
    for page in [ROOT / "plugins" / "README.md", *ROOT.glob("plugins/*/README.md")]:
        assert not re.findall(r"https?://", page.read_text(encoding="utf-8"))
