"""The guides: what can be generated is generated, and what can be run is run."""
