"""The checker behind the page: opens files, checks, reports, imports and exports, in a folder of its own."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from attrs import asdict

from civic_partnership.checking import (
    FORMATS,
    CheckedRegister,
    CheckResult,
    ensure_exportable,
    make_unreadable_register,
)
from civic_partnership.errors import OptionsError, PathError, PluginError
from civic_partnership.findings import SHAPE_RULES
from civic_partnership.hosting import Host
from civic_partnership.values import Label, Language

from .answers import Answer, answer
from .exchange import export_register, import_table, pack, preview, suggest
from .finding_rows import list_result
from .opened_files import OpenedFiles
from .page_words import use_page_words

METHODS = (
    "open_files",
    "check",
    "save_findings",
    "make_report",
    "formats",
    "export",
    "suggest_mapping",
    "preview_import",
    "import_rows",
)
"""What the page may call."""

MOST_FINDINGS = 500
"""So many findings are listed unless asked otherwise; `save_findings` has them all."""


class Checker:
    """Files of one visitor of the page, and all that is done with them.

    Every method takes and returns what JSON can hold, and bytes. Files lie in a temporary folder, which a
    browser has in memory.
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="civic-partnership-"))
        self._host = Host()
        self._files = OpenedFiles(self._folder, self._host)

    def close(self) -> None:
        """Delete the folder with all files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def call(self, method: str, arguments: Mapping[str, Any]) -> Answer:
        """Call a method by its name, with its arguments by theirs, as the page does.

        Nothing is raised: a method that fails gives `{"error": {"da": …, "en": …}}`.
        """

        def work() -> Answer:
            if method not in METHODS:
                raise OptionsError(f"Der findes ingen {method}.", f"There is no {method}.")
            return getattr(self, method)(**arguments)  # type: ignore[no-any-return] # what every method gives

        return answer(work)

    def warm_up(self) -> None:
        """Load rules, formats and grammars, so that the first check need not wait for them."""
        self._host.rules  # noqa: B018 - it loads
        self._host.exporters  # noqa: B018 - it loads

    def open_files(self, files: Iterable[Mapping[str, Any]]) -> Answer:
        """Open files in the place of those that were open before.

        Args:
            files: for each its `path`, such as `nordby/partnership.toml`, and its `bytes`.

        Returns:
            `files`: `path` and `kind` of each (`register`, `export`, `table`, `mapping`, `other`).
            `registers`: the paths that `check` checks.
            `tables` and `mappings`: the paths of tables to import, and of mappings.
        """
        self._files.replace({each["path"]: bytes(each["bytes"]) for each in files})
        return self._files.describe()

    def check(self, *, on: str, lang: Language = "da", most: int = MOST_FINDINGS) -> Answer:
        """Check the open registers as of a day (`2026-03-01`).

        Returns:
            `findings`, sorted by place: `level` and `level_name`; `problem`; `remedy`; `places`, the texts
            `file:line:column` and the record; `file`, `line`, `column`; `excerpt`, which is None or
            `line`, `text`, and `start` and `length` of what to underline; `rule`; `source`; `rule_line`:
            rule, source and values as the terminal prints them.
            `more`: how many findings are not listed.
            `missing`: missing facts of records with `words`, `level_name` and their place.
            `counts`: `level`, `level_name`, `number` and `rule`; `totals`: level -> number.
            `records`: their number; `summary`: the sentence at the end.
            `unread`: a sentence if something could not be read, else None.
            `fill_in` and `to_fill_in`: the heading and the lines of what to fill in.
            `problems`: sentences about rules that failed.
        """
        day = date.fromisoformat(on)
        with contextlib.chdir(self._files.registers):
            return list_result(self._check(day), day, lang, most)

    def _check(self, day: date) -> CheckResult:
        """Check the open registers; the working folder is that of the files, so that paths are short."""
        registers, failures = [], []
        for path in self._files.find_registers():
            try:
                reading = self._files.read(path)
            except (PathError, PluginError) as error:
                registers.append(make_unreadable_register(path, error))
                continue
            report = self._host.check(reading.register, on=day)
            registers.append(CheckedRegister(reading, (*reading.findings, *report.findings)))
            failures += [failure.message for failure in report.failures]
        problems = [*(Label(each.da, each.en) for each in self._host.rule_problems), *failures]
        return CheckResult(registers, (*SHAPE_RULES, *self._host.rules), problems)

    def save_findings(self, *, on: str, format: str = "csv", lang: Language = "da") -> Answer:
        """Check the open registers, and return all findings as a file.

        Args:
            on: the day as of which they are checked.
            format: `csv`, `json`, `ndjson`, `sarif` or `github`, as in `civic-partnership check --format`.
            lang: the language of the texts.

        Returns:
            `name` of the file, and its `data`.
        """
        with contextlib.chdir(self._files.registers):
            text = "".join(FORMATS[format](self._check(date.fromisoformat(on)), lang))
        return {"name": f"{Label('kontrol', 'check').in_language(lang)}.{format}", "data": text.encode()}

    def make_report(
        self, *, on: str, lang: Language = "da", options: Mapping[str, Any] | None = None, register: str = ""
    ) -> Answer:
        """Return the report of a register as of a day: `name` and `data` of a page in one file.

        Args:
            on: the day.
            lang: the language of the report.
            options: the options of the format `report`.
            register: the path of the register; needed if several are open.
        """
        given = {"lang": lang, **(options or {})}
        return self._export("report", on, given, register, lang, include_personal=False, allow_errors=True)[0]

    def formats(self) -> Answer:
        """Return the formats that a register can be exported to.

        Returns:
            `formats`: for each `name`, `title`, `origin`, and `options` with `name`, `label`, `takes` and
            `default`; titles and labels are in `da` and `en`.
        """
        return {
            "formats": [
                {
                    "name": name,
                    "title": each.format.title.to_dict(),
                    "origin": each.origin,
                    "options": [
                        asdict(option) | {"label": option.label.to_dict()} for option in each.options
                    ],
                }
                for name, each in self._host.exporters.items()
            ]
        }

    def export(
        self,
        format: str,
        options: Mapping[str, Any] | None = None,
        *,
        on: str,
        lang: Language = "da",
        register: str = "",
        include_personal: bool = False,
        allow_errors: bool = False,
    ) -> Answer:
        """Export a register.

        Args:
            format: the name of the format.
            options: its options; a text is read as on the command line.
            on: the day as of which the register is checked.
            lang: the language of the summary.
            register: the path of the register; needed if several are open.
            include_personal: whether personal data are exported too.
            allow_errors: whether a register with errors is exported all the same.

        Returns:
            `name` and `data` of one file, which is an archive if the format has several; `summary`.
        """
        packed, report = self._export(
            format,
            on,
            options or {},
            register,
            lang,
            include_personal=include_personal,
            allow_errors=allow_errors,
        )
        return {**packed, "summary": use_page_words(report.summary(lang), lang)}

    def _export(
        self,
        format: str,
        on: str,
        options: Mapping[str, Any],
        register: str,
        lang: Language,
        *,
        include_personal: bool,
        allow_errors: bool,
    ) -> tuple[Answer, Any]:
        path = self._files.choose_register(register)
        with contextlib.chdir(self._files.registers):
            files, report = export_register(
                self._host,
                ensure_exportable(self._files.read(path), allow_errors=allow_errors),
                format,
                on=date.fromisoformat(on),
                options=options,
                include_personal=include_personal,
                allow_errors=allow_errors,
            )
        return pack(f"{PurePath(self._files.name_register(path, lang)).stem}-{format}", files), report

    def suggest_mapping(self, file: str, *, lang: Language = "da") -> Answer:
        """Return as `text` a suggested mapping (TOML) for an open table."""
        return {"text": suggest(self._files.find(file), lang)}

    def preview_import(self, file: str, mapping: str, *, lang: Language = "da") -> Answer:
        """Return as `rows` the first rows of an open table as the records that they become.

        Each row has its `line`; the `reasons` for which it is rejected; and its `records`, each with its
        `name`, and names and values of its fields as `facts`.
        """
        return {"rows": preview(self._files.find(file), mapping, lang)}

    def import_rows(
        self,
        file: str,
        mapping: str,
        *,
        lang: Language = "da",
        register: str = "",
        update: bool = False,
        keep: bool = True,
    ) -> Answer:
        """Import the rows of an open table into the open register, or into a new one.

        Args:
            file: the path of the table.
            mapping: the text of the mapping.
            lang: the language of the summary and of the reasons among the rejects.
            register: the path of the register; needed if several are open.
            update: whether records that are there before may be changed.
            keep: whether the register that results is open from now on.

        Returns:
            `summary`: what came of it; `taken` and `rejected`: numbers of rows.
            `rejects`: `name` and `data` of the rejected rows with their reasons, or None.
            `register`: `name` and `data` of the register with the rows.
            `files`, `registers`, `tables` and `mappings`: what is open now, as from `open_files`.
        """
        before = self._files.choose_register(register) if self._files.find_registers() else None
        name = self._files.name_register(before, lang)
        there = self._files.find_target(before) if before else None
        report, files, rejects = import_table(
            self._files.find(file), mapping, there, name, lang, update=update
        )
        if keep:
            self._files.replace_register(before, name, files)
        result = report.result
        return {
            "summary": use_page_words(report.summary(lang), lang),
            "taken": result.taken,
            "rejected": result.rejected,
            "rejects": rejects,
            "register": pack(name, files),
            **self._files.describe(),
        }
