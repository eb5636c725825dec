"""The feeder chain: its steps below each other, each with its initiatives and who is in charge of them."""

from collections.abc import Iterator
from typing import NamedTuple, get_args

import attrs

from civic_partnership.model import FeederChain, Initiative, Register, Stage, word_label
from civic_partnership.values import Label, Language

from civic_partnership_report.figures import NOT_RECORDED

from .picture import Picture, Table, draw
from .text_width import WIDTHS, wrap

_TITLE = Label("Fødekæden", "The feeder chain")
_DESCRIPTION = Label(
    "De fire trin, som et barn kommer ind i foreningslivet ad, med indsatserne i hvert trin og den forvaltning, der "
    "har ansvaret. Indsatser ved siden af kæden har en stiplet ramme.",
    "The four steps by which a child comes into an association, with the initiatives of each step and the department "
    "in charge. Initiatives beside the chain have a dashed frame.",
)
_HEADINGS = (
    Label("Fødekæde", "Feeder chain"),
    Label("Trin", "Step"),
    Label("Indsats", "Initiative"),
    Label("Forvaltning", "Department"),
    Label("Bemærkning", "Remark"),
)
_LACKING = Label("Trinnet mangler", "The step is missing")
_EMPTY = Label("ingen indsatser", "no initiatives")
_BESIDE = Label("Ved siden af kæden", "Beside the chain")
_UNPLACED = Label("Uden for kæderne", "Outside the chains")
_BESIDE_MARK = Label("ved siden af kæden", "beside the chain")
_PROGRAMME = Label("ordning med {number} partnerskaber", "programme with {number} partnerships")
_ONE = Label("ordning med 1 partnerskab", "programme with 1 partnership")
STEPS: tuple[str, ...] = get_args(attrs.fields(Stage).step.type)
"""The steps of a chain, in order."""
_STEP_WIDTH, _CARD_WIDTH = 0.34, 0.62
"""The parts of the picture that a step and its initiatives take up."""
_FONT, _LINE, _PAD, _GAP, _ARROW = 13, 17, 8, 6, 16
"""Pixels: the letters, a line of them, the space in a frame, between two frames, and of an arrow."""
_MOST_LINES = 4


class Card(NamedTuple):
    """An initiative in its frame: the lines of its text, and their place."""

    y: int
    height: int
    name: list[str]
    details: list[str]
    card_class: str
    title: str


class Step(NamedTuple):
    """A step with its cards: the lines of its name, and its place."""

    y: int
    height: int
    lines: list[str]
    number: str
    step_class: str
    cards: list[Card]
    has_arrow: bool


class Chain(NamedTuple):
    """A feeder chain, drawn from top to bottom."""

    name: str
    height: int
    steps: list[Step]


class Fact(NamedTuple):
    """A row of the table: an initiative of a step, or a step without any."""

    step: str
    initiative: str
    department: str
    remark: str
    card_class: str


def make_feeder_chain(
    register: Register, *, on: object = None, years: object = None, language: Language
) -> Picture | None:
    """Draw the feeder chains of a register, and the initiatives beside them.

    Args:
        register: the register.
        on: the day of the report; a chain has no days.
        years: the years of the report; a chain has none.
        language: the language.

    Returns:
        The picture; None if there is no chain and no initiative.
    """
    placed = {
        id for chain in register.feeder_chains.values() for stage in chain.stages for id in stage.initiatives
    }
    loose = [each for id, each in register.initiatives.items() if id not in placed]
    groups = [
        (chain.name, list(_list_chain(register, chain, language)))
        for chain in register.feeder_chains.values()
    ]
    for label, is_beside in ((_BESIDE, True), (_UNPLACED, False)):
        name = label.in_language(language)
        members = [each for each in loose if each.beside_chain is is_beside]
        if members:
            groups.append(
                (name, [("", False, [_describe(register, each.id, "", language) for each in members])])
            )
    if not groups:
        return None
    chains = [_place_chain(name, steps) for name, steps in groups]
    title, description = _TITLE.in_language(language), _DESCRIPTION.in_language(language)
    rows = [
        (name, fact.step, fact.initiative, fact.department, fact.remark)
        for name, steps in groups
        for _, _, facts in steps
        for fact in facts
    ]
    svg = draw("feeder_chain", name="chain", chains=chains, line=_LINE, pad=_PAD)
    return Picture(
        title, description, svg, Table(tuple(each.in_language(language) for each in _HEADINGS), tuple(rows))
    )


def _list_chain(
    register: Register, chain: FeederChain, language: Language
) -> Iterator[tuple[str, bool, list[Fact]]]:
    """Yield the steps of a chain with their facts; a step that lacks follows those that the chain has."""
    recorded = [stage.step for stage in chain.stages]
    order = [*chain.stages, *(step for step in STEPS if step not in recorded)]
    for stage in sorted(order, key=lambda each: STEPS.index(each if isinstance(each, str) else each.step)):
        step = stage if isinstance(stage, str) else stage.step
        name = word_label(Stage, "step", step).in_language(language)
        if isinstance(stage, str):
            yield name, True, [Fact(name, "", "", _LACKING.in_language(language), "lack")]
        elif not stage.initiatives:
            yield name, False, [Fact(name, "", "", _EMPTY.in_language(language), "lack")]
        else:
            yield name, False, [_describe(register, id, name, language) for id in stage.initiatives]


def _describe(register: Register, id: str, step: str, language: Language) -> Fact:
    initiative = register.initiatives.get(id)
    if initiative is None:
        return Fact(step, id, NOT_RECORDED.in_language(language), "", "initiative")
    department = register.departments.get(initiative.department or "")
    name = department.name if department else initiative.department or NOT_RECORDED.in_language(language)
    remarks = list(_remark(register, initiative, language))
    card_class = "initiative beside" if initiative.beside_chain else "initiative"
    return Fact(step, initiative.name, name, ", ".join(remarks), card_class)


def _remark(register: Register, initiative: Initiative, language: Language) -> Iterator[str]:
    if initiative.programme is not None:
        number = sum(each.programme == initiative.programme for each in register.partnerships.values())
        yield (_ONE if number == 1 else _PROGRAMME).in_language(language).format(number=number)
    if initiative.beside_chain:
        yield _BESIDE_MARK.in_language(language)


def _place_chain(name: str, steps: list[tuple[str, bool, list[Fact]]]) -> Chain:
    placed: list[Step] = []
    y = 1
    for number, (step, is_lacking, facts) in enumerate(steps, 1):
        cards: list[Card] = []
        card_y = y
        for fact in facts:
            cards.append(_place_card(fact, card_y))
            card_y += cards[-1].height + _GAP
        lines = wrap(step, _FONT, _find_width(_STEP_WIDTH) - 26, _MOST_LINES)
        height = max(card_y - _GAP - y, len(lines) * _LINE + 2 * _PAD)
        step_class = "step lack" if is_lacking else "step"
        placed.append(
            Step(y, height, lines, str(number) if step else "", step_class, cards, number < len(steps))
        )
        y += height + _ARROW
    return Chain(name, y - _ARROW + 1, placed)


def _place_card(fact: Fact, y: int) -> Card:
    width = _find_width(_CARD_WIDTH)
    name = wrap(fact.initiative or fact.remark, _FONT, width, _MOST_LINES)
    said = [fact.department, fact.remark] if fact.initiative else []
    details = [line for text in said for line in wrap(text, _FONT, width, _MOST_LINES)]
    words = (fact.initiative, fact.department, fact.remark)
    height = (len(name) + len(details)) * _LINE + 2 * _PAD
    return Card(y, height, name, details, fact.card_class, ", ".join(word for word in words if word))


def _find_width(part: float) -> float:
    """Return the pixels for the text of a frame in the narrowest picture."""
    return WIDTHS[0] * part - 2 * _PAD
