"""Surveys among the associations."""

from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Count, Label, PartialDate, Percent

from .record import Record, about


@frozen(kw_only=True)
class AnswerShare:
    """How many gave an answer (svar).

    Attributes:
        answer: the answer. / Svaret.
        share: per cent of those who answered that gave it. / Hvor mange procent af dem, der svarede, gav
            dette svar.

    """

    answer: str = field(metadata=about("svar", "answer"))
    share: Percent = field(metadata=about("andel", "share"))


@frozen(kw_only=True)
class Question:
    """A question of a survey (spørgsmål).

    Attributes:
        text: the question. / Spørgsmålet.
        exclusive: whether each gives one answer only. / Om hver kun kunne give ét svar.
        answers: the share of each answer. / Hvor mange der gav hvert svar.

    """

    text: str = field(metadata=about("tekst", "text"))
    exclusive: bool = field(default=False, metadata=about("ét svar", "one answer"))
    answers: tuple[AnswerShare, ...] = field(default=(), metadata=about("svar", "answers"))


@frozen(kw_only=True)
class Survey(Record):
    """A survey (undersøgelse).

    Attributes:
        title: its title. / Undersøgelsens titel.
        asked: when it was held; counts as a start. / Hvornår der blev spurgt; gælder som begyndelse.
        audience: id of the programme whose associations were asked. / Id for ordningen, hvis foreninger blev
            spurgt.
        respondents: how many answered. / Hvor mange der svarede.
        questions: what was asked. / Spørgsmålene, der blev stillet.

    """

    LABEL: ClassVar[Label] = Label("undersøgelse", "survey")

    title: str = field(metadata=about("titel", "title"))
    asked: PartialDate | None = field(default=None, metadata=about("gennemført", "asked"))
    audience: str | None = field(
        default=None, metadata=about("målgruppe", "audience", refers_to="programmes")
    )
    respondents: Count | None = field(default=None, metadata=about("respondenter", "respondents"))
    questions: tuple[Question, ...] = field(default=(), metadata=about("spørgsmål", "questions"))
