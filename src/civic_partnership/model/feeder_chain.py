"""The feeder chain: the steps by which children come into associations and stay there."""

from typing import ClassVar, Literal

from attrs import field, frozen

from civic_partnership.values import Label

from .record import Record, about, optional

_STEPS = {
    "introduction": ("introduktion", "introduction", "intro"),
    "bridge-building": ("brobygning", "bridge-building"),
    "economic-enabling": ("økonomisk muliggørelse", "economic enabling", "økonomi"),
    "retention": ("fastholdelse", "retention", "fastholde"),
}


@frozen(kw_only=True)
class Stage:
    """A stage of a feeder chain (trin).

    Attributes:
        step: the step of the chain: introduction, bridge-building, economic-enabling or retention. / Hvilket
            trin i fødekæden det er.
        initiatives: ids of the initiatives of this stage. / Id'er for de indsatser, som trinnet består af.

    """

    ROW_KEY: ClassVar[tuple[str, ...]] = ("step",)

    step: Literal["introduction", "bridge-building", "economic-enabling", "retention"] = field(
        metadata=about("trin", "step", words=_STEPS)
    )
    initiatives: tuple[str, ...] = optional("indsatser", "initiatives", default=(), refers_to="initiatives")


@frozen(kw_only=True)
class FeederChain(Record):
    """The stages by which a child comes into an association and stays there (fødekæde).

    Attributes:
        name: the name of the chain. / Fødekædens navn.
        stages: the stages of the chain, in order. / Fødekædens trin i rækkefølge.

    """

    LABEL: ClassVar[Label] = Label("fødekæde", "feeder chain")

    name: str = field(metadata=about("navn", "name"))
    stages: tuple[Stage, ...] = optional("trin", "stages", default=())


@frozen(kw_only=True)
class Initiative(Record):
    """An initiative of the municipality (indsats).

    Attributes:
        name: the name of the initiative. / Indsatsens navn.
        department: id of the department in charge. / Id for forvaltningen, som har ansvaret.
        programme: id of the programme, if the initiative is a programme of this register. / Id for ordningen,
            hvor indsatsen er en ordning i dette register.
        beside_chain: whether the initiative leads into the feeder chain from outside the chain. / Om
            indsatsen fører ind i fødekæden fra siden.

    """

    LABEL: ClassVar[Label] = Label("indsats", "initiative")

    name: str = field(metadata=about("navn", "name"))
    department: str | None = optional("forvaltning", "department", refers_to="departments")
    programme: str | None = optional("ordning", "programme", refers_to="programmes")
    beside_chain: bool = optional("ved siden af kæden", "beside the chain", default=False)
