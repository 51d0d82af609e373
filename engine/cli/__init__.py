"""The commands of `python -m engine`: the one package of the engine that prints.

Each command is one function from parsed arguments to an exit code; what it does lives in `engine.scenarios`.
"""

from engine.cli.main import main

__all__ = ["main"]
