"""The command `bundle`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from civic_partnership.values import Label, Language

from .bilingual_commands import command, flag, option
from .failures import WrongUse
from .invocation import get_invocation
from .shared_arguments import LANG, path_argument
from .streams import print_to_stderr, write_utf8

if TYPE_CHECKING:
    from civic_partnership.merging import Bundle


@command(
    "bundle",
    label=Label(
        """Pak de poster, der er ændret i et register, til en, der har det fra før.

        Pakken skrives som TOML: bundle register --since REV > pakke.toml. Den anden tager den ind med
        merge --bundle pakke.toml, også hvor registeret er rettet imens.
        Personoplysninger er kun med, hvis de ønskes udtrykkeligt.

        \b
        0  pakken er skrevet
        1  et register eller en pakke har fejl
        2  forkert brug
        3  noget kunne ikke læses
        """,
        """Pack the records of a register that changed, for somebody who has it from before.

        The bundle is written as TOML: bundle register --since REV > bundle.toml. The other one takes it in
        with merge --bundle bundle.toml, also where the register was changed meanwhile. Personal data are in
        it only if that is asked for.

        \b
        0  the bundle is written
        1  a register or a bundle has errors
        2  wrong use
        3  something could not be read
        """,
    ),
)
@path_argument("register", metavar="REGISTER")
@option(
    "--since",
    required=True,
    metavar="REV|BUNDLE",
    label=Label(
        "Det, den anden har: en revision i git af dette register, eller en pakke, der er sendt. Skal gives.",
        "What the other one has: a git revision of this register, or a bundle sent earlier. Required.",
    ),
)
@flag(
    "--include-personal", label=Label("Tag også personoplysninger med.", "Take personal data along as well.")
)
@LANG
def bundle_command(register: str, since: str, lang: Language, *, include_personal: bool) -> int:
    """Pack the records that changed; return the exit status."""
    from pathlib import Path

    from civic_partnership.merging import apply_bundle, find_withheld, load_bundle, make_bundle
    from civic_partnership.storage import find_commit, load, load_revision

    if not since:
        raise WrongUse("--since er tom; skriv en revision.", "--since is empty; name a revision.")
    path = Path(register)
    folder, name = (path, "./") if path.is_dir() else (path.parent, f"./{path.name}")
    now = load(path)
    earlier = load_bundle(since) if Path(since).is_file() else None
    commit = find_commit(since if earlier is None else earlier.revision, folder=folder)
    known = load_revision(commit, name, folder=folder)
    known = known if earlier is None else apply_bundle(known, earlier).register
    bundle = make_bundle(known, now, commit, earlier=earlier, include_personal=include_personal)
    write_utf8(get_invocation().answer, [bundle.to_text()])
    withheld = 0 if include_personal else len(find_withheld(known, now))
    print_to_stderr(*(each.in_language(lang) for each in _describe(bundle, withheld)))
    return 0


def _describe(bundle: "Bundle", withheld: int) -> Iterator[Label]:
    """Yield the sentences that tell what is in a bundle, and whether personal data are.

    So many records are withheld because only personal data changed in them.
    """
    from civic_partnership.exporting import count_personal

    keys = bundle.keys
    new = sum(bundle.base.get(key) is None for key in keys)
    gone = sum(bundle.changed.get(key) is None for key in keys)
    changed = len(keys) - new - gone - sum(bundle.base.get(key) == bundle.changed.get(key) for key in keys)
    yield Label(
        f"Poster i pakken: nye {new}, ændrede {changed}, slettede {gone}.",
        f"Records in the bundle: new {new}, changed {changed}, removed {gone}.",
    )
    if not bundle.has_personal:
        yield _WITHHELD
    elif any(count_personal(each) for each in (bundle.base, bundle.changed)):
        yield _INCLUDED
    else:
        yield _NONE
    if withheld:
        yield Label(
            f"{withheld} {'post' if withheld == 1 else 'poster'}, som kun er ændret i dem, er ikke i pakken.",
            f"{withheld} {'record' if withheld == 1 else 'records'} with no other change are not in it.",
        )


_INCLUDED = Label(
    "Pakken indeholder personoplysninger. Send den kun til den, der må se dem, og slet den bagefter.",
    "The bundle holds personal data. Send it only to somebody who may see them, and delete it afterwards.",
)
_NONE = Label("Der er ingen personoplysninger i pakken.", "There are no personal data in the bundle.")
_WITHHELD = Label(
    "Personoplysninger er ikke med; --include-personal tager dem med.",
    "Personal data are not in it; --include-personal takes them along.",
)
