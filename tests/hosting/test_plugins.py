from datetime import date
from pathlib import Path

import attrs
import pytest
from hosting.plugin_code import RULE, Installed, exporting

from civic_partnership import Host, PluginError, Register

DAY = date(2025, 3, 1)


def test_finds_what_is_installed(installed: Installed, nordby: Register, tmp_path: Path) -> None:
    """An exporter of an installed distribution stands beside the package's own, with who provides it."""
    installed("nordby-formats", exporting("nordby"))
    host = Host()

    host.export(nordby, "nordby", tmp_path / "out", on=DAY)

    assert {"csv", "json", "ndjson", "nordby", "toml"} <= host.exporters.keys()
    provided = host.exporters["nordby"]
    assert ("nordby-formats", "1.2") == (provided.distribution, provided.version)
    assert b"good" == (tmp_path / "out" / "good.txt").read_bytes()
    assert () == host.problems


def test_takes_what_it_is_given_and_leaves_the_rest(installed: Installed) -> None:
    """A program that embeds the package may name its plugins itself."""
    installed("nordby-formats", exporting("nordby"))
    import nordby_formats  # type: ignore[import-not-found]  # noqa: PLC0415 - it was installed just now

    assert "nordby" not in Host(discover=False).exporters
    assert "nordby_formats" == Host([nordby_formats], discover=False).exporters["nordby"].distribution


EXITS = ("SystemExit", "KeyboardInterrupt", "BaseException")
"""Names of what ends a program."""
BAD_PLUGINS = {
    "raises when it is imported": "raise RuntimeError('hemmeligt')",
    **{f"leaves by {exit_} when it is imported": f"raise {exit_}" for exit_ in EXITS},
    **{
        f"leaves by {exit_} when it is asked": exporting("x").replace("return [Made()]", f"raise {exit_}")
        for exit_ in EXITS
    },
    "is no Python": "def :",
    "needs what is not there": "import nowhere_to_be_found",
    "needs it when it is asked": exporting("x").replace("return [Made()]", "import nowhere_to_be_found"),
    "raises when it is asked": exporting("x").replace("return [Made()]", "raise RuntimeError('hemmeligt')"),
    "raises after it is asked": exporting("x").replace("return [Made()]", "yield 1 / 0"),
    "gives nothing to go through": exporting("x").replace("return [Made()]", "return 3"),
    "gives no exporter": exporting("x").replace("[Made()]", "['x']"),
    "gives a class": exporting("x").replace("[Made()]", "[Made]").replace('name = "x"', "name = 3"),
    "has no title": exporting("x").replace('Label("x", "x")', '"x"'),
    "has a name that nobody can type": exporting("X x"),
    "has options of no attrs class": exporting("x").replace("options = NoOptions", "options = dict"),
    "misspells a hook": exporting("x").replace(
        "def civic_partnership_exporters", "def civic_partnership_exportes"
    ),
    "misspells a hook that it does not mark": exporting("x").replace(
        "@hookimpl\ndef civic_partnership_exporters", "def civic_partnership_exportes"
    ),
    "does not mark a hook": exporting("x").replace("@hookimpl", ""),
    "has a hook that takes too much": exporting("x").replace("exporters():", "exporters(register):"),
}


@pytest.mark.parametrize("code", BAD_PLUGINS.values(), ids=BAD_PLUGINS)
def test_one_that_fails_hurts_no_other(
    installed: Installed, nordby: Register, tmp_path: Path, code: str
) -> None:
    """What cannot be used is told once, with its distribution, in both languages; all else works."""
    installed("bad-formats", code)
    installed("good-formats", exporting("good"))
    host = Host()

    (problem,) = host.problems

    assert "bad-formats" == problem.distribution
    assert "fra bad-formats virker ikke: " in problem.da
    assert "from bad-formats does not work: " in problem.en
    assert "hemmeligt" not in problem.da + problem.en
    assert ["csv", "good", "json", "ndjson", "toml"] == [
        name
        for name, provided in host.exporters.items()
        if provided.distribution in ("civic-partnership", "good-formats")
    ]
    for name in ("good", "csv", "toml"):
        host.export(nordby, name, tmp_path / name, on=DAY)


def test_says_which_hook_was_meant(installed: Installed) -> None:
    """The nearest hook is named."""
    installed("bad-formats", BAD_PLUGINS["misspells a hook"])

    (problem,) = Host().problems

    names = "civic_partnership_exportes ({} civic_partnership_exporters?)"
    assert f"there is no hook {names.format('did you mean')}" in problem.en
    assert f"der findes intet hook {names.format('mente du')}" in problem.da


def test_refuses_two_of_one_name(installed: Installed, nordby: Register, tmp_path: Path) -> None:
    """It is not guessed whose format is meant; both distributions are named, and others work."""
    installed("first-formats", exporting("both"))
    installed("second-formats", exporting("both"))
    installed("third-formats", exporting("csv"))
    host = Host()

    clashes = {"both": "first-formats, second-formats", "csv": "civic-partnership, third-formats"}
    for name, whose in clashes.items():
        with pytest.raises(PluginError) as raised:
            host.export(nordby, name, tmp_path / name, on=DAY)
        assert (
            f"Formatet {name} kommer flere steder fra: {whose}. Afinstallér alle undtagen ét.",
            f"The format {name} comes from several places: {whose}. Uninstall all but one.",
        ) == (raised.value.da, raised.value.en)
        assert not (tmp_path / name).exists()
    assert {"both", "csv"}.isdisjoint(host.exporters)
    host.export(nordby, "toml", tmp_path / "toml", on=DAY)


FILE = 'yield Artifact(name="a.txt", media_type="text/plain", chunks=[b"a"])'
BAD_EXPORTS = {
    "raises at once": "raise RuntimeError('hemmeligt')",
    "leaves in the middle": f"{FILE}\nraise SystemExit",
    "leaves in a file": FILE.replace('[b"a"]', "map(exit, [0])"),
    "changes the register": f"{FILE}\nobject.__setattr__(register.municipality, 'name', 'X')",
    "gives nothing": "return []",
    "gives a name outside": "yield Artifact(name='../a', media_type='text/plain', chunks=[b''])",
}


@pytest.mark.parametrize("body", BAD_EXPORTS.values(), ids=BAD_EXPORTS)
def test_an_export_that_fails_writes_nothing(
    installed: Installed, nordby: Register, tmp_path: Path, body: str
) -> None:
    """The distribution is named, the earlier export stays, and every other format still works."""
    installed("bad-formats", exporting("bad", body))
    host = Host()
    out = tmp_path / "out"
    host.export(nordby, "toml", out, on=DAY)
    before = held(out)

    with pytest.raises(PluginError) as raised:
        host.export(nordby, "bad", out, on=DAY)

    assert "bad-formats" == raised.value.distribution
    assert "Formatet bad fra bad-formats virker ikke: " in raised.value.da
    assert "The format bad from bad-formats does not work: " in raised.value.en
    assert "hemmeligt" not in str(raised.value.args)
    assert before == held(out)
    assert ["out", "site-packages"] == sorted(path.name for path in tmp_path.iterdir())
    for name in ("csv", "json", "ndjson", "toml"):
        host.export(nordby, name, out, on=DAY)


def held(folder: Path) -> dict[str, bytes]:
    """Read the files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_asks_the_rules_of_plugins(installed: Installed, nordby: Register) -> None:
    """They are asked after the package's, and their findings are findings."""
    installed("nordby-rules", RULE.format(rules="cvr_missing"))

    nameless = attrs.evolve(nordby.associations["nordby-svoemmeklub"], cvr=None)
    report = Host().check(nordby.replace(nameless), on=DAY)

    assert [("cvr-missing", "nordby-svoemmeklub")] == [
        (f.rule, f.record.id) for f in report.findings if f.record and f.level == "error"
    ]


@pytest.mark.parametrize("other", ["cvr_missing", "3", "__import__('attrs').evolve(cvr_missing, ask=3)"])
def test_refuses_rules_that_are_none_or_there_already(installed: Installed, other: str) -> None:
    """Each is told; the others are asked."""
    installed("nordby-rules", RULE.format(rules=f"{other}, cvr_missing"))
    host = Host()

    (problem,) = host.problems

    assert "nordby-rules" == problem.distribution
    assert "cvr-missing" == host.rules[-1].name
    assert 1 == sum(rule.name == "cvr-missing" for rule in host.rules)


def test_a_hook_that_gives_none_is_told(installed: Installed) -> None:
    """A forgotten return is no plugin without formats."""
    installed("bad-formats", exporting("bad").replace("return [Made()]", "[Made()]"))

    (problem,) = Host().problems

    assert "civic_partnership_exporters gave None" in problem.en


def test_a_hook_without_end_is_told(installed: Installed) -> None:
    """So many may one plugin bring; of these two, none has a name of its own."""
    installed("bad-formats", exporting("bad").replace("return [Made()]", "while True:\n        yield Made()"))

    assert any("civic_partnership_exporters does not end" in problem.en for problem in Host().problems)


def test_what_only_looks_like_a_hook_is_none(installed: Installed) -> None:
    """A module that a plugin imports, and a plugin that is named twice, are no faults."""
    import json as civic_partnership_common  # noqa: PLC0415 - stands for a module of the plugin's own

    class Plugin:
        """It has a module by a name that begins like a hook's."""

        civic_partnership_tools = civic_partnership_common

    plugin = Plugin()

    assert () == Host([plugin, plugin]).problems


def test_rules_that_are_not_asked_are_told_apart(installed: Installed) -> None:
    """A format that clashes keeps no rule from being asked, whatever was asked first."""
    installed("third-formats", exporting("csv"))
    host = Host()

    assert 1 == len(host.problems)
    assert () == host.rule_problems
