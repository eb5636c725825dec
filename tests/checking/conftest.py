from cli.conftest import installed, run

__all__ = ["installed", "run"]
