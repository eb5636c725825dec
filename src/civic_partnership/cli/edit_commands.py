"""The commands `set`, `add` and `remove`: change records of a register where they stand."""

import datetime
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from civic_partnership.values import Label, Language

from .bilingual_commands import command, option
from .failures import WrongUse
from .shared_arguments import DRY_RUN, LANG, ON, REGISTER

if TYPE_CHECKING:
    from civic_partnership.model import Register

_STATUSES = Label(
    """
        Resten af filerne bliver, som de er, også bemærkninger og opsætning.

        \b
        0  ændret, eller det stod der allerede
        1  ændret, og check finder en fejl, der ikke var der før
        2  forkert brug, eller ingen fil kan rumme det; intet er ændret
        3  noget kunne ikke læses eller skrives; intet er ændret
        """,
    """
        The rest of the files stays as it is, comments and layout too.

        \b
        0  changed, or it was so already
        1  changed, and check finds an error that was not there before
        2  wrong use, or no file could hold it; nothing is changed
        3  something could not be read or written; nothing is changed
        """,
)


@command(
    "set",
    label=Label(
        f"""Sæt felter i en post: KIND.ID.FELT=VÆRDI.

        En række nævnes ved sin nøgle; en ny laves: 'partnerships.nordby.grants[2025].amount=212.000'.
        Værdier skrives som i en dansk tabel: 1.10.2025, 212.000, ja. Lister og hele rækker skrives som i
        TOML: '{{ year = 2025, amount = 212_000 }}'.
        {_STATUSES.da}""",
        f"""Set fields of a record: KIND.ID.FIELD=VALUE.

        A row is named by its key; a new one is made: 'partnerships.nordby.grants[2025].amount=212.000'.
        Values are written as in a Danish table: 1.10.2025, 212.000, ja. Lists and whole rows are written as
        in TOML: '{{ year = 2025, amount = 212_000 }}'.
        {_STATUSES.en}""",
    ),
)
@click.argument("assignments", nargs=-1, required=True, metavar="KIND.ID.PATH=VALUE...")
@REGISTER
@ON
@DRY_RUN
@LANG
def set_command(
    assignments: Sequence[str], register: str, on: datetime.date, lang: Language, *, dry_run: bool
) -> int:
    """Set fields; return the exit status."""
    from civic_partnership.storage import set_values, split_address, unknown_record

    from .register_edit import edit_register

    values = [_split(each) for each in assignments]

    def edit(old: "Register") -> "Register":
        for address, _ in values:
            key, _ = split_address(address)
            if old.get(key) is None:
                raise unknown_record(old, key)
        return set_values(old, values, are_texts=True)

    return edit_register(register, edit, on=on, lang=lang, dry_run=dry_run)


@command(
    "add",
    label=Label(
        f"""Tilføj en post med nogle felter.

        Fx: add associations nordby-if --set name='Nordby IF' --set citywide=ja
        {_STATUSES.da}""",
        f"""Add a record with some fields.

        As in: add associations nordby-if --set name='Nordby IF' --set citywide=ja
        {_STATUSES.en}""",
    ),
)
@click.argument("kind", metavar="KIND")
@click.argument("id", metavar="ID", required=False)
@option(
    "--set",
    "assignments",
    metavar="PATH=VALUE",
    multiple=True,
    label=Label("Et felt og dets værdi, som i set; kan gentages.", "A field and its value; repeatable."),
)
@REGISTER
@ON
@DRY_RUN
@LANG
def add_command(
    kind: str,
    id: str | None,
    assignments: Sequence[str],
    register: str,
    on: datetime.date,
    lang: Language,
    *,
    dry_run: bool,
) -> int:
    """Add a record; return the exit status."""
    from civic_partnership.storage import set_values, split_address

    from .register_edit import edit_register

    fields = [_split(each) for each in assignments]
    whole = f"{kind}.{id}" if id else kind  # the municipality has none

    def edit(old: "Register") -> "Register":
        if old.get(split_address(whole)[0]) is not None:
            raise WrongUse(
                f"{whole} findes allerede. Ret den med set.", f"{whole} is there already. Change it with set."
            )
        values = [(whole, "{}"), *((f"{whole}.{path}", value) for path, value in fields)]
        return set_values(old, values, are_texts=True)

    return edit_register(register, edit, on=on, lang=lang, dry_run=dry_run)


@command(
    "remove",
    label=Label(
        f"""Fjern en post, en række eller et felt.

        Fx: remove associations nordby-if, eller: remove 'partnerships.nordby.grants[2025]'. En post, som
        andre henviser til, fjernes ikke; de nævnes.
        {_STATUSES.da}""",
        f"""Remove a record, a row or a field.

        As in: remove associations nordby-if, or: remove 'partnerships.nordby.grants[2025]'. A record that
        others refer to is not removed; they are named.
        {_STATUSES.en}""",
    ),
)
@click.argument("place", metavar="KIND[.ID[.PATH]]")
@click.argument("id", metavar="[ID]", required=False)
@REGISTER
@ON
@DRY_RUN
@LANG
def remove_command(
    place: str, id: str | None, register: str, on: datetime.date, lang: Language, *, dry_run: bool
) -> int:
    """Remove a record or a part of one; return the exit status."""
    from civic_partnership.storage import remove_value, split_address

    from .register_edit import edit_register, refuse_referenced

    address = place if id is None else f"{place}.{id}"

    def edit(old: "Register") -> "Register":
        key, rest = split_address(address)
        if not rest:
            refuse_referenced(old, key)
        return remove_value(old, address)

    return edit_register(register, edit, on=on, lang=lang, dry_run=dry_run)


def _split(assignment: str) -> tuple[str, str]:
    """Split `path=value`; an equals sign in brackets belongs to the name of a row."""
    match = re.fullmatch(r"((?:[^=\[]|\[[^\]]*\])+)=(.*)", assignment, re.DOTALL)
    if match is None:
        raise WrongUse(
            f"{assignment} mangler en værdi. Skriv det som felt=værdi.",
            f"{assignment} lacks a value. Write it as path=value.",
        )
    return match[1].strip(), match[2]
