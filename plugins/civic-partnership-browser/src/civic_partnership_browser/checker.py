"""The checker behind the page: opens files, checks, reports, imports and exports, in a folder of its own."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from civic_partnership.checking import (
    FORMATS,
    CheckedRegister,
    CheckResult,
    check_files,
    make_unreadable_register,
)
from civic_partnership.errors import PathError
from civic_partnership.findings import SHAPE_RULES
from civic_partnership.hosting import Host
from civic_partnership.values import Label, Language

from .answers import Answer, answers
from .finding_rows import list_result
from .opened_files import OpenedFile, clean_path, find_registers, read_table_names, recognize, write_files

MOST_FINDINGS = 500
"""So many findings are listed unless asked otherwise; `save_findings` has them all."""


class Checker:
    """Files of one visitor of the page, and all that is done with them.

    Every method takes and returns what JSON can hold, and bytes. A method that fails returns
    `{"error": {"da": …, "en": …}}`, and raises nothing. Files lie in a temporary folder, which a browser has
    in memory.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="civic-partnership-"))
        self._files: list[OpenedFile] = []

    def close(self) -> None:
        """Delete the folder with all files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @cached_property
    def _host(self) -> Host:
        return Host()

    @answers
    def open_files(self, files: Iterable[Mapping[str, Any]]) -> Answer:
        """Open files in the place of those that were open before.

        Args:
            files: for each its `path`, such as `nordby/partnership.toml`, and its `bytes`.

        Returns:
            `files`: `path` and `kind` of each (`register`, `table`, `mapping`, `other`).
            `registers`: the paths that `check` checks.
            `tables` and `mappings`: the paths of tables to import, and of mappings.
        """
        given = {clean_path(each["path"]): bytes(each["bytes"]) for each in files}
        shutil.rmtree(self._folder)
        self._folder.mkdir()
        self._files = []
        write_files(self._folder, given)
        self._files = [OpenedFile(str(path), recognize(str(path), data)) for path, data in given.items()]
        return self._describe_files()

    def _describe_files(self) -> Answer:
        return {
            "files": read_table_names(self._files),
            "registers": find_registers(self._files),
            "tables": [each.path for each in self._files if each.kind == "table"],
            "mappings": [each.path for each in self._files if each.kind == "mapping"],
        }

    @answers
    def check(self, *, on: str, lang: Language = "da", most: int = MOST_FINDINGS) -> Answer:
        """Check the open registers as of a day (`2026-03-01`).

        Returns:
            `findings`, sorted by place: `level` and `level_name`; `problem`; `remedy`; `places`, which are the
            texts `file:line:column` and the record; `file`, `line`, `column`; `excerpt`, which is None or
            `line`, `text`, and `start` and `length` of what to underline; `rule`; `source`; `rule_line`, which
            is rule, source and values as the terminal prints them.
            `more`: how many findings are not listed.
            `missing`: missing facts of records with `words`, `level_name` and their place.
            `counts`: `level`, `level_name`, `number` and `rule`; `totals`: level -> number.
            `records`: their number; `summary`: the sentence at the end.
            `unread`: a sentence if something could not be read, else None.
            `fill_in` and `to_fill_in`: the heading and the lines of what to fill in.
            `problems`: sentences about rules that failed.
        """
        day = date.fromisoformat(on)
        with contextlib.chdir(self._folder):
            return list_result(self._check(day), day, lang, most)

    def _check(self, day: date) -> CheckResult:
        """Check the open registers; the working folder is that of the files, so that paths are short."""
        registers, failures = [], []
        for path in find_registers(self._files):
            try:
                checked = check_files(path, self._host, day, cache=False)
            except PathError as error:
                registers.append(make_unreadable_register(path, error))
                continue
            registers.append(CheckedRegister(checked.reading, checked.findings))
            failures += [failure.message for failure in checked.failures]
        problems = [*(Label(each.da, each.en) for each in self._host.rule_problems), *failures]
        return CheckResult(registers, (*SHAPE_RULES, *self._host.rules), problems)

    @answers
    def save_findings(self, *, on: str, format: str = "csv", lang: Language = "da") -> Answer:
        """Check the open registers, and return all findings as a file.

        Args:
            on: the day as of which they are checked.
            format: `csv`, `json`, `ndjson`, `sarif` or `github`, as in `civic-partnership check --format`.
            lang: the language of the texts.

        Returns:
            `name` of the file, and its `data`.
        """
        with contextlib.chdir(self._folder):
            text = "".join(FORMATS[format](self._check(date.fromisoformat(on)), lang))
        return {"name": f"{Label('kontrol', 'check').in_language(lang)}.{format}", "data": text.encode()}
