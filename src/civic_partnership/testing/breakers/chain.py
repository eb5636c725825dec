"""Ways to break the rules about the feeder chain, and the initiatives in it and beside it."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from civic_partnership.model import Initiative, Partnership, RecordKey, Register
from civic_partnership.testing.breaking import Change, breaks, changed
from civic_partnership.testing.drawing import row


@breaks("chain-order")
def in_another_order(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """Two stages have changed places."""
    chain = register.feeder_chains["chain"]
    i, j = sorted(draw(st.sets(st.integers(0, 3), min_size=2, max_size=2)))
    stages = list(chain.stages)
    stages[i], stages[j] = stages[j], stages[i]
    change = changed(register, chain, ("stages",), tuple(stages))
    return change._replace(path=("stages", i, "step"))


@breaks("chain-stage-empty", also=["chain-retention", "initiative-unplaced"])
def empty(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """A stage has no initiative, and the one that it had stands nowhere."""
    chain = register.feeder_chains["chain"]
    i, _stage = row(draw, chain.stages)
    return changed(register, chain, ("stages", i, "initiatives"), ())


@breaks("chain-retention")
def no_programme(_: DrawFn, register: Register, __: Partnership) -> Change:
    """The initiative of the last stage is no programme."""
    initiative = register.initiatives["initiative-retention"]
    change = changed(register, initiative, ("programme",), None)
    chain = RecordKey("feeder_chains", "chain")
    return change._replace(record=chain, path=("stages", 3, "initiatives"))


@breaks("chain-owner")
def of_no_department(draw: DrawFn, register: Register, _: Partnership) -> Change:
    """An initiative belongs to no department."""
    initiative = draw(st.sampled_from(list(register.initiatives.values())))
    change = changed(register, initiative, ("department",), None)
    return change._replace(path=())


@breaks("initiative-unplaced")
def unplaced(_: DrawFn, register: Register, __: Partnership) -> Change:
    """An initiative stands neither in a chain nor beside it."""
    owner = register.initiatives["beside"].department
    initiative = Initiative(id="unplaced", name="Uden plads", department=owner)
    return changed(register, initiative, ("name",), "Uden plads")._replace(path=())
