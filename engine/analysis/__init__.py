"""What can be said about a flow before anybody uses it. The only importer of networkx."""
