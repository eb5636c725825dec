"""The first files of a new register, with comments that say how to go on."""

from collections.abc import Iterable
from pathlib import Path

import attrs

from civic_partnership.model import KINDS, Municipality, Register, info
from civic_partnership.values import Label, Language

from .register_folder import open_register_folder
from .writing import format_folder, prepare_tables

_HEADINGS = {
    "municipality": Label(
        "Kommunen. Her kan også stå forvaltninger: [departments.ID], og kontakter: [contacts.ID].",
        "The municipality. Departments may stand here too: [departments.ID], and contacts: [contacts.ID].",
    ),
    "programmes": Label(
        "Ordningerne. Det, der står her, kontrolleres partnerskaberne efter; det, der ikke står her, ikke.",
        "The programmes. Partnerships are checked by what stands here, and not by what does not.",
    ),
    "associations": Label(
        "Foreningerne. Et id har små bogstaver, cifre og bindestreger.",
        "The associations. An id has small letters, digits and hyphens.",
    ),
    "partnerships": Label(
        "Partnerskaberne, med aftaleperioder og tilskud.", "The partnerships, with their terms and grants."
    ),
}
_GO_ON = Label(
    "Fjern # foran linjerne herunder, og ret dem. Eller tilføj med: civic-partnership add {kind} ID",
    "Remove the # before the lines below, and change them. Or add with: civic-partnership add {kind} ID",
)
_EXAMPLES = {
    "associations": ["[associations.nordby-boldklub]", 'name = "Nordby Boldklub"', 'cvr = "12345674"'],
    "partnerships": [
        "[partnerships.nordby-boldklub]",
        'programme = "{programme}"',
        'partners = [{{ association = "nordby-boldklub" }}]',
        'terms = [{{ period = "2026/2029", kind = "initial" }}]',
        "grants = [{{ year = 2026, amount = 200_000 }}]",
    ],
}


def start_register(path: Path, register: Register, lang: Language) -> tuple[str, ...]:
    """Write the first files of a register into a new folder; return their names.

    Args:
        path: the folder; one that holds anything is refused.
        register: the municipality, and its first programme.
        lang: the language of the comments.

    Raises:
        PathError: there is something in the folder, or it cannot be written.
        RecordsError: no file could hold the register.
    """
    texts = dict(format_folder(prepare_tables(register)))
    programme = next(iter(register.programmes), "")
    files = {f"{kind}.toml": _format(kind, texts.get(f"{kind}.toml"), programme, lang) for kind in _HEADINGS}
    with open_register_folder(path) as folder:
        folder.start(files)
    return tuple(files)


def require_new_folder(path: Path) -> None:
    """Make sure that nothing is in a folder, which need not be there; raise a PathError if something is."""
    with open_register_folder(path, dry_run=True) as folder:
        folder.require_new()


def _format(kind: str, text: str | None, programme: str, lang: Language) -> str:
    """Return the text of a file: what it is for, and its records or an example of one."""
    heading = f"# {_HEADINGS[kind].in_language(lang)}"
    if text is not None:
        return "\n".join([heading, *_explain(kind, text.splitlines(), lang), ""])
    go_on = _GO_ON.in_language(lang).format(kind=kind)
    example = (f"# {line.format(programme=programme)}" for line in _EXAMPLES[kind])
    return "\n".join([heading, "format_version = 1", "", f"# {go_on}", *example, ""])


def _explain(kind: str, lines: Iterable[str], lang: Language) -> Iterable[str]:
    """Yield the lines of a file, each field with its name in words behind it."""
    fields = attrs.fields_dict(KINDS.get(kind, Municipality))
    for line in lines:
        field = fields.get(line.partition(" = ")[0])
        yield f"{line}  # {info(field).label.in_language(lang)}" if field else line
