"""The command `check` with `--base`: a stream of documents in one big file."""

import datetime
import gc
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path

from rich.text import Text

from civic_partnership.checking import FORMATS, CheckResult, StreamedRegister
from civic_partnership.findings import Finding, format_fact, format_path
from civic_partnership.storage import read
from civic_partnership.streaming import StreamCheck, check_file, is_plain_file
from civic_partnership.values import Label, Language

from .check_text import print_stream_text
from .failures import WrongUse, status_of_findings
from .invocation import get_invocation
from .screen import Screen
from .streams import print_to_stderr, write_utf8

_COLLECTED = 1_000
"""So many new objects call for a collection of garbage, so that memory stays flat."""
_SECONDS = 0.2
"""How often the progress changes on the screen."""


def check_one_stream(  # noqa: PLR0913 - the options of the command
    paths: Sequence[str],
    base: str,
    jobs: int,
    format: str,
    lang: Language,
    on: datetime.date,
    wanted: Collection[str],
    *,
    strict: bool,
    undecided: bool,
) -> int:
    """Check a file of documents against a base register; return the exit status.

    Only findings of the rules with the wanted names are shown.

    Raises:
        WrongUse: there is more than one file, or the format cannot be written finding by finding.
        PathError: the file or the base register cannot be read.
    """
    _refuse_wrong_use(paths, format)
    gc.set_threshold(_COLLECTED)
    invocation = get_invocation()
    host = invocation.host
    problems = [Label(each.da, each.en) for each in host.rule_problems]
    reading = read(base)
    stream = check_file(paths[0], reading.register, on=on, rules=host.rules, jobs=jobs)
    rate = stream.progress = _Rate(paths[0], lang)
    statuses = {0}

    def find() -> Iterator[Finding]:
        rate.start()
        is_past_lines = False
        for finding in chain(reading.findings, stream):
            if stream.is_past_lines and not is_past_lines:
                is_past_lines = True
                result.tally.missing_facts.begin_again()
            if finding.rule in wanted:
                statuses.add(status_of_findings([finding], strict=strict))
                rate.stop()  # the answer may stand on the same screen
                yield finding
                rate.start()
        rate.stop()
        problems.extend(each.message for each in stream.failures if each.rule in wanted)

    result = CheckResult([StreamedRegister(reading, find())], invocation.rules, problems)
    try:
        if format == "text":
            print_stream_text(stream, result, on, lang, undecided=undecided)
        else:
            write_utf8(invocation.answer, FORMATS[format](result, lang))
    except KeyboardInterrupt:
        rate.stop()
        print_to_stderr(_tell_interrupted(stream).in_language(lang))
        raise
    finally:
        rate.stop()
        stream.close()
    for problem in problems:
        print_to_stderr(problem.in_language(lang))
    return 3 if problems else max(statuses)


def _refuse_wrong_use(paths: Sequence[str], format: str) -> None:
    if len(paths) > 1:
        raise WrongUse(
            "Med --base kontrolleres én fil ad gangen.", "With --base one file is checked at a time."
        )
    if format == "sarif":
        raise WrongUse(
            "Med --base kan svaret ikke skrives som sarif. Brug ndjson.",
            "With --base the answer cannot be written as sarif. Use ndjson.",
        )
    if Path(paths[0]).is_dir():
        raise WrongUse(
            "Med --base er PATH en fil med et partnerskab i hver linje, ikke en mappe.",
            "With --base, PATH is a file with a partnership in each line, not a folder.",
        )


def _tell_interrupted(stream: StreamCheck) -> Label:
    lines = format_fact(stream.lines, "da", grouped=True), format_fact(stream.lines, "en", grouped=True)
    return Label(
        f"Afbrudt. {lines[0]} linjer er kontrolleret; det, der gælder helheden, er ikke.",
        f"Interrupted. {lines[1]} lines were checked; what concerns the whole was not.",
    )


class _Rate:
    """The line on a terminal that tells how far a check has come, and how fast it is; nothing in a pipe."""

    def __init__(self, path: str, lang: Language) -> None:
        screen = Screen(sys.stderr)
        name = format_path(path)
        words = Label(f"Kontrollerer {name}", f"Checking {name}")
        self._status = screen.status(Text(words.in_language(lang))) if screen.is_terminal else None
        self._size = Path(path).stat().st_size if is_plain_file(Path(path)) else 0
        self._lang = lang
        self._begun = self._shown = time.monotonic()

    def __call__(self, stream: StreamCheck) -> None:
        """Show where the check is, some times a second."""
        now = time.monotonic()
        if self._status is None or now - self._shown < _SECONDS:
            return
        self._shown = now
        rate = int(stream.lines / (now - self._begun))
        lines, rates = (format_fact(each, self._lang, grouped=True) for each in (stream.lines, rate))
        share = f" · {100 * stream.position // self._size} %" if self._size else ""
        words = Label(
            f"{lines} linjer kontrolleret{share} · {rates} linjer i sekundet",
            f"{lines} lines checked{share} · {rates} lines a second",
        )
        self._status.update(Text(words.in_language(self._lang)))

    def start(self) -> None:
        """Show the line."""
        if self._status is not None:
            self._status.start()

    def stop(self) -> None:
        """Hide the line."""
        if self._status is not None:
            self._status.stop()
