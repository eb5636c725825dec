"""The municipality's own accounts: which programme is booked where, or a refusal that says what to write."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

from civic_partnership import OptionsError
from civic_partnership.values import Label, Table

A = TypeVar("A")

Problem = tuple[str, Label]
"""The place of an option, such as `accounts.x.debit.art`, and what must stand there."""


def refuse(format: str, problems: Iterable[Problem]) -> None:
    """Raise an OptionsError that names all problems, if there are any."""
    problems = list(problems)
    if problems:
        raise OptionsError(
            f"Tilvalg til {format}: {'; '.join(f'{place}: {rule.da}' for place, rule in problems)}.",
            f"Options of {format}: {'; '.join(f'{place}: {rule.en}' for place, rule in problems)}.",
        )


def places_of_accounts(accounts: Table[A], others: A | None) -> Iterator[tuple[str, A]]:
    """Yield all accounts in the options, each with its place: `accounts.x` or `other_programmes`."""
    yield from ((f"accounts.{programme}", each) for programme, each in accounts.items())
    if others is not None:
        yield "other_programmes", others


def find_accounts(
    format: str,
    accounts: Table[A],
    others: A | None,
    *,
    used: Collection[str],
    known: Collection[str],
    example: str,
) -> Callable[[str], A]:
    """Return a function from the id of a programme to its accounts.

    Args:
        format: the name of the format.
        accounts: id of a programme -> its accounts.
        others: the accounts of all other programmes.
        used: the programmes whose grants are posted.
        known: the programmes of the register.
        example: accounts as they are written in TOML, for the message.

    Raises:
        OptionsError: a programme has no accounts. Or `accounts` names an unknown programme, perhaps a
            misspelt one, while the grants of another programme go to `others`.
    """
    elsewhere = sorted(set(used) - set(accounts))
    if others is None and (elsewhere or not accounts):
        raise _missing(format, elsewhere, example)
    unknown = sorted(set(accounts) - set(used) - set(known))
    if elsewhere and unknown:
        named = ", ".join(unknown)
        raise OptionsError(
            f"Tilvalg til {format}: accounts nævner {named}, som registeret ikke kender, mens andre "
            "ordningers tilskud går til other_programmes. Ret id'et, eller fjern det.",
            f"Options of {format}: accounts names {named}, which the register does not know, while grants of "
            "other programmes go to other_programmes. Correct the id, or remove it.",
        )
    return lambda programme: accounts.get(programme) or others  # type: ignore[return-value] # one is there


_ID = re.compile("[a-z0-9-]{1,80}")


def _missing(format: str, programmes: list[str], example: str) -> OptionsError:
    ids = [each for each in programmes if _ID.fullmatch(each)]  # a reference to nowhere may be any text
    under = f" under {', '.join(ids)}" if ids else ""
    written = f"{f'accounts.{ids[0]}' if ids else 'other_programmes'} = {example}"
    return OptionsError(
        f"{format} kender ingen konti til tilskud{under}: hvor der bogføres, vælger kommunen selv. "
        f"Skriv det i en TOML-fil, og giv den med --options: {written} "
        "(other_programmes er alle andre ordninger).",
        f"{format} knows no accounts for grants{under}: where to book is the municipality's own choice. "
        f"Write it in a TOML file, and give it with --options: {written} "
        "(other_programmes is all other programmes).",
    )
