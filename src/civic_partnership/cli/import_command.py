"""The command `import`: a foreign file into a register."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from civic_partnership.errors import RecordsError
from civic_partnership.values import Label, Language

from .bilingual_commands import command, flag, option
from .completion import complete_importer
from .failures import WrongUse, print_error
from .invocation import get_invocation
from .shared_arguments import (
    DRY_RUN,
    LANG,
    OPTIONS_FILE,
    PAIRS,
    file_option,
    folder_option,
    path_argument,
    read_format_options,
)
from .streams import write_utf8

if TYPE_CHECKING:
    from civic_partnership.importing import ImportReport


@command(
    "import",
    label=Label(
        """Importér det, andre har sendt: en tabel efter en kolonneopsætning, eller et format helt.

        Af en tabel (CSV, Excel) tages hver række ind eller afvises med en grund; et format tages ind helt
        eller slet ikke. --suggest skriver et forslag til kolonneopsætningen, --preview viser, hvad de første
        rækker bliver til.

        \b
        0  alt er taget ind
        1  rækker er afvist, eller intet er taget ind
        2  forkert brug, eller kolonneopsætningen passer ikke
        3  noget kunne ikke læses eller skrives
        """,
        """Import what others sent: a table through a mapping, or a format as a whole.

        Of a table (CSV, Excel) each row is taken in, or rejected with a reason; a format is taken in whole
        or not at all. --suggest writes a suggestion for the mapping, --preview shows what the first rows
        become.

        \b
        0  all is taken in
        1  rows were rejected, or nothing was taken in
        2  wrong use, or the mapping does not fit
        3  something could not be read or written
        """,
    ),
)
@path_argument("path", metavar="PATH")
@file_option(
    "--mapping",
    label=Label(
        "Hvilke kolonner der udfylder hvilke felter (TOML).", "Which columns fill which fields (TOML)."
    ),
)
@folder_option(
    "--into",
    label=Label(
        "Registerets mappe; en ny laves.",
        "The register's folder; a new one is made.",
    ),
)
@file_option(
    "--rejects",
    label=Label("Filen til rækker, der ikke tages ind.", "The file for rows that are not taken in."),
)
@option(
    "--from",
    "format_",
    metavar="FORMAT",
    shell_complete=complete_importer,
    label=Label(
        "Et format, som læses uden kolonneopsætning: csv, json og andre.", "A format that needs no mapping."
    ),
)
@PAIRS
@OPTIONS_FILE
@flag("--update", label=Label("Ret også det, der står der.", "Change what is already recorded as well."))
@DRY_RUN
@flag(
    "--suggest",
    label=Label(
        "Skriv et forslag til kolonneopsætningen, med en grund ved hver linje.",
        "Write a suggestion for the mapping, with a reason beside each line.",
    ),
)
@flag(
    "--preview",
    label=Label(
        "Vis de første rækker som poster; uden --mapping efter forslaget. Skriv intet.",
        "Show the first rows as records; without --mapping by the suggestion. Write nothing.",
    ),
)
@LANG
def import_command(
    path: str,
    mapping: str | None,
    into: str | None,
    rejects: str | None,
    format_: str | None,
    pairs: Sequence[str],
    options_file: str | None,
    lang: Language,
    **how: bool,
) -> int:
    """Import a file, or show what an import would need or make; return the exit status."""
    suggest, preview = how.pop("suggest"), how.pop("preview")
    if suggest or preview:
        if into or rejects or format_ or pairs or options_file or any(how.values()) or (mapping and suggest):
            raise WrongUse(
                "--suggest står alene, og --preview alene eller med --mapping: de skriver intet.",
                "--suggest stands alone, and --preview alone or with --mapping: they write nothing.",
            )
        return _show(path, mapping, lang, is_preview=preview)
    if into is None and not (mapping or rejects or format_):
        raise WrongUse(
            "Sig, hvordan filen skal læses. --suggest skriver et forslag til kolonneopsætningen; "
            "med --mapping, --into og --rejects tages rækkerne ind efter den.",
            "Say how the file is to be read. --suggest writes a suggestion for the mapping; "
            "with --mapping, --into and --rejects the rows are taken in by it.",
        )
    if into is None:
        raise WrongUse("Giv også --into: registerets mappe.", "Give --into too: the register's folder.")
    from civic_partnership.findings import remove_control_characters
    from civic_partnership.importing import RegisterImportReport, import_file, import_register

    from .screen import open_screen, show_progress

    report: ImportReport | RegisterImportReport
    try:
        with show_progress(path, lang):
            if format_ is not None and not (mapping or rejects):
                host = get_invocation().host
                importer = host.importer(format_)
                options = read_format_options(importer.format.options, pairs, options_file)
                report = import_register(host.read(path, format_, options=options), into, **how)
            elif mapping and rejects and not (format_ or pairs or options_file):
                report = import_file(path, mapping, into, rejects, lang=lang, **how)
            else:
                raise WrongUse(
                    "Giv enten --mapping og --rejects, eller --from (og dets tilvalg). "
                    "--suggest skriver en første kolonneopsætning.",
                    "Give either --mapping and --rejects, or --from (and its options). "
                    "--suggest writes a first mapping.",
                )
    except RecordsError as error:  # a file that cannot be read is no other fault than a wrong record
        print_error(error, lang)
        return 1
    open_screen().print_lines("\n".join(map(remove_control_characters, report.summary(lang).splitlines())))
    return 0 if isinstance(report, RegisterImportReport) else int(report.result.rejected > 0)


def _show(path: str, mapping: str | None, lang: Language, *, is_preview: bool) -> int:
    """Print the suggested mapping of a file, or its first rows as records; return the exit status."""
    from civic_partnership.importing import preview_file, suggest_mapping

    from .screen import open_screen, show_progress

    with show_progress(path, lang):
        shown = preview_file(path, mapping, lang=lang) if is_preview else suggest_mapping(path, lang=lang)
    if is_preview:
        open_screen().print_lines(shown)
    else:
        write_utf8(get_invocation().answer, [shown])
    return 0
