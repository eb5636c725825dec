from .hookspecs import hookimpl as hookimpl
from .host import Host as Host, export as export, exporters as exporters
from .installed_entries import InstalledEntry as InstalledEntry, find_entries as find_entries
from .provided_formats import ProvidedExporter as ProvidedExporter, ProvidedImporter as ProvidedImporter
