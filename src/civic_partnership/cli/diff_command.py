"""The command `diff`."""

import datetime
from typing import TYPE_CHECKING

from civic_partnership.values import Label, Language

from .bilingual_commands import command
from .invocation import get_invocation
from .shared_arguments import FORMAT, LANG, ON, path_argument
from .streams import print_to_stderr, write_utf8

if TYPE_CHECKING:
    from civic_partnership.storage import KnownFiles

    from .compared_side import ComparedSide


@command(
    "diff",
    label=Label(
        """Sammenlign to registre: poster, felter, og hvad reglerne siger.

        OLD og NEW er hver et register, en eksport eller en revision i git, skrevet REV:STI som
        HEAD~3:register; stien går fra depotets øverste mappe. Rækkefølge, opsætning og bemærkninger i
        filerne betyder intet. Personoplysninger vises ikke.

        \b
        0  de indeholder det samme
        1  de er forskellige
        2  forkert brug
        3  noget kunne ikke læses
        """,
        """Compare two registers: records, fields, and what the rules say.

        OLD and NEW are each a register, an export or a git revision, written REV:PATH as HEAD~3:register; the
        path starts at the top folder of the repository. Order, layout and comments in the files do not
        matter. Personal data are not shown.

        \b
        0  they hold the same
        1  they differ
        2  wrong use
        3  something could not be read
        """,
    ),
)
@path_argument("old", metavar="OLD")
@path_argument("new", metavar="NEW")
@ON
@FORMAT
@LANG
def diff_command(old: str, new: str, on: datetime.date, format_: str, lang: Language) -> int:
    """Compare two registers; return the exit status."""
    import attrs

    from civic_partnership.exporting import remove_personal
    from civic_partnership.merging import compare_findings, compare_records

    from .compared_side import read_side
    from .diff_result import DiffResult
    from .diff_text import print_text
    from .screen import show_progress

    invocation = get_invocation()
    host = invocation.host
    sides: list[ComparedSide] = []
    known: KnownFiles = {}
    for path in (old, new):
        with show_progress(path, lang):
            sides.append(read_side(path, host, known))
    remarks: list[Label] = []
    if any(side.withholds_personal for side in sides):
        remarks.append(_NOT_COMPARED)
        sides = [attrs.evolve(side, register=remove_personal(side.register)) for side in sides]
    if any(side.register.left_out for side in sides):
        remarks.append(_UNREAD)
    with show_progress(new, lang):
        reports = [host.check(side.register, on=on) for side in sides]
    before, after = ((*side.findings, *report.findings) for side, report in zip(sides, reports, strict=True))
    failures = dict.fromkeys(failure.message for report in reports for failure in report.failures)
    problems = [*(Label(each.da, each.en) for each in host.rule_problems), *failures]
    for problem in problems:
        print_to_stderr(problem.in_language(lang))
    comparison = compare_records(sides[0].register, sides[1].register)
    result = DiffResult(sides[0], sides[1], comparison, compare_findings(before, after), remarks, problems)
    if format_ == "text":
        print_text(result, on, lang)
    else:
        write_utf8(invocation.answer, [result.to_json()])
    return 3 if result.is_unread or problems else int(result.is_different)


_NOT_COMPARED = Label(
    "Personoplysninger er ikke sammenlignet: en eksport har dem ikke med.",
    "Personal data were not compared: an export does not have them.",
)
_UNREAD = Label(
    "Noget kunne ikke læses og er ikke sammenlignet. Se hvad med: civic-partnership check STI",
    "Something could not be read and was not compared. See what with: civic-partnership check PATH",
)
