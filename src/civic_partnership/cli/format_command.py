"""The command `format`."""

from collections.abc import Sequence

from civic_partnership.errors import PathError
from civic_partnership.values import Label, Language

from .bilingual_commands import command, flag
from .shared_arguments import LANG, path_argument
from .streams import print_to_stderr


@command(
    "format",
    label=Label(
        """Sæt felterne i TOML-filer i den faste rækkefølge; bemærkninger følger med.

        Posterne bliver, hvor de er, og registeret er det samme. Uden PATH ordnes den mappe, du står i.

        \b
        0  alt er i orden, eller er det nu
        1  med --check: filer er ikke i orden
        3  en fil kunne ikke læses, ordnes eller skrives
        """,
        """Put the fields in TOML files into their fixed order; comments go with them.

        Records stay where they are, and the register is the same. Without PATH this is the current folder.

        \b
        0  all is in order, or is now
        1  with --check: files are not in order
        3  a file could not be read, put in order or written
        """,
    ),
)
@path_argument("paths", nargs=-1, metavar="[PATH]...")
@flag(
    "--check",
    label=Label("Skriv intet; nævn de filer, der ville blive ændret.", "Write nothing; name the files."),
)
@LANG
def format_command(paths: Sequence[str], lang: Language, *, check: bool) -> int:
    """Put files into canonical order; return the exit status."""
    from pathlib import Path

    from civic_partnership.findings import format_path
    from civic_partnership.storage import format_files

    from .screen import open_screen

    lines: list[str] = []
    status = 0
    for path in paths or ["."]:
        try:
            result = format_files(path, dry_run=check)
        except PathError as error:
            print_to_stderr(error.in_language(lang))
            status = 3
            continue
        root = Path(path) if Path(path).is_dir() else Path(path).parent
        lines += [format_path(root / name) for name in result.changed]
        for name, reason in result.refused.items():
            print_to_stderr(f"{format_path(root / name)}: {reason.in_language(lang)}.")
            status = 3
    done = Label("Ordnet:", "Put in order:")
    wrong = Label("Ikke i orden:", "Not in order:")
    if lines:
        heading = (wrong if check else done).in_language(lang)
        open_screen().print_lines("\n".join([heading, *(f"  {line}" for line in lines)]))
    elif not status:
        open_screen().print_lines(Label("Alt er i orden.", "All is in order.").in_language(lang))
    return max(status, int(check and bool(lines)))
