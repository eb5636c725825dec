"""The command `new`."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from civic_partnership.errors import RecordsError
from civic_partnership.values import Label, Language

from .bilingual_commands import Option, command
from .failures import WrongUse, refuse_wrong_input
from .shared_arguments import LANG, path_argument
from .streams import print_to_stderr

if TYPE_CHECKING:
    from civic_partnership.model import Register


class _Question(NamedTuple):
    """A question about the new register.

    Attributes:
        option: the option that answers it.
        address: the place of the answer; `{id}` stands for the id of the programme.
        label: the question.
    """

    option: str
    address: str
    label: Label


_MUNICIPALITY = _Question(
    "--municipality", "municipality.name", Label("Kommunens navn", "Name of the municipality")
)
_PROGRAMME = _Question(
    "--programme", "programmes.{id}.name", Label("Ordningens navn", "Name of the programme")
)
_QUESTIONS = (
    _MUNICIPALITY,
    _Question(
        "--code",
        "municipality.code",
        Label("Kommunekode, fire cifre", "Code of the municipality, four digits"),
    ),
    _PROGRAMME,
    _Question(
        "--since", "programmes.{id}.since", Label("Ordningen findes siden", "The programme exists since")
    ),
    _Question(
        "--annual-amount",
        "programmes.{id}.annual_amount",
        Label("Kroner om året til et partnerskab", "Kroner a year for a partnership"),
    ),
    _Question(
        "--weekly-hours",
        "programmes.{id}.min_weekly_hours",
        Label("Ressourcepersonens timer om ugen, mindst", "Least hours a week of the resource person"),
    ),
    _Question(
        "--term-years",
        "programmes.{id}.term_years",
        Label("Aftaleperiodens længde i år", "Years of a term"),
    ),
)
_REQUIRED = (_MUNICIPALITY, _PROGRAMME)


@command(
    "new",
    params=[
        Option([each.option], metavar="VALUE", label=Label(f"{each.label.da}.", f"{each.label.en}."))
        for each in _QUESTIONS
    ],
    label=Label(
        """Begynd et register i en ny mappe, med kommunen og dens første ordning.

        På en terminal spørges der om det, der ikke er givet som tilvalg. Filerne har bemærkninger om, hvordan
        man går videre.
        """,
        """Start a register in a new folder, with the municipality and its first programme.

        On a terminal it asks for what no option gives. The files have comments that tell how to go on.
        """,
    ),
)
@path_argument("folder", metavar="FOLDER")
@LANG
def new_command(folder: str, lang: Language, **given: str | None) -> int:
    """Start a register; return the exit status."""
    from pathlib import Path

    from civic_partnership.findings import format_path
    from civic_partnership.storage import require_new_folder, start_register

    from .screen import open_screen

    require_new_folder(Path(folder))
    answers = {each: text for each in _QUESTIONS if (text := given[each.option[2:].replace("-", "_")])}
    if not all(each in answers for each in _REQUIRED):
        if not sys.stdin.isatty():
            raise WrongUse(
                "Giv kommunens og ordningens navn med --municipality og --programme.",
                "Give the names of the municipality and the programme with --municipality and --programme.",
            )
        for question in _QUESTIONS:
            if question not in answers:
                _ask(question, answers, lang)
    with refuse_wrong_input():
        register = _build(answers)
    names = ", ".join(start_register(Path(folder), register, lang))
    place = format_path(folder)
    begun = Label(
        f"Registeret er begyndt i {place}: {names}.\n"
        "Gå videre i filerne; de siger hvordan.\n"
        f"Kontrollér dem med: civic-partnership check {place}",
        f"The register is started in {place}: {names}.\n"
        "Go on in the files; they say how.\n"
        f"Check them with: civic-partnership check {place}",
    )
    open_screen().print_lines(begun.in_language(lang))
    return 0


def _ask(question: _Question, answers: dict[_Question, str], lang: Language) -> None:
    """Ask until there is an answer that a file can hold, or none where none is needed."""
    skip = Label(" (Enter: spring over)", " (Enter: skip)") if question not in _REQUIRED else Label("", "")
    while True:
        try:
            text = input(f"{question.label.in_language(lang)}{skip.in_language(lang)}: ").strip()
        except EOFError:
            raise KeyboardInterrupt from None
        if text:
            try:
                _build({**answers, question: text})
            except RecordsError as error:
                print_to_stderr(error.in_language(lang))
                continue
            answers[question] = text
        if text or question not in _REQUIRED:
            return


def _build(answers: Mapping[_Question, str]) -> "Register":
    """Return the register that the answers describe; raise a RecordsError if no file could hold it."""
    from civic_partnership.model import Register
    from civic_partnership.storage import set_values
    from civic_partnership.values import InvalidValue, make_slug

    try:
        id = make_slug(answers.get(_PROGRAMME, "id"))
    except InvalidValue as error:
        label, reason = _PROGRAMME.label, error.reason
        raise RecordsError(f"{label.da}: {reason.da}.", f"{label.en}: {reason.en}.", ()) from None
    values = [
        (question.address.format(id=id), text)
        for question, text in answers.items()
        if _PROGRAMME in answers or "{id}" not in question.address  # it has no name yet
    ]
    return set_values(Register(), values, are_texts=True)
