"""The version of the package; every other file reads the version from here."""

__version__ = "0.1.0"
