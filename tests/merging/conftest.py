from merging.repositories import no_settings

__all__ = ["no_settings"]
