"""Plugins: the hooks that they implement, how they are found, and the host that runs them."""

from .export_functions import export as export, exporters as exporters
from .hookspecs import hookimpl as hookimpl
from .host import Host as Host
from .provided_formats import ProvidedExporter as ProvidedExporter, ProvidedImporter as ProvidedImporter
