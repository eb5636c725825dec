"""The picture of the feeder chain, and its table."""

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, given, settings
from picture_markup import classes, mark, read, titles

from civic_partnership import Register, parse
from civic_partnership.testing import readable_registers, registers
from civic_partnership_report.cell_texts import html_text
from civic_partnership_report.pictures import Picture, make_feeder_chain
from civic_partnership_report.view import View

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ON = date(2025, 3, 1)
CHAIN = """
[departments]
k = { name = "Kultur" }
[programmes]
p = { name = "Sociale partnerskaber" }
[partnerships.a]
programme = "p"
partners = [{ association = "a" }]
[initiatives]
camp = { name = "FerieCamp", department = "k" }
guides = { name = "FritidsGuiderne" }
sociale = { name = "Sociale partnerskaber", department = "lost", programme = "p" }
mentor = { name = "Mentor", department = "k", beside_chain = true }
new = { name = "Ny indsats", department = "k" }
[feeder_chains.c]
name = "Kæden"
stages = [
  { step = "retention", initiatives = ["sociale", "unknown"] },
  { step = "introduction", initiatives = ["camp", "guides"] },
  { step = "bridge-building" },
]
"""


def draw(register: Register) -> Picture:
    """Draw the chains of a register."""
    picture = make_feeder_chain(View(register, ON, "en"))
    assert picture
    return picture


def test_the_table_of_a_chain() -> None:
    """Say each initiative of each step in order, what is missing, and what stands outside the chain."""
    assert (
        ("Kæden", "introduction", "FerieCamp", "Kultur", ""),
        ("Kæden", "introduction", "FritidsGuiderne", "department not recorded", ""),
        ("Kæden", "bridge-building", "", "", "no initiatives"),
        ("Kæden", "economic enabling", "", "", "the step is missing"),
        ("Kæden", "retention", "Sociale partnerskaber", "lost", "programme, partnerships: 1"),
        ("Kæden", "retention", "unknown", "", "not recorded"),
        ("Beside the chain", "", "Mentor", "Kultur", "beside the chain"),
        ("Outside the chains", "", "Ny indsats", "Kultur", ""),
    ) == draw(parse(CHAIN).register).rows


@UNHURRIED
@given(registers() | readable_registers())
def test_the_picture_and_the_table_say_the_same(register: Register) -> None:
    """Draw a mark for each row; have a row for each initiative of each stage, and for each loose one."""
    picture = make_feeder_chain(View(register, ON, "en"))
    if picture is None:
        assert not register.feeder_chains
        assert not register.initiatives
        return
    rows = picture.rows
    said = Counter(html_text(", ".join(filter(None, texts))) for _, _, *texts in rows)
    stages = [stage for chain in register.feeder_chains.values() for stage in chain.stages]
    placed = [id for stage in stages for id in stage.initiatives]

    assert said == titles(picture)
    assert len(placed) + len(set(register.initiatives) - set(placed)) == sum(row[2] != "" for row in rows)


def test_what_is_missing_can_be_seen() -> None:
    """Give it a class and words of its own, and all others too."""
    picture = draw(parse(CHAIN).register)

    assert {"mark", "card", "lack"} == classes(mark(picture, "the step is missing"))
    assert {"mark", "card", "lack"} == classes(mark(picture, "unknown"))
    assert {"mark", "card", "initiative", "beside"} == classes(mark(picture, "Mentor"))
    assert {"mark", "card", "initiative"} == classes(mark(picture, "FerieCamp"))


def test_arrows_lead_from_step_to_step() -> None:
    """Draw one between two steps of a chain, and none between loose initiatives."""
    arrows = [
        each for each in read(draw(parse(CHAIN).register)).iter("svg") if "picture-arrow" in classes(each)
    ]

    assert 3 == len(arrows)
