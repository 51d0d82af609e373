"""The commands of `python -m webapp`: run, set up, serve, work, and what operators need."""

from webapp.cli.main import main

__all__ = ["main"]
