"""The command `civic-partnership browser`: the page in one file."""

from collections.abc import Sequence

from civic_partnership.cli.bilingual_commands import command, option
from civic_partnership.cli.invocation import get_invocation
from civic_partnership.cli.shared_arguments import LANG, file_option
from civic_partnership.values import Label, Language


@command(
    "browser",
    label=Label(
        """Skriv en side i én fil, som kontrollerer registre i en browser.

        Den, der får siden, åbner den uden installation og uden net. Intet forlader siden: filer, der åbnes i
        den, bliver på maskinen.
        """,
        """Write a page in one file that checks registers in a browser.

        Whoever gets the page opens it without an installation and without a network. Nothing leaves the page:
        files that are opened in it stay on the machine.
        """,
    ),
)
@file_option(
    "--out", required=True, label=Label("Filen, såsom tjek.html. Skal gives.", "The file. Required.")
)
@option(
    "--with",
    "plugins",
    metavar="NAME",
    multiple=True,
    label=Label(
        "Tag også dette plugin med, så dets regler og formater er i siden; kan gentages.",
        "Take this plugin along too, so that its rules and formats are in the page; repeatable.",
    ),
)
@LANG
def browser_command(out: str, plugins: Sequence[str], lang: Language) -> int:
    """Write the page; return the exit status."""
    from pathlib import Path  # noqa: PLC0415 - the help need not wait for it

    from .page import make_page, write_page  # noqa: PLC0415 - the help need not wait for it

    page = make_page(plugins)
    write_page(Path(out), page)
    size = f"{len(page) / 1e6:.1f} MB"
    done = Label(
        f"{out} er skrevet ({size.replace('.', ',')}). Send filen, eller læg den på et fællesdrev.",
        f"{out} is written ({size}). Send the file, or put it on a shared drive.",
    )
    get_invocation().answer.write(f"{done.in_language(lang)}\n")
    return 0
