"""The command `merge`."""

import datetime
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from civic_partnership.errors import RecordsError
from civic_partnership.values import Label, Language

from .bilingual_commands import command
from .failures import WrongUse
from .invocation import get_invocation
from .shared_arguments import DRY_RUN, FORMAT, LANG, ON, file_option, folder_option, path_argument

if TYPE_CHECKING:
    from civic_partnership.findings import Finding
    from civic_partnership.merging import MergeReport
    from civic_partnership.model import Register
    from civic_partnership.storage import KnownFiles

_WITHOUT_PERSONAL = Label(
    "det er en eksport uden personoplysninger, og de ville blive slettet. Brug registerets egen mappe",
    "it is an export without personal data, which would be deleted. Use the folder of the register itself",
)
_INSIDE = Label(
    "den ligger i et af registrene, der flettes. Vælg en mappe ved siden af",
    "it is inside one of the registers that are merged. Choose a folder beside them",
)


@command(
    "merge",
    label=Label(
        """Flet to registre, der er rettet hver for sig siden BASE.

        OURS er vores, THEIRS deres. Der flettes post for post, række for række og felt for felt. Hvor begge
        har rettet det samme sted hver sin vej, bliver vores værdi stående, og alle tre værdier står i
        conflicts.toml ved siden af registeret; resolve afgør dem. Hver af de tre kan også være en
        revision i git: REV:STI. Med --bundle flettes det, en anden har pakket, ind i vores eget register.

        \b
        0  flettet uden konflikter
        1  flettet, og konflikter er åbne, eller check finder en fejl, som ingen havde; eller et register
           har fejl, og intet er flettet
        2  forkert brug
        3  noget kunne ikke læses eller skrives
        """,
        """Merge two registers that were changed apart from each other since BASE.

        They are merged record by record, row by row and field by field. Where both have changed one place to
        two values, our value stays, and all three are kept in conflicts.toml beside the register; resolve
        settles them. Each may also be a git revision: REV:PATH. With --bundle, what another desk has packed
        is merged into our own register.

        \b
        0  merged without conflicts
        1  merged, and conflicts are open, or check finds an error that neither had; or a register has
           errors, and nothing is merged
        2  wrong use
        3  something could not be read or written
        """,
    ),
)
@path_argument("sides", metavar="[BASE OURS THEIRS]", nargs=-1)
@folder_option(
    "--into",
    label=Label(
        "Mappen til resultatet: en ny, eller OURS selv. Skal gives til BASE OURS THEIRS.",
        "The folder for the result: a new one, or OURS itself. Required with BASE OURS THEIRS.",
    ),
)
@file_option("--bundle", label=Label("En pakke, som bundle har lavet.", "A bundle that the command made."))
@folder_option(
    "--register",
    label=Label(
        "Registerets mappe til --bundle; ellers den mappe, du står i.",
        "The register's folder for --bundle; else the current folder.",
    ),
)
@DRY_RUN
@ON
@FORMAT
@LANG
def merge_command(
    sides: Sequence[str],
    into: str | None,
    bundle: str | None,
    register: str | None,
    on: datetime.date,
    format_: str,
    lang: Language,
    *,
    dry_run: bool,
) -> int:
    """Merge three registers, or a bundle into a register; return the exit status."""
    from pathlib import Path

    from civic_partnership.merging import (
        find_new_findings,
        load_bundle,
        merge_bundle_into_folder,
        merge_into_folder,
    )

    from .screen import open_screen, show_progress

    host = get_invocation().host
    if bundle and not sides and into is None:
        into = register or "."
        with show_progress(into, lang):
            report = merge_bundle_into_folder(load_bundle(bundle), Path(into), dry_run=dry_run)
    elif len(sides) == 3 and into and bundle is None and register is None:
        with show_progress(into, lang):
            _refuse_inside(into, sides)
            known: KnownFiles = {}
            base, ours, theirs = (_load(path, known) for path in sides)
            report = merge_into_folder(base, ours, theirs, Path(into), dry_run=dry_run)
    else:
        raise WrongUse(
            "Giv enten BASE OURS THEIRS og --into, eller --bundle og registerets mappe (--register).",
            "Give either BASE OURS THEIRS and --into, or --bundle and a register's folder (--register).",
        )
    merged, *others = (
        host.check(each, on=on).findings for each in (report.register, report.ours, report.theirs)
    )
    findings = find_new_findings(merged, *others)
    if format_ == "json":
        get_invocation().answer.write(_format_json(report, findings))
    else:
        open_screen().print_lines("\n".join(_describe(report, findings, into, lang, dry_run=dry_run)))
    # a bundle does not tell which errors they had before
    is_worse = bundle is None and any(each.level == "error" for each in findings)
    return int(bool(report.conflicts) or is_worse)


def _load(path: str, known: "KnownFiles") -> "Register":
    """Read one side; refuse one with errors, and one that lacks personal data, which would be deleted."""
    from pathlib import Path

    from civic_partnership.files import path_error
    from civic_partnership.findings import OPEN_CONFLICT, format_path
    from civic_partnership.merging import OPEN_CONFLICTS
    from civic_partnership.storage import refuse_findings

    from .compared_side import read_side

    side = read_side(path, get_invocation().host, known)
    if side.withholds_personal:
        raise path_error(Path(path), _WITHOUT_PERSONAL)
    if any(finding.rule == OPEN_CONFLICT.name for finding in side.findings):
        shown = format_path(path)
        raise RecordsError(
            f"{shown} kan ikke flettes: {OPEN_CONFLICTS.da}.",
            f"{shown} cannot be merged: {OPEN_CONFLICTS.en}.",
            (),
        )
    refuse_findings(path, side.findings)
    return side.register


def _refuse_inside(into: str, paths: Sequence[str]) -> None:
    """Refuse to merge into a folder inside one of the registers, which would then hold every record twice."""
    from pathlib import Path, PurePath

    from civic_partnership.files import path_error

    target = PurePath(os.path.realpath(into))
    if any(PurePath(os.path.realpath(each)) in target.parents for each in paths):
        raise path_error(Path(into), _INSIDE)


def _describe(
    report: "MergeReport", findings: "Sequence[Finding]", into: str, lang: Language, *, dry_run: bool
) -> Iterator[str]:
    """Yield the lines that tell what was merged, what is open, and what neither side had."""
    from civic_partnership.findings import format_path

    from .conflict_text import format_conflict
    from .register_edit import list_findings

    name = format_path(into)
    count = Counter(each.change for each in report.records)
    added, changed, removed = count["added"], count["changed"], count["removed"]
    number = len(report.conflicts)
    done = Label(f"Flettet i {name}", f"Merged into {name}")
    planned = Label(f"Ville blive flettet i {name}", f"Would be merged into {name}")
    records = Label(
        f"poster fra dem: nye {added}, ændrede {changed}, slettede {removed}.",
        f"records from them: new {added}, changed {changed}, removed {removed}.",
    )
    yield f"{(planned if dry_run else done).in_language(lang)}; {records.in_language(lang)}"
    if number:
        open_ = Label(
            f"{number} {'konflikt' if number == 1 else 'konflikter'}; i registeret står vores værdi:",
            f"{number} {'conflict' if number == 1 else 'conflicts'}; the register holds our value:",
        )
        yield open_.in_language(lang)
    for each in report.conflicts:
        yield from format_conflict(each, lang)
    if number:
        settle = Label("Afgør dem med", "Settle them with").in_language(lang)
        yield f"{settle}: civic-partnership resolve --register {name}"
    heading = Label("Det finder check, og ingen af siderne havde det:", "check finds, and neither side had:")
    yield from list_findings(heading, findings, lang)


def _format_json(report: "MergeReport", findings: "Sequence[Finding]") -> str:
    from civic_partnership.checking import format_document, record_to_dict

    from .conflict_text import conflict_to_dict

    document = {
        "records": [{**record_to_dict(each.record), "change": each.change} for each in report.records],
        "conflicts": [conflict_to_dict(each) for each in report.conflicts],
        "findings": [each.to_dict() for each in findings],
    }
    return f"{format_document(document, indent=2)}\n"
