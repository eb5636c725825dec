"""Surveys among associations."""

from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Count, Label, PartialDate, Percent

from .record import Record, about, optional


@frozen(kw_only=True)
class AnswerShare:
    """One answer to a question, and the share of those who gave it, or its rank (svar).

    Attributes:
        answer: the text of the answer. / Svaret.
        share: the percentage of respondents who gave this answer. / Hvor mange procent af dem, der svarede,
            gav dette svar.
        rank: the rank of the answer if only the order is known: 1 for the most common answer. / Svarets
            plads, hvor kun rækkefølgen er kendt: 1 for det hyppigste svar.

    """

    EXACTLY_ONE: ClassVar[tuple[str, ...]] = ("share", "rank")
    ROW_KEY: ClassVar[tuple[str, ...]] = ("answer",)

    answer: str = field(metadata=about("svar", "answer"))
    share: Percent | None = optional("andel", "share")
    rank: Count | None = optional("plads", "rank")


@frozen(kw_only=True)
class Question:
    """A question of a survey (spørgsmål).

    Attributes:
        text: the text of the question. / Spørgsmålet.
        exclusive: whether each respondent could give only one answer. / Om hver kun kunne give ét svar.
        answers: the share or the rank of each answer. / Hvor mange der gav hvert svar.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("text",)

    text: str = field(metadata=about("tekst", "text"))
    exclusive: bool = optional("ét svar", "one answer", default=False)
    answers: tuple[AnswerShare, ...] = optional("svar", "answers", default=())


@frozen(kw_only=True)
class Survey(Record):
    """A survey among associations (undersøgelse).

    Attributes:
        title: the title of the survey. / Undersøgelsens titel.
        asked: when the survey was held; a month or year means its first day. / Hvornår der blev spurgt;
            gælder som begyndelse.
        audience: id of the programme whose associations were asked. / Id for ordningen, hvis foreninger blev
            spurgt.
        respondents: the number of those who answered. / Hvor mange der svarede.
        questions: the questions, with the share of each answer. / Spørgsmålene, der blev stillet.

    """

    LABEL: ClassVar[Label] = Label("undersøgelse", "survey")

    title: str = field(metadata=about("titel", "title"))
    asked: PartialDate | None = optional("gennemført", "asked")
    audience: str | None = optional("målgruppe", "audience", refers_to="programmes")
    respondents: Count | None = optional("respondenter", "respondents")
    questions: tuple[Question, ...] = optional("spørgsmål", "questions", default=())
