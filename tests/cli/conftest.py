from hosting.conftest import installed

__all__ = ["installed"]
