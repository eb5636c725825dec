"""The list of partnerships: what stands in it, what is lost, and that nothing is lost in silence."""

import re
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from civic_partnership import Host, Register, parse
from civic_partnership.model import Association, Partner, Partnership, RecordKey
from civic_partnership.plugins import Artifact, Loss, NoOptions
from civic_partnership.testing import ExporterContract
from civic_partnership_example import Markdown

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
ON = date(2025, 3, 1)

IDS = st.sampled_from(["a", "b", "c"])
TEXTS = st.text("aæ *_<&#0;|(),:.-\\`\n\r\t\u2028", max_size=4) | st.text()


class TestMarkdown(ExporterContract):
    """The contract of every exporter for the list."""

    @pytest.fixture
    def exporter(self) -> Markdown:
        """Return the exporter."""
        return Markdown()


def block(language: str) -> str:
    """Return the block of the README in a language."""
    match = re.search(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert match
    return match[1]


def export_list(register: Register) -> tuple[bytes, list[Loss]]:
    """Return the bytes of the list, and the losses."""
    text, losses = b"", []
    for item in Markdown().export(register, NoOptions()):
        if isinstance(item, Artifact):
            text += b"".join(item.chunks)
        else:
            losses.append(item)
    return text, losses


def read_back(text: str) -> tuple[object, dict[str, str]]:
    """Read the partnerships of a list, and the names of the associations in it."""
    partnerships: list[object] = []
    names: dict[str, str] = {}
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"- \*\*([^*]*)\*\* \(([^()]*)\): (.*)", line)
        assert match
        entries = list(re.finditer(r"(?:([^(),]*) )?\(([^()]*)\)(?:, |$)", match[3]))
        names |= {unescape(entry[2]): unescape(entry[1]) for entry in entries if entry[1] is not None}
        ids = tuple(unescape(entry[2]) for entry in entries)
        partnerships.append((unescape(match[1]), unescape(match[2]), ids))
    return partnerships, names


def unescape(text: str) -> str:
    """Undo the escapes of a text in the list."""
    return re.sub(r"&#(\d+);", lambda number: chr(int(number[1])), text)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Draw registers of a few partnerships and associations with any texts."""
    associations = st.builds(Association, id=IDS, name=TEXTS)
    partners = st.lists(st.builds(Partner, association=IDS | TEXTS), max_size=3).map(tuple)
    partnerships = st.builds(Partnership, id=IDS, programme=TEXTS, partners=partners)
    return Register().replace(*draw(st.lists(associations | partnerships, max_size=6)))


def test_the_readme_shows_what_it_makes(
    tmp_path: Path, golden_block: Callable[[Path, str, str], None]
) -> None:
    """Show the list of the records in the README, written by the host."""
    reading = parse(block("toml"))
    assert () == reading.findings

    report = Host().export(reading.register, "markdown", tmp_path / "out", on=ON)

    text = (tmp_path / "out" / "partnerships.md").read_text(encoding="utf-8")
    golden_block(Path(__file__).parent.parent / "README.md", "markdown", text)
    assert ["partnerships.md"] == [file.name for file in report.files]
    assert {"associations": 1, "programmes": 1} == dict(report.lost)


def test_it_is_found_by_its_entry_point() -> None:
    """Find the format, and say whose it is."""
    provided = Host().exporters["markdown"]

    assert isinstance(provided.format, Markdown)
    assert "civic-partnership-example" == provided.distribution
    assert version("civic-partnership-example") == provided.version
    assert () == Host().problems


def test_an_association_without_partnership_is_a_loss() -> None:
    """Report its record, and the reason."""
    register = parse(block("toml")).register

    (loss,) = export_list(register)[1]

    assert RecordKey("associations", "nordby-svoemmeklub") == loss.record
    assert () == loss.path
    assert "the association stands in no partnership" == loss.reason.en


def test_an_association_that_is_not_recorded_stands_by_its_id() -> None:
    """Show the id where an association is not recorded."""
    partnership = Partnership(id="a", programme="p", partners=(Partner(association="b"),))
    register = Register().replace(partnership)

    assert b"- **a** (p): (b)\n" == export_list(register)[0]
    assert b"- **a** (p):  (b)\n" == export_list(register.replace(Association(id="b", name="")))[0]


def test_a_name_cannot_pass_for_markdown() -> None:
    """Escape names, so that none becomes a line, link, tag or emphasis."""
    partnership = Partnership(id="a", programme="p", partners=(Partner(association="a"),))
    register = Register().replace(partnership, Association(id="a", name="Æ *\n- <b>|"))

    assert "- **a** (p): Æ &#42;&#10;- &#60;b&#62;&#124; (a)\n" == export_list(register)[0].decode()


@settings(max_examples=300, deadline=None)
@given(registers())
def test_what_it_carries_can_be_read_back(register: Register) -> None:
    """Two registers give the same list only if a loss names their difference."""
    text, losses = export_list(register)
    partnerships, names = read_back(text.decode())
    expected_names = {id: association.name for id, association in register.associations.items()}
    lost = {str(loss.record.id) for loss in losses}
    rows = [
        (each.id, each.programme, tuple(partner.association for partner in each.partners))
        for each in register.partnerships.values()
    ]

    assert rows == partnerships
    assert {id: name for id, name in expected_names.items() if id not in lost} == names
    assert lost <= expected_names.keys()
