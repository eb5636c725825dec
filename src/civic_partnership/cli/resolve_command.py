"""The command `resolve`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from civic_partnership.values import Label, Language

from .bilingual_commands import command, flag, option
from .failures import WrongUse, refuse_wrong_input
from .shared_arguments import DRY_RUN, LANG, REGISTER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from civic_partnership.merging import Choice, Conflict, Resolution

_NONE_OPEN = Label("Ingen konflikt er åben.", "No conflict is open.")


@command(
    "resolve",
    label=Label(
        """Vis åbne konflikter, eller afgør dem.

        PATTERN er stedet, som listen skriver det; * står for alt:
        'partnerships.*.grants[2024].amount'. Uden PATTERN afgøres alle. En konflikt, der er afgjort, fjernes
        fra conflicts.toml, og filen selv med den sidste.

        \b
        0  ingen konflikt er åben
        1  konflikter er åbne
        2  forkert brug, eller ingen fil kan rumme værdien; intet er ændret
        3  noget kunne ikke læses eller skrives; intet er ændret
        """,
        """List open conflicts, or settle them.

        PATTERN is the place as the list writes it; * stands for anything:
        'partnerships.*.grants[2024].amount'. Without PATTERN all are settled. A settled conflict is removed
        from conflicts.toml, and the file itself with the last one.

        \b
        0  no conflict is open
        1  conflicts are open
        2  wrong use, or no file could hold the value; nothing is changed
        3  something could not be read or written; nothing is changed
        """,
    ),
)
@click.argument("pattern", metavar="[PATTERN]", required=False)
@flag("--ours", label=Label("Behold det, der står i registeret.", "Keep what the register holds."))
@flag("--theirs", label=Label("Skriv deres værdi i registeret.", "Put their value into the register."))
@option(
    "--value",
    metavar="V",
    label=Label(
        "Skriv denne værdi, som i set; kræver PATTERN.", "Put this value, as in set; requires PATTERN."
    ),
)
@REGISTER
@DRY_RUN
@LANG
def resolve_command(
    pattern: str | None,
    value: str | None,
    register: str,
    lang: Language,
    *,
    ours: bool,
    theirs: bool,
    dry_run: bool,
) -> int:
    """List or settle conflicts; return the exit status."""
    from pathlib import Path

    from civic_partnership.files import path_error
    from civic_partnership.findings import sanitize
    from civic_partnership.merging import format_conflicts, read_conflicts, resolve
    from civic_partnership.model import matches
    from civic_partnership.storage import open_register_folder

    from .register_edit import NO_REGISTER
    from .screen import open_screen

    if ours + theirs + (value is not None) > 1:
        raise WrongUse(
            "Vælg ét af --ours, --theirs og --value.", "Choose one of --ours, --theirs and --value."
        )
    if value is not None and pattern is None:
        raise WrongUse(
            "Giv også PATTERN: hvor værdien skal stå.", "Give PATTERN too: where the value belongs."
        )
    choice: Choice | None = "ours" if ours else "theirs" if theirs else None if value is None else (value,)
    wanted = pattern or "*"
    with open_register_folder(Path(register), dry_run=dry_run) as folder:
        if folder.is_new:
            raise path_error(Path(register), NO_REGISTER)
        conflicts = read_conflicts(folder.conflicts, folder.register)
        meant = [each for each in conflicts if matches(wanted, each.place.address)]
        if pattern is not None and not meant:
            shown = sanitize(pattern)
            raise WrongUse(
                f"Ingen åben konflikt passer til {shown}. Se dem med resolve uden PATTERN.",
                f"No open conflict matches {shown}. List them with resolve without PATTERN.",
            )
        if choice is None or not meant:
            open_screen().print_lines("\n".join(_list(meant, lang)))
            return int(bool(conflicts))
        with refuse_wrong_input():
            resolution = resolve(folder.register, conflicts, choice, lambda address: matches(wanted, address))
        if resolution.settled:
            text = format_conflicts(resolution.left)
            folder.replace(resolution.register, conflicts=text, dry_run=dry_run)
    open_screen().print_lines("\n".join(_describe(resolution, lang, dry_run=dry_run)))
    return int(bool(resolution.left))


def _list(conflicts: "Sequence[Conflict]", lang: Language) -> Iterator[str]:
    """Yield the lines of a list of open conflicts."""
    from .conflict_text import format_conflict

    if not conflicts:
        yield _NONE_OPEN.in_language(lang)
        return
    number = len(conflicts)
    heading = Label(
        f"{number} {'åben konflikt' if number == 1 else 'åbne konflikter'}; i registeret står vores værdi, "
        "medmindre den er rettet siden:",
        f"{number} open {'conflict' if number == 1 else 'conflicts'}; the register holds our value, unless "
        "it was changed since:",
    )
    how = Label(
        "Afgør dem med resolve PATTERN og --ours, --theirs eller --value V.",
        "Settle them with resolve PATTERN and --ours, --theirs or --value V.",
    )
    yield heading.in_language(lang)
    for each in conflicts:
        yield from format_conflict(each, lang)
    yield how.in_language(lang)


def _describe(resolution: "Resolution", lang: Language, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines that tell which conflicts are settled, and which are not."""
    from civic_partnership.findings import format_text

    done = Label("Afgjort", "Settled")
    planned = Label("Ville blive afgjort", "Would be settled")
    word = (planned if dry_run else done).in_language(lang)
    for each in resolution.settled:
        yield f"{word}: {format_text(each.place.address)}"
    for each in resolution.gone:
        place = format_text(each.place.address)
        text = Label(
            f"{place} findes ikke mere i registeret, så dér kan intet skrives. Konflikten er stadig åben; "
            "--ours lukker den.",
            f"{place} is no longer in the register, so nothing can be written there. The conflict is still "
            "open; --ours closes it.",
        )
        yield text.in_language(lang)
    number = len(resolution.left)
    rest = Label(
        "1 konflikt er åben." if number == 1 else f"{number} konflikter er åbne.",
        "1 conflict is open." if number == 1 else f"{number} conflicts are open.",
    )
    yield (rest if number else _NONE_OPEN).in_language(lang)
