"""Rules about surveys."""

from collections.abc import Iterator
from decimal import Decimal

from civic_partnership.findings import Verdict, broken, rule, wording
from civic_partnership.model import Survey

from .context import Context

_TOGETHER = wording(
    da="""Hver har givet ét svar, men andelene er tilsammen {share} %.
          Ret andelene, eller slet exclusive, hvis hver kunne give flere svar.""",
    en="""Each gave one answer, but the shares add up to {share} %.
          Correct the shares, or delete exclusive if each could give several answers.""",
)


@rule(
    about=Survey,
    level="error",
    source="copenhagen-experience-report-2023, Medlemsudvikling i forhold til udsatte børn og unge",
    title="Andele ligger fra 0 til 100, og andelene af svar, der udelukker hinanden, er højst 100 i alt.",
    da="""Andelen {share} % ligger ikke mellem 0 og 100.
          Ret andelen.""",
    en="""The share {share} % does not lie within 0 to 100.
          Correct the share.""",
)
def survey_shares(survey: Survey, _: Context) -> Iterator[Verdict]:
    """Shares are within 0 to 100, and those of exclusive answers add up to at most 100.

    ## What it checks
    The `share` of every answer, in per cent, is from 0 to 100. The shares of a question that is `exclusive`
    add up to at most 100; their sum is lower if some people gave no answer.

    ## Why
    A share tells how many of the people gave an answer. It cannot be more than all of them.
    """
    for i, question in enumerate(survey.questions):
        for j, answer in enumerate(question.answers):
            if answer.share is not None and not 0 <= answer.share <= 100:
                yield broken("questions", i, "answers", j, "share", share=answer.share)
        total = sum((answer.share or Decimal(0) for answer in question.answers), Decimal(0))
        if question.exclusive and total > 100:
            yield broken("questions", i, "answers", share=total)._replace(wording=_TOGETHER)
