import json
import re
from datetime import date
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings, strategies as st
from registers import Way, places, planted
from storage.conftest import finding_at

from civic_partnership.findings import mask
from civic_partnership.model import Contact, Partnership, Register
from civic_partnership.rules import check
from civic_partnership.storage import Excerpt, Format, parse, to_text
from civic_partnership.storage.editing.toml_editor import inline
from civic_partnership.testing.any_registers import readable_registers as registers, records

SECRET = "§§§ø😀"
"""What must not be seen: no other text in a test holds its first letter."""


def layouts(tables: dict[str, Any]) -> list[tuple[str, Format]]:
    """Write tables as TOML and JSON, each in many lines and in few, and with comments."""
    toml = tomli_w.dumps(tables)
    return [
        (toml, "toml"),
        (re.sub(r"(?m)(?<=.)$", " # §”]}", toml), "toml"),
        ("".join(f"{kind} = {inline(rows)}\n" for kind, rows in tables.items()), "toml"),
        (json.dumps(tables, indent=1), "json"),
        (json.dumps(tables, ensure_ascii=False), "json"),
    ]


def tables_of(register: Register) -> Any:
    """Convert a register to tables that both formats hold, without the secret letter and mail addresses."""
    return json.loads(to_text(register, "json").replace("§", "x").replace("@", "x"))


@settings(max_examples=30, deadline=None)
@given(registers(3), st.integers(0, 4))
def test_shows_what_a_finding_is_about(register: Register, layout: int) -> None:
    """Show an excerpt that fits on a screen, with its mark at the finding's place in the text."""
    tables = tables_of(register)
    text, format = layouts(tables)[layout]
    reading = parse(text, format)
    lines = text.split("\n")
    for way, _ in places(tables):
        if way[0] == "format_version" or (len(way) == 1 and way[0] != "municipality"):
            continue
        location, excerpt = reading.locate(finding_at(way)), reading.excerpt(finding_at(way))
        assert location is not None
        assert location.line is not None
        assert location.column is not None
        assert excerpt is not None
        assert location.line == excerpt.line
        assert len(excerpt.text) <= 102
        assert excerpt.text.isprintable()
        assert 0 <= excerpt.start < excerpt.start + excerpt.length <= len(excerpt.text)
        rest = mask(lines[location.line - 1])[location.column - 1 :]
        begins = re.match(r"[^=:,\]}]{0,40}", rest)
        assert begins
        expected = "".join(letter if letter.isprintable() else " " for letter in begins[0])
        assert expected == excerpt.text[excerpt.start : excerpt.start + len(expected)]


secrets = st.sampled_from(
    [SECRET, f"a\n{SECRET}", SECRET * 30, [SECRET], [[1, SECRET]], {"x": {"y": SECRET}}, [{"x": SECRET}]]
)
people = st.lists(records(Contact) | records(Partnership), min_size=1, max_size=3)


@settings(max_examples=30, deadline=None)
@given(people, st.integers(0, 4), st.data())
def test_never_shows_what_is_personal_or_unknown(
    records: list[Any], layout: int, data: st.DataObject
) -> None:
    """Show nothing of a personal or an unknown field in excerpts and messages."""
    tables = tables_of(Register().replace(*records))
    for way, value in list(places(tables)):
        if len(way) >= 2 and isinstance(value, dict) and "exempt" not in way:
            personal = {2: ["name", "email", "phone"], 4: ["person"]}.get(len(way), [])
            known = way[0] == "contacts" if len(way) == 2 else way[2] == "employments"
            names = data.draw(st.sets(st.sampled_from([*(personal if known else []), "ukendt", "nam"])))
            for name in sorted(names):
                tables = planted(tables, (*way, name), data.draw(secrets))
    reading = parse(*layouts(tables)[layout])
    findings = (*reading.findings, *check(reading.register, on=date(2025, 3, 1)).findings)
    seen = [finding.message.da + finding.message.en for finding in findings]
    for way, _ in places(tables):
        excerpt = reading.excerpt(finding_at(way)) if len(way) >= 2 else None
        seen.append(excerpt.text if excerpt else "")

    assert not [each for each in seen if "§" in each]


@pytest.mark.parametrize(
    "text",
    [
        '[contacts.a] # §\nname = "§" # §\nrole = "x" # §\nnme = [ # §\n5 ] # §',
        '[contacts.a]\nnme = ["§"] # x',
        'contacts.a = { name = """\n§""", nme = 1 }',
        'contacts.a = { nme = 1, name = """\n§""", email = 2 }',
        "[contacts.a]\nname.first = '§'",
        "[contacts.a.name]\nfirst = '§'",
        "[contacts.a.adress]\nstreet = '§'",
        "contacts = '§'",
        "contacts = ['§']",
        "[[contacts]]\nname = '§'",
        "[contacts]\na = '§'",
        "contacts.a = ['§']",
        "municipality = '§'",
        "contcts = '§'",
        "contcts = { a = '§' }",
        "[contcts.a]\nname = '§'",
        "[contacts]\na = { name = '§' }\nb = { nme = '§' }",
        "contacts = { a = { name = '§' }, b = { nme = 1 } }",
    ],
)
def test_covers_what_is_written_in_any_form(text: str) -> None:
    """Cover what is personal, unknown or a comment in the line of every finding, however it is written."""
    reading = parse(text)
    ways: list[Way] = [("contacts",), ("contcts",), ("municipality",), ("contacts", "a"), ("contacts", "b")]
    ways += [("contacts", "a", name) for name in ("name", "nme", "email", "adress", "role")]
    excerpts = [reading.excerpt(each) for each in (*reading.findings, *map(finding_at, ways))]

    assert any(excerpts)
    assert not [excerpt for excerpt in excerpts if excerpt and "§" in excerpt.text]


@pytest.mark.parametrize(
    ("text", "way", "expected"),
    [
        (f"{' ' * 20}areas.a = {{ note = '{'n' * 50}', name = 5 }}", "areas.a.name", Excerpt(line=1, text=f"areas.a = {{ note = '{'n' * 50}', name = 5 }}", start=73, length=8)),
        ("[areas.a]\n\t name = 5 ", "areas.a.name", Excerpt(line=2, text="name = 5", start=0, length=8)),
        ("[areas.a] # Åse's", "areas.a", Excerpt(line=1, text="[areas.a]", start=0, length=9)),
        ("associations.a.aliases = [ # x\n1, # x\n2, 3 ]", "associations.a.aliases.0", Excerpt(line=2, text="1,", start=0, length=1)),
        ('contacts.b = { name = "Åse Ø", emial = "x" }', "contacts.b.emial", Excerpt(line=1, text="contacts.b = { name = *******, emial = *** }", start=31, length=11)),
        ('contacts.b = { name = "Åse Ø", role = "r" }', "contacts.b.role", Excerpt(line=1, text='contacts.b = { name = *******, role = "r" }', start=31, length=10)),
        ("[areas.a]\nnam = 5", "areas.a.nam", Excerpt(line=2, text="nam = *", start=0, length=7)),
        ("[ares.a]\nname = 5", "ares", Excerpt(line=1, text="[ares.a]", start=0, length=8)),
        ("[areas.a.adress]", "areas.a.adress", Excerpt(line=1, text="[areas.a.adress]", start=0, length=16)),
        ("areas.a.exempt = [\n5,\n]", "areas.a.exempt", Excerpt(line=1, text="areas.a.exempt = [", start=0, length=18)),
        (f"areas.a = {{ note = '{'n' * 90}', name = 5 }}", "areas.a.name", Excerpt(line=1, text=f"…{'n' * 17}', name = 5 }}", start=21, length=8)),
        (f"areas.a = {{ name = '{'n' * 90}', note = 'x' }}", "areas.a.name", Excerpt(line=1, text=f"areas.a = {{ name = '{'n' * 80}…", start=12, length=89)),
        (f"[areas.a]\n  name = 5 # {'c' * 100}", "areas.a.name", Excerpt(line=2, text="name = 5", start=0, length=8)),
        ("[areas.a]\nname = '\u202e\u200b\t'", "areas.a.name", Excerpt(line=2, text="name = '   '", start=0, length=12)),
    ],
)  # fmt: skip
def test_an_excerpt_is_fit_to_be_shown(text: str, way: str, expected: Excerpt) -> None:
    """Show the line without its indent, cut where it is long, with the finding marked."""
    assert expected == parse(text).excerpt(
        finding_at(tuple(int(s) if s.isdigit() else s for s in way.split(".")))
    )


@pytest.mark.parametrize("secret", ["010203-1234", "0102031234", "010203 1234", "anna@example.org"])
def test_an_excerpt_covers_what_looks_personal(secret: str) -> None:
    """Cover a civil registration number or a mail address wherever it stands, without moving the mark."""
    excerpt = parse(f'areas.a = {{ note = "{secret}", name = 5 }}').excerpt(
        finding_at(("areas", "a", "name"))
    )

    assert excerpt is not None
    assert secret not in excerpt.text
    assert "name = 5" == excerpt.text[excerpt.start : excerpt.start + excerpt.length]


def test_no_excerpt_of_what_could_not_be_parsed() -> None:
    """Show no line that is not understood, because it may hold anything."""
    reading = parse("name = 'Åse' x")
    (finding,) = reading.findings

    assert (1, 14) == finding.at
    assert None is reading.excerpt(finding)


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ('[areas.a]\nname = "A"\nnote = "010190\\u20111234"\n', "toml"),
        ('[areas.a]\nname = "A"\nnote = "\\U0001d7ce10190 1234"\n', "toml"),
        ('[areas.a]\nname = "A"\nnote = """010190\n1234"""\n', "toml"),
        ('[areas.a]\nname = "A"\nexempt = { "010190\\t1234" = "b" }\n', "toml"),
        ('{"areas": {"a": {"name": "A", "note": "\\ud835\\udfce10190\\u20111234"}}}', "json"),
        ('{"areas": {"a": {"name": "A", "note": "010190\\n1234"}}}', "json"),
    ],
)
def test_a_number_is_covered_however_the_file_writes_its_letters(text: str, format: Format) -> None:
    """Cover a number whose characters are escaped, and one that goes on in the next line."""
    reading = parse(text, format)
    (finding,) = [
        each for each in check(reading.register, on=date(2025, 3, 1)).findings if each.rule == "cpr-number"
    ]
    excerpt = reading.excerpt(finding)

    assert excerpt is not None
    assert "10190" not in excerpt.text


@pytest.mark.parametrize(
    "wrong",
    [
        f'{{ person = "{SECRET}" }}',
        f'{{ person = {{ nmae = "{SECRET}" }} }}',
        f'{{ person = {{ name = ["{SECRET}"] }} }}',
        f'{{ person = {{ name = "{SECRET}" }}, name = "N" }}',
        f'"{SECRET}"',
    ],
)
def test_a_person_who_is_a_party_is_covered(wrong: str) -> None:
    """Cover the name of a party, whatever is wrong in how the party is written."""
    reading = parse(
        f'[frameworks.f]\ntitle = "F"\nsteering_group = {{ chair = {wrong}, members = [{wrong}] }}\n'
    )
    excerpts = [reading.excerpt(finding) for finding in reading.findings]

    assert len(excerpts) >= 2
    assert not any("§" in repr(finding) for finding in reading.findings)
    assert not any(excerpt is None or "§" in excerpt.text for excerpt in excerpts)
