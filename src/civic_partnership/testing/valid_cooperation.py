"""Valid records beside the partnerships: a feeder chain, an alliance, an agreement, goals and a survey."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from civic_partnership import model
from civic_partnership.model import Programme
from civic_partnership.values import PartialDate, Period

from .valid_programmes import DAY

OTHER_ASSOCIATION = "forening-andet"
"""An association without a partnership."""


def make_chain(programme: Programme, department: str) -> list[model.Record]:
    """Return the feeder chain with an initiative on each of its stages, and an initiative beside it."""
    steps: Any = ("introduction", "bridge-building", "economic-enabling", "retention")
    stages = [model.Stage(step=step, initiatives=(f"initiative-{step}",)) for step in steps]
    initiatives = [
        model.Initiative(
            id=f"initiative-{step}",
            name=f"Indsats {n}",
            department=department,
            programme=programme.id if step == "retention" else None,
        )
        for n, step in enumerate(steps)
    ]
    return [
        *initiatives,
        model.Initiative(id="beside", name="Ved siden af", department=department, beside_chain=True),
        model.FeederChain(id="chain", name="Fødekæden", stages=tuple(stages)),
    ]


def make_alliance(department: str, begins: date) -> list[model.Record]:
    """Return an alliance with a contact on both sides, and a meeting of it."""
    return [
        model.Contact(id="chair", role="chair", association=OTHER_ASSOCIATION),
        model.Alliance(
            id="alliance",
            name="Alliancen",
            members=(model.Member(association=OTHER_ASSOCIATION), model.Member(department=department)),
            contacts=("consultant", "chair"),
        ),
        model.Meeting(
            id="alliance-meeting",
            on=begins + 30 * DAY,
            kind="alliance",
            alliance="alliance",
            starts=time(17),
            ends=time(20),
            agenda=(
                model.AgendaItem(at=time(17), item="Velkomst"),
                model.AgendaItem(at=time(18), item="Drøftelse"),
            ),
        ),
    ]


def make_agreement(department: str, begins: date) -> model.CooperationAgreement:
    """Return an agreement without an end, and with an evaluation that was held."""
    day = begins + 200 * DAY
    return model.CooperationAgreement(
        id="agreement",
        title="Aftalen",
        parties=(model.Party(department=department), model.Party(association=OTHER_ASSOCIATION)),
        period=Period(f"{begins}/.."),
        evaluations=(model.Evaluation(planned=PartialDate.of(day), held_on=day, result="Gik godt"),),
    )


def make_framework(department: str, begins: date) -> model.CooperationFramework:
    """Return goals for cooperation with a steering group and a hearing."""
    culture, club = model.Party(department=department), model.Party(association=OTHER_ASSOCIATION)
    opens = begins + 30 * DAY
    return model.CooperationFramework(
        id="framework",
        title="Mål for samarbejde",
        steering_group=model.SteeringGroup(chair=culture, members=(culture, club)),
        goals=(model.Goal(number=1, name="Flere børn"), model.Goal(number=2, name="Flere frivillige")),
        hearing=model.Hearing(
            opens=opens,
            deadline=opens + 30 * DAY,
            consulted=(club,),
            responses=(model.Response(by=club, answered=True, answered_on=opens + 20 * DAY),),
        ),
    )


def make_survey(programme: Programme, begins: date) -> model.Survey:
    """Return a survey with a question of two answers that exclude each other."""
    answers = (
        model.AnswerShare(answer="Ja", share=Decimal(70)),
        model.AnswerShare(answer="Nej", share=Decimal(30)),
    )
    return model.Survey(
        id="survey",
        title="Undersøgelsen",
        asked=PartialDate.of(begins + 30 * DAY),
        audience=programme.id,
        respondents=10,
        questions=(model.Question(text="Går det godt?", exclusive=True, answers=answers),),
    )
