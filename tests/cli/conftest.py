import pytest
from cli.terminal import Run
from hosting.conftest import installed
from hosting.test_host import Chosen

from civic_partnership import Host, hosting
from civic_partnership.cli import main

__all__ = ["installed"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command in this process; it gives exit status, output and errors."""

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as leaving:
            main([str(argument) for argument in arguments])
        assert isinstance(leaving.value.code, int)
        return leaving.value.code, *capsys.readouterr()

    return run


@pytest.fixture
def with_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the command one more format, as if a plugin brought it."""
    monkeypatch.setattr(hosting, "Host", lambda: Host([Chosen()]))
