"""An edit of a register from the command line: what changes, and what `check` then finds."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from civic_partnership.checking import LEVELS, format_record, format_value_at
from civic_partnership.errors import RecordsError
from civic_partnership.files import path_error
from civic_partnership.findings import Finding, format_path, format_text
from civic_partnership.merging import ABSENT, Difference, diff, find_new_findings
from civic_partnership.model import RecordKey, Register, place_of_record, references
from civic_partnership.storage import FileChange, open_register_folder
from civic_partnership.values import Label, Language

from .failures import refuse_wrong_input
from .invocation import get_invocation
from .screen import open_screen

NO_REGISTER = Label(
    "der er intet register. Begynd et med: civic-partnership new MAPPE",
    "there is no register. Start one with: civic-partnership new FOLDER",
)
_MOST = 20
"""The most lines of one kind that are shown."""


def edit_register(
    path: str,
    edit: Callable[[Register], Register],
    *,
    on: datetime.date,
    lang: Language,
    dry_run: bool,
) -> int:
    """Change a register where it stands, and tell what that does; return the exit status.

    Returns:
        1 if `check` finds errors that were not there before, else 0.
    """
    with open_register_folder(Path(path), dry_run=dry_run, may_be_file=True) as folder:
        old = folder.register
        if not list(old):
            raise path_error(Path(path), NO_REGISTER)
        with refuse_wrong_input():
            new = edit(old)
        differences = diff(old, new)
        files = folder.replace(new, dry_run=dry_run) if differences else ()
    host = get_invocation().host
    before, after = (host.check(register, on=on).findings for register in (old, new))
    lines = [*_describe(differences, files, path, lang, dry_run=dry_run)]
    appeared, disappeared = find_new_findings(after, before), find_new_findings(before, after)
    lines += list_findings(Label("check finder nu:", "check now finds:"), appeared, lang)
    lines += list_findings(Label("check finder ikke længere:", "check no longer finds:"), disappeared, lang)
    if differences and not appeared and not disappeared:
        same = Label("check finder det samme som før.", "check finds the same as before.")
        lines.append(same.in_language(lang))
    open_screen().print_lines("\n".join(lines))
    return int(any(each.level == "error" for each in appeared))


def refuse_referenced(register: Register, removed: RecordKey) -> None:
    """Refuse to remove a record that others refer to, because their references would lead nowhere."""
    places = [
        format_text(place_of_record(key).address)
        for key, record in register
        if key != removed and any((each.kind, each.id) == removed for each in references(record))
    ]
    if places:
        address = format_text(place_of_record(removed).address)
        shown = ", ".join(places[:_MOST]) + (" …" if len(places) > _MOST else "")
        raise RecordsError(
            f"{address} kan ikke fjernes, for andre henviser til den: {shown}. Ret først dem.",
            f"{address} cannot be removed, because others refer to it: {shown}. Change these first.",
            (),
        )


def _describe(
    differences: Sequence[Difference],
    files: Sequence[FileChange],
    path: str,
    lang: Language,
    *,
    dry_run: bool,
) -> Iterator[str]:
    """Yield what is changed, place by place, and in which files."""
    if not differences:
        yield Label(
            "Det står der allerede. Intet er ændret.", "It is so already. Nothing is changed."
        ).in_language(lang)
        return
    for each in differences[:_MOST]:
        yield _format_difference(each, lang)
    if (more := len(differences) - _MOST) > 0:
        yield Label(f"… og {more} til", f"… and {more} more").in_language(lang)
    names = ", ".join(format_path(each.name) for each in files) or format_path(path)
    done = Label(f"Skrevet i {names}.", f"Written into {names}.")
    planned = Label(f"Ville blive skrevet i {names}.", f"Would be written into {names}.")
    yield (planned if dry_run else done).in_language(lang)


def _format_difference(difference: Difference, lang: Language) -> str:
    """Return a difference on one line, without personal values."""
    record, place = difference.record, difference.place
    address = format_text(place.address)
    absent = (ABSENT, None, ())
    if difference.old in absent or difference.new in absent:
        word = Label("fjernet", "removed") if difference.new in absent else Label("ny", "new")
        value = difference.new if difference.old in absent else difference.old
        shown = format_value_at(record.kind, place.path, value, lang)
        return f"{address}: {word.in_language(lang)}{f', {shown}' if shown else ''}"
    old, new = (
        format_value_at(record.kind, place.path, each, lang) for each in (difference.old, difference.new)
    )
    return f"{address}: {old} -> {new}"


def list_findings(heading: Label, findings: Sequence[Finding], lang: Language) -> Iterator[str]:
    """Yield a heading and the findings below it; nothing if there are none."""
    if findings:
        yield heading.in_language(lang)
    for each in findings[:_MOST]:
        level = LEVELS[each.level][0].in_language(lang)
        yield f"  {level}, {format_record(each.record, lang)}: {each.message.in_language(lang)} ({each.rule})"
    if (more := len(findings) - _MOST) > 0:
        yield Label(f"  … og {more} til", f"  … and {more} more").in_language(lang)
