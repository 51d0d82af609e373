"""Calculations as designers write them: what is worked out, from which parts; read from JSON, written as JSON.

A part is a fact, an amount or a written value, or is worked out itself. What these cannot hold stays as it is, said
in a sentence: nothing is lost by opening a calculation.
"""

from engine.editing.calculating.offering import (
    Wanted,
    conditions_of,
    operands,
    wanted_as,
    wanted_for,
    wanted_of,
    ways_for,
)
from engine.editing.calculating.reading import read_calculation
from engine.editing.calculating.tree import Operand, Term, Working
from engine.editing.calculating.trial import Example, Tried, examples_for, reads_today, try_out
from engine.editing.calculating.ways import PLACES, ROUNDINGS, SPANS, Way, way_of
from engine.editing.calculating.writing import CalculationError, PartFault, blame, write_calculation

__all__ = [
    "PLACES",
    "ROUNDINGS",
    "SPANS",
    "CalculationError",
    "Example",
    "Operand",
    "PartFault",
    "Term",
    "Tried",
    "Wanted",
    "Way",
    "Working",
    "blame",
    "conditions_of",
    "examples_for",
    "operands",
    "read_calculation",
    "reads_today",
    "try_out",
    "wanted_as",
    "wanted_for",
    "wanted_of",
    "way_of",
    "ways_for",
    "write_calculation",
]
