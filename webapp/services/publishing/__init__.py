"""Releases: load one ready to run, bring flows in from disk, and write them out again."""

from webapp.services.publishing.exporting import export_flows
from webapp.services.publishing.importing import FlowImport, import_flows
from webapp.services.publishing.indexing import index_service, list_searchable_services
from webapp.services.publishing.releases import Published, get_release, list_live_releases, list_releases

__all__ = [
    "FlowImport",
    "Published",
    "export_flows",
    "get_release",
    "import_flows",
    "index_service",
    "list_live_releases",
    "list_releases",
    "list_searchable_services",
]
