"""The example in the docstring of a hook works as it stands."""

import inspect
import re
from types import ModuleType

from civic_partnership import Host
from civic_partnership.hosting import hookspecs
from civic_partnership.model import Area


def test_the_example_of_importers_imports() -> None:
    """The whole plugin in the docstring reads a format."""
    text = inspect.getdoc(hookspecs.civic_partnership_importers) or ""
    found = re.search(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found
    module = ModuleType("area_list")
    exec(found[1], vars(module))
    host = Host([module], discover=False)

    imported = host.importer("area-list").read({"areas.txt": b"havnen Havnen\n"}, {})

    assert {"havnen": Area(id="havnen", name="Havnen")} == dict(imported.register.areas)
    assert () == host.problems
