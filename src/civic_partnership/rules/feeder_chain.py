"""Rules about feeder chains and initiatives."""

from collections.abc import Iterator, Sequence
from typing import get_args

import attrs

from civic_partnership.findings import Verdict, broken, rule, verdict
from civic_partnership.model import FeederChain, Initiative, Stage, word_label
from civic_partnership.values import Answer, Label

from .context import Context

STEPS: tuple[str, ...] = get_args(attrs.fields(Stage).step.type)
"""The stages of a chain, in order."""

_NONE = Label("ingen", "none")


@rule(
    about=FeederChain,
    level="error",
    source="copenhagen-experience-report-2023, Idrætssociale indsatser i København",
    title="De fire trin står i rækkefølge, hvert af dem netop én gang.",
    da="""Kædens trin er {steps}; de skal være {order}, hvert én gang.
          Ret rækkefølgen, og tilføj de trin, der mangler.""",
    en="""The stages of the chain are {steps}; they must be {order}, each once.
          Correct their order, and add the stages that are missing.""",
)
def chain_order(chain: FeederChain, _: Context) -> Iterator[Verdict]:
    """The four stages stand in order, exactly once each.

    ## What it checks
    The stages are `introduction`, `bridge-building`, `economic-enabling` and `retention`, in this order.

    ## Why
    A child meets the activities, is helped into an association, can afford it, and stays.
    """
    steps = tuple(stage.step for stage in chain.stages)
    if steps == STEPS:
        return
    wrong = [("stages", i, "step") for i, step in enumerate(steps) if STEPS[i : i + 1] != (step,)]
    path = wrong[0] if wrong else ("stages",)
    yield broken(*path, steps=_list_steps(steps) if steps else _NONE, order=_list_steps(STEPS))


def _list_steps(steps: Sequence[str]) -> Label:
    names = [word_label(Stage, "step", step) for step in steps]
    return Label(", ".join(name.da for name in names), ", ".join(name.en for name in names))


@rule(
    about=FeederChain,
    level="error",
    source="copenhagen-experience-report-2023, Idrætssociale indsatser i København",
    title="Hvert trin har en indsats, der ikke står ved siden af kæden.",
    da="""Trinnet {step} har ingen indsats, der er en del af kæden.
          Tilføj en indsats, som ikke har beside_chain = true.""",
    en="""The stage {step} has no initiative that is a part of the chain.
          Add an initiative that does not have beside_chain = true.""",
)
def chain_stage_empty(chain: FeederChain, context: Context) -> Iterator[Verdict]:
    """Every stage has an initiative that is not beside the chain.

    ## What it checks
    Every stage of a feeder chain names an initiative whose `beside_chain` is not true.

    ## Why
    An empty stage breaks the chain. An initiative beside the chain is not for all children.
    """
    for i, stage in enumerate(chain.stages):
        answer = Answer.some(
            Answer.of(not each.beside_chain) if each else Answer.UNDECIDED
            for each in _initiatives(stage, context)
        )
        if answer is not Answer.HOLDS:
            yield verdict(answer, "stages", i, "initiatives", step=word_label(Stage, "step", stage.step))


@rule(
    about=FeederChain,
    level="warning",
    source="copenhagen-experience-report-2023, Idrætssociale indsatser i København",
    title="Fastholdelsestrinet nævner en indsats, der er en ordning med partnerskaber.",
    da="""Ingen indsats i trinnet {step} er en ordning med partnerskaber.
          Skriv i indsatsens programme, hvilken ordning den er, eller tilføj partnerskaberne.""",
    en="""No initiative of the stage {step} is a programme with partnerships.
          Say in the initiative's programme which one it is, or add the partnerships.""",
)
def chain_retention(chain: FeederChain, context: Context) -> Iterator[Verdict]:
    """The retention stage names an initiative that is a programme with partnerships.

    ## What it checks
    An initiative of the stage `retention` names a `programme`, and that programme has a partnership.

    ## Why
    Children stay if an association has the strength to keep them. The partnerships give it that strength.
    """
    for i, stage in enumerate(chain.stages):
        if stage.step == STEPS[-1]:
            answer = Answer.some(_has_partnerships(each, context) for each in _initiatives(stage, context))
            if answer is not Answer.HOLDS:
                yield verdict(answer, "stages", i, "initiatives", step=word_label(Stage, "step", stage.step))


def _initiatives(stage: Stage, context: Context) -> list[Initiative | None]:
    """Return the initiatives of a stage; None for an initiative that is not in the register."""
    return [context.register.initiatives.get(id) for id in stage.initiatives]


def _has_partnerships(initiative: Initiative | None, context: Context) -> Answer:
    if initiative is None:
        return Answer.UNDECIDED
    if initiative.programme is None:
        return Answer.BROKEN
    if context.partnerships(initiative.programme):
        return Answer.HOLDS
    return Answer.UNDECIDED if context.may_lack("partnerships") else Answer.BROKEN


@rule(
    about=Initiative,
    level="warning",
    source="copenhagen-experience-report-2023, Idrætssociale indsatser i København",
    title="Hver indsats nævner sin forvaltning.",
    da="""Indsatsen {name} har ingen forvaltning.
          Skriv i department, hvilken forvaltning der har ansvaret.""",
    en="""The initiative {name} has no department.
          Say in department which one is in charge.""",
)
def chain_owner(initiative: Initiative, _: Context) -> Iterator[Verdict]:
    """Every initiative names its department.

    ## What it checks
    An initiative, in a chain or beside it, has a `department`.

    ## Why
    Whoever meets a child at one stage must know whom to ask about the next.
    """
    if initiative.department is None:
        yield broken(name=initiative.name)


@rule(
    about=Initiative,
    level="warning",
    source="copenhagen-experience-report-2023, Idrætssociale indsatser i København",
    title="En indsats står i en kæde eller ved siden af den.",
    da="""Indsatsen {name} står hverken i en fødekæde eller ved siden af den.
          Tilføj den til et trin, eller skriv beside_chain = true.""",
    en="""The initiative {name} stands neither in a feeder chain nor beside it.
          Add it to a stage, or write beside_chain = true.""",
)
def initiative_unplaced(initiative: Initiative, context: Context) -> Iterator[Verdict]:
    """An initiative stands in a chain or beside it.

    ## What it checks
    A stage of a feeder chain names the initiative, or its `beside_chain` is true.

    ## Why
    An initiative without a place in the chain leads nowhere, or was forgotten.
    """
    if initiative.id not in context.placed_initiatives and not initiative.beside_chain:
        unread = context.may_lack("feeder_chains")
        yield verdict(Answer.UNDECIDED if unread else Answer.BROKEN, name=initiative.name)
