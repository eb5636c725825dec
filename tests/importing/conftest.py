from hosting.conftest import installed
from storage.conftest import in_time, open_folder, restricted

__all__ = ["in_time", "installed", "open_folder", "restricted"]
