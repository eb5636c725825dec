"""Surveys among the associations."""

from typing import ClassVar

from attrs import field, frozen

from civic_partnership.values import Count, Label, PartialDate, Percent

from .record import Record, about


@frozen(kw_only=True)
class AnswerShare:
    """How many gave an answer (svar).

    Attributes:
        answer: the answer.
        share: per cent of those who answered.

    """

    answer: str = field(metadata=about("svar", "answer"))
    share: Percent = field(metadata=about("andel", "share"))


@frozen(kw_only=True)
class Question:
    """A question of a survey (spørgsmål).

    Attributes:
        text: the question.
        exclusive: whether each gives one answer only.
        answers: the share of each answer.

    """

    text: str = field(metadata=about("tekst", "text"))
    exclusive: bool = field(default=False, metadata=about("ét svar", "one answer"))
    answers: tuple[AnswerShare, ...] = field(default=(), metadata=about("svar", "answers"))


@frozen(kw_only=True)
class Survey(Record):
    """A survey (undersøgelse).

    Attributes:
        title: its title.
        asked: when; counts as a start.
        audience: the programme whose associations were asked.
        respondents: how many answered.
        questions: what was asked.

    """

    LABEL: ClassVar[Label] = Label("undersøgelse", "survey")

    title: str = field(metadata=about("titel", "title"))
    asked: PartialDate | None = field(default=None, metadata=about("gennemført", "asked"))
    audience: str | None = field(
        default=None, metadata=about("målgruppe", "audience", refers_to="programmes")
    )
    respondents: Count | None = field(default=None, metadata=about("respondenter", "respondents"))
    questions: tuple[Question, ...] = field(default=(), metadata=about("spørgsmål", "questions"))
