from itertools import permutations
from typing import Any

import pytest
from rules.found import HOLDS, Found, FoundAt, broken, find, findings, undecided, warned
from rules.partnerships import partnership

from civic_partnership.findings import Path
from civic_partnership.model import FeederChain, Initiative, LeftOut, Stage
from civic_partnership.rules.feeder_chain import (
    STEPS,
    chain_order,
    chain_owner,
    chain_retention,
    chain_stage_empty,
    initiative_unplaced,
)


def chain(*stages: Any) -> FeederChain:
    """Make a chain of stages, each a step or a step with its initiatives."""
    rows: Any = [(each, ()) if isinstance(each, str) else each for each in stages]
    return FeederChain(
        id="nordby",
        name="Fødekæden",
        stages=tuple(Stage(step=step, initiatives=initiatives) for step, initiatives in rows),
    )


IN = Initiative(id="in", name="FerieCamp")
BESIDE = Initiative(id="beside", name="Mentor", beside_chain=True)
PROGRAMME = Initiative(id="programme", name="Partnerskaber", programme="ordning", department="culture")


@pytest.mark.parametrize("steps", [*permutations(STEPS)])
def test_only_one_order_of_the_stages_holds(steps: tuple[str, ...]) -> None:
    """Accept only the one order of the four stages; report the first stage out of place."""
    wrong = [i for i in range(4) if steps[i] != STEPS[i]]

    assert [FoundAt("error", ("stages", i, "step")) for i in wrong[:1]] == find(chain_order, chain(*steps))


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ((), ("stages",)),
        (STEPS[:3], ("stages",)),
        (STEPS[1:], ("stages", 0, "step")),
        ((*STEPS, "retention"), ("stages", 4, "step")),
        ((*STEPS[:2], *STEPS[1:]), ("stages", 2, "step")),
    ],
)
def test_no_stage_is_missing_or_repeated(steps: tuple[str, ...], path: Path) -> None:
    """Each stage stands once; a missing last stage is reported for the whole chain."""
    assert broken(*path) == find(chain_order, chain(*steps))


def test_the_stages_are_told_in_words() -> None:
    """The message says which stages there are, and which there must be, in each language."""
    (finding,) = findings(chain_order, chain())

    assert finding.message.da.startswith("Kædens trin er ingen; de skal være introduktion, brobygning, ")
    assert "they must be introduction, bridge-building, " in finding.message.en


SECOND, FIRST = ("stages", 1, "initiatives"), ("stages", 0, "initiatives")


@pytest.mark.parametrize(
    ("initiatives", "expected"),
    [
        (("beside", "in"), HOLDS),
        (("in", "nowhere"), HOLDS),
        (("beside",), broken(*SECOND)),
        (("beside", "nowhere"), undecided(*SECOND)),
    ],
)
def test_every_stage_has_an_initiative_in_the_chain(initiatives: tuple[str, ...], expected: Found) -> None:
    """An initiative beside the chain fills no stage; a missing record leaves it undecided."""
    stages = chain(("introduction", ("in",)), ("bridge-building", initiatives))

    assert expected == find(chain_stage_empty, stages, IN, BESIDE)


@pytest.mark.parametrize(
    ("stage", "records", "left_out", "expected"),
    [
        (("retention", ("nowhere", "programme")), [partnership()], [], HOLDS),
        (
            ("retention", ("programme",)),
            [partnership(programme="another")],
            [],
            warned(*FIRST),
        ),
        (("retention", ("programme",)), [], [LeftOut("meetings", "nordby")], warned(*FIRST)),
        (("retention", ("programme",)), [], [LeftOut("partnerships", "nordby")], undecided(*FIRST)),
        (("retention", ("in",)), [partnership()], [], warned(*FIRST)),
        (("retention", ()), [], [], warned(*FIRST)),
        (("retention", ("in", "nowhere")), [partnership()], [], undecided(*FIRST)),
        (("introduction", ("in",)), [], [], HOLDS),
    ],
)
def test_retention_is_a_programme_with_partnerships(
    stage: Any, records: Any, left_out: Any, expected: Found
) -> None:
    """An initiative of the last stage is a programme that has partnerships, as far as these could be read."""
    assert expected == find(chain_retention, chain(stage), IN, PROGRAMME, *records, left_out=left_out)


@pytest.mark.parametrize(("initiative", "expected"), [(IN, warned()), (BESIDE, warned()), (PROGRAMME, HOLDS)])
def test_every_initiative_has_an_owner(initiative: Initiative, expected: Found) -> None:
    """An initiative without a department is told, in the chain or beside it."""
    assert expected == find(chain_owner, initiative)


@pytest.mark.parametrize(
    ("records", "left_out", "expected"),
    [
        ([IN, chain("introduction", ("retention", ("other", "in")))], [], HOLDS),
        ([BESIDE], [], HOLDS),
        ([IN, chain(("introduction", ("other",)))], [], warned()),
        ([IN], [LeftOut("feeder_chains", "nordby")], undecided()),
        ([IN], [LeftOut("programmes", "nordby")], warned()),
    ],
)
def test_an_initiative_has_a_place(records: Any, left_out: Any, expected: Found) -> None:
    """An initiative stands in a stage of a chain, or beside it; a chain that was not read may hold it."""
    assert expected == find(initiative_unplaced, *records, left_out=left_out)
