"""The command `show`."""

from civic_partnership.values import Label, Language

from .bilingual_commands import command
from .failures import status_of_findings
from .shared_arguments import LANG, path_argument


@command(
    "show",
    label=Label(
        "Vis registerets indhold som tabeller. Personoplysninger vises ikke.",
        "Show what the register holds, as tables. Personal data are not shown.",
    ),
)
@path_argument("path", metavar="PATH")
@LANG
def show_command(path: str, lang: Language) -> int:
    """Show a register; return the exit status."""
    from civic_partnership.storage import read

    from .register_tables import print_register

    reading = read(path)
    print_register(reading, lang)
    return status_of_findings(reading.findings)
