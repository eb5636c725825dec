from .hookspecs import hookimpl as hookimpl
from .host import Host as Host, export as export, exporters as exporters
from .provided_formats import ProvidedExporter as ProvidedExporter, ProvidedImporter as ProvidedImporter
