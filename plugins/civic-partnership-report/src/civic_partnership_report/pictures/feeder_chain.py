"""The feeder chain: its steps, each with its initiatives and who is in charge of them."""

from collections.abc import Iterator
from typing import NamedTuple

from civic_partnership.model import FeederChain, Initiative, Stage, word_label
from civic_partnership.rules import STEPS
from civic_partnership.values import Label
from civic_partnership_report.view import NOT_RECORDED, View

from .picture import Picture, draw

_TITLE = Label("Fødekæden", "The feeder chain")
_DESCRIPTION = Label(
    "De trin, som et barn kommer ind i foreningslivet ad, med indsatserne i hvert trin og den forvaltning, "
    "der har ansvaret. Det, der mangler, og indsatser ved siden af kæden har en stiplet ramme.",
    "The steps by which a child comes into an association, with the initiatives of each step and the "
    "department in charge. What is missing, and initiatives beside the chain, have a dashed frame.",
)
_HEADINGS = (
    Label("Fødekæde", "Feeder chain"),
    Label("Trin", "Step"),
    Label("Indsats", "Initiative"),
    Label("Forvaltning", "Department"),
    Label("Bemærkning", "Remark"),
)
_LACKING = Label("trinnet mangler", "the step is missing")
_EMPTY = Label("ingen indsatser", "no initiatives")
_NO_DEPARTMENT = Label("forvaltning ikke registreret", "department not recorded")
_BESIDE = Label("Ved siden af kæden", "Beside the chain")
_UNPLACED = Label("Uden for kæderne", "Outside the chains")
_BESIDE_CHAIN = Label("ved siden af kæden", "beside the chain")
_PROGRAMME = Label("ordning, partnerskaber: {number}", "programme, partnerships: {number}")


class Fact(NamedTuple):
    """A card of the picture, and a row of the table: an initiative of a step, or what is missing there."""

    step: str
    initiative: str
    department: str
    remark: str
    card_class: str = "initiative"


class Chain(NamedTuple):
    """A feeder chain, or a group of initiatives without one, which have no arrows between them."""

    name: str
    is_chain: bool
    steps: list[list[Fact]]


def make_feeder_chain(view: View) -> Picture | None:
    """Draw the feeder chains of a register, and the initiatives beside them.

    Return None if there is no chain and no initiative.
    """
    register = view.register
    chains = [
        Chain(chain.name, True, [*_list_steps(view, chain)]) for chain in register.feeder_chains.values()
    ]
    stages = [stage for chain in register.feeder_chains.values() for stage in chain.stages]
    placed = {id for stage in stages for id in stage.initiatives}
    loose = [each for id, each in register.initiatives.items() if id not in placed]
    for label, is_beside in ((_BESIDE, True), (_UNPLACED, False)):
        members = [each.id for each in loose if each.beside_chain is is_beside]
        steps = [[_describe(view, id, "")] for id in members]
        chains += [Chain(view.say(label), False, steps)] if steps else []
    if not chains:
        return None
    return Picture(
        view.say(_TITLE),
        view.say(_DESCRIPTION),
        draw("feeder_chain", chains=chains),
        tuple(view.say(each) for each in _HEADINGS),
        tuple((chain.name, *fact[:-1]) for chain in chains for facts in chain.steps for fact in facts),
    )


def _list_steps(view: View, chain: FeederChain) -> Iterator[list[Fact]]:
    """Yield the facts of each step in order, also of the steps that the chain lacks."""
    for step in STEPS:
        name = view.say(word_label(Stage, "step", step))
        stages = [stage for stage in chain.stages if stage.step == step]
        if not stages:
            yield [Fact(name, "", "", view.say(_LACKING), "lack")]
        for stage in stages:
            facts = [_describe(view, id, name) for id in stage.initiatives]
            yield facts or [Fact(name, "", "", view.say(_EMPTY), "lack")]


def _describe(view: View, id: str, step: str) -> Fact:
    initiative = view.register.initiatives.get(id)
    if initiative is None:
        return Fact(step, id, "", view.say(NOT_RECORDED), "lack")
    department = view.register.departments.get(initiative.department or "")
    name = department.name if department else initiative.department or view.say(_NO_DEPARTMENT)
    remark = ", ".join(_find_remarks(view, initiative))
    card_class = "initiative beside" if initiative.beside_chain else "initiative"
    return Fact(step, initiative.name, name, remark, card_class)


def _find_remarks(view: View, initiative: Initiative) -> Iterator[str]:
    if initiative.programme is not None:
        known = view.register.partnerships.values()
        yield view.say(_PROGRAMME, number=sum(each.programme == initiative.programme for each in known))
    if initiative.beside_chain:
        yield view.say(_BESIDE_CHAIN)
