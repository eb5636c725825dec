from storage.conftest import in_time, open_folder, restricted

__all__ = ["in_time", "open_folder", "restricted"]
